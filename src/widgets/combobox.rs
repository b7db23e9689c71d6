//! A choice of one or several among many, with a filter and a way to add; knows not what they are.

use leptos::{html, prelude::*};

use super::chip::Chip;
use super::floating::unique;
use super::icon::{Glyph, Icon};

mod list;

use list::List;

/// Holds something that can be chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// What the handler is called with.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// A word to tell it from others; empty for none.
    pub hint: String,
    /// One of the ten hues for its mark; empty for none.
    pub hue: String,
}

impl Choice {
    /// Creates a choice from its id and label.
    pub fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self { id: id.into(), label: label.into(), ..Self::default() }
    }
}

/// Draws a button with what is chosen, which opens a list with a filter.
#[component]
pub fn Combobox(
    /// What is chosen, such as `Owner`; shown only by the parent.
    #[prop(into)]
    label: Signal<String>,
    /// Everything that can be chosen.
    #[prop(into)]
    options: Signal<Vec<Choice>>,
    /// The ids of what is chosen.
    #[prop(into)]
    selected: Signal<Vec<String>>,
    /// Called with the ids of what should be chosen.
    #[prop(into)]
    on_change: Callback<Vec<String>>,
    /// Whether several can be chosen; the list then stays open.
    #[prop(optional)]
    many: bool,
    /// Whether the one choice can be taken back.
    #[prop(default = true)]
    clearable: bool,
    /// What the button shows when nothing is chosen.
    #[prop(default = "None".to_owned(), into)]
    placeholder: String,
    /// Called with what was typed to add it; the list then offers to create.
    #[prop(optional, into)]
    on_create: Option<Callback<String>>,
    /// Whether it is drawn without an outline, for a list of fields.
    #[prop(optional)]
    bare: bool,
    /// Whether what is chosen is shown as chips in their hues.
    #[prop(optional)]
    chips: bool,
    /// Whether the list is open, for a parent that wants to know or to decide.
    #[prop(default = RwSignal::new(false))]
    open: RwSignal<bool>,
) -> impl IntoView {
    let button = NodeRef::<html::Button>::new();
    let list_id = StoredValue::new(unique("choices"));
    let chosen = Memo::new(move |_| {
        let ids = selected.get();
        options.with(|options| {
            let find = |id: &String| options.iter().find(|choice| choice.id == *id).cloned();
            ids.iter().filter_map(find).collect::<Vec<_>>()
        })
    });
    let value = move |choice: Choice| {
        if chips {
            view! { <Chip label=choice.label hue=choice.hue /> }.into_any()
        } else {
            let mark = (!choice.hue.is_empty())
                .then(|| view! { <span class="option-mark" data-hue=choice.hue></span> });
            view! { <span class="person">{mark}{choice.label}</span> }.into_any()
        }
    };
    let close = Callback::new(move |()| {
        let _ = open.try_set(false);
    });
    view! {
        <div class="combobox">
            <button
                type="button"
                node_ref=button
                class="combobox-button"
                data-bare=bare.then_some("")
                aria-haspopup="listbox"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
                on:keydown=move |event| {
                    if event.key() == "ArrowDown" && !open.get_untracked() {
                        event.prevent_default();
                        event.stop_propagation();
                        open.set(true);
                    }
                }
            >
                <span class="visually-hidden">{move || format!("{}: ", label.get())}</span>
                <span class="combobox-values">
                    {move || {
                        let chosen = chosen.get();
                        if chosen.is_empty() {
                            view! { <span class="muted">{placeholder.clone()}</span> }.into_any()
                        } else {
                            let spaced = |(idx, choice)| {
                                let comma = (idx > 0).then(|| view! { <span class="visually-hidden">", "</span> });
                                view! { {comma}{value(choice)} }
                            };
                            chosen.into_iter().enumerate().map(spaced).collect_view().into_any()
                        }
                    }}
                </span>
                <Icon glyph=Glyph::ChevronDown small=true />
            </button>
            <Show when=move || open.get()>
                <List
                    id=list_id.get_value()
                    label
                    options
                    selected
                    on_change
                    on_create
                    many
                    clearable
                    button
                    on_close=close
                />
            </Show>
        </div>
    }
}
