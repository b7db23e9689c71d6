//! Leveling as a change of the plan: what it would do, before it is done. It knows no search.

use super::ask::{Leveled, PlanChange};
use super::before::Before;
use super::trial::Trial;
use super::words::count;
use crate::env::Env;
use crate::lens::scope::Scope;
use crate::model::id::Ref;
use crate::model::workspace::Model;
use crate::schedule::Follower;
use crate::schedule::leveler::{Leveler, Strain, strain};

/// Is a search that goes on.
#[derive(Debug)]
pub struct Leveling {
    place: Option<Ref>,
    search: Leveler,
    before: Strain,
}

impl Leveling {
    /// Begins a search among the items of a place; nothing means all the work.
    pub fn begin(model: &Model, follower: &Follower, place: Option<Ref>) -> Self {
        let scope = Scope::of(model, place);
        let search = Leveler::new(model, follower, &|item| item.is_live() && scope.holds(item));
        let before = strain(model, follower.plan(), follower.today());
        Leveling { place, search, before }
    }

    /// Gives the place.
    pub fn place(&self) -> Option<Ref> {
        self.place
    }

    /// Tries so many more schedules; tells whether more could find anything better.
    pub fn search(&mut self, schedules: u64) -> bool {
        // Where nobody has too much to do there is nothing to look for.
        self.before.days > 0 && self.search.search(schedules)
    }

    /// Reads the best so far, and what would follow from it. Model and plan are as before when it
    /// returns.
    pub fn read(
        &self,
        model: &mut Model,
        follower: &mut Follower,
        before: &Before,
        goes_on: bool,
        env: &mut Env,
    ) -> Leveled {
        let starts =
            if self.before.days > 0 { self.search.days(model, follower) } else { Vec::new() };
        let change = (!starts.is_empty()).then_some(PlanChange::Level { starts });
        let today = follower.today();
        let (preview, after) =
            Trial::of(model, follower, before, change.as_slice(), env, |trial| {
                (super::summary::preview(trial), strain(trial.model, trial.follower.plan(), today))
            });
        let n = match &change {
            Some(PlanChange::Level { starts }) => starts.len(),
            _ => 0,
        };
        let line = line(n, self.before, after);
        Leveled {
            change,
            preview,
            before: self.before,
            after,
            n_free: self.search.n_free() as u32,
            n_tried: self.search.n_schedules(),
            goes_on,
            line,
        }
    }
}

/// Says what leveling comes to.
fn line(n: usize, before: Strain, after: Strain) -> String {
    let people = |strain: Strain| count(strain.people as usize, "person", "people");
    let days = |strain: Strain| count(strain.days as usize, "day", "days");
    if before.days == 0 {
        return "Nobody is over capacity: there is nothing to level.".to_owned();
    }
    let was = format!("{} over capacity on {}", people(before), days(before));
    if n == 0 {
        return format!("{was}, and nothing of it can be moved.");
    }
    let then = match after.days {
        0 => "nobody".to_owned(),
        _ => format!("{} on {}", people(after), days(after)),
    };
    let verb = if n == 1 { "waits" } else { "wait" };
    format!("{was} → {then}; {} {verb}.", count(n, "item", "items"))
}
