//! When work is done: the calendar that holds where nothing closer names one, its week and its days
//! off. What follows for dates is the schedule's.

use leptos::prelude::*;
use serde_json::{Value as Json, json};
use throughline_core::command::Command;
use throughline_core::lens::week;
use throughline_core::model::id::Id;
use throughline_core::model::{Calendar, Kind, WeekDay};

use super::off::DaysOff;
use super::text;
use super::work::{info, set};
use crate::app::watch::Watch;
use crate::app::{App, use_app};
use crate::widgets::button::Button;
use crate::widgets::checkbox::Checkbox;
use crate::widgets::select::Select;
use crate::widgets::text_field::TextField;

/// Draws the section.
#[component]
pub fn TimeSettings() -> impl IntoView {
    let app = use_app();
    let chosen = Memo::new(move |_| info(app, |info| info.calendar));
    let has_one = Memo::new(move |_| chosen.get().is_some());
    let calendars = Memo::new(move |_| {
        app.work.watch(Watch::Kind(Kind::Calendar));
        let usual = (String::new(), text::USUAL_WEEK.to_owned());
        let own = app.work.with(|model| {
            let one = |calendar: &Calendar| (calendar.id.raw().to_string(), calendar.name.clone());
            model.calendars.iter().map(one).collect::<Vec<_>>()
        });
        std::iter::once(usual).chain(own).collect::<Vec<_>>()
    });
    let choose = move |id: String| {
        let id = if id.is_empty() { Json::Null } else { Json::String(id) };
        set(app, "calendar", id);
    };
    view! {
        <div class="settings-rows">
            <Select
                label=text::CALENDAR
                value=Signal::derive(move || chosen.get().map(|id| id.raw().to_string()).unwrap_or_default())
                options=calendars
                on_change=choose
            />
            <Show
                when=move || has_one.get()
                fallback=move || view! {
                    <p>
                        <Button label=text::OWN_WEEK on_press=move |_| make(app) attr:data-action="own-week" />
                    </p>
                }
            >
                <Week calendar=chosen />
                <DaysOff calendar=chosen />
            </Show>
        </div>
    }
}

/// Draws the seven days, beginning with the one that this device begins weeks with.
#[component]
fn Week(calendar: Memo<Option<Id<Calendar>>>) -> impl IntoView {
    let app = use_app();
    let now = Memo::new(move |_| read(app, calendar.get(), |one| one.week.clone()));
    let rows = move || {
        let first = app.ui.first_day.get();
        let days = (0..7).map(|n| u32::from((first + n) % 7) + 1);
        days.map(|day| view! { <Day calendar now day /> }).collect::<Vec<_>>()
    };
    view! {
        <fieldset class="settings-week">
            <legend class="settings-label">{text::WEEK}</legend>
            {move || rows()}
            <p class="muted">{move || text::week_total(now.with(|week| week::minutes(week)))}</p>
        </fieldset>
    }
}

#[component]
fn Day(calendar: Memo<Option<Id<Calendar>>>, now: Memo<Vec<WeekDay>>, day: u32) -> impl IntoView {
    let app = use_app();
    let wrong = RwSignal::new(String::new());
    let hours = Memo::new(move |_| now.with(|now| week::hours(now, day)));
    let works = Memo::new(move |_| hours.with(|hours| !hours.is_empty()));
    let put = move |week: Vec<WeekDay>| {
        wrong.set(String::new());
        change(app, calendar.get_untracked(), "week", week::week_json(&week));
    };
    let typed =
        move |text: String| match now.with_untracked(|now| week::with_hours(now, day, &text)) {
            Ok(week) => put(week),
            Err(why) => wrong.set(why),
        };
    view! {
        <div class="settings-day" data-day=day>
            <Checkbox
                label=text::day(day)
                checked=works
                on_change=move |on| put(now.with_untracked(|now| week::with_day(now, day, on)))
            />
            <TextField
                label=text::hours_of(day)
                value=hours
                hide_label=true
                placeholder=text::FREE
                error=wrong
                on_change=typed
            />
        </div>
    }
}

/// Reads something of a calendar, and again when it changes.
pub fn read<T: Default>(
    app: App,
    at: Option<Id<Calendar>>,
    read: impl FnOnce(&Calendar) -> T,
) -> T {
    app.work.watch(Watch::Kind(Kind::Calendar));
    app.work.with(|model| at.and_then(|id| model.find(id)).map(read)).unwrap_or_default()
}

/// Sets a field of a calendar.
pub fn change(app: App, at: Option<Id<Calendar>>, field: &str, value: Json) {
    let Some(at) = at else { return };
    app.ui.problem.set(None);
    app.run(&Command::SetField { at: vec![at.to_ref()], field: field.to_owned(), value });
}

/// Makes a calendar with the usual week and lets it hold.
fn make(app: App) {
    let fields = vec![
        ("name".to_owned(), json!(text::CALENDAR_NAME)),
        ("week".to_owned(), week::week_json(&week::usual())),
    ];
    let made = app.run(&Command::CreateRecord { kind: Kind::Calendar, fields });
    if let Some(at) = made.and_then(|outcome| outcome.created) {
        set(app, "calendar", json!(at.id.to_string()));
    }
}
