//! The top bar: where you are, the filter, undo and redo, the save state, a new item.

use leptos::prelude::*;
use throughline_core::action::Action;
use throughline_core::lens::table::usual_kind;
use throughline_core::model::Kind;
use throughline_core::query::parse;
use throughline_core::route::View;
use wasm_bindgen::JsCast;

use super::super::part::Parts;
use super::text;
use crate::app::ui::Dialog;
use crate::app::work::{Disk, SaveState};
use crate::app::{App, action, use_app};
use crate::shell::frame;
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::icon::{Glyph, Icon};
use crate::widgets::icon_button::IconButton;
use crate::widgets::search_field::SearchField;

/// Draws the top bar.
#[component]
pub fn Topbar() -> impl IntoView {
    let app = use_app();
    let act = move |what: Action| move |_| action::perform(app, what);
    let undo = Signal::derive(move || text::undo(app.work.steps.with(|s| s.0.clone()).as_deref()));
    let redo = Signal::derive(move || text::redo(app.work.steps.with(|s| s.1.clone()).as_deref()));
    let no_undo = Signal::derive(move || app.work.steps.with(|s| s.0.is_none()));
    let no_redo = Signal::derive(move || app.work.steps.with(|s| s.1.is_none()));
    view! {
        <header class="topbar">
            <Show when=move || app.ui.sidebar_closed.get()>
                <IconButton label=text::SIDEBAR glyph=Glyph::Sidebar shortcut="[" on_press=act(Action::Sidebar) />
            </Show>
            <Where />
            <Filter />
            <div class="topbar-actions">
                <SaveMark />
                <IconButton label=undo glyph=Glyph::Undo shortcut="Ctrl+Z" disabled=no_undo on_press=act(Action::Undo) />
                <IconButton label=redo glyph=Glyph::Redo shortcut="Ctrl+Shift+Z" disabled=no_redo on_press=act(Action::Redo) />
                <FilterButton />
                <span class="topbar-search">
                    <IconButton label=text::SEARCH glyph=Glyph::Search shortcut="Ctrl+K" on_press=act(Action::Search) />
                </span>
                <Button
                    label=text::NEW_ITEM
                    kind=ButtonKind::Primary
                    shortcut="C"
                    on_press=act(Action::NewItem)
                />
            </div>
        </header>
    }
}

/// Draws the way from the lens to the place.
#[component]
fn Where() -> impl IntoView {
    let app = use_app();
    let lens = Memo::new(move |_| app.address.route.with(|route| route.lens.label().to_owned()));
    let place = Memo::new(move |_| {
        app.work.watch_kinds(&[Kind::Project, Kind::Program, Kind::Product, Kind::ProductLine]);
        let place = app.address.place(&app.work)?;
        Some(app.work.with(|model| model.title_of(place)))
    });
    view! {
        <nav class="where" aria-label=text::WHERE>
            <a class="where-part" href=move || app.address.link(|route| route.place = None)>
                {move || lens.get()}
            </a>
            <Icon glyph=Glyph::ChevronRight small=true />
            <h1 class="where-part" aria-current="page" dir="auto">
                {move || place.get().unwrap_or_else(|| text::EVERYTHING.to_owned())}
            </h1>
        </nav>
    }
}

/// Draws what brings the filter field where the bar has no room for it, and tells that one is set.
#[component]
fn FilterButton() -> impl IntoView {
    let app = use_app();
    let words = Signal::derive(move || app.address.route.with(|route| route.filter.clone()));
    let label = Signal::derive(move || words.with(|words| text::filter_button(words)));
    view! {
        <span class="filter-button" data-set=move || words.with(|w| !w.is_empty()).then_some("")>
            <IconButton
                label
                glyph=Glyph::Filter
                on_press=move |_| action::perform(app, Action::Filter)
            />
        </span>
    }
}

