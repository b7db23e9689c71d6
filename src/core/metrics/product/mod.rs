//! Product numbers: the KPIs of the workspace, the standard numbers made from them, and the
//! objectives that they score. It knows no view.

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
