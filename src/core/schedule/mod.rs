//! When the work happens: dates from links, calendars and the people there are.

pub mod level;
