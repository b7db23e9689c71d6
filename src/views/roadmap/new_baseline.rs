//! Keeps the dates of the plan as a baseline, to tell later how far it has moved.

use leptos::prelude::*;
use throughline_core::command::Command;
use throughline_core::desk::Ask;
use throughline_core::lens::roadmap::{Question, Roadmap, agree};
use throughline_core::model::Kind;

use super::text;
use crate::app::desk::Reply;
use crate::app::roadmap::Road;
use crate::shell::clock;
use crate::views::dialog::foot;
use crate::widgets::dialog::Dialog;
use crate::widgets::text_field::TextField;

/// Draws the dialog.
#[component]
pub fn NewBaselineDialog(road: Road) -> impl IntoView {
    let app = road.app;
    let name = RwSignal::new(text::baseline_name(&clock::say_date(clock::today(), clock::today())));
    let ready = Signal::derive(move || name.with(|name| !name.trim().is_empty()));
    let act = move || {
        // All of the place, whatever is folded or filtered on the screen.
        let question = road.question.get_untracked();
        let place = question.place;
        let question = Question { lens: question.lens, place, ..Question::default() };
        let called = name.get_untracked();
        let take = move |answer: Reply<Box<Roadmap>>| match answer {
            Ok((Some(plan), _)) => {
                let fields = agree::fields(&called, &plan.rows, place, clock::now());
                if app
                    .run_and_tell(&Command::CreateRecord { kind: Kind::Baseline, fields })
                    .is_some()
                {
                    app.ui.close();
                }
            }
            Ok(_) => {}
            Err(e) => app.fail(&e),
        };
        app.work.ask(&Ask::Roadmap { question, world: app.work.world() }, "", take);
    };
    let submit = move || {
        if ready.get_untracked() {
            act();
        }
    };
    view! {
        <Dialog
            open=true
            on_close=move |()| app.ui.close()
            title=text::NEW_BASELINE
            size="small"
            footer=foot(text::TAKE, ready, act)
        >
            <form class="form" on:submit=move |event| { event.prevent_default(); submit(); }>
                <TextField label=text::NAME value=name hint=text::BASELINE_HINT autofocus=true on_input=move |words: String| name.set(words) />
                <button type="submit" class="visually-hidden" tabindex="-1">{text::TAKE}</button>
            </form>
        </Dialog>
    }
}
