//! Bars, milestones and brackets of one row. It knows no row's meaning.

use std::fmt::Write;

use super::scale::Scale;

/// Is a bar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// Where it starts.
    pub x: f64,
    /// How wide it is; never narrower than what can be seen and hit.
    pub width: f64,
    /// How wide its done part is.
    pub done: f64,
}

/// The least width of a bar in pixels.
const LEAST: f64 = 3.0;

/// Places a bar between two minutes, with so many percent of it done. Nothing where it lies wholly
/// outside the width.
pub fn bar(scale: &Scale, (start, finish): (i64, i64), percent: u8, width: f64) -> Option<Bar> {
    let x = scale.x(start.min(finish));
    let bar = (scale.x(start.max(finish)) - x).max(LEAST);
    if x > width || x + bar < 0.0 {
        return None;
    }
    // What lies far outside is cut, because drawing breaks on huge numbers.
    let (from, to) = (x.max(-2_000.0), (x + bar).min(width + 2_000.0));
    let done = x + bar * f64::from(percent.min(100)) / 100.0;
    Some(Bar { x: from, width: to - from, done: (done.clamp(from, to) - from).max(0.0) })
}

/// Draws a milestone's diamond around a point, as a path; `size` is from its middle to a corner.
pub fn diamond(x: f64, y: f64, size: f64) -> String {
    let mut path = String::new();
    let _ = write!(
        path,
        "M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}Z",
        x,
        y - size,
        x + size,
        y,
        x,
        y + size,
        x - size,
        y
    );
    path
}

/// Draws the bracket of a summary, as a path: a bar of some thickness from `top`, with points at
/// its ends that reach down `drop` pixels.
pub fn bracket(x: f64, width: f64, top: f64, thick: f64, drop: f64) -> String {
    let foot = drop.min(width / 2.0);
    let (right, below) = (x + width, top + thick);
    let mut path = String::new();
    let _ = write!(
        path,
        "M{x:.1} {top:.1}L{right:.1} {top:.1}L{right:.1} {:.1}L{:.1} {below:.1}\
         L{:.1} {below:.1}L{x:.1} {:.1}Z",
        below + foot,
        right - foot,
        x + foot,
        below + foot
    );
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_seen_however_short_and_cut_however_long() {
        let scale = Scale::new(1_000_000.0, 60.0);
        let at = 1_000_000;
        let shown = bar(&scale, (at + 600, at + 1_200), 50, 500.0);
        assert_eq!(shown, Some(Bar { x: 10.0, width: 10.0, done: 5.0 }));
        assert_eq!(bar(&scale, (at, at), 100, 500.0).map(|b| b.width), Some(3.0));
        assert_eq!(bar(&scale, (at - 900, at - 600), 0, 500.0), None);
        assert_eq!(bar(&scale, (at + 60_000, at + 61_000), 0, 500.0), None);
        let long = bar(&scale, (0, at + 90_000_000), 0, 500.0).unwrap();
        assert_eq!((long.x, long.width), (-2_000.0, 4_500.0));
    }

    #[test]
    fn shapes_are_closed() {
        assert_eq!(diamond(10.0, 20.0, 5.0), "M10.0 15.0L15.0 20.0L10.0 25.0L5.0 20.0Z");
        assert!(bracket(0.0, 40.0, 2.0, 4.0, 6.0).ends_with('Z'));
        assert!(!bracket(0.0, 2.0, 2.0, 4.0, 6.0).contains('-'), "feet fit a short bracket");
    }
}
