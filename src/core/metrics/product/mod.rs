//! Product numbers: the KPIs of the workspace, the standard numbers made from them, and the
//! objectives that they score. It knows no view.

mod cohort;
pub mod formula;
mod input;
mod kpi;
mod objective;
mod standard;
mod tile;
mod words;

pub use objective::{Score, Scores, elapsed, mean};
pub use standard::{STANDARD, Standard};
pub use tile::{against_time, detail, tiles};

use super::ask::Source;
use super::scene;
use crate::model::Lens;

/// The source of its numbers.
pub const SOURCE: Source = Source {
    lenses: &[Lens::Portfolio, Lens::Product, Lens::Program, Lens::Project],
    find: |ask| scene::find(ask, tiles),
    open: |ask, found| scene::open(ask, found, detail),
};
