//! Fields: what a record's parts are called, what they hold, and how they become JSON.
//!
//! One description of each kind's fields serves the item panel, the table view, filters, sorting,
//! CSV, history texts and merging. This module knows no particular kind of record.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use super::id::{Id, Ref};
use super::rank::Rank;
use super::record::RecordType;
use super::time::{Date, Time, WorkMinutes};
use super::{Kind, number};

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

/// Describes one field of a kind of record.
#[derive(Debug)]
pub struct FieldMeta {
    /// The name in code and in JSON.
    pub name: &'static str,
    /// The name a person reads.
    pub label: &'static str,
    /// One sentence that explains it.
    pub help: &'static str,
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
pub trait FieldType: Clone + PartialEq + Default + Serialize + DeserializeOwned {
    /// What it holds, for the table of fields.
    const KIND: FieldKind;

    /// Gives the value in the common form.
    fn value(&self) -> Value;

    /// Tells whether nothing is set; such fields are left out of JSON.
    fn is_unset(&self) -> bool {
        *self == Self::default()
    }

    /// Adds every record that the value points at.
    fn refs(&self, _out: &mut Vec<Ref>) {}

    /// Gives the value without what points at `gone`.
    fn without(&self, _gone: Ref) -> Self {
        self.clone()
    }

    /// Adds one value to the end of a list; `false` if this is no list or the value does not fit.
    fn push(&mut self, _value: &Json) -> bool {
        false
    }

    /// Takes the last value off a list.
    fn pop(&mut self) -> bool {
        false
    }

