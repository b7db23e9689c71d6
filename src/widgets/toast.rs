//! Short messages at the foot of the window, one of which can carry an action such as Undo.

use std::sync::Arc;
use std::time::Duration;

use leptos::{html, leptos_dom::helpers::TimeoutHandle, prelude::*};

use super::button::{Button, ButtonKind};
use super::floating::return_focus;
use super::icon::{Glyph, Icon};
use super::icon_button::IconButton;
use super::live::Announcer;

/// How long a message stays that nobody points at.
const STAY: Duration = Duration::from_secs(8);
/// How many messages stand at once.
const MOST: usize = 3;

/// Says what a message is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Something to know.
    #[default]
    Info,
    /// Something was done.
    Success,
    /// Something needs a look.
    Warning,
    /// Something failed; the message stays until it is dismissed.
    Danger,
}

/// Holds one message.
#[derive(Clone)]
pub struct Toast {
    id: u32,
    tone: Tone,
    text: String,
    hint: String,
    is_single: bool,
    // Not a `Callback`: that would go with the view that showed the message.
    action: Option<(String, Arc<dyn Fn() + Send + Sync>)>,
}

impl Toast {
    /// Creates a message from its tone and one sentence.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { id: 0, tone, text: text.into(), hint: String::new(), is_single: false, action: None }
    }

    /// Adds what to do about it.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Lets it take the place of one that says the same.
    pub fn single(mut self) -> Self {
        self.is_single = true;
        self
    }

    /// Adds a button with a verb.
    pub fn action(
        mut self,
        verb: impl Into<String>,
        run: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        self.action = Some((verb.into(), Arc::new(run)));
        self
    }
}

/// Holds the messages; kept in a context and copied freely.
#[derive(Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
    announcer: Announcer,
}

impl Toasts {
    /// Creates an empty stack whose messages are also spoken.
    pub fn new(announcer: Announcer) -> Self {
        Self { list: RwSignal::new(Vec::new()), next: StoredValue::new(1), announcer }
    }

    /// Shows and speaks a message; the oldest goes where there are too many.
    pub fn show(self, mut toast: Toast) {
        let id = self.next.try_update_value(|next| {
            *next += 1;
            *next
        });
        toast.id = id.unwrap_or_default();
        self.announcer.say(format!("{} {}", toast.text, toast.hint).trim());
        let _ = self.list.try_update(|list| {
            list.retain(|other| !toast.is_single || other.text != toast.text);
            list.push(toast);
            let over = list.len().saturating_sub(MOST);
            list.drain(..over);
        });
    }

    /// Takes away every message.
    pub fn clear(self) {
        let _ = self.list.try_update(Vec::clear);
    }

    fn dismiss(self, id: u32) {
        let _ = self.list.try_update(|list| list.retain(|toast| toast.id != id));
    }
}

/// Draws the stack; stands once at the end of the app.
#[component]
pub fn ToastHost(
    /// What is shown.
    toasts: Toasts,
) -> impl IntoView {
    let host = NodeRef::<html::Section>::new();
    Effect::new(move |_| {
        let any = toasts.list.with(|list| !list.is_empty());
        let Some(host) = host.get() else { return };
        // Shown anew, it stands over a dialog that was opened since.
        if !any || is_under_dialog() {
            let _ = host.hide_popover();
        }
        if any {
            let _ = host.show_popover();
        }
    });
    view! {
        <section node_ref=host class="toasts" popover="manual" aria-label="Messages">
            <For each=move || toasts.list.get() key=|toast| toast.id let:toast>
                <Message toast toasts />
            </For>
        </section>
    }
}

fn is_under_dialog() -> bool {
    document().query_selector("dialog[open]").is_ok_and(|found| found.is_some())
}

/// Draws one message, which waits while it is pointed at or holds the focus.
#[component]
fn Message(toast: Toast, toasts: Toasts) -> impl IntoView {
    let Toast { id, tone, text, hint, action, .. } = toast;
    let timer = StoredValue::new_local(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    let start = move || {
        stop();
        if tone != Tone::Danger {
            let handle = set_timeout_with_handle(move || toasts.dismiss(id), STAY).ok();
            timer.try_update_value(|timer| *timer = handle);
        }
    };
    start();
    on_cleanup(stop);
    let (name, glyph) = match tone {
        Tone::Info => ("info", Glyph::Info),
        Tone::Success => ("success", Glyph::Check),
        Tone::Warning => ("warning", Glyph::Warning),
        Tone::Danger => ("danger", Glyph::Warning),
    };
    let button = action.map(|(verb, run)| {
        let on_press = move |_| {
            toasts.dismiss(id);
            return_focus(None);
            run();
        };
        view! { <Button label=verb kind=ButtonKind::Quiet on_press=on_press /> }
    });
    let on_dismiss = move |_| {
        toasts.dismiss(id);
        return_focus(None);
    };
    view! {
        <div
            class="toast"
            data-tone=name
            on:pointerenter=move |_| stop()
            on:pointerleave=move |_| start()
            on:focusin=move |_| stop()
            on:focusout=move |_| start()
        >
            <Icon glyph />
            <p class="toast-text">
                {text}
                {(!hint.is_empty()).then(|| view! { " " <span class="toast-hint">{hint}</span> })}
            </p>
            {button}
            <IconButton label="Dismiss" glyph=Glyph::Close on_press=on_dismiss />
        </div>
    }
}
