//! Scope change: what came into a sprint and went out of it after its first day.

use super::words;
use super::{LENSES, Sprint, unit};
use crate::metrics::ask::{Ask, Found, Source};
use crate::metrics::make::*;
use crate::metrics::report::{ChartKind, Detail, Unit};
use crate::metrics::stat::ratio;

/// Scope change on the page.
pub const SOURCE: Source = Source { lenses: LENSES, find, open };

/// Gives the sprint that runs, else the last that ended.
fn latest<'s, 'a>(ask: &'s Ask<'a>) -> Option<&'s Sprint<'a>> {
    let (sprints, today) = (ask.sprints(), ask.moment.today);
    sprints.running(today).or_else(|| sprints.ended(today).next_back())
}

fn change(sprint: &Sprint<'_>, until: i64) -> Option<f64> {
    ratio(sprint.added(until) - sprint.removed(until), sprint.committed())
}

fn find(ask: &Ask<'_>) -> Vec<Found> {
    if ask.sprints().list.is_empty() {
        return Vec::new();
    }
    let today = ask.moment.today.day_number();
    let sprint = latest(ask);
    let now = sprint.and_then(|s| change(s, today));
    let mut earlier = ask.sprints().ended(ask.moment.today);
    let before = earlier.rfind(|s| sprint.is_some_and(|now| s.to < now.to));
    let before = before.and_then(|s| change(s, today));
    let says = || match sprint {
        Some(s) => {
            let sizes = (s.committed(), s.added(today), s.removed(today));
            words::scope_says(&s.name, sizes, &unit(ask.sprints()))
        }
        None => String::new(),
    };
    let trend = ask.sprints().ended(ask.moment.today).map(|s| (s.to, change(s, today)));
    let why = words::nothing_committed;
    let tile = tile(&words::scope(), words::group(), Unit::Share, known(now, why))
        .says(says)
        .against(before, Better::Neither)
        .over(trend);
    vec![tile.with(Vec::new())]
}

fn open(ask: &Ask<'_>, found: Found) -> Detail {
    let mut detail = found.open(&words::scope());
    let Some(sprint) = latest(ask) else { return detail };
    let today = ask.moment.today.day_number();
    let (committed, added, removed) =
        (sprint.committed(), sprint.added(today), sprint.removed(today));
    let steps = [committed, added, -removed, committed + added - removed];
    let names = [words::committed(), words::added(), words::removed(), words::scope_line()];
    let points = steps.into_iter().enumerate().map(|(n, y)| point(n as f64, Some(y)));
    let x = names_axis(words::sprint(), names.to_vec());
    let y = axis(words::scope_line(), unit(ask.sprints()));
    let steps = vec![series(words::scope_line(), points)];
    let title = words::scope_title(&sprint.name);
    detail.charts = vec![chart(ChartKind::Waterfall, title, x, y, steps)];
    super::velocity::notes(ask, &mut detail);
    let from = sprint.from.day_number();
    let moved = sprint.members.iter().filter(|m| m.joined > from || m.left.is_some());
    detail.records = moved.map(|m| m.item.id.to_ref()).collect();
    detail
}
