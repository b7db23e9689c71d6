//! The record that is open: read as it is now, changed by commands. It draws nothing.

use leptos::prelude::*;
use serde_json::Value as Json;
use throughline_core::command::Command;
use throughline_core::model::any::AnyField;
use throughline_core::model::codec::field_to_json;
use throughline_core::model::id::{Id, Ref};
use throughline_core::model::workspace::Model;
use throughline_core::model::{Item, Record};

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
}

impl Opened {
    /// Opens a record: what reads it runs again when it changes.
    pub fn new(app: App, at: Ref) -> Self {
        let record = Memo::new(move |_| {
            app.work.watch(Watch::Record(at));
            app.work.with(|model| model.get(at))
        });
        Opened { app, at, record }
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
        let command = Command::SetField { at: vec![self.at], field: field.to_owned(), value };
        let done = self.app.work.dispatch(&command).map(|_| ());
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
