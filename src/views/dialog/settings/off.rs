//! The days on which a calendar's week does not hold.

use leptos::prelude::*;
use throughline_core::lens::week;
use throughline_core::model::id::Id;
use throughline_core::model::{Calendar, Exception};

use super::text;
use super::week::{change, read};
use crate::app::use_app;
use crate::widgets::button::Button;
use crate::widgets::checkbox::Checkbox;
use crate::widgets::date_field::DateField;
use crate::widgets::icon::Glyph;
use crate::widgets::icon_button::IconButton;
use crate::widgets::text_field::TextField;

/// Draws the list, and what adds to it.
#[component]
pub fn DaysOff(calendar: Memo<Option<Id<Calendar>>>) -> impl IntoView {
    let app = use_app();
    let now = Memo::new(move |_| read(app, calendar.get(), |one| one.exceptions.clone()));
    let put = move |all: &[Exception]| {
        change(app, calendar.get_untracked(), "exceptions", week::exceptions_json(all));
    };
    let row = move |(idx, one): (usize, Exception)| {
        let remove = move |_| {
            let mut all = now.get_untracked();
            if idx < all.len() {
                all.remove(idx);
            }
            put(&all);
        };
        view! {
            <li>
                <span class="truncate" dir="auto">{one.name.clone()}</span>
                <span class="muted">{text::days(&one)}</span>
                <IconButton label=text::remove(&one.name) glyph=Glyph::Close on_press=remove />
            </li>
        }
    };
    let rows = move || now.get().into_iter().enumerate().map(row).collect::<Vec<_>>();
    let add = move |one: Exception| {
        let mut all = now.get_untracked();
        all.push(one);
        put(&all);
    };
    view! {
        <section class="settings-off" tabindex="-1" aria-label=text::DAYS_OFF>
            <span class="settings-label">{text::DAYS_OFF}</span>
            <Show when=move || now.with(|all| !all.is_empty()) fallback=|| view! { <p class="muted">{text::NO_DAYS_OFF}</p> }>
                <ul>{move || rows()}</ul>
            </Show>
            <Add on_add=add />
        </section>
    }
}

#[component]
fn Add(#[prop(into)] on_add: Callback<Exception>) -> impl IntoView {
    let (name, from, to) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let yearly = RwSignal::new(false);
    let wrong = RwSignal::new(String::new());
    let add = move || {
        let made = week::days_off(
            &name.get_untracked(),
            &from.get_untracked(),
            &to.get_untracked(),
            yearly.get_untracked(),
        );
        match made {
            Ok(one) => {
                on_add.run(one);
                [name, from, to, wrong].iter().for_each(|field| field.set(String::new()));
                yearly.set(false);
            }
            Err(why) => wrong.set(why),
        }
    };
    view! {
        <form
            class="settings-add"
            on:submit=move |event| {
                event.prevent_default();
                add();
            }
        >
            <TextField label=text::OFF_NAME value=name on_input=move |typed| name.set(typed) />
            <DateField label=text::OFF_FROM value=from error=wrong on_change=move |day| from.set(day) />
            <DateField label=text::OFF_TO value=to on_change=move |day| to.set(day) />
            <Checkbox label=text::YEARLY checked=yearly on_change=move |on| yearly.set(on) />
            <Button label=text::ADD_OFF role_in_form="submit" />
        </form>
    }
}
