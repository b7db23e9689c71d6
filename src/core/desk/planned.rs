//! The plan that the desk keeps beside its copy of the workspace: made when it is first asked for,
//! and brought up to date change set by change set from then on.

use crate::change::ChangeSet;
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::schedule::{Follower, Rules};

/// Holds the plan, once somebody asked for it.
#[derive(Debug, Default)]
pub struct Planned {
    follower: Option<Follower>,
}

impl Planned {
    /// Forgets the plan, because the workspace is another.
    pub fn forget(&mut self) {
        self.follower = None;
    }

    /// Takes in what changed; `model` is what came of it.
    pub fn follow(&mut self, model: &Model, set: &ChangeSet) {
        if let Some(follower) = &mut self.follower {
            follower.follow(model, set);
        }
    }

    /// Gives the plan as of a day.
    pub fn on(&mut self, model: &Model, today: Date) -> &mut Follower {
        let kept = self.follower.take().filter(|follower| follower.today() == today);
        let fresh = || Follower::new(model, today, Rules::default());
        self.follower.insert(kept.unwrap_or_else(fresh))
    }
}
