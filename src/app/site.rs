//! What happens to the app as a whole: new versions, installing, files and tasks that the system
//! opens it with. It knows no service worker; the shell's door leads there.

use leptos::prelude::*;
use throughline_core::action::Action;
use throughline_core::past::Reason;
use wasm_bindgen::{JsCast, JsValue};

use super::work::Failure;
use super::{App, action, import, past, text};
use crate::shell::site;
use crate::widgets::toast::{Toast, Tone};

/// Says how the app is kept in this browser.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Site {
    /// Whether it opens without a network.
    pub kept: bool,
    /// Whether a new version waits.
    pub update: bool,
    /// Whether the browser would install it.
    pub installable: bool,
}

/// Listens as long as the app lives.
pub fn listen(app: App) {
    let event = leptos::ev::Custom::<web_sys::CustomEvent>::new(site::NEWS);
    let _ = window_event_listener(event, move |event| {
        let detail = js_sys::Array::from(&event.detail());
        if let Some(kind) = detail.get(0).as_string() {
            take(app, &kind, detail.get(1));
        }
    });
    site::ask("news");
}

/// Does what the person wants of the site; before another version takes over, what is here is kept
/// as a restore point, in the form of this one.
pub fn want(app: App, what: &'static str) {
    match what {
        "update" => past::first(app, Reason::Update, "", || site::ask("update")),
        _ => site::ask(what),
    }
}

fn take(app: App, kind: &str, what: JsValue) {
    let set = |f: fn(&mut Site)| app.ui.site.update(f);
    let say = |words: &str| app.toasts.show(Toast::new(Tone::Info, words).single());
    match kind {
        "begun" => site::ask("news"),
        "kept" => set(|site| site.kept = true),
        "installable" => set(|site| site.installable = true),
        "not-installed" => set(|site| site.installable = false),
        "installed" => {
            set(|site| site.installable = false);
            say(text::INSTALLED);
        }
        "update" => {
            set(|site| site.update = true);
            let toast = Toast::new(Tone::Info, text::NEW_VERSION).hint(text::NEW_VERSION_HINT);
            let toast = toast.single();
            app.toasts.show(toast.action(text::UPDATE, move || want(app, "update")));
        }
        "typing" => {
            let toast = Toast::new(Tone::Warning, text::STILL_TYPING).hint(text::STILL_TYPING_HINT);
            app.toasts.show(toast.single());
        }
        "broken" => say(text::BROKEN_VERSION),
        "current" => say(text::NEWEST_VERSION),
        "unreachable" => say(text::NO_ANSWER),
        "file" => {
            if let Ok(file) = what.dyn_into() {
                import::take(app, file);
            }
        }
        "act" => act(app, &what.as_string().unwrap_or_default()),
        _ => {}
    }
}

/// Does what an address asks for: only what opens something, since anybody can make an address.
fn act(app: App, name: &str) {
    match name {
        "new-item" => action::perform(app, Action::NewItem),
        "search" => action::perform(app, Action::Search),
        "share-failed" => app.fail(&Failure {
            message: text::NOT_SHARED.to_owned(),
            hint: text::NOT_SHARED_HINT.to_owned(),
        }),
        _ => {}
    }
}
