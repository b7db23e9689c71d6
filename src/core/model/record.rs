//! Records: what every kind of record can do, and the macro that declares one.
//!
//! A record is a struct whose fields are listed once. From that list come its JSON (in the order
//! of the list, unset fields left out, unknown fields kept), its table of fields, and the
//! field-by-field difference that changes are made of.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::Serialize;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, Visitor};
use serde_json::Value as Json;

use super::field::{FieldError, FieldMeta, JsonMap, Value};
use super::id::{Id, Ref};
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
    /// The list grew at its end by these.
    Added(Vec<Json>),
}

/// Is a kind of record.
pub trait RecordType: Clone + PartialEq + Default + Serialize + DeserializeOwned + 'static {
    /// Which kind.
    const KIND: Kind;
    /// Its fields in their order.
    const FIELDS: &'static [FieldMeta];

    /// Gives its id.
    fn id(&self) -> Id<Self>;
    /// Gives the name a person knows it by.
    fn title(&self) -> &str;
    /// Gives the value of the field at a position of [`RecordType::FIELDS`].
    fn value(&self, field: usize) -> Value;
    /// Gives a field as JSON by name; null is unset, unknown names are looked up among the kept.
    fn json(&self, name: &str) -> Json;
    /// Sets a field from JSON by name; an unknown name is kept.
    fn set_json(&mut self, name: &str, json: &Json) -> Result<(), FieldError>;
    /// Adds values to the end of a list field, all or none.
    fn push_json(&mut self, name: &str, values: &[Json]) -> Result<(), FieldError>;
    /// Takes the last `n` values off a list field; `false` if there are not so many.
    fn pop_json(&mut self, name: &str, n: usize) -> bool;
    /// Tells for each field that changed from `self` to `new` how.
    fn diff(&self, new: &Self, out: &mut Vec<(&'static str, Difference)>);
    /// Adds the position of a field and a record that it points at, for each.
    fn refs(&self, out: &mut Vec<(usize, Ref)>);
    /// Gives the record without what points at `gone`.
    fn without(&self, gone: Ref) -> Self;
    /// Wraps a record of this type as one of any kind.
    fn wrap(record: Arc<Self>) -> Record;
    /// Unwraps a record of any kind, if it is of this one.
    fn unwrap(record: &Record) -> Option<&Arc<Self>>;
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

/// Declares a kind of record. See any file in `kind/` for its use.
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $name:ident titled $title:ident {
            $( $(#[doc = $doc:literal])+ $field:ident : $type:ty = $label:literal, $access:ident; )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct $name {
            /// The id.
            pub id: $crate::model::id::Id<$name>,
            $( $(#[doc = $doc])+ pub $field: $type, )+
            /// What a newer version wrote.
            pub extra: $crate::model::record::Extra,
        }

        impl $crate::model::record::RecordType for $name {
            const KIND: $crate::model::Kind = $crate::model::Kind::$name;
            const FIELDS: &'static [$crate::model::field::FieldMeta] = &[ $(
                $crate::model::field::FieldMeta {
                    name: stringify!($field),
                    label: $label,
                    help: concat!($($doc),+),
                    kind: <$type as $crate::model::field::FieldType>::KIND,
                    access: $crate::model::field::Access::$access,
                },
            )+ ];

            fn id(&self) -> $crate::model::id::Id<Self> {
                self.id
            }

            fn title(&self) -> &str {
                $crate::model::record::AsTitle::as_title(&self.$title)
            }

            fn value(&self, field: usize) -> $crate::model::field::Value {
                let mut at = 0;
                $(
                    if field == at {
                        return $crate::model::field::FieldType::value(&self.$field);
                    }
                    at += 1;
                )+
                let _ = at;
                $crate::model::field::Value::Empty
            }

            fn json(&self, name: &str) -> serde_json::Value {
                match name {
                    $( stringify!($field) => $crate::model::field::to_json(&self.$field), )+
                    other => self.extra.get(other),
                }
            }

            fn set_json(
                &mut self,
                name: &str,
                json: &serde_json::Value,
            ) -> Result<(), $crate::model::field::FieldError> {
                match name {
                    $( stringify!($field) => {
                        self.$field = $crate::model::field::from_json(name, json)?;
                    } )+
                    "id" => {
                        return Err($crate::model::field::FieldError {
                            field: name.to_owned(),
                            why: "an id never changes".to_owned(),
                        });
                    }
                    other => self.extra.set(other, json.clone()),
                }
                Ok(())
            }

            fn push_json(
                &mut self,
                name: &str,
                values: &[serde_json::Value],
            ) -> Result<(), $crate::model::field::FieldError> {
                let fits = match name {
                    $( stringify!($field) => {
                        let mut list = self.$field.clone();
                        let fits = values
                            .iter()
                            .all(|v| $crate::model::field::FieldType::push(&mut list, v));
                        if fits {
                            self.$field = list;
                        }
                        fits
                    } )+
                    _ => false,
                };
                if fits {
                    return Ok(());
                }
                Err($crate::model::field::FieldError {
                    field: name.to_owned(),
                    why: "the values do not fit the list".to_owned(),
                })
            }

            fn pop_json(&mut self, name: &str, n: usize) -> bool {
                (0..n).all(|_| match name {
                    $( stringify!($field) => {
                        $crate::model::field::FieldType::pop(&mut self.$field)
                    } )+
                    _ => false,
                })
            }

            fn diff(
                &self,
                new: &Self,
                out: &mut Vec<(&'static str, $crate::model::record::Difference)>,
            ) {
                $(
                    if self.$field != new.$field {
                        let change = $crate::model::record::difference(&self.$field, &new.$field);
                        out.push((stringify!($field), change));
                    }
                )+
            }

            fn refs(&self, out: &mut Vec<(usize, $crate::model::id::Ref)>) {
                let mut found = Vec::new();
                let mut at = 0;
                $(
                    $crate::model::field::FieldType::refs(&self.$field, &mut found);
                    out.extend(found.drain(..).map(|r| (at, r)));
                    at += 1;
                )+
                let _ = at;
            }

            fn without(&self, gone: $crate::model::id::Ref) -> Self {
                $name {
                    id: self.id,
                    $( $field: $crate::model::field::FieldType::without(&self.$field, gone), )+
                    extra: self.extra.clone(),
                }
            }

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

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;
                let mut map = s.serialize_map(None)?;
                map.serialize_entry("id", &self.id)?;
                $(
                    if !$crate::model::field::FieldType::is_unset(&self.$field) {
                        map.serialize_entry(stringify!($field), &self.$field)?;
                    }
                )+
                for (name, value) in self.extra.iter() {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                struct V;
                impl<'de> serde::de::Visitor<'de> for V {
                    type Value = $name;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("an object that describes a ", stringify!($name)))
                    }
                    fn visit_map<A: serde::de::MapAccess<'de>>(
                        self,
                        mut map: A,
                    ) -> Result<$name, A::Error> {
                        let mut record = $name::default();
                        let mut has_id = false;
                        while let Some(key) =
                            map.next_key::<$crate::model::record::Key<'de>>()?
                        {
                            match key.0.as_ref() {
                                "id" => {
                                    record.id = map.next_value()?;
                                    has_id = true;
                                }
                                $( stringify!($field) => record.$field = map.next_value()?, )+
                                other => record.extra.set(other, map.next_value()?),
                            }
                        }
                        if !has_id {
                            return Err(serde::de::Error::missing_field("id"));
                        }
                        Ok(record)
                    }
                }
                d.deserialize_map(V)
            }
        }
    };
}
pub(crate) use record;

/// Is a field's name as it stands in the file, borrowed where it has no escapes.
pub(crate) struct Key<'a>(pub Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct V;
        impl<'de> Visitor<'de> for V {
            type Value = Key<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a field")
            }
            fn visit_borrowed_str<E>(self, s: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(s)))
            }
            fn visit_str<E>(self, s: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(s.to_owned())))
            }
        }
        d.deserialize_str(V)
    }
}

/// Compares one field: a list that only grew is told apart from any other change.
pub(crate) fn difference<T: super::field::FieldType>(old: &T, new: &T) -> Difference {
    match old.added(new) {
        Some(values) => Difference::Added(values),
        None => Difference::Set(super::field::to_json(old), super::field::to_json(new)),
    }
}

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
