//! Roadmaps: the rows, links and marks that a lens draws over time, as plain data. It knows no
//! pixel and no title: who draws a row looks its record up.
//!
//! What travels to the page is kept small, because ten thousand rows come at once: rows and links
//! are written as lists whose last empty cells are left out ([`cells`](crate::cells)).

pub mod agree;
mod build;
pub mod cell;
mod conflict;
mod cross;
mod draft;
mod expected;
mod full;
pub mod grip;
mod horizon;
mod hours;
mod lay;
mod load;
mod look;
mod money;
mod report;
mod row;
mod wbs;
pub mod words;

pub use expected::{awaited, expected};

pub use build::{conflicts_of, roadmap, roadmap_beside};

pub use report::{Capacity, Facts, Hours, Marker, Off, Question, Roadmap, Shift, Strip, Trouble};
pub use row::{Clash, Confidence, Conflict, Mark, Marks, Row, Tie};
