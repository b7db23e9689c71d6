//! Throughline's core: the model of the work and everything computed from it.
//!
//! The core knows no clock, randomness, locale, file or browser: `now`, `today` and the seed of
//! new ids are arguments. It never panics on data that a person or a file can supply.
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

pub mod action;
mod cells;
pub mod change;
pub mod command;
pub mod copies;
pub mod desk;
pub mod env;
pub mod geometry;
pub mod interchange;
pub mod keep;
pub mod lens;
pub mod metrics;
pub mod model;
pub mod page;
pub mod past;
pub mod prose;
pub mod query;
mod random;
pub mod replan;
pub mod route;
pub mod sample;
pub mod schedule;
pub mod sort;
pub mod status;
pub mod store;
