//! A trial: changes are made on the model and its plan, read, and taken back. It knows no way to
//! place a bar and no word of what follows.

use rustc_hash::FxHashSet;

use super::ask::{PlanChange, Preview, Refusal};
use super::before::Before;
use super::{place, settle, summary, words};
use crate::change::{Change, ChangeSet};
use crate::command::{Command, CommandError, NewItem, amend};
use crate::env::Env;
use crate::model::check::dependency_cycle;
use crate::model::id::{Id, Ref};
use crate::model::number::Number;
use crate::model::workspace::Model;
use crate::model::{Dependency, Item, Record};
use crate::schedule::build::item_of;
use crate::schedule::{Follower, LinkKind};
use crate::sort;

/// Holds a trial. Whatever is done in it is taken back by [`Trial::end`].
pub(super) struct Trial<'a> {
    pub(super) model: &'a mut Model,
    pub(super) follower: &'a mut Follower,
    pub(super) before: &'a Before,
    pub(super) env: &'a mut Env,
    /// What commands did: it is part of what is kept.
    done: Vec<Change>,
    /// What was tried on items: only what they are in the end is kept.
    tried: Vec<Change>,
    /// The items whose bars may be elsewhere, each once.
    pub(super) touched: FxHashSet<Id<Item>>,
    pub(super) refused: Vec<Refusal>,
    pub(super) label: String,
}

/// Tells what changes would do. Model and plan are as before when it returns.
pub fn preview(
    model: &mut Model,
    follower: &mut Follower,
    before: &Before,
    changes: &[PlanChange],
    env: &mut Env,
) -> Preview {
    Trial::of(model, follower, before, changes, env, summary::preview)
}

/// Tells what changes would do, and plans the change set that does it: the changes, and the dates
/// of all that moves with them. Model and plan are as before when it returns.
pub fn replan(
    model: &mut Model,
    follower: &mut Follower,
    before: &Before,
    changes: &[PlanChange],
    env: &mut Env,
) -> (Preview, ChangeSet) {
    let mut trial = Trial::begin(model, follower, before, env);
    trial.make(changes);
    let preview = summary::preview(&trial);
    let circle = trial.refused.iter().any(|refusal| !refusal.circle.is_empty());
    let set = if circle { ChangeSet::default() } else { trial.keep(changes) };
    trial.end();
    (preview, set)
}

