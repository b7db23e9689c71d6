//! Roll-ups: what the values of a column come to, for a group or for all rows. It knows no view.

use super::Source;
use super::say::{brief, number, said_money, said_share, said_work};
use crate::model::field::{FieldKind, Value};
use crate::model::id::Id;
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::model::{Category, Kind, Record, Status};

/// Says what is added up in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Roll {
    /// Nothing.
    #[default]
    None,
    /// How many records have a value.
    Count,
    /// The sum.
    Sum,
    /// The least, or the earliest.
    Min,
    /// The greatest, or the latest.
    Max,
    /// How much of it is done, in percent.
    Done,
}

/// Is what a column comes to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rolled {
    /// What was added up, such as `Sum`.
    pub label: &'static str,
    /// What it comes to; empty where there is nothing to add up.
    pub text: String,
}

impl Roll {
    /// Lists them in their order.
    pub const ALL: [Roll; 6] =
        [Roll::None, Roll::Count, Roll::Sum, Roll::Min, Roll::Max, Roll::Done];

    /// Gives the name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Roll::None => "none",
            Roll::Count => "count",
            Roll::Sum => "sum",
            Roll::Min => "min",
            Roll::Max => "max",
            Roll::Done => "done",
        }
    }

    /// Finds one by its name in addresses.
    pub fn from_name(name: &str) -> Option<Roll> {
        Roll::ALL.into_iter().find(|roll| roll.name() == name)
    }

    /// Gives the name that a person reads.
    pub fn label(self) -> &'static str {
        match self {
            Roll::None => "Nothing",
            Roll::Count => "Count",
            Roll::Sum => "Sum",
            Roll::Min => "Min",
            Roll::Max => "Max",
            Roll::Done => "Done",
        }
    }

    /// Lists what can be added up in a column.
    pub fn of(kind: Kind, source: Source) -> Vec<Roll> {
        let Some(meta) = source.meta(kind) else { return vec![Roll::None, Roll::Count] };
        use FieldKind::{Bool, Date, Minutes, Money, Number, Percent, Time, Whole};
        let more: &[Roll] = match meta.kind {
            Number | Whole | Minutes | Money => &[Roll::Sum, Roll::Min, Roll::Max],
            Date | Time => &[Roll::Min, Roll::Max],
            Percent => &[Roll::Min, Roll::Max, Roll::Done],
            Bool | FieldKind::Ref(Kind::Status) => &[Roll::Done],
            _ => &[],
        };
        [Roll::None, Roll::Count].into_iter().chain(more.iter().copied()).collect()
    }
}

/// Adds up a column over records.
pub fn rolled(
    model: &Model,
    records: &[&Record],
    source: Source,
    roll: Roll,
    today: Date,
) -> Rolled {
    let Some(kind) = records.first().map(|record| record.kind()) else { return Rolled::default() };
    let Source::Field(idx) = source else {
        let text = if roll == Roll::Count { records.len().to_string() } else { String::new() };
        return Rolled { label: roll.label(), text };
    };
    let values = || records.iter().map(|record| record.value(idx)).filter(|v| !v.is_empty());
    let field = source.meta(kind).map(|meta| meta.kind);
    let text = match roll {
        Roll::None => return Rolled::default(),
        Roll::Count => values().count().to_string(),
        Roll::Sum => {
            let numbers: Vec<f64> = values().filter_map(|v| number_of(&v)).collect();
            if numbers.is_empty() { String::new() } else { say(field, numbers.iter().sum()) }
        }
        Roll::Min | Roll::Max => {
            let better = |a: f64, b: f64| if roll == Roll::Min { a.min(b) } else { a.max(b) };
            let dates = values().filter_map(|v| date_of(&v));
            let found =
                if roll == Roll::Min { dates.min() } else { dates.max() }.map(|d| brief(d, today));
            let best = values().filter_map(|v| number_of(&v)).reduce(better);
            found.or_else(|| best.map(|n| say(field, n))).unwrap_or_default()
        }
        Roll::Done => share(model, records, idx).map(said_share).unwrap_or_default(),
    };
    Rolled { label: roll.label(), text }
}

fn say(field: Option<FieldKind>, n: f64) -> String {
    match field {
        Some(FieldKind::Minutes) => said_work(n),
        Some(FieldKind::Money) => said_money(n),
        Some(FieldKind::Percent) => said_share(n),
        // Sums of decimals carry noise in their last digits.
        _ => number((n * 1e6).round() / 1e6),
    }
}

fn number_of(value: &Value) -> Option<f64> {
    if let Value::Number(n) = value { Some(*n) } else { None }
}

fn date_of(value: &Value) -> Option<Date> {
    match value {
        Value::Date(date) => Some(*date),
        Value::Time(time) => Some(time.date_utc()),
        _ => None,
    }
}

/// Gives how much is done in percent: of statuses the share that is done, given-up work left out;
/// of checkmarks the share that is set; of percentages their mean, where unset is none.
fn share(model: &Model, records: &[&Record], idx: usize) -> Option<f64> {
    let part = |record: &&Record| match record.value(idx) {
        Value::Bool(yes) => Some(f64::from(u8::from(yes)) * 100.0),
        Value::Number(n) => Some(n),
        Value::Empty => Some(0.0),
        Value::Ref(at) => {
            let status = model.find(Id::<Status>::from_ref(at)?)?;
            match status.category {
                Category::Cancelled => None,
                Category::Done => Some(100.0),
                _ => Some(0.0),
            }
        }
        _ => None,
    };
    let parts: Vec<f64> = records.iter().filter_map(part).collect();
    (!parts.is_empty()).then(|| parts.iter().sum::<f64>() / parts.len() as f64)
}
