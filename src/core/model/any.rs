//! Fields and structs without their types, so that reading, writing, comparing and mending are
//! compiled once and not once for every kind of record. It knows no kind.
//!
//! A kind of record costs a table of pointers to its fields; everything that is done with them is
//! done through [`AnyField`] and [`AnyStruct`]. This is what keeps the download small.

use std::any::Any;

use serde_json::Value as Json;

use super::field::{Choice, Value};
use super::id::Ref;
use super::record::Extra;

/// Is a single value on its way from JSON into a field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Token<'a> {
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// A text.
    Text(&'a str),
}

/// Says why a token does not fit a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misfit {
    /// It is of another type.
    Type,
    /// It is of the type, but not one of its values.
    Value,
    /// It breaks a rule, said in full.
    Rule(&'static str),
}

/// Says what JSON a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A text.
    Text,
    /// A number.
    Number,
    /// Yes or no.
    Bool,
    /// A list of texts.
    List,
    /// A struct, or null.
    Part,
    /// A list of structs.
    Parts,
    /// Any JSON.
    Json,
}

/// Is a field's value without its type.
pub trait AnyField: 'static {
    /// Gives the value in the common form.
    fn value(&self) -> Value;
    /// Tells whether nothing is set; such fields are left out of JSON.
    fn is_unset(&self) -> bool;
    /// Takes the value away.
    fn clear(&mut self);
    /// Tells whether both are of one type and equal.
    fn equals(&self, other: &dyn AnyField) -> bool;
    /// Gives the value with its type.
    fn as_any(&self) -> &dyn Any;
    /// Says what JSON it takes.
    fn shape(&self) -> Shape;
    /// Says what was expected, in words that follow "expected".
    fn expected(&self) -> &'static str;
    /// Takes over the value of a field of the same type.
    fn copy_from(&mut self, other: &dyn AnyField);
    /// Lists what may be chosen, if it is a choice.
    fn choices(&self) -> &'static [Choice] {
        &[]
    }
    /// Writes the value as JSON, unless [`Shape::Part`] or [`Shape::Parts`].
    fn write(&self, out: &mut Vec<u8>);

    /// Tells whether null stands for nothing.
    fn takes_null(&self) -> bool {
        false
    }
    /// Takes one token.
    fn read(&mut self, _token: Token<'_>) -> Result<(), Misfit> {
        Err(Misfit::Type)
    }
    /// Adds one token to a [`Shape::List`].
    fn add(&mut self, _token: Token<'_>) -> Result<(), Misfit> {
        Err(Misfit::Type)
    }
    /// Says what was expected of one entry of a list.
    fn expected_entry(&self) -> &'static str {
        "a value"
    }
    /// Adds an empty struct to [`Shape::Parts`], or sets one in [`Shape::Part`].
    fn grow(&mut self) -> Option<&mut dyn AnyStruct> {
        None
    }
    /// Takes the last struct off.
    fn shrink(&mut self) -> bool {
        false
    }
    /// Gives the struct at a position.
    fn part(&self, _at: usize) -> Option<&dyn AnyStruct> {
        None
    }
    /// Takes any JSON, if [`Shape::Json`].
    fn read_json(&mut self, _json: Json) -> bool {
        false
    }
    /// Adds every record that the value points at.
    fn refs(&self, _out: &mut Vec<Ref>) {}
    /// Takes out what points at `gone`; `true` if the value cannot be without it.
    fn forget(&mut self, _gone: Ref) -> bool {
        false
    }
    /// If this list of structs is `old` with more at its end, gives the length of `old`.
    fn grown_from(&self, _old: &dyn AnyField) -> Option<usize> {
        None
    }
}

/// Is a struct of fields without its type: a record, or a part of one.
pub trait AnyStruct {
    /// Names the fields in their order.
    fn names(&self) -> &'static [&'static str];
    /// Tells for each field whether it is always written and must be there; a record's need not.
    fn needed(&self) -> &'static [bool];
    /// Gives a field.
    fn at(&self, idx: usize) -> Option<&dyn AnyField>;
    /// Gives a field to change it.
    fn at_mut(&mut self, idx: usize) -> Option<&mut dyn AnyField>;
    /// Gives what a newer version wrote.
    fn extra(&self) -> &Extra;
    /// Gives what a newer version wrote, to change it.
    fn extra_mut(&mut self) -> &mut Extra;
}