impl<'a> Trial<'a> {
    /// Makes changes on trial, reads what somebody wants to know, and takes them back.
    pub(super) fn of<T>(
        model: &'a mut Model,
        follower: &'a mut Follower,
        before: &'a Before,
        changes: &[PlanChange],
        env: &'a mut Env,
        read: impl FnOnce(&Trial<'a>) -> T,
    ) -> T {
        let mut trial = Trial::begin(model, follower, before, env);
        trial.make(changes);
        let found = read(&trial);
        trial.end();
        found
    }

    pub(super) fn begin(
        model: &'a mut Model,
        follower: &'a mut Follower,
        before: &'a Before,
        env: &'a mut Env,
    ) -> Self {
        Trial {
            model,
            follower,
            before,
            env,
            done: Vec::new(),
            tried: Vec::new(),
            touched: FxHashSet::default(),
            refused: Vec::new(),
            label: String::new(),
        }
    }

    /// Makes changes: what commands do first, then bars are placed.
    pub(super) fn make(&mut self, changes: &[PlanChange]) {
        let mut placed = Vec::new();
        for change in changes {
            match change {
                PlanChange::Link { from, to, kind, lag } => self.link(*from, *to, *kind, lag.0),
                PlanChange::Unlink { link } => {
                    self.run(&Command::DeleteRecords(vec![link.to_ref()]), Some(link.to_ref()));
                }
                PlanChange::Set { at, field, value } => {
                    let (field, value) = (field.clone(), value.clone());
                    let about = at.first().copied();
                    self.run(&Command::SetField { at: at.clone(), field, value }, about);
                }
                PlanChange::New { title, kind, project, parent, start, due } => {
                    let new = NewItem {
                        title: title.clone(),
                        kind: kind.clone(),
                        project: *project,
                        parent: *parent,
                        ..NewItem::default()
                    };
                    let made = self.run(&Command::CreateItem(new), None);
                    if let Some(item) = made.and_then(Id::<Item>::from_ref) {
                        placed.push(PlanChange::Put { item, start: Some(*start), due: Some(*due) });
                    }
                }
                PlanChange::Shift { .. }
                | PlanChange::Put { .. }
                | PlanChange::Level { .. }
                | PlanChange::Settle { .. } => placed.push(change.clone()),
            }
        }
        place::place(self, &placed);
        if let Some(label) = words::label(self.model, changes) {
            self.label = label;
        }
    }

    /// Runs a command; what is wrong with it is told. Gives the record that it made.
    fn run(&mut self, command: &Command, about: Option<Ref>) -> Option<Ref> {
        let circles = self.follower.plan().problems().len();
        match self.model.run(command, self.env) {
            Ok(outcome) => {
                let moved = self.follower.follow(self.model, &outcome.changes);
                let circle = place::new_circle(self.follower, circles);
                if let Some(circle) = circle {
                    // The circle closes by way of summaries: the model has nothing against it, but
                    // nobody could plan it.
                    let text = words::circle(self.model, &circle);
                    self.refused.push(Refusal { at: about, text, circle });
                }
                self.touch(&moved);
                self.touched.extend(items_in(&outcome.changes));
                self.label.clone_from(&outcome.changes.label);
                self.done.extend(outcome.changes.changes);
                outcome.created
            }
            Err(CommandError { message, hint, .. }) => {
                let text = format!("{message} {hint}");
                self.refused.push(Refusal { at: about, text, circle: Vec::new() });
                None
            }
        }
    }

    fn link(&mut self, from: Id<Item>, to: Id<Item>, kind: LinkKind, lag: i64) {
        let lag = Number::new(lag as f64).filter(|_| lag != 0);
        let wanted = Dependency { from, to, link: kind.to_link(), lag, ..Dependency::default() };
        let all = self.model.dependencies.iter().chain(std::iter::once(&wanted));
        let mut circle: Vec<Ref> =
            dependency_cycle(all).unwrap_or_default().into_iter().map(Id::to_ref).collect();
        if from == to {
            circle = vec![from.to_ref()];
        }
        if circle.is_empty() {
            self.run(&Command::Link(wanted), Some(to.to_ref()));
        } else {
            let text = words::circle(self.model, &circle);
            self.refused.push(Refusal { at: Some(to.to_ref()), text, circle });
        }
    }

    /// Edits an item on trial and lets the plan follow.
    pub(super) fn edit(&mut self, id: Id<Item>, f: impl FnOnce(&mut Item)) {
        let set = self.changed(id, f);
        self.follow(set);
    }

    /// Edits an item on trial; the plan does not follow yet.
    pub(super) fn changed(&mut self, id: Id<Item>, f: impl FnOnce(&mut Item)) -> ChangeSet {
        let mut set = ChangeSet::default();
        let Some(old) = self.model.find(id).cloned() else { return set };
        let mut new = old.clone();
        f(&mut new);
        for change in Change::between(&old, &new) {
            if self.model.apply(&change).is_ok() {
                self.tried.push(change.clone());
                set.changes.push(change);
            }
        }
        if !set.changes.is_empty() {
            self.touched.insert(id);
        }
        set
    }

    /// Lets the plan follow what was edited on trial.
    pub(super) fn follow(&mut self, set: ChangeSet) {
        if !set.changes.is_empty() {
            let moved = self.follower.follow(self.model, &set);
            self.touch(&moved);
        }
    }

    fn touch(&mut self, keys: &[u64]) {
        self.touched.extend(keys.iter().map(|key| item_of(*key)));
    }

    /// Lists the items whose bars are elsewhere now, by id.
    pub(super) fn moved(&self) -> Vec<Id<Item>> {
        let elsewhere = |id: &Id<Item>| {
            let now = self.follower.plan().bar(id.raw().0);
            now.is_some() && now != self.before.spans.get(id).copied()
        };
        let mut moved: Vec<Id<Item>> = self.touched.iter().copied().filter(elsewhere).collect();
        sort::sort(&mut moved);
        moved
    }

    /// Writes the dates of all that moved, and gives everything as one change set.
    fn keep(&mut self, changes: &[PlanChange]) -> ChangeSet {
        settle::settle(self, changes);
        // Only what items are in the end is kept, with one entry in their history for each field.
        let mut ids: Vec<Ref> = self.tried.iter().map(Change::at).collect();
        sort::sort(&mut ids);
        ids.dedup();
        let records: Vec<Record> = ids.into_iter().filter_map(|at| self.model.get(at)).collect();
        let tried = std::mem::take(&mut self.tried);
        let back = ChangeSet { changes: tried.clone(), ..ChangeSet::default() }.inverse();
        let undone = self.model.apply_all(&back);
        debug_assert!(undone.is_ok(), "BUG: what was tried can be taken back");
        let label = self.label.clone();
        let mut set = ChangeSet { label: label.clone(), ..ChangeSet::default() };
        (set.at, set.by) = (self.env.now, self.env.by);
        set.changes.clone_from(&self.done);
        match amend(self.model, &records, &label, self.env) {
            Ok(amended) => {
                self.tried = amended.changes.clone();
                set.changes.extend(amended.changes);
            }
            Err(_) => set.changes.clear(),
        }
        set
    }

    /// Takes everything back.
    pub(super) fn end(self) {
        let all: Vec<Change> = self.done.into_iter().chain(self.tried).collect();
        if all.is_empty() {
            return;
        }
        let back = ChangeSet { changes: all, ..ChangeSet::default() }.inverse();
        let undone = self.model.apply_all(&back);
        debug_assert!(undone.is_ok(), "BUG: a trial can be taken back");
        self.follower.follow(self.model, &back);
    }
}

fn items_in(set: &ChangeSet) -> impl Iterator<Item = Id<Item>> + '_ {
    set.changes.iter().filter_map(|change| Id::<Item>::from_ref(change.at()))
}
