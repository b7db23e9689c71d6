//! Copies of the workspace in files: what they are called, which of them stay, and when to remind
//! of one. It knows no file, no browser and no clock: names and moments are arguments.
//!
//! A folder holds the newest copy under a fixed name, and beside it versions: one an hour for a
//! day, one a day for 14 days, one a month for 12 months.

use serde::{Deserialize, Serialize};

use crate::model::time::Time;
use crate::store;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// How long one version an hour stays.
const HOURLY: i64 = DAY;
/// How long one version a day stays.
const DAILY: i64 = 14 * DAY;
/// How long one version a month stays.
const MONTHLY: i64 = 366 * DAY;

/// Gives what the copies in a folder begin with: the workspace's name without anything that a file
/// system may not like, and none of the names that other files there begin with.
pub fn stem(workspace: &str, taken: &[String]) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c } else { ' ' };
    let words: String = workspace.chars().take(60).map(plain).collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let base = if words.is_empty() { "Throughline".to_owned() } else { words };
    let is_taken = |stem: &str| {
        let stem = stem.to_lowercase();
        taken.iter().any(|name| {
            let name = name.to_lowercase();
            name == format!("{stem}.json") || name.starts_with(&format!("{stem} 2"))
        })
    };
    let mut numbered = (2..).map(|n: u32| format!("{base} ({n})"));
    let free = std::iter::once(base.clone()).chain(&mut numbered).find(|stem| !is_taken(stem));
    free.unwrap_or(base)
}

/// Gives the name of the newest copy.
pub fn current(stem: &str) -> String {
    format!("{stem}.json")
}

/// Gives the name under which a copy is kept that somebody else wrote: it is never deleted.
pub fn aside(stem: &str, at: Time) -> String {
    version(&format!("{stem} kept"), at)
}

/// Gives the name of the version of a moment: `Harbor 2026-11-23 14-20-05Z.json`.
pub fn version(stem: &str, at: Time) -> String {
    let at = Time::from_ms(at.ms().div_euclid(1000) * 1000).to_string();
    format!("{stem} {}.json", at.replace('T', " ").replace(':', "-"))
}

/// Reads the moment from the name of a version; nothing for any other name.
pub fn moment(stem: &str, name: &str) -> Option<Time> {
    let at = name.strip_prefix(stem)?.strip_prefix(' ')?.strip_suffix(".json")?;
    let (date, hours) = at.split_once(' ')?;
    let time: Time = format!("{date}T{}", hours.replace('-', ":")).parse().ok()?;
    (version(stem, time) == name).then_some(time)
}

/// Tells whether the newest copy is also kept as a version: the hour has none yet.
pub fn is_version_due(versions: &[Time], now: Time) -> bool {
    let hour = hour(now);
    versions.iter().all(|at| self::hour(*at) != hour)
}

/// Lists the versions that are no longer needed. The newest always stays, and so does what seems to
/// come from the future.
pub fn superfluous(versions: &[Time], now: Time) -> Vec<Time> {
    let newest = versions.iter().max();
    let goes = |at: &&Time| {
        let Some(own) = span(**at, now) else { return newest != Some(*at) };
        // The newest of each span stays.
        versions.iter().any(|other| other > *at && span(*other, now) == Some(own))
    };
    versions.iter().filter(goes).copied().collect()
}

/// Names the hour, day or month of which one version stays; nothing for what is too old.
fn span(at: Time, now: Time) -> Option<(u8, i64)> {
    let age = now.ms().saturating_sub(at.ms());
    if age < HOURLY {
        Some((0, hour(at)))
    } else if age < DAILY {
        Some((1, at.ms().div_euclid(DAY)))
    } else if age < MONTHLY {
        let (year, month, _) = at.date_utc().ymd();
        Some((2, i64::from(year) * 12 + i64::from(month)))
    } else {
        None
    }
}

fn hour(at: Time) -> i64 {
    at.ms().div_euclid(HOUR)
}

/// Sums a copy up, to see whether it is the same as the one before.
pub fn sum(text: &str) -> String {
    format!("{:016x}", store::sum(text.as_bytes(), 0))
}

/// Is what was written last, and under which name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// What the names begin with.
    pub stem: String,
    /// The sum of the newest copy; empty before the first.
    pub sum: String,
    /// When the file was changed, as the browser says, in milliseconds.
    pub modified: f64,
    /// How many bytes it has.
    pub size: f64,
}

impl Note {
    /// Reads what [`Note::write`] wrote; nothing if it was damaged.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// Writes it as JSON.
    pub fn write(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// After how many days a copy is old enough to speak of.
pub const OLD_DAYS: i64 = 7;
/// How many changes since the last copy are work that is worth a word.
pub const MUCH: u32 = 20;

/// Says what is known about copies in files on this device.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// When the last copy was made.
    pub last: Option<Time>,
    /// How many changes were made since.
    pub changes: u32,
    /// When the person was last reminded, or the first change was made.
    pub told: Option<Time>,
}

/// Tells whether to remind of a copy: once a week, if there is work that is in no file.
pub fn is_reminder_due(standing: &Standing, now: Time) -> bool {
    let is_old = |at: Time| now.ms().saturating_sub(at.ms()) >= OLD_DAYS * DAY;
    // Who was never told has just begun: the first week is free.
    standing.changes >= MUCH
        && standing.told.is_some_and(is_old)
        && standing.last.is_none_or(is_old)
}

/// Says how long ago something was, as people do.
pub fn ago(at: Time, now: Time) -> String {
    let age = now.ms().saturating_sub(at.ms());
    let said = |n: i64, unit: &str| match n {
        1 => format!("1 {unit} ago"),
        n => format!("{n} {unit}s ago"),
    };
    match age {
        i64::MIN..60_000 => "just now".to_owned(),
        _ if age < HOUR => said(age / 60_000, "minute"),
        _ if age < DAY => said(age / HOUR, "hour"),
        _ => said(age / DAY, "day"),
    }
}