/// Puts the filter field away where it covers the bar, and gives the focus back to its button.
fn put_away(app: App) {
    app.ui.filtering.set(false);
    // What the field covered is hidden until the next frame.
    frame::next_frame(|| {
        let button = document().query_selector(".filter-button > button").ok().flatten();
        if let Some(button) = button.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
            // Where there is room, the button is not shown and the field keeps the focus.
            let _ = button.focus();
        }
    });
}

/// Draws the filter field; what it cannot read it says, and keeps.
#[component]
fn Filter() -> impl IntoView {
    let app = use_app();
    let value = Signal::derive(move || app.address.route.with(|route| route.filter.clone()));
    let error = Memo::new(move |_| {
        // A table of another kind reads the filter by that kind's fields, and says what it cannot.
        let own = app.address.route.with(|route| {
            let kind = Kind::from_name(&route.of).unwrap_or_else(|| usual_kind(&route.lens));
            route.view == View::Table && kind != Kind::Item
        });
        let parsed = || value.with(|words| parse(words).err());
        if own { None } else { parsed() }.map(|e| format!("{} {}", e.message, e.hint))
    });
    view! {
        <div
            class="topbar-filter"
            data-open=move || app.ui.filtering.get().then_some("")
            on:focusin=move |_| app.ui.filtering.set(true)
            on:focusout=move |event| {
                // A finger that touches something else leaves no such trace, and the field stays.
                let next = event.related_target().and_then(|to| to.dyn_into::<web_sys::Element>().ok());
                if next.is_some_and(|to| !matches!(to.closest(".topbar-filter"), Ok(Some(_)))) {
                    app.ui.filtering.set(false);
                }
            }
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    put_away(app);
                }
            }
        >
            <SearchField
                label=text::FILTER
                value
                placeholder=text::FILTER_HINT
                shortcut="F"
                node_ref=app.ui.filter_ref
                on_submit=move |()| put_away(app)
                on_input=move |words: String| app.address.amend(|route| route.filter = words)
            />
            {expect_context::<Parts>().complete.draw_unseen(())}
            <span class="filter-done">
                <Button label=text::DONE kind=ButtonKind::Quiet on_press=move |_| put_away(app) />
            </span>
            <Show when=move || error.get().is_some()>
                <p class="filter-error" role="alert">{move || error.get()}</p>
            </Show>
        </div>
    }
}

/// Says how safe the latest change is; a press leads to what that means and what to do.
#[component]
fn SaveMark() -> impl IntoView {
    let app = use_app();
    let mark = Memo::new(move |_| match (app.work.save.get(), app.work.disk.get()) {
        (SaveState::Failed(why), _) => ("failed", text::NOT_SAVED, why),
        (SaveState::Memory(why), _) => ("failed", text::IN_MEMORY, why),
        (SaveState::Saved, Disk::Even) => ("saved", text::ON_DISK, text::ON_DISK_HELP.to_owned()),
        (SaveState::Saved, Disk::Off(why)) => {
            ("saved", text::SAVED, format!("{} {why}", text::NO_COPY))
        }
        (SaveState::Saved, _) => ("saved", text::SAVED, text::SAVED_HELP.to_owned()),
    });
    let disk = move || match app.work.disk.get() {
        Disk::Even => "even",
        Disk::Off(_) => "off",
        Disk::Behind | Disk::Unknown => "behind",
    };
    // Only failing and working again are said aloud.
    Effect::new(move |before: Option<bool>| {
        let fails = matches!(app.work.save.get(), SaveState::Failed(_));
        if before.is_some_and(|before| before != fails) {
            app.say.say(if fails { text::SAVE_FAILED } else { text::SAVE_WORKS });
        }
        fails
    });
    let words = move || mark.with(|mark| mark.1);
    view! {
        <button
            type="button"
            class="save-state"
            data-save-state=move || mark.with(|mark| mark.0)
            data-disk=disk
            title=move || mark.with(|mark| mark.2.clone())
            on:click=move |_| app.ui.show(Dialog::Storage)
        >
            {words}
        </button>
    }
}
