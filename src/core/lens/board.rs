//! Boards: the columns that a lens shows, and the cards in each.

use rustc_hash::FxHashSet;

use super::Lens;
use super::scope::Scope;
use crate::model::id::{Id, Ref};
use crate::model::rank::Rank;
use crate::model::workspace::Model;
use crate::model::{Category, Dependency, Item, ItemKind, Phase, Status, Workflow};
use crate::sort;

/// Says what puts a card into a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Holds {
    /// Its status is one of these; the first gives the column its name.
    Statuses(Vec<Id<Status>>),
    /// Its status is of this category.
    Category(Category),
    /// The project is in this phase.
    Phase(Phase),
}

/// Is a column of a board.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its stable name: the id of its (first) status, or the name of its category or phase.
    pub key: String,
    /// The name a person reads.
    pub name: String,
    /// How many cards it should hold at most.
    pub limit: Option<u32>,
    /// What must hold before a card leaves it.
    pub policy: String,
    /// What puts a card into it.
    pub holds: Holds,
    /// What it means for flow, where it means one thing.
    pub category: Option<Category>,
    /// Whether its status was put away.
    pub archived: bool,
}

/// Says what a board shows.
#[derive(Debug, Clone, PartialEq)]
pub struct BoardSpec {
    /// The lens.
    pub lens: Lens,
    /// The items in question.
    pub scope: Scope,
    /// Whether archived cards and statuses show too.
    pub archived: bool,
}

impl BoardSpec {
    /// Gives the columns in their order.
    pub fn columns(&self, model: &Model) -> Vec<Column> {
        match self.lens {
            Lens::Portfolio => Phase::ALL.iter().map(phase_column).collect(),
            Lens::Program => Category::ALL.iter().map(category_column).collect(),
            _ => self.status_columns(model),
        }
    }

    /// Gives the cards of a column in their order. `keep` is the filter.
    pub fn cards(&self, model: &Model, column: &Column, keep: impl Fn(&Item) -> bool) -> Vec<Ref> {
        match &column.holds {
            Holds::Phase(phase) => self.projects_in(model, phase),
            Holds::Category(category) => {
                let linked = handovers(model);
                let statuses = model.statuses.iter().filter(|s| s.category == *category);
                let asked =
                    |i: &Item| (i.kind == ItemKind::Milestone || linked.contains(&i.id)) && keep(i);
                self.items_in(model, statuses.map(|s| s.id), asked)
            }
            Holds::Statuses(statuses) => {
                self.items_in(model, statuses.iter().copied(), |i| self.asks_for(i) && keep(i))
            }
        }
    }

    fn asks_for(&self, item: &Item) -> bool {
        self.lens != Lens::Product || matches!(item.kind, ItemKind::Feature | ItemKind::Initiative)
    }

    fn items_in(
        &self,
        model: &Model,
        statuses: impl Iterator<Item = Id<Status>>,
        keep: impl Fn(&Item) -> bool,
    ) -> Vec<Ref> {
        let shown = |item: &&Item| self.scope.holds(item) && keep(item);
        if self.archived {
            // Archived items are not indexed: they are looked at rarely, and then all at once.
            let statuses: FxHashSet<Id<Status>> = statuses.collect();
            let all = model.items.iter().filter(|i| i.trashed.is_none());
            let mut found: Vec<(&Rank, Id<Item>)> = all
                .filter(|i| statuses.contains(&i.status))
                .filter(shown)
                .map(|i| (&i.rank, i.id))
                .collect();
            sort::sort(&mut found);
            return found.into_iter().map(|(_, id)| id.to_ref()).collect();
        }
        let mut lists = 0;
        let mut found: Vec<(&Rank, Id<Item>)> = Vec::new();
        for status in statuses {
            let list = model.index().in_status(status);
            lists += usize::from(!list.is_empty());
            let items = list.iter().filter_map(|(rank, id)| Some((rank, model.find(*id)?)));
            found.extend(items.filter(|(_, i)| shown(i)).map(|(rank, i)| (rank, i.id)));
        }
        if lists > 1 {
            sort::sort(&mut found);
        }
        found.into_iter().map(|(_, id)| id.to_ref()).collect()
    }

    fn projects_in(&self, model: &Model, phase: &Phase) -> Vec<Ref> {
        let mut found: Vec<_> = model
            .projects
            .iter()
            .filter(|p| p.phase == *phase && self.scope.holds_project(p))
            .filter(|p| self.archived || p.archived.is_none())
            .map(|p| (&p.rank, p.id))
            .collect();
        sort::sort(&mut found);
        found.into_iter().map(|(_, id)| id.to_ref()).collect()
    }

