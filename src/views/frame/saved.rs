//! The saved views in the sidebar, and what can be done with each.

use leptos::prelude::*;
use throughline_core::action::Action;
use throughline_core::command::Command;
use throughline_core::lens::saved;
use throughline_core::model::Kind;
use throughline_core::model::id::{Id, Ref};
use throughline_core::route::Route;

use super::text;
use crate::app::ui::Dialog;
use crate::app::watch::Watch;
use crate::app::{App, action, use_app};
use crate::widgets::icon::{Glyph, Icon};
use crate::widgets::icon_button::IconButton;
use crate::widgets::menu::{MenuButton, MenuEntry, MenuItem};

/// Draws the saved views, those of the lens first, and the way to save what is shown.
#[component]
pub fn SavedViews() -> impl IntoView {
    let app = use_app();
    let lens = Memo::new(move |_| app.address.route.with(|route| route.lens.clone()));
    let views = Memo::new(move |_| {
        app.work.watch(Watch::Kind(Kind::SavedView));
        app.work.with(|model| saved::list(model, &lens.get()))
    });
    view! {
        <div class="nav-group">
            <div class="nav-heading">
                {text::SAVED_VIEWS}
                <IconButton
                    label=text::SAVE_VIEW
                    glyph=Glyph::Plus
                    small=true
                    on_press=move |_| action::perform(app, Action::SaveView)
                />
            </div>
            <For
                each=move || views.get()
                key=|(at, name, route)| (*at, name.clone(), route.to_string())
                children=move |(at, name, route)| entry(app, at, name, route)
            />
        </div>
    }
}

fn entry(app: App, at: Ref, name: String, route: Route) -> impl IntoView {
    let href = route.to_string();
    let here = Memo::new(move |_| {
        app.address.route.with(|now| Route { open: None, ..now.clone() } == route)
    });
    let label = text::view_menu(&name);
    let kept = name.clone();
    let entries = Signal::derive(move || {
        let name = kept.clone();
        let update = move || {
            let address = app.address.route.with_untracked(ToString::to_string);
            let (at, name) = (Id::from_ref(at), name.clone());
            app.run_and_tell(&Command::KeepView { at, name, address });
        };
        let delete = move || {
            app.run_and_tell(&Command::DeleteRecords(vec![at]));
        };
        let rename = move || app.ui.show(Dialog::SaveView(Some(at)));
        let entries: Vec<MenuEntry> = vec![
            MenuItem::new(text::RENAME_VIEW, rename).glyph(Glyph::Label).into(),
            MenuItem::new(text::UPDATE_VIEW, update).glyph(Glyph::Pin).into(),
            MenuEntry::Separator,
            MenuItem::new(text::DELETE_VIEW, delete).glyph(Glyph::Trash).danger().into(),
        ];
        entries
    });
    view! {
        <div class="nav-saved">
            <a
                class="nav-item"
                href=href
                aria-current=move || here.get().then_some("page")
                on:click=move |_| app.ui.drawer.set(false)
            >
                <Icon glyph=Glyph::Pin small=true />
                <span class="nav-label" dir="auto">{name}</span>
            </a>
            <MenuButton label entries glyph=Glyph::More small=true align_end=true />
        </div>
    }
}