    /// If `new` is this list with more at its end, gives what was added.
    fn added(&self, _new: &Self) -> Option<Vec<Json>> {
        None
    }
}

/// Turns a field into JSON; unset is null.
pub fn to_json<T: FieldType>(value: &T) -> Json {
    if value.is_unset() {
        return Json::Null;
    }
    through_text(value).unwrap_or(Json::Null)
}

/// Reads a field from JSON; null is unset.
pub fn from_json<T: FieldType>(field: &str, json: &Json) -> Result<T, FieldError> {
    if json.is_null() {
        return Ok(T::default());
    }
    from_text(json).map_err(|why| FieldError { field: field.to_owned(), why })
}

/// Turns anything into a JSON value by way of its text. `serde_json::to_value` would compile a
/// second serializer for every type, which costs a tenth of the download; these are single fields.
pub fn through_text<T: Serialize>(value: &T) -> Option<Json> {
    serde_json::from_str(&serde_json::to_string(value).ok()?).ok()
}

/// Reads anything from a JSON value by way of its text, for the same reason.
pub fn from_text<T: DeserializeOwned>(json: &Json) -> Result<T, String> {
    serde_json::from_str(&json.to_string()).map_err(|e| {
        // The position within the single value says nothing to anybody.
        let text = e.to_string();
        text.rsplit_once(" at line ").map_or(text.clone(), |(why, _)| why.to_owned())
    })
}

macro_rules! plain {
    ($type:ty, $kind:expr, |$v:ident| $value:expr) => {
        impl FieldType for $type {
            const KIND: FieldKind = $kind;
            fn value(&self) -> Value {
                let $v = self;
                $value
            }
        }
    };
}

plain!(String, FieldKind::Text, |v| if v.is_empty() {
    Value::Empty
} else {
    Value::Text(v.clone())
});
plain!(bool, FieldKind::Bool, |v| Value::Bool(*v));
plain!(u32, FieldKind::Whole, |v| Value::Number(f64::from(*v)));
plain!(Option<u32>, FieldKind::Whole, |v| v.map_or(Value::Empty, |n| Value::Number(n.into())));
plain!(Option<Date>, FieldKind::Date, |v| v.map_or(Value::Empty, Value::Date));
plain!(Date, FieldKind::Date, |v| Value::Date(*v));
plain!(Option<Time>, FieldKind::Time, |v| v.map_or(Value::Empty, Value::Time));
plain!(Time, FieldKind::Time, |v| Value::Time(*v));
plain!(WorkMinutes, FieldKind::Minutes, |v| Value::Number(v.0 as f64));
plain!(Option<WorkMinutes>, FieldKind::Minutes, |v| v
    .map_or(Value::Empty, |m| Value::Number(m.0 as f64)));
plain!(number::Number, FieldKind::Number, |v| Value::Number(v.get()));
plain!(Option<number::Number>, FieldKind::Number, |v| v
    .map_or(Value::Empty, |n| Value::Number(n.get())));
plain!(number::Percent, FieldKind::Percent, |v| Value::Number(v.get()));
plain!(Option<number::Percent>, FieldKind::Percent, |v| v
    .map_or(Value::Empty, |n| Value::Number(n.get())));
plain!(number::Money, FieldKind::Money, |v| Value::Number(v.0 as f64 / 100.0));
plain!(Option<number::Money>, FieldKind::Money, |v| v
    .map_or(Value::Empty, |m| Value::Number(m.0 as f64 / 100.0)));
plain!(Rank, FieldKind::Rank, |v| Value::Text(v.as_str().to_owned()));
plain!(Vec<String>, FieldKind::Texts, |v| Value::Many(
    v.iter().cloned().map(Value::Text).collect()
));

/// Is a text in Markdown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Markdown(pub String);

plain!(Markdown, FieldKind::Markdown, |v| if v.0.is_empty() {
    Value::Empty
} else {
    Value::Text(v.0.clone())
});

impl<R: RecordType> FieldType for Id<R> {
    const KIND: FieldKind = FieldKind::Ref(R::KIND);
    fn value(&self) -> Value {
        Value::Ref(self.to_ref())
    }
    fn refs(&self, out: &mut Vec<Ref>) {
        out.push(self.to_ref());
    }
}

impl<R: RecordType> FieldType for Option<Id<R>> {
    const KIND: FieldKind = FieldKind::Ref(R::KIND);
    fn value(&self) -> Value {
        self.map_or(Value::Empty, |id| Value::Ref(id.to_ref()))
    }
    fn refs(&self, out: &mut Vec<Ref>) {
        out.extend(self.map(Id::to_ref));
    }
    fn without(&self, gone: Ref) -> Self {
        self.filter(|id| id.to_ref() != gone)
    }
}

impl<R: RecordType> FieldType for Vec<Id<R>> {
    const KIND: FieldKind = FieldKind::Refs(R::KIND);
    fn value(&self) -> Value {
        Value::Many(self.iter().map(|id| Value::Ref(id.to_ref())).collect())
    }
    fn refs(&self, out: &mut Vec<Ref>) {
        out.extend(self.iter().map(|id| id.to_ref()));
    }
    fn without(&self, gone: Ref) -> Self {
        self.iter().copied().filter(|id| id.to_ref() != gone).collect()
    }
}

impl FieldType for Option<Ref> {
    const KIND: FieldKind = FieldKind::AnyRef;
    fn value(&self) -> Value {
        self.map_or(Value::Empty, Value::Ref)
    }
    fn refs(&self, out: &mut Vec<Ref>) {
        out.extend(*self);
    }
    fn without(&self, gone: Ref) -> Self {
        self.filter(|r| *r != gone)
    }
}

/// Is a structured part of a record: an entry of a list, or a small struct.
pub trait Part: Clone + PartialEq + Serialize + DeserializeOwned {
    /// Adds every record that the part points at.
    fn refs(&self, _out: &mut Vec<Ref>) {}
    /// Gives the part without what points at `gone`; `None` if nothing sensible is left.
    fn without(&self, _gone: Ref) -> Option<Self> {
        Some(self.clone())
    }
}

impl<P: Part> FieldType for Vec<P>
where
    Vec<P>: Serialize + DeserializeOwned,
{
    const KIND: FieldKind = FieldKind::Parts;
    fn value(&self) -> Value {
        Value::Parts(self.len())
    }
    fn refs(&self, out: &mut Vec<Ref>) {
        self.iter().for_each(|part| part.refs(out));
    }
    fn without(&self, gone: Ref) -> Self {
        self.iter().filter_map(|part| part.without(gone)).collect()
    }
    fn push(&mut self, value: &Json) -> bool {
        from_text(value).map(|part: P| self.push(part)).is_ok()
    }
    fn pop(&mut self) -> bool {
        self.pop().is_some()
    }
    fn added(&self, new: &Self) -> Option<Vec<Json>> {
        let tail = new.strip_prefix(self.as_slice()).filter(|t| !t.is_empty())?;
        tail.iter().map(through_text).collect()
    }
}

impl<P: Part> FieldType for Option<P>
where
    Option<P>: Serialize + DeserializeOwned,
{
    const KIND: FieldKind = FieldKind::Parts;
    fn value(&self) -> Value {
        Value::Parts(usize::from(self.is_some()))
    }
    fn refs(&self, out: &mut Vec<Ref>) {
        if let Some(part) = self {
            part.refs(out);
        }
    }
    fn without(&self, gone: Ref) -> Self {
        self.as_ref().and_then(|part| part.without(gone))
    }
}

/// Holds values by name: a record's custom fields, and whatever a newer version wrote.
pub type JsonMap = BTreeMap<String, Json>;

plain!(JsonMap, FieldKind::Parts, |v| Value::Parts(v.len()));
