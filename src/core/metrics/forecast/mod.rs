//! Forecasts: what may come, drawn from what the team itself got done. Ranges, never one date.

pub mod check;
pub mod history;
pub mod many;
pub mod plan;
pub mod random;
pub mod risk;
pub mod trial;
pub mod when;
pub mod words;

use super::ask::Ask;
use crate::model::time::Date;
use crate::model::{Kind, Lens, Project, Release, Stage};

/// The lenses that ask when work is done.
const LENSES: &[Lens] = &[Lens::Project, Lens::Program, Lens::Product];

/// The seed of all forecasts: equal history, equal forecast.
pub const SEED: u64 = 20_170_701;

/// Gives the day on which the place that is looked at is to be done.
fn due(ask: &Ask<'_>) -> Option<Date> {
    let place = ask.question.place?;
    let model = ask.model;
    match place.kind {
        Kind::Project => model.find(crate::model::id::Id::<Project>::new(place.id))?.due,
        Kind::Stage => model.find(crate::model::id::Id::<Stage>::new(place.id))?.due,
        Kind::Release => model.find(crate::model::id::Id::<Release>::new(place.id))?.date,
        _ => None,
    }
}
