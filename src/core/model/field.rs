//! Fields: what a record's parts are called, what they hold, and how they become JSON.
//!
//! One description of each kind's fields serves the item panel, the table view, filters, sorting,
//! CSV, history texts and merging. This module knows no particular kind of record.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::Kind;
use super::any::AnyField;
use super::id::Ref;
use super::time::{Date, Time};

/// Says what a field holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FieldKind {
    /// One line of text.
    Text,
    /// Markdown over several lines.
    Markdown,
    /// A finite number.
    Number,
    /// A whole number, zero or more.
    Whole,
    /// Yes or no.
    Bool,
    /// A civil date.
    Date,
    /// An instant in UTC.
    Time,
    /// Working minutes.
    Minutes,
    /// A percentage from 0 to 100.
    Percent,
    /// An amount in hundredths of the workspace's currency.
    Money,
    /// One of a few named choices.
    Choice(&'static [Choice]),
    /// One record of a kind.
    Ref(Kind),
    /// Several records of a kind.
    Refs(Kind),
    /// One record of any kind.
    AnyRef,
    /// Several texts.
    Texts,
    /// A position among peers.
    Rank,
    /// Parts of its own, edited by an editor of its own.
    Parts,
}

/// Names one choice: in data and to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// The name in data.
    pub name: &'static str,
    /// The name a person reads.
    pub label: &'static str,
}

/// Says who may change a field, and what becomes of the record when what it points at goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// A person edits it.
    Edit,
    /// Commands keep it; a person only reads it.
    Fixed,
    /// Commands keep it, and the record belongs to what it points at: it goes with it.
    Owner,
    /// A person edits it, and the record cannot be without it.
    Required,
}

/// Describes one field of a kind of record. The sentence that explains it stands apart, in
/// [`super::record::RecordType::HELP`], so that only who shows it loads it.
#[derive(Debug)]
pub struct FieldMeta {
    /// The name in code and in JSON.
    pub name: &'static str,
    /// The name a person reads.
    pub label: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// Who may change it.
    pub access: Access,
}

/// Is a field's value in a form that can be shown, compared and filtered whatever the kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing is set.
    Empty,
    /// Yes or no.
    Bool(bool),
    /// A finite number, whatever its unit.
    Number(f64),
    /// A text.
    Text(String),
    /// A civil date.
    Date(Date),
    /// An instant.
    Time(Time),
    /// A choice by its name in data and its label.
    Choice(String, String),
    /// A record.
    Ref(Ref),
    /// Several values.
    Many(Vec<Value>),
    /// A number of parts that only their own editor shows.
    Parts(usize),
}

impl Value {
    /// Tells whether nothing is set.
    pub fn is_empty(&self) -> bool {
        matches!(self, Value::Empty | Value::Parts(0))
            || matches!(self, Value::Many(v) if v.is_empty())
    }
}

/// Says why a value does not fit a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name.
    pub field: String,
    /// What was expected and what came.
    pub why: String,
}

/// Is a type that a field can have.
pub trait FieldType: AnyField + Clone + PartialEq + Default {
    /// What it holds, for the table of fields.
    const KIND: FieldKind;
}

/// Is a text in Markdown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markdown(pub String);

/// Holds values by name: a record's custom fields, and whatever a newer version wrote.
pub type JsonMap = BTreeMap<String, Json>;
