//! The site itself, as the service worker keeps it: what the person wants of it. `offline.js` does
//! it, and answers with events named [`NEWS`]. It knows nothing of the workspace.

use web_sys::{CustomEvent, CustomEventInit};

/// The event that brings news: its detail is a pair of what happened and what comes with it.
pub const NEWS: &str = "throughline:news";

/// Names the version of the site that the page is of, as `cargo xtask finish` wrote it.
pub fn version() -> Option<String> {
    let page = web_sys::window()?.document()?;
    page.query_selector("script[data-version]").ok()??.get_attribute("data-version")
}

/// Says what the person wants: `check` for a new version, `update` to it, or `install`; or that
/// somebody listens to `news`.
pub fn ask(what: &str) {
    let init = CustomEventInit::new();
    init.set_detail(&what.into());
    let event = CustomEvent::new_with_event_init_dict("throughline:ask", &init);
    if let (Some(window), Ok(event)) = (web_sys::window(), event) {
        let _ = window.dispatch_event(&event);
    }
}
