//! Moves cards to a column and a place in it: what dragging does, without dragging.

use leptos::prelude::*;
use throughline_core::command::{Command, Spot};
use throughline_core::lens::board::Holds;
use throughline_core::model::id::{Id, Ref};
use throughline_core::model::{Item, Project};

use super::{foot, text};
use crate::app::drag::Dragger;
use crate::app::use_app;
use crate::widgets::dialog::Dialog;
use crate::widgets::select::Select;

/// Draws the dialog.
#[component]
pub fn MoveToDialog(cards: Vec<Ref>) -> impl IntoView {
    let app = use_app();
    let board = expect_context::<Dragger>().board();
    let columns = board.map(|b| b.columns.get_untracked()).unwrap_or_default();
    let at = cards.first().and_then(|card| board?.find(*card));
    let here = at.as_ref().and_then(|(idx, _, _)| columns.get(*idx)).map(|c| c.key.clone());
    let lane = at.and_then(|(_, lane, _)| lane);
    let items: Vec<Id<Item>> = cards.iter().filter_map(|r| Id::from_ref(*r)).collect();
    let own = app.work.with(|model| items.first().and_then(|id| model.find(*id)?.project));
    let column = RwSignal::new(here.unwrap_or_default());
    let project = RwSignal::new(own.map(|id| id.to_string()).unwrap_or_default());
    let place = RwSignal::new("top".to_owned());
    let title = match cards.as_slice() {
        [one] => app.work.with(|model| text::move_title(1, &model.title_of(*one))),
        many => text::move_title(many.len(), ""),
    };
    let names: Vec<_> = columns.iter().map(|c| (c.key.clone(), c.name.clone())).collect();
    let names = Signal::stored(names);
    let projects = app.work.with(|model| {
        let live = model.projects.iter().filter(|p| p.archived.is_none());
        live.map(|p| (p.id.to_string(), p.name.clone())).collect::<Vec<_>>()
    });
    let projects = Signal::stored(projects);
    let of_items = items.len() == cards.len();
    let act = move || {
        let wanted: Option<Id<Project>> = project.get_untracked().parse().ok();
        if of_items && wanted.is_some() && wanted != own {
            let items = items.clone();
            let to = if place.get_untracked() == "top" { Spot::Top } else { Spot::Bottom };
            let status = columns.iter().find(|c| c.key == column.get_untracked()).and_then(|c| {
                match &c.holds {
                    Holds::Statuses(ids) => ids.first().copied(),
                    _ => None,
                }
            });
            app.run_and_tell(&Command::MoveItems { items, status, project: wanted, to });
        } else if let (Some(board), Some(column)) =
            (board, columns.iter().find(|c| c.key == column.get_untracked()))
        {
            let n = board.cell(column, lane.as_deref()).len();
            let index = if place.get_untracked() == "top" { 0 } else { n };
            board.put(&cards, column, lane.as_deref(), index);
        }
        app.ui.close();
        // The dialog gives the focus back to the slot, which may show another card by now.
        let first = cards.first().copied();
        crate::shell::frame::after_ms(50, move || {
            app.ui.at.set(first);
            crate::app::focus_card(app);
        });
    };
    let places = vec![
        ("top".to_owned(), text::TOP.to_owned()),
        ("bottom".to_owned(), text::BOTTOM.to_owned()),
    ];
    let places = Signal::stored(places);
    view! {
        <Dialog
            open=true
            on_close=move |()| app.ui.close()
            title
            size="small"
            footer=foot(text::MOVE, Signal::derive(|| true), act)
        >
            <div class="form">
                <Select
                    label=text::COLUMN
                    value=column
                    options=names
                    on_change=move |key: String| column.set(key)
                />
                <Select
                    label=text::PLACE
                    value=place
                    options=places
                    on_change=move |at: String| place.set(at)
                />
                {of_items.then(|| view! {
                    <Select
                        label=text::PROJECT
                        value=project
                        options=projects
                        on_change=move |id: String| project.set(id)
                    />
                })}
            </div>
        </Dialog>
    }
}
