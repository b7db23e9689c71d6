//! Portfolio numbers: where the effort goes, who has room, what the money brings, and how the
//! projects are doing by rules that can be changed. It knows no view.

mod capacity;
mod health;
mod mix;
mod rule;
mod tile;
mod value;
mod words;

pub use mix::served;
pub use rule::{Rules, rules};
pub use tile::{detail, tiles};

use super::ask::Source;
use super::scene;
use crate::model::Lens;

/// The source of its numbers.
pub const SOURCE: Source = Source {
    lenses: &[Lens::Portfolio, Lens::Program],
    find: |ask| scene::find(ask, tiles),
    open: |ask, found| scene::open(ask, found, detail),
};
