//! Earned value and earned schedule: what was to be done, what is done and what it cost. It knows
//! no view.

mod chart;
mod facts;
pub mod formula;
mod ledger;
mod tile;
mod words;

pub use facts::Facts;
pub use ledger::Ledger;
pub use tile::{detail, tiles};

use super::ask::Source;
use super::scene;
use crate::model::Lens;

/// The source of its numbers.
pub const SOURCE: Source = Source {
    lenses: &[Lens::Portfolio, Lens::Program, Lens::Project],
    find: |ask| scene::find(ask, tiles),
    open: |ask, found| scene::open(ask, found, detail),
};
