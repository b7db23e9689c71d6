//! The way of each item through the statuses, read once per question. It knows no formula.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::days_between;
use crate::metrics::ask::Ask;
use crate::metrics::report::{Counting, Period};
use crate::model::id::Id;
use crate::model::time::{DAY_MS, Date, Time};
use crate::model::{Category, Item, ItemKind, Move, Status};
use crate::sort;

/// Is what a status means for flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Zone {
    /// Not committed to, or of a category that this version does not know.
    Backlog,
    /// Committed to, not started.
    Ready,
    /// Being worked on.
    Active,
    /// Started, waiting for somebody.
    Waiting,
    /// Finished.
    Done,
    /// Given up.
    Cancelled,
}

impl Zone {
    /// Lists them in the order of a workflow.
    pub const ALL: [Zone; 6] =
        [Zone::Backlog, Zone::Ready, Zone::Active, Zone::Waiting, Zone::Done, Zone::Cancelled];

    /// Gives the zone of a category.
    pub fn of(category: &Category) -> Zone {
        match category {
            Category::Backlog | Category::Other(_) => Zone::Backlog,
            Category::Ready => Zone::Ready,
            Category::Active => Zone::Active,
            Category::Waiting => Zone::Waiting,
            Category::Done => Zone::Done,
            Category::Cancelled => Zone::Cancelled,
        }
    }

    /// Tells whether work in it is in progress.
    pub fn is_going(self) -> bool {
        matches!(self, Zone::Active | Zone::Waiting)
    }

    /// Tells whether work in it has ended.
    pub fn is_closed(self) -> bool {
        matches!(self, Zone::Done | Zone::Cancelled)
    }
}

/// Is one stay of an item in a status. Days are numbers since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stay {
    /// The status.
    pub status: Id<Status>,
    /// What it means.
    pub zone: Zone,
    /// When it came, or since when it is known to be there.
    pub from: Time,
    /// When it left; now where it is still there.
    pub until: Time,
    /// The day on which it came, or since which it is known to be there.
    pub first: i64,
    /// The day on which it left; `None` where it is still there.
    pub left: Option<i64>,
    /// Whether its coming was seen.
    pub seen: bool,
}

/// Is the way of one item.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// The item.
    pub item: &'a Item,
    /// Where its stays lie in [`Flow::stays`].
    pub stays: Range<usize>,
    /// Where it stands now.
    pub zone: Zone,
    /// The day on which it was created.
    pub created: Option<i64>,
    /// The day on which it was first seen coming into work.
    pub started: Option<i64>,
    /// The day on which it was finished, for one that is done.
    pub finished: Option<i64>,
    /// The moment of that.
    pub finished_at: Option<Time>,
}

/// Is the status history of the items that a question looks at.
#[derive(Debug, Clone, Default)]
pub struct Flow<'a> {
    /// The items in the order of their ids, without milestones.
    pub lines: Vec<Line<'a>>,
    /// All stays, those of an item together in the order of time.
    pub stays: Vec<Stay>,
    /// The first day that any history tells of.
    pub told_since: Option<i64>,
    /// The first day on which the status of every item that could be in progress is known.
    pub whole_since: i64,
    /// The first day from which on every finish is known.
    pub finishes_since: i64,
    /// How many done items do not say when they were finished.
    pub n_unknown_finish: usize,
    /// How many items in progress do not say when they were started.
    pub n_unknown_start: usize,
}

/// Reads histories with the same clock and the same statuses.
struct Reader {
    zones: FxHashMap<Id<Status>, Zone>,
    now: Time,
    today: i64,
}

impl<'a> Flow<'a> {
    /// Reads the history of all items of a question in one pass.
    pub fn read(ask: &Ask<'a>) -> Flow<'a> {
        Flow::of(ask, ask.items())
    }

    /// Reads the history of some items in one pass.
    pub fn of(ask: &Ask<'a>, items: impl Iterator<Item = &'a Item>) -> Flow<'a> {
        let zones = ask.model.statuses.iter().map(|s| (s.id, Zone::of(&s.category))).collect();
        let today = ask.moment.today.day_number();
        let reader = Reader { zones, now: ask.moment.now, today };
        let mut flow = Flow { whole_since: i64::MIN, finishes_since: i64::MIN, ..Flow::default() };
        let items: Vec<&Item> = items.filter(|item| item.kind != ItemKind::Milestone).collect();
        flow.lines.reserve(items.len());
        // Each move ends a stay, and the last one goes on.
        flow.stays.reserve(items.iter().map(|item| item.moves.len() + 1).sum());
        for item in items {
            reader.read(item, &mut flow);
        }
        flow
    }

    /// Gives the stays of an item in the order of time.
    pub fn stays_of(&self, line: &Line<'_>) -> &[Stay] {
        self.stays.get(line.stays.clone()).unwrap_or_default()
    }

    /// Walks the items that were finished in a period.
    pub fn finished_in(&self, period: Period) -> impl Iterator<Item = &Line<'a>> {
        let (from, to) = (period.from.day_number(), period.to.day_number());
        self.lines.iter().filter(move |l| l.finished.is_some_and(|day| from <= day && day <= to))
    }

    /// Tells whether history speaks of the whole of a period.
    pub fn tells_of(&self, period: Period) -> bool {
        self.told_since.is_some_and(|since| since <= period.from.day_number())
    }

    /// Tells whether no finish in a period can be missing.
    pub fn knows_finishes_in(&self, period: Period) -> bool {
        self.tells_of(period) && self.finishes_since <= period.from.day_number()
    }

    /// Tells whether what was in progress is known for the whole of a period.
    pub fn is_whole_in(&self, period: Period) -> bool {
        self.tells_of(period) && self.whole_since <= period.from.day_number()
    }

    /// Gives the first day for which what was in progress is known.
    pub fn whole_from(&self) -> Option<Date> {
        self.told_since.map(|since| Date::from_day_number(since.max(self.whole_since)))
    }
}

