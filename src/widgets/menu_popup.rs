//! The floating part of a menu: arrow keys, type-ahead, Escape, and the way back; knows no command.

use leptos::{ev, html, prelude::*};
use throughline_core::geometry::place::Rect;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::floating::{focused, on_leave, return_focus, rove, show_at};
use super::icon::{Glyph, Icon};
use super::kbd::{aria_keys, key_caps};
use super::menu::{MenuEntry, MenuItem};

const ITEMS: &str = "[role^=menuitem]";

/// Draws an open menu beside its anchor until something is picked or it is left.
#[component]
pub fn MenuPopup(
    /// Where it hangs.
    anchor: Rect,
    /// Whether its right edge follows the anchor's.
    #[prop(optional)]
    align_end: bool,
    /// Its accessible name.
    label: String,
    /// Its lines.
    entries: Vec<MenuEntry>,
    /// The button that opened it, on which a press is not one outside.
    #[prop(optional)]
    trigger: NodeRef<html::Button>,
    /// Called when it should go.
    on_close: Callback<()>,
) -> impl IntoView {
    let popup = NodeRef::<html::Div>::new();
    let before = StoredValue::new_local(focused());
    let typed = StoredValue::new((String::new(), 0.0_f64));
    Effect::new(move |_| {
        if let Some(menu) = popup.get() {
            show_at(&menu, anchor, align_end);
            if !rove(&menu, ITEMS, "Home") {
                let _ = menu.focus();
            }
        }
    });
    let insides = move || {
        let menu = popup.try_get_untracked().flatten().map(|menu| (*menu).clone().into());
        let button = trigger.try_get_untracked().flatten().map(|b| (*b).clone().into());
        vec![menu, button]
    };
    on_leave(insides, move || on_close.run(()));
    on_cleanup(move || return_focus(before.try_get_value().flatten()));
    let on_key = move |event: ev::KeyboardEvent| {
        let Some(menu) = popup.get_untracked() else { return };
        event.stop_propagation();
        let key = event.key();
        match key.as_str() {
            "Escape" | "Tab" => {
                event.prevent_default();
                give_back(before);
                on_close.run(());
            }
            "ArrowDown" | "ArrowUp" | "Home" | "End" => {
                event.prevent_default();
                rove(&menu, ITEMS, &key);
            }
            _ if key.chars().count() == 1
                && key != " "
                && !event.ctrl_key()
                && !event.meta_key() =>
            {
                event.prevent_default();
                let prefix = typed.try_update_value(|(prefix, at)| {
                    if event.time_stamp() - *at > 700.0 {
                        prefix.clear();
                    }
                    *at = event.time_stamp();
                    prefix.push_str(&key.to_lowercase());
                    prefix.clone()
                });
                type_ahead(&menu, &prefix.unwrap_or_default());
            }
            _ => {}
        }
    };
    let lines = entries.into_iter().map(|entry| line(entry, before, on_close)).collect_view();
    view! {
        <div
            node_ref=popup
            class="floating menu"
            popover="manual"
            role="menu"
            tabindex="-1"
            aria-label=label
            on:keydown=on_key
            on:pointerdown=|event| event.stop_propagation()
            on:contextmenu=|event| event.prevent_default()
        >
            {lines}
        </div>
    }
}

/// Draws one line of the menu.
fn line(
    entry: MenuEntry,
    before: StoredValue<Option<HtmlElement>, LocalStorage>,
    on_close: Callback<()>,
) -> AnyView {
    match entry {
        MenuEntry::Separator => {
            view! { <div class="menu-separator" role="separator"></div> }.into_any()
        }
        MenuEntry::Heading(text) => {
            view! { <div class="menu-heading" role="presentation">{text}</div> }.into_any()
        }
        MenuEntry::Item(item) => item_line(item, before, on_close).into_any(),
    }
}

/// Draws something to pick.
fn item_line(
    item: MenuItem,
    before: StoredValue<Option<HtmlElement>, LocalStorage>,
    on_close: Callback<()>,
) -> impl IntoView {
    let MenuItem { label, pick, glyph, hue, shortcut, action, checked, disabled, danger } = item;
    let keys = shortcut.clone();
    view! {
        <button
            type="button"
            class="menu-item"
            role=if checked.is_some() { "menuitemradio" } else { "menuitem" }
            tabindex="-1"
            aria-checked=checked.map(|checked| checked.to_string())
            aria-disabled=disabled.then_some("true")
            aria-keyshortcuts=(!keys.is_empty()).then(|| aria_keys(&keys))
            data-danger=danger.then_some("")
            data-action=(!action.is_empty()).then_some(action)
            on:click=move |event| {
                event.stop_propagation();
                if !disabled {
                    give_back(before);
                    on_close.run(());
                    pick.run(());
                }
            }
        >
            {checked.map(|checked| view! {
                <span class="menu-check">{checked.then(|| view! { <Icon glyph=Glyph::Check /> })}</span>
            })}
            {hue.map(|hue| view! { <span class="option-mark" data-hue=hue></span> })}
            {glyph.map(|glyph| view! { <Icon glyph /> })}
            <span class="menu-label">{label}</span>
            {(!shortcut.is_empty()).then(|| view! {
                <span class="menu-shortcut" aria-hidden="true">{key_caps(&shortcut).join(" ")}</span>
            })}
        </button>
    }
}

/// Focuses what had the focus before the menu, before anything else moves it on.
fn give_back(before: StoredValue<Option<HtmlElement>, LocalStorage>) {
    if let Some(element) = before.try_get_value().flatten() {
        let _ = element.focus();
    }
}

/// Focuses the next item whose label starts with what was typed.
fn type_ahead(menu: &web_sys::Element, prefix: &str) {
    let Ok(list) = menu.query_selector_all(ITEMS) else { return };
    let items: Vec<HtmlElement> =
        (0..list.length()).filter_map(|i| list.get(i)?.dyn_into().ok()).collect();
    let now = focused().and_then(|active| items.iter().position(|item| *item == active));
    let from = now.map_or(0, |i| if prefix.chars().count() == 1 { i + 1 } else { i });
    let mut round = items.iter().cycle().skip(from).take(items.len());
    let starts = |item: &&HtmlElement| {
        let text = item.query_selector(".menu-label").ok().flatten().and_then(|l| l.text_content());
        text.is_some_and(|text| text.to_lowercase().starts_with(prefix))
    };
    if let Some(item) = round.find(starts) {
        let _ = item.focus();
    }
}
