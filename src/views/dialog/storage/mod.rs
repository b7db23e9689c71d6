//! The storage page: what is kept where, how full and how old each copy is, and what can be done
//! about each. A list of sections: another kind of copy adds a component and a line.

mod check;
mod forget;
mod kept;
mod past;
mod room;
mod text;

use leptos::prelude::*;

use crate::app::{App, action, use_app};
use crate::shell::{clock, files};
use crate::views::copies::section::CopiesSection;
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::dialog::Dialog;

/// The sections from top to bottom; each draws its own heading and what belongs under it.
const SECTIONS: &[fn(App) -> AnyView] = &[
    kept::section,
    past::section,
    copies_in_files,
    room::section,
    check::section,
    forget::section,
];

/// Draws the page.
#[component]
pub fn StorageDialog() -> impl IntoView {
    let app = use_app();
    let footer = ViewFn::from(move || {
        view! {
            <Button label=text::RAW kind=ButtonKind::Quiet on_press=move |_| save_raw(app) />
            <Button label=text::EXPORT kind=ButtonKind::Primary on_press=move |_| action::export(app) attr:data-action="export-json" />
        }
    });
    view! {
        <Dialog open=true on_close=move |()| app.ui.close() title=text::STORAGE size="wide" footer>
            <div class="storage">
                <p class="storage-promise">{text::PROMISE}</p>
                {SECTIONS.iter().map(|section| section(app)).collect::<Vec<_>>()}
            </div>
        </Dialog>
    }
}

/// Draws the section about copies in files, which has a room of its own.
fn copies_in_files(_app: App) -> AnyView {
    view! { <CopiesSection /> }.into_any()
}

/// Draws a section: a heading, and what belongs under it.
fn titled(title: &'static str, content: AnyView) -> AnyView {
    view! {
        <section class="storage-section">
            <h3 class="storage-title">{title}</h3>
            {content}
        </section>
    }
    .into_any()
}

/// Saves local storage and the second copy as they are, in whatever state.
fn save_raw(app: App) {
    leptos::task::spawn_local(async move {
        let raw = crate::app::disk::raw(app).await;
        let name = format!("throughline-raw-{}.json", clock::today());
        let done = raw.ok_or_else(|| text::NOT_READ.to_owned());
        if let Err(message) = done.and_then(|raw| files::download(&name, "application/json", &raw))
        {
            let hint = text::EXPORT_INSTEAD.to_owned();
            app.fail(&crate::app::work::Failure { message, hint });
        }
    });
}
