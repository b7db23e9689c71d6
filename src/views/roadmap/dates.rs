//! Gives rows dates: a start and a finish, or so many days later. What would follow is said before.

use leptos::prelude::*;
use throughline_core::lens::roadmap::grip::{self, Grip};
use throughline_core::model::id::{Id, Ref};
use throughline_core::replan::PlanChange;

use super::text;
use crate::app::roadmap::{Road, walk};
use crate::shell::frame;
use crate::views::dialog::foot;
use crate::widgets::date_field::DateField;
use crate::widgets::dialog::Dialog;
use crate::widgets::number_field::NumberField;

/// Draws the dialog.
#[component]
pub fn DatesDialog(road: Road, rows: Vec<Ref>) -> impl IntoView {
    let first = rows.first().copied();
    let row = first.and_then(|at| {
        road.peek(|chart| chart.find_record(at).map(|(_, row)| row.clone())).flatten()
    });
    let day = |day: Option<throughline_core::model::time::Date>| {
        day.map(|day| day.to_string()).unwrap_or_default()
    };
    let before = (
        day(row.as_ref().and_then(|row| row.start).map(|at| at.date())),
        day(row.as_ref().and_then(|row| row.finish).map(|at| at.finish_date())),
    );
    let single = rows.len() == 1;
    let (start, due) = (RwSignal::new(before.0.clone()), RwSignal::new(before.1.clone()));
    let days = RwSignal::new(None::<f64>);
    let title = match (single, first) {
        (true, Some(at)) => text::dates_title(&road.app.work.with(|model| model.title_of(at))),
        _ => text::dates_of(rows.len()),
    };
    let change = {
        let rows = rows.clone();
        Memo::new(move |_| -> Option<PlanChange> {
            let by = days.get().unwrap_or_default() as i64;
            if by != 0 {
                return grip::pull(row.as_ref()?, &rows, Grip::Whole, by);
            }
            let (from, to) = (start.get(), due.get());
            if !single || (from == before.0 && to == before.1) {
                return None;
            }
            let item = Id::from_ref(first?)?;
            // With its start alone an item keeps its length.
            let moved = (to != before.1 || before.1.is_empty()).then(|| to.parse().ok()).flatten();
            Some(PlanChange::Put { item, start: from.parse().ok(), due: moved })
        })
    };
    let follows = RwSignal::new(String::new());
    Effect::new(move |_| match change.get() {
        Some(wish) => road.preview(vec![wish.clone()], move |ghosts| {
            if change.try_get_untracked() == Some(Some(wish)) {
                let _ = follows.try_set(ghosts.map(|ghosts| ghosts.words()).unwrap_or_default());
            }
        }),
        None => follows.set(String::new()),
    });
    let ready = Signal::derive(move || change.with(Option::is_some));
    let act = move || {
        if let Some(change) = change.get_untracked() {
            road.replan(vec![change]);
        }
        road.app.ui.close();
        frame::after_ms(50, move || walk::focus(road));
    };
    let later = Signal::derive(move || days.get());
    view! {
        <Dialog
            open=true
            on_close=move |()| road.app.ui.close()
            title
            size="small"
            footer=foot(text::MOVE, ready, act)
        >
            <div class="form">
                {single.then(|| view! {
                    <div class="form-row">
                        <DateField label=text::START value=start on_change=move |day: String| start.set(day) />
                        <DateField label=text::FINISH value=due on_change=move |day: String| due.set(day) />
                    </div>
                })}
                <NumberField label=text::DAYS_LATER hint=text::DAYS_HINT value=later on_change=move |n| days.set(n) />
                <p class="muted" role="status" data-preview="">{move || follows.get()}</p>
            </div>
        </Dialog>
    }
}
