//! The history of this session: what can be undone and redone, and marks to return to.

use super::ChangeSet;

/// The steps that are kept.
const LIMIT: usize = 1000;

/// Remembers what was done and undone.
#[derive(Debug, Clone, Default)]
pub struct History {
    done: Vec<ChangeSet>,
    undone: Vec<ChangeSet>,
    dropped: usize,
}

/// Is a place in the history to return to, such as the start of a drag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark(usize);

impl History {
    /// Remembers a step; a step that changed nothing leaves no trace (law U5).
    pub fn push(&mut self, set: ChangeSet) {
        if set.is_empty() {
            return;
        }
        self.undone.clear();
        self.done.push(set);
        if self.done.len() > LIMIT {
            self.done.remove(0);
            self.dropped += 1;
        }
    }

    /// Gives the step that an undo would take back.
    pub fn next_undo(&self) -> Option<&ChangeSet> {
        self.done.last()
    }

    /// Gives the step that a redo would do again.
    pub fn next_redo(&self) -> Option<&ChangeSet> {
        self.undone.last()
    }

    /// Notes that the last step was taken back.
    pub fn undid(&mut self) {
        self.undone.extend(self.done.pop());
    }

    /// Notes that the last undone step was done again.
    pub fn redid(&mut self) {
        self.done.extend(self.undone.pop());
    }

    /// Marks this moment.
    pub fn mark(&self) -> Mark {
        Mark(self.dropped + self.done.len())
    }

    /// Makes one step of all that came since a mark.
    pub fn squash_to(&mut self, mark: Mark, label: &str) {
        let keep = mark.0.saturating_sub(self.dropped).min(self.done.len());
        let tail = self.done.split_off(keep);
        if let Some(mut all) = tail.into_iter().reduce(ChangeSet::squash) {
            all.label = label.to_owned();
            self.push(all);
        }
    }

    /// Takes all that came since a mark out of the history, and gives what undoes it.
    pub fn bail_to(&mut self, mark: Mark) -> ChangeSet {
        let keep = mark.0.saturating_sub(self.dropped).min(self.done.len());
        let tail = self.done.split_off(keep);
        tail.into_iter().reduce(ChangeSet::squash).unwrap_or_default().inverse()
    }

    /// Counts the steps that can be undone and redone.
    pub fn len(&self) -> (usize, usize) {
        (self.done.len(), self.undone.len())
    }

    /// Tells whether there is nothing to undo or redo.
    pub fn is_empty(&self) -> bool {
        self.done.is_empty() && self.undone.is_empty()
    }
}
