//! Records: what every kind of record can do, and the macro that declares one.
//!
//! A record is a struct whose fields are listed once. From that list come its JSON (in the order
//! of the list, unset fields left out, unknown fields kept), its table of fields, and the
//! field-by-field difference that changes are made of. All of that is written once, for
//! [`AnyRecord`]; the macro only says how to reach each field.

use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer};
use serde_json::Value as Json;

use super::any::{AnyField, AnyStruct, Shape};
use super::codec;
use super::field::{FieldError, FieldMeta, JsonMap, Value};
use super::id::{Id, RawId, Ref};
use super::{Kind, Record};

/// Keeps the fields that this version does not know.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Extra(pub Option<Box<JsonMap>>);

impl Extra {
    /// Tells whether nothing is kept.
    pub fn is_unset(&self) -> bool {
        self.0.is_none()
    }

    /// Walks the unknown fields by name.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &Json)> {
        self.0.iter().flat_map(|map| map.iter())
    }

    /// Keeps a value; null takes the field away.
    pub fn set(&mut self, name: &str, value: Json) {
        if value.is_null() {
            if let Some(map) = &mut self.0 {
                map.remove(name);
                if map.is_empty() {
                    self.0 = None;
                }
            }
        } else {
            self.0.get_or_insert_default().insert(name.to_owned(), value);
        }
    }

    /// Gives a value, or null.
    pub fn get(&self, name: &str) -> Json {
        self.0.as_ref().and_then(|map| map.get(name)).cloned().unwrap_or(Json::Null)
    }
}

/// Is one field's difference between two versions of a record.
#[derive(Debug, Clone, PartialEq)]
pub enum Difference {
    /// The field changed from one value to another; null is unset.
    Set(Json, Json),
    /// The list, so long before, grew at its end by these.
    Added(usize, Vec<Json>),
}

/// Is a record without its type.
pub trait AnyRecord: AnyStruct {
    /// Gives the id.
    fn raw_id(&self) -> RawId;
    /// Sets the id.
    fn set_raw_id(&mut self, id: RawId);
    /// Gives the name a person knows it by.
    fn any_title(&self) -> &str;
    /// Gives the same record as a struct.
    fn as_struct(&self) -> &dyn AnyStruct;
    /// Gives the same record as a struct to change it.
    fn as_struct_mut(&mut self) -> &mut dyn AnyStruct;
}

/// Is a kind of record.
pub trait RecordType: AnyRecord + Clone + PartialEq + Default + 'static {
    /// Which kind.
    const KIND: Kind;
    /// Its fields in their order.
    const FIELDS: &'static [FieldMeta];
    /// Explains each of its fields in one sentence.
    const HELP: &'static [&'static str];

    /// Wraps a record of this type as one of any kind.
    fn wrap(record: Arc<Self>) -> Record;
    /// Unwraps a record of any kind, if it is of this one.
    fn unwrap(record: &Record) -> Option<&Arc<Self>>;

    /// Gives its id.
    fn id(&self) -> Id<Self> {
        Id::new(self.raw_id())
    }
    /// Gives the name a person knows it by.
    fn title(&self) -> &str {
        self.any_title()
    }
    /// Gives the value of the field at a position of [`RecordType::FIELDS`].
    fn value(&self, field: usize) -> Value {
        self.at(field).map_or(Value::Empty, AnyField::value)
    }
}

impl<R: RecordType> Id<R> {
    /// Gives the id together with its kind.
    pub fn to_ref(self) -> Ref {
        Ref { kind: R::KIND, id: self.raw() }
    }

    /// Takes the id out of a reference, if it is of this kind.
    pub fn from_ref(r: Ref) -> Option<Self> {
        (r.kind == R::KIND).then(|| Id::new(r.id))
    }
}

/// Tells for each field that changed from `old` to `new` how.
pub fn differences(old: &dyn AnyStruct, new: &dyn AnyStruct) -> Vec<(&'static str, Difference)> {
    let changed = old.fields().enumerate().filter_map(|(idx, (name, before))| {
        let after = new.at(idx).filter(|after| !before.equals(*after))?;
        Some((name, difference(before, after)))
    });
    changed.collect()
}

/// Compares one field: a list of parts that only grew is told apart from any other change.
fn difference(old: &dyn AnyField, new: &dyn AnyField) -> Difference {
    match new.grown_from(old) {
        Some(len) => Difference::Added(
            len,
            (len..).map_while(|idx| new.part(idx)).map(codec::struct_to_json).collect(),
        ),
        None => Difference::Set(codec::field_to_json(old), codec::field_to_json(new)),
    }
}

