//! Metrics: numbers about the work, each with the formula, its source and the records behind it.
//!
//! Nothing here knows a view, a clock or a pixel. What history does not tell is unknown and says
//! so: no function returns a NaN, an infinity or a zero that stands for "nobody knows". Metrics do
//! not depend on the order of their input (law M1).

pub mod agile;
pub mod arrange;
pub mod ask;
pub mod draft;
pub mod earned;
pub mod expression;
pub mod flow;
pub mod forecast;
pub mod make;
pub mod memo;
pub mod page;
pub mod period;
pub mod portfolio;
pub mod product;
pub mod program;
pub mod report;
pub mod say;
pub mod scene;
pub mod signal;
pub mod stat;
pub mod words;
