//! What views watch: a trigger for each record and each list, told only of what a change touched.

use std::collections::HashMap;

use leptos::prelude::*;
use throughline_core::change::{Change, ChangeSet};
use throughline_core::model::id::{Id, Ref};
use throughline_core::model::record::RecordType;
use throughline_core::model::workspace::Model;
use throughline_core::model::{Item, Kind, Record, Status};

/// Names something that a view reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Watch {
    /// One record, and what belongs to it.
    Record(Ref),
    /// The items in a status.
    Status(Id<Status>),
    /// The records of a kind.
    Kind(Kind),
}

/// A change set that touches more than this is told to everybody.
const MANY: usize = 2000;

/// Holds the triggers that views have asked for.
#[derive(Default)]
pub struct Watchers(HashMap<Watch, ArcTrigger>);

impl Watchers {
    /// Gives the trigger of something, made when it is first asked for.
    pub fn trigger(&mut self, watch: Watch) -> ArcTrigger {
        self.0.entry(watch).or_default().clone()
    }

    /// Lists the triggers that a change set touches. The model is the one after the changes.
    pub fn touched(&self, model: &Model, set: &ChangeSet) -> Vec<ArcTrigger> {
        if set.changes.len() > MANY {
            return self.all();
        }
        let mut watches: Vec<Watch> = Vec::new();
        for change in &set.changes {
            note(model, change, &mut watches);
        }
        let mut seen = std::collections::HashSet::new();
        let once = watches.into_iter().filter(|w| seen.insert(*w));
        once.filter_map(|w| self.0.get(&w).cloned()).collect()
    }

    /// Lists every trigger.
    pub fn all(&self) -> Vec<ArcTrigger> {
        self.0.values().cloned().collect()
    }
}

fn note(model: &Model, change: &Change, out: &mut Vec<Watch>) {
    let at = change.at();
    out.push(Watch::Record(at));
    out.push(Watch::Kind(at.kind));
    let now = model.get(at);
    let then = match change {
        Change::Create(record) | Change::Delete(record) => Some(record.clone()),
        _ => None,
    };
    for record in now.iter().chain(&then) {
        if let Record::Item(item) = record {
            note_item(item, out);
        } else {
            // What belongs to a record is part of how it looks: a comment counts on its card.
            out.extend(record.refs().into_iter().map(|(_, r)| Watch::Record(r)));
        }
    }
    if let Change::Set { field, before, after, .. } = change {
        for value in [before, after] {
            let id = value.as_str().and_then(|text| text.parse().ok());
            match (&**field, id) {
                ("status", Some(id)) => out.push(Watch::Status(Id::new(id))),
                ("parent", Some(id)) if at.kind == Kind::Item => {
                    out.push(Watch::Record(Ref { kind: Item::KIND, id }));
                }
                _ => {}
            }
        }
    }
}

fn note_item(item: &Item, out: &mut Vec<Watch>) {
    out.push(Watch::Status(item.status));
    out.extend(item.parent.map(|id| Watch::Record(id.to_ref())));
    // A project's card counts its items.
    out.extend(item.project.map(|id| Watch::Record(id.to_ref())));
}
