//! What each action of the table does.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use throughline_core::action::{Action, Group};
use throughline_core::command::Command;
use throughline_core::interchange::{Handout, json};
use throughline_core::model::id::{Id, Ref};
use throughline_core::model::{Item, Lens};
use throughline_core::route::View;

use super::board::Board;
use super::drag::Dragger;
use super::export::{file_name, hand_out};
use super::ui::Dialog;
use super::walk::{focus_card, select, select_all, shift, walk};
use super::{App, text};
use crate::shell::files;

/// Gives the actions that the view which is shown has for itself.
pub fn own_group(app: App) -> Option<Group> {
    app.address.route.with_untracked(|route| match route.view {
        View::Roadmap => Some(Group::Roadmap),
        View::Table => Some(Group::Table),
        View::Board | View::Kpis | View::Pages => None,
    })
}

/// Does what an action says.
pub fn perform(app: App, action: Action) {
    let ui = app.ui;
    if HANDS.with_borrow(Clone::clone).is_some_and(|hands| hands(action)) {
        return;
    }
    match action {
        Action::NewItem => ui.show(Dialog::NewItem(None)),
        Action::Search => ui.show(Dialog::Palette),
        Action::SaveView => ui.show(Dialog::SaveView(None)),
        Action::Filter => focus_filter(app),
        Action::Undo => app.step(true),
        Action::Redo => app.step(false),
        Action::Shortcuts => ui.show(Dialog::Shortcuts),
        Action::Close => close(app),
        Action::LensPortfolio => lens(app, Lens::Portfolio),
        Action::LensProduct => lens(app, Lens::Product),
        Action::LensProgram => lens(app, Lens::Program),
        Action::LensProject => lens(app, Lens::Project),
        Action::ViewBoard => view(app, View::Board),
        Action::ViewRoadmap => view(app, View::Roadmap),
        Action::ViewKpis => view(app, View::Kpis),
        Action::ViewTable => view(app, View::Table),
        Action::ViewPages => view(app, View::Pages),
        Action::Sidebar => ui.switch_sidebar(),
        Action::WalkUp => walk(app, 0, -1, false),
        Action::WalkDown => walk(app, 0, 1, false),
        Action::WalkLeft => walk(app, -1, 0, false),
        Action::WalkRight => walk(app, 1, 0, false),
        Action::ExtendUp => walk(app, 0, -1, true),
        Action::ExtendDown => walk(app, 0, 1, true),
        Action::Select => select(app),
        Action::SelectAll => select_all(app),
        Action::Archived => ui.archived.update(|on| *on = !*on),
        Action::Open => open(app),
        Action::MoveUp => shift(app, 0, -1),
        Action::MoveDown => shift(app, 0, 1),
        Action::MoveLeft => shift(app, -1, 0),
        Action::MoveRight => shift(app, 1, 0),
        Action::MoveTo => with_chosen(app, |cards| ui.show(Dialog::MoveTo(cards))),
        Action::EditMany => with_chosen(app, |cards| ui.show(Dialog::EditMany(cards))),
        Action::Block => with_items(app, |items| block(app, items)),
        Action::Archive => with_items(app, |items| archive(app, items)),
        Action::Delete => with_items(app, |items| {
            app.run_and_tell(&Command::Trash { items, on: true });
            forget_chosen(app);
        }),
        Action::NewProject => ui.show(Dialog::NewProject),
        Action::NewProduct => ui.show(Dialog::NewProduct),
        Action::Import => pick_file(),
        Action::Export => export(app),
        Action::ExportSealed => ui.show(Dialog::Seal),
        Action::ExportPlan => hand_out(app, Handout::Mspdi),
        Action::ExportCalendar => hand_out(app, Handout::ICalendar),
        Action::ExportTable => hand_out(app, Handout::Csv),
        Action::Sample => super::boot::open_sample(app),
        Action::Theme => ui.switch_theme(),
        Action::Past => ui.show(Dialog::Past),
        Action::Settings => ui.show(Dialog::Settings),
        Action::Storage => ui.show(Dialog::Storage),
        Action::StartOver => ui.show(Dialog::StartOver),
        // The roadmap and the table do these themselves, while they are shown.
        _ => {}
    }
}

/// Is how a view does some actions itself; it says whether it did.
pub type Hands = Rc<dyn Fn(Action) -> bool>;

