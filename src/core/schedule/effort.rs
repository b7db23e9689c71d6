//! Duration, work and units: each from the other two. This module knows no date and no calendar.
//!
//! `work = duration × units`, where units are percent of full time summed over everybody assigned
//! (Microsoft Project, "effort-driven scheduling": fixed units, fixed duration, fixed work).

use crate::model::Sizing;

/// Holds the three sizes of a task.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effort {
    /// How long it takes, in working minutes.
    pub duration: i64,
    /// How much work it is, in minutes of one person.
    pub work: i64,
    /// How much of how many people, in percent of one: 150 is one and a half.
    pub units: f64,
}

/// Names one of the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// The duration.
    Duration,
    /// The work.
    Work,
    /// The units.
    Units,
}

/// Gives the duration of work that is done with so many units; `None` without any.
pub fn duration_of(work: i64, units: f64) -> Option<i64> {
    let minutes = work as f64 * 100.0 / units;
    (units > 0.0 && minutes.is_finite()).then_some(minutes.round() as i64)
}

/// Gives the work that so many units do in a duration.
pub fn work_of(duration: i64, units: f64) -> i64 {
    (duration as f64 * units / 100.0).round() as i64
}

/// Gives the units that do some work in a duration; `None` in no time.
pub fn units_of(work: i64, duration: i64) -> Option<f64> {
    (duration > 0).then(|| work as f64 * 100.0 / duration as f64)
}

/// Keeps the three in balance after one of them changed: the task's sizing says which of the
/// others stays. What cannot be computed stays as it is.
///
/// | | duration changed | work changed | units changed |
/// |---|---|---|---|
/// | fixed units | work follows | duration follows | duration follows |
/// | fixed duration | work follows | units follow | work follows |
/// | fixed work | units follow | duration follows | duration follows |
pub fn balance(sizing: &Sizing, changed: Size, effort: Effort) -> Effort {
    let Effort { duration, work, units } = effort;
    let follows = match (sizing, changed) {
        (Sizing::FixedDuration, Size::Work) | (Sizing::FixedWork, Size::Duration) => Size::Units,
        (Sizing::FixedDuration, _) | (_, Size::Duration) => Size::Work,
        _ => Size::Duration,
    };
    match follows {
        Size::Duration => {
            Effort { duration: duration_of(work, units).unwrap_or(duration), ..effort }
        }
        Size::Work => Effort { work: work_of(duration, units), ..effort },
        Size::Units => Effort { units: units_of(work, duration).unwrap_or(units), ..effort },
    }
}

/// Is one person's share of a task.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Percent of the person's time.
    pub units: f64,
    /// Work that is theirs alone, in minutes.
    pub work: Option<i64>,
}

/// Gives how long each share of a task takes, in working minutes of who has it.
///
/// A duration that is set is that of everybody. Without one, a share with work of its own takes
/// that work by its units, and the others share the rest of the task's work so that they finish
/// together. `None` where nothing says how long it takes.
pub fn minutes_of(duration: Option<i64>, work: Option<i64>, shares: &[Share]) -> Option<Vec<i64>> {
    if let Some(duration) = duration {
        return Some(shares.iter().map(|_| duration).collect());
    }
    let own: i64 = shares.iter().filter_map(|s| s.work).fold(0, i64::saturating_add);
    let open: f64 = shares.iter().filter(|s| s.work.is_none()).map(|s| s.units).sum();
    let rest = work.and_then(|work| duration_of(work.saturating_sub(own).max(0), open));
    let each = |share: &Share| match share.work {
        Some(work) => duration_of(work, share.units),
        None => rest.or((own > 0).then_some(0)),
    };
    shares.iter().map(each).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sizing: Sizing, changed: Size, given: (i64, i64, f64), wanted: (i64, i64, f64)) {
        let [given, wanted] =
            [given, wanted].map(|(duration, work, units)| Effort { duration, work, units });
        assert_eq!(balance(&sizing, changed, given), wanted, "{sizing:?} {changed:?}");
    }

    #[test]
    fn the_two_that_do_not_follow_stay() {
        check(Sizing::FixedUnits, Size::Duration, (960, 480, 100.0), (960, 960, 100.0));
        check(Sizing::FixedUnits, Size::Work, (480, 960, 200.0), (480, 960, 200.0));
        check(Sizing::FixedUnits, Size::Units, (480, 480, 50.0), (960, 480, 50.0));
        check(Sizing::FixedDuration, Size::Work, (480, 240, 100.0), (480, 240, 50.0));
        check(Sizing::FixedDuration, Size::Units, (480, 480, 50.0), (480, 240, 50.0));
        check(Sizing::FixedWork, Size::Duration, (240, 480, 100.0), (240, 480, 200.0));
        check(Sizing::FixedWork, Size::Units, (480, 480, 0.0), (480, 480, 0.0));
    }

    #[test]
    fn shares_without_work_of_their_own_finish_together() {
        let share = |units, work| Share { units, work };
        let all = [share(100.0, None), share(50.0, None), share(50.0, Some(120))];
        assert_eq!(minutes_of(None, Some(1_020), &all), Some(vec![600, 600, 240]));
        assert_eq!(minutes_of(Some(480), Some(1_020), &all), Some(vec![480; 3]));
        assert_eq!(minutes_of(None, None, &[share(100.0, None)]), None);
        assert_eq!(minutes_of(None, Some(60), &[share(0.0, None)]), None);
    }
}
