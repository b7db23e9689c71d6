//! What belongs to the place that a page looks at, and how its pages write people, money and days.
//! It knows no page.

use super::Facts;
use crate::lens::roadmap::cell;
use crate::lens::scope::Scope;
use crate::metrics::report::Unit;
use crate::metrics::{say, words};
use crate::model::id::{Id, Ref};
use crate::model::number::Money;
use crate::model::time::Date;
use crate::model::{Item, Kind, Person, Product, Project, Release, Stage};

impl Facts<'_> {
    /// Tells whether what stands in a place, or threatens an item, belongs to what is looked at.
    pub(super) fn within(&self, place: Option<Ref>, item: Option<Id<Item>>) -> bool {
        let item = item.and_then(|id| self.model.find(id));
        let let_through = item.is_none_or(|item| self.filter.matches(self.model, item));
        let here = item.is_some_and(|item| self.scope.holds(item));
        let_through && (here || self.holds_place(place))
    }

    /// Tells whether a place is the one that is looked at, or in it.
    pub(super) fn holds_place(&self, place: Option<Ref>) -> bool {
        if self.scope == Scope::All {
            return true;
        }
        let Some(at) = place else { return false };
        if self.asked.place == Some(at) {
            return true;
        }
        let model = self.model;
        let project = |id: Id<Project>| model.find(id).is_some_and(|p| self.scope.holds_project(p));
        let product = |id: &Id<Product>| match &self.scope {
            Scope::Products(ids) => ids.contains(id),
            _ => false,
        };
        match at.kind {
            Kind::Item => model.find(Id::<Item>::new(at.id)).is_some_and(|i| self.scope.holds(i)),
            Kind::Project => project(Id::new(at.id)),
            Kind::Stage => model.find(Id::<Stage>::new(at.id)).is_some_and(|s| project(s.project)),
            Kind::Product => product(&Id::new(at.id)),
            Kind::Release => {
                model.find(Id::<Release>::new(at.id)).is_some_and(|r| product(&r.product))
            }
            _ => false,
        }
    }

    /// Walks the projects of the place that are not put away.
    pub(super) fn projects(&self) -> impl Iterator<Item = &Project> {
        let live = |p: &&Project| p.archived.is_none() && self.scope.holds_project(p);
        self.model.projects.iter().filter(live)
    }

    /// Gives the person on this device, where that is known.
    pub(super) fn me(&self) -> Option<Id<Person>> {
        self.model.info().and_then(|info| info.me)
    }

    /// Names a person; a dash for nobody.
    pub(super) fn person(&self, id: Option<Id<Person>>) -> String {
        let name = id.and_then(|id| self.model.find(id)).map(|person| person.name.clone());
        name.filter(|name| !name.is_empty()).unwrap_or_else(|| "–".to_owned())
    }

    /// Writes a whole amount of the workspace's currency.
    pub(super) fn money(&self, units: f64) -> String {
        let code = self.model.info().map(|info| info.currency.trim().to_owned());
        match code.filter(|code| !code.is_empty()) {
            Some(code) => say::whole(units.round(), &Unit::Money(code)),
            None => words::number(units.round()),
        }
    }

    /// Writes a date in as few letters as a column has room for.
    pub(super) fn day(&self, date: Date) -> String {
        cell::brief(date, self.today)
    }

    /// Writes a date in a sentence.
    pub(super) fn date(&self, date: Date) -> String {
        cell::day(date, self.today)
    }
}

/// Gives an amount in whole units.
pub(super) fn units(money: Money) -> f64 {
    money.0 as f64 / 100.0
}

/// Counts working days in words.
pub(super) fn days(n: f64) -> String {
    let n = if n >= 10.0 { n.round() } else { (n * 10.0).round() / 10.0 };
    words::many(n, "working day", "working days")
}

/// Gives the address of a record as an act's key holds it.
pub(super) fn id_of<R>(act: &str, verb: &str) -> Option<Id<R>> {
    let (own, id) = act.split_once(':')?;
    (own == verb).then_some(id)?.parse().ok().map(Id::new)
}
