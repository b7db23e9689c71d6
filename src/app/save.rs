//! How safe the latest change is, in this browser's storage and in the second copy.

use std::rc::Rc;

use leptos::prelude::*;
use throughline_core::keep::Keeper;
use throughline_core::model::id::{Id, Ref};
use throughline_core::model::workspace::Model;

use super::work::{AnyStore, Work};

/// Says how safe the latest change is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveState {
    /// Written to local storage.
    Saved,
    /// Not written: why, and what to do.
    Failed(String),
    /// Kept in memory alone, because there is no storage.
    Memory(String),
}

/// Says how the second copy stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Disk {
    /// It has not answered yet.
    Unknown,
    /// It follows.
    Behind,
    /// It holds everything, and the browser has put it on the disk.
    Even,
    /// There is none: why.
    Off(String),
}

impl Work {
    /// Calls back after something was written, and when the storage may have been cleared.
    pub fn on_write(&self, f: impl Fn() + 'static) {
        self.live.update_value(|live| live.on_write = Some(Rc::new(f)));
    }

    /// Tells that something was written, or is to be looked at.
    pub fn written(&self) {
        let Some(on_write) = self.live.with_value(|live| live.on_write.clone()) else { return };
        if self.disk.get_untracked() == Disk::Even
            && self.live.with_value(|live| live.notes.is_waiting())
        {
            self.disk.set(Disk::Behind);
        }
        on_write();
    }

    /// Reads or repairs the keeper itself.
    pub fn keeper<T>(&self, f: impl FnOnce(&mut Keeper<AnyStore>, &Model) -> T) -> Option<T> {
        self.live.try_update_value(|live| f(&mut live.keeper, &live.model))
    }

    /// Keeps the tables of a newer version that an import brought.
    pub fn adopt_extra(&self, extra: throughline_core::model::record::Extra) {
        self.live.update_value(|live| {
            if live.model.extra != extra {
                live.model.extra = extra;
                live.untold = None;
                live.keeper.mark_whole();
            }
        });
    }

    /// Learns who works on this device, after a workspace came in.
    pub fn adopt_me(&self) {
        self.live.update_value(|live| live.env.by = live.model.info().and_then(|info| info.me));
    }

    /// Gives the person who works on this device.
    pub fn me(&self) -> Option<Ref> {
        self.live.with_value(|live| live.env.by.map(Id::to_ref))
    }
}
