//! Pages: each lens has a list of them, and each answers a question that its user asks. A page is a
//! function of the model that gives plain data ([`report::Sheet`]); one renderer draws them all. It
//! knows no pixel and no thread.
//!
//! To add a page: its file or folder here, a row in [`list::LIST`] with its name and question, and a
//! row in [`PAGES`] with its functions.

mod benefit;
mod build;
mod charter;
mod checkin;
pub mod choose;
mod decision;
mod forecast;
mod gate;
mod guide;
mod handover;
mod hold;
pub mod launch;
pub mod list;
pub mod loose;
mod needs;
mod plan;
pub mod priority;
pub mod quality;
pub mod report;
mod risk;
mod roles;
pub mod shape;
mod strategy;
pub mod survey;
mod why;
mod words;

use std::ops::Deref;

use crate::change::ChangeSet;
use crate::command::CommandError;
use crate::env::Env;
use crate::lens::chain::{Graph, counts};
use crate::lens::scope::Scope;
use crate::model::id::{Id, Ref};
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::model::{Category, Item, Product};
use crate::query::{self, Matcher};
use crate::schedule::Follower;
use crate::sort;
use list::Listed;
use report::{Asked, Sheet};

pub use plan::{Planned, plan};

/// Is what a page looks at: the workspace, as far as the place and the filter let it.
pub struct Look<'a> {
    /// The workspace.
    pub model: &'a Model,
    /// What is asked.
    pub asked: &'a Asked,
    /// Today where the person is.
    pub today: Date,
    scope: Scope,
    filter: Matcher,
}

/// Is what a page is made from.
pub struct Facts<'a> {
    look: Look<'a>,
    /// The plan of its work as of today.
    pub plan: &'a Follower,
}

impl<'a> Deref for Facts<'a> {
    type Target = Look<'a>;
    fn deref(&self) -> &Look<'a> {
        &self.look
    }
}

impl<'a> Look<'a> {
    /// Looks at the workspace as it is asked; an error in the filter lets everything through.
    pub fn of(model: &'a Model, asked: &'a Asked, today: Date) -> Self {
        let filter = query::parse(&asked.filter).unwrap_or_default();
        let me = model.info().and_then(|info| info.me);
        let filter = filter.compile(model, today, me);
        Look { model, asked, today, scope: Scope::of(model, asked.place), filter }
    }

    /// Tells whether an item is looked at: it is live, in the place, and passes the filter.
    pub fn holds(&self, item: &Item) -> bool {
        item.is_live() && self.scope.holds(item) && self.filter.matches(self.model, item)
    }

    /// Gives the items that are looked at, in their order.
    pub fn items(&self) -> Vec<&'a Item> {
        let mut items: Vec<&'a Item> = self.model.items.iter().filter(|i| self.holds(i)).collect();
        sort::by(&mut items, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
        items
    }

    /// Tells whether an item is still to be done.
    pub fn is_open(&self, item: &Item) -> bool {
        let closed = |category: &Category| category.is_closed();
        counts(self.model, item)
            && !self.model.status_of(item).is_some_and(|status| closed(&status.category))
    }

    /// Tells whether a product is looked at: it is in the place, or the place is not of products.
    pub fn holds_product(&self, product: Option<Id<Product>>) -> bool {
        match (&self.scope, product) {
            (Scope::Products(ids), Some(product)) => ids.contains(&product),
            _ => true,
        }
    }

    /// Gives the graph of reasons, turned round.
    pub fn graph(&self) -> Graph {
        Graph::of(self.model)
    }

    /// Counts the live items among some records that are still to be done, and all of them.
    pub fn count_items<'r>(&self, records: impl IntoIterator<Item = &'r Ref>) -> (usize, usize) {
        let items = records.into_iter().filter_map(|at| Id::<Item>::from_ref(*at));
        let items = items.filter_map(|id| self.model.find(id)).filter(|i| counts(self.model, i));
        items.fold((0, 0), |(open, all), item| (open + usize::from(self.is_open(item)), all + 1))
    }
}

/// Fills a sheet.
type Draw = fn(&Facts<'_>, &mut Sheet);

/// Plans what an act of a page does: the sentence that says it, and the changes.
type Do = fn(&mut Model, &Asked, &str, &mut Env) -> Result<Planned, CommandError>;

/// Is one page: its key, how it is made, and how its acts are planned.
struct Page {
    key: &'static str,
    draw: Draw,
    act: Do,
}

/// All pages; [`list::LIST`] has their names.
const PAGES: &[Page] = &[
    Page { key: "decisions", draw: decision::draw, act: decision::act },
    Page { key: "checkins", draw: checkin::draw, act: checkin::act },
    Page { key: "choose", draw: choose::draw, act: choose::act },
    Page { key: "benefits", draw: benefit::draw, act: no_act },
    Page { key: "risks", draw: risk::draw, act: risk::act },
    Page { key: guide::KEY, draw: guide::draw, act: no_act },
    Page { key: "gates", draw: gate::draw, act: gate::act },
    Page { key: "charter", draw: charter::draw, act: no_act },
    Page { key: "handovers", draw: handover::draw, act: handover::act },
    Page { key: "quality", draw: quality::draw, act: quality::act },
    Page { key: "launch", draw: launch::draw, act: launch::act },
    Page { key: "roles", draw: roles::draw, act: no_act },
    Page { key: "strategy", draw: strategy::draw, act: strategy::act },
    Page { key: "needs", draw: needs::draw, act: no_act },
    Page { key: "priorities", draw: priority::draw, act: priority::act },
    Page { key: "surveys", draw: survey::draw, act: no_act },
    Page { key: "why-map", draw: why::draw, act: no_act },
    Page { key: "loose-ends", draw: loose::draw, act: no_act },
];

/// Is for pages that offer nothing to do.
fn no_act(_: &mut Model, _: &Asked, _: &str, _: &mut Env) -> Result<Planned, CommandError> {
    Err(CommandError::invalid("This page cannot do that.", "Open the page again."))
}

/// Finds the page that is asked for; the lens's first where there is no such.
fn find(asked: &Asked) -> Option<(&'static Listed, &'static Page)> {
    let listed = list::find(&asked.lens, &asked.page)?;
    Some((listed, PAGES.iter().find(|page| page.key == listed.key)?))
}

/// Makes the page that is asked for.
pub fn sheet(model: &Model, plan: &Follower, asked: &Asked, today: Date) -> Sheet {
    let Some((listed, page)) = find(asked) else { return Sheet::default() };
    let mut sheet = Sheet {
        key: listed.key.to_owned(),
        name: listed.name.to_owned(),
        question: listed.question.to_owned(),
        ..Sheet::default()
    };
    if let Err(e) = query::parse(&asked.filter) {
        sheet.problem = Some(format!("{} {}", e.message, e.hint));
    }
    let facts = Facts { look: Look::of(model, asked, today), plan };
    (page.draw)(&facts, &mut sheet);
    sheet
}

/// Plans an act of a page: what it did in a sentence, and the change set that does it. Nothing is
/// changed. The error is a sentence.
pub fn act(
    model: &mut Model,
    asked: &Asked,
    act: &str,
    env: &mut Env,
) -> Result<(String, ChangeSet), String> {
    let act_of = find(asked).map_or(no_act as Do, |(_, page)| page.act);
    let done = act_of(model, asked, act, env);
    done.map(|planned| (planned.says, planned.set)).map_err(|e| format!("{} {}", e.message, e.hint))
}
