//! What the core is told about the world: the time, the day, the person and a source of ids.

use crate::model::Person;
use crate::model::id::{Id, IdSource, RawId};
use crate::model::record::RecordType;
use crate::model::time::{Date, Time};

/// Tells the core what it must not find out for itself.
#[derive(Debug, Clone)]
pub struct Env {
    /// Now.
    pub now: Time,
    /// Today where the person is.
    pub today: Date,
    /// Who works on this device.
    pub by: Option<Id<Person>>,
    /// Where new ids come from.
    pub ids: IdSource,
}

impl Env {
    /// Makes an environment for a moment and a random seed.
    pub fn new(now: Time, today: Date, seed: u64) -> Self {
        Env { now, today, by: None, ids: IdSource::new(seed) }
    }

    /// Makes the id of a new record.
    pub fn id<R: RecordType>(&mut self) -> Id<R> {
        self.ids.next(self.now)
    }

    /// Makes the id of a new record whose type is known only later.
    pub fn raw_id(&mut self) -> RawId {
        self.ids.next_raw(self.now)
    }
}
