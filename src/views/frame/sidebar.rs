//! The sidebar: the workspace, the lenses, the views, the places, the saved views.

use leptos::prelude::*;
use throughline_core::action::Action;
use throughline_core::lens::tree::{Node, products, projects};
use throughline_core::model::id::RawId;
use throughline_core::model::{Kind, Lens};

use super::text;
use super::views::{Everywhere, Shown, ViewLink};
use crate::app::site::{self, Site};
use crate::app::watch::Watch;
use crate::app::{App, action, use_app};
use crate::widgets::icon::{Glyph, Icon};
use crate::widgets::icon_button::IconButton;
use crate::widgets::menu::{MenuButton, MenuEntry, MenuItem};

/// Draws the sidebar.
#[component]
pub fn Sidebar() -> impl IntoView {
    let app = use_app();
    let act = move |what: Action| move |_| action::perform(app, what);
    view! {
        <nav class="sidebar" aria-label=text::SIDEBAR_LABEL>
            <div class="sidebar-head">
                <WorkspaceMenu />
                <IconButton
                    label=text::SIDEBAR
                    glyph=Glyph::Sidebar
                    shortcut="["
                    on_press=move |_| {
                        if app.ui.drawer.get_untracked() {
                            app.ui.drawer.set(false);
                        } else {
                            app.ui.switch_sidebar();
                        }
                    }
                />
            </div>
            <div class="sidebar-body">
                <LensSwitch />
                <div class="nav-group">
                    {Shown::ALL.map(|shown| view! { <ViewLink shown /> }).into_iter().collect_view()}
                </div>
                <div class="nav-group"><Everywhere /></div>
                <Tree heading=text::PROJECTS kinds=&[Kind::Program, Kind::Project] list=projects add=Action::NewProject />
                <Tree
                    heading=text::PRODUCTS
                    kinds=&[Kind::ProductLine, Kind::Product]
                    list=products
                    add=Action::NewProduct
                />
                <super::saved::SavedViews />
            </div>
            <div class="sidebar-foot">
                <IconButton label=text::SETTINGS glyph=Glyph::Gear shortcut="Mod+," on_press=act(Action::Settings) />
                <IconButton label=text::STORAGE glyph=Glyph::Disk on_press=act(Action::Storage) />
                <IconButton label=text::SHORTCUTS glyph=Glyph::Keyboard shortcut="?" on_press=act(Action::Shortcuts) />
                <IconButton label=text::THEME glyph=Glyph::Moon shortcut="T" on_press=act(Action::Theme) />
            </div>
        </nav>
    }
}

/// Draws the workspace's name and what can be done with the whole of it.
#[component]
fn WorkspaceMenu() -> impl IntoView {
    let app = use_app();
    let name = Signal::derive(move || {
        app.work.watch(Watch::Kind(Kind::Workspace));
        app.work.with(|model| model.info().map(|info| info.name.clone())).unwrap_or_default()
    });
    let item = move |label: &'static str, glyph: Glyph, what: Action| -> MenuEntry {
        MenuItem::new(label, move || action::perform(app, what)).glyph(glyph).into()
    };
    let export = move |label: &'static str, name: &'static str, what: Action| -> MenuEntry {
        let entry = MenuItem::new(label, move || action::perform(app, what));
        entry.glyph(Glyph::Export).action(name).into()
    };
    let entries = Signal::derive(move || {
        let mut entries = vec![
            item(text::IMPORT, Glyph::Import, Action::Import),
            export(text::EXPORT, "export-json", Action::Export),
            export(text::EXPORT_SEALED, "export-sealed", Action::ExportSealed),
            export(text::EXPORT_PLAN, "export-mspdi", Action::ExportPlan),
            export(text::EXPORT_CALENDAR, "export-ics", Action::ExportCalendar),
            export(text::EXPORT_TABLE, "export-csv", Action::ExportTable),
            MenuEntry::Separator,
            item(text::SAMPLE, Glyph::Spark, Action::Sample),
            item(text::SETTINGS, Glyph::Gear, Action::Settings),
            item(text::PAST, Glyph::Clock, Action::Past),
            item(text::STORAGE, Glyph::Disk, Action::Storage),
            item(text::SHORTCUTS, Glyph::Keyboard, Action::Shortcuts),
        ];
        entries.extend(site_entries(app, app.ui.site.get()));
        entries.push(MenuEntry::Separator);
        entries.push(
            MenuItem::new(text::START_OVER, move || action::perform(app, Action::StartOver))
                .glyph(Glyph::Trash)
                .danger()
                .into(),
        );
        entries
    });
    view! { <MenuButton label=name entries class="workspace-button" /> }
}

