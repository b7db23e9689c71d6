//! What an attribute, a style or a property can hold, as one type.

use ::leptos::prelude::{Get, Signal};

use crate::erase::Shared;
use crate::signal::{Memo, RwSignal};

/// Is a value as it goes into the document.
#[derive(PartialEq)]
pub enum Plain {
    /// Nothing: the attribute is not there.
    None,
    /// There or not.
    Bool(bool),
    /// Words from the program.
    Str(&'static str),
    /// Words made at run time.
    Text(String),
}

/// Computes a value, and again when what it read has changed.
pub type Dynamic = Box<dyn FnMut() -> Plain + Send>;

/// Is what `view!` was given for an attribute.
pub enum Value {
    /// Stays as it is.
    Plain(Plain),
    /// Is computed.
    Dynamic(Dynamic),
}

/// Can be read off as a value.
pub trait IntoPlain {
    /// Reads it off.
    fn into_plain(self) -> Plain;
}

/// Can stand behind the `=` of an attribute.
pub trait IntoValue {
    /// Makes it one type.
    fn into_value(self) -> Value;
}

impl IntoPlain for Plain {
    fn into_plain(self) -> Plain {
        self
    }
}

impl IntoPlain for &'static str {
    fn into_plain(self) -> Plain {
        Plain::Str(self)
    }
}

impl IntoPlain for String {
    fn into_plain(self) -> Plain {
        Plain::Text(self)
    }
}

impl IntoPlain for bool {
    fn into_plain(self) -> Plain {
        Plain::Bool(self)
    }
}

impl<T: IntoPlain> IntoPlain for Option<T> {
    fn into_plain(self) -> Plain {
        self.map_or(Plain::None, T::into_plain)
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {
        $(
            impl IntoPlain for $number {
                fn into_plain(self) -> Plain {
                    Plain::Text(self.to_string())
                }
            }
        )*
    };
}

numbers!(usize i32 u32 f64);

macro_rules! plain {
    ($($kind:ty)*) => {
        $(
            impl IntoValue for $kind {
                fn into_value(self) -> Value {
                    Value::Plain(self.into_plain())
                }
            }
        )*
    };
}

plain!(&'static str String bool usize i32 u32 f64);

impl<T: IntoPlain> IntoValue for Option<T> {
    fn into_value(self) -> Value {
        Value::Plain(self.into_plain())
    }
}

impl<F, T> IntoValue for F
where
    F: FnMut() -> T + Send + 'static,
    T: IntoPlain,
{
    fn into_value(mut self) -> Value {
        Value::Dynamic(Box::new(move || self().into_plain()))
    }
}

impl<F, T> IntoValue for Shared<F>
where
    F: FnMut() -> T + Send + 'static,
    T: IntoPlain,
{
    fn into_value(self) -> Value {
        self.0.into_value()
    }
}

macro_rules! signals {
    ($($signal:ident)*) => {
        $(
            impl<T: IntoPlain + Clone + Send + Sync + 'static> IntoValue for $signal<T> {
                fn into_value(self) -> Value {
                    Value::Dynamic(Box::new(move || self.get().into_plain()))
                }
            }
        )*
    };
}

signals!(Signal Memo RwSignal);
