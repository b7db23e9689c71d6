//! Turns a query into a matcher: names become ids once, so that an item is matched by comparing.

use rustc_hash::FxHashSet;

use super::fold::{Fit, Needle};
use super::parse::is_presence;
use super::subject::{Flag, Sort, Subject, plain};
use super::word::Word;
use super::{Op, Query, Term, Test, value};
use crate::model::field::{Choice, FieldKind};
use crate::model::id::{Id, RawId};
use crate::model::record::RecordType;
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::model::{Item, Kind, Person, Status};
use crate::sort;

/// Matches items against a query. It holds ids of the model that it was made for: make it anew
/// when labels, people, places, statuses or comments change.
#[derive(Debug, Clone, Default)]
pub struct Matcher {
    tests: Vec<(bool, Check)>,
    /// Values that no record of the model has as its name.
    pub unknown: Vec<String>,
}

#[derive(Debug, Clone)]
pub(super) enum Check {
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
pub(super) struct World {
    pub(super) today: Date,
    pub(super) me: Option<Id<Person>>,
    pub(super) statuses: FxHashSet<Id<Status>>,
}

/// Is a set of records by name, and whether having none, or any, is meant too.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    ids: FxHashSet<RawId>,
    pub(super) none: bool,
    any: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Values<T> {
    pub(super) list: Vec<T>,
    pub(super) none: bool,
    pub(super) any: bool,
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
        sort::by_key(&mut out.tests, |(_, check)| {
            matches!(check, Check::Word(_) | Check::Text(..))
        });
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

    pub(super) fn hold(&self, value: Option<T>, holds: impl Fn(&T, &T) -> bool) -> bool {
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

    pub(super) fn holds(&self, mut ids: impl Iterator<Item = RawId>) -> bool {
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