    fn status_columns(&self, model: &Model) -> Vec<Column> {
        let mut workflows = self.workflows(model);
        sort::by_key(&mut workflows, |id| model.find(*id).map(|w| (w.rank.clone(), w.id)));
        let mut columns: Vec<Column> = Vec::new();
        for status in workflows.iter().flat_map(|id| model.statuses_of(*id)) {
            if status.archived.is_some() && !self.archived {
                continue;
            }
            let like = columns.iter_mut().find(|c| {
                c.category.as_ref() == Some(&status.category)
                    && c.name.to_lowercase() == status.name.to_lowercase()
            });
            match like {
                Some(column) => column.join(status),
                None => columns.push(status_column(status)),
            }
        }
        if workflows.len() > 1 {
            sort::by_key(&mut columns, |c| {
                Category::ALL.iter().position(|category| Some(category) == c.category.as_ref())
            });
        }
        columns
    }

    /// Lists the workflows of the projects in scope, and those that items in scope are in.
    fn workflows(&self, model: &Model) -> Vec<Id<Workflow>> {
        let mut used: FxHashSet<Id<Workflow>> = FxHashSet::default();
        for status in model.statuses.iter() {
            if used.contains(&status.workflow) {
                continue;
            }
            let list = model.index().in_status(status.id);
            let held = |(_, id): &(Rank, Id<Item>)| {
                model.find(*id).is_some_and(|i| self.scope.holds(i) && self.asks_for(i))
            };
            if list.iter().any(held) {
                used.insert(status.workflow);
            }
        }
        if self.lens != Lens::Product || used.is_empty() {
            let of = model.projects.iter().filter(|p| self.scope.holds_project(p));
            used.extend(of.filter_map(|p| p.workflow));
        }
        if used.is_empty() {
            used.extend(model.workflows.iter().map(|w| w.id).take(1));
        }
        used.into_iter().collect()
    }
}

impl Column {
    fn join(&mut self, status: &Status) {
        if let Holds::Statuses(ids) = &mut self.holds {
            ids.push(status.id);
        }
        // Each workflow brings its own limit; together they hold what all allow.
        self.limit = self.limit.zip(status.limit).map(|(a, b)| a.saturating_add(b));
        self.archived &= status.archived.is_some();
    }

    /// Tells whether the column holds more than it should.
    pub fn is_over(&self, count: usize) -> bool {
        self.limit.is_some_and(|limit| count > limit as usize)
    }
}

fn status_column(status: &Status) -> Column {
    Column {
        key: status.id.to_string(),
        name: status.name.clone(),
        limit: status.limit,
        policy: status.policy.0.clone(),
        holds: Holds::Statuses(vec![status.id]),
        category: Some(status.category.clone()),
        archived: status.archived.is_some(),
    }
}

fn category_column(category: &Category) -> Column {
    Column {
        key: category.name().to_owned(),
        name: category.label().to_owned(),
        limit: None,
        policy: String::new(),
        holds: Holds::Category(category.clone()),
        category: Some(category.clone()),
        archived: false,
    }
}

fn phase_column(phase: &Phase) -> Column {
    Column {
        key: phase.name().to_owned(),
        name: phase.label().to_owned(),
        limit: None,
        policy: String::new(),
        holds: Holds::Phase(phase.clone()),
        category: None,
        archived: false,
    }
}

/// Lists the items that a link ties to an item of another project.
fn handovers(model: &Model) -> FxHashSet<Id<Item>> {
    let crosses = |d: &&Dependency| {
        let project = |id| model.find::<Item>(id).map(|i| i.project);
        project(d.from) != project(d.to)
    };
    model.dependencies.iter().filter(crosses).flat_map(|d| [d.from, d.to]).collect()
}

/// Finds the status that an item gets in a column, in the item's own workflow.
pub fn status_in(model: &Model, item: &Item, column: &Column) -> Option<Id<Status>> {
    let own = item.project.and_then(|p| model.find(p)).and_then(|p| p.workflow);
    let own = own.or_else(|| model.status_of(item).map(|s| s.workflow));
    let mut steps = own.map(|w| model.statuses_of(w)).unwrap_or_default().into_iter();
    match &column.holds {
        Holds::Statuses(ids) => {
            steps.find(|s| ids.contains(&s.id)).map(|s| s.id).or(ids.first().copied())
        }
        Holds::Category(category) => {
            if model.status_of(item).is_some_and(|s| s.category == *category) {
                return Some(item.status);
            }
            steps.find(|s| s.category == *category && s.archived.is_none()).map(|s| s.id)
        }
        Holds::Phase(_) => None,
    }
}
