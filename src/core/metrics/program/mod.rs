//! Program numbers: whether what was promised comes when it was promised, across projects. It
//! knows no view.

mod link;
mod milestone;
mod promise;
mod tile;
mod words;

pub use link::late_links;
pub use milestone::slips;
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
