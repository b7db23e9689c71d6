//! The record that is open, or several as if they were one: read as they are now, changed by
//! commands. It draws nothing.

use leptos::prelude::*;
use serde_json::Value as Json;
use throughline_core::command::Command;
use throughline_core::lens::common::{Common, common, edited};
use throughline_core::model::any::AnyField;
use throughline_core::model::codec::field_to_json;
use throughline_core::model::id::{Id, Ref};
use throughline_core::model::workspace::Model;
use throughline_core::model::{Item, Record};

use super::text;
use crate::app::App;
use crate::app::watch::Watch;
use crate::app::work::Failure;

/// Is the record that the panel shows.
#[derive(Clone, Copy)]
pub struct Opened {
    /// The app.
    pub app: App,
    /// Where the record is.
    pub at: Ref,
    /// The record as it is now; nothing once it is gone.
    pub record: Memo<Option<Record>>,
    /// Several records that are edited together, with what they share; nothing for one.
    many: Option<Many>,
}

/// Is what stands behind several records that are edited as if they were one.
#[derive(Clone, Copy)]
struct Many {
    at: StoredValue<Vec<Ref>>,
    common: Memo<Option<Common>>,
}

impl Many {
    fn records(self, app: App) -> Vec<Record> {
        let at = self.at.get_value();
        app.work.with(|model| at.iter().filter_map(|at| model.get(*at)).collect())
    }
}

impl Opened {
    /// Opens a record: what reads it runs again when it changes.
    pub fn new(app: App, at: Ref) -> Self {
        let record = Memo::new(move |_| {
            app.work.watch(Watch::Record(at));
            app.work.with(|model| model.get(at))
        });
        Opened { app, at, record, many: None }
    }

    /// Opens several records of one kind, of which the first is given apart.
    pub fn of_many(app: App, first: Ref, all: Vec<Ref>) -> Self {
        let at = StoredValue::new(all);
        let common = Memo::new(move |_| {
            let records = at.with_value(|all| {
                all.iter().for_each(|at| app.work.watch(Watch::Record(*at)));
                let get = |model: &Model| all.iter().filter_map(|at| model.get(*at)).collect();
                app.work.with::<Vec<Record>>(get)
            });
            common(&records)
        });
        let record = Memo::new(move |_| common.with(|c| c.as_ref().map(|c| c.record.clone())));
        Opened { app, at: first, record, many: Some(Many { at, common }) }
    }

    /// Tells whether it stands for several records.
    pub fn is_many(&self) -> bool {
        self.many.is_some()
    }

    /// Tells whether the records differ in the field at a position.
    pub fn is_mixed(&self, field: usize) -> bool {
        let mixed = |c: &Option<Common>| c.as_ref().is_some_and(|c| c.mixed.contains(&field));
        self.many.is_some_and(|many| many.common.with(mixed))
    }

    /// Gives the id, if it is an item.
    pub fn item_id(&self) -> Option<Id<Item>> {
        Id::from_ref(self.at)
    }

    /// Reads the item now, and again when it changes; nothing if it is no item.
    pub fn item<T>(&self, f: impl FnOnce(&Item) -> T) -> Option<T> {
        self.record.with(|record| match record {
            Some(Record::Item(item)) => Some(f(item)),
            _ => None,
        })
    }

    /// Reads what belongs to the record, and again when any of it changes.
    pub fn around<T>(&self, f: impl FnOnce(&Model) -> T) -> T {
        self.app.work.watch(Watch::Record(self.at));
        self.app.work.with(f)
    }

    /// Sets a field; a failure is told and handed back.
    pub fn set(&self, field: &str, value: Json) -> Result<(), Failure> {
        let set = |(at, value)| Command::SetField { at, field: field.to_owned(), value };
        let done = match self.many {
            None => self.app.work.dispatch(&set((vec![self.at], value))).map(|_| ()),
            Some(many) => {
                let records = many.records(self.app);
                let commands: Vec<Command> =
                    edited(&records, field, &value).into_iter().map(set).collect();
                let label = self.at.kind.fields().iter().find(|meta| meta.name == field);
                let label = label.map_or(field, |meta| meta.label);
                self.app.work.dispatch_all(&commands, &text::set_in(label, records.len()))
            }
        };
        done.inspect_err(|e| self.app.fail(e))
    }

    /// Sets a field made of parts; tells whether that was kept.
    pub fn set_parts(&self, field: &str, parts: &dyn AnyField) -> bool {
        self.set(field, field_to_json(parts)).is_ok()
    }

    /// Gives the address that opens another record.
    pub fn link(&self, at: Ref) -> String {
        self.app.address.link(|route| route.open = Some(at.id))
    }
}
