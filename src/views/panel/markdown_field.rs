//! A field of Markdown: read as it looks, edited as it is written. Words that were typed stay until
//! they are saved or discarded, even when the panel is closed.

use leptos::{ev, html, prelude::*};
use serde_json::Value as Json;
use throughline_core::model::field::FieldMeta;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::opened::Opened;
use super::{draft, text};
use crate::shell::{clipboard, frame};
use crate::views::markdown::Markdown;
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::text_area::TextArea;

/// Draws the field as a section.
#[component]
pub fn MarkdownField(one: Opened, meta: &'static FieldMeta) -> impl IntoView {
    let stored = Memo::new(move |_| {
        let read =
            |r: &throughline_core::model::Record| r.json(meta.name).as_str().map(str::to_owned);
        one.record.with(|r| r.as_ref().and_then(read)).unwrap_or_default()
    });
    let kept = RwSignal::new(draft::get(one.at, meta.name));
    let editing = RwSignal::new(false);
    let words = Signal::derive(move || kept.get().unwrap_or_else(|| stored.get()));
    let section = NodeRef::<html::Section>::new();
    let focus = move |what: &'static str| {
        frame::next_frame(move || {
            let Some(section) = section.try_get_untracked().flatten() else { return };
            let found = section.query_selector(what).ok().flatten();
            if let Some(found) = found.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
                let _ = found.focus();
            }
        });
    };
    let keep = move |typed: Option<String>| {
        draft::set(one.at, meta.name, typed.clone());
        kept.set(typed);
    };
    let edit = move || {
        editing.set(true);
        focus("textarea");
    };
    let stop = move || {
        editing.set(false);
        focus(".section-head .button");
    };
    let save = move || {
        let changed = kept.get_untracked().filter(|typed| *typed != stored.get_untracked());
        if let Some(typed) = changed
            && one.set(meta.name, Json::String(typed.trim_end().to_owned())).is_err()
        {
            return;
        }
        keep(None);
        stop();
    };
    let discard = move || {
        keep(None);
        stop();
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() {
            event.prevent_default();
            event.stop_propagation();
            // Unchanged words need no draft; changed ones stay to be seen.
            if kept.with_untracked(|k| k.as_ref() == Some(&stored.get_untracked())) {
                keep(None);
            }
            stop();
        }
    };
    let on_click = move |event: ev::MouseEvent| {
        let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
        let on_link = target.is_some_and(|t| t.closest("a, input").ok().flatten().is_some());
        if !on_link && !clipboard::has_selection() {
            edit();
        }
    };
    let is_draft = move || {
        kept.with(|k| k.as_ref().is_some_and(|typed| stored.with(|stored| stored != typed)))
    };
    let editor = move || {
        view! {
            <div class="markdown-edit" on:keydown=on_key>
                <TextArea
                    label=meta.label
                    hide_label=true
                    value=words
                    rows=6
                    hint=text::MARKDOWN_HINT
                    on_input=move |typed| keep(Some(typed))
                    on_submit=move |_| save()
                />
                <div class="button-group">
                    <Button label=text::SAVE kind=ButtonKind::Primary shortcut="Ctrl+Enter" on_press=move |_| save() />
                    <Button label=text::DISCARD kind=ButtonKind::Quiet on_press=move |_| discard() />
                </div>
            </div>
        }
    };
    let reader = move || {
        view! {
            <Show
                when=move || words.with(|words| !words.trim().is_empty())
                fallback=move || view! {
                    <button type="button" class="markdown-empty" on:click=move |_| edit()>
                        {text::write(meta.label)}
                    </button>
                }
            >
                <div class="markdown-read" on:click=on_click>
                    <Markdown words />
                </div>
            </Show>
            <Show when=is_draft>
                <div class="draft-note">
                    <span class="spacer">{text::DRAFT}</span>
                    <Button label=text::SAVE small=true on_press=move |_| save() />
                    <Button label=text::DISCARD small=true kind=ButtonKind::Quiet on_press=move |_| discard() />
                </div>
            </Show>
        }
    };
    view! {
        <section class="section description" node_ref=section data-field=meta.name>
            <header class="section-head">
                <h3>{meta.label}</h3>
                <Show when=move || !editing.get()>
                    <Button
                        label=text::EDIT
                        kind=ButtonKind::Quiet
                        small=true
                        on_press=move |_| edit()
                        attr:aria-label=text::edit(meta.label)
                    />
                </Show>
            </header>
            <Show when=move || editing.get() fallback=reader>{editor()}</Show>
        </section>
    }
}
