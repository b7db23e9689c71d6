//! The values that edits of other tabs replaced unseen: each can be taken back or forgotten.

use leptos::prelude::*;
use throughline_core::command::Command;
use throughline_core::keep::Lost;

use super::{Shelf, text};
use crate::app::past::lost;
use crate::app::{App, use_app};
use crate::shell::clock;
use crate::views::panel::words;
use crate::widgets::button::{Button, ButtonKind};

/// Draws the list; nothing where there is none.
#[component]
pub fn LostValues(shelf: Shelf) -> impl IntoView {
    redrawn(move || {
        let all = shelf.lost.get();
        if all.is_empty() {
            return ().into_any();
        }
        let rows = all.into_iter().map(|one| view! { <Row shelf one /> }).collect::<Vec<_>>();
        view! {
            <section class="past-lost" aria-label=text::LOST>
                <h3 class="past-day">{text::LOST}</h3>
                <ul>{rows}</ul>
            </section>
        }
        .into_any()
    })
}

#[component]
fn Row(shelf: Shelf, one: Lost) -> impl IntoView {
    let app = use_app();
    let (title, field, value, kept) = said(app, &one);
    let here = app.work.with(|model| model.has(one.at));
    let when = clock::say_time(one.when);
    let one = StoredValue::new(one);
    let take = move || {
        let command = one.with_value(|one| Command::SetField {
            at: vec![one.at],
            field: one.field.clone(),
            value: one.value.clone(),
        });
        if app.run(&command).is_some() {
            forget(app, shelf, one);
        }
    };
    view! {
        <li>
            <p dir="auto"><strong>{title}</strong>" · "{field}</p>
            <p dir="auto">{text::lost(&value, &kept)}</p>
            <p class="muted">{when}</p>
            <div class="past-acts">
                {here.then(|| view! {
                    <Button label=text::TAKE small=true on_press=move |_| take() />
                })}
                <Button
                    label=text::FORGET
                    small=true
                    kind=ButtonKind::Quiet
                    on_press=move |_| forget(app, shelf, one)
                />
            </div>
        </li>
    }
}

/// Says the record, the field, the value that lost and the one that stands.
fn said(app: App, one: &Lost) -> (String, String, String, String) {
    let meta = one.at.kind.fields().iter().find(|meta| meta.name == one.field);
    app.work.with(|model| {
        let title = model.title_of(one.at);
        let title = if title.is_empty() { one.at.kind.one().to_owned() } else { title };
        let label = meta.map_or(one.field.as_str(), |meta| meta.label).to_owned();
        let say = |value: &serde_json::Value| {
            let short = meta.map(|meta| words::of_json(model, meta, value)).unwrap_or_default();
            if short.is_empty() { value.as_str().unwrap_or_default().to_owned() } else { short }
        };
        (title, label, say(&one.value), say(&one.kept))
    })
}

fn forget(app: App, shelf: Shelf, one: StoredValue<Lost>) {
    leptos::task::spawn_local(async move {
        match lost::forget(&one.get_value()).await {
            Ok(()) => shelf.look(),
            Err(e) => app.fail(&e),
        }
    });
}
