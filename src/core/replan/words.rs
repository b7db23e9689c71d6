//! What changes of a plan are called, and why they are not made as asked.

use super::ask::PlanChange;
use super::reason::record_of;
pub(super) use crate::lens::roadmap::words::count;
use crate::model::Item;
use crate::model::id::{Id, Ref};
use crate::model::workspace::Model;
use crate::schedule::Follower;
use crate::schedule::words::{Voice, sentence};

/// Names changes for the history; nothing where the command that makes them names itself.
pub(super) fn label(model: &Model, changes: &[PlanChange]) -> Option<String> {
    let [change] = changes else {
        let n = changes.len();
        return (n > 1).then(|| format!("Change the plan in {n} places"));
    };
    Some(match change {
        PlanChange::Shift { items, days } => {
            let n = days.unsigned_abs();
            let by = if n == 1 { "1 day".to_owned() } else { format!("{n} days") };
            let way = if *days < 0 { " earlier" } else { "" };
            format!("Move {} by {by}{way}", some(model, items))
        }
        PlanChange::Put { item, start: None, .. } => {
            format!("Change the end of {}", some(model, &[*item]))
        }
        PlanChange::Put { item, .. } => format!("Change the dates of {}", some(model, &[*item])),
        PlanChange::Level { starts } => {
            format!("Level the plan: {} later", count(starts.len(), "item", "items"))
        }
        PlanChange::Settle { items, .. } if items.is_empty() => "Take the plan’s dates".to_owned(),
        PlanChange::Settle { items, .. } => {
            format!("Take the plan’s dates for {}", some(model, items))
        }
        PlanChange::Unlink { .. } => "Break a link".to_owned(),
        PlanChange::New { .. } | PlanChange::Link { .. } | PlanChange::Set { .. } => return None,
    })
}

fn some(model: &Model, items: &[Id<Item>]) -> String {
    match items {
        [one] => format!("“{}”", short(&model.title_of(one.to_ref()))),
        many => format!("{} items", many.len()),
    }
}

fn short(title: &str) -> String {
    const MOST: usize = 48;
    if title.chars().count() <= MOST {
        return title.to_owned();
    }
    title.chars().take(MOST - 1).chain(['…']).collect()
}

/// Says that a change would close a circle.
pub(super) fn circle(model: &Model, circle: &[Ref]) -> String {
    if let [one] = circle {
        return format!("*{}* cannot wait for itself.", model.title_of(*one));
    }
    let names: Vec<String> = circle.iter().map(|at| format!("*{}*", model.title_of(*at))).collect();
    let first = names.first().cloned().unwrap_or_default();
    format!(
        "That would go in a circle: {} → {first}. Break one of these links first.",
        names.join(" → ")
    )
}

/// Says why a bar is not where it was put.
pub(super) fn stays(model: &Model, follower: &Follower, item: Id<Item>, moved: bool) -> String {
    let title = |key: u64| model.title_of(record_of(model, key));
    let voice = Voice { title: &title, today: follower.today(), per_day: 480 };
    let name = model.title_of(item.to_ref());
    let why = follower.plan().reason(item.raw().0).map(|mut reason| {
        // How much room it has is another story.
        reason.bind = crate::schedule::reason::Bind::Nothing;
        sentence(&reason, &voice)
    });
    let verb = if moved { "goes no farther: it" } else { "stays: it" };
    format!("*{name}* {verb} {}.", why.unwrap_or_default())
}
