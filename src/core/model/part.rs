//! Parts: small structs inside a record, such as an entry of its history. It knows no kind of
//! record.

use serde_json::Value as Json;

use super::any::{AnyField, AnyStruct, Shape, common};
use super::field::{FieldKind, FieldType, Value};
use super::id::Ref;

/// Is a structured part of a record: an entry of a list, or a small struct.
pub trait Part: AnyStruct + Clone + PartialEq + Default + 'static {}

impl<P: Part> FieldType for Vec<P> {
    const KIND: FieldKind = FieldKind::Parts;
}

impl<P: Part> AnyField for Vec<P> {
    common!();
    fn value(&self) -> Value {
        Value::Parts(self.len())
    }
    fn is_unset(&self) -> bool {
        self.is_empty()
    }
    fn shape(&self) -> Shape {
        Shape::Parts
    }
    fn expected(&self) -> &'static str {
        "a list of objects"
    }
    fn expected_entry(&self) -> &'static str {
        "an object"
    }
    fn write(&self, _out: &mut Vec<u8>) {}
    fn grow(&mut self) -> Option<&mut dyn AnyStruct> {
        self.push(P::default());
        self.last_mut().map(|part| part as &mut dyn AnyStruct)
    }
    fn shrink(&mut self) -> bool {
        self.pop().is_some()
    }
    fn part(&self, at: usize) -> Option<&dyn AnyStruct> {
        self.get(at).map(|part| part as &dyn AnyStruct)
    }
    fn refs(&self, out: &mut Vec<Ref>) {
        self.iter().for_each(|part| (part as &dyn AnyStruct).refs(out));
    }
    fn forget(&mut self, gone: Ref) -> bool {
        self.retain_mut(|part| !(part as &mut dyn AnyStruct).forget(gone));
        false
    }
    fn grown_from(&self, old: &dyn AnyField) -> Option<usize> {
        let old = old.as_any().downcast_ref::<Self>()?;
        let tail = self.strip_prefix(old.as_slice()).filter(|tail| !tail.is_empty());
        tail.map(|_| old.len())
    }
}

impl<P: Part> FieldType for Option<P> {
    const KIND: FieldKind = FieldKind::Parts;
}

impl<P: Part> AnyField for Option<P> {
    common!();
    fn value(&self) -> Value {
        Value::Parts(usize::from(self.is_some()))
    }
    fn is_unset(&self) -> bool {
        self.is_none()
    }
    fn shape(&self) -> Shape {
        Shape::Part
    }
    fn expected(&self) -> &'static str {
        "an object"
    }
    fn write(&self, _out: &mut Vec<u8>) {}
    fn takes_null(&self) -> bool {
        true
    }
    fn grow(&mut self) -> Option<&mut dyn AnyStruct> {
        Some(self.insert(P::default()))
    }
    fn part(&self, at: usize) -> Option<&dyn AnyStruct> {
        self.as_ref().filter(|_| at == 0).map(|part| part as &dyn AnyStruct)
    }
    fn refs(&self, out: &mut Vec<Ref>) {
        if let Some(part) = self {
            (part as &dyn AnyStruct).refs(out);
        }
    }
    fn forget(&mut self, gone: Ref) -> bool {
        if self.as_mut().is_some_and(|part| (part as &mut dyn AnyStruct).forget(gone)) {
            *self = None;
        }
        false
    }
}

/// Gives a part as JSON.
pub fn part_to_json<P: Part>(part: &P) -> Json {
    super::codec::struct_to_json(part)
}

/// Declares a part. `must` is always written and must be there, and a part whose `must` points at
/// a record goes with that record; `may` is left out while it is unset.
macro_rules! part {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[doc = $doc:literal])+ $field:ident : $type:ty, $need:ident; )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default)]
        pub struct $name {
            $( $(#[doc = $doc])+ pub $field: $type, )+
            /// What a newer version wrote.
            pub extra: $crate::model::record::Extra,
        }

        impl $crate::model::part::Part for $name {}

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                let this: &dyn $crate::model::any::AnyStruct = self;
                this.same(other)
            }
        }

        $crate::model::any::any_struct!($name; $( $field, $crate::model::part::part!(@ $need); )+);
    };
    (@ must) => { true };
    (@ may) => { false };
}
pub(crate) use part;
