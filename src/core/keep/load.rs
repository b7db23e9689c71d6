//! How a stored workspace becomes a model.

use rustc_hash::FxHashSet;
use serde_json::Value as Json;

use super::shard::EXTRA;
use crate::change::{Change, ChangeSet};
use crate::interchange::repair::repair;
use crate::interchange::{Incoming, Mode, Unplaced, json, plan};
use crate::model::Record;
use crate::model::id::Ref;
use crate::model::record::Extra;
use crate::model::workspace::Model;
use crate::sort;
use crate::store::{Entry, Opened, State};

/// Is a workspace as it was loaded.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// The model; its invariants hold.
    pub model: Model,
    /// What had to be left out or mended, in words.
    pub problems: Vec<String>,
    /// What the journal contradicted and was settled, in words; nothing was damaged.
    pub mended: Vec<String>,
    /// How many journal entries were applied.
    pub n_entries: usize,
}

/// Builds the model from shards and journal. What cannot be read is named, never guessed. Each
/// entry of the journal is given to `follow` with its changes, which lets them happen. Tells also
/// whether the journal may have left the model broken.
pub(super) fn load(
    opened: &Opened,
    mut follow: impl FnMut(&mut Model, &Entry, ChangeSet),
) -> (Loaded, bool) {
    let mut problems: Vec<String> = opened.problems.iter().map(|p| p.text.clone()).collect();
    let mut records = Vec::new();
    let mut extra = Extra::default();
    for shard in &opened.shards {
        if shard.name == EXTRA {
            extra = Extra(serde_json::from_str(&shard.text).unwrap_or_default());
            continue;
        }
        match json::parse_lines(&shard.text) {
            Ok(mut some) => records.append(&mut some),
            Err(e) => problems.push(format!(
                "A part of the workspace ({}) could not be read: {} at line {}. It was left as it is.",
                shard.name, e.message, e.line
            )),
        }
    }
    let whole = problems.is_empty();
    let mut model = build(records, extra, whole, &mut problems);
    let mut touched = FxHashSet::default();
    for entry in &opened.journal {
        match ChangeSet::decode(&entry.json) {
            Ok(set) => {
                touched.extend(set.changes.iter().map(Change::at));
                follow(&mut model, entry, set);
            }
            Err(e) => problems.push(format!(
                "Change {} of tab {} could not be read: {}. It was left as it is.",
                entry.seq, entry.tab, e.0
            )),
        }
    }
    // A journal that lost an entry can leave links to what never came to be: mend it like a file.
    let trusted = whole && opened.state == State::Loaded;
    if !trusted && !model.check_data().is_empty() {
        model = build(model.all_records(), model.extra.clone(), false, &mut problems);
    }
    let is_doubtful = model.is_doubtful_after(&touched);
    (Loaded { model, problems, mended: Vec::new(), n_entries: opened.journal.len() }, is_doubtful)
}

/// Builds a model; records that this version wrote whole are trusted, others are mended.
fn build(records: Vec<Record>, extra: Extra, trusted: bool, problems: &mut Vec<String>) -> Model {
    let mut incoming = Incoming { records, extra, ..Incoming::default() };
    if !trusted {
        repair(&mut incoming, true);
        problems.extend(incoming.unplaced.iter().map(mended));
    }
    json::model(incoming)
}

/// Gives the changes that mend a model, and what they do in words; nothing where it is sound.
pub(super) fn mend(model: &Model) -> Option<(Vec<Change>, Vec<String>)> {
    let mut problems = Vec::new();
    if model.check_data().is_empty() {
        return None;
    }
    let sound = build(model.all_records(), model.extra.clone(), false, &mut problems);
    let mut targets = sound.all_records();
    sort::by_key(&mut targets, Record::to_ref);
    let (changes, _) = plan::changes(model, &targets, Mode::Replace);
    Some((changes, problems))
}

fn mended(u: &Unplaced) -> String {
    format!("{}: {} “{}”: {}", u.at, u.field, u.value, u.why)
}

impl Model {
    /// Applies a change set that may already be contained in part: what is there stays, what is
    /// gone stays gone. Used for the journal and for other tabs.
    pub fn replay(&mut self, set: &ChangeSet) {
        for change in &set.changes {
            if !self.is_contained(change) {
                // A change of a record that another change deleted has nothing to change.
                let _ = self.apply(change);
            }
        }
    }

    /// Does the same, and gives what it did: that can be taken back exactly.
    pub fn replay_noting(&mut self, set: &ChangeSet) -> ChangeSet {
        let mut done = ChangeSet { changes: Vec::new(), label: set.label.clone(), ..*set };
        for change in &set.changes {
            if self.is_contained(change) {
                continue;
            }
            let change = self.grounded(change);
            if !change.is_empty() && self.apply(&change).is_ok() {
                done.changes.push(change);
            }
        }
        done
    }

    /// Tells whether a change of a list has happened already.
    fn is_contained(&self, change: &Change) -> bool {
        match change {
            Change::Append { at, field, from, values } => self.holds(*at, field, *from, values),
            Change::Retract { at, field, from, values } => !self.holds(*at, field, *from, values),
            Change::Create(_) | Change::Delete(_) | Change::Set { .. } => false,
        }
    }

    /// Tells whether a list has these values where they were put, or, where that is not said, at
    /// its end.
    fn holds(&self, at: Ref, field: &str, from: Option<usize>, values: &[Json]) -> bool {
        let list = self.get(at).map(|record| record.json(field));
        list.as_ref().and_then(Json::as_array).is_some_and(|list| match from {
            Some(from) => list.get(from..).is_some_and(|rest| rest.starts_with(values)),
            None => list.ends_with(values),
        })
    }

    /// Gives every record.
    pub fn all_records(&self) -> Vec<crate::model::Record> {
        crate::model::Kind::ALL.iter().flat_map(|kind| self.records(*kind)).collect()
    }
}
