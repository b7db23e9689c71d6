//! Turns a query into a matcher: names become ids once, so that an item is matched by comparing.

use std::fmt::Write;

use rustc_hash::FxHashSet;
use serde_json::Value as Json;

use super::fold::{Fit, Needle};
use super::parse::is_presence;
use super::subject::{Flag, Sort, Subject, plain};
use super::{Op, Query, Term, Test, value};
use crate::model::field::{Choice, FieldKind, Value};
use crate::model::id::{Id, RawId};
use crate::model::index::Scope;
use crate::model::record::RecordType;
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::model::{Category, Item, Kind, Label, Person, Status};

/// Matches items against a query. It holds ids of the model that it was made for: make it anew
/// when labels, people, places, statuses or comments change.
#[derive(Debug, Clone, Default)]
pub struct Matcher {
    tests: Vec<(bool, Check)>,
    /// Values that no record of the model has as its name.
    pub unknown: Vec<String>,
}

#[derive(Debug, Clone)]
enum Check {
    Word(Word),
    Is(Flag, World),
    Has(Subject),
    Labels(Names),
    Ref(usize, Names),
    Status(FxHashSet<Id<Status>>),
    Project(Names),
    Choice(Subject, Op, Vec<String>, &'static [Choice]),
    Number(Subject, Op, Values<f64>),
    Date(Subject, Op, Values<Date>),
    Bool(Subject, Values<bool>),
    Text(Subject, Values<Needle>),
}

/// Is what the outside world is to a state.
#[derive(Debug, Clone, Default)]
struct World {
    today: Date,
    me: Option<Id<Person>>,
    statuses: FxHashSet<Id<Status>>,
}

/// Is a word, and where it was found before any item was looked at.
#[derive(Debug, Clone)]
struct Word {
    needle: Needle,
    labels: FxHashSet<Id<Label>>,
    commented: FxHashSet<RawId>,
    keys: Keys,
}

#[derive(Debug, Clone)]
enum Keys {
    /// The word can be part of no key.
    Never,
    /// The word has no digit: these places' keys hold it, and perhaps `ITEM` does.
    Of(FxHashSet<RawId>, bool),
    /// The word has a digit or a hyphen: look at each key.
    Look,
}

/// Is a set of records by name, and whether having none, or any, is meant too.
#[derive(Debug, Clone, Default)]
struct Names {
    ids: FxHashSet<RawId>,
    none: bool,
    any: bool,
}

#[derive(Debug, Clone)]
struct Values<T> {
    list: Vec<T>,
    none: bool,
    any: bool,
}

impl Query {
    /// Makes a matcher. `me` is the person on this device.
    pub fn compile(&self, model: &Model, today: Date, me: Option<Id<Person>>) -> Matcher {
        let mut out = Matcher::default();
        for Term { not, test, .. } in &self.terms {
            let check = match test {
                Test::Word(text) => Check::Word(Word::new(model, text)),
                Test::Is(flag) => Check::Is(flag.clone(), World::new(model, flag, today, me)),
                Test::Has(subject) => Check::Has(*subject),
                Test::Compare { subject, op, values } => {
                    compare(model, *subject, *op, values, today, me, &mut out.unknown)
                }
            };
            out.tests.push((*not, check));
        }
        // Words cost most: they come last.
        out.tests.sort_by_key(|(_, check)| matches!(check, Check::Word(_) | Check::Text(..)));
        out
    }
}

impl Matcher {
    /// Tells whether every item matches.
    pub fn is_empty(&self) -> bool {
        self.tests.is_empty()
    }

