//! The types that fields have: what each holds, and how it becomes a JSON token and back. It
//! knows no kind of record.

use serde_json::Value as Json;

use super::any::{AnyField, Misfit, Shape, Token, common};
use super::codec::{write_int, write_json, write_list, write_number, write_plain, write_text};
use super::field::{FieldKind, FieldType, JsonMap, Markdown, Value};
use super::number::{Money, Number, Percent};
use super::rank::Rank;
use super::time::{Date, Time, WorkMinutes};

/// Declares a type of one token, alone and optional.
macro_rules! one {
    (
        $type:ty, $kind:expr, $shape:ident, $expected:expr,
        value |$v:ident| $value:expr,
        write |$w:ident, $out:ident| $write:expr,
        read |$token:ident| $read:expr
    ) => {
        impl FieldType for $type {
            const KIND: FieldKind = $kind;
        }
        impl AnyField for $type {
            common!();
            fn value(&self) -> Value {
                let $v = self;
                $value
            }
            fn is_unset(&self) -> bool {
                *self == Self::default()
            }
            fn shape(&self) -> Shape {
                Shape::$shape
            }
            fn expected(&self) -> &'static str {
                $expected
            }
            fn write(&self, $out: &mut Vec<u8>) {
                let $w = self;
                $write
            }
            fn read(&mut self, $token: Token<'_>) -> Result<(), Misfit> {
                *self = $read?;
                Ok(())
            }
        }
        impl FieldType for Option<$type> {
            const KIND: FieldKind = $kind;
        }
        impl AnyField for Option<$type> {
            common!();
            fn value(&self) -> Value {
                self.as_ref().map_or(Value::Empty, AnyField::value)
            }
            fn is_unset(&self) -> bool {
                self.is_none()
            }
            fn shape(&self) -> Shape {
                Shape::$shape
            }
            fn expected(&self) -> &'static str {
                $expected
            }
            fn write(&self, out: &mut Vec<u8>) {
                match self {
                    Some(v) => AnyField::write(v, out),
                    None => out.extend(b"null"),
                }
            }
            fn takes_null(&self) -> bool {
                true
            }
            fn read(&mut self, token: Token<'_>) -> Result<(), Misfit> {
                AnyField::read(self.insert(Default::default()), token)
            }
        }
    };
}

fn shown(text: &str) -> Value {
    if text.is_empty() { Value::Empty } else { Value::Text(text.to_owned()) }
}

fn text_of(token: Token<'_>) -> Result<&str, Misfit> {
    if let Token::Text(text) = token { Ok(text) } else { Err(Misfit::Type) }
}

pub(super) fn parsed<T: std::str::FromStr>(token: Token<'_>) -> Result<T, Misfit> {
    text_of(token)?.parse().map_err(|_| Misfit::Value)
}

fn number_of(token: Token<'_>) -> Result<f64, Misfit> {
    match token {
        Token::Int(n) => Ok(n as f64),
        Token::Float(n) => Ok(n),
        _ => Err(Misfit::Type),
    }
}

fn whole_of(token: Token<'_>) -> Result<i64, Misfit> {
    if let Token::Int(n) = token { Ok(n) } else { Err(Misfit::Type) }
}