thread_local! {
    static HANDS: RefCell<Option<Hands>> = const { RefCell::new(None) };
}

/// Lets the view that is shown do some actions itself, or none any more.
pub fn lend(hands: Option<Hands>) {
    HANDS.with_borrow_mut(|now| *now = hands);
}

fn lens(app: App, lens: Lens) {
    app.address.update(|route| {
        route.lens = lens;
        // Another lens has other numbers.
        route.kpi = String::new();
    });
}

fn view(app: App, view: View) {
    app.address.update(|route| {
        route.view = view;
        route.kpi = String::new();
    });
}

fn focus_filter(app: App) {
    app.ui.filtering.set(true);
    if let Some(field) = app.ui.filter_ref.get_untracked() {
        let _ = field.focus();
        field.select();
    }
}

fn close(app: App) {
    let dragging = use_dragger().is_some_and(|dragger| dragger.cancel());
    if dragging {
        return;
    }
    if app.ui.drawer.get_untracked() {
        app.ui.drawer.set(false);
    } else if app.address.route.with_untracked(|route| route.open.is_some()) {
        app.close_panel();
        focus_card(app);
    } else {
        app.ui.selected.update(|set| set.clear());
    }
}

fn use_dragger() -> Option<Dragger> {
    DRAGGER.with(|slot| slot.get())
}

thread_local! {
    static DRAGGER: std::cell::Cell<Option<Dragger>> = const { std::cell::Cell::new(None) };
}

/// Tells the actions which dragger there is: keys come without an owner to look it up by.
pub fn register(dragger: Dragger) {
    DRAGGER.with(|slot| slot.set(Some(dragger)));
}

/// Gives the board that is shown.
pub fn board() -> Option<Board> {
    use_dragger().and_then(|dragger| dragger.board())
}

fn open(app: App) {
    if let Some(at) = app.ui.at.get_untracked() {
        app.open(at);
    }
}

fn with_chosen(app: App, f: impl FnOnce(Vec<Ref>)) {
    let cards = app.ui.chosen();
    if cards.is_empty() { app.say.say(text::NOTHING_CHOSEN) } else { f(cards) }
}

fn with_items(app: App, f: impl FnOnce(Vec<Id<Item>>)) {
    let items = app.ui.chosen_items();
    if items.is_empty() { app.say.say(text::NOTHING_CHOSEN) } else { f(items) }
}

/// Frees items that are all blocked; else asks why the others are.
fn block(app: App, items: Vec<Id<Item>>) {
    let all = app.work.with(|model| {
        items.iter().all(|id| model.find(*id).is_some_and(|item| item.blocked.is_some()))
    });
    if all {
        app.run_and_tell(&Command::Block { items, reason: None });
    } else {
        app.ui.show(Dialog::Block(items));
    }
}

fn archive(app: App, items: Vec<Id<Item>>) {
    let all = app.work.with(|model| {
        items.iter().all(|id| model.find(*id).is_some_and(|item| item.archived.is_some()))
    });
    app.run_and_tell(&Command::Archive { items, on: !all });
    forget_chosen(app);
}

fn forget_chosen(app: App) {
    app.ui.selected.update(|set| set.clear());
    let open = app.address.open(&app.work).and_then(Id::<Item>::from_ref);
    let gone = open.is_some_and(|id| {
        app.work.with(|model| model.find(id).is_none_or(|item| item.trashed.is_some()))
    });
    if gone {
        app.close_panel();
    }
}

/// Asks the browser for a file to import.
pub fn pick_file() {
    use wasm_bindgen::JsCast;
    let field = document().get_element_by_id("import-file");
    if let Some(field) = field.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        field.click();
    }
}

/// Hands out the whole workspace as a file.
pub fn export(app: App) {
    let (name, json) = app.work.with(|model| {
        let name = model.info().map(|info| info.name.clone()).unwrap_or_default();
        (name, json::export(model))
    });
    let file = file_name(&name, "json");
    match files::download(&file, "application/json", &json) {
        Ok(()) => {
            app.copies.made();
            app.say.say(text::exported(&file));
        }
        Err(e) => app.fail(&super::work::Failure { message: e, hint: text::TRY_AGAIN.to_owned() }),
    }
}
