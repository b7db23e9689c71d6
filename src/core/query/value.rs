//! The values of filters: dates, also relative to today, numbers and durations.

use crate::model::time::Date;

/// Reads a date: `2026-05-01`, `today`, `tomorrow`, `yesterday`, or a number of days, weeks,
/// months or years from today such as `3d`, `2w`, `-1m` or `+1y`.
pub fn day(text: &str, today: Date) -> Option<Date> {
    match text.to_ascii_lowercase().as_str() {
        "today" | "now" => return Some(today),
        "tomorrow" => return Some(today.plus_days(1)),
        "yesterday" => return Some(today.plus_days(-1)),
        _ => {}
    }
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let unit = text.chars().next_back()?;
    let count: i64 = text.strip_suffix(unit)?.parse::<i32>().ok()?.into();
    match unit.to_ascii_lowercase() {
        'd' => Some(today.plus_days(count)),
        'w' => Some(today.plus_days(count * 7)),
        'm' => months(today, count),
        'y' => months(today, count * 12),
        _ => None,
    }
}

/// Gives the same day of another month, or that month's last.
fn months(from: Date, count: i64) -> Option<Date> {
    let (year, month, day) = from.ymd();
    let all = i64::from(year) * 12 + i64::from(month) - 1 + count;
    let year = i32::try_from(all.div_euclid(12)).ok()?;
    let month = u32::try_from(all.rem_euclid(12)).ok()? + 1;
    (28..=day).rev().chain([day]).find_map(|day| Date::new(year, month, day))
}

/// Reads a finite number; a `%` after it changes nothing.
pub fn number(text: &str) -> Option<f64> {
    let text = text.strip_suffix('%').unwrap_or(text);
    let text = text.strip_suffix('.').filter(|whole| !whole.is_empty()).unwrap_or(text);
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    // The reader of JSON is there anyway; it only wants a digit in front, and no zeros before it.
    let bare = text.trim_start_matches('+').trim_start_matches('0');
    let needs_digit = !bare.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    let text = if needs_digit { format!("0{bare}") } else { bare.to_owned() };
    serde_json::from_str(&text).ok().filter(|n: &f64| n.is_finite())
}

/// Reads a duration in minutes: `90m`, `2h`, `1.5h`; a number alone counts hours.
pub fn minutes(text: &str) -> Option<f64> {
    if let Some(n) = text.strip_suffix('m') {
        return number(n);
    }
    number(text.strip_suffix('h').unwrap_or(text)).map(|hours| hours * 60.0)
}

/// Reads yes or no.
pub fn truth(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "true" | "on" | "1" => Some(true),
        "no" | "false" | "off" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let today = "2026-01-31".parse().unwrap();
        assert_eq!(day(text, today).map(|d| d.to_string()).as_deref(), expected, "{text}");
    }

    #[test]
    fn dates_are_read_as_days_and_as_distances_from_today() {
        check("2026-05-01", Some("2026-05-01"));
        check("Today", Some("2026-01-31"));
        check("tomorrow", Some("2026-02-01"));
        check("2w", Some("2026-02-14"));
        check("-3d", Some("2026-01-28"));
        check("1m", Some("2026-02-28"));
        check("+1y", Some("2027-01-31"));
        check("99999y", None);
        check("2026-13-01", None);
        check("soon", None);
        check("w", None);
        check("é", None);
        check("", None);
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let cases = [("5", 5.0), ("+5", 5.0), ("05", 5.0), ("0", 0.0), ("-1.5", -1.5), (".5", 0.5)];
        for (text, expected) in cases.into_iter().chain([("5.", 5.0), ("40%", 40.0), ("1e3", 1e3)])
        {
            assert_eq!(number(text), Some(expected), "{text}");
        }
        for text in ["", "+", "x", "1x", "nan", "inf", "1e999", "--1", "5 6"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn durations_count_hours_unless_they_say_minutes() {
        assert_eq!(minutes("90m"), Some(90.0));
        assert_eq!(minutes("1.5h"), Some(90.0));
        assert_eq!(minutes("2"), Some(120.0));
        assert_eq!(minutes("inf"), None);
    }
}
