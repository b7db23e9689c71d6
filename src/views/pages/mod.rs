//! The pages of a lens: one renderer draws whatever the core computed. It knows no page.

mod add;
mod block;
mod cell;
mod facts;
mod grid;
mod nav;
mod queue;
mod scatter;
mod steps;
mod table;
mod text;

use leptos::html;
use leptos::prelude::*;
use throughline_core::page::report::{Block, Sheet, Tone};

use crate::app::pages::Pages;
use crate::app::use_app;
use crate::app::work::Failure;
use crate::shell::{files, frame};
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::floating::focused;
use crate::widgets::icon::{Glyph, Icon};
use crate::widgets::select::Select;
use wasm_bindgen::JsCast;

/// Draws the page of the address beside the list of pages.
pub fn pages_view() -> AnyView {
    let app = use_app();
    let pages = Pages::open(app);
    provide_context(pages);
    let body = NodeRef::<html::Div>::new();
    let key = Memo::new(move |_| read(pages, |sheet| sheet.key.clone()));
    // Another page is read from its start.
    Effect::new(move |_| {
        key.track();
        if let Some(body) = body.get() {
            body.set_scroll_top(0);
        }
    });
    let last = keep_focus(pages);
    let keys = Memo::new(move |_| {
        let of = |sheet: &Sheet| sheet.blocks.iter().map(|b| b.key.clone()).collect::<Vec<_>>();
        read(pages, of).unwrap_or_default()
    });
    view! {
        <div class="pages">
            <nav::Nav pages />
            <div
                class="view-body page"
                node_ref=body
                data-page=move || key.get()
                on:focusin=move |event: web_sys::FocusEvent| {
                    let at = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
                    let name = at.and_then(|at| at.get_attribute("data-at"));
                    last.set_value(name.filter(|name| !name.is_empty()));
                }
            >
                <Head pages />
                <div class="page-blocks">
                    <For each=move || keys.get() key=Clone::clone children=move |key| view! { <block::BlockView pages key /> } />
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// Gives the focus back to the cell that had it, where a new order of the rows took it away.
fn keep_focus(pages: Pages) -> StoredValue<Option<String>> {
    let last = StoredValue::new(None::<String>);
    Effect::new(move |_| {
        pages.sheet.track();
        frame::next_frame(move || {
            let (None, Some(Some(at))) = (focused(), last.try_get_value()) else { return };
            let found = document().query_selector(&format!("[data-at=\"{at}\"]")).ok().flatten();
            if let Some(found) = found.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = found.focus();
            }
        });
    });
    last
}

/// Reads the page that is there.
fn read<T>(pages: Pages, f: impl FnOnce(&Sheet) -> T) -> Option<T> {
    pages.sheet.with(|sheet| match sheet {
        Some(Ok(sheet)) => Some(f(sheet)),
        _ => None,
    })
}

/// Reads a block of the page that is there.
fn block_of<T>(pages: Pages, key: &str, f: impl FnOnce(&Block) -> T) -> Option<T> {
    read(pages, |sheet| sheet.blocks.iter().find(|block| block.key == key).map(f)).flatten()
}

/// Names a tone for the style sheet; nothing for a plain one.
fn tone(tone: Tone) -> Option<&'static str> {
    match tone {
        Tone::Plain => None,
        Tone::Quiet => Some("quiet"),
        Tone::Strong => Some("strong"),
        Tone::Good => Some("success"),
        Tone::Warn => Some("warning"),
        Tone::Bad => Some("danger"),
    }
}

/// Draws the mark that says a tone without its color.
fn mark(tone: Tone) -> Option<AnyView> {
    let glyph = match tone {
        Tone::Plain | Tone::Quiet | Tone::Strong => return None,
        Tone::Good => Glyph::Check,
        Tone::Warn => Glyph::Warning,
        Tone::Bad => Glyph::Block,
    };
    Some(view! { <Icon glyph small=true /> }.into_any())
}

/// Draws the question, the answer in a sentence, and what may be chosen.
#[component]
fn Head(pages: Pages) -> impl IntoView {
    let of = move |f: fn(&Sheet) -> String| move || read(pages, f).unwrap_or_default();
    let name = Memo::new(move |_| of(|sheet| sheet.name.clone())());
    let question = Memo::new(move |_| of(|sheet| sheet.question.clone())());
    let says = Memo::new(move |_| of(|sheet| sheet.says.clone())());
    let failed = Memo::new(move |_| {
        let why = pages.sheet.with(|sheet| match sheet {
            Some(Err(why)) => Some(format!("{}. {why}", text::FAILED)),
            _ => None,
        });
        why.or_else(|| read(pages, |sheet| sheet.problem.clone()).flatten())
    });
    let keys = Memo::new(move |_| {
        let of = |sheet: &Sheet| sheet.choices.iter().map(|c| c.key.clone()).collect::<Vec<_>>();
        read(pages, of).unwrap_or_default()
    });
    view! {
        <header class="page-head">
            <div class="page-title">
                <h2>{move || name.get()}</h2>
                <Button label=text::PRINT kind=ButtonKind::Quiet small=true on_press=move |_| print(pages) />
            </div>
            <p class="page-question">{move || question.get()}</p>
            <Show when=move || says.with(|says| !says.is_empty())>
                <p class="page-says" dir="auto">{move || says.get()}</p>
            </Show>
            <Show when=move || failed.with(Option::is_some)>
                <p class="kpi-problem" role="alert">{move || failed.get()}</p>
            </Show>
            <div class="page-choices" hidden=move || keys.with(Vec::is_empty)>
                <For each=move || keys.get() key=Clone::clone children=move |key| view! { <Chooser pages key /> } />
            </div>
        </header>
    }
}

/// Prints the page; the style sheet leaves out what is pressed.
fn print(pages: Pages) {
    if let Err(message) = files::print() {
        pages.app.fail(&Failure { message, hint: String::new() });
    }
}

/// Draws one choice above the page.
#[component]
fn Chooser(pages: Pages, key: String) -> impl IntoView {
    let own = key.clone();
    let choice = Memo::new(move |_| {
        read(pages, |sheet| sheet.choices.iter().find(|c| c.key == own).cloned())
            .flatten()
            .unwrap_or_default()
    });
    let value = Signal::derive(move || choice.with(|c| c.value.clone()));
    let options = Signal::derive(move || choice.with(|c| c.of.clone()));
    let label = Signal::derive(move || choice.with(|c| c.label.clone()));
    view! { <Select label value options on_change=move |value: String| pages.choose(&key, value) /> }
}
