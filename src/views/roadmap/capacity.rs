//! Load against capacity under the rows of the portfolio: a strip for all together and one for each
//! team, week by week.

use leptos::prelude::*;
use throughline_core::lens::roadmap::{Capacity, Strip};
use throughline_core::model::Kind;
use throughline_core::schedule::Moment;

use super::text;
use crate::app::roadmap::Road;

/// Minutes in a week.
const WEEK: i64 = 7 * 1_440;
/// The least width of a week in pixels at which its share is written on it.
const WORDS: f64 = 34.0;

/// Draws the strips, where there are any.
#[component]
pub fn CapacityStrips(road: Road) -> impl IntoView {
    let capacity = Memo::new(move |_| {
        road.app.work.watch(crate::app::watch::Watch::Kind(Kind::Team));
        road.read(|chart| chart.plan.capacity.clone()).flatten()
    });
    let words = Memo::new(move |_| road.time.scale.with(|scale| scale.width(WEEK) >= WORDS));
    let body = move || {
        let capacity = capacity.get()?;
        let from = Moment::start_of(capacity.from?).minutes();
        Some(strips(road, &capacity, from, words.get()))
    };
    view! {
        <Show when=move || capacity.with(Option::is_some)>
            <div class="road-capacity" role="group" aria-label=text::CAPACITY data-capacity="" tabindex="0">
                {move || body()}
            </div>
        </Show>
    }
}

fn strips(road: Road, capacity: &Capacity, from: i64, words: bool) -> Vec<AnyView> {
    let strip = |strip: &Strip| {
        let name = match strip.team {
            Some(team) => road.app.work.with(|model| model.title_of(team.to_ref())),
            None => strip.name.clone(),
        };
        let spoken = text::strip(&name, strip.weeks.len(), strip.n_over());
        let week = |(idx, (load, there)): (usize, &(i64, i64))| {
            let start = from + idx as i64 * WEEK;
            let share = strip.share(idx);
            let over = load > there;
            (*load > 0).then(|| {
                view! {
                    <div
                        class="strip-week"
                        data-over=over.then_some("")
                        style=("--s", road.time.place(start))
                        style=("--e", road.time.place(start + WEEK))
                        style=("--full", format!("{share:.3}"))
                    >
                        {words.then(|| view! { <span>{text::share(share)}</span> })}
                    </div>
                }
            })
        };
        let weeks: Vec<_> = strip.weeks.iter().enumerate().filter_map(week).collect();
        view! {
            <span class="strip-name" aria-hidden="true">{name}</span>
            <div class="strip">
                <span class="visually-hidden">{spoken}</span>
                <div aria-hidden="true">{weeks}</div>
            </div>
        }
        .into_any()
    };
    capacity.strips.iter().map(strip).collect()
}
