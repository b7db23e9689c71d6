//! The line that says what a drag would do, before it is let go.

use leptos::prelude::*;

use super::text;
use crate::app::roadmap::Road;
use crate::app::roadmap::drag::Task;

/// Draws it.
#[component]
pub fn Says(road: Road) -> impl IntoView {
    let on = Memo::new(move |_| {
        road.held.with(|held| {
            held.as_ref().filter(|held| held.lifted && held.task != Task::Pan).map(|held| held.task)
        })
    });
    let line = move || {
        let line = road.ghosts.with(|ghosts| ghosts.line.clone());
        match on.get() {
            _ if !line.is_empty() => line,
            Some(Task::Link(_)) => text::LINK_HINT.to_owned(),
            Some(Task::Draw(_)) => text::DRAW_HINT.to_owned(),
            _ => text::NOTHING_ELSE.to_owned(),
        }
    };
    let refused = move || {
        let list = road.ghosts.with(|ghosts| ghosts.refused.clone());
        list.into_iter().map(|words| view! { <p>{words}</p> }).collect::<Vec<_>>()
    };
    view! {
        <Show when=move || on.get().is_some()>
            <div
                class="road-says"
                data-preview=""
                data-warns=move || road.ghosts.with(|ghosts| ghosts.warns).then_some("")
            >
                <p>{move || line()}</p>
                {move || refused()}
                <p class="muted">{text::ESCAPE}</p>
            </div>
        </Show>
    }
}
