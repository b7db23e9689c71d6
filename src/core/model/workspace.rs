//! The model as a whole: the tables, what is indexed over them, and the one door through which
//! they change. It knows no command: whoever writes here keeps the invariants of `check`.

use std::ops::Deref;

use super::field::FieldError;
use super::id::{Id, RawId, Ref};
use super::index::Index;
use super::record::Extra;
use super::table::Tabled;
use super::{Item, Kind, Project, Record, Status, Tables, Workspace};
use crate::change::{ApplyError, Change};

/// Holds all the work: every record by kind, and the indexes over them.
///
/// Cloning shares the records, so a copy for a preview or a scenario is cheap.
#[derive(Debug, Clone, Default)]
pub struct Model {
    tables: Tables,
    index: Index,
    /// Tables that a newer version wrote.
    pub extra: Extra,
}

impl PartialEq for Model {
    fn eq(&self, other: &Self) -> bool {
        self.tables == other.tables && self.extra == other.extra
    }
}

impl Deref for Model {
    type Target = Tables;
    fn deref(&self) -> &Tables {
        &self.tables
    }
}

impl Model {
    /// Builds a model from its tables.
    pub fn new(tables: Tables, extra: Extra) -> Self {
        let index = Index::build(&tables);
        Model { tables, index, extra }
    }

    /// Makes an empty workspace that holds only its own record.
    pub fn empty(name: &str) -> Self {
        let mut tables = Tables::default();
        let info = Workspace { id: Workspace::ONLY, name: name.to_owned(), ..Workspace::default() };
        tables.write(Workspace::ONLY.to_ref(), Some(Record::Workspace(info.into())));
        Model::new(tables, Extra::default())
    }

    /// Gives what is indexed over the tables.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Gives the tables.
    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// Gives a record of any type.
    pub fn find<R: Tabled>(&self, id: Id<R>) -> Option<&R> {
        R::table(&self.tables).get(id)
    }

    /// Gives the record of the workspace itself.
    pub fn info(&self) -> Option<&Workspace> {
        self.tables.workspaces.iter().next()
    }

    /// Finds the record with an id, whatever its kind: ids are unique over all kinds.
    pub fn locate(&self, id: RawId) -> Option<Ref> {
        Kind::ALL.iter().map(|kind| Ref { kind: *kind, id }).find(|r| self.tables.has(*r))
    }

    /// Gives the name a person knows a record by; empty if it is not there.
    pub fn title_of(&self, r: Ref) -> String {
        self.tables.get(r).map(|record| record.title().to_owned()).unwrap_or_default()
    }

    /// Gives the key of an item, such as `APOLLO-12`.
    pub fn key_of(&self, item: &Item) -> String {
        self.key_with(item.project, item, item.number)
    }

    fn key_with(&self, project: Option<Id<Project>>, item: &Item, number: u32) -> String {
        let project = project.and_then(|id| self.find(id)).map(|p| p.key.as_str());
        let product = item.product.and_then(|id| self.find(id)).map(|p| p.key.as_str());
        let prefix = project.or(product).filter(|key| !key.is_empty()).unwrap_or("ITEM");
        format!("{prefix}-{number}")
    }

    /// Finds the status of an item.
    pub fn status_of(&self, item: &Item) -> Option<&Status> {
        self.find(item.status)
    }

    /// Puts a record in, or takes it out, and keeps the indexes; gives what was there before.
    pub(crate) fn write(&mut self, at: Ref, new: Option<Record>) -> Option<Record> {
        let old = self.tables.write(at, new.clone());
        self.index.update(old.as_ref(), new.as_ref());
        old
    }

    /// Applies one change. An error leaves the model as it was.
    pub fn apply(&mut self, change: &Change) -> Result<(), ApplyError> {
        match change {
            Change::Create(record) => {
                let at = record.to_ref();
                if self.tables.has(at) {
                    return Err(ApplyError::Exists(at));
                }
                self.write(at, Some(record.clone()));
            }
            Change::Delete(record) => {
                let at = record.to_ref();
                if !self.tables.has(at) {
                    return Err(ApplyError::Missing(at));
                }
                self.write(at, None);
            }
            Change::Set { at, field, after, .. } => {
                self.edit(*at, |record| record.set_json(field, after))?;
            }
            Change::Append { at, field, values, .. } => {
                self.edit(*at, |record| record.push_json(field, values))?;
            }
            Change::Retract { at, field, values, .. } => {
                self.edit(*at, |record| {
                    let popped = record.pop_json(field, values.len());
                    popped.then_some(()).ok_or_else(|| FieldError {
                        field: field.to_string(),
                        why: "the list does not have so many values".to_owned(),
                    })
                })?;
            }
        }
        Ok(())
    }

    fn edit(
        &mut self,
        at: Ref,
        f: impl FnOnce(&mut Record) -> Result<(), FieldError>,
    ) -> Result<(), ApplyError> {
        let mut record = self.tables.get(at).ok_or(ApplyError::Missing(at))?;
        f(&mut record).map_err(|e| ApplyError::Field(at, e))?;
        self.write(at, Some(record));
        Ok(())
    }
}

impl Workspace {
    /// The id of the one workspace record.
    pub const ONLY: Id<Workspace> = Id::new(super::id::RawId(1));
}

impl Item {
    /// Gives the description of the field at a position.
    pub fn field(idx: usize) -> Option<&'static super::field::FieldMeta> {
        <Item as super::record::RecordType>::FIELDS.get(idx)
    }
}

impl Kind {
    /// Tells whether records of this kind are places: what work can be in.
    pub fn is_place(self) -> bool {
        matches!(
            self,
            Kind::ProductLine
                | Kind::Product
                | Kind::Release
                | Kind::Program
                | Kind::Project
                | Kind::Stage
        )
    }
}
