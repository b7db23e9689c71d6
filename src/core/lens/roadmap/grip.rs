//! What pulling at a bar asks of the plan: by pointer, key and dialog alike. It knows no pixel.

use serde_json::Value as Json;

use super::{Mark, Row};
use crate::model::Item;
use crate::model::id::{Id, Ref};
use crate::model::time::WorkMinutes;
use crate::replan::PlanChange;
use crate::schedule::Moment;

/// Minutes in a day.
const DAY: i64 = 1_440;

/// Names the part of a bar that is pulled at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grip {
    /// The bar as a whole.
    Whole,
    /// Its start; its finish stays.
    Start,
    /// Its finish; its start stays.
    Finish,
}

/// Gives the first minute of a row's bar and the one after its last, in whole days if `whole`.
/// Nothing where it is not planned.
pub fn span(row: &Row, whole: bool) -> Option<(i64, i64)> {
    let (start, finish) = (row.start?, row.finish?);
    if row.is(Mark::Milestone) {
        return Some((finish.minutes(), finish.minutes()));
    }
    if whole { Some(days((start, finish))) } else { Some((start.minutes(), finish.minutes())) }
}

/// Widens a span to whole days.
pub fn days((start, finish): (Moment, Moment)) -> (i64, i64) {
    let from = Moment::start_of(start.date()).minutes();
    (from, Moment::end_of(finish.finish_date()).minutes().max(from + DAY))
}

/// Gives where a bar would be, as far as can be said without the plan: pulled by so many days.
pub fn pulled((from, to): (i64, i64), grip: Grip, by: i64) -> (i64, i64) {
    let by = by.saturating_mul(DAY);
    match grip {
        Grip::Whole => (from + by, to + by),
        Grip::Start => ((from + by).min(to - DAY), to),
        Grip::Finish => (from, (to + by).max(from + DAY)),
    }
}

/// Gives what pulling at a row's bar by so many days asks for; with the whole bar the others that
/// are selected go along. Nothing where there is nothing to move.
pub fn pull(row: &Row, others: &[Ref], grip: Grip, by: i64) -> Option<PlanChange> {
    let item = Id::<Item>::from_ref(row.at?)?;
    if by == 0 {
        return None;
    }
    if grip == Grip::Whole {
        let mut items: Vec<Id<Item>> = others.iter().filter_map(|at| Id::from_ref(*at)).collect();
        if !items.contains(&item) {
            items = vec![item];
        }
        return Some(PlanChange::Shift { items, days: by });
    }
    let (start, due) = (row.start?.date(), row.finish?.finish_date());
    Some(match grip {
        Grip::Start => {
            PlanChange::Put { item, start: Some(start.plus_days(by).min(due)), due: Some(due) }
        }
        _ => PlanChange::Put { item, start: None, due: Some(due.plus_days(by).max(start)) },
    })
}

/// Gives what drawing from one minute to another on the row of an item asks for.
pub fn drawn(item: Id<Item>, from: i64, to: i64) -> PlanChange {
    let (first, last) = (Moment::from_minutes(from.min(to)), Moment::from_minutes(from.max(to)));
    PlanChange::Put { item, start: Some(first.date()), due: Some(last.date()) }
}

/// Gives how much of a bar lies before a minute, in percent and in steps of five.
pub fn done_at((from, to): (i64, i64), minute: i64) -> u8 {
    let length = (to - from).max(1) as f64;
    let share = ((minute - from) as f64 / length).clamp(0.0, 1.0);
    ((share * 20.0).round() * 5.0) as u8
}

/// Gives what saying how much is done asks for.
pub fn progress(items: &[Ref], percent: u8) -> PlanChange {
    let value = Json::from(percent.min(100));
    PlanChange::Set { at: items.to_vec(), field: "progress".to_owned(), value }
}

/// Gives what putting an item under another, or under none, asks for.
pub fn under(item: Ref, parent: Option<Ref>) -> PlanChange {
    let value = parent.map_or(Json::Null, |at| Json::String(at.id.to_string()));
    PlanChange::Set { at: vec![item], field: "parent".to_owned(), value }
}

/// Finds the row under which a row goes when it is made part of the one above: the nearest before
/// it that is as deep.
pub fn above(rows: &[Row], idx: usize) -> Option<&Row> {
    let depth = rows.get(idx)?.depth;
    let before = rows.get(..idx)?.iter().rev();
    before.take_while(|row| row.depth >= depth).find(|row| row.depth == depth)
}

/// Gives so many working days between two items as a lag; half days count.
pub fn lag(days: f64, per_day: i64) -> WorkMinutes {
    let per_day = if per_day > 0 { per_day } else { 480 };
    WorkMinutes((days.clamp(-10_000.0, 10_000.0) * per_day as f64).round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;
    use crate::model::id::RawId;
    use crate::model::time::Date;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn row(start: &str, due: &str) -> Row {
        Row {
            at: Some(Ref { kind: Kind::Item, id: RawId(7) }),
            start: Some(Moment::at(day(start), 540)),
            finish: Some(Moment::at(day(due), 1_020)),
            ..Row::default()
        }
    }

    #[test]
    fn a_bar_fills_its_days() {
        let row = row("2026-05-04", "2026-05-05");
        let from = Moment::start_of(day("2026-05-04")).minutes();
        assert_eq!(span(&row, true), Some((from, from + 2 * DAY)));
        assert_eq!(span(&row, false), Some((from + 540, from + DAY + 1_020)));
        assert_eq!(span(&Row::default(), true), None);
    }

    #[test]
    fn pulling_moves_resizes_and_never_turns_a_bar_around() {
        let row = row("2026-05-04", "2026-05-05");
        let item = Id::new(RawId(7));
        let put = |start: Option<&str>, due: &str| {
            Some(PlanChange::Put { item, start: start.map(day), due: Some(day(due)) })
        };
        assert_eq!(pull(&row, &[], Grip::Whole, 0), None);
        let shift = PlanChange::Shift { items: vec![item], days: -3 };
        assert_eq!(pull(&row, &[], Grip::Whole, -3), Some(shift));
        assert_eq!(pull(&row, &[], Grip::Start, -1), put(Some("2026-05-03"), "2026-05-05"));
        assert_eq!(pull(&row, &[], Grip::Start, 9), put(Some("2026-05-05"), "2026-05-05"));
        assert_eq!(pull(&row, &[], Grip::Finish, 2), put(None, "2026-05-07"));
        assert_eq!(pull(&row, &[], Grip::Finish, -9), put(None, "2026-05-04"));
        assert_eq!(pulled((0, 2 * DAY), Grip::Start, 9), (DAY, 2 * DAY));
        assert_eq!(pulled((0, 2 * DAY), Grip::Finish, -9), (0, DAY));
    }

    #[test]
    fn what_is_done_comes_in_steps_of_five() {
        for (minute, percent) in [(-5, 0), (0, 0), (51, 5), (500, 50), (2_000, 100)] {
            assert_eq!(done_at((0, 1_000), minute), percent, "{minute}");
        }
        assert_eq!(done_at((5, 5), 5), 0);
    }

    #[test]
    fn the_row_above_is_the_nearest_as_deep() {
        let deep = |depth| Row { depth, wbs: depth.to_string(), ..Row::default() };
        let rows = [deep(0), deep(1), deep(2), deep(1), deep(0)];
        let found = |idx| above(&rows, idx).map(|row| row.depth);
        assert_eq!((found(3), found(1), found(4), found(0)), (Some(1), None, Some(0), None));
    }
}
