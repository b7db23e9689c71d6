//! How firm a ranking is: the inputs are taken to be off by up to so much, over and over, and each
//! time everything is ranked anew. It knows no method and no record.

use crate::random::Random;
use crate::sort;

/// How many trials are made.
pub const TRIALS: usize = 500;

/// Is how firm one place in a ranking is.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Firm {
    /// The best and the worst rank in nine of ten trials, from 1.
    pub range: (usize, usize),
    /// In what share of the trials it stays on its side of the line.
    pub holds: f64,
}

/// Tries a ranking with inputs that are off by up to `off`, such as 0.2 for 20 %, each by itself.
/// `score` gives the score of a thing, its inputs being multiplied by what it is handed; `line` is
/// how many things are above the line. Equal seeds give equal answers.
pub fn firm(
    n: usize,
    line: usize,
    off: f64,
    seed: u64,
    score: &dyn Fn(usize, &mut dyn FnMut() -> f64) -> f64,
) -> Vec<Firm> {
    let mut random = Random::new(seed);
    let mut ranks: Vec<Vec<usize>> = vec![Vec::with_capacity(TRIALS); n];
    for _ in 0..TRIALS {
        let mut shake = || 1.0 + off * (2.0 * random.unit() - 1.0);
        let mut scored: Vec<(f64, usize)> =
            (0..n).map(|idx| (score(idx, &mut shake), idx)).collect();
        sort::by(&mut scored, |a, b| b.0.total_cmp(&a.0));
        for (rank, (_, idx)) in (1..).zip(scored) {
            if let Some(list) = ranks.get_mut(idx) {
                list.push(rank);
            }
        }
    }
    let one = |(idx, mut list): (usize, Vec<usize>)| {
        sort::sort(&mut list);
        let at = |share: usize| list.get(list.len() * share / 100).copied().unwrap_or(idx + 1);
        let above = idx < line;
        let stays = list.iter().filter(|rank| (**rank <= line) == above).count();
        let holds = if list.is_empty() { 1.0 } else { stays as f64 / list.len() as f64 };
        Firm { range: (at(5), at(95)), holds }
    };
    ranks.into_iter().enumerate().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_far_apart_is_firm_and_what_is_equal_is_not() {
        let scores = [100.0, 99.0, 1.0];
        let list = firm(3, 1, 0.2, 7, &|idx, shake| scores[idx] * shake());
        assert!(list[0].holds > 0.4 && list[0].holds < 0.7, "{list:?}");
        assert_eq!((list[0].range, list[2].range, list[2].holds), ((1, 2), (3, 3), 1.0));
        let sure = firm(3, 1, 0.0, 7, &|idx, shake| scores[idx] * shake());
        assert!(sure.iter().all(|firm| firm.holds == 1.0));
    }
}
