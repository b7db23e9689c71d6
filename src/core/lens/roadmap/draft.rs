//! Drafts of rows, before anything is folded: what stands where, in the order in which it is drawn.
//! It knows no date.

use rustc_hash::{FxHashMap, FxHashSet};

use super::row::Confidence;
use crate::model::Item;
use crate::model::id::{Id, Ref};

/// Is a row to be.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    /// The record that it shows.
    pub(super) at: Option<Ref>,
    /// The draft that it is under.
    pub(super) parent: Option<usize>,
    pub(super) depth: u16,
    pub(super) wbs: String,
    /// Whether it is only here for what is under it or hangs on it.
    pub(super) context: bool,
    pub(super) confidence: Confidence,
    /// The stable name of a group, empty for any other row.
    pub(super) group: String,
    pub(super) name: String,
}

/// Collects drafts.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) drafts: Vec<Draft>,
    /// Where each item stands.
    pub(super) items: FxHashMap<Id<Item>, usize>,
    /// Whether links between what is not drawn are drawn between the places that hold it.
    pub(super) lifts: bool,
}

impl Sheet {
    /// Adds a row after all others; gives its index.
    pub(super) fn add(&mut self, parent: Option<usize>, draft: Draft) -> usize {
        let depth = parent.and_then(|at| self.drafts.get(at)).map_or(0, |p| p.depth + 1);
        let idx = self.drafts.len();
        if let Some(item) = draft.at.and_then(Id::<Item>::from_ref) {
            self.items.insert(item, idx);
        }
        self.drafts.push(Draft { parent, depth, ..draft });
        idx
    }

    /// Adds the row of a record.
    pub(super) fn record(&mut self, parent: Option<usize>, at: Ref) -> usize {
        self.add(parent, Draft { at: Some(at), ..Draft::default() })
    }

    /// Adds the row of a group.
    pub(super) fn group(&mut self, at: Option<Ref>, key: &str, name: &str) -> usize {
        let name = if at.is_some() { String::new() } else { name.to_owned() };
        self.add(None, Draft { at, group: key.to_owned(), name, ..Draft::default() })
    }

    /// Gives the drafts that are drawn when some are folded, and for every draft the place among
    /// them at which it, or what holds it, is drawn.
    pub(super) fn shown(&self, folded: &FxHashSet<&str>) -> (Vec<usize>, Vec<usize>) {
        let mut shown = Vec::new();
        let mut place = vec![0; self.drafts.len()];
        // Everything deeper than this is folded away.
        let mut hidden: Option<u16> = None;
        for (idx, draft) in self.drafts.iter().enumerate() {
            let above = draft.parent.and_then(|at| place.get(at)).copied();
            if hidden.is_some_and(|depth| draft.depth > depth) {
                if let (Some(slot), Some(above)) = (place.get_mut(idx), above) {
                    *slot = above;
                }
                continue;
            }
            hidden = None;
            if let Some(slot) = place.get_mut(idx) {
                *slot = shown.len();
            }
            shown.push(idx);
            if !folded.is_empty() && folded.contains(draft.key().as_str()) {
                hidden = Some(draft.depth);
            }
        }
        (shown, place)
    }

    /// Tells whether a draft has others under it.
    pub(super) fn is_parent(&self, idx: usize) -> bool {
        let depth = |at: usize| self.drafts.get(at).map(|d| d.depth);
        depth(idx + 1) > depth(idx)
    }
}

impl Draft {
    pub(super) fn key(&self) -> String {
        match self.at {
            Some(at) if self.group.is_empty() => at.to_string(),
            _ => self.group.clone(),
        }
    }
}