    /// Tells whether an item matches.
    pub fn matches(&self, model: &Model, item: &Item) -> bool {
        self.tests.iter().all(|(not, check)| check.holds(model, item) != *not)
    }
}

fn compare(
    model: &Model,
    subject: Subject,
    op: Op,
    values: &[String],
    today: Date,
    me: Option<Id<Person>>,
    unknown: &mut Vec<String>,
) -> Check {
    let field = match subject {
        Subject::Field(idx) => Item::FIELDS.get(idx).map(|meta| (idx, meta.kind)),
        _ => None,
    };
    match (subject.sort(), field) {
        (_, Some((_, FieldKind::Ref(Kind::Status)))) => {
            let names = Names::find(model, Kind::Status, values, me, unknown);
            Check::Status(names.ids.into_iter().map(Id::new).collect())
        }
        (_, Some((_, FieldKind::Refs(Kind::Label)))) => {
            Check::Labels(Names::find(model, Kind::Label, values, me, unknown))
        }
        (Sort::Refs, Some((idx, FieldKind::Ref(kind) | FieldKind::Refs(kind)))) => {
            Check::Ref(idx, Names::find(model, kind, values, me, unknown))
        }
        (Sort::Refs, _) => {
            let programs = Names::find(model, Kind::Program, values, me, unknown);
            let inside = model.projects.iter().filter(|p| match p.program {
                Some(id) => programs.any || programs.ids.contains(&id.raw()),
                None => programs.none,
            });
            let ids = inside.map(|p| p.id.raw()).collect();
            Check::Project(Names { ids, none: programs.none, any: false })
        }
        (Sort::Choice(choices), _) => {
            let names = values.iter().map(|v| name_of(choices, v)).collect();
            Check::Choice(subject, op, names, choices)
        }
        (Sort::Number, _) => Check::Number(subject, op, Values::read(values, value::number)),
        (Sort::Minutes, _) => Check::Number(subject, op, Values::read(values, value::minutes)),
        (Sort::Date, _) => Check::Date(subject, op, Values::read(values, |v| value::day(v, today))),
        (Sort::Bool, _) => Check::Bool(subject, Values::read(values, value::truth)),
        (Sort::Text | Sort::Presence, _) => {
            Check::Text(subject, Values::read(values, |v| Some(Needle::new(v))))
        }
    }
}

/// Gives the name in data of a choice that was typed by its name or label.
fn name_of(choices: &[Choice], typed: &str) -> String {
    let by_name = choices.iter().find(|c| c.name.eq_ignore_ascii_case(typed));
    let found = by_name.or_else(|| choices.iter().find(|c| plain(c.label) == plain(typed)));
    found.map_or_else(|| typed.to_lowercase(), |c| c.name.to_owned())
}

impl<T> Values<T> {
    fn read(values: &[String], read: impl Fn(&str) -> Option<T>) -> Self {
        Values {
            list: values.iter().filter(|v| !is_presence(v)).filter_map(|v| read(v)).collect(),
            none: values.iter().any(|v| v.eq_ignore_ascii_case("none")),
            any: values.iter().any(|v| v.eq_ignore_ascii_case("any")),
        }
    }

    fn hold(&self, value: Option<T>, holds: impl Fn(&T, &T) -> bool) -> bool {
        match value {
            None => self.none,
            Some(value) => self.any || self.list.iter().any(|wanted| holds(&value, wanted)),
        }
    }
}

impl Names {
    fn find(
        model: &Model,
        kind: Kind,
        values: &[String],
        me: Option<Id<Person>>,
        unknown: &mut Vec<String>,
    ) -> Names {
        let mut names = Names::default();
        for text in values {
            match text.to_lowercase().as_str() {
                "none" => names.none = true,
                "any" => names.any = true,
                "me" if kind == Kind::Person => names.ids.extend(me.map(Id::raw)),
                _ => {
                    let found = named(model, kind, text);
                    if found.is_empty() {
                        unknown.push(text.clone());
                    }
                    names.ids.extend(found);
                }
            }
        }
        names
    }

