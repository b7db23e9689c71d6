//! A button that opens a menu, and the entries of any menu; knows no command.

use leptos::{html, prelude::*};

use super::floating::rect_of;
use super::icon::{Glyph, Icon};
use super::menu_popup::MenuPopup;

/// Holds one line of a menu.
#[derive(Clone)]
pub enum MenuEntry {
    /// Something to pick.
    Item(MenuItem),
    /// A word over the items below it.
    Heading(String),
    /// A line between groups.
    Separator,
}

/// Holds something to pick from a menu.
#[derive(Clone)]
pub struct MenuItem {
    pub(super) label: String,
    pub(super) pick: Callback<()>,
    pub(super) glyph: Option<Glyph>,
    pub(super) hue: Option<String>,
    pub(super) shortcut: String,
    pub(super) action: &'static str,
    pub(super) checked: Option<bool>,
    pub(super) disabled: bool,
    pub(super) danger: bool,
}

impl MenuItem {
    /// Creates an item from its verb and what it does.
    pub fn new(label: impl Into<String>, pick: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            label: label.into(),
            pick: Callback::new(move |()| pick()),
            glyph: None,
            hue: None,
            shortcut: String::new(),
            action: "",
            checked: None,
            disabled: false,
            danger: false,
        }
    }

    /// Adds a drawing before the label.
    pub fn glyph(mut self, glyph: Glyph) -> Self {
        self.glyph = Some(glyph);
        self
    }

    /// Adds a dot in one of the ten hues before the label.
    pub fn hue(mut self, hue: impl Into<String>) -> Self {
        self.hue = Some(hue.into());
        self
    }

    /// Names the item for tests and scripts, as `data-action`.
    pub fn action(mut self, name: &'static str) -> Self {
        self.action = name;
        self
    }

    /// Shows the keys that do the same.
    pub fn shortcut(mut self, chord: impl Into<String>) -> Self {
        self.shortcut = chord.into();
        self
    }

    /// Makes it one choice among several, chosen or not.
    pub fn checked(mut self, checked: bool) -> Self {
        self.checked = Some(checked);
        self
    }

    /// Makes it impossible to pick for now.
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }

    /// Marks it as one that removes something.
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }
}

impl From<MenuItem> for MenuEntry {
    fn from(item: MenuItem) -> Self {
        Self::Item(item)
    }
}

/// Draws a button that opens a menu of entries, which are asked for at that moment.
#[component]
pub fn MenuButton(
    /// The accessible name, also shown unless there is a drawing alone.
    #[prop(into)]
    label: Signal<String>,
    /// The entries, read when the menu opens.
    #[prop(into)]
    entries: Signal<Vec<MenuEntry>>,
    /// A drawing; with it the label is spoken and not shown.
    #[prop(optional, into)]
    glyph: Option<Glyph>,
    /// The class of a button that shows its label.
    #[prop(default = "button")]
    class: &'static str,
    /// Whether it is 24 pixels high rather than 28.
    #[prop(optional)]
    small: bool,
    /// Whether the menu's right edge follows the button's.
    #[prop(optional)]
    align_end: bool,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let close = Callback::new(move |()| {
        let _ = open.try_set(false);
    });
    let on_key = move |event: web_sys::KeyboardEvent| {
        if matches!(event.key().as_str(), "ArrowDown" | "ArrowUp") && !open.get_untracked() {
            event.prevent_default();
            event.stop_propagation();
            open.set(true);
        }
    };
    let face = match glyph {
        Some(glyph) => view! { <Icon glyph /> }.into_any(),
        None => view! {
            <span class="truncate">{label}</span>
            <Icon glyph=Glyph::ChevronDown small=true />
        }
        .into_any(),
    };
    view! {
        <button
            type="button"
            node_ref=button
            class=if glyph.is_some() { "icon-button" } else { class }
            data-kind=glyph.is_none().then_some("quiet")
            data-size=small.then_some("small")
            aria-label=move || glyph.map(|_| label.get())
            title=move || glyph.map(|_| label.get())
            aria-haspopup="menu"
            aria-expanded=move || open.get().to_string()
            on:click=move |event| {
                event.stop_propagation();
                open.update(|open| *open = !*open);
            }
            on:keydown=on_key
        >
            {face}
        </button>
        <Show when=move || open.get()>
            {move || {
                let trigger = button.get_untracked();
                let anchor = trigger.as_ref().map(|b| rect_of(b)).unwrap_or_default();
                view! {
                    <MenuPopup
                        anchor
                        align_end
                        label=label.get_untracked()
                        entries=entries.get_untracked()
                        trigger=button
                        on_close=close
                    />
                }
            }}
        </Show>
    }
}
