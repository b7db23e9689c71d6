//! What must hold at the gate of the open stage.

use leptos::prelude::*;
use throughline_core::model::{Criterion, Record};

use super::add::{AddLine, rescue_focus};
use super::opened::Opened;
use super::text;
use crate::widgets::checkbox::Checkbox;
use crate::widgets::icon::Glyph;
use crate::widgets::icon_button::IconButton;
use crate::widgets::inline_edit::InlineEdit;

fn read(one: Opened) -> Vec<Criterion> {
    one.record.with(|record| match record {
        Some(Record::Stage(stage)) => stage.criteria.clone(),
        _ => Vec::new(),
    })
}

fn change(one: Opened, f: impl FnOnce(&mut Vec<Criterion>)) -> bool {
    let mut list = untrack(|| read(one));
    f(&mut list);
    one.set_parts("criteria", &list)
}

/// Draws the gate's criteria.
#[component]
pub fn Criteria(one: Opened) -> impl IntoView {
    let list = Memo::new(move |_| read(one));
    let n = Memo::new(move |_| list.with(Vec::len));
    let met = move || list.with(|l| l.iter().filter(|c| c.met).count());
    let add = move |text: String| {
        change(one, |list| list.push(Criterion { text, met: false, ..Default::default() }))
    };
    view! {
        <section class="section">
            <header class="section-head">
                <h3>{text::CRITERIA}</h3>
                <span class="section-count">{move || text::of(met(), n.get())}</span>
            </header>
            <ul class="checklist">
                <For each=move || 0..n.get() key=|at| *at let:at>
                    <OneCriterion one list at />
                </For>
            </ul>
            <AddLine label=text::ADD_CRITERION on_add=add />
        </section>
    }
}

#[component]
fn OneCriterion(one: Opened, list: Memo<Vec<Criterion>>, at: usize) -> impl IntoView {
    let met = Signal::derive(move || list.with(|l| l.get(at).is_some_and(|c| c.met)));
    let words = Signal::derive(move || {
        list.with(|l| l.get(at).map(|c| c.text.clone())).unwrap_or_default()
    });
    let tick = move |on: bool| {
        change(one, |list| list.iter_mut().skip(at).take(1).for_each(|c| c.met = on));
    };
    let rename = move |text: String| {
        change(one, |list| list.iter_mut().skip(at).take(1).for_each(|c| c.text.clone_from(&text)));
    };
    let remove = move |_| {
        change(one, |list| {
            if at < list.len() {
                list.remove(at);
            }
        });
        rescue_focus();
    };
    view! {
        <li class="checklist-item" data-done=move || met.get().then_some("")>
            <Checkbox label=words checked=met on_change=tick hide_label=true />
            <InlineEdit label=text::CRITERION value=words on_commit=rename required=true />
            <IconButton label=text::REMOVE_CRITERION glyph=Glyph::Close small=true on_press=remove />
        </li>
    }
}
