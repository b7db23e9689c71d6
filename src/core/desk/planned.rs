//! The plan that the desk keeps beside its copy of the workspace: made when it is first asked for,
//! and brought up to date change set by change set from then on.

use crate::change::ChangeSet;
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::replan::Before;
use crate::schedule::{Follower, Rules};

/// Holds the plan, once somebody asked for it, and how it stands, once somebody asked what if.
#[derive(Debug, Default)]
pub struct Planned {
    follower: Option<Follower>,
    before: Option<Before>,
}

impl Planned {
    /// Forgets the plan, because the workspace is another.
    pub fn forget(&mut self) {
        *self = Planned::default();
    }

    /// Takes in what changed; `model` is what came of it.
    pub fn follow(&mut self, model: &Model, set: &ChangeSet) {
        self.before = None;
        if let Some(follower) = &mut self.follower {
            follower.follow(model, set);
        }
    }

    /// Gives the plan as of a day.
    pub fn on(&mut self, model: &Model, today: Date) -> &mut Follower {
        let kept = self.follower.take().filter(|follower| follower.today() == today);
        if kept.is_none() {
            self.before = None;
        }
        let fresh = || Follower::new(model, today, Rules::default());
        self.follower.insert(kept.unwrap_or_else(fresh))
    }

    /// Gives the plan as of a day and how it stands.
    pub fn what_if(&mut self, model: &Model, today: Date) -> (&mut Follower, &Before) {
        self.on(model, today);
        let Planned { follower, before } = self;
        let fresh = || Follower::new(model, today, Rules::default());
        let follower = follower.get_or_insert_with(fresh);
        let before = before.get_or_insert_with(|| Before::of(model, follower));
        (follower, before)
    }
}
