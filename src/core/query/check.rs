//! What each test of a matcher asks of an item.

use serde_json::Value as Json;

use super::Op;
use super::compile::{Check, Values, World};
use super::fold::Needle;
use super::subject::{Flag, Subject};
use crate::model::field::{Choice, Value};
use crate::model::record::RecordType;
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::model::{Category, Comment, Item, Kind};

impl Check {
    pub(super) fn holds(&self, model: &Model, item: &Item) -> bool {
        match self {
            Check::Word(word) => word.is_in(model, item),
            Check::Is(flag, world) => is(flag, world, item),
            Check::Has(subject) => has(model, item, *subject),
            Check::Labels(names) => names.holds(item.labels.iter().map(|l| l.raw())),
            Check::Status(ids) => ids.contains(&item.status),
            Check::Project(names) => names.holds(item.project.iter().map(|p| p.raw())),
            Check::Ref(idx, names) => match item.value(*idx) {
                Value::Ref(r) => names.holds(std::iter::once(r.id)),
                Value::Many(many) => names.holds(many.iter().filter_map(|v| match v {
                    Value::Ref(r) => Some(r.id),
                    _ => None,
                })),
                _ => names.none,
            },
            Check::Choice(subject, op, names, choices) => choice(model, item, *subject)
                .is_some_and(|value| names.iter().any(|n| compares(choices, &value, *op, n))),
            Check::Number(subject, op, values) => {
                let order = |a: &f64, b: &f64| op.holds(a.total_cmp(b));
                values.hold(number(item, *subject), order)
            }
            Check::Date(subject, op, values) => {
                values.hold(date(item, *subject), |a, b| op.holds(a.cmp(b)))
            }
            Check::Bool(subject, values) => {
                let value = match raw(item, *subject) {
                    Value::Bool(yes) => Some(yes),
                    _ => None,
                };
                values.hold(value.or(Some(false)), |a, b| a == b)
            }
            Check::Text(subject, values) => text(model, item, *subject, values),
        }
    }
}

fn is(flag: &Flag, world: &World, item: &Item) -> bool {
    let listed = world.statuses.contains(&item.status);
    match flag {
        Flag::Blocked => item.blocked.is_some(),
        Flag::Overdue => !listed && item.due.is_some_and(|due| due < world.today),
        Flag::Archived => item.archived.is_some(),
        Flag::Deleted => item.trashed.is_some(),
        Flag::Open => !listed,
        Flag::Closed | Flag::Started | Flag::In(_) => listed,
        Flag::Unassigned => item.owner.is_none(),
        Flag::Mine => item.owner.is_some() && item.owner == world.me,
        Flag::Of(kind) => item.kind == *kind,
    }
}

fn has(model: &Model, item: &Item, subject: Subject) -> bool {
    let owns = |kind: Kind| model.index().owned(item.id.to_ref()).iter().any(|r| r.kind == kind);
    match subject {
        Subject::Key | Subject::Category => true,
        Subject::Comment => owns(Kind::Comment),
        Subject::Dependency => owns(Kind::Dependency),
        Subject::Child => !model.index().children(item.id).is_empty(),
        Subject::Program => item.project.and_then(|p| model.find(p)?.program).is_some(),
        Subject::Custom(..) => !raw(item, subject).is_empty(),
        Subject::Field(_) => match raw(item, subject) {
            Value::Bool(yes) => yes,
            // The first of the choices says that there is none.
            Value::Choice(name, _) => name != "none",
            other => !other.is_empty(),
        },
    }
}

fn raw(item: &Item, subject: Subject) -> Value {
    match subject {
        Subject::Field(idx) => item.value(idx),
        Subject::Custom(id, _) => match item.custom.get(&id.to_string()) {
            Some(Json::Bool(yes)) => Value::Bool(*yes),
            Some(Json::Number(n)) => n.as_f64().map_or(Value::Empty, Value::Number),
            Some(Json::String(s)) if !s.is_empty() => Value::Text(s.clone()),
            _ => Value::Empty,
        },
        _ => Value::Empty,
    }
}

fn choice(model: &Model, item: &Item, subject: Subject) -> Option<String> {
    if subject == Subject::Category {
        let category: &Category = &model.status_of(item)?.category;
        return Some(category.name().to_owned());
    }
    match raw(item, subject) {
        Value::Choice(name, _) => Some(name),
        _ => None,
    }
}

fn compares(choices: &[Choice], value: &str, op: Op, wanted: &str) -> bool {
    if op == Op::Is {
        return value == wanted;
    }
    let place = |name: &str| choices.iter().position(|c| c.name == name);
    match (place(value), place(wanted)) {
        (Some(a), Some(b)) => op.holds(a.cmp(&b)),
        _ => false,
    }
}

fn number(item: &Item, subject: Subject) -> Option<f64> {
    match raw(item, subject) {
        Value::Number(n) => Some(n),
        _ => None,
    }
}

fn date(item: &Item, subject: Subject) -> Option<Date> {
    match raw(item, subject) {
        Value::Date(date) => Some(date),
        Value::Time(time) => Some(time.date_utc()),
        Value::Text(text) => text.parse().ok(),
        _ => None,
    }
}

fn text(model: &Model, item: &Item, subject: Subject, values: &Values<Needle>) -> bool {
    let any = |text: &str| values.list.iter().any(|needle| needle.is_in(text));
    match subject {
        Subject::Key => values.any || values.list.iter().any(|n| n.is(&model.key_of(item))),
        Subject::Comment => {
            let said: Vec<&str> = model
                .index()
                .owned_of::<Comment>(item.id.to_ref())
                .filter_map(|id| model.find(id))
                .map(|c| c.body.0.as_str())
                .collect();
            if said.is_empty() { values.none } else { values.any || said.into_iter().any(any) }
        }
        _ if !has(model, item, subject) => values.none,
        _ if values.any => true,
        _ => match raw(item, subject) {
            Value::Text(text) => any(&text),
            Value::Many(many) => many.iter().any(|v| matches!(v, Value::Text(t) if any(t))),
            _ => false,
        },
    }
}
