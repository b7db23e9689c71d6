//! Checklists: lists of small steps on an item.

use leptos::prelude::*;
use throughline_core::model::{Checklist, Entry};

use super::add::{AddLine, rescue_focus};
use super::opened::Opened;
use super::text;
use super::words;
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::checkbox::Checkbox;
use crate::widgets::icon::Glyph;
use crate::widgets::icon_button::IconButton;
use crate::widgets::inline_edit::InlineEdit;
use crate::widgets::progress::Progress;

/// Changes the checklists of an item as one step; tells whether that was kept.
fn change(one: Opened, f: impl FnOnce(&mut Vec<Checklist>)) -> bool {
    let mut lists = untrack(|| one.item(|item| item.checklists.clone())).unwrap_or_default();
    f(&mut lists);
    one.set_parts("checklists", &lists)
}

/// Draws every checklist and a way to add one.
#[component]
pub fn Checklists(one: Opened) -> impl IntoView {
    let n = Memo::new(move |_| one.item(|item| item.checklists.len()).unwrap_or_default());
    let add = move |_| {
        change(one, |lists| {
            let name = text::new_checklist(lists.len());
            lists.push(Checklist { name, entries: Vec::new(), ..Default::default() });
        });
    };
    view! {
        <For each=move || 0..n.get() key=|idx| *idx let:idx>
            <OneList one idx />
        </For>
        <div class="section-add">
            <Button
                label=text::ADD_CHECKLIST
                glyph=Glyph::Checklist
                kind=ButtonKind::Quiet
                small=true
                on_press=add
            />
        </div>
    }
}

/// Draws one checklist.
#[component]
fn OneList(one: Opened, idx: usize) -> impl IntoView {
    let list = Memo::new(move |_| one.item(|item| item.checklists.get(idx).cloned()).flatten());
    let n = Memo::new(move |_| list.with(|l| l.as_ref().map_or(0, |l| l.entries.len())));
    let done = Memo::new(move |_| {
        list.with(|l| l.as_ref().map_or(0, |l| l.entries.iter().filter(|e| e.done).count()))
    });
    let name = Signal::derive(move || {
        list.with(|l| l.as_ref().map(|l| l.name.clone())).unwrap_or_default()
    });
    let rename = move |name: String| {
        change(one, |lists| {
            if let Some(list) = lists.get_mut(idx) {
                list.name = name;
            }
        });
    };
    let remove = move |_| {
        change(one, |lists| {
            if idx < lists.len() {
                lists.remove(idx);
            }
        });
        rescue_focus();
    };
    let add = move |text: String| {
        change(one, |lists| {
            if let Some(list) = lists.get_mut(idx) {
                list.entries.push(Entry {
                    text,
                    done: false,
                    due: None,
                    owner: None,
                    ..Default::default()
                });
            }
        })
    };
    let part = Signal::derive(move || done.get() as f64 / n.get().max(1) as f64);
    view! {
        <section class="section" aria-label=name>
            <header class="section-head">
                <h3><InlineEdit label=text::CHECKLIST_NAME value=name on_commit=rename placeholder=text::CHECKLIST /></h3>
                <span class="section-count">{move || text::of(done.get(), n.get())}</span>
                <Progress part label=text::CHECKLIST />
                <IconButton label=text::REMOVE_CHECKLIST glyph=Glyph::Trash small=true on_press=remove />
            </header>
            <ul class="checklist">
                <For each=move || 0..n.get() key=|at| *at let:at>
                    <Step one list idx at />
                </For>
            </ul>
            <AddLine label=text::ADD_STEP on_add=add />
        </section>
    }
}

/// Draws one step.
#[component]
fn Step(one: Opened, list: Memo<Option<Checklist>>, idx: usize, at: usize) -> impl IntoView {
    let entry =
        Memo::new(move |_| list.with(|l| l.as_ref().and_then(|l| l.entries.get(at).cloned())));
    let done = Signal::derive(move || entry.with(|e| e.as_ref().is_some_and(|e| e.done)));
    let words = Signal::derive(move || {
        entry.with(|e| e.as_ref().map(|e| e.text.clone())).unwrap_or_default()
    });
    let on_entry = move |f: &dyn Fn(&mut Entry)| {
        change(one, |lists| {
            if let Some(entry) = lists.get_mut(idx).and_then(|l| l.entries.get_mut(at)) {
                f(entry);
            }
        });
    };
    let tick = move |on: bool| on_entry(&|entry: &mut Entry| entry.done = on);
    let rename = move |text: String| on_entry(&|entry: &mut Entry| entry.text = text.clone());
    let remove = move |_| {
        change(one, |lists| {
            if let Some(list) = lists.get_mut(idx).filter(|l| at < l.entries.len()) {
                list.entries.remove(at);
            }
        });
        rescue_focus();
    };
    let facts = move || {
        let (due, owner) = entry.with(|e| e.as_ref().map(|e| (e.due, e.owner)))?;
        let owner = owner.map(|id| one.app.work.with(|m| words::title(m, id.to_ref())));
        let facts: Vec<String> = owner.into_iter().chain(due.map(words::date)).collect();
        (!facts.is_empty()).then(|| view! { <span class="record-fact">{facts.join(" · ")}</span> })
    };
    view! {
        <li class="checklist-item" data-done=move || done.get().then_some("")>
            <Checkbox label=words checked=done on_change=tick hide_label=true />
            <InlineEdit label=text::STEP value=words on_commit=rename required=true />
            {move || facts()}
            <IconButton label=text::REMOVE_STEP glyph=Glyph::Close small=true on_press=remove />
        </li>
    }
}
