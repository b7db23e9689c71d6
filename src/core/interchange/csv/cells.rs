//! Reads single cells: numbers, durations, yes and no, lists of people and words. It knows no
//! columns.

use crate::model::time::WorkMinutes;

/// Reads a number with a decimal point or comma and grouped thousands; a unit or currency after or
/// before it is not part of one.
pub(super) fn number(text: &str) -> Option<f64> {
    let text = text.trim().trim_end_matches('%').trim_end();
    let first = text.trim_start_matches(['-', '+']).as_bytes().first()?;
    if !first.is_ascii_digit() && *first != b'.' {
        return None;
    }
    if let Ok(n) = text.parse::<f64>() {
        return Some(n).filter(|n| n.is_finite());
    }
    let bare: String =
        text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'')).collect();
    let (comma, point) = (bare.rfind(','), bare.rfind('.'));
    let decimal = match (comma, point) {
        (Some(c), Some(p)) if c > p => Some(','),
        (Some(_), Some(_)) => Some('.'),
        // Three digits after a single comma are thousands, any other number is a fraction.
        (Some(c), None) if bare.matches(',').count() == 1 && bare.len() - c != 4 => Some(','),
        (Some(_), None) => None,
        (None, Some(_)) if bare.matches('.').count() > 1 => None,
        (None, _) => Some('.'),
    };
    // Thousands come in groups of three, or the text is a version or a date.
    let whole = decimal.and_then(|d| bare.rsplit_once(d)).map_or(bare.as_str(), |(w, _)| w);
    if whole.split([',', '.']).skip(1).any(|group| group.len() != 3) {
        return None;
    }
    let plain: String = bare
        .chars()
        .filter_map(|c| match c {
            c if Some(c) == decimal => Some('.'),
            ',' | '.' => None,
            c => Some(c),
        })
        .collect();
    plain.parse::<f64>().ok().filter(|n| n.is_finite())
}

/// Reads working time: a number in the given unit (in minutes), or words such as `1d 4h 30m`,
/// where a week has five days of eight hours.
pub(super) fn work(text: &str, unit: f64) -> Option<WorkMinutes> {
    let minutes = match number(text) {
        Some(n) => n * unit,
        None => spelled(text)?,
    };
    let fits = (0.0..=1e9).contains(&minutes);
    fits.then(|| WorkMinutes(minutes.round() as i64))
}

fn spelled(text: &str) -> Option<f64> {
    let text = text.to_lowercase().replace(',', ".");
    let mut rest = text.trim();
    let mut minutes = 0.0;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (n, after) = rest.split_at_checked(end)?;
        let n: f64 = n.parse().ok()?;
        let after = after.trim_start();
        let end = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
        let (unit, after) = after.split_at_checked(end)?;
        minutes += n * match unit {
            "m" | "min" | "mins" | "minute" | "minutes" | "minuten" => 1.0,
            "h" | "hr" | "hrs" | "hour" | "hours" | "std" | "stunden" | "heures" | "horas" => 60.0,
            "d" | "day" | "days" | "tag" | "tage" | "jours" | "dias" => 480.0,
            "w" | "wk" | "week" | "weeks" | "wochen" => 2400.0,
            _ => return None,
        };
        rest = after.trim_start();
    }
    Some(minutes)
}

/// Reads yes or no.
pub(super) fn yes(text: &str) -> Option<bool> {
    let is = |words: &[&str]| words.iter().any(|w| text.eq_ignore_ascii_case(w));
    if is(&["yes", "true", "y", "x", "ja", "oui", "si", "sí", "✓", "wahr", "vrai", "checked"]) {
        Some(true)
    } else if is(&["no", "false", "n", "nein", "non", "falsch", "faux", "unchecked"]) {
        Some(false)
    } else {
        None
    }
}

/// Splits a list of words at semicolons or line breaks, or, where there are none, at commas.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let strong = text.contains([';', '\n']);
    let at = move |c: char| if strong { c == ';' || c == '\n' } else { c == ',' };
    text.split(at).map(str::trim).filter(|word| !word.is_empty())
}

/// Splits a list of people. A comma separates people only where each part is a full name, an
/// address or a short name in lower case: `Doe, Jane` is one person.
pub(super) fn people(text: &str) -> Vec<&str> {
    let listed = |part: &str| part.contains([' ', '@']) || !part.chars().any(char::is_uppercase);
    let parts: Vec<&str> = words(text).collect();
    if text.contains([';', '\n']) || parts.iter().all(|part| listed(part)) {
        return parts;
    }
    vec![text.trim()]
}

/// Takes `Jane Doe <jane@example.org>` apart into name and address; either may be missing.
pub(super) fn person(text: &str) -> (&str, &str) {
    if let Some((name, rest)) = text.split_once('<')
        && let Some(address) = rest.strip_suffix('>').filter(|a| a.contains('@'))
    {
        let name = name.trim().trim_matches('"');
        return (if name.is_empty() { address } else { name }, address);
    }
    let bare = text.trim_start_matches('@');
    (bare, if bare.contains('@') && !bare.contains(' ') { bare } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_either_decimal_sign() {
        let cases = [
            ("5", Some(5.0)),
            ("-1.5", Some(-1.5)),
            ("1,5", Some(1.5)),
            ("1,234.5", Some(1234.5)),
            ("1.234,5", Some(1234.5)),
            ("12,345", Some(12345.0)),
            ("1 234", Some(1234.0)),
            ("45 %", Some(45.0)),
            ("1.2.3", None),
            ("1.234.567", Some(1_234_567.0)),
            ("v1.2", None),
            ("inf", None),
            ("1e999", None),
            ("", None),
            ("-", None),
        ];
        for (text, want) in cases {
            assert_eq!(number(text), want, "{text}");
        }
    }

    #[test]
    fn working_time_is_read_in_numbers_and_words() {
        let cases = [
            ("2", Some(120)),
            ("1h 30m", Some(90)),
            ("1d", Some(480)),
            ("1,5 h", Some(90)),
            ("soon", None),
            ("3x", None),
        ];
        for (text, want) in cases {
            assert_eq!(work(text, 60.0).map(|w| w.0), want, "{text}");
        }
    }

    #[test]
    fn lists_are_split_where_people_mean_it() {
        assert_eq!(words("a;b c; d").collect::<Vec<_>>(), ["a", "b c", "d"]);
        assert_eq!(words("a, b").collect::<Vec<_>>(), ["a", "b"]);
        let cases: [(&str, &[&str]); 5] = [
            ("Doe, Jane", &["Doe, Jane"]),
            ("Jane Doe, Max Mustermann", &["Jane Doe", "Max Mustermann"]),
            ("jane, max", &["jane", "max"]),
            ("Doe, Jane; Roe, Max", &["Doe, Jane", "Roe, Max"]),
            ("Jane", &["Jane"]),
        ];
        for (text, want) in cases {
            assert_eq!(people(text), want, "{text}");
        }
        assert_eq!(person("Jane Doe <jane@example.org>"), ("Jane Doe", "jane@example.org"));
        assert_eq!(person("@jane"), ("jane", ""));
    }
}
