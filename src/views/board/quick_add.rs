//! Adding items in place: a button that becomes a field and stays open for the next.

use leptos::{html, prelude::*};
use throughline_core::command::{Command, NewItem, Spot};
use throughline_core::lens::board::{Column, Holds};
use throughline_core::model::id::Id;
use throughline_core::model::{ItemKind, Kind, Lens};

use super::text;
use crate::app::board::Board;
use crate::app::use_app;
use crate::widgets::icon::{Glyph, Icon};

/// Draws the place to add an item below the last card of a column.
#[component]
pub fn QuickAdd(column: Memo<Option<Column>>, lane: Option<String>) -> impl IntoView {
    let app = use_app();
    let board = expect_context::<Board>();
    let open = RwSignal::new(false);
    let words = RwSignal::new(String::new());
    let field = NodeRef::<html::Textarea>::new();
    let add = move || {
        let titles: Vec<String> = words.with_untracked(|words| {
            words.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect()
        });
        for title in titles {
            if app.run(&Command::CreateItem(new_item(board, column, title))).is_none() {
                return;
            }
        }
        // What could not be kept stays in the field: typed text is never lost.
        words.set(String::new());
        if let Some(field) = field.get_untracked() {
            field.set_value("");
        }
        if let Some(column) = column.get_untracked() {
            let n = board.cell(&column, lane.as_deref()).len();
            // The end, below the last card: there the field is.
            board.reveal(&column.key, lane.as_deref(), n);
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "Enter" if !event.shift_key() && !event.is_composing() => {
            event.prevent_default();
            add();
        }
        "Escape" => {
            event.stop_propagation();
            open.set(false);
        }
        _ => {}
    };
    let on_leave = move |_| {
        if words.with_untracked(|words| words.trim().is_empty()) {
            open.set(false);
        }
    };
    Effect::new(move |_| {
        if open.get()
            && let Some(field) = field.get()
        {
            let _ = field.focus();
        }
    });
    let form = StoredValue::new_local(on_key);
    view! {
        <div class="column-foot">
            <Show
                when=move || open.get()
                fallback=move || view! {
                    <button type="button" class="quick-add" on:click=move |_| open.set(true)>
                        <Icon glyph=Glyph::Plus small=true />{text::ADD}
                    </button>
                }
            >
                <div class="quick-add-form">
                    <textarea
                        class="input"
                        rows="2"
                        node_ref=field
                        aria-label=text::ADD_LABEL
                        prop:value=move || words.get()
                        on:input=move |event| words.set(event_target_value(&event))
                        on:keydown=move |event| form.with_value(|on_key| on_key.clone()(event))
                        on:blur=on_leave
                    ></textarea>
                    <div class="quick-add-foot">{text::ADD_HINT}</div>
                </div>
            </Show>
        </div>
    }
}

/// Makes the new item of a column: in the place that is shown, of the kind that the lens is about.
fn new_item(board: Board, column: Memo<Option<Column>>, title: String) -> NewItem {
    let app = board.app();
    let place = app.address.place(&app.work);
    let id_of = |kind: Kind| place.filter(|p| p.kind == kind);
    let project = id_of(Kind::Project).and_then(Id::from_ref);
    let project = project.or_else(|| {
        let status = first_status(column)?;
        app.work.with(|model| {
            let workflow = model.find(status)?.workflow;
            let of = model.projects.iter().filter(|p| p.workflow == Some(workflow));
            let of = of.filter(|p| p.archived.is_none());
            // Where only one project can be meant, it is meant.
            let mut of = of.filter(|_| place.is_none());
            of.next().filter(|_| of.next().is_none()).map(|p| p.id)
        })
    });
    let is_product = board.spec.with_untracked(|spec| spec.lens == Lens::Product);
    NewItem {
        title,
        kind: if is_product { ItemKind::Feature } else { ItemKind::Task },
        status: first_status(column),
        project,
        product: id_of(Kind::Product).and_then(Id::from_ref),
        at: Spot::Bottom,
        ..NewItem::default()
    }
}

fn first_status(column: Memo<Option<Column>>) -> Option<Id<throughline_core::model::Status>> {
    column.with_untracked(|column| match &column.as_ref()?.holds {
        Holds::Statuses(ids) => ids.first().copied(),
        _ => None,
    })
}
