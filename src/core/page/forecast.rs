//! What a place comes to by today's plan: when its work ends, what it costs, how much it holds. It
//! knows no page.

use crate::lens::chain::counts;
use crate::lens::scope::Scope;
use crate::metrics::ask::{Ask, Moment};
use crate::metrics::earned;
use crate::metrics::memo::Memo;
use crate::metrics::report::{Counting, Period, Question};
use crate::metrics::scene::Scene;
use crate::model::id::Ref;
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::model::{Category, Item, Lens};
use crate::schedule::Plan;
use crate::schedule::build::key_of;

/// Is what a place comes to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Forecast {
    /// The day on which its work ends.
    pub end: Option<Date>,
    /// What it cost so far, where anything was kept.
    pub spent: Option<f64>,
    /// What it will have cost, if costs go on as they went.
    pub cost: Option<f64>,
    /// Why that is not known.
    pub why: String,
    /// How many items it holds that were not given up.
    pub items: usize,
    /// How many of them are done.
    pub done: usize,
}

/// Asks for the numbers of a place as of today.
pub fn question(place: Option<Ref>, today: Date) -> Question {
    Question {
        lens: Lens::Project,
        place,
        filter: String::new(),
        period: Period { from: today, to: today },
        counting: Counting::default(),
    }
}

/// Gives the earned value of a place, where anything is planned.
pub fn earned(model: &Model, today: Date, place: Option<Ref>) -> Option<earned::Facts> {
    let (question, memo) = (question(place, today), Memo::default());
    let moment = Moment { now: today.start_utc(), today };
    let ask = Ask::new(model, &question, moment, &memo).ok()?;
    earned::Facts::of_scene(&Scene::new(&ask))
}

/// Gives the day on which the work of a place ends by the plan.
pub fn end(model: &Model, plan: &Plan, scope: &Scope) -> Option<Date> {
    let items = model.items.iter().filter(|i| i.is_live() && scope.holds(i));
    items.filter_map(|i| plan.dates(key_of(i.id))).map(|d| d.finish.finish_date()).max()
}

/// Works out what a place comes to.
pub fn forecast(model: &Model, plan: &Plan, today: Date, place: Ref) -> Forecast {
    let scope = Scope::of(model, Some(place));
    let held = |i: &&Item| i.is_live() && scope.holds(i) && counts(model, i);
    let done = |i: &&Item| model.status_of(i).is_some_and(|s| s.category == Category::Done);
    let mut out = Forecast {
        end: end(model, plan, &scope),
        items: model.items.iter().filter(held).count(),
        done: model.items.iter().filter(held).filter(done).count(),
        ..Forecast::default()
    };
    let Some(own) = earned(model, today, Some(place)).filter(|own| own.account.money) else {
        out.why = "Nothing that is planned has a cost.".to_owned();
        return out;
    };
    let basis = own.at(today);
    out.spent = (!own.account.spent.is_empty()).then_some(basis.ac);
    match (&own.blind, basis.eac()) {
        (None, Some(cost)) => out.cost = Some(cost),
        (Some(why), _) => out.why.clone_from(why),
        (None, None) => out.why = "Nothing is earned yet.".to_owned(),
    }
    out
}
