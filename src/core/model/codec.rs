//! Structs as JSON text: one writer and one reader for every kind of record. It knows no kind.
//!
//! Fields are written in their order, unset ones left out, and unknown ones kept and written
//! after the others. The reader says of a wrong value where it stands and what was expected.

use std::borrow::Cow;
use std::fmt;

use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde_json::Value as Json;

use super::any::{AnyField, AnyStruct, Misfit, Shape, Token};
use super::id::RawId;

/// Writes a text as JSON.
pub fn write_text(out: &mut Vec<u8>, text: &str) {
    // Writing to memory does not fail.
    let _ = serde_json::to_writer(out, text);
}

/// Writes any JSON.
pub fn write_json(out: &mut Vec<u8>, json: &Json) {
    // Writing to memory does not fail.
    let _ = serde_json::to_writer(out, json);
}

/// Writes something that needs no escapes as a JSON text.
pub fn write_plain(out: &mut Vec<u8>, text: &dyn fmt::Display) {
    use std::io::Write;
    // Writing to memory does not fail.
    let _ = write!(out, "\"{text}\"");
}

/// Writes a whole number.
pub fn write_int(out: &mut Vec<u8>, n: i64) {
    // Writing to memory does not fail.
    let _ = serde_json::to_writer(out, &n);
}

/// Writes a finite number; a whole one without a fraction.
pub fn write_number(out: &mut Vec<u8>, n: f64) {
    if n.fract() == 0.0 && n.abs() < 9e15 {
        return write_int(out, n as i64);
    }
    // Writing to memory does not fail.
    let _ = serde_json::to_writer(out, &n);
}

/// Writes a list; `one` writes the entry at a position.
pub fn write_list(out: &mut Vec<u8>, len: usize, mut one: impl FnMut(&mut Vec<u8>, usize)) {
    out.push(b'[');
    for idx in 0..len {
        if idx > 0 {
            out.push(b',');
        }
        one(out, idx);
    }
    out.push(b']');
}

/// Writes a field.
pub fn write_field(out: &mut Vec<u8>, field: &dyn AnyField) {
    match field.shape() {
        Shape::Part => match field.part(0) {
            Some(part) => write_struct(out, None, part),
            None => out.extend(b"null"),
        },
        Shape::Parts => {
            let len = (0..).take_while(|idx| field.part(*idx).is_some()).count();
            write_list(out, len, |out, idx| {
                if let Some(part) = field.part(idx) {
                    write_struct(out, None, part);
                }
            });
        }
        _ => field.write(out),
    }
}

/// Writes a struct as an object; a record has an id.
pub fn write_struct(out: &mut Vec<u8>, id: Option<RawId>, fields: &dyn AnyStruct) {
    out.push(b'{');
    let mut open = false;
    let mut key = |out: &mut Vec<u8>, name: &str| {
        if open {
            out.push(b',');
        }
        open = true;
        write_text(out, name);
        out.push(b':');
    };
    if let Some(id) = id {
        key(out, "id");
        write_plain(out, &id);
    }
    let needed = fields.needed();
    for (idx, (name, field)) in fields.fields().enumerate() {
        if needed.get(idx).copied().unwrap_or(false) || !field.is_unset() {
            key(out, name);
            write_field(out, field);
        }
    }
    for (name, value) in fields.extra().iter() {
        key(out, name);
        write_json(out, value);
    }
    out.push(b'}');
}

/// Gives a field as JSON; unset is null.
pub fn field_to_json(field: &dyn AnyField) -> Json {
    if field.is_unset() {
        return Json::Null;
    }
    let mut out = Vec::new();
    write_field(&mut out, field);
    serde_json::from_slice(&out).unwrap_or(Json::Null)
}

/// Gives a struct as JSON.
pub fn struct_to_json(fields: &dyn AnyStruct) -> Json {
    let mut out = Vec::new();
    write_struct(&mut out, None, fields);
    serde_json::from_slice(&out).unwrap_or(Json::Null)
}

/// Sets a field from JSON; null unsets it. An error leaves it in any state.
pub fn field_from_json(field: &mut dyn AnyField, json: &Json) -> Result<(), String> {
    field.clear();
    if json.is_null() {
        return Ok(());
    }
    let text = json.to_string();
    FieldSeed(field).deserialize(&mut serde_json::Deserializer::from_str(&text)).map_err(why)
}

/// Adds a struct at the end of a list from JSON.
pub fn push_from_json(field: &mut dyn AnyField, json: &Json) -> bool {
    if field.shape() != Shape::Parts {
        return false;
    }
    let text = json.to_string();
    let mut json = serde_json::Deserializer::from_str(&text);
    field.grow().is_some_and(|part| {
        StructSeed { id: None, fields: part, what: "an object" }.deserialize(&mut json).is_ok()
    })
}

/// Gives a parser's reason. The position within a single value says nothing to anybody.
pub fn why(error: serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(why, _)| why.to_owned())
}

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

/// Reads an object into a struct that holds nothing yet. A record's id is required.
pub(crate) struct StructSeed<'a> {
    pub id: Option<&'a mut RawId>,
    pub fields: &'a mut dyn AnyStruct,
    /// What was expected, in words that follow "expected".
    pub what: &'a str,
}

