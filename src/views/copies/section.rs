//! How copies in files stand, and what can be done about them.

use leptos::prelude::*;
use throughline_core::copies::ago;

use super::text;
use crate::app::copies::{Autosave, autosave};
use crate::app::{action, use_app};
use crate::shell::clock;
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::icon::{Glyph, Icon};

/// Draws the section.
#[component]
pub fn CopiesSection() -> impl IntoView {
    let app = use_app();
    let last = move || {
        // What is being made now is told when it is there.
        app.copies.autosave.track();
        match app.copies.last.get() {
            None => text::NEVER.to_owned(),
            Some(at) => text::last(&ago(at, clock::now()), &clock::say_time(at)),
        }
    };
    view! {
        <section class="storage-section" data-section="copies">
            <h3 class="storage-title">{text::COPIES}</h3>
            <p data-copy="last">{last}</p>
            {redrawn(move || state(app.copies.autosave.get()))}
        </section>
    }
}

fn state(state: Autosave) -> AnyView {
    let app = use_app();
    let folder = move |label: &'static str| {
        view! { <Button label small=true glyph=Glyph::Folder on_press=move |_| autosave::choose(app, true) /> }
    };
    let file = move || {
        view! { <Button label=text::FILE small=true kind=ButtonKind::Quiet on_press=move |_| autosave::choose(app, false) /> }
    };
    let stop = move || {
        view! { <Button label=text::STOP small=true kind=ButtonKind::Quiet on_press=move |_| autosave::stop(app) /> }
    };
    let download = move || {
        view! { <Button label=text::DOWNLOAD small=true glyph=Glyph::Export on_press=move |_| action::export(app) /> }
    };
    let allow = move || {
        view! { <Button label=text::ALLOW small=true kind=ButtonKind::Primary on_press=move |_| autosave::allow(app) /> }
    };
    match state {
        Autosave::Unknown => ().into_any(),
        Autosave::Absent => view! {
            <p class="muted">{text::ABSENT}</p>
            <p class="copies-acts">{download()}</p>
        }
        .into_any(),
        Autosave::Off => view! {
            <p class="muted">{text::OFF}</p>
            <p class="copies-acts">{folder(text::FOLDER)} {file()} {download()}</p>
        }
        .into_any(),
        Autosave::On(name) => view! {
            <p data-copy="on"><Icon glyph=Glyph::Check small=true /> " " <span dir="auto">{text::on(&name)}</span></p>
            <p class="copies-acts">{folder(text::OTHER_FOLDER)} {stop()}</p>
        }
        .into_any(),
        Autosave::Waits(name) => view! {
            <p data-copy="waits"><span dir="auto">{text::waits(&name)}</span></p>
            <p class="copies-acts">{allow()} {folder(text::OTHER_FOLDER)} {stop()}</p>
        }
        .into_any(),
        Autosave::Denied(name) => view! {
            <p data-copy="denied"><span dir="auto">{text::denied(&name)}</span></p>
            <p class="copies-acts">{folder(text::OTHER_FOLDER)} {stop()} {download()}</p>
        }
        .into_any(),
        Autosave::Failed(name, why) => view! {
            <div class="banner" data-tone="warning" data-copy="failed">
                <Icon glyph=Glyph::Warning />
                <span class="banner-text" dir="auto">{text::failed(&name)} " " {why}</span>
            </div>
            <p class="copies-acts">{folder(text::OTHER_FOLDER)} {file()} {stop()} {download()}</p>
        }
        .into_any(),
    }
}
