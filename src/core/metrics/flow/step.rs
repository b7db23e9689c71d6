//! Time in status: where finished items spent their days.

use rustc_hash::FxHashMap;

use super::words::{self, Title};
use super::{LENSES, Zone};
use crate::metrics::ask::{Ask, Found, Source};
use crate::metrics::make::*;
use crate::metrics::report::{ChartKind, Detail, Period, Unit};
use crate::metrics::stat::ratio;
use crate::model::Status;
use crate::model::id::Id;
use crate::model::time::DAY_MS;
use crate::sort;

/// Time in status on the page.
pub const SOURCE: Source = Source { lenses: LENSES, find, open };

/// Is the time that items spent in one status.
struct Spent {
    status: Id<Status>,
    zone: Zone,
    ms: i64,
    n_items: usize,
}

impl Spent {
    fn mean(&self) -> Option<f64> {
        ratio(self.ms as f64 / DAY_MS as f64, self.n_items as f64)
    }
}

/// Sums the stays of the items finished in a period by status, in the order of the workflow.
fn spent(ask: &Ask<'_>, period: Period) -> Vec<Spent> {
    let flow = ask.flow();
    let mut places: FxHashMap<Id<Status>, usize> = FxHashMap::default();
    let mut out: Vec<Spent> = Vec::new();
    for line in flow.finished_in(period) {
        let stays = flow.stays_of(line);
        for (at, stay) in stays.iter().enumerate().filter(|(_, s)| s.seen && !s.zone.is_closed()) {
            let place = *places.entry(stay.status).or_insert_with(|| {
                out.push(Spent { status: stay.status, zone: stay.zone, ms: 0, n_items: 0 });
                out.len() - 1
            });
            let first = stays.iter().take(at).all(|s| s.status != stay.status || !s.seen);
            if let Some(sum) = out.get_mut(place) {
                sum.ms += stay.until.ms() - stay.from.ms();
                sum.n_items += usize::from(first);
            }
        }
    }
    sort::by(&mut out, |a, b| {
        let rank = |s: &Spent| ask.model.find(s.status).map(|s| s.rank.clone());
        a.zone.cmp(&b.zone).then_with(|| rank(a).cmp(&rank(b))).then(a.status.cmp(&b.status))
    });
    out
}

fn longest(all: &[Spent]) -> Option<&Spent> {
    let going = all.iter().filter(|s| s.zone.is_going());
    going.reduce(|a, b| if b.mean() > a.mean() { b } else { a })
}

fn find(ask: &Ask<'_>) -> Vec<Found> {
    let now = spent(ask, ask.period);
    let most = longest(&now);
    let value = most.and_then(Spent::mean);
    let same = |s: &Spent| most.is_some_and(|m| m.status == s.status);
    let before = spent(ask, ask.before).iter().find(|s| same(s)).and_then(Spent::mean);
    let says = || {
        let name = most.map(|m| ask.model.title_of(m.status.to_ref())).unwrap_or_default();
        words::step_says(&name, value.unwrap_or_default(), most.map_or(0, |m| m.n_items))
    };
    let tile = tile(&words::step(), words::group(), Unit::Days, known(value, words::none_finished))
        .says(says)
        .against(before, Better::Down);
    vec![tile.with(Vec::new())]
}

fn open(ask: &Ask<'_>, found: Found) -> Detail {
    let about = words::step();
    let mut detail = found.open(&about);
    let all = spent(ask, ask.period);
    let names = all.iter().map(|s| ask.model.title_of(s.status.to_ref())).collect();
    let points = all.iter().enumerate().map(|(n, s)| point(n as f64, s.mean()));
    let x = names_axis(words::status(), names);
    let title = words::title(about.name, Title::ByStatus);
    let bars = vec![series(crate::metrics::words::mean(), points)];
    let y = axis(crate::metrics::words::mean(), Unit::Days);
    detail.charts = vec![chart(ChartKind::Bar, title, x, y, bars)];
    super::throughput::notes(ask.flow(), ask.period, &mut detail);
    let finished = ask.flow().finished_in(ask.period);
    detail.records = finished.map(|l| l.item.id.to_ref()).collect();
    detail
}