/// Is one field of a struct of type `S`: how to reach it.
pub struct Slot<S> {
    /// Gives the field.
    pub get: fn(&S) -> &dyn AnyField,
    /// Gives the field to change it.
    pub get_mut: fn(&mut S) -> &mut dyn AnyField,
}

impl dyn AnyStruct + '_ {
    /// Finds a field by its name. Fields mostly come in their order: `hint` is looked at first.
    pub fn position(&self, name: &str, hint: usize) -> Option<usize> {
        let names = self.names();
        if names.get(hint).is_some_and(|n| *n == name) {
            return Some(hint);
        }
        names.iter().position(|n| *n == name)
    }

    /// Walks the fields with their names.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, &dyn AnyField)> {
        self.names().iter().enumerate().filter_map(|(idx, name)| Some((*name, self.at(idx)?)))
    }

    /// Tells whether every field is equal, and what is kept besides.
    pub fn same(&self, other: &dyn AnyStruct) -> bool {
        let equal = |idx: usize| match (self.at(idx), other.at(idx)) {
            (Some(a), Some(b)) => a.equals(b),
            (None, None) => true,
            _ => false,
        };
        (0..self.names().len()).all(equal) && self.extra() == other.extra()
    }

    /// Takes over every value of a struct of the same type.
    pub fn copy_from(&mut self, other: &dyn AnyStruct) {
        for (idx, (_, field)) in other.fields().enumerate() {
            if let Some(own) = self.at_mut(idx) {
                own.copy_from(field);
            }
        }
        *self.extra_mut() = other.extra().clone();
    }

    /// Adds every record that a field points at.
    pub fn refs(&self, out: &mut Vec<Ref>) {
        self.fields().for_each(|(_, field)| field.refs(out));
    }

    /// Takes out what points at `gone`; `true` if a field that is needed pointed at it.
    pub fn forget(&mut self, gone: Ref) -> bool {
        let needed = self.needed();
        let mut lost = false;
        for idx in 0..self.names().len() {
            let hit = self.at_mut(idx).is_some_and(|field| field.forget(gone));
            lost |= hit && needed.get(idx).copied().unwrap_or(false);
        }
        lost
    }
}

/// What every type of field does in the same way.
macro_rules! common {
    () => {
        fn clear(&mut self) {
            *self = Default::default();
        }
        fn equals(&self, other: &dyn $crate::model::any::AnyField) -> bool {
            other.as_any().downcast_ref::<Self>() == Some(self)
        }
        fn as_any(&self) -> &dyn std::any::Any {
            self
        }
        fn copy_from(&mut self, other: &dyn $crate::model::any::AnyField) {
            if let Some(other) = other.as_any().downcast_ref::<Self>() {
                *self = other.clone();
            }
        }
    };
}
pub(crate) use common;

/// Makes a struct an [`AnyStruct`], from its fields and whether each is needed.
macro_rules! any_struct {
    ($name:ident; $( $field:ident, $needed:expr; )+) => {
        impl $name {
            const SLOTS: &'static [$crate::model::any::Slot<$name>] = &[ $(
                $crate::model::any::Slot { get: |s| &s.$field, get_mut: |s| &mut s.$field },
            )+ ];
        }

        impl $crate::model::any::AnyStruct for $name {
            fn names(&self) -> &'static [&'static str] {
                const { &[ $( stringify!($field), )+ ] }
            }
            fn needed(&self) -> &'static [bool] {
                const { &[ $( $needed, )+ ] }
            }
            fn at(&self, idx: usize) -> Option<&dyn $crate::model::any::AnyField> {
                Self::SLOTS.get(idx).map(|slot| (slot.get)(self))
            }
            fn at_mut(&mut self, idx: usize) -> Option<&mut dyn $crate::model::any::AnyField> {
                Self::SLOTS.get(idx).map(|slot| (slot.get_mut)(self))
            }
            fn extra(&self) -> &$crate::model::record::Extra {
                &self.extra
            }
            fn extra_mut(&mut self) -> &mut $crate::model::record::Extra {
                &mut self.extra
            }
        }
    };
}
pub(crate) use any_struct;
