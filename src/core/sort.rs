//! Stable sorts that share one compiled algorithm. This module knows nothing of what it sorts.
//!
//! The standard sorts are compiled anew for every type and order, at about seven kilobytes of
//! download each, which is worth it only where the time of one sort can be felt. Here the
//! algorithm sorts positions, once for the whole program: what is compiled per list is the
//! comparison of two elements and a loop of swaps. The result is the same as the standard one's.
//!
//! Collecting into a `BTreeMap` or a `BTreeSet` compiles a standard sort too; inserting does not.

use std::cmp::Ordering;
use std::mem::replace;

/// Sorts by a comparison; elements that compare as equal keep their order.
pub fn by<T>(list: &mut [T], mut order: impl FnMut(&T, &T) -> Ordering) {
    let swaps = swaps(list.len(), &mut |a, b| match (list.get(a), list.get(b)) {
        (Some(a), Some(b)) => order(a, b),
        _ => Ordering::Equal,
    });
    for (a, b) in swaps {
        list.swap(a, b);
    }
}

/// Sorts by a key that is cheap to make; elements with equal keys keep their order.
pub fn by_key<T, K: Ord>(list: &mut [T], mut key: impl FnMut(&T) -> K) {
    by(list, |a, b| key(a).cmp(&key(b)));
}

/// Sorts by a key that is made once for each element; elements with equal keys keep their order.
pub fn by_cached_key<T, K: Ord>(list: &mut [T], key: impl FnMut(&T) -> K) {
    let keys: Vec<K> = list.iter().map(key).collect();
    for (a, b) in swaps(keys.len(), &mut |a, b| keys.get(a).cmp(&keys.get(b))) {
        list.swap(a, b);
    }
}

/// Sorts by the order of the elements themselves.
pub fn sort<T: Ord>(list: &mut [T]) {
    by(list, T::cmp);
}

/// Gives the swaps that sort a list of a length, of which only comparisons by position are known.
#[inline(never)]
fn swaps(len: usize, order: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<(usize, usize)> {
    if (1..len).all(|at| order(at - 1, at).is_le()) {
        return Vec::new();
    }
    // At each place stands the position of the element that belongs there.
    let mut from: Vec<usize> = (0..len).collect();
    from.sort_by(|a, b| order(*a, *b));
    // Each cycle of the permutation is unrolled from its lowest place; done places hold themselves.
    let mut out = Vec::with_capacity(len);
    for start in 0..len {
        let mut at = start;
        while let Some(next) = from.get_mut(at).map(|slot| replace(slot, at)) {
            if next == start {
                break;
            }
            out.push((at, next));
            at = next;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use proptest::prelude::*;

    use super::*;

    type One = (u8, usize);

    proptest! {
        #[test]
        fn every_sort_gives_what_the_standard_one_gives(
            keys in proptest::collection::vec(0..40_u8, 0..120),
        ) {
            // The position tells equal keys apart, so that an order that is not kept shows.
            let list: Vec<One> = keys.iter().copied().zip(0..).collect();
            let check = |ours: &dyn Fn(&mut Vec<One>), standard: &dyn Fn(&mut Vec<One>)| {
                let (mut sorted, mut expected) = (list.clone(), list.clone());
                ours(&mut sorted);
                standard(&mut expected);
                assert_eq!(sorted, expected);
            };
            check(&|l| by(l, |a, b| b.0.cmp(&a.0)), &|l| l.sort_by_key(|one| Reverse(one.0)));
            check(&|l| by_key(l, |one| one.0 / 3), &|l| l.sort_by_key(|one| one.0 / 3));
            check(&|l| by_cached_key(l, |one| one.0 % 7), &|l| l.sort_by_key(|one| one.0 % 7));
            check(&|l| sort(l), &|l| l.sort());
        }
    }

    #[test]
    fn elements_need_not_be_copied() {
        struct Only(String);
        let mut list: Vec<Only> = ["c", "a", "b", "d"].map(|s| Only(s.to_owned())).into();
        by(&mut list, |a, b| a.0.cmp(&b.0));
        assert_eq!(list.iter().map(|only| only.0.as_str()).collect::<String>(), "abcd");
    }

    #[test]
    fn short_and_sorted_lists_stay() {
        sort::<u8>(&mut []);
        for list in [vec![1], vec![1, 2], vec![1, 1], vec![1, 2, 2, 3]] {
            let mut sorted = list.clone();
            sort(&mut sorted);
            assert_eq!(sorted, list);
        }
        assert!(swaps(3, &mut |a, b| a.cmp(&b)).is_empty());
    }

    #[test]
    fn a_cached_key_is_made_once_for_each_element() {
        let (mut list, mut made) = ([3, 1, 2, 5, 4], 0);
        by_cached_key(&mut list, |n| {
            made += 1;
            *n
        });
        assert_eq!((list, made), ([1, 2, 3, 4, 5], 5));
    }
}
