//! Readings: what a KPI stood at on a date.

use super::Kpi;
use crate::model::id::Id;
use crate::model::number::Number;
use crate::model::record::record;
use crate::model::time::Date;

record! {
    /// One value of a KPI on one date.
    pub struct Reading titled note {
        /// The KPI.
        kpi: Id<Kpi> = "KPI", Owner;
        /// The date that the value is of.
        date: Date = "Date", Required;
        /// The value, in the KPI's unit.
        value: Number = "Value", Required;
        /// Anything to say about it.
        note: String = "Note", Edit;
    }
}
