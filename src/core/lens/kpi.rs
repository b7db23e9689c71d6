//! What people do with KPIs of their own: name them, and take readings in many at once. It knows no
//! text that they came from.

use serde_json::Value as Json;

use crate::change::{Change, ChangeSet};
use crate::env::Env;
use crate::interchange::csv::Read;
use crate::interchange::words::fold;
use crate::model::id::Id;
use crate::model::workspace::Model;
use crate::model::{Kpi, Reading, Record};

/// Makes a key for a KPI from its name that no other KPI has: `App rating` becomes `app_rating`.
pub fn key_for(model: &Model, name: &str) -> String {
    let folded = fold(name);
    let parts = folded.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let base = parts.collect::<Vec<_>>().join("_");
    let base = if base.is_empty() { "kpi".to_owned() } else { base };
    let taken = |key: &str| model.kpis.iter().any(|kpi| kpi.key == key);
    if !taken(&base) {
        return base;
    }
    let others = (2..).map(|n| format!("{base}_{n}"));
    others.into_iter().find(|key| !taken(key)).unwrap_or(base)
}

/// Plans to take readings in as one step: on a date that has one already it gets the new value.
pub fn take_readings(model: &Model, kpi: Id<Kpi>, rows: &[Read], env: &mut Env) -> ChangeSet {
    let own = model.index().owned(kpi.to_ref()).iter();
    let own: Vec<&Reading> = own.filter_map(|r| model.find(Id::<Reading>::from_ref(*r)?)).collect();
    let mut changes = Vec::new();
    let mut n_taken = 0;
    for row in rows {
        let Some(old) = own.iter().find(|reading| reading.date == row.date) else {
            let (date, value, note) = (row.date, row.value, row.note.clone());
            let reading = Reading { id: env.id(), kpi, date, value, note, ..Reading::default() };
            changes.push(Change::Create(Record::Reading(reading.into())));
            n_taken += 1;
            continue;
        };
        let before = changes.len();
        let set = |field: &str, before: Json, after: Json| Change::Set {
            at: old.id.to_ref(),
            field: field.into(),
            before,
            after,
        };
        if old.value != row.value {
            let json = |value| serde_json::to_value(value).unwrap_or_default();
            changes.push(set("value", json(old.value), json(row.value)));
        }
        if !row.note.is_empty() && old.note != row.note {
            changes.push(set("note", Json::from(old.note.as_str()), Json::from(row.note.as_str())));
        }
        n_taken += usize::from(changes.len() > before);
    }
    let label = format!("Take in {n_taken} readings");
    ChangeSet { label, changes, ..ChangeSet::default() }
}
