//! Which set of projects brings the most within two limits, money and person-days: the 0/1 knapsack
//! problem with two constraints, solved exactly by branch and bound. It knows no project.
//!
//! A branch is given up where even the fractional knapsack of either limit alone, which is the
//! relaxation of Dantzig (1957), brings no more than the best set so far (Kellerer, Pferschy and
//! Pisinger, *Knapsack Problems*, 2004, chapters 2 and 9).

/// How many branches are looked at, at most; what is found by then is said to be not proven.
const MOST: usize = 1_000_000;
/// Below which difference two values are alike.
const ALIKE: f64 = 1e-9;

/// Is one project to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Piece {
    /// What it is worth.
    pub value: f64,
    /// What it costs from now on.
    pub money: f64,
    /// How many person-days it takes from now on.
    pub days: f64,
    /// Whether it is in the set in any case.
    pub must: bool,
}

/// Is the best set.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Best {
    /// The positions of the pieces that are in it, rising.
    pub chosen: Vec<usize>,
    /// What they are worth together.
    pub value: f64,
    /// Whether no set can be better; else it is the best of those that were looked at.
    pub proven: bool,
}

/// Finds the set that is worth the most within the limits; of those that are worth the same, the
/// one that costs less, and takes fewer days. Nothing where what must be in it is too much already.
pub fn best(pieces: &[Piece], money: Option<f64>, days: Option<f64>) -> Option<Best> {
    let room = [money.unwrap_or(f64::INFINITY), days.unwrap_or(f64::INFINITY)];
    let must: Vec<usize> = (0..pieces.len()).filter(|n| is_must(pieces, *n)).collect();
    let mut search =
        Search { pieces, free: Vec::new(), by: Default::default(), best: None, seen: 0 };
    let start = must.iter().filter_map(|n| pieces.get(*n)).fold(State::of(room), State::with);
    if start.room.iter().any(|left| *left < -ALIKE) {
        return None;
    }
    search.free = (0..pieces.len()).filter(|n| !is_must(pieces, *n)).collect();
    search.free.retain(|n| pieces.get(*n).is_some_and(|p| p.value > 0.0));
    let total = |f: fn(&Piece) -> f64| pieces.iter().map(f).sum::<f64>().max(1.0);
    let (all_money, all_days) = (total(|p| p.money), total(|p| p.days));
    let dear = |n: &usize| {
        pieces.get(*n).map_or(0.0, |p| p.value / (p.money / all_money + p.days / all_days + ALIKE))
    };
    search.free.sort_by(|a, b| dear(b).total_cmp(&dear(a)).then(a.cmp(b)));
    search.by = [search.order(|p| p.money), search.order(|p| p.days)];
    search.go(0, start, &mut Vec::new());
    let proven = search.seen < MOST;
    let (state, picked) = search.best?;
    let mut chosen: Vec<usize> = must.into_iter().chain(picked).collect();
    chosen.sort_unstable();
    Some(Best { chosen, value: state.value, proven })
}

fn is_must(pieces: &[Piece], n: usize) -> bool {
    pieces.get(n).is_some_and(|piece| piece.must)
}

/// Is a set on the way.
#[derive(Debug, Clone, Copy)]
struct State {
    value: f64,
    /// What is left of money and of days.
    room: [f64; 2],
    used: [f64; 2],
}

impl State {
    fn of(room: [f64; 2]) -> Self {
        State { value: 0.0, room, used: [0.0; 2] }
    }

    fn with(self, piece: &Piece) -> Self {
        let [money, days] = self.room;
        let [spent, worked] = self.used;
        State {
            value: self.value + piece.value,
            room: [money - piece.money, days - piece.days],
            used: [spent + piece.money, worked + piece.days],
        }
    }

    fn beats(&self, other: &State) -> bool {
        let by = self.value - other.value;
        by > ALIKE || (by > -ALIKE && self.used < other.used)
    }
}

/// Is a search.
struct Search<'a> {
    pieces: &'a [Piece],
    /// What is free to be in or out, the most worth for what it takes first.
    free: Vec<usize>,
    /// What is free by worth for money and by worth for days: worth, size, position in `free`.
    by: [Vec<(f64, f64, usize)>; 2],
    best: Option<(State, Vec<usize>)>,
    seen: usize,
}

impl Search<'_> {
    fn go(&mut self, at: usize, state: State, picked: &mut Vec<usize>) {
        self.seen += 1;
        if self.best.as_ref().is_none_or(|(best, _)| state.beats(best)) {
            self.best = Some((state, picked.clone()));
        }
        let Some(next) = self.free.get(at).copied() else { return };
        let hope = state.value + self.bound(at, state.room);
        let hopeless = self.best.as_ref().is_some_and(|(best, _)| hope < best.value - ALIKE);
        if hopeless || self.seen >= MOST {
            return;
        }
        if let Some(piece) = self.pieces.get(next) {
            let with = state.with(piece);
            if with.room.iter().all(|left| *left >= -ALIKE) {
                picked.push(next);
                self.go(at + 1, with, picked);
                picked.pop();
            }
        }
        self.go(at + 1, state, picked);
    }

    /// Orders what is free by what it is worth for its size, the most first.
    fn order(&self, size: fn(&Piece) -> f64) -> Vec<(f64, f64, usize)> {
        let one = |(at, n): (usize, &usize)| {
            let piece = self.pieces.get(*n)?;
            Some((piece.value, size(piece).max(0.0), at))
        };
        let mut list: Vec<_> = self.free.iter().enumerate().filter_map(one).collect();
        let dear = |of: &(f64, f64, usize)| if of.1 > 0.0 { of.0 / of.1 } else { f64::INFINITY };
        list.sort_by(|a, b| dear(b).total_cmp(&dear(a)).then(a.2.cmp(&b.2)));
        list
    }

    /// Gives what the rest can bring at most: the lesser of both fractional knapsacks.
    fn bound(&self, at: usize, room: [f64; 2]) -> f64 {
        let one = |(order, room): (&Vec<(f64, f64, usize)>, f64)| {
            let (mut left, mut sum) = (room.max(0.0), 0.0);
            for (value, size, _) in order.iter().filter(|(.., place)| *place >= at) {
                if *size <= left {
                    left -= size;
                    sum += value;
                } else {
                    return sum + value * left / size;
                }
            }
            sum
        };
        self.by.iter().zip(room).map(one).fold(f64::INFINITY, f64::min)
    }
}
