//! Takes readings out of pasted rows, and says what stays behind.

use leptos::prelude::*;
use throughline_core::command::Command;
use throughline_core::interchange::csv::{Left, Read};
use throughline_core::lens::kpi::take_readings;
use throughline_core::model::id::{Id, Ref};

use super::{foot, text};
use crate::app::kpis::ask_readings;
use crate::app::use_app;
use crate::widgets::dialog::Dialog;
use crate::widgets::text_area::TextArea;

/// How many of the rows that stay behind are listed.
const MOST: usize = 8;

/// Draws the dialog that takes readings for a KPI.
#[component]
pub fn PasteDialog(kpi: Ref) -> impl IntoView {
    let app = use_app();
    let words = RwSignal::new(String::new());
    let found = RwSignal::new((Vec::new(), Vec::new()));
    let type_in = move |typed: String| {
        // Answers come in the order of the questions: the last one is the one that stays.
        ask_readings(app, &typed, move |read, left| {
            let _ = found.try_set((read, left));
        });
        words.set(typed);
    };
    let n = move || found.with(|(read, _): &(Vec<Read>, Vec<Left>)| read.len());
    let ready = Signal::derive(move || n() > 0);
    let act = move || {
        let Some(id) = Id::from_ref(kpi) else { return };
        let rows = found.with_untracked(|(read, _)| read.clone());
        let mut env = app.work.world().env();
        let set = app.work.with(|model| take_readings(model, id, &rows, &mut env));
        if app.run_and_tell(&Command::Apply(set)).is_some() {
            app.ui.close();
        }
    };
    let left = move || {
        found.with(|(_, left)| {
            let row = |left: &Left| view! { <li>{text::left_row(left.line, &left.words, &left.why)}</li> };
            let rows = left.iter().take(MOST).map(row).collect_view();
            let more = left.len().saturating_sub(MOST);
            (!left.is_empty()).then(|| {
                view! {
                    <section class="paste-left">
                        <h3>{text::left_rows(left.len())}</h3>
                        <ul>{rows}</ul>
                        <p hidden=more == 0>{text::more_rows(more)}</p>
                    </section>
                }
            })
        })
    };
    view! {
        <Dialog
            open=true
            on_close=move |()| app.ui.close()
            title=text::PASTE_TITLE
            keep=true
            footer=foot(text::TAKE_READINGS, ready, act)
        >
            <form class="form" on:submit=move |event| event.prevent_default()>
                <TextArea
                    label=text::PASTE_LABEL
                    value=words
                    placeholder=text::PASTE_EXAMPLE
                    hint=text::PASTE_HINT
                    rows=8
                    autofocus=true
                    on_input=type_in
                />
                <p role="status">{move || text::found_readings(n())}</p>
                {left}
            </form>
        </Dialog>
    }
}
