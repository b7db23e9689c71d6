//! A search over all items by key and title, for a field or a link that points at one.

use leptos::{ev, html, prelude::*};
use throughline_core::model::id::Ref;
use throughline_core::model::workspace::Model;

use super::opened::Opened;
use super::text;
use crate::widgets::floating::unique;
use crate::widgets::popover::Popover;

/// How many items are shown at most; more words find the rest.
const MOST: usize = 30;

/// Is one item that was found.
#[derive(Clone, PartialEq)]
struct Found {
    at: Ref,
    key: String,
    title: String,
}

/// Finds items whose key or title holds every word: those that begin with it first.
fn find(model: &Model, typed: &str, not: Ref) -> Vec<Found> {
    let typed = typed.trim().to_lowercase();
    let words: Vec<&str> = typed.split_whitespace().collect();
    let mut begin = Vec::new();
    let mut hold = Vec::new();
    // The newest items come first: they are the likelier ones.
    for item in model.items.iter().rev().filter(|item| item.is_live() && item.id.to_ref() != not) {
        let (key, title) = (model.key_of(item).to_lowercase(), item.title.to_lowercase());
        if !words.iter().all(|word| key.contains(word) || title.contains(word)) {
            continue;
        }
        let begins = key.starts_with(&typed) || title.starts_with(&typed);
        let list = if begins { &mut begin } else { &mut hold };
        if list.len() < MOST {
            let found =
                Found { at: item.id.to_ref(), key: model.key_of(item), title: item.title.clone() };
            list.push(found);
        }
        if begin.len() >= MOST {
            break;
        }
    }
    begin.into_iter().chain(hold).take(MOST).collect()
}

/// Draws a button that opens the search.
#[component]
pub fn PickItem(
    one: Opened,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] verb: Signal<String>,
    #[prop(into)] on_choose: Callback<Ref>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let choose = Callback::new(move |at: Ref| {
        open.set(false);
        on_choose.run(at);
    });
    view! {
        <Popover label trigger=move || view! { <span>{verb}</span> } open>
            <Search one label on_choose=choose />
        </Popover>
    }
}

/// Draws the field and what it found.
#[component]
fn Search(one: Opened, label: Signal<String>, on_choose: Callback<Ref>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let active = RwSignal::new(0_usize);
    let list_id = unique("found");
    let own = StoredValue::new(list_id.clone());
    let input = NodeRef::<html::Input>::new();
    let found =
        Memo::new(move |_| typed.with(|typed| one.app.work.with(|m| find(m, typed, one.at))));
    let option_id = move |idx: usize| own.with_value(|id| format!("{id}-{idx}"));
    let go = move |step: isize| {
        let n = found.with_untracked(Vec::len).max(1);
        active.update(|idx| *idx = (*idx + n).saturating_add_signed(step) % n);
    };
    let on_key = move |event: ev::KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" => go(1),
            "ArrowUp" => go(-1),
            "Enter" if !event.is_composing() => {
                let at = found.with_untracked(|f| f.get(active.get_untracked()).map(|f| f.at));
                if let Some(at) = at {
                    on_choose.run(at);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let option = move |(idx, item): (usize, Found)| {
        let at = item.at;
        view! {
            <div
                id=option_id(idx)
                class="option"
                role="option"
                aria-selected=move || (active.get() == idx).to_string()
                data-active=move || (active.get() == idx).then_some("")
                on:click=move |_| on_choose.run(at)
            >
                <span class="option-hint">{item.key}</span>
                <span class="option-label">{item.title}</span>
            </div>
        }
    };
    view! {
        <div class="pick-item">
            <input
                node_ref=input
                class="input"
                type="text"
                role="combobox"
                aria-label=label
                aria-expanded="true"
                aria-autocomplete="list"
                aria-controls=list_id.clone()
                aria-activedescendant=move || option_id(active.get())
                autocomplete="off"
                spellcheck="false"
                placeholder=text::SEARCH_ITEMS
                prop:value=typed
                on:input:target=move |event| {
                    typed.set(event.target().value());
                    active.set(0);
                }
                on:keydown=on_key
            />
            <div id=list_id role="listbox" aria-label=label class="pick-list">
                {move || found.get().into_iter().enumerate().map(option).collect_view()}
            </div>
            <p class="option-empty" hidden=move || !found.read().is_empty()>{text::NOTHING_FOUND}</p>
        </div>
    }
}
