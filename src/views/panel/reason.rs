//! Why the open item's dates are what they are: a sentence whose records are links.

use leptos::prelude::*;
use throughline_core::desk::Ask;
use throughline_core::model::Kind;
use throughline_core::replan::{Reasoned, Word};

use super::opened::Opened;
use super::text;
use crate::app::desk::Reply;
use crate::shell::frame;

/// The kinds of record that dates hang on.
const KINDS: [Kind; 7] = [
    Kind::Item,
    Kind::Dependency,
    Kind::Project,
    Kind::Calendar,
    Kind::Assignment,
    Kind::Absence,
    Kind::Person,
];

/// Draws the sentence, where the item is planned.
#[component]
pub fn Reason(one: Opened) -> impl IntoView {
    let reasoned = RwSignal::new(None::<Reasoned>);
    let asked = StoredValue::new(0u32);
    let ask = move |nth: u32| {
        let Some(item) = one.item_id().filter(|_| asked.try_get_value() == Some(nth)) else {
            return;
        };
        let take = move |answer: Reply<Option<Box<Reasoned>>>| {
            let is_latest = asked.try_get_value() == Some(nth);
            if let (true, Ok((Some(found), _))) = (is_latest, answer) {
                let _ = reasoned.try_set(found.map(|found| *found));
            }
        };
        one.app.work.ask(&Ask::Reason { item, world: one.app.work.world() }, "", take);
    };
    Effect::new(move |_| {
        one.app.work.watch_kinds(&KINDS);
        let nth = asked.with_value(|nth| nth.wrapping_add(1));
        asked.set_value(nth);
        frame::next_frame(move || ask(nth));
    });
    let word = move |word: Word| match word {
        Word::Text(words) => view! { <span>{words}</span> }.into_any(),
        Word::Record(at, title) => {
            view! { <a class="reason-link" href=move || one.link(at)>{title}</a> }.into_any()
        }
    };
    let sentence = move |words: Vec<Word>| words.into_iter().map(word).collect::<Vec<_>>();
    let some = move || reasoned.with(|r| r.as_ref().is_some_and(|r| !r.words.is_empty()));
    let body = move || {
        reasoned.get().map(|found| {
            let wrong = found.conflicts.into_iter();
            let wrong: Vec<_> = wrong.map(|words| view! { <li>{sentence(words)}</li> }).collect();
            view! {
                <p>{sentence(found.words)}</p>
                <ul class="reason-conflicts">{wrong}</ul>
            }
        })
    };
    view! {
        <Show when=some>
            <section class="section reason" data-section="reason">
                <header class="section-head"><h3>{text::WHY_DATES}</h3></header>
                {move || body()}
            </section>
        </Show>
    }
}
