//! Takes a baseline: the plan's dates as they are, under a name. It writes to nothing.

use crate::change::{Change, ChangeSet};
use crate::env::Env;
use crate::lens::scope::Scope;
use crate::model::id::{Id, Ref};
use crate::model::workspace::Model;
use crate::model::{Baseline, Planned, Project, Record};
use crate::schedule::Follower;

/// Plans to keep the dates of a place's items as they are by the plan; those of one project belong
/// to it. Gives the change set that does it.
pub fn take_baseline(
    model: &Model,
    follower: &Follower,
    name: &str,
    place: Option<Ref>,
    env: &mut Env,
) -> ChangeSet {
    let scope = Scope::of(model, place);
    let mut items = Vec::new();
    for item in model.items.iter().filter(|item| scope.holds(item) && item.trashed.is_none()) {
        let Some((start, finish)) = follower.plan().bar(item.id.raw().0) else { continue };
        let (start, due) = (start.date(), finish.finish_date());
        items.push(Planned {
            item: item.id,
            start: Some(start.min(due)),
            due: Some(due),
            work: item.work,
            duration: item.duration,
            ..Planned::default()
        });
    }
    let baseline = Baseline {
        id: env.id(),
        name: name.trim().to_owned(),
        project: place.and_then(Id::<Project>::from_ref).filter(|id| model.find(*id).is_some()),
        at: env.now,
        items,
        ..Baseline::default()
    };
    let label = format!("Take the baseline “{}”", baseline.name);
    let changes = vec![Change::Create(Record::Baseline(baseline.into()))];
    ChangeSet { label, at: env.now, by: env.by, changes }
}
