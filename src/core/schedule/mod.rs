//! The schedule: when each task can start and finish, when it must, and why.
//!
//! Nothing here knows a lens, a command, a view or a clock. Dates are civil local time to the
//! minute ([`Moment`]); durations and floats are working minutes of a task's calendar. A
//! [`Network`] is plain data, made by hand or from the model, and a [`Plan`] is what comes of it:
//! it keeps its dates and, after a change, computes again only what the change reaches (law I2).
//! The order of the input means nothing (law S1).
//!
//! The rules are those of the critical path method (Kelley and Walker, *Critical-Path Planning and
//! Scheduling*, 1959) for the four kinds of links of the precedence diagram (PMBOK guide,
//! sequencing activities), with constraints, calendars and progress as Microsoft Project documents
//! them. Where the tools differ, the module that decides says so.

mod bar;
pub mod baseline;
mod batch;
pub mod build;
pub mod calendar;
mod circle;
pub mod effort;
pub mod floats;
mod follow;
mod graph;
mod hours;
pub mod level;
pub mod leveler;
pub mod load;
pub mod moment;
mod near;
pub mod network;
mod pass;
pub mod paths;
mod people;
pub mod plan;
pub mod reason;
pub mod trial;
pub mod words;

pub use calendar::WorkCalendar;
pub use floats::TaskDates;
pub use follow::Follower;
pub use graph::Problem;
pub use moment::Moment;
pub use network::{Key, Lag, Limit, Link, LinkKind, Network, Rules, Stretch, Task};
pub use plan::{Edit, Plan};
