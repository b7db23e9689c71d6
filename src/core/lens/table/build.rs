//! Builds a table: which records are asked for, in which order, in which groups, and what their
//! columns come to. It writes nothing.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::filter::Filter;
use super::order::{Key, Sorting, key};
use super::roll::{Roll, Rolled, rolled};
use super::say::say;
use super::{Column, Source};
use crate::lens::scope::Scope;
use crate::model::field::{FieldKind, Value};
use crate::model::id::{Id, Ref};
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::model::{Item, Kind, Person, Project, Record};
use crate::query::QueryError;
use crate::sort;

/// Is what a table is asked.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The kind of record.
    pub kind: Kind,
    /// The place; nothing means everywhere.
    pub place: Option<Ref>,
    /// The filter as it is typed.
    pub filter: &'a str,
    /// The name of the column by which rows are grouped; empty for none.
    pub group: &'a str,
    /// The order.
    pub sorting: &'a Sorting,
    /// The columns that are shown.
    pub columns: &'a [Column],
    /// The keys of the groups that are folded.
    pub folded: &'a [String],
    /// Whether what is archived shows too.
    pub archived: bool,
    /// Today.
    pub today: Date,
    /// The person on this device.
    pub me: Option<Id<Person>>,
}

/// Is a heading over the rows that have one value in common.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Its stable name: what the rows' cells say.
    pub key: String,
    /// The name a person reads.
    pub name: String,
    /// How many rows it has.
    pub count: usize,
    /// Whether they are hidden.
    pub folded: bool,
    /// What each column comes to.
    pub rolled: Vec<Rolled>,
}

/// Is a line of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    /// A heading.
    Group(Group),
    /// A record.
    Row(Ref),
}

/// Is a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lines {
    /// Its lines in their order.
    pub lines: Vec<Line>,
    /// The names of the lines, which stay theirs wherever they stand.
    names: Vec<u64>,
    by_name: FxHashMap<u64, usize>,
    /// How many records there are, those in folded groups included.
    pub count: usize,
    /// What each column comes to over all records.
    pub total: Vec<Rolled>,
    /// What in the filter is not understood; then there are no lines.
    pub problem: Option<QueryError>,
}

impl Lines {
    /// Gives the name of the line at a position.
    pub fn name(&self, at: usize) -> Option<u64> {
        self.names.get(at).copied()
    }

    /// Finds a line by its name.
    pub fn find(&self, name: u64) -> Option<(usize, &Line)> {
        let at = *self.by_name.get(&name)?;
        Some((at, self.lines.get(at)?))
    }

    /// Gives the record at a position, unless there is a heading.
    pub fn record(&self, at: usize) -> Option<Ref> {
        if let Some(Line::Row(at)) = self.lines.get(at) { Some(*at) } else { None }
    }

    fn new(lines: Vec<Line>, count: usize, total: Vec<Rolled>) -> Lines {
        let name = |line: &Line| match line {
            Line::Row(at) => at.id.0,
            Line::Group(group) => {
                group.key.bytes().fold(14_695_981_039_346_656_037, |hash: u64, byte| {
                    (hash ^ u64::from(byte)).wrapping_mul(1_099_511_628_211)
                })
            }
        };
        let names: Vec<u64> = lines.iter().map(name).collect();
        let by_name = names.iter().enumerate().map(|(at, name)| (*name, at)).collect();
        Lines { lines, names, by_name, count, total, problem: None }
    }
}

/// Is a record with what it is sorted by.
struct Entry {
    record: Record,
    keys: Vec<Key>,
}

/// Builds the table that is asked for.
pub fn lines(model: &Model, asked: &Question<'_>) -> Lines {
    let filter = match Filter::read(model, asked) {
        Ok(filter) => filter,
        Err(problem) => return Lines { problem: Some(problem), ..Lines::default() },
    };
    let inside = Inside::of(model, asked.kind, asked.place);
    let shown = |record: &Record| {
        is_there(record, asked.archived) && inside.holds(record) && filter.holds(model, record)
    };
    let mut records: Vec<Record> = model.records(asked.kind).filter(|r| shown(r)).collect();
    in_base_order(asked.kind, &mut records);
    let entry = |record: Record| Entry { keys: asked.sorting.keys(model, &record), record };
    let mut entries: Vec<Entry> = records.into_iter().map(entry).collect();
    if !asked.sorting.0.is_empty() {
        sort::by(&mut entries, |a, b| asked.sorting.compare(&a.keys, &b.keys));
    }
    let come_to = |records: &[&Record]| {
        let one = |column: &Column| match column.roll {
            Roll::None => Rolled::default(),
            roll => rolled(model, records, column.source, roll, asked.today),
        };
        asked.columns.iter().map(one).collect::<Vec<_>>()
    };
    let all: Vec<&Record> = entries.iter().map(|entry| &entry.record).collect();
    let (count, total) = (all.len(), come_to(&all));
    let Some(by) = Source::named(asked.kind, asked.group) else {
        let rows = all.iter().map(|record| Line::Row(record.to_ref())).collect();
        return Lines::new(rows, count, total);
    };
    let mut out = Vec::new();
    for (key, records) in groups(model, asked, by, &all) {
        let folded = asked.folded.contains(&key);
        let name = if key.is_empty() {
            format!("No {}", by.label(asked.kind).to_lowercase())
        } else {
            key.clone()
        };
        let rolled = come_to(&records);
        out.push(Line::Group(Group { key, name, count: records.len(), folded, rolled }));
        if !folded {
            out.extend(records.iter().map(|record| Line::Row(record.to_ref())));
        }
    }
    Lines::new(out, count, total)
}

