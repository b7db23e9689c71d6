//! Hears what happens to the app as a whole, and draws nothing: the messages and the workspace's
//! menu show it. A part of its own, because nobody waits for it.

use leptos::prelude::*;

use crate::app::{site, use_app};

/// Listens as long as it stands.
#[component]
pub fn Site() -> impl IntoView {
    site::listen(use_app());
}
