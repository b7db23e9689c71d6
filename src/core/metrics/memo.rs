//! What is kept from one question to the next: trials, which take longest and hang on little. A
//! result is kept with all that it came from and given again only to an equal question, so that
//! what is kept equals what is made anew (law I2). It knows no formula and no record.

use std::cell::RefCell;
use std::rc::Rc;

use super::forecast::trial::{Pace, Trials, Work};
use crate::schedule::trial::{Shape, Shock, Spread};
use crate::schedule::{Key, Moment, Network};

/// How many results of a sort are kept: the forecasts of a page and of what is behind it, and as
/// many again for another place.
const MOST: usize = 48;

/// Is what trials of a plan come from.
#[derive(Debug, PartialEq)]
pub struct Planned {
    /// The tasks, links, calendars and rules.
    pub network: Rc<Network>,
    /// The tasks that are waited for.
    pub ends: Vec<Key>,
    /// What is drawn.
    pub spread: Vec<Spread>,
    /// What happens or not.
    pub shocks: Vec<Shock>,
    /// From which distribution.
    pub shape: Shape,
}

/// Holds the last results with what they came from, the newest last.
#[derive(Debug)]
struct Shelf<Q, A>(RefCell<Vec<(Q, Rc<A>)>>);

impl<Q, A> Default for Shelf<Q, A> {
    fn default() -> Self {
        Shelf(RefCell::default())
    }
}

impl<Q: PartialEq, A> Shelf<Q, A> {
    /// Gives what came of an equal question, or makes it.
    fn get(&self, question: Q, most: usize, make: impl FnOnce(&Q) -> A) -> Rc<A> {
        let kept = |list: &mut Vec<(Q, Rc<A>)>| {
            let at = list.iter().position(|(own, _)| *own == question)?;
            let found = list.remove(at);
            let answer = found.1.clone();
            list.push(found);
            Some(answer)
        };
        if let Some(answer) = kept(&mut self.0.borrow_mut()) {
            return answer;
        }
        // The list is free while the answer is made.
        let answer = Rc::new(make(&question));
        let mut list = self.0.borrow_mut();
        if list.len() >= most {
            list.remove(0);
        }
        list.push((question, answer.clone()));
        answer
    }
}

/// Keeps trials from one question to the next.
#[derive(Debug, Default)]
pub struct Memo {
    when: Shelf<(Work, Pace), Trials>,
    many: Shelf<(Pace, u32, usize, u64), Vec<f64>>,
    plan: Shelf<Planned, Vec<Moment>>,
}

impl Memo {
    /// Gives the days that trials needed for some work, or makes them.
    pub fn when(&self, work: Work, pace: &Pace, make: impl FnOnce() -> Trials) -> Rc<Trials> {
        self.when.get((work, pace.clone()), MOST, |_| make())
    }

    /// Gives the items that so many trials got done in so many days from a seed, or makes them.
    pub fn many(
        &self,
        pace: &Pace,
        (n_days, n_trials, seed): (u32, usize, u64),
        make: impl FnOnce() -> Vec<f64>,
    ) -> Rc<Vec<f64>> {
        self.many.get((pace.clone(), n_days, n_trials, seed), MOST, |_| make())
    }

    /// Gives the ends that trials of a plan had, or makes them. Few are kept: a plan is large.
    pub fn plan(
        &self,
        planned: Planned,
        make: impl FnOnce(&Planned) -> Vec<Moment>,
    ) -> Rc<Vec<Moment>> {
        self.plan.get(planned, 4, make)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_equal_question_is_not_answered_twice_and_an_old_one_is_forgotten() {
        let shelf: Shelf<u32, u32> = Shelf::default();
        let made = std::cell::Cell::new(0);
        let ask = |question: u32| {
            *shelf.get(question, 2, |own| {
                made.set(made.get() + 1);
                own * 2
            })
        };
        assert_eq!((ask(1), ask(2), ask(1), made.get()), (2, 4, 2, 2));
        // The one that was asked for longest ago makes room.
        assert_eq!((ask(3), ask(1), made.get()), (6, 2, 3));
        assert_eq!((ask(2), made.get()), (4, 4));
    }
}
