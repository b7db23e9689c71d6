//! A modal dialog on the browser's own element; knows not what it asks.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::floating::{focused, return_focus, unique};
use super::icon::Glyph;
use super::icon_button::IconButton;

const FIRST: &str = "[autofocus], .dialog-body :is(input, select, textarea, [contenteditable]):not(:disabled), .dialog-foot .button[data-kind=primary]:not(:disabled)";

/// Draws its content in a modal dialog while `open` holds; the focus returns where it was.
#[component]
pub fn Dialog(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Called on Escape, on the closing button and on a press beside it; must make `open` false.
    #[prop(into)]
    on_close: Callback<()>,
    /// The heading and accessible name.
    #[prop(into)]
    title: Signal<String>,
    /// `wide`, `small`, or nothing for 480 pixels.
    #[prop(optional)]
    size: &'static str,
    /// A class beside `dialog`, such as `palette`.
    #[prop(optional)]
    class: &'static str,
    /// Whether the content brings no head, body and foot of the dialog's: the title is only spoken.
    #[prop(optional)]
    bare: bool,
    /// Whether a press beside it leaves it open, for one that holds typed text.
    #[prop(optional)]
    keep: bool,
    /// The buttons at its foot.
    #[prop(optional, into)]
    footer: Option<ViewFn>,
    /// What it asks.
    children: ChildrenFn,
) -> impl IntoView {
    let children = StoredValue::new(children);
    let footer = StoredValue::new(footer);
    view! {
        <Show when=move || open.get()>
            {move || {
                let content = children.get_value()();
                let footer = footer.get_value().map(|footer| footer.run());
                view! { <Opened title size class bare keep on_close content footer /> }
            }}
        </Show>
    }
}

/// Draws the dialog for as long as it is open.
#[component]
fn Opened(
    title: Signal<String>,
    size: &'static str,
    class: &'static str,
    bare: bool,
    keep: bool,
    on_close: Callback<()>,
    content: AnyView,
    footer: Option<AnyView>,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let before = StoredValue::new_local(focused());
    let id = unique("dialog");
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get().filter(|dialog| !dialog.open()) {
            let _ = dialog.show_modal();
            let first = dialog.query_selector(FIRST).ok().flatten();
            let first = first.and_then(|first| first.dyn_into::<HtmlElement>().ok());
            let _ = first.map_or_else(|| dialog.focus(), |first| first.focus());
        }
    });
    on_cleanup(move || return_focus(before.try_get_value().flatten()));
    let on_press = move |event: ev::PointerEvent| {
        let on_itself = event.target() == event.current_target();
        let Some(element) = dialog.get_untracked().filter(|_| on_itself && !keep) else { return };
        let rect = element.get_bounding_client_rect();
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        if x < rect.left() || x > rect.right() || y < rect.top() || y > rect.bottom() {
            on_close.run(());
        }
    };
    let inner = if bare {
        view! {
            <h2 id=id.clone() class="visually-hidden">{title}</h2>
            {content}
        }
        .into_any()
    } else {
        view! {
            <header class="dialog-head">
                <h2 id=id.clone() class="dialog-title">{title}</h2>
                <IconButton label="Close" glyph=Glyph::Close on_press=move |_| on_close.run(()) />
            </header>
            <div class="dialog-body" tabindex="0" role="group" aria-labelledby=id.clone()>{content}</div>
            {footer.map(|footer| view! { <footer class="dialog-foot">{footer}</footer> })}
        }
        .into_any()
    };
    view! {
        <dialog
            node_ref=dialog
            class=format!("dialog {class}")
            data-size=(!size.is_empty()).then_some(size)
            tabindex="-1"
            aria-labelledby=id
            on:cancel=move |event: web_sys::Event| {
                event.prevent_default();
                on_close.run(());
            }
            on:close=move |_: web_sys::Event| on_close.run(())
            on:keydown=|event| event.stop_propagation()
            on:pointerdown=on_press
        >
            {inner}
        </dialog>
    }
}
