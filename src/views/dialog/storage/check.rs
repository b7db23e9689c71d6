//! Checking what is stored, value by value, and repairing it.

use leptos::prelude::*;

use super::text;
use crate::app::App;
use crate::app::disk::{self, Checkup};
use crate::shell::hash;
use crate::widgets::button::Button;

/// Draws the section.
pub fn section(app: App) -> AnyView {
    let found = RwSignal::new(None::<Checkup>);
    let run = move |repairs: bool| {
        leptos::task::spawn_local(async move {
            if repairs {
                disk::repair(app).await;
            }
            let checkup = disk::check(app).await;
            let _ = found.try_set(Some(checkup));
        });
    };
    let lines = move || {
        let checkup = found.get()?;
        let lines = checkup.lines.into_iter().map(|line| view! { <li>{line}</li> });
        Some(view! { <ul class="storage-report">{lines.collect::<Vec<_>>()}</ul> })
    };
    let read_only = hash::is_read_only();
    let can_repair =
        move || !read_only && found.with(|found| found.as_ref().is_some_and(|found| found.is_ill));
    let reopen = if read_only { text::LEAVE_READ_ONLY } else { text::READ_ONLY };
    let content = view! {
        <p>{text::CHECK_HELP}</p>
        <p class="storage-buttons">
            <Button label=text::CHECK on_press=move |_| run(false) />
            <Show when=can_repair>
                <Button label=text::REPAIR on_press=move |_| run(true) />
            </Show>
            <Button label=reopen on_press=move |_| hash::reopen(!read_only) />
        </p>
        <div role="status">{lines}</div>
    };
    super::titled(text::CHECK_TITLE, content.into_any())
}
