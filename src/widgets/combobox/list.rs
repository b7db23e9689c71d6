//! The open list of a combobox: the filter, the keys and the options; knows not what they are.

use leptos::{ev, html, prelude::*};
use throughline_core::sort;

use super::super::floating::{focused, on_leave, rect_of, return_focus, show_at};
use super::super::icon::{Glyph, Icon};
use super::Choice;

/// How many options are drawn at most; the filter finds the rest.
const MOST: usize = 60;

/// Holds a line of the open list.
#[derive(Clone, PartialEq)]
enum Line {
    Choose(Choice),
    Clear,
    Create(String),
}

/// Returns the lines for what was typed: those that start with it first, then those that hold it.
fn lines(options: &[Choice], typed: &str, clear: bool, create: bool) -> Vec<Line> {
    let needle = typed.trim().to_lowercase();
    let found = |choice: &&Choice| {
        let label = choice.label.to_lowercase();
        label.contains(&needle) || choice.hint.to_lowercase().contains(&needle)
    };
    let mut hits: Vec<&Choice> = options.iter().filter(found).collect();
    if !needle.is_empty() {
        sort::by_key(&mut hits, |choice| !choice.label.to_lowercase().starts_with(&needle));
    }
    let same = options.iter().any(|choice| choice.label.to_lowercase() == needle);
    let mut lines = Vec::new();
    if clear && needle.is_empty() {
        lines.push(Line::Clear);
    }
    lines.extend(hits.into_iter().take(MOST).cloned().map(Line::Choose));
    if create && !needle.is_empty() && !same {
        lines.push(Line::Create(typed.trim().to_owned()));
    }
    lines
}

/// Draws the list below the button until something is chosen or it is left.
#[component]
pub fn List(
    id: String,
    label: Signal<String>,
    options: Signal<Vec<Choice>>,
    selected: Signal<Vec<String>>,
    on_change: Callback<Vec<String>>,
    on_create: Option<Callback<String>>,
    many: bool,
    clearable: bool,
    button: NodeRef<html::Button>,
    on_close: Callback<()>,
) -> impl IntoView {
    let popup = NodeRef::<html::Div>::new();
    let input = NodeRef::<html::Input>::new();
    let before = StoredValue::new_local(focused());
    let typed = RwSignal::new(String::new());
    let active = RwSignal::new(0_usize);
    let shown = Memo::new(move |_| {
        let clear = clearable && !many && !selected.read().is_empty();
        options.with(|options| lines(options, &typed.read(), clear, on_create.is_some()))
    });
    Effect::new(move |_| {
        if let (Some(popup), Some(button)) = (popup.get(), button.get_untracked()) {
            show_at(&popup, rect_of(&button), false);
            if let Some(input) = input.get_untracked() {
                let _ = input.focus();
            }
        }
    });
    let insides = move || {
        let own = popup.try_get_untracked().flatten().map(|e| (*e).clone().into());
        let trigger = button.try_get_untracked().flatten().map(|e| (*e).clone().into());
        vec![own, trigger]
    };
    on_leave(insides, move || on_close.run(()));
    on_cleanup(move || return_focus(before.try_get_value().flatten()));
    let pick = move |line: Line| {
        let mut ids = selected.get_untracked();
        match line {
            Line::Choose(choice) if many => {
                if ids.contains(&choice.id) {
                    ids.retain(|id| *id != choice.id);
                } else {
                    ids.push(choice.id);
                }
                on_change.run(ids);
                typed.set(String::new());
            }
            Line::Choose(choice) => {
                on_close.run(());
                on_change.run(vec![choice.id]);
            }
            Line::Clear => {
                on_close.run(());
                on_change.run(Vec::new());
            }
            Line::Create(text) => {
                if many {
                    typed.set(String::new());
                } else {
                    on_close.run(());
                }
                if let Some(on_create) = on_create {
                    on_create.run(text);
                }
            }
        }
    };
    let go = move |step: isize| {
        let n_lines = shown.with_untracked(Vec::len).max(1);
        let next = (active.get_untracked() + n_lines).saturating_add_signed(step) % n_lines;
        active.set(next);
        let option = popup
            .get_untracked()
            .and_then(|popup| popup.query_selector_all("[role=option]").ok()?.item(next as u32));
        if let Some(option) = option.and_then(|node| wasm_bindgen::JsCast::dyn_into(node).ok()) {
            let option: web_sys::Element = option;
            let nearest = web_sys::ScrollIntoViewOptions::new();
            nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        event.stop_propagation();
        match event.key().as_str() {
            "Escape" | "Tab" => on_close.run(()),
            "ArrowDown" => go(1),
            "ArrowUp" => go(-1),
            "Enter" if !event.is_composing() => {
                let line = shown.with_untracked(|l| l.get(active.get_untracked()).cloned());
                if let Some(line) = line {
                    pick(line);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let own = StoredValue::new(id.clone());
    let option_id = move |line_idx: usize| own.with_value(|id| format!("{id}-{line_idx}"));
    let option = move |(line_idx, line): (usize, Line)| {
        let on_press = line.clone();
        let chosen = match &line {
            Line::Choose(choice) => selected.read().contains(&choice.id),
            Line::Clear | Line::Create(_) => false,
        };
        view! {
            <div
                id=option_id(line_idx)
                class="option"
                role="option"
                aria-selected=chosen.to_string()
                data-active=move || (active.get() == line_idx).then_some("")
                on:pointermove=move |_| {
                    if active.get_untracked() != line_idx {
                        active.set(line_idx);
                    }
                }
                on:click=move |_| pick(on_press.clone())
            >
                {face(line)}
                {chosen.then(|| view! { <span class="menu-check"><Icon glyph=Glyph::Check /></span> })}
            </div>
        }
    };
    view! {
        <div
            node_ref=popup
            class="floating combobox-list"
            popover="manual"
            on:keydown=on_key
            on:pointerdown=|event| event.stop_propagation()
        >
            <div class="search">
                <Icon glyph=Glyph::Search />
                <input
                    node_ref=input
                    class="input"
                    type="text"
                    role="combobox"
                    aria-label=label
                    aria-expanded="true"
                    aria-autocomplete="list"
                    aria-controls=id.clone()
                    aria-activedescendant=move || option_id(active.get())
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=typed
                    on:input:target=move |event| {
                        typed.set(event.target().value());
                        active.set(0);
                    }
                />
            </div>
            <div id=id role="listbox" aria-label=label aria-multiselectable=many.then_some("true")>
                {move || shown.get().into_iter().enumerate().map(option).collect_view()}
            </div>
            <p class="option-empty" hidden=move || !shown.read().is_empty()>"Nothing found"</p>
        </div>
    }
}

/// Draws what a line says.
fn face(line: Line) -> AnyView {
    match line {
        Line::Clear => view! { <span class="option-label muted">"None"</span> }.into_any(),
        Line::Create(text) => view! {
            <Icon glyph=Glyph::Plus />
            <span class="option-label">{format!("Create “{text}”")}</span>
        }
        .into_any(),
        Line::Choose(Choice { label, hint, hue, .. }) => {
            let mark =
                (!hue.is_empty()).then(|| view! { <span class="option-mark" data-hue=hue></span> });
            let hint =
                (!hint.is_empty()).then(|| view! { <span class="option-hint">{hint}</span> });
            view! { {mark} <span class="option-label">{label}</span> {hint} }.into_any()
        }
    }
}
