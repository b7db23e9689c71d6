//! The arithmetic of a windowed list: which rows are near the viewport and which slot shows each.
//!
//! Knows neither what a row holds nor how it is drawn. All lengths share one unit, such as CSS pixels.

use std::ops::Range;

use crate::sort;

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

/// Returns which row each slot shows, so that a row that stays in the window keeps its slot.
///
/// `pinned` is a row that keeps its slot even outside the window, such as the focused one. Slots
/// without a row are `None`. There are at least `slots`, and never fewer than before; rows that find
/// no free slot are left out, which as many slots as there are rows in question rule out.
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

/// Returns the moves that put slots in the order of their rows, those without a row last: each slot
/// with the one before which it goes, `None` for the end, to be done one after the other.
///
/// `standing` holds the slots with their rows as they stand. `held` is a slot that must not move;
/// of the others as few as possible do.
pub fn reorder(
    standing: &[(usize, Option<usize>)],
    held: Option<usize>,
) -> Vec<(usize, Option<usize>)> {
    let mut wanted: Vec<(usize, usize, usize)> = (standing.iter().enumerate())
        .map(|(at, (slot, row))| (row.unwrap_or(usize::MAX), at, *slot))
        .collect();
    sort::sort(&mut wanted);
    // What stays is the heaviest part of the wanted order that stands in order already.
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(wanted.len());
    for (idx, (_, at, slot)) in wanted.iter().enumerate() {
        let own = if held == Some(*slot) { wanted.len() + 1 } else { 1 };
        let before = (0..idx).filter(|j| wanted.get(*j).is_some_and(|(_, other, _)| other < at));
        let before = before.max_by_key(|j| best.get(*j).map(|(weight, _)| *weight));
        let weight = before.and_then(|j| best.get(j)).map_or(0, |(weight, _)| *weight);
        best.push((weight + own, before));
    }
    let mut stays = vec![false; wanted.len()];
    let mut next = (0..best.len()).max_by_key(|idx| best.get(*idx).map(|(weight, _)| *weight));
    while let Some(idx) = next {
        if let Some(stays) = stays.get_mut(idx) {
            *stays = true;
        }
        next = best.get(idx).and_then(|(_, before)| *before);
    }
    let mut moves = Vec::new();
    let mut after = None;
    for ((_, _, slot), stays) in wanted.iter().zip(stays).rev() {
        if !stays {
            moves.push((*slot, after));
        }
        after = Some(*slot);
    }
    moves
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
        }
        assert_eq!(window(f64::NAN, 100.0, 10.0, 50, 0), 0..10);
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
    fn as_many_slots_as_rows_in_question_are_enough() {
        let mut slots = Vec::new();
        for step in 0..500 {
            let rows =
                window(f64::from(step * 7 % 300) * 90.0, 333.0, 17.5, 400, step as usize % 5);
            let pinned = (step % 3 == 0).then_some(step as usize % 400);
            let wanted = rows.len() + usize::from(pinned.is_some());
            slots = assign(&slots, wanted, rows.clone(), pinned, 400);
            let shown: Vec<usize> = slots.iter().flatten().copied().collect();
            assert!(rows.into_iter().all(|row| shown.contains(&row)), "{step}");
        }
    }

    #[test]
    fn slots_are_put_in_the_order_of_their_rows() {
        let mut seed = 1_usize;
        for case in 0..400 {
            let n = case % 9;
            let mut standing: Vec<(usize, Option<usize>)> = Vec::new();
            for slot in 0..n {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let row = (seed >> 40) % 50;
                let at = (seed >> 33) % (slot + 1);
                standing.insert(at, (slot, (row > 8).then_some(row)));
            }
            let held = (case % 3 == 0 && n > 0).then(|| case % n.max(1));
            let moves = reorder(&standing, held);
            assert!(moves.iter().all(|(slot, _)| Some(*slot) != held));
            let mut after = standing.clone();
            for (slot, before) in moves {
                let from = after.iter().position(|(s, _)| *s == slot).unwrap();
                let one = after.remove(from);
                let to = before.map(|b| after.iter().position(|(s, _)| *s == b).unwrap());
                after.insert(to.unwrap_or(after.len()), one);
            }
            let rows: Vec<usize> = after.iter().map(|(_, r)| r.unwrap_or(usize::MAX)).collect();
            assert!(rows.is_sorted(), "{standing:?} {after:?}");
        }
    }

    #[test]
    fn no_more_slots_move_than_need_to() {
        let rows = [4, 1, 2, 3].map(Some);
        let standing: Vec<_> = rows.into_iter().enumerate().collect();
        assert_eq!(reorder(&standing, None), [(0, None)]);
        assert_eq!(reorder(&standing, Some(0)), [(3, Some(0)), (2, Some(3)), (1, Some(2))]);
        assert_eq!(reorder(&[(0, None), (1, Some(7))], None), [(1, Some(0))]);
        assert_eq!(reorder(&[], None), []);
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