/// Lists what can be done with the app itself, in a browser that keeps or installs it.
fn site_entries(app: App, site: Site) -> Vec<MenuEntry> {
    let entry = |label: &str, glyph: Glyph, ask: &'static str| -> MenuEntry {
        MenuItem::new(label, move || site::want(app, ask)).glyph(glyph).action(ask).into()
    };
    let mut entries = Vec::new();
    if site.kept || site.update || site.installable {
        entries.push(MenuEntry::Separator);
    }
    if site.installable {
        entries.push(entry(text::INSTALL, Glyph::Import, "install"));
    }
    if site.update {
        entries.push(entry(text::UPDATE, Glyph::Redo, "update"));
    } else if site.kept {
        entries.push(entry(text::CHECK_UPDATES, Glyph::Redo, "check"));
    }
    entries
}

/// Draws the four lenses.
#[component]
fn LensSwitch() -> impl IntoView {
    let app = use_app();
    let lens = move |lens: Lens| {
        let (name, label) = (lens.name().to_owned(), lens.label().to_owned());
        let question = lens.question();
        let own = lens.clone();
        let is_on = Memo::new(move |_| app.address.route.with(|route| route.lens == own));
        let on = lens.clone();
        view! {
            <button
                type="button"
                class="lens"
                role="radio"
                aria-checked=move || is_on.get().to_string()
                data-lens=name
                title=question
                on:click=move |_| app.address.update(|route| {
                    route.lens = on.clone();
                    route.kpi = String::new();
                })
            >
                <span class="lens-mark"></span>
                {label}
            </button>
        }
    };
    view! {
        <div class="lens-switch" role="radiogroup" aria-label=text::LENS>
            {Lens::ALL.iter().cloned().map(lens).collect::<Vec<_>>()}
        </div>
    }
}

/// Draws the places of one side of the house.
#[component]
fn Tree(
    heading: &'static str,
    kinds: &'static [Kind],
    list: fn(&throughline_core::model::workspace::Model) -> Vec<Node>,
    add: Action,
) -> impl IntoView {
    let app = use_app();
    let nodes = Memo::new(move |_| {
        app.work.watch_kinds(kinds);
        app.work.with(list)
    });
    let label = if add == Action::NewProject { text::NEW_PROJECT } else { text::NEW_PRODUCT };
    view! {
        <div class="nav-group">
            <div class="nav-heading">
                {heading}
                <IconButton label glyph=Glyph::Plus small=true on_press=move |_| action::perform(app, add) />
            </div>
            <For each=move || nodes.get() key=|node| (node.at, node.name.clone(), node.depth) let:node>
                <Place id=node.at.id kind=node.at.kind name=node.name depth=node.depth />
            </For>
        </div>
    }
}

#[component]
fn Place(id: RawId, kind: Kind, name: String, depth: usize) -> impl IntoView {
    let app = use_app();
    let here = Memo::new(move |_| app.address.route.with(|route| route.place == Some(id)));
    let glyph = match kind {
        Kind::Program | Kind::ProductLine => Glyph::Layers,
        Kind::Product => Glyph::Target,
        _ => Glyph::Folder,
    };
    view! {
        <a
            class="nav-item"
            href=move || app.address.link(|route| route.place = Some(id))
            aria-current=move || here.get().then_some("page")
            style=("--depth", depth.to_string())
            on:click=move |_| app.ui.drawer.set(false)
        >
            <Icon glyph small=true />
            <span class="nav-label" dir="auto">{name}</span>
        </a>
    }
}
