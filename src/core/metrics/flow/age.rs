//! Work-item age, and the work that gets old against what the team is used to.

use rustc_hash::FxHashMap;

use super::words::{self, Title};
use super::{LENSES, Line, SHARES, days_between};
use crate::metrics::ask::{Ask, Found, Source};
use crate::metrics::make::*;
use crate::metrics::report::*;
use crate::metrics::stat::Sample;
use crate::metrics::words::percentile;
use crate::model::Status;
use crate::model::id::Id;
use crate::sort;

/// Age on the page.
pub const SOURCE: Source = Source { lenses: LENSES, find, open };

/// How many cycle times are needed to call anything old.
const LEAST: usize = 10;
/// How many old items are named in signals.
const NAMED: usize = 3;

/// Lists the items in progress with their age, oldest first.
fn ages<'f, 'a>(ask: &'f Ask<'a>) -> Vec<(f64, &'f Line<'a>)> {
    let today = ask.moment.today.day_number();
    let going = ask.flow().lines.iter().filter(|l| l.is_going());
    let age = |l: &'f Line<'a>| Some((days_between(l.started?, today, ask.question.counting), l));
    let mut all: Vec<_> = going.filter_map(age).collect();
    sort::by(&mut all, |a, b| b.0.total_cmp(&a.0));
    all
}

/// Gives the cycle times that age is measured by.
fn usual(ask: &Ask<'_>) -> Option<Sample> {
    let both = Period { from: ask.before.from, to: ask.period.to };
    let times = ask.flow().finished_in(both).filter_map(|l| l.cycle(ask.question.counting));
    Some(Sample::new(times)).filter(|sample| sample.len() >= LEAST)
}

fn find(ask: &Ask<'_>) -> Vec<Found> {
    let ages = ages(ask);
    let sample = Sample::new(ages.iter().map(|a| a.0));
    let oldest = sample.max().unwrap_or_default();
    let median = known(sample.median(), words::none_going);
    let age = tile(&words::age(), words::group(), Unit::Days, median)
        .says(|| words::age_says(sample.median().unwrap_or_default(), oldest, sample.len()));
    let usual = usual(ask);
    let limit = usual.as_ref().and_then(|u| u.percentile(0.85));
    let old: Vec<_> = ages.iter().filter(|a| limit.is_some_and(|l| a.0 > l)).collect();
    let value = limit.map(|_| old.len() as f64);
    let unit = count("item", "items");
    let mut ageing =
        tile(&words::ageing(), words::group(), unit, known(value, words::nothing_to_age_by))
            .says(|| words::ageing_says(old.len(), limit.unwrap_or_default()));
    if value.is_some() {
        ageing.standing = if old.is_empty() { Standing::Good } else { Standing::Watch };
    }
    let signals = old.iter().take(NAMED).map(|(age, line)| {
        let below = usual.as_ref().and_then(|u| u.share_at_most(*age)).unwrap_or_default();
        let key = ask.model.key_of(line.item);
        Signal {
            key: words::ageing().key.to_owned(),
            standing: if below >= 0.95 { Standing::Bad } else { Standing::Watch },
            sentence: words::ageing_signal(&key, &line.item.title, *age, below),
            records: vec![line.item.id.to_ref()],
        }
    });
    let signals = signals.collect();
    vec![age.with(Vec::new()), ageing.with(signals)]
}

fn open(ask: &Ask<'_>, found: Found) -> Detail {
    let about = if found.tile.key == words::age().key { words::age() } else { words::ageing() };
    let mut detail = found.open(&about);
    let ages = ages(ask);
    let mut statuses: Vec<&Status> =
        ages.iter().filter_map(|(_, l)| ask.model.find(l.item.status)).collect::<Vec<_>>();
    sort::by(&mut statuses, |a, b| (&a.category, &a.rank, a.id).cmp(&(&b.category, &b.rank, b.id)));
    statuses.dedup_by_key(|s| s.id);
    let places: FxHashMap<Id<Status>, f64> =
        statuses.iter().enumerate().map(|(n, s)| (s.id, n as f64)).collect();
    let mut points: Vec<Point> = ages
        .iter()
        .map(|(age, l)| {
            let x = places.get(&l.item.status).copied().unwrap_or_default();
            record_point(x, *age, l.item.id.to_ref())
        })
        .collect();
    sort::by(&mut points, |a, b| a.x.total_cmp(&b.x));
    let x = names_axis(words::status(), statuses.iter().map(|s| s.name.clone()).collect());
    let y = axis(words::age_axis(), Unit::Days);
    let lines = vec![series(words::age_axis(), points)];
    let title = words::title(&words::age_axis(), Title::ByStatus);
    let mut scatter = chart(ChartKind::Scatter, title, x, y, lines);
    if let Some(usual) = usual(ask) {
        let rule = |s: &f64| Some(level(percentile(*s), usual.percentile(*s)?));
        scatter.rules = SHARES.iter().filter_map(rule).collect();
    } else {
        detail.notes.push(words::nothing_to_age_by());
    }
    detail.charts = vec![scatter];
    detail.notes.push(words::counted(ask.question.counting));
    if ask.flow().n_unknown_start > 0 {
        detail.notes.push(words::unknown_age(ask.flow().n_unknown_start));
    }
    detail.records = ages.iter().map(|(_, l)| l.item.id.to_ref()).collect();
    detail
}