impl<'de> DeserializeSeed<'de> for StructSeed<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        d.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for StructSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.what)
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let mut has_id = self.id.is_none();
        let mut seen = 0u64;
        let mut next = 0;
        while let Some(key) = map.next_key::<Key<'de>>()? {
            let name = key.0.as_ref();
            if let (Some(id), "id") = (&mut self.id, name) {
                **id = map.next_value()?;
                has_id = true;
                continue;
            }
            let at = self.fields.position(name, next);
            match at.and_then(|idx| Some((idx, self.fields.at_mut(idx)?))) {
                Some((idx, field)) => {
                    map.next_value_seed(FieldSeed(field))?;
                    seen |= 1 << idx.min(63);
                    next = idx + 1;
                }
                None => self.fields.extra_mut().set(name, map.next_value()?),
            }
        }
        if !has_id {
            return Err(de::Error::missing_field("id"));
        }
        let needed = self.fields.needed().iter().zip(self.fields.names()).enumerate();
        let missing = needed.into_iter().find(|(idx, (need, _))| **need && seen & (1 << idx) == 0);
        missing.map_or(Ok(()), |(_, (_, name))| Err(de::Error::missing_field(name)))
    }
}

/// Reads a value into a field.
pub(crate) struct FieldSeed<'a>(pub &'a mut dyn AnyField);

impl<'de> DeserializeSeed<'de> for FieldSeed<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        self.0.clear();
        if self.0.shape() == Shape::Json {
            let json = Json::deserialize(d)?;
            let found = kind_of(&json);
            return if self.0.read_json(json) {
                Ok(())
            } else {
                Err(de::Error::invalid_type(found, &self))
            };
        }
        if self.0.takes_null() { d.deserialize_option(self) } else { self.visit_some(d) }
    }
}

fn kind_of(json: &Json) -> Unexpected<'static> {
    match json {
        Json::Null => Unexpected::Unit,
        Json::Bool(b) => Unexpected::Bool(*b),
        Json::Number(n) => Unexpected::Float(n.as_f64().unwrap_or_default()),
        Json::String(_) => Unexpected::Other("text"),
        Json::Array(_) => Unexpected::Seq,
        Json::Object(_) => Unexpected::Map,
    }
}

fn found(token: Token<'_>) -> Unexpected<'_> {
    match token {
        Token::Bool(b) => Unexpected::Bool(b),
        Token::Int(n) => Unexpected::Signed(n),
        Token::Float(n) => Unexpected::Float(n),
        Token::Text(s) => Unexpected::Str(s),
    }
}

fn refuse<E: de::Error>(misfit: Misfit, token: Token<'_>, expected: &dyn de::Expected) -> E {
    match misfit {
        Misfit::Type => E::invalid_type(found(token), expected),
        Misfit::Value => E::invalid_value(found(token), expected),
        Misfit::Rule(why) => E::custom(why),
    }
}

impl FieldSeed<'_> {
    fn take<E: de::Error>(self, token: Token<'_>) -> Result<(), E> {
        self.0.read(token).map_err(|misfit| refuse(misfit, token, &self))
    }
}

impl<'de> Visitor<'de> for FieldSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.expected())?;
        self.0.choices().iter().try_for_each(|choice| write!(f, "`{}` ", choice.name))
    }

    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        match self.0.shape() {
            Shape::Text => d.deserialize_str(self),
            Shape::Number => d.deserialize_f64(self),
            Shape::Bool => d.deserialize_bool(self),
            Shape::List | Shape::Parts => d.deserialize_seq(self),
            Shape::Part | Shape::Json => d.deserialize_map(self),
        }
    }

    fn visit_bool<E: de::Error>(self, b: bool) -> Result<(), E> {
        self.take(Token::Bool(b))
    }

    fn visit_i64<E: de::Error>(self, n: i64) -> Result<(), E> {
        self.take(Token::Int(n))
    }

    fn visit_u64<E: de::Error>(self, n: u64) -> Result<(), E> {
        self.take(i64::try_from(n).map_or(Token::Float(n as f64), Token::Int))
    }

    fn visit_f64<E: de::Error>(self, n: f64) -> Result<(), E> {
        self.take(Token::Float(n))
    }

    fn visit_str<E: de::Error>(self, s: &str) -> Result<(), E> {
        self.take(Token::Text(s))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element_seed(EntrySeed(self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        match self.0.grow() {
            Some(fields) => StructSeed { id: None, fields, what: "an object" }.visit_map(map),
            None => Ok(()),
        }
    }
}

/// Reads one entry of a list into a field.
struct EntrySeed<'a>(&'a mut dyn AnyField);

impl<'de> DeserializeSeed<'de> for EntrySeed<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        match self.0.shape() {
            Shape::Parts => d.deserialize_map(self),
            _ => d.deserialize_str(self),
        }
    }
}

impl<'de> Visitor<'de> for EntrySeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.expected_entry())
    }

    fn visit_str<E: de::Error>(self, s: &str) -> Result<(), E> {
        let token = Token::Text(s);
        self.0.add(token).map_err(|misfit| refuse(misfit, token, &self))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        match self.0.grow() {
            Some(fields) => StructSeed { id: None, fields, what: "an object" }.visit_map(map),
            None => Ok(()),
        }
    }
}
