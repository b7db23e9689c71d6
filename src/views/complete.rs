//! What a filter can go on with, under its field: a part of its own that comes when the page is
//! idle. It hears the field's keys before the field does, and only while it has something to offer.

use leptos::prelude::*;
use throughline_core::lens::table::usual_kind;
use throughline_core::model::Kind;
use throughline_core::query::{Completion, Completions, complete};
use throughline_core::route::View;
use web_sys::{HtmlInputElement, KeyboardEvent};

use super::text;
use crate::app::{App, use_app};
use crate::shell::frame::hear_first;

const LIST: &str = "filter-offers";

/// Draws the list.
#[component]
pub fn Offers() -> impl IntoView {
    let app = use_app();
    let offers =
        Hands { app, found: RwSignal::new(Completions::default()), active: RwSignal::new(None) };
    Effect::new(move |_| {
        if let Some(input) = app.ui.filter_ref.get() {
            offers.listen(&input);
        }
    });
    Effect::new(move |_| {
        let Some(input) = app.ui.filter_ref.get() else { return };
        let _ = match offers.active.get() {
            Some(idx) => input.set_attribute("aria-activedescendant", &option_id(idx)),
            None => input.remove_attribute("aria-activedescendant"),
        };
    });
    let list = move || offers.found.with(|found| found.list.clone());
    let option = move |(idx, offer): (usize, Completion)| {
        view! {
            <div
                class="option"
                role="option"
                id=option_id(idx)
                aria-selected=move || (offers.active.get() == Some(idx)).to_string()
                data-active=move || (offers.active.get() == Some(idx)).then_some("")
                on:click=move |_| offers.take(idx)
            >
                <span class="option-label" dir="auto">{offer.label}</span>
                <span class="option-hint">{offer.hint}</span>
            </div>
        }
    };
    view! {
        // A press leaves the focus where it is.
        <div
            class="filter-offers"
            role="listbox"
            id=LIST
            aria-label=text::OFFERS
            hidden=move || offers.found.with(|found| found.list.is_empty())
            on:pointerdown=|event| event.prevent_default()
        >
            {move || list().into_iter().enumerate().map(option).collect_view()}
        </div>
    }
}

fn option_id(idx: usize) -> String {
    format!("{LIST}-{idx}")
}

/// Is what is offered, and which of it a key would take.
#[derive(Clone, Copy)]
struct Hands {
    app: App,
    found: RwSignal<Completions>,
    active: RwSignal<Option<usize>>,
}

impl Hands {
    /// Hears the field for as long as the page lives, as the field does.
    fn listen(self, input: &HtmlInputElement) {
        let _ = input.set_attribute("aria-autocomplete", "list");
        let _ = input.set_attribute("aria-controls", LIST);
        hear_first(input, "keydown", move |event: KeyboardEvent| {
            if self.key(&event) {
                event.prevent_default();
                event.stop_immediate_propagation();
            }
        });
        hear_first(input, "input", move |_: web_sys::Event| self.look());
        hear_first(input, "click", move |_: web_sys::Event| self.look_again());
        hear_first(input, "blur", move |_: web_sys::Event| self.close());
    }

    /// Answers a key; tells whether it is taken.
    fn key(self, event: &KeyboardEvent) -> bool {
        let n = self.found.with_untracked(|found| found.list.len());
        let active = self.active.get_untracked();
        match event.key().as_str() {
            _ if event.is_composing() => return false,
            "ArrowDown" if n == 0 => {
                self.look();
                self.active.set(self.found.with_untracked(|f| !f.list.is_empty()).then_some(0));
            }
            _ if n == 0 => return false,
            "ArrowDown" => self.active.set(Some(active.map_or(0, |idx| (idx + 1) % n))),
            "ArrowUp" => self.active.set(Some(active.map_or(n - 1, |idx| (idx + n - 1) % n))),
            "Enter" | "Tab" => match active {
                Some(idx) => self.take(idx),
                None => {
                    self.close();
                    return false;
                }
            },
            "Escape" => self.close(),
            _ => return false,
        }
        true
    }

    fn close(self) {
        self.found.set(Completions::default());
        self.active.set(None);
    }

    fn look_again(self) {
        if self.found.with_untracked(|found| !found.list.is_empty()) {
            self.look();
        }
    }

    /// Looks what can stand at the caret.
    fn look(self) {
        let Some(input) = self.app.ui.filter_ref.get_untracked() else { return };
        let words = input.value();
        let caret = input.selection_start().ok().flatten().unwrap_or_default();
        let caret = bytes(&words, caret as usize);
        let kind = self.app.address.route.with_untracked(|route| match route.view {
            View::Table => Kind::from_name(&route.of).unwrap_or_else(|| usual_kind(&route.lens)),
            _ => Kind::Item,
        });
        let mut found = self.app.work.with(|model| complete(model, kind, &words, caret));
        // What stands there already is no offer.
        let there = words.get(found.range.clone()).unwrap_or_default().to_owned();
        found.list.retain(|offer| offer.text.trim_end() != there);
        self.found.set(found);
        self.active.set(None);
    }

    /// Puts an offer in its place; behind a field its values are offered next.
    fn take(self, idx: usize) {
        let Some(input) = self.app.ui.filter_ref.get_untracked() else { return };
        let found = self.found.get_untracked();
        let Some(offer) = found.list.get(idx) else { return };
        let mut words = input.value();
        if words.get(found.range.clone()).is_none() {
            return self.close();
        }
        words.replace_range(found.range.clone(), &offer.text);
        let end = found.range.start + offer.text.len();
        let caret = words.get(..end).map_or(0, |text| text.encode_utf16().count()) as u32;
        input.set_value(&words);
        let _ = input.set_selection_range(caret, caret);
        self.app.address.amend(|route| route.filter = words);
        self.close();
        if offer.text.ends_with(':') {
            self.look();
        }
    }
}

/// Gives the position in bytes of a position in UTF-16 units.
fn bytes(text: &str, units: usize) -> usize {
    let mut left = units;
    let before = text.chars().take_while(|c| {
        let fits = left >= c.len_utf16();
        left = left.saturating_sub(c.len_utf16());
        fits
    });
    before.map(char::len_utf8).sum()
}
