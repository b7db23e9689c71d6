//! What every part of the sample builds with: ids, names, days and variation. It knows no story.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::days::Days;
use crate::env::Env;
use crate::model::id::{Id, IdSource, Ref};
use crate::model::record::{Extra, RecordType};
use crate::model::time::{Date, Time};
use crate::model::workspace::Model;
use crate::model::{Kind, Tables};
use crate::random::Random;

/// The day on which the workspace was set up.
pub(super) const SET_UP: i64 = -330;

/// Collects the records of the sample.
pub(super) struct Build<'a> {
    ids: &'a mut IdSource,
    /// Records by kind and name, as [`called`] joins them.
    names: FxHashMap<String, Ref>,
    /// The days of the story.
    pub(super) days: Days,
    /// Variation by seed.
    pub(super) random: Random,
    /// The records so far.
    pub(super) tables: Tables,
    /// What could not be read or found.
    pub(super) problems: Vec<String>,
}

impl<'a> Build<'a> {
    /// Starts with nothing.
    pub(super) fn new(env: &'a mut Env) -> Self {
        let limit = env.now.min(env.today.start_utc()).plus_ms(-60_000);
        let days = Days { today: env.today, limit };
        let set_up = days.at(days.date(SET_UP), 540);
        let seed = env.ids.next_raw(set_up).0 & 0x7f_ffff;
        Build {
            ids: &mut env.ids,
            names: FxHashMap::default(),
            days,
            random: Random::new(seed),
            tables: Tables::default(),
            problems: Vec::new(),
        }
    }

    /// Ends with the model and what could not be read or found.
    pub(super) fn finish(self) -> (Model, Vec<String>) {
        (Model::new(self.tables, Extra::default()), self.problems)
    }

    /// Makes an id of a record of the first day.
    pub(super) fn id<R>(&mut self) -> Id<R> {
        let at = self.days.at(self.days.date(SET_UP), 540);
        self.ids.next(at)
    }

    /// Makes an id of a record of a later moment.
    pub(super) fn id_at<R>(&mut self, at: Time) -> Id<R> {
        self.ids.next(at)
    }

    /// Makes an id that the script calls by a name.
    pub(super) fn named<R: RecordType>(&mut self, name: &str) -> Id<R> {
        let id = self.id();
        self.name(name, id);
        id
    }

    /// Gives a record a name in the script.
    pub(super) fn name<R: RecordType>(&mut self, name: &str, id: Id<R>) {
        if self.names.insert(called(R::KIND, name), id.to_ref()).is_some() {
            self.problems.push(format!("two records are called `{name}`"));
        }
    }

    /// Finds a record by its name; an empty name means none.
    pub(super) fn find<R: RecordType>(&mut self, name: &str) -> Option<Id<R>> {
        if name.is_empty() {
            return None;
        }
        let id = self.names.get(&called(R::KIND, name)).map(|at| Id::new(at.id));
        if id.is_none() {
            self.problems.push(format!("no {} is called `{name}`", R::KIND.name()));
        }
        id
    }

    /// Finds a place by its name; an empty name means the whole workspace.
    pub(super) fn place(&mut self, name: &str) -> Option<Ref> {
        let kinds = [Kind::Product, Kind::Project, Kind::Program];
        let found = kinds.iter().find_map(|kind| self.names.get(&called(*kind, name)).copied());
        if found.is_none() && !name.is_empty() {
            self.problems.push(format!("no place is called `{name}`"));
        }
        found
    }

    /// Puts a record in.
    pub(super) fn put<R: RecordType>(&mut self, record: R) {
        let record = R::wrap(Arc::new(record));
        self.tables.write(record.to_ref(), Some(record));
    }

    /// Reads a whole number of the script.
    pub(super) fn number(&mut self, text: &str) -> i64 {
        self.float(text) as i64
    }

    /// Reads a number of the script.
    pub(super) fn float(&mut self, text: &str) -> f64 {
        text.parse().unwrap_or_else(|_| {
            self.problems.push(format!("`{text}` is not a number"));
            0.0
        })
    }

    /// Reads a day of the script and gives the working day on it or after it.
    pub(super) fn day(&mut self, text: &str) -> Date {
        let n = self.number(text);
        self.days.from(self.days.date(n))
    }

    /// Gives an instant in the working hours of a date.
    pub(super) fn moment(&mut self, date: Date) -> Time {
        let minute = self.random.whole(7 * 60 + 30, 16 * 60 + 45);
        self.days.at(date, minute).plus_ms(-self.random.whole(0, 59) * 1000)
    }
}

fn called(kind: Kind, name: &str) -> String {
    format!("{} {name}", kind.name())
}

/// Gives a cell of a row; a missing one is empty.
pub(super) fn cell<'t>(row: &[&'t str], at: usize) -> &'t str {
    row.get(at).copied().unwrap_or_default()
}
