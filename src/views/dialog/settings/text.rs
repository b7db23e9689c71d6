//! What the settings say.

use throughline_core::model::Exception;

pub const SETTINGS: &str = "Settings";
pub const SHORTCUTS: &str = "Keyboard shortcuts";
pub const STORAGE: &str = "Storage and safety";

pub const DEVICE: &str = "On this device";
pub const DEVICE_WHY: &str = "Yours alone: it travels in no export.";
pub const THEME: &str = "Theme";
pub const THEMES: [(&str, &str); 3] =
    [("system", "As the system"), ("light", "Light"), ("dark", "Dark")];
pub const DENSITY: &str = "Density";
pub const DENSITIES: [(&str, &str); 2] = [("comfortable", "Comfortable"), ("compact", "Compact")];
pub const FIRST_DAY: &str = "A week begins on";
pub const FIRST_DAY_WHY: &str = "Where the roadmap draws its weeks.";
/// By days since Monday.
pub const FIRST_DAYS: [(&str, &str); 3] = [("0", "Monday"), ("6", "Sunday"), ("5", "Saturday")];
pub const SINGLE_KEYS: &str = "Shortcuts of a single key, such as C for a new item";

pub const WORK: &str = "This workspace";
pub const WORK_WHY: &str = "Part of the work: it is exported, and undo takes it back.";
pub const NAME: &str = "Name";
pub const CURRENCY: &str = "Currency";
pub const CURRENCY_WHY: &str = "Of every amount. Changing it converts nothing.";
/// The most traded currencies by ISO 4217 code; any other that a workspace has is kept.
pub const CURRENCIES: [(&str, &str); 24] = [
    ("AUD", "Australian dollar"),
    ("BRL", "Brazilian real"),
    ("CAD", "Canadian dollar"),
    ("CHF", "Swiss franc"),
    ("CNY", "Chinese yuan"),
    ("CZK", "Czech koruna"),
    ("DKK", "Danish krone"),
    ("EUR", "Euro"),
    ("GBP", "Pound sterling"),
    ("HKD", "Hong Kong dollar"),
    ("HUF", "Hungarian forint"),
    ("ILS", "Israeli shekel"),
    ("INR", "Indian rupee"),
    ("JPY", "Japanese yen"),
    ("KRW", "South Korean won"),
    ("MXN", "Mexican peso"),
    ("NOK", "Norwegian krone"),
    ("NZD", "New Zealand dollar"),
    ("PLN", "Polish złoty"),
    ("SEK", "Swedish krona"),
    ("SGD", "Singapore dollar"),
    ("TRY", "Turkish lira"),
    ("USD", "United States dollar"),
    ("ZAR", "South African rand"),
];
pub const NO_CURRENCY: &str = "None";
pub const ME: &str = "You are";
pub const ME_WHY: &str = "Whom “owner:me” finds, and who is named in histories and comments.";
pub const NOBODY: &str = "Nobody of these";

pub const TIME: &str = "Working time";
pub const TIME_WHY: &str =
    "Dates are computed by it, except where a project, team or person has a calendar of its own.";
pub const CALENDAR: &str = "Calendar";
pub const USUAL_WEEK: &str = "Usual: Monday to Friday, 9:00–17:00";
pub const OWN_WEEK: &str = "Set other days or hours";
pub const CALENDAR_NAME: &str = "Working time";
pub const WEEK: &str = "Week";
pub const FREE: &str = "Free";
pub const DAYS_OFF: &str = "Days off";
pub const NO_DAYS_OFF: &str = "None yet: add holidays and closures, and plans step over them.";
pub const OFF_NAME: &str = "Name";
pub const OFF_FROM: &str = "First day";
pub const OFF_TO: &str = "Last day";
pub const YEARLY: &str = "Every year";
pub const ADD_OFF: &str = "Add";

const DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Names a day, 1 for Monday.
pub fn day(day: u32) -> &'static str {
    let idx = usize::try_from(day.saturating_sub(1)).unwrap_or_default();
    DAYS.get(idx).copied().unwrap_or_default()
}

pub fn hours_of(of: u32) -> String {
    format!("Hours on {}", day(of))
}

pub fn week_total(minutes: u32) -> String {
    let hours = f64::from(minutes) / 60.0;
    format!("{hours} hours a week. Write hours like 9:00–12:00, 13:00–17:00.")
}

pub fn days(off: &Exception) -> String {
    let days = if off.from == off.to {
        off.from.to_string()
    } else {
        format!("{} to {}", off.from, off.to)
    };
    let works = if off.shifts.is_empty() { "" } else { ", other hours" };
    let yearly = if off.yearly { ", every year" } else { "" };
    format!("{days}{works}{yearly}")
}

pub fn remove(name: &str) -> String {
    format!("Remove {name}")
}
