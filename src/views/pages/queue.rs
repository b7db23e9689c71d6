//! A list that is emptied by keyboard: each entry gets one answer.

use leptos::{ev, html, prelude::*};
use throughline_core::page::report::{Entry, Queue, Shape};
use wasm_bindgen::JsCast;

use super::{block_of, text};
use crate::app::pages::Pages;
use crate::shell::frame;
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::select::Select;

/// Draws the list. Arrow keys walk, number keys answer, Enter opens.
#[component]
pub fn QueueView(pages: Pages, key: String) -> impl IntoView {
    let queue = Memo::new(move |_| {
        block_of(pages, &key, |block| match &block.shape {
            Shape::Queue(queue) => queue.clone(),
            _ => Queue::default(),
        })
        .unwrap_or_default()
    });
    let at = RwSignal::new(0usize);
    let here = Memo::new(move |_| at.get().min(queue.with(|q| q.entries.len()).saturating_sub(1)));
    let list = NodeRef::<html::Ul>::new();
    let focus = move || {
        frame::next_frame(move || {
            let Some(list) = list.try_get_untracked().flatten() else { return };
            let entry = list.query_selector("[tabindex=\"0\"]").ok().flatten();
            if let Some(entry) = entry.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = entry.focus();
            }
        });
    };
    // What is answered leaves the list; the keyboard stays in it.
    let walks = StoredValue::new(false);
    Effect::new(move |_| {
        queue.track();
        if walks.get_value() {
            walks.set_value(false);
            focus();
        }
    });
    let answer = move |idx: usize, value: String| {
        let Some((entry, queue)) =
            queue.with_untracked(|q| Some((q.entries.get(idx)?.clone(), q.clone())))
        else {
            return;
        };
        walks.set_value(true);
        pages.answer(&queue, &entry, value);
    };
    let aside = move |idx: usize| {
        let found = queue.with_untracked(|q| Some((q.entries.get(idx)?.at?, q.aside.clone()?)));
        if let Some((at, (field, value, label))) = found {
            walks.set_value(true);
            pages.set_all(at, [(field, value)], &label);
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let on_entry = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        if !on_entry.is_some_and(|e| e.has_attribute("data-entry"))
            || event.ctrl_key()
            || event.meta_key()
        {
            return;
        }
        let idx = here.get_untracked();
        match event.key().as_str() {
            "ArrowDown" | "j" => at.set(idx + 1),
            "ArrowUp" | "k" => at.set(idx.saturating_sub(1)),
            "Enter" => {
                let open = queue.with_untracked(|q| q.entries.get(idx).and_then(|e| e.at));
                open.into_iter().for_each(|at| pages.app.open(at));
            }
            "e" => aside(idx),
            key => {
                let Some(nth) = key.parse::<usize>().ok().filter(|n| *n > 0) else { return };
                let value = queue.with_untracked(|q| {
                    let best = *q.entries.get(idx)?.best.get(nth - 1)?;
                    q.answers.get(best as usize).map(|(value, _)| value.clone())
                });
                value.into_iter().for_each(|value| answer(idx, value));
            }
        }
        event.prevent_default();
        event.stop_propagation();
        focus();
    };
    let one = move |(idx, entry): (usize, Entry)| {
        let is_here = move || here.get() == idx;
        let options = move |entry: &Entry| {
            let best = entry.best.clone();
            queue.with_untracked(|q| {
                let named = best.iter().filter_map(|best| q.answers.get(*best as usize).cloned());
                named.collect::<Vec<_>>()
            })
        };
        let best = options(&entry).into_iter().enumerate().map(|(nth, (value, name))| {
            view! {
                <button type="button" class="queue-answer" on:click=move |_| answer(idx, value.clone())>
                    <kbd>{(nth + 1).to_string()}</kbd>
                    <span class="truncate">{name}</span>
                </button>
            }
        });
        let best = best.collect_view();
        let others = Signal::derive(move || {
            let first = std::iter::once((String::new(), text::OTHER.to_owned()));
            first.chain(queue.with(|q| q.answers.clone())).collect::<Vec<_>>()
        });
        let ask = queue.with_untracked(|q| q.ask.clone());
        let put_aside = queue.with_untracked(|q| q.aside.as_ref().map(|(.., label)| label.clone()));
        let put_aside = put_aside.map(|label| {
            view! { <Button label kind=ButtonKind::Quiet small=true shortcut=text::PUT_ASIDE_KEY on_press=move |_| aside(idx) /> }
        });
        let app = pages.app;
        let own = entry.at;
        view! {
            <li
                class="queue-entry"
                data-entry=entry.at.map(|at| at.id.to_string())
                data-here=move || is_here().then_some("")
                tabindex=move || if is_here() { "0" } else { "-1" }
                aria-label=entry.name.clone()
                on:focusin=move |_| at.set(idx)
            >
                <p class="queue-name" dir="auto">
                    <a href=move || own.map(|at| app.address.link(|route| route.open = Some(at.id)))>{entry.name.clone()}</a>
                    <span class="record-fact">{entry.facts.join(" · ")}</span>
                </p>
                <p class="queue-text" dir="auto" hidden=entry.text.is_empty()>{entry.text.clone()}</p>
                <div class="queue-answers">
                    {best}
                    <Select label=ask hide_label=true bare=true value=String::new() options=others
                        on_change=move |value: String| if !value.is_empty() { answer(idx, value) } />
                    {put_aside}
                </div>
            </li>
        }
    };
    let entries = move || {
        let entries = queue.with(|q| q.entries.clone());
        entries.into_iter().enumerate().map(one).collect_view()
    };
    view! {
        <p class="page-hint">{text::QUEUE_KEYS}</p>
        <ul class="queue" node_ref=list on:keydown=on_key>{redrawn(entries)}</ul>
    }
}
