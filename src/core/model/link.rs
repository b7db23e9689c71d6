//! Fields that point at records: one of a kind, several of a kind, or one of any kind. It knows no
//! kind of record.

use super::any::{AnyField, Misfit, Shape, Token, common};
use super::codec::{write_list, write_plain};
use super::field::{FieldKind, FieldType, Value};
use super::id::{Id, Ref};
use super::record::RecordType;
use super::types::parsed;

const ID: &str = "an id of 13 letters and digits";

impl<R: RecordType> FieldType for Id<R> {
    const KIND: FieldKind = FieldKind::Ref(R::KIND);
}

impl<R: RecordType> AnyField for Id<R> {
    common!();
    fn value(&self) -> Value {
        Value::Ref(self.to_ref())
    }
    fn is_unset(&self) -> bool {
        self.raw().0 == 0
    }
    fn shape(&self) -> Shape {
        Shape::Text
    }
    fn expected(&self) -> &'static str {
        ID
    }
    fn write(&self, out: &mut Vec<u8>) {
        write_plain(out, &self.raw());
    }
    fn read(&mut self, token: Token<'_>) -> Result<(), Misfit> {
        *self = Id::new(parsed(token)?);
        Ok(())
    }
    fn refs(&self, out: &mut Vec<Ref>) {
        out.push(self.to_ref());
    }
    fn forget(&mut self, gone: Ref) -> bool {
        self.to_ref() == gone
    }
}

impl<R: RecordType> FieldType for Option<Id<R>> {
    const KIND: FieldKind = FieldKind::Ref(R::KIND);
}

impl<R: RecordType> AnyField for Option<Id<R>> {
    common!();
    fn value(&self) -> Value {
        self.map_or(Value::Empty, |id| Value::Ref(id.to_ref()))
    }
    fn is_unset(&self) -> bool {
        self.is_none()
    }
    fn shape(&self) -> Shape {
        Shape::Text
    }
    fn expected(&self) -> &'static str {
        ID
    }
    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Some(id) => write_plain(out, &id.raw()),
            None => out.extend(b"null"),
        }
    }
    fn takes_null(&self) -> bool {
        true
    }
    fn read(&mut self, token: Token<'_>) -> Result<(), Misfit> {
        *self = Some(Id::new(parsed(token)?));
        Ok(())
    }
    fn refs(&self, out: &mut Vec<Ref>) {
        out.extend(self.map(Id::to_ref));
    }
    fn forget(&mut self, gone: Ref) -> bool {
        let hit = self.map(Id::to_ref) == Some(gone);
        if hit {
            *self = None;
        }
        hit
    }
}

impl<R: RecordType> FieldType for Vec<Id<R>> {
    const KIND: FieldKind = FieldKind::Refs(R::KIND);
}

impl<R: RecordType> AnyField for Vec<Id<R>> {
    common!();
    fn value(&self) -> Value {
        Value::Many(self.iter().map(|id| Value::Ref(id.to_ref())).collect())
    }
    fn is_unset(&self) -> bool {
        self.is_empty()
    }
    fn shape(&self) -> Shape {
        Shape::List
    }
    fn expected(&self) -> &'static str {
        "a list of ids"
    }
    fn write(&self, out: &mut Vec<u8>) {
        write_list(out, self.len(), |out, idx| {
            if let Some(id) = self.get(idx) {
                write_plain(out, &id.raw());
            }
        });
    }
    fn add(&mut self, token: Token<'_>) -> Result<(), Misfit> {
        self.push(Id::new(parsed(token)?));
        Ok(())
    }
    fn expected_entry(&self) -> &'static str {
        ID
    }
    fn refs(&self, out: &mut Vec<Ref>) {
        out.extend(self.iter().map(|id| id.to_ref()));
    }
    fn forget(&mut self, gone: Ref) -> bool {
        self.retain(|id| id.to_ref() != gone);
        false
    }
}

impl FieldType for Option<Ref> {
    const KIND: FieldKind = FieldKind::AnyRef;
}

impl AnyField for Option<Ref> {
    common!();
    fn value(&self) -> Value {
        self.map_or(Value::Empty, Value::Ref)
    }
    fn is_unset(&self) -> bool {
        self.is_none()
    }
    fn shape(&self) -> Shape {
        Shape::Text
    }
    fn expected(&self) -> &'static str {
        "a reference of the form kind:id"
    }
    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Some(to) => write_plain(out, to),
            None => out.extend(b"null"),
        }
    }
    fn takes_null(&self) -> bool {
        true
    }
    fn read(&mut self, token: Token<'_>) -> Result<(), Misfit> {
        *self = Some(parsed(token)?);
        Ok(())
    }
    fn refs(&self, out: &mut Vec<Ref>) {
        out.extend(*self);
    }
    fn forget(&mut self, gone: Ref) -> bool {
        self.take_if(|to| *to == gone).is_some()
    }
}
