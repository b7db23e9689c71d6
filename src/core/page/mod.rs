//! Pages: each lens has a list of them, and each answers a question that its user asks. A page is a
//! function of the model that gives plain data ([`report::Sheet`]); one renderer draws them all. It
//! knows no pixel and no thread.
//!
//! To add a page: its file or folder here, a row in [`list::LIST`] with its name and question, and a
//! row in [`PAGES`] with its functions.

mod build;
mod charter;
mod decision;
mod gate;
mod handover;
mod hold;
pub mod list;
mod loose;
mod plan;
pub mod report;
mod risk;
mod roles;
pub mod shape;
mod words;

use crate::change::ChangeSet;
use crate::command::CommandError;
use crate::env::Env;
use crate::lens::scope::Scope;
use crate::model::Item;
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::query::{self, Matcher, Query};
use crate::schedule::Follower;
use crate::sort;
use list::Listed;
use report::{Asked, Sheet};

pub use plan::{Planned, plan};

/// Is what a page is made from.
pub struct Facts<'a> {
    /// The workspace.
    pub model: &'a Model,
    /// The plan of its work as of today.
    pub plan: &'a Follower,
    /// What is asked.
    pub asked: &'a Asked,
    /// Today where the person is.
    pub today: Date,
    /// The items of the place that the filter lets through.
    scope: Scope,
    filter: Matcher,
}

impl Facts<'_> {
    /// Tells whether an item is looked at: it is live, in the place, and passes the filter.
    pub fn holds(&self, item: &Item) -> bool {
        item.is_live() && self.scope.holds(item) && self.filter.matches(self.model, item)
    }

    /// Gives the items that are looked at, in their order.
    pub fn items(&self) -> Vec<&Item> {
        let mut items: Vec<&Item> = self.model.items.iter().filter(|i| self.holds(i)).collect();
        sort::by(&mut items, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
        items
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
    Page { key: "risks", draw: risk::draw, act: risk::act },
    Page { key: "gates", draw: gate::draw, act: gate::act },
    Page { key: "charter", draw: charter::draw, act: no_act },
    Page { key: "handovers", draw: handover::draw, act: handover::act },
    Page { key: "roles", draw: roles::draw, act: no_act },
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
    let filter = query::parse(&asked.filter).unwrap_or_else(|e| {
        sheet.problem = Some(format!("{} {}", e.message, e.hint));
        Query::default()
    });
    let me = model.info().and_then(|info| info.me);
    let filter = filter.compile(model, today, me);
    let facts = Facts { model, plan, asked, today, scope: Scope::of(model, asked.place), filter };
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
