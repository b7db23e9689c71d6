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
