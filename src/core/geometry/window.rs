//! The arithmetic of a windowed list: which rows are near the viewport and which slot shows each.
//!
//! Knows neither what a row holds nor how it is drawn. All lengths share one unit, such as CSS pixels.

use std::ops::Range;

/// Returns the rows to keep mounted: those that touch the viewport and `overscan` more on each side.
///
/// `row` is the distance from one row's start to the next, its gap included. Values that make no
/// sense (no height, not a number) give an empty range; the result never leaves `0..n`.
pub fn window(scroll_top: f64, viewport: f64, row: f64, n: usize, overscan: usize) -> Range<usize> {
    if !(row > 0.0 && viewport > 0.0 && row.is_finite() && viewport.is_finite()) {
        return 0..0;
    }
    let last_top = (n as f64 * row - viewport).max(0.0);
    let top = if scroll_top.is_nan() { 0.0 } else { scroll_top.clamp(0.0, last_top) };
    let first = (top / row).floor() as usize;
    let end = ((top + viewport) / row).ceil() as usize;
    first.saturating_sub(overscan).min(n)..end.saturating_add(overscan).min(n)
}

/// Returns how many slots always suffice for [`window`] and one pinned row beside it.
pub fn pool(viewport: f64, row: f64, overscan: usize) -> usize {
    if !(row > 0.0 && viewport > 0.0 && row.is_finite() && viewport.is_finite()) {
        return 0;
    }
    let visible = (viewport / row).ceil() as usize + 1;
    visible.saturating_add(overscan.saturating_mul(2)).saturating_add(1)
}

/// Returns which row each slot shows, so that a row that stays in the window keeps its slot.
///
/// `pinned` is a row that keeps its slot even outside the window, such as the focused one. Slots
/// without a row are `None`. Rows that find no free slot are left out, which [`pool`] rules out.
pub fn assign(
    before: &[Option<usize>],
    slots: usize,
    rows: Range<usize>,
    pinned: Option<usize>,
    n: usize,
) -> Vec<Option<usize>> {
    let stays = |row: usize| rows.contains(&row) || (pinned == Some(row) && row < n);
    let mut after: Vec<Option<usize>> =
        before.iter().map(|row| row.filter(|r| stays(*r))).collect();
    after.resize(slots.max(before.len()), None);
    let held: Vec<usize> = after.iter().flatten().copied().collect();
    let mut missing = rows.filter(|row| !held.contains(row));
    for slot in after.iter_mut().filter(|slot| slot.is_none()) {
        match missing.next() {
            Some(row) => *slot = Some(row),
            None => break,
        }
    }
    after
}

/// Returns the slots that show a row, in the order of their rows.
pub fn reading_order(slots: impl Iterator<Item = Option<usize>>) -> Vec<usize> {
    let shown = slots.enumerate().filter_map(|(slot, row)| Some((row?, slot)));
    let mut shown: Vec<(usize, usize)> = shown.collect();
    shown.sort_unstable();
    shown.into_iter().map(|(_, slot)| slot).collect()
}

/// Returns the scroll position nearest to the present one that shows row `index` whole.
///
/// `margin` is kept free before and after the row where there is room for it.
pub fn reveal(scroll_top: f64, viewport: f64, row: f64, index: usize, margin: f64) -> f64 {
    let start = index as f64 * row;
    let lowest = start + row + margin - viewport;
    let highest = (start - margin).max(0.0);
    if lowest > highest || scroll_top > highest { highest } else { scroll_top.max(lowest) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_holds_what_is_seen_and_the_overscan() {
        let check = |(top, view, row, n, over), expected| {
            assert_eq!(window(top, view, row, n, over), expected, "{top} {view} {row} {n} {over}");
        };
        check((0.0, 100.0, 10.0, 1000, 0), 0..10);
        check((0.0, 100.0, 10.0, 1000, 3), 0..13);
        check((55.0, 100.0, 10.0, 1000, 0), 5..16);
        check((500.0, 100.0, 10.0, 1000, 2), 48..62);
        check((9900.0, 100.0, 10.0, 1000, 5), 985..1000);
        check((0.0, 100.0, 10.0, 3, 5), 0..3);
        check((0.0, 100.0, 10.0, 0, 5), 0..0);
    }

    #[test]
    fn a_scroll_beyond_the_end_shows_the_last_rows() {
        assert_eq!(window(1e9, 100.0, 10.0, 50, 1), 39..50);
        assert_eq!(window(-40.0, 100.0, 10.0, 50, 1), 0..11);
        assert_eq!(window(f64::INFINITY, 100.0, 10.0, 50, 0), 40..50);
    }

    #[test]
    fn sizes_that_make_no_sense_show_nothing() {
        for (view, row) in
            [(0.0, 10.0), (100.0, 0.0), (f64::NAN, 10.0), (100.0, f64::NAN), (-1.0, 2.0)]
        {
            assert_eq!(window(0.0, view, row, 10, 2), 0..0);
            assert_eq!(pool(view, row, 2), 0);
        }
        assert_eq!(window(f64::NAN, 100.0, 10.0, 50, 0), 0..10);
    }

    #[test]
    fn the_pool_holds_any_window_and_a_pinned_row() {
        for step in 0..2000 {
            let top = f64::from(step) * 3.7;
            let rows = window(top, 333.0, 17.5, 400, 4);
            assert!(rows.len() < pool(333.0, 17.5, 4), "at {top}");
        }
    }

    #[test]
    fn a_row_that_stays_in_the_window_keeps_its_slot() {
        let mut slots = assign(&[], 8, 0..6, None, 100);
        for top in 1..60 {
            let next = assign(&slots, 8, top..top + 6, None, 100);
            for (a, b) in slots.iter().zip(&next) {
                if let Some(row) = a.filter(|row| (top..top + 6).contains(row)) {
                    assert_eq!(*b, Some(row));
                }
            }
            let mut shown: Vec<usize> = next.iter().flatten().copied().collect();
            shown.sort_unstable();
            assert_eq!(shown, (top..top + 6).collect::<Vec<_>>());
            slots = next;
        }
    }

    #[test]
    fn a_pinned_row_keeps_its_slot_until_it_no_longer_exists() {
        let start = assign(&[], 8, 0..6, None, 100);
        let far = assign(&start, 8, 50..56, Some(2), 100);
        assert_eq!(far[2], Some(2));
        assert_eq!(far.iter().flatten().count(), 7);
        let gone = assign(&far, 8, 0..2, Some(2), 2);
        assert_eq!(gone.iter().flatten().count(), 2);
    }

    #[test]
    fn slots_read_in_the_order_of_their_rows() {
        let slots = [Some(7), None, Some(5), Some(6), None];
        assert_eq!(reading_order(slots.into_iter()), [2, 3, 0]);
        assert_eq!(reading_order([].into_iter()), [0; 0]);
    }

    #[test]
    fn revealing_scrolls_no_further_than_needed() {
        let check = |(top, index), expected| {
            assert_eq!(reveal(top, 100.0, 10.0, index, 0.0), expected, "{top} {index}");
        };
        check((0.0, 5), 0.0);
        check((0.0, 10), 10.0);
        check((200.0, 3), 30.0);
        check((200.0, 25), 200.0);
        assert_eq!(reveal(0.0, 5.0, 10.0, 3, 0.0), 30.0);
        assert_eq!(reveal(300.0, 100.0, 10.0, 0, 8.0), 0.0);
    }
}
