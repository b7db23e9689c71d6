//! The head of the panel: what is open, and what can be done with it as a whole.

use leptos::prelude::*;
use throughline_core::action::Action;
use throughline_core::command::Command;
use throughline_core::model::{Kind, Record};

use super::opened::Opened;
use super::text;
use crate::app::action;
use crate::shell::clipboard;
use crate::views::board::glyph_of;
use crate::widgets::icon::{Glyph, Icon};
use crate::widgets::icon_button::IconButton;
use crate::widgets::menu::{MenuButton, MenuEntry, MenuItem};

/// Gives the drawing for a kind of record.
pub fn glyph_of_kind(kind: Kind) -> Glyph {
    match kind {
        Kind::Item => Glyph::Task,
        Kind::Objective => Glyph::Target,
        Kind::Need => Glyph::Person,
        Kind::Insight => Glyph::Eye,
        Kind::Survey | Kind::Response => Glyph::Comment,
        Kind::Score => Glyph::Sort,
        Kind::Kpi | Kind::Reading => Glyph::Kpis,
        Kind::Person | Kind::Role | Kind::Assignment => Glyph::Person,
        Kind::Team => Glyph::People,
        Kind::Label => Glyph::Label,
        Kind::Calendar | Kind::Absence | Kind::TimeEntry => Glyph::Calendar,
        Kind::Release => Glyph::Flag,
        Kind::Stage | Kind::Baseline | Kind::Scenario => Glyph::Milestone,
        Kind::Dependency => Glyph::Link,
        Kind::Comment => Glyph::Comment,
        Kind::Workflow | Kind::Status => Glyph::Board,
        Kind::Product | Kind::ProductLine => Glyph::Layers,
        _ => Glyph::Folder,
    }
}

/// Gives the drawing for a record: an item's is that of its kind of work.
pub fn glyph_of_record(record: &Record) -> Glyph {
    match record {
        Record::Item(item) => glyph_of(item.kind.name()),
        record => glyph_of_kind(record.kind()),
    }
}

/// Draws the head.
#[component]
pub fn Head(one: Opened) -> impl IntoView {
    let app = one.app;
    let face = Memo::new(move |_| {
        one.around(|model| {
            let record = model.get(one.at)?;
            let (name, words) = match &record {
                Record::Item(item) => (item.kind.label().to_owned(), model.key_of(item)),
                Record::Project(project) => (one.at.kind.one().to_owned(), project.key.clone()),
                _ => (one.at.kind.one().to_owned(), one.at.kind.one().to_owned()),
            };
            Some((name, words))
        })
    });
    let glyph = move || one.record.with(|r| r.as_ref().map(glyph_of_record)).unwrap_or(Glyph::Task);
    let kind = move || one.item(|item| item.kind.name().to_owned());
    let entries = Signal::derive(move || entries(one));
    let copy = move |_| match clipboard::copy_address() {
        Ok(()) => app.say.say(text::COPIED),
        Err(e) => {
            app.fail(&crate::app::work::Failure { message: e, hint: text::COPY_BY_HAND.to_owned() })
        }
    };
    let close = move |_| action::perform(app, Action::Close);
    view! {
        <header class="panel-head">
            <span
                class="kind-mark"
                data-kind=kind
                title=move || face.with(|f| f.as_ref().map(|f| f.0.clone()))
            >
                {move || view! { <Icon glyph=glyph() small=true /> }}
            </span>
            <span class="panel-key">{move || face.with(|f| f.as_ref().map(|f| f.1.clone()))}</span>
            <div class="panel-actions">
                <IconButton label=text::COPY_LINK glyph=Glyph::Copy on_press=copy />
                <MenuButton label=text::MORE entries glyph=Glyph::More align_end=true />
                <IconButton label=text::CLOSE glyph=Glyph::Close shortcut="Escape" on_press=close />
            </div>
        </header>
    }
}

/// Lists what can be done with the record.
fn entries(one: Opened) -> Vec<MenuEntry> {
    let app = one.app;
    let act = move |what: Action| {
        move || {
            // What an action is about is the card that the keyboard is at.
            app.ui.selected.update(|set| set.clear());
            app.ui.at.set(Some(one.at));
            action::perform(app, what);
        }
    };
    let state = one.item(|item| (item.blocked.is_some(), item.archived.is_some()));
    if let Some((blocked, archived)) = state {
        let block = if blocked { text::UNBLOCK } else { text::BLOCK };
        let archive = if archived { text::BRING_BACK } else { text::ARCHIVE };
        return vec![
            MenuItem::new(text::MOVE_TO, act(Action::MoveTo))
                .glyph(Glyph::ArrowRight)
                .shortcut("M")
                .into(),
            MenuItem::new(block, act(Action::Block)).glyph(Glyph::Block).shortcut("B").into(),
            MenuItem::new(archive, act(Action::Archive)).glyph(Glyph::Archive).shortcut("E").into(),
            MenuEntry::Separator,
            MenuItem::new(text::DELETE, act(Action::Delete)).glyph(Glyph::Trash).danger().into(),
        ];
    }
    let delete = move || {
        if app.run_and_tell(&Command::DeleteRecords(vec![one.at])).is_some() {
            app.close_panel();
        }
    };
    let mut list = Vec::new();
    if one.at.kind.is_place() {
        let go = move || app.address.update(|route| route.place = Some(one.at.id));
        list.push(MenuItem::new(text::SHOW_PLACE, go).glyph(Glyph::ArrowRight).into());
    }
    if one.at.kind == Kind::Project {
        list.push(MenuItem::new(text::MOVE_TO, act(Action::MoveTo)).glyph(Glyph::Board).into());
    }
    if one.at.kind != Kind::Workspace {
        list.push(MenuItem::new(text::DELETE, delete).glyph(Glyph::Trash).danger().into());
    }
    list
}
