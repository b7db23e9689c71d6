//! Tables: the records of any kind as rows and columns, from the table of fields alone. This layer
//! knows no pixel, no key and no pointer: it lists, orders, groups, adds up, writes cells as text
//! and reads them back, and plans what a paste does.

mod build;
mod column;
mod filter;
mod order;
mod paste;
mod read;
mod roll;
mod say;
pub mod tsv;

pub use build::{Group, Line, Lines, Question, lines, within};
pub use column::{Column, Layout, Source, kinds, usual_kind};
pub use filter::check;
pub use order::Sorting;
pub use paste::{Pasted, Refusal, clear, paste};
pub use read::read;
pub use roll::{Roll, Rolled};
pub use say::{Shown, say, shown};