one!(
    String,
    FieldKind::Text,
    Text,
    "a string",
    value | v | shown(v),
    write | v,
    out | write_text(out, v),
    read | t | text_of(t).map(str::to_owned)
);
one!(
    Markdown,
    FieldKind::Markdown,
    Text,
    "a string",
    value | v | shown(&v.0),
    write | v,
    out | write_text(out, &v.0),
    read | t | text_of(t).map(|text| Markdown(text.to_owned()))
);
one!(
    bool,
    FieldKind::Bool,
    Bool,
    "a boolean",
    value | v | Value::Bool(*v),
    write | v,
    out | out.extend(if *v { b"true".as_slice() } else { b"false" }),
    read | t | if let Token::Bool(b) = t { Ok(b) } else { Err(Misfit::Type) }
);
one!(
    u32,
    FieldKind::Whole,
    Number,
    "a whole number from 0",
    value | v | Value::Number(f64::from(*v)),
    write | v,
    out | write_int(out, i64::from(*v)),
    read | t | whole_of(t).and_then(|n| u32::try_from(n).map_err(|_| Misfit::Value))
);
one!(
    WorkMinutes,
    FieldKind::Minutes,
    Number,
    "a whole number",
    value | v | Value::Number(v.0 as f64),
    write | v,
    out | write_int(out, v.0),
    read | t | whole_of(t).map(WorkMinutes)
);
one!(
    Money,
    FieldKind::Money,
    Number,
    "a whole number",
    value | v | Value::Number(v.0 as f64 / 100.0),
    write | v,
    out | write_int(out, v.0),
    read | t | whole_of(t).map(Money)
);
one!(
    Number,
    FieldKind::Number,
    Number,
    "a number",
    value | v | Value::Number(v.get()),
    write | v,
    out | write_number(out, v.get()),
    read | t | number_of(t).and_then(|n| Number::new(n).ok_or(Misfit::Value))
);
one!(
    Percent,
    FieldKind::Percent,
    Number,
    "a percentage from 0 to 100",
    value | v | Value::Number(v.get()),
    write | v,
    out | write_number(out, v.get()),
    read | t
        | number_of(t).and_then(|n| {
            Percent::new(n).ok_or(Misfit::Rule("a percentage from 0 to 100 was expected"))
        })
);
one!(
    Date,
    FieldKind::Date,
    Text,
    "a date of the form YYYY-MM-DD",
    value | v | Value::Date(*v),
    write | v,
    out | write_plain(out, v),
    read | t | parsed(t)
);
one!(
    Time,
    FieldKind::Time,
    Text,
    "an instant of the form YYYY-MM-DDTHH:MM:SSZ",
    value | v | Value::Time(*v),
    write | v,
    out | write_plain(out, v),
    read | t | parsed(t)
);
one!(
    Rank,
    FieldKind::Rank,
    Text,
    "a rank such as a0 or b12V",
    value | v | Value::Text(v.as_str().to_owned()),
    write | v,
    out | write_text(out, v.as_str()),
    read | t | text_of(t).and_then(|text| Rank::parse(text).ok_or(Misfit::Value))
);

impl FieldType for Vec<String> {
    const KIND: FieldKind = FieldKind::Texts;
}

impl AnyField for Vec<String> {
    common!();
    fn value(&self) -> Value {
        Value::Many(self.iter().cloned().map(Value::Text).collect())
    }
    fn is_unset(&self) -> bool {
        self.is_empty()
    }
    fn shape(&self) -> Shape {
        Shape::List
    }
    fn expected(&self) -> &'static str {
        "a list of strings"
    }
    fn write(&self, out: &mut Vec<u8>) {
        write_list(out, self.len(), |out, idx| {
            write_text(out, self.get(idx).map_or("", String::as_str));
        });
    }
    fn add(&mut self, token: Token<'_>) -> Result<(), Misfit> {
        self.push(text_of(token)?.to_owned());
        Ok(())
    }
    fn expected_entry(&self) -> &'static str {
        "a string"
    }
}

impl FieldType for JsonMap {
    const KIND: FieldKind = FieldKind::Parts;
}

impl AnyField for JsonMap {
    common!();
    fn value(&self) -> Value {
        Value::Parts(self.len())
    }
    fn is_unset(&self) -> bool {
        self.is_empty()
    }
    fn shape(&self) -> Shape {
        Shape::Json
    }
    fn expected(&self) -> &'static str {
        "an object"
    }
    fn write(&self, out: &mut Vec<u8>) {
        // Writing to memory does not fail.
        let _ = serde_json::to_writer(out, self);
    }
    fn read_json(&mut self, json: Json) -> bool {
        let Json::Object(map) = json else { return false };
        self.extend(map);
        true
    }
}

impl AnyField for Json {
    common!();
    fn value(&self) -> Value {
        Value::Parts(usize::from(!self.is_null()))
    }
    fn is_unset(&self) -> bool {
        self.is_null()
    }
    fn shape(&self) -> Shape {
        Shape::Json
    }
    fn expected(&self) -> &'static str {
        "any JSON"
    }
    fn write(&self, out: &mut Vec<u8>) {
        write_json(out, self);
    }
    fn read_json(&mut self, json: Json) -> bool {
        *self = json;
        true
    }
}
