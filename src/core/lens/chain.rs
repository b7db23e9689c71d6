//! The why chain: from a piece of work up to what it is for.

use crate::model::check::rises_to_itself;
use crate::model::id::{Id, Ref};
use crate::model::workspace::Model;
use crate::model::{Item, Objective};

/// Is one link of the chain: what stands there, and how the one below it hangs on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// The record.
    pub at: Ref,
    /// How the one below hangs on it: "part of", "serves", "measured by".
    pub how: &'static str,
    /// Its name.
    pub name: String,
}

/// Gives the chains upward from an item: its parents, its product, the objectives that it (or the
/// nearest parent that has any) serves, what these are part of, and the KPIs that measure them.
pub fn why(model: &Model, item: Id<Item>) -> Vec<Why> {
    let mut out = Vec::new();
    let mut objectives: Vec<Id<Objective>> = Vec::new();
    let mut at = model.find(item);
    let circular = rises_to_itself(item, |id| model.find(id).and_then(|i| i.parent));
    let mut steps = 0;
    while let Some(here) = at {
        if objectives.is_empty() {
            objectives.clone_from(&here.objectives);
        }
        if circular || steps > 64 {
            break;
        }
        steps += 1;
        at = here.parent.and_then(|id| model.find(id));
        if let Some(parent) = at {
            out.push(link(model, parent.id.to_ref(), "part of"));
        }
    }
    if let Some(product) = model.find(item).and_then(|i| i.product) {
        out.push(link(model, product.to_ref(), "serves"));
    }
    let mut seen: Vec<Id<Objective>> = Vec::new();
    while let Some(id) = objectives.pop() {
        let Some(objective) = model.find(id).filter(|_| !seen.contains(&id)) else { continue };
        seen.push(id);
        out.push(link(model, id.to_ref(), "serves"));
        out.extend(objective.targets.iter().map(|t| link(model, t.kpi.to_ref(), "measured by")));
        objectives.extend(objective.parent);
    }
    out
}

fn link(model: &Model, at: Ref, how: &'static str) -> Why {
    Why { at, how, name: model.title_of(at) }
}