/// Parts the records by what their cells say, in the order of the values; of several values the
/// first counts. Those without a value come last.
fn groups<'a>(
    model: &Model,
    asked: &Question<'_>,
    by: Source,
    all: &[&'a Record],
) -> Vec<(String, Vec<&'a Record>)> {
    let mut found: BTreeMap<String, (Key, Vec<&'a Record>)> = BTreeMap::new();
    for record in all {
        let said = say(model, record, by);
        let many = by
            .meta(asked.kind)
            .is_some_and(|meta| matches!(meta.kind, FieldKind::Refs(_) | FieldKind::Texts));
        let said = if many { first_of(&said) } else { said };
        let own = || if many { Key::Text(said.to_lowercase()) } else { key(model, record, by) };
        let own = if said.is_empty() { Key::Empty } else { own() };
        found.entry(said).or_insert_with(|| (own, Vec::new())).1.push(record);
    }
    // The most urgent comes first, as it does on boards.
    let down = by.name(asked.kind) == "priority" || is_down(asked.sorting, by);
    let mut out: Vec<(Key, (String, Vec<&Record>))> =
        found.into_iter().map(|(said, (key, records))| (key, (said, records))).collect();
    sort::by(&mut out, |a, b| a.0.compare(&b.0, down));
    out.into_iter().map(|(_, group)| group).collect()
}

fn is_down(sorting: &Sorting, by: Source) -> bool {
    sorting.place(by).is_some_and(|(_, down)| down)
}

fn first_of(list: &str) -> String {
    match list.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
        Some((first, _)) => first.to_owned(),
        None => list.split(", ").next().unwrap_or_default().to_owned(),
    }
}

fn is_there(record: &Record, archived: bool) -> bool {
    let item = if let Record::Item(item) = record { Some(item) } else { None };
    item.is_none_or(|item| item.trashed.is_none())
        && (archived || record.kind() == Kind::Status || record.json("archived").is_null())
}

/// Lists the records of a kind that belong to a place and are not deleted, in their own order.
pub fn within(model: &Model, kind: Kind, place: Option<Ref>) -> Vec<Record> {
    let inside = Inside::of(model, kind, place);
    let here = |record: &Record| inside.holds(record) && is_there(record, true);
    let mut records: Vec<Record> = model.records(kind).filter(here).collect();
    in_base_order(kind, &mut records);
    records
}

/// Puts records in the order of their ranks, or of their names where they have none.
fn in_base_order(kind: Kind, records: &mut [Record]) {
    let rank = kind.fields().iter().position(|meta| meta.kind == FieldKind::Rank);
    match rank {
        Some(idx) => sort::by_cached_key(records, |record| match record.value(idx) {
            Value::Text(rank) => rank,
            _ => String::new(),
        }),
        None => sort::by_cached_key(records, |record| record.title().to_lowercase()),
    }
}

/// Says which records belong to a place: what is in it, what points at it, and what points at what
/// is in it. A kind that knows no place belongs to all.
struct Inside {
    scope: Scope,
    seen: Option<FxHashSet<Ref>>,
}

impl Inside {
    fn of(model: &Model, kind: Kind, place: Option<Ref>) -> Inside {
        let scope = Scope::of(model, place);
        let Some(place) = place.filter(|_| kind != Kind::Item && scope != Scope::All) else {
            return Inside { scope, seen: None };
        };
        let mut seen: FxHashSet<Ref> = [place].into_iter().collect();
        seen.extend(model.items.iter().filter(|i| scope.holds(i)).map(|i| i.id.to_ref()));
        seen.extend(
            model.projects.iter().filter(|p| scope.holds_project(p)).map(|p| p.id.to_ref()),
        );
        let points = |meta: &crate::model::field::FieldMeta| match meta.kind {
            FieldKind::Ref(to) | FieldKind::Refs(to) => to.is_place() || to == Kind::Item,
            FieldKind::AnyRef => true,
            _ => false,
        };
        let knows = kind == Kind::Project || kind.fields().iter().any(points);
        Inside { scope, seen: knows.then_some(seen) }
    }

    fn holds(&self, record: &Record) -> bool {
        match (record, &self.seen) {
            (Record::Item(item), _) => self.scope.holds(item as &Item),
            (Record::Project(project), Some(seen)) => {
                let project: &Project = project;
                seen.contains(&project.id.to_ref())
            }
            (_, Some(seen)) => {
                seen.contains(&record.to_ref())
                    || record.refs().iter().any(|(_, at)| seen.contains(at))
            }
            (_, None) => true,
        }
    }
}
