//! The history of the open item: what was moved and changed, by whom and when.

use leptos::prelude::*;
use throughline_core::model::Kind;

use super::opened::Opened;
use super::story::{Event, story};
use super::text;
use crate::shell::clock;
use crate::widgets::button::{Button, ButtonKind};

/// How many events show at first.
const FIRST: usize = 20;

/// Draws the history.
#[component]
pub fn History(one: Opened) -> impl IntoView {
    let all = RwSignal::new(false);
    let events = Memo::new(move |_| {
        one.app.work.watch_kinds(&[Kind::Status, Kind::Person]);
        one.around(|model| {
            let item = one.item_id().and_then(|id| model.find(id));
            item.map(|item| story(model, item)).unwrap_or_default()
        })
    });
    let n = move || events.with(Vec::len);
    let shown = move || {
        let most = if all.get() { usize::MAX } else { FIRST };
        events.with(|events| events.iter().take(most).cloned().collect::<Vec<_>>())
    };
    let unknown = move || {
        one.item(|item| item.known_from)
            .flatten()
            .map(|at| text::unknown_before(&clock::say_time(at)))
    };
    let row = |event: Event| {
        view! {
            <li>
                <span dir="auto">{event.words}</span>
                <time datetime=event.at.to_string()>{clock::say_time(event.at)}</time>
            </li>
        }
    };
    view! {
        <section class="section" data-section="history">
            <header class="section-head"><h3>{text::HISTORY}</h3></header>
            <ol class="history">{move || shown().into_iter().map(row).collect_view()}</ol>
            {move || unknown().map(|words| view! { <p class="field-note">{words}</p> })}
            <Show when=move || { !all.get() && n() > FIRST }>
                <Button
                    label=Signal::derive(move || text::show_all(n()))
                    kind=ButtonKind::Quiet
                    small=true
                    on_press=move |_| all.set(true)
                />
            </Show>
        </section>
    }
}
