//! Named choices that keep what they do not know: a value written by a newer version survives.
//!
//! All that is done with names is done by position in one table of them, so that a choice costs its
//! words and little else.

use super::field::Choice;

/// Is the name in data and the name a person reads.
pub(crate) type Named<'a> = (&'a str, &'a str);

/// Finds a choice by its name in data.
pub(crate) fn position(choices: &[Choice], name: &str) -> Option<usize> {
    choices.iter().position(|choice| choice.name == name)
}

/// Declares an enum of named choices with `Other` for names that this version does not know.
macro_rules! choice {
    (
        $(#[$meta:meta])*
        pub enum $name:ident default $default:ident {
            $( $(#[$vmeta:meta])* $variant:ident = $key:literal $label:literal; )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $( $(#[$vmeta])* $variant, )+
            /// A name from a newer version, kept as it is.
            Other(Box<str>),
        }

        impl $name {
            /// Lists the choices in their order.
            pub const ALL: &'static [$name] = &[ $( $name::$variant, )+ ];
            /// Names them for the table of fields.
            pub const CHOICES: &'static [$crate::model::field::Choice] = &[
                $( $crate::model::field::Choice { name: $key, label: $label }, )+
            ];

            /// Gives the position among the choices, unless it is a name from a newer version.
            fn idx(&self) -> Option<usize> {
                #[allow(clippy::enum_variant_names, reason = "they are the names of the choices")]
                enum Idx { $( $variant, )+ }
                match self {
                    $( $name::$variant => Some(Idx::$variant as usize), )+
                    $name::Other(_) => None,
                }
            }

            /// Gives the choice of the table, or one that has its name for a label.
            fn choice(&self) -> $crate::model::choice::Named<'_> {
                match (self, self.idx().and_then(|idx| Self::CHOICES.get(idx))) {
                    (_, Some(choice)) => (choice.name, choice.label),
                    ($name::Other(name), None) => (name, name),
                    _ => ("", ""),
                }
            }

            /// Gives the name in data.
            pub fn name(&self) -> &str {
                self.choice().0
            }

            /// Gives the name a person reads.
            pub fn label(&self) -> &str {
                self.choice().1
            }

            /// Finds the choice with this name in data; an unknown name is kept.
            pub fn from_name(name: &str) -> Self {
                let idx = $crate::model::choice::position(Self::CHOICES, name);
                idx.and_then(|idx| Self::ALL.get(idx).cloned())
                    .unwrap_or_else(|| $name::Other(name.into()))
            }
        }

        impl Default for $name {
            fn default() -> Self {
                $name::$default
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.name())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let name = <String as serde::Deserialize>::deserialize(d)?;
                Ok(Self::from_name(&name))
            }
        }

        impl $crate::model::field::FieldType for $name {
            const KIND: $crate::model::field::FieldKind =
                $crate::model::field::FieldKind::Choice(Self::CHOICES);
        }

        impl $crate::model::any::AnyField for $name {
            $crate::model::any::common!();
            fn value(&self) -> $crate::model::field::Value {
                $crate::model::field::Value::Choice(self.name().to_owned(), self.label().to_owned())
            }
            fn is_unset(&self) -> bool {
                *self == $name::$default
            }
            fn shape(&self) -> $crate::model::any::Shape {
                $crate::model::any::Shape::Text
            }
            fn expected(&self) -> &'static str {
                "a choice such as "
            }
            fn choices(&self) -> &'static [$crate::model::field::Choice] {
                Self::CHOICES
            }
            fn write(&self, out: &mut Vec<u8>) {
                $crate::model::codec::write_text(out, self.name());
            }
            fn read(
                &mut self,
                token: $crate::model::any::Token<'_>,
            ) -> Result<(), $crate::model::any::Misfit> {
                let $crate::model::any::Token::Text(text) = token else {
                    return Err($crate::model::any::Misfit::Type);
                };
                *self = $name::from_name(text);
                Ok(())
            }
        }
    };
}
pub(crate) use choice;