impl Line<'_> {
    /// Gives the days from start to finish, where both are known.
    pub fn cycle(&self, counting: Counting) -> Option<f64> {
        Some(days_between(self.started?, self.finished?, counting))
    }

    /// Gives the days from creation to finish, where both are known.
    pub fn lead(&self, counting: Counting) -> Option<f64> {
        Some(days_between(self.created?, self.finished?, counting))
    }

    /// Tells whether it is in progress and on a board.
    pub fn is_going(&self) -> bool {
        self.zone.is_going() && self.item.archived.is_none()
    }
}

impl Reader {
    fn zone(&self, status: Id<Status>) -> Zone {
        self.zones.get(&status).copied().unwrap_or(Zone::Backlog)
    }

    /// Gives the day of an instant; nothing happens after today.
    fn day(&self, at: Time) -> i64 {
        at.ms().div_euclid(DAY_MS).min(self.today)
    }

    fn read<'a>(&self, item: &'a Item, flow: &mut Flow<'a>) {
        let start = flow.stays.len();
        let mut sorted: Vec<Move>;
        let moves = if item.moves.is_sorted_by_key(|m| m.at) {
            item.moves.as_slice()
        } else {
            sorted = item.moves.clone();
            sort::by_key(&mut sorted, |m| m.at);
            &sorted
        };
        // What came before the first move: known from a moment on, or from the creation.
        let since = item.known_from.or(item.created);
        match (moves.first(), since) {
            (Some(Move { at, from: Some(status), .. }), Some(since)) if since < *at => {
                self.stay(flow, *status, since, item.known_from.is_none());
            }
            // Work that was started or ended must have moved: when, nobody wrote down.
            (None, None) => self.stay(flow, item.status, self.now, false),
            (None, Some(since)) => {
                let stood = self.zone(item.status) <= Zone::Ready;
                let since = item.known_from.or(Some(since).filter(|_| stood));
                let seen = stood && item.known_from.is_none();
                self.stay(flow, item.status, since.unwrap_or(self.now), seen);
            }
            _ => {}
        }
        for step in moves {
            self.leave(flow, start, step.at);
            self.stay(flow, step.to, step.at, true);
        }
        // A history that ends elsewhere than the item stands was cut: it is there as of now.
        let told = moves.last().is_none_or(|m| m.to == item.status);
        let end = item.archived.filter(|_| !self.zone(item.status).is_closed());
        if !told {
            self.leave(flow, start, self.now);
            self.stay(flow, item.status, self.now, false);
        }
        if let Some(end) = end {
            self.leave(flow, start, end);
        }
        let created =
            item.created.or_else(|| moves.first().filter(|m| m.from.is_none()).map(|m| m.at));
        self.line(item, start, told, created, flow);
    }

    fn line<'a>(
        &self,
        item: &'a Item,
        start: usize,
        told: bool,
        created: Option<Time>,
        flow: &mut Flow<'a>,
    ) {
        let zone = self.zone(item.status);
        let stays = flow.stays.get(start..).unwrap_or_default();
        let started = stays.iter().find(|s| s.zone.is_going()).filter(|s| s.seen);
        // Steps between two done statuses do not finish it again.
        let from_done = stays.iter().rposition(|s| s.zone != Zone::Done).map_or(0, |at| at + 1);
        let finish = stays.get(from_done).filter(|s| told && zone == Zone::Done && s.seen);
        let started = started.map(|s| s.first);
        let line = Line {
            item,
            stays: start..flow.stays.len(),
            zone,
            created: created.map(|at| self.day(at)),
            started: started.filter(|day| finish.is_none_or(|f| *day <= f.first)),
            finished: finish.map(|s| s.first),
            finished_at: finish.map(|s| s.from),
        };
        if let Some(first) = stays.first() {
            flow.told_since = Some(flow.told_since.map_or(first.first, |d| d.min(first.first)));
        }
        // Before the edge of a known history, the item may have been in progress.
        let edge = stays.first().filter(|s| !s.seen && s.zone > Zone::Ready).map(|s| s.first);
        let edge = edge.or(item.known_from.map(|at| self.day(at)).filter(|_| zone > Zone::Ready));
        if let Some(edge) = edge.filter(|edge| line.created.is_none_or(|day| day < *edge)) {
            flow.whole_since = flow.whole_since.max(edge);
        }
        if zone == Zone::Done && line.finished.is_none() {
            flow.n_unknown_finish += 1;
            // It was finished on the day from which its history is known, or before.
            let last = item.known_from.map_or(self.today, |at| self.day(at));
            flow.finishes_since = flow.finishes_since.max(last + 1);
        }
        flow.n_unknown_start += usize::from(line.is_going() && line.started.is_none());
        flow.lines.push(line);
    }

    fn stay(&self, flow: &mut Flow<'_>, status: Id<Status>, from: Time, seen: bool) {
        let zone = self.zone(status);
        let first = self.day(from);
        let until = self.now.max(from);
        flow.stays.push(Stay { status, zone, from, until, first, left: None, seen });
    }

    fn leave(&self, flow: &mut Flow<'_>, start: usize, at: Time) {
        if let Some(last) = flow.stays.get_mut(start..).and_then(<[Stay]>::last_mut) {
            last.until = at.max(last.from);
            last.left = Some(self.day(at).max(last.first));
        }
    }
}
