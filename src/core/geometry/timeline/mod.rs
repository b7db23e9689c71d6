//! Timelines: where a minute, a bar, a link or a free day lies, at any zoom from hours to years. It
//! knows no workspace, no plan and no screen: minutes in, pixels out.
//!
//! A minute is counted from the start of year 1, as `Moment::minutes` of the schedule gives it. A
//! length across is in pixels from the left edge of what is seen, so that whoever draws only
//! places what comes from here.

mod bar;
mod header;
mod path;
mod rows;
mod scale;
mod shade;
mod words;

pub use chrono::Weekday;

pub use bar::{Bar, bar, bracket, diamond};
pub use header::{Band, Header, Unit, header};
pub use path::{Ends, Wire, wire};
pub use rows::{RowWindow, meets, row_at, window};
pub use scale::{Grain, Scale};
pub use shade::{Shade, shades};

/// Minutes in a day.
const DAY: i64 = 1_440;
/// Days from 0001-01-01 to 1970-01-01.
const TO_UNIX: i64 = 719_162;
/// The first minute after the end of year 9999.
const END: i64 = 3_652_059 * DAY;

/// Gives the day of a minute, in days since 1970-01-01.
pub fn day_of(minute: i64) -> i64 {
    minute.div_euclid(DAY) - TO_UNIX
}

/// Gives the first minute of a day that is given in days since 1970-01-01.
pub fn minute_of(day: i64) -> i64 {
    day.saturating_add(TO_UNIX).saturating_mul(DAY)
}
