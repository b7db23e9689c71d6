//! Which rows are seen, and which links touch them. It knows nothing of what is in a row.

use std::ops::Range;

/// Is the rows that are drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct RowWindow {
    /// Their indexes.
    pub rows: Range<usize>,
    /// Where the first of them begins, from the top of all.
    pub top: f64,
    /// How high all rows are together.
    pub height: f64,
}

/// Gives the rows that are seen from `top` on in a height, and so many more on each side.
pub fn window(n: usize, row: f64, top: f64, height: f64, more: usize) -> RowWindow {
    let row = row.max(1.0);
    let first = (top.max(0.0) / row).floor() as usize;
    let last = ((top + height).max(0.0) / row).ceil() as usize;
    let rows = first.saturating_sub(more).min(n)..last.saturating_add(more).min(n);
    let rows = rows.start..rows.end.max(rows.start);
    RowWindow { top: rows.start as f64 * row, height: n as f64 * row, rows }
}

/// Gives the index of the row at a distance from the top of all.
pub fn row_at(n: usize, row: f64, y: f64) -> Option<usize> {
    let at = (y / row.max(1.0)).floor();
    (at >= 0.0).then_some(at as usize).filter(|at| *at < n)
}

/// Tells whether a link between two rows is seen among some rows: it ends there or passes through.
pub fn meets(rows: &Range<usize>, from: u32, to: u32) -> bool {
    let (low, high) = (from.min(to) as usize, from.max(to) as usize);
    low < rows.end && high >= rows.start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_in_sight_and_some_more_are_drawn() {
        let seen = window(10_000, 32.0, 3_200.0, 640.0, 4);
        assert_eq!((seen.rows, seen.top, seen.height), (96..124, 3_072.0, 320_000.0));
        assert_eq!(window(3, 32.0, 0.0, 640.0, 4).rows, 0..3);
        assert_eq!(window(3, 32.0, 9_000.0, 640.0, 4).rows, 3..3);
        assert_eq!(window(0, 32.0, -50.0, 640.0, 4).rows, 0..0);
    }

    #[test]
    fn links_through_the_window_are_drawn_too() {
        let rows = 10..20;
        let cases = [((0, 30), true), ((15, 2), true), ((0, 9), false), ((20, 25), false)];
        for ((from, to), seen) in cases {
            assert_eq!(meets(&rows, from, to), seen, "{from} {to}");
        }
        assert_eq!(row_at(5, 32.0, 70.0), Some(2));
        assert_eq!(row_at(2, 32.0, 70.0), None);
        assert_eq!(row_at(2, 32.0, -1.0), None);
    }
}
