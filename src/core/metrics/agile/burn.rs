//! Burn-down and burn-up of the sprint that runs.

use super::words;
use super::{LENSES, Sprint, unit};
use crate::metrics::ask::{Ask, Found, Source};
use crate::metrics::make::*;
use crate::metrics::report::{ChartKind, Detail, Standing};
use crate::metrics::words::today;
use crate::model::time::Date;

/// What is left of the running sprint, on the page.
pub const SOURCE: Source = Source { lenses: LENSES, find, open };

/// Gives what an even pace would have left at the end of a day.
fn even(sprint: &Sprint<'_>, day: Date) -> f64 {
    let all = (sprint.to.days_since(sprint.from) + 1) as f64;
    let gone = (day.days_since(sprint.from) + 1) as f64;
    sprint.scope_on(day.day_number()) * (1.0 - (gone / all).clamp(0.0, 1.0))
}

/// Lists the days of a sprint up to a day.
fn days(sprint: &Sprint<'_>, until: Date) -> Vec<Date> {
    let n = until.min(sprint.to).days_since(sprint.from).min(crate::metrics::ask::MOST_DAYS);
    (0..=n).map(|n| sprint.from.plus_days(n)).collect()
}

fn find(ask: &Ask<'_>) -> Vec<Found> {
    let sprints = ask.sprints();
    if sprints.list.is_empty() {
        return Vec::new();
    }
    let now = ask.moment.today;
    let running = sprints.running(now);
    let left = running.map(|s| s.open_on(now.day_number()));
    let unit = unit(sprints);
    let mut tile =
        tile(&words::burn(), words::group(), unit.clone(), known(left, words::none_running));
    if let (Some(sprint), Some(left)) = (running, left) {
        let ideal = even(sprint, now);
        let scope = sprint.scope_on(now.day_number());
        let n_days = sprint.to.days_since(now);
        tile = tile.says(|| words::burn_says(&sprint.name, left, scope, &unit, n_days, ideal));
        tile.target = Some(ideal);
        tile.standing = if left <= ideal * 1.1 { Standing::Good } else { Standing::Watch };
        let each = days(sprint, now).into_iter();
        tile = tile.over(each.map(|day| (day, Some(sprint.open_on(day.day_number())))));
    }
    vec![tile.with(Vec::new())]
}

fn open(ask: &Ask<'_>, found: Found) -> Detail {
    let mut detail = found.open(&words::burn());
    let sprints = ask.sprints();
    let now = ask.moment.today;
    let Some(sprint) = sprints.running(now) else { return detail };
    let until = days(sprint, now);
    let over = |value: &dyn Fn(&Sprint<'_>, i64) -> f64| {
        let each = until.iter().map(|d| point(day_x(*d), Some(value(sprint, d.day_number()))));
        each.collect::<Vec<_>>()
    };
    let start = sprint.from.plus_days(-1);
    let ends = [(start, sprint.committed()), (sprint.to, 0.0)];
    let ideal = ends.map(|(day, y)| point(day_x(day), Some(y)));
    let down =
        vec![series(words::left(), over(&|s, day| s.open_on(day))), series(words::ideal(), ideal)];
    let up = vec![
        series(words::done(), over(&|s, day| s.done_on(day))),
        series(words::scope_line(), over(&|s, day| s.scope_on(day))),
    ];
    let y = || axis(words::left(), unit(sprints));
    let mut down = chart(ChartKind::Line, words::down_title(&sprint.name), days_axis(), y(), down);
    down.rules.push(upright(today(), day_x(now)));
    let y = axis(words::done(), unit(sprints));
    let mut up = chart(ChartKind::Line, words::up_title(&sprint.name), days_axis(), y, up);
    up.rules.push(upright(today(), day_x(now)));
    detail.charts = vec![down, up];
    super::velocity::notes(ask, &mut detail);
    detail.records = sprint.members.iter().map(|m| m.item.id.to_ref()).collect();
    detail
}
