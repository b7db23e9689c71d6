//! The book of readings: every KPI by its key, and what it stood at. It knows no formula's syntax.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::unit::{Dims, Measure, measure};
use super::{Expr, Fault, parse};
use crate::model::id::{Id, Ref};
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::model::{Kpi, KpiSource};
use crate::sort;

/// Is the period that a formula looks at, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    /// The first day.
    pub from: Date,
    /// The last day, as of which values are taken.
    pub to: Date,
}

impl Window {
    /// Gives the window of equal length that ends on another day.
    pub fn ending(&self, to: Date) -> Window {
        Window { from: to.plus_days(-self.to.days_since(self.from).max(0)), to }
    }

    /// Gives the window of equal length just before.
    pub fn before(&self) -> Window {
        self.ending(self.from.min(self.to).plus_days(-1))
    }
}

/// The values of KPIs over windows, as far as they were worked out.
type Values = FxHashMap<(Id<Kpi>, Window), Result<f64, String>>;

/// Holds the KPIs by key with their readings, and what was worked out so far.
pub struct Book<'a> {
    keys: FxHashMap<String, Vec<&'a Kpi>>,
    readings: FxHashMap<Id<Kpi>, Vec<(Date, f64, Ref)>>,
    formulas: FxHashMap<Id<Kpi>, Result<Expr, Fault>>,
    pub(super) dims: RefCell<FxHashMap<Id<Kpi>, Result<Dims, Fault>>>,
    pub(super) values: RefCell<Values>,
    pub(super) sources: RefCell<FxHashMap<Id<Kpi>, Vec<Id<Kpi>>>>,
}

impl<'a> Book<'a> {
    /// Reads the book of a workspace.
    pub fn new(model: &'a Model) -> Self {
        let mut keys: FxHashMap<String, Vec<&Kpi>> = FxHashMap::default();
        let mut formulas = FxHashMap::default();
        let mut scales = FxHashMap::default();
        for kpi in model.kpis.iter() {
            if !kpi.key.is_empty() {
                keys.entry(plain(&kpi.key)).or_default().push(kpi);
            }
            scales.insert(kpi.id, measure(&kpi.unit).scale);
            if kpi.source == KpiSource::Formula {
                formulas.insert(kpi.id, parse(&kpi.formula));
            }
        }
        let mut readings: FxHashMap<Id<Kpi>, Vec<(Date, f64, Ref)>> = FxHashMap::default();
        for reading in model.readings.iter() {
            let scale = scales.get(&reading.kpi).copied().unwrap_or(1.0);
            let value = reading.value.get() * scale;
            if value.is_finite() {
                let list = readings.entry(reading.kpi).or_default();
                list.push((reading.date, value, reading.id.to_ref()));
            }
        }
        for list in readings.values_mut() {
            sort::by_key(list, |(date, _, at)| (*date, *at));
        }
        Book {
            keys,
            readings,
            formulas,
            dims: RefCell::default(),
            values: RefCell::default(),
            sources: RefCell::default(),
        }
    }

    /// Finds the KPIs with a key; `_` and `-` are the same in it.
    pub fn named(&self, key: &str) -> &[&'a Kpi] {
        self.keys.get(&plain(key)).map_or(&[], Vec::as_slice)
    }

    /// Lists the KPIs whose key is a word and a whole number, as in `retention-4`, by the number.
    pub fn numbered(&self, word: &str) -> Vec<(u32, &'a Kpi)> {
        let of = |(key, kpis): (&String, &Vec<&'a Kpi>)| {
            let n = key.strip_prefix(word)?.strip_prefix('-')?.parse().ok()?;
            Some((n, *kpis.first()?))
        };
        let mut out: Vec<(u32, &Kpi)> = self.keys.iter().filter_map(of).collect();
        sort::by_key(&mut out, |(n, kpi)| (*n, kpi.id));
        out
    }

    /// Gives the readings of a KPI by rising day, in whole units (shares, not percent).
    pub fn readings(&self, kpi: Id<Kpi>) -> &[(Date, f64, Ref)] {
        self.readings.get(&kpi).map_or(&[], Vec::as_slice)
    }

    /// Gives what was read last by a day.
    pub fn read(&self, kpi: Id<Kpi>, by: Date) -> Option<(Date, f64, Ref)> {
        let list = self.readings(kpi);
        let n = list.partition_point(|(date, _, _)| *date <= by);
        list.get(n.checked_sub(1)?).copied()
    }

    /// Gives the formula of a KPI that has one.
    pub fn formula(&self, kpi: Id<Kpi>) -> Option<&Result<Expr, Fault>> {
        self.formulas.get(&kpi)
    }

    /// Gives the unit of a KPI's numbers: what it says, or what its formula gives.
    pub fn measure(&self, kpi: &Kpi) -> Measure {
        let said = measure(&kpi.unit);
        if kpi.unit.trim().is_empty()
            && kpi.source == KpiSource::Formula
            && let Ok(dims) = self.dims_of(kpi)
        {
            let unit = dims.unit("", 1.0);
            return Measure { dims, scale: 1.0, unit };
        }
        said
    }
}

/// Gives a key in the form in which keys are compared.
pub(super) fn plain(key: &str) -> String {
    key.trim().to_lowercase().replace('_', "-")
}
