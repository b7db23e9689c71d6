//! Free time behind the bars: nights where hours are seen, weekends and holidays where days are,
//! nothing where they would be a gray blur. It knows no calendar: whoever asks lends one.

use super::scale::Scale;
use super::{day_of, minute_of};

/// Is a stretch of free time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shade {
    /// Where it starts.
    pub x: f64,
    /// How wide it is.
    pub width: f64,
}

/// The least width of a day in pixels at which free days are drawn.
const DAYS: f64 = 3.0;
/// The least width of a day in pixels at which free hours are drawn.
const HOURS: f64 = 240.0;

/// Gives the free time that is seen in a width. `shifts` gives the working time of a day (in days
/// since 1970-01-01) as minutes after midnight, in order; none means that the day is free.
pub fn shades(
    scale: &Scale,
    width: f64,
    mut shifts: impl FnMut(i64) -> Vec<(u16, u16)>,
) -> Vec<Shade> {
    let day = scale.day_width();
    if day < DAYS {
        return Vec::new();
    }
    let (first, last) = scale.seen(width);
    let mut free: Vec<(i64, i64)> = Vec::new();
    let mut add = |from: i64, to: i64| match free.last_mut() {
        Some(before) if before.1 == from => before.1 = to,
        _ if from < to => free.push((from, to)),
        _ => {}
    };
    for number in day_of(first)..=day_of(last) {
        let (midnight, next) = (minute_of(number), minute_of(number + 1));
        let shifts = shifts(number);
        if shifts.is_empty() {
            add(midnight, next);
        } else if day >= HOURS {
            let mut at = midnight;
            for (from, to) in shifts {
                add(at, midnight + i64::from(from));
                at = at.max(midnight + i64::from(to));
            }
            add(at, next);
        }
    }
    let shade = |(from, to): (i64, i64)| {
        let x = scale.x(from);
        Shade { x, width: scale.x(to) - x }
    };
    free.into_iter().map(shade).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn office(day: i64) -> Vec<(u16, u16)> {
        // 1970-01-01 was a Thursday.
        if (day + 3).rem_euclid(7) < 5 { vec![(540, 720), (780, 1_020)] } else { Vec::new() }
    }

    /// Monday, 4 May 2026.
    const MONDAY: i64 = 20_577;

    #[test]
    fn weekends_are_one_shade_each_and_vanish_from_afar() {
        let scale = Scale::new(minute_of(MONDAY) as f64, 144.0);
        let week = Shade { x: 50.0, width: 20.0 };
        assert_eq!(shades(&scale, 100.0, office), [week]);
        assert_eq!(shades(&Scale::new(0.0, 600.0), 100.0, office), []);
    }

    #[test]
    fn nights_and_breaks_are_shaded_where_hours_are_seen() {
        let scale = Scale::new(minute_of(MONDAY) as f64, 2.0);
        let seen = shades(&scale, 719.0, office);
        let shade = |x, width| Shade { x, width };
        assert_eq!(seen, [shade(0.0, 270.0), shade(360.0, 30.0), shade(510.0, 210.0)]);
    }
}
