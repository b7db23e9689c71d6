//! The palette: finds records and runs actions.

use leptos::{html, prelude::*};
use throughline_core::action::{ACTIONS, Action, say_key};
use throughline_core::lens::saved;
use throughline_core::model::id::Ref;
use throughline_core::page::list::{LIST, Listed};
use throughline_core::query::search;
use throughline_core::route::{Route, View};

use super::text;
use crate::app::{App, action, use_app};
use crate::views::board::glyph_of;
use crate::widgets::dialog::Dialog;
use crate::widgets::icon::{Glyph, Icon};
use crate::widgets::kbd::is_mac;

/// How many records are listed at most.
const MOST: usize = 12;

#[derive(Clone, PartialEq)]
enum Entry {
    Record { at: Ref, title: String, key: String, kind: String },
    Act(Action, &'static str, String),
    View(String, Route),
    Page(&'static Listed),
}

/// Draws the palette.
#[component]
pub fn Palette() -> impl IntoView {
    let app = use_app();
    let words = RwSignal::new(String::new());
    let active = RwSignal::new(0usize);
    let list = NodeRef::<html::Div>::new();
    let entries = Memo::new(move |_| words.with(|words| find(app, words)));
    let run = move |idx: usize| {
        let Some(entry) = entries.with_untracked(|e| e.get(idx).cloned()) else { return };
        app.ui.close();
        match entry {
            Entry::Record { at, .. } => go(app, at),
            Entry::View(_, route) => app.address.update(|now| *now = route),
            Entry::Page(page) => app.address.update(|route| {
                route.view = View::Pages;
                page.key.clone_into(&mut route.page);
                route.with.clear();
                if !page.lenses.contains(&route.lens) {
                    route.lens = page.lenses.first().cloned().unwrap_or_default();
                }
            }),
            // The dialog gives the focus back first.
            Entry::Act(what, ..) => {
                crate::shell::frame::next_frame(move || action::perform(app, what));
            }
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        let n = entries.with_untracked(Vec::len);
        let next = match event.key().as_str() {
            "ArrowDown" => (active.get_untracked() + 1).min(n.saturating_sub(1)),
            "ArrowUp" => active.get_untracked().saturating_sub(1),
            "Enter" => {
                event.prevent_default();
                return run(active.get_untracked());
            }
            _ => return,
        };
        event.prevent_default();
        active.set(next);
        if let Some(list) = list.get_untracked()
            && let Some(option) = list.children().item(next as u32)
        {
            option.scroll_into_view_with_bool(false);
        }
    };
    let option = move |idx: usize| {
        let entry = Memo::new(move |_| entries.with(|e| e.get(idx).cloned()));
        let is_active = Memo::new(move |_| active.get() == idx);
        view! {
            <div
                class="option"
                role="option"
                id=format!("palette-{idx}")
                aria-selected=move || is_active.get().to_string()
                data-active=move || is_active.get().then_some("")
                on:pointermove=move |_| active.set(idx)
                on:click=move |_| run(idx)
            >
                {move || entry.get().map(face)}
            </div>
        }
    };
    view! {
        <Dialog open=true on_close=move |()| app.ui.close() title=text::PALETTE class="palette" bare=true>
            <div class="search">
                <Icon glyph=Glyph::Search />
                <input
                    class="input"
                    type="text"
                    role="combobox"
                    autofocus
                    autocomplete="off"
                    aria-label=text::PALETTE
                    aria-expanded="true"
                    aria-controls="palette-list"
                    aria-activedescendant=move || format!("palette-{}", active.get())
                    placeholder=text::PALETTE_HINT
                    prop:value=move || words.get()
                    on:input=move |event| {
                        words.set(event_target_value(&event));
                        active.set(0);
                    }
                    on:keydown=on_key
                />
            </div>
            <div role="listbox" id="palette-list" aria-label=text::PALETTE node_ref=list>
                <For each=move || 0..entries.with(Vec::len) key=|idx| *idx children=option />
            </div>
            <Show when=move || entries.with(Vec::is_empty)>
                <p class="palette-none muted">{text::NO_HITS}</p>
            </Show>
        </Dialog>
    }
}

fn face(entry: Entry) -> impl IntoView {
    let (glyph, label, hint, keys) = match entry {
        Entry::Record { title, key, kind, .. } => {
            let hint = if key.is_empty() { kind.clone() } else { key };
            (glyph_of(&kind.to_lowercase()), title, hint, String::new())
        }
        Entry::Page(page) => {
            (Glyph::Pages, text::open_page(page.name), page.question.to_owned(), String::new())
        }
        Entry::View(name, _) => (Glyph::Pin, name, text::SAVED_VIEW.to_owned(), String::new()),
        Entry::Act(_, label, keys) => (Glyph::ChevronRight, label.to_owned(), String::new(), keys),
    };
    view! {
        <Icon glyph />
        <span class="option-label" dir="auto">{label}</span>
        <span class="option-hint">{hint}</span>
        {(!keys.is_empty()).then(|| view! { <kbd>{keys}</kbd> })}
    }
}

fn find(app: App, words: &str) -> Vec<Entry> {
    let mac = is_mac();
    let wanted: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let hidden = [Action::Search, Action::Close];
    let own = action::own_group(app);
    let acts = ACTIONS
        .iter()
        .filter(|row| !row.group.is_own() || Some(row.group) == own)
        .filter(|row| !hidden.contains(&row.action) && !row.action.walks())
        .filter(|row| wanted.iter().all(|word| row.label.to_lowercase().contains(word)))
        .map(|row| {
            let keys = row.keys.first().map(|key| say_key(key, mac)).unwrap_or_default();
            Entry::Act(row.action, row.label, keys)
        });
    let hits = app.work.with(|model| search(model, words, MOST)).into_iter();
    let records = hits.map(|hit| Entry::Record {
        at: hit.at,
        title: hit.title,
        key: hit.key,
        kind: hit.kind,
    });
    let lens = app.address.route.with_untracked(|route| route.lens.clone());
    let views = app.work.with(|model| saved::list(model, &lens)).into_iter();
    let named = |name: &str| {
        let name = name.to_lowercase();
        !wanted.is_empty() && wanted.iter().all(|word| name.contains(word))
    };
    let views = views.filter(|(_, name, _)| named(name)).map(|(_, name, at)| Entry::View(name, at));
    let pages = LIST.iter().filter(|page| {
        let words = text::open_page(page.name).to_lowercase();
        !wanted.is_empty() && wanted.iter().all(|word| words.contains(word))
    });
    records.chain(views).chain(pages.map(Entry::Page)).chain(acts).collect()
}

/// Opens a record, or goes to a place.
fn go(app: App, at: Ref) {
    if at.kind.is_place() {
        app.address.update(|route| route.place = Some(at.id));
    } else {
        app.ui.at.set(Some(at));
        app.open(at);
    }
}
