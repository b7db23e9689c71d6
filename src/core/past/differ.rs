//! What differs between two states of a workspace, in words: which records came, went and changed,
//! and what each field said. It brings nothing back.

use serde::{Deserialize, Serialize};

use crate::lens::table::{self, Source};
use crate::model::field::{Access, FieldKind, FieldMeta};
use crate::model::id::Ref;
use crate::model::workspace::Model;
use crate::model::{Kind, Record};

/// How many records of a kind are listed one by one; the rest is counted.
const MOST: usize = 200;

/// How many letters of a value are shown.
const LONG: usize = 160;

/// Says how a record differs, seen from the earlier state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// It was there and is gone.
    Gone,
    /// It has come since.
    New,
    /// It was another.
    Changed,
}

/// Is what one field said then and says now; both are empty where only that it changed can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// The name of the field that a person reads.
    pub label: String,
    /// What it said then; dates and times as in data.
    pub then: String,
    /// What it says now.
    pub now: String,
}

/// Is one record that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The record.
    pub at: Ref,
    /// Its key, if it is an item.
    pub key: String,
    /// The name that it has now, or had last.
    pub title: String,
    /// How it differs.
    pub what: What,
    /// The fields that differ and that a person wants to read; none where the record came or went.
    pub fields: Vec<FieldChange>,
}

/// Is what differs in one kind of record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// The kind.
    pub kind: Kind,
    /// How many are gone, new and changed.
    pub counts: (usize, usize, usize),
    /// The first of them: those that are gone, then those that changed, then new ones.
    pub rows: Vec<Difference>,
}

impl Group {
    /// Counts the records that differ.
    pub fn total(&self) -> usize {
        self.counts.0 + self.counts.1 + self.counts.2
    }
}

/// Is all that differs, by kind, those that people ask for most first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Differences {
    /// The kinds that differ.
    pub groups: Vec<Group>,
}

/// Lists what differs between a workspace now and then.
pub fn differ(now: &Model, then: &Model) -> Differences {
    let kinds = table::kinds().into_iter().chain([Kind::Workspace]);
    let groups = kinds.map(|kind| group(now, then, kind)).filter(|group| group.total() > 0);
    Differences { groups: groups.collect() }
}

fn group(now: &Model, then: &Model, kind: Kind) -> Group {
    let gone: Vec<Record> = then.records(kind).filter(|r| !now.has(r.to_ref())).collect();
    let new: Vec<Record> = now.records(kind).filter(|r| !then.has(r.to_ref())).collect();
    let changed: Vec<(Record, Record)> = then
        .records(kind)
        .filter_map(|old| now.get(old.to_ref()).filter(|r| *r != old).map(|r| (old, r)))
        .collect();
    let counts = (gone.len(), new.len(), changed.len());
    let gone = gone.iter().map(|record| row(then, record, What::Gone));
    let new = new.iter().map(|record| row(now, record, What::New));
    let changed = changed.iter().map(|(old, record)| {
        let fields = fields((then, old), (now, record));
        Difference { fields, ..row(now, record, What::Changed) }
    });
    Group { kind, counts, rows: gone.chain(changed).chain(new).take(MOST).collect() }
}

fn row(model: &Model, record: &Record, what: What) -> Difference {
    let key = match record {
        Record::Item(item) => model.key_of(item),
        _ => String::new(),
    };
    Difference { at: record.to_ref(), key, title: title(model, record), what, fields: Vec::new() }
}

/// Gives what a record is known by: its name, else what its references name.
fn title(model: &Model, record: &Record) -> String {
    if !record.title().is_empty() {
        return short(record.title());
    }
    let named = record.refs().into_iter().filter_map(|(_, to)| {
        Some(match model.get(to)? {
            Record::Item(item) => format!("{} {}", model.key_of(&item), item.title),
            other if !other.title().is_empty() => other.title().to_owned(),
            _ => return None,
        })
    });
    short(&named.take(2).collect::<Vec<_>>().join(" · "))
}

fn fields((then, old): (&Model, &Record), (now, new): (&Model, &Record)) -> Vec<FieldChange> {
    let names = old.diff(new);
    let differs = |name: &str| names.iter().any(|(field, _)| *field == name);
    let metas = old.kind().fields().iter().enumerate();
    metas
        .filter(|(_, meta)| is_told(meta) && differs(meta.name))
        .map(|(idx, meta)| {
            let source = Source::Field(idx);
            let mut said = (table::say(then, old, source), table::say(now, new, source));
            // Of parts only their number could be said.
            if matches!(meta.kind, FieldKind::Parts | FieldKind::Rank) || said.0 == said.1 {
                said = (String::new(), String::new());
            }
            FieldChange { label: meta.label.to_owned(), then: short(&said.0), now: short(&said.1) }
        })
        .collect()
}

/// Tells whether a person wants to read what became of a field: one that they edit, or one that says
/// when something happened to the record, such as its archiving.
fn is_told(meta: &FieldMeta) -> bool {
    match meta.access {
        Access::Fixed => meta.kind == FieldKind::Time && meta.name != "created",
        Access::Edit | Access::Owner | Access::Required => true,
    }
}

/// Shortens a text to what fits a line or two.
fn short(text: &str) -> String {
    let mut words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = words.char_indices().nth(LONG) {
        words.truncate(end);
        words.push('…');
    }
    words
}
