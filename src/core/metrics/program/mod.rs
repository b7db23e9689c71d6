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