impl PartialEq for Record {
    fn eq(&self, other: &Record) -> bool {
        let (a, b) = (self.any(), other.any());
        self.kind() == other.kind() && a.raw_id() == b.raw_id() && a.as_struct().same(b.as_struct())
    }
}

impl Record {
    /// Gives the name a person knows it by.
    pub fn title(&self) -> &str {
        self.any().any_title()
    }

    /// Gives the id.
    pub fn raw_id(&self) -> RawId {
        self.any().raw_id()
    }

    /// Gives the value of the field at a position of the kind's table of fields.
    pub fn value(&self, field: usize) -> Value {
        self.any().at(field).map_or(Value::Empty, AnyField::value)
    }

    /// Gives a field as JSON by name; null is unset, unknown names are looked up among the kept.
    pub fn json(&self, name: &str) -> Json {
        let fields = self.any().as_struct();
        match fields.position(name, 0).and_then(|idx| fields.at(idx)) {
            Some(field) => codec::field_to_json(field),
            None => fields.extra().get(name),
        }
    }

    /// Gives the record to change it; one that is shared is copied first, field by field, which is
    /// compiled once and not for each kind.
    fn any_mut(&mut self) -> Option<&mut dyn AnyRecord> {
        if self.alone().is_none() {
            let mut copy = Record::empty(self.kind(), self.raw_id());
            if let Some(new) = copy.alone() {
                new.as_struct_mut().copy_from(self.any().as_struct());
            }
            *self = copy;
        }
        self.alone()
    }

    fn fields_mut(&mut self) -> Option<&mut dyn AnyStruct> {
        self.any_mut().map(AnyRecord::as_struct_mut)
    }

    fn field_mut(&mut self, name: &str) -> Option<&mut dyn AnyField> {
        let fields = self.fields_mut()?;
        let idx = fields.position(name, 0)?;
        fields.at_mut(idx)
    }

    /// Sets a field from JSON by name; an unknown name is kept.
    pub fn set_json(&mut self, name: &str, json: &Json) -> Result<(), FieldError> {
        let error = |why: String| FieldError { field: name.to_owned(), why };
        if name == "id" {
            return Err(error("an id never changes".to_owned()));
        }
        // A value that does not fit must leave the record as it was.
        let mut new = self.clone();
        let Some(fields) = new.fields_mut() else { return Ok(()) };
        match fields.position(name, 0).and_then(|idx| fields.at_mut(idx)) {
            Some(field) => codec::field_from_json(field, json).map_err(error)?,
            None => fields.extra_mut().set(name, json.clone()),
        }
        *self = new;
        Ok(())
    }

    /// Adds values to the end of a list of parts, all or none.
    pub fn push_json(&mut self, name: &str, values: &[Json]) -> Result<(), FieldError> {
        let mut new = self.clone();
        let field = new.field_mut(name);
        let fits = field.is_some_and(|field| {
            field.shape() == Shape::Parts
                && values.iter().all(|value| codec::push_from_json(field, value))
        });
        if !fits {
            return Err(FieldError {
                field: name.to_owned(),
                why: "the values do not fit the list".to_owned(),
            });
        }
        *self = new;
        Ok(())
    }

    /// Takes the last values off a list of parts; `false` if there are not so many.
    pub fn pop_json(&mut self, name: &str, n: usize) -> bool {
        self.field_mut(name).is_some_and(|field| (0..n).all(|_| field.shrink()))
    }

    /// Tells for each field that differs how; nothing if the kinds differ.
    pub fn diff(&self, new: &Record) -> Vec<(&'static str, Difference)> {
        if self.kind() != new.kind() {
            return Vec::new();
        }
        differences(self.any().as_struct(), new.any().as_struct())
    }

    /// Lists the records that it points at, each with the position of the field.
    pub fn refs(&self) -> Vec<(usize, Ref)> {
        let (mut out, mut found) = (Vec::new(), Vec::new());
        for (idx, (_, field)) in self.any().as_struct().fields().enumerate() {
            field.refs(&mut found);
            out.extend(found.drain(..).map(|r| (idx, r)));
        }
        out
    }

