//! A formula while it is typed: what is wrong with it and where, what it gives today, and which
//! keys could stand where somebody writes. It knows no field and no pixel.

use serde::{Deserialize, Serialize};

use super::book::plain;
use super::{Book, Fault, Function, Window, parse};
use crate::metrics::report::Unit;
use crate::metrics::say;
use crate::model::id::Id;
use crate::model::workspace::Model;
use crate::model::{Kpi, KpiSource};
use crate::sort;

/// How many keys are offered at most.
const MOST: usize = 8;

/// Is what is asked about a formula.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Typed {
    /// The formula as it was before the last change: what changed is where somebody writes.
    pub before: String,
    /// The KPI that it is of, where that is there already.
    pub kpi: Option<Id<Kpi>>,
    /// The unit that the KPI says; empty to take that of the result.
    pub unit: String,
}

/// Is what there is to say about a formula.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Checked {
    /// What is wrong, if anything is.
    pub wrong: Option<Wrong>,
    /// The unit of the result; empty for a plain number.
    pub unit: String,
    /// What it gives as of today, or why that is not known; empty where it is wrong.
    pub value: String,
    /// What could stand where somebody writes.
    pub offers: Vec<Offer>,
}

/// Is what is wrong with a formula: the text before the word that is meant, the word, and the text
/// after it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Wrong {
    /// The formula up to the word.
    pub before: String,
    /// The word that is meant; empty at the end of the formula.
    pub word: String,
    /// The formula from there on.
    pub after: String,
    /// What is wrong with it, and what to write instead.
    pub why: String,
}

/// Is something that could stand where somebody writes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Offer {
    /// The key of a KPI, or a function with its parentheses.
    pub key: String,
    /// The name of the KPI; empty for a function.
    pub name: String,
    /// The whole formula with it.
    pub whole: String,
}

/// Checks a formula as it is typed.
pub fn checked(model: &Model, text: &str, typed: &Typed, window: Window) -> Checked {
    let book = Book::new(model);
    let known = typed.kpi.and_then(|id| model.find(id));
    let own = Kpi {
        unit: typed.unit.clone(),
        source: KpiSource::Formula,
        formula: text.to_owned(),
        ..known.cloned().unwrap_or_default()
    };
    let offers = offers(model, text, &typed.before, &own);
    let found = parse(text).and_then(|expr| Ok((book.check(&expr, Some(&own))?, expr)));
    let (dims, expr) = match found {
        Ok(found) => found,
        Err(fault) => {
            // Nothing is wrong yet with what nobody began.
            let wrong = (!text.trim().is_empty()).then(|| wrong(text, &fault));
            return Checked { wrong, offers, ..Checked::default() };
        }
    };
    let said = super::measure(&own.unit);
    let unit = match own.unit.trim() {
        "" => dims.unit("", 1.0),
        _ => said.unit,
    };
    let value = match book.work_out(&expr, window) {
        Ok(value) => say::whole(value, &unit),
        Err(why) => why,
    };
    let unit = match &unit {
        Unit::Share => "%".to_owned(),
        _ => dims.text(),
    };
    Checked { wrong: None, unit, value, offers }
}

fn wrong(text: &str, fault: &Fault) -> Wrong {
    let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default().to_owned();
    let (from, to) = (fault.span.start.min(text.len()), fault.span.end.min(text.len()));
    Wrong {
        before: part(0..from),
        word: part(from..to),
        after: part(to..text.len()),
        why: fault.to_string(),
    }
}

/// Finds what could stand where the last change was: keys and functions with the letters of the
/// word there. Those that begin with them come first.
fn offers(model: &Model, text: &str, before: &str, own: &Kpi) -> Vec<Offer> {
    let caret = caret(before, text);
    let (head, tail) = (text.get(..caret).unwrap_or(text), text.get(caret..).unwrap_or(""));
    let is_inner = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let written = head.chars().rev().take_while(|c| is_inner(*c)).map(char::len_utf8);
    let start = head.len() - written.sum::<usize>();
    let word = plain(head.get(start..).unwrap_or_default());
    // After a number or a key that is whole there is nothing to offer.
    if word.is_empty() && !is_open(head) || word.starts_with(|c: char| c.is_ascii_digit()) {
        return Vec::new();
    }
    let rest = tail.trim_start_matches(is_inner);
    let begin = head.get(..start).unwrap_or_default();
    let mut found: Vec<(usize, String, Offer)> = Vec::new();
    let mut offer = |key: &str, name: &str| {
        let (low, called) = (plain(key), name.to_lowercase());
        let rank = match () {
            () if low == word => return,
            () if low.starts_with(&word) => 0,
            () if called.starts_with(&word) => 1,
            () if low.contains(&word) || called.contains(&word) => 2,
            () => return,
        };
        let whole = format!("{begin}{key}{rest}");
        let offer = Offer { key: key.to_owned(), name: name.to_owned(), whole };
        found.push((rank, low, offer));
    };
    for kpi in model.kpis.iter().filter(|kpi| !kpi.key.is_empty() && kpi.id != own.id) {
        offer(&kpi.key, &kpi.name);
    }
    if !word.is_empty() {
        Function::ALL.iter().for_each(|(name, _)| offer(&format!("{name}("), ""));
    }
    sort::by(&mut found, |a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    found.into_iter().take(MOST).map(|(_, _, offer)| offer).collect()
}

/// Tells whether something may follow: at the start, after a sign or a parenthesis.
fn is_open(head: &str) -> bool {
    let last = head.trim_end().chars().last();
    last.is_none_or(|c| "+-−–*×·/÷:(,;".contains(c))
}

/// Finds where somebody writes: behind what changed, in bytes.
fn caret(before: &str, now: &str) -> usize {
    let same = before.chars().rev().zip(now.chars().rev()).take_while(|(a, b)| a == b);
    let tail: usize = same.map(|(_, c)| c.len_utf8()).sum();
    // Where a letter was typed twice the text that was there must not be counted twice.
    let head = before.chars().zip(now.chars()).take_while(|(a, b)| a == b);
    let head: usize = head.map(|(_, c)| c.len_utf8()).sum();
    let typed = head + now.len().saturating_sub(before.len());
    now.len().saturating_sub(tail).max(typed.min(now.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_last_is_where_somebody_writes() {
        for (before, now, expected) in [
            ("", "mrr", 3),
            ("a + c", "a + bc", 5),
            ("a + ", "a + b", 5),
            ("sum(a) / b", "sum(ab) / b", 6),
            ("abc", "ac", 1),
            ("aa", "aaa", 3),
            ("é", "éé", 4),
        ] {
            assert_eq!(caret(before, now), expected, "{before} → {now}");
        }
    }
}
