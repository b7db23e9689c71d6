//! Portfolio numbers: where the effort goes, who has room, what the money brings, and how the
//! projects are doing by rules that can be changed. It knows no view.

mod capacity;
mod health;
mod mix;
mod rule;
mod tile;
mod value;
mod words;

pub use rule::{Rules, rules};
pub use tile::{detail, tiles};
