//! Agile numbers: what sprints took on, brought and left. A stage of a project or a release of a
//! product serves as the sprint.
//!
//! What was in a sprint on a day comes from the history of the items' stage or release; an item
//! without such a history has been where it is since it was created.

pub mod burn;
pub mod carry;
pub mod goal;
pub mod scope;
mod sprint;
pub mod velocity;
pub mod words;

pub use sprint::{Member, Sprint, Sprints};

use super::report::Unit;
use crate::model::Lens;

/// The lenses that ask what sprints bring: stages for two of them, releases for products.
const LENSES: &[Lens] = &[Lens::Project, Lens::Program, Lens::Product];

/// Gives the unit that sprints are measured in.
fn unit(sprints: &Sprints<'_>) -> Unit {
    match sprints.in_points {
        true => super::make::count("point", "points"),
        false => super::make::count("item", "items"),
    }
}

/// Gives how many sprints the open work needs at the mean of some velocities, rounded up; nothing
/// where nothing was ever brought.
///
/// Cohn, Agile Estimating and Planning (2005).
pub fn sprints_left(velocities: &[f64], open: f64) -> Option<u32> {
    let mean = super::stat::mean(velocities).filter(|mean| *mean > 0.0)?;
    let n = super::stat::ratio(open.max(0.0), mean)?;
    (n < 1e6).then_some((n - 1e-9).ceil() as u32)
}