    fn holds(&self, mut ids: impl Iterator<Item = RawId>) -> bool {
        match ids.next() {
            None => self.none,
            Some(first) => {
                self.any || self.ids.contains(&first) || ids.any(|id| self.ids.contains(&id))
            }
        }
    }
}

/// Finds records by name, key or handle: the same if there is one, else those of which a word
/// starts so.
fn named(model: &Model, kind: Kind, text: &str) -> Vec<RawId> {
    let needle = Needle::new(text.trim_start_matches('@'));
    let mut whole = Vec::new();
    let mut partly = Vec::new();
    let mut look = |id: RawId, name: &str, short: &str| {
        if needle.is(name) || needle.is(short) || id.to_string() == needle.as_str() {
            whole.push(id);
        } else if needle.fit(name).is_some_and(|fit| fit < Fit::Inside) {
            partly.push(id);
        }
    };
    match kind {
        Kind::Person => model.people.iter().for_each(|p| look(p.id.raw(), &p.name, &p.handle)),
        Kind::Project => model.projects.iter().for_each(|p| look(p.id.raw(), &p.name, &p.key)),
        Kind::Product => model.products.iter().for_each(|p| look(p.id.raw(), &p.name, &p.key)),
        Kind::Item => {
            model.items.iter().for_each(|i| look(i.id.raw(), &i.title, &model.key_of(i)));
        }
        other => model.records(other).for_each(|r| look(r.raw_id(), r.title(), "")),
    }
    if whole.is_empty() { partly } else { whole }
}

impl Word {
    fn new(model: &Model, text: &str) -> Self {
        let needle = Needle::new(text);
        let labels = model.labels.iter().filter(|l| needle.is_in(&l.name)).map(|l| l.id).collect();
        let said = model.comments.iter().filter(|c| needle.is_in(&c.body.0));
        let commented = said
            .filter_map(|c| c.about.filter(|at| at.kind == Kind::Item).map(|at| at.id))
            .collect();
        let keys = if !text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            Keys::Never
        } else if text.bytes().any(|b| b.is_ascii_digit() || b == b'-') {
            Keys::Look
        } else {
            let projects = model.projects.iter().map(|p| (p.id.raw(), &p.key));
            let products = model.products.iter().map(|p| (p.id.raw(), &p.key));
            let places = projects.chain(products).filter(|(_, key)| needle.is_in(key));
            Keys::Of(places.map(|(id, _)| id).collect(), needle.is_in("ITEM"))
        };
        Word { needle, labels, commented, keys }
    }

    fn is_in(&self, model: &Model, item: &Item) -> bool {
        self.needle.is_in(&item.title)
            || item.labels.iter().any(|label| self.labels.contains(label))
            || self.is_in_key(model, item)
            || self.needle.is_in(&item.description.0)
            || self.commented.contains(&item.id.raw())
    }

    fn is_in_key(&self, model: &Model, item: &Item) -> bool {
        let former = || item.former_keys.iter().any(|key| self.needle.is_in(key));
        let now = match &self.keys {
            Keys::Never => return false,
            Keys::Of(places, other) => match Scope::of(item) {
                Scope::Project(id) => places.contains(&id.raw()),
                Scope::Product(id) => places.contains(&id.raw()),
                Scope::Workspace => *other,
            },
            Keys::Look => {
                let mut key = Short::default();
                let _ = write!(key, "{}-{}", prefix_of(model, item), item.number);
                self.needle.is_in(key.as_str())
            }
        };
        now || former()
    }
}

fn prefix_of<'a>(model: &'a Model, item: &Item) -> &'a str {
    let key = match Scope::of(item) {
        Scope::Project(id) => model.find(id).map(|p| p.key.as_str()),
        Scope::Product(id) => model.find(id).map(|p| p.key.as_str()),
        Scope::Workspace => None,
    };
    key.filter(|key| !key.is_empty()).unwrap_or("ITEM")
}

/// Is a short text without a heap; what does not fit is cut off.
struct Short {
    bytes: [u8; 64],
    len: usize,
}

impl Default for Short {
    fn default() -> Self {
        Short { bytes: [0; 64], len: 0 }
    }
}

impl Short {
    fn as_str(&self) -> &str {
        std::str::from_utf8(self.bytes.get(..self.len).unwrap_or_default()).unwrap_or("")
    }
}

impl Write for Short {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        let slot = self.bytes.get_mut(self.len..self.len + text.len()).ok_or(std::fmt::Error)?;
        slot.copy_from_slice(text.as_bytes());
        self.len += text.len();
        Ok(())
    }
}

impl World {
    fn new(model: &Model, flag: &Flag, today: Date, me: Option<Id<Person>>) -> Self {
        let wanted = |status: &&Status| match flag {
            Flag::Open | Flag::Closed | Flag::Overdue => status.category.is_closed(),
            Flag::Started => status.category.is_started(),
            Flag::In(category) => status.category == *category,
            _ => false,
        };
        let statuses = model.statuses.iter().filter(wanted).map(|s| s.id).collect();
        World { today, me, statuses }
    }
}

impl Check {
    fn holds(&self, model: &Model, item: &Item) -> bool {
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
                .owned_of::<crate::model::Comment>(item.id.to_ref())
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
