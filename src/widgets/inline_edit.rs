//! Text that becomes a field where it stands; knows not what the text means.

use leptos::{ev, html, prelude::*};

/// Draws text as a button; a click or Enter makes it a field, Escape restores it, leaving commits it.
#[component]
pub fn InlineEdit(
    /// What the text is, such as `Title`.
    #[prop(into)]
    label: Signal<String>,
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the new text, only if it differs.
    #[prop(into)]
    on_commit: Callback<String>,
    /// What stands there while the text is empty.
    #[prop(optional, into)]
    placeholder: String,
    /// How the text reads when nobody edits it, where that differs from the text.
    #[prop(optional, into)]
    shown: Option<Signal<String>>,
    /// Whether Enter starts a new line; then Ctrl+Enter commits.
    #[prop(optional)]
    multiline: bool,
    /// Whether an empty text is refused and the old one restored.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let editing = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let placeholder = StoredValue::new(placeholder);
    // Made here and not with the field: a field that leaves while it has the focus still blurs.
    let finish = Callback::new(move |(typed, refocus): (Option<String>, bool)| {
        if !editing.try_get_untracked().unwrap_or(false) {
            return;
        }
        editing.set(false);
        if refocus {
            request_animation_frame(move || {
                if let Some(button) = button.try_get_untracked().flatten() {
                    let _ = button.focus();
                }
            });
        }
        let Some(typed) = typed else { return };
        let text = if multiline { typed.trim_end() } else { typed.trim() };
        if text != value.get_untracked() && !(required && text.trim().is_empty()) {
            on_commit.run(text.to_owned());
        }
    });
    let text = move || shown.map_or_else(|| value.get(), |shown| shown.get());
    let empty = move || text().is_empty();
    view! {
        <Show
            when=move || editing.get()
            fallback=move || {
                view! {
                    <button
                        type="button"
                        node_ref=button
                        class="inline-edit"
                        data-empty=move || empty().then_some("")
                        on:click=move |_| editing.set(true)
                    >
                        <span class="visually-hidden">{move || format!("{}: ", label.get())}</span>
                        {move || if empty() { placeholder.get_value() } else { text() }}
                    </button>
                }
            }
        >
            <Editor label value multiline finish />
        </Show>
    }
}

/// Draws the field while the text is edited.
#[component]
fn Editor(
    label: Signal<String>,
    value: Signal<String>,
    multiline: bool,
    finish: Callback<(Option<String>, bool)>,
) -> impl IntoView {
    let area = NodeRef::<html::Textarea>::new();
    Effect::new(move |_| {
        if let Some(area) = area.get() {
            let _ = area.focus();
            area.select();
        }
    });
    let on_key = move |event: ev::KeyboardEvent| {
        event.stop_propagation();
        let typed = area.get_untracked().map(|area| area.value());
        let chord = event.ctrl_key() || event.meta_key();
        match event.key().as_str() {
            "Escape" => {
                event.prevent_default();
                finish.run((None, true));
            }
            "Enter" if !event.is_composing() && (!multiline || chord) => {
                event.prevent_default();
                finish.run((typed, true));
            }
            _ => {}
        }
    };
    view! {
        <textarea
            node_ref=area
            class="inline-edit"
            rows="1"
            aria-label=label
            prop:value=value.get_untracked()
            on:keydown=on_key
            on:blur:target=move |event| finish.run((Some(event.target().value()), false))
        ></textarea>
    }
}