    /// Gives the record without what points at `gone`; a required reference stays.
    pub fn without(&self, gone: Ref) -> Record {
        let mut new = self.clone();
        if let Some(fields) = new.fields_mut() {
            fields.forget(gone);
        }
        new
    }

    /// Gives the same record under another id.
    pub fn with_id(&self, id: RawId) -> Record {
        let mut new = self.clone();
        if let Some(record) = new.any_mut() {
            record.set_raw_id(id);
        }
        new
    }

    /// Points at this record.
    pub fn to_ref(&self) -> Ref {
        Ref { kind: self.kind(), id: self.raw_id() }
    }

    /// Writes the record as JSON on one line.
    pub fn write(&self, out: &mut Vec<u8>) {
        let record = self.any();
        codec::write_struct(out, Some(record.raw_id()), record.as_struct());
    }

    /// Gives the record as JSON on one line.
    pub fn to_text(&self) -> String {
        let mut out = Vec::new();
        self.write(&mut out);
        String::from_utf8(out).unwrap_or_default()
    }

    /// Reads a record of a kind from JSON.
    pub fn from_text(kind: Kind, text: &str) -> Result<Record, serde_json::Error> {
        let mut json = serde_json::Deserializer::from_str(text);
        let record = Record::decode(kind, &mut json)?;
        json.end().map(|()| record)
    }

    /// Reads a record of a kind out of a larger JSON text.
    pub(crate) fn decode<'de, D: Deserializer<'de>>(kind: Kind, d: D) -> Result<Record, D::Error> {
        let mut record = Record::empty(kind, RawId::default());
        // It was made just now, so nobody shares it.
        if let Some(new) = record.alone() {
            let mut id = RawId::default();
            let fields = new.as_struct_mut();
            codec::StructSeed { id: Some(&mut id), fields, what: kind.described() }
                .deserialize(d)?;
            new.set_raw_id(id);
        }
        Ok(record)
    }
}

/// Declares a kind of record. See any file in `kind/` for its use.
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $name:ident titled $title:ident {
            $( $(#[doc = $doc:literal])+ $field:ident : $type:ty = $label:literal, $access:ident; )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default)]
        pub struct $name {
            /// The id.
            pub id: $crate::model::id::Id<$name>,
            $( $(#[doc = $doc])+ pub $field: $type, )+
            /// What a newer version wrote.
            pub extra: $crate::model::record::Extra,
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                let this: &dyn $crate::model::any::AnyStruct = self;
                self.id == other.id && this.same(other)
            }
        }

        $crate::model::any::any_struct!($name; $( $field, false; )+);

        impl $crate::model::record::AnyRecord for $name {
            fn raw_id(&self) -> $crate::model::id::RawId {
                self.id.raw()
            }
            fn set_raw_id(&mut self, id: $crate::model::id::RawId) {
                self.id = $crate::model::id::Id::new(id);
            }
            fn any_title(&self) -> &str {
                $crate::model::record::AsTitle::as_title(&self.$title)
            }
            fn as_struct(&self) -> &dyn $crate::model::any::AnyStruct {
                self
            }
            fn as_struct_mut(&mut self) -> &mut dyn $crate::model::any::AnyStruct {
                self
            }
        }

        impl $crate::model::record::RecordType for $name {
            const KIND: $crate::model::Kind = $crate::model::Kind::$name;
            const FIELDS: &'static [$crate::model::field::FieldMeta] = &[ $(
                $crate::model::field::FieldMeta {
                    name: stringify!($field),
                    label: $label,
                    kind: <$type as $crate::model::field::FieldType>::KIND,
                    access: $crate::model::field::Access::$access,
                },
            )+ ];
            const HELP: &'static [&'static str] = &[ $( concat!($($doc),+), )+ ];

            fn wrap(record: std::sync::Arc<Self>) -> $crate::model::Record {
                $crate::model::Record::$name(record)
            }
            fn unwrap(record: &$crate::model::Record) -> Option<&std::sync::Arc<Self>> {
                match record {
                    $crate::model::Record::$name(record) => Some(record),
                    _ => None,
                }
            }
        }
    };
}
pub(crate) use record;

/// Is a field that can name a record.
pub(crate) trait AsTitle {
    fn as_title(&self) -> &str;
}

impl AsTitle for String {
    fn as_title(&self) -> &str {
        self
    }
}

impl AsTitle for super::field::Markdown {
    fn as_title(&self) -> &str {
        self.0.lines().next().unwrap_or("")
    }
}
