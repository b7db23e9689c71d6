//! Fractional ranks: a rank between any two others, so that a move never rewrites its neighbors.
//!
//! A rank is an integer part of variable length followed by a base-62 fraction. The first
//! character says how long the integer part is (`a` one digit, `b` two … `z` 26; `Z` down to `A`
//! for those before zero), so ranks stay short when records are appended, and compare as bytes.
//! The scheme is David Greenspan's, "Implementing Fractional Indexing" (2020). No rank ends in a
//! zero fraction digit, so there is always room before it.

use std::fmt;
use std::sync::Arc;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::{Serialize, Serializer};

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Orders a record among its peers; ties are broken by id.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rank(Arc<str>);

impl Default for Rank {
    fn default() -> Self {
        Rank("a0".into())
    }
}

impl Rank {
    /// Reads a rank; `None` unless it has the form above.
    pub fn parse(s: &str) -> Option<Self> {
        let int = int_len(*s.as_bytes().first()?)?;
        let ok = s.len() >= int
            && s.bytes().all(|b| b.is_ascii_alphanumeric())
            && !(s.len() > int && s.ends_with('0'))
            && !is_smallest(s);
        ok.then(|| Rank(s.into()))
    }

    /// Gives the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Makes a rank after `low` and before `high`; either may be open. If the two are equal or
    /// the wrong way round, the result follows `low`.
    pub fn between(low: Option<&Rank>, high: Option<&Rank>) -> Rank {
        let high = high.filter(|h| low.is_none_or(|l| l < *h));
        let text = match (low.map(Rank::as_str), high.map(Rank::as_str)) {
            (None, None) => "a0".to_owned(),
            (None, Some(high)) => before(high),
            (Some(low), None) => after(low),
            (Some(low), Some(high)) => middle(low, high),
        };
        Rank(text.into())
    }

    /// Makes `n` ranks in order, all between `low` and `high`.
    pub fn spread(low: Option<&Rank>, high: Option<&Rank>, n: usize) -> Vec<Rank> {
        let mut out = Vec::with_capacity(n);
        if low.is_some() && high.is_some() {
            fill(low, high, n, &mut out);
        } else if high.is_some() {
            let mut top = high.cloned();
            for _ in 0..n {
                let next = Rank::between(None, top.as_ref());
                top = Some(next.clone());
                out.push(next);
            }
            out.reverse();
        } else {
            let mut last = low.cloned();
            for _ in 0..n {
                let next = Rank::between(last.as_ref(), None);
                last = Some(next.clone());
                out.push(next);
            }
        }
        out
    }
}

/// Fills an interval by halves, so that ranks grow with the logarithm of their number.
fn fill(low: Option<&Rank>, high: Option<&Rank>, n: usize, out: &mut Vec<Rank>) {
    if n == 0 {
        return;
    }
    let mid = Rank::between(low, high);
    let left = n / 2;
    fill(low, Some(&mid), left, out);
    out.push(mid.clone());
    fill(Some(&mid), high, n - left - 1, out);
}

/// Gives the length of the integer part, its head included.
fn int_len(head: u8) -> Option<usize> {
    match head {
        b'a'..=b'z' => Some(usize::from(head - b'a') + 2),
        b'A'..=b'Z' => Some(usize::from(b'Z' - head) + 2),
        _ => None,
    }
}

/// The one integer with nothing before it.
fn is_smallest(s: &str) -> bool {
    s.starts_with('A') && s.bytes().skip(1).all(|b| b == b'0') && s.len() <= 27
}

fn split(s: &str) -> (&str, &str) {
    let at = s.as_bytes().first().and_then(|b| int_len(*b)).unwrap_or(0).min(s.len());
    s.split_at(at)
}

fn digit(b: u8) -> usize {
    DIGITS.iter().position(|d| *d == b).unwrap_or(0)
}

fn char_of(d: usize) -> u8 {
    DIGITS.get(d).copied().unwrap_or(b'V')
}

/// Steps an integer part up or down by one; `None` past the ends.
fn step(int: &str, up: bool) -> Option<String> {
    let mut bytes: Vec<u8> = int.bytes().collect();
    for b in bytes.iter_mut().skip(1).rev() {
        let d = digit(*b);
        if up && d < 61 {
            *b = char_of(d + 1);
            return String::from_utf8(bytes).ok();
        }
        if !up && d > 0 {
            *b = char_of(d - 1);
            return String::from_utf8(bytes).ok();
        }
        *b = if up { b'0' } else { b'z' };
    }
    let head = *bytes.first()?;
    let (next, fill) = match (head, up) {
        (b'z', true) | (b'A', false) => return None,
        (b'Z', true) => (b'a', b'0'),
        (b'a', false) => (b'Z', b'z'),
        (h, true) => (h + 1, b'0'),
        (h, false) => (h - 1, b'z'),
    };
    let len = int_len(next)?;
    let mut out = vec![next];
    out.resize(len, fill);
    String::from_utf8(out).ok()
}

fn after(low: &str) -> String {
    let (int, frac) = split(low);
    step(int, true).unwrap_or_else(|| format!("{int}{}", mid_frac(frac, None)))
}

fn before(high: &str) -> String {
    let (int, frac) = split(high);
    if !frac.is_empty() {
        // Nothing comes before the smallest integer, so it is no rank by itself.
        let below = || format!("{int}{}", mid_frac("", Some(frac)));
        return if is_smallest(int) { below() } else { int.to_owned() };
    }
    match step(int, false) {
        Some(lower) if !is_smallest(&lower) => lower,
        Some(lower) => format!("{lower}{}", mid_frac("", None)),
        None => format!("{int}{}", mid_frac("", Some(frac))),
    }
}

fn middle(low: &str, high: &str) -> String {
    let (low_int, low_frac) = split(low);
    let (high_int, high_frac) = split(high);
    if low_int == high_int {
        return format!("{low_int}{}", mid_frac(low_frac, Some(high_frac)));
    }
    match step(low_int, true) {
        Some(next) if next.as_str() < high => next,
        _ => format!("{low_int}{}", mid_frac(low_frac, None)),
    }
}

/// Gives the shortest fraction between two fractions; an absent upper one means one.
fn mid_frac(low: &str, high: Option<&str>) -> String {
    let (low, high_b) = (low.as_bytes(), high.map(str::as_bytes));
    let mut out = Vec::new();
    let mut open = high_b.is_none();
    for idx in 0.. {
        let l = low.get(idx).map_or(0, |b| digit(*b));
        let h = match high_b.and_then(|h| h.get(idx)) {
            Some(b) if !open => digit(*b),
            _ => 62,
        };
        if l == h {
            out.push(char_of(l));
        } else if h > l + 1 {
            out.push(char_of((l + h) / 2));
            break;
        } else {
            out.push(char_of(l));
            open = true;
        }
    }
    String::from_utf8(out).unwrap_or_default()
}

impl fmt::Debug for Rank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Rank {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Rank {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct V;
        impl Visitor<'_> for V {
            type Value = Rank;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a rank such as a0 or b12V")
            }
            fn visit_str<E: de::Error>(self, s: &str) -> Result<Rank, E> {
                Rank::parse(s).ok_or_else(|| E::invalid_value(de::Unexpected::Str(s), &self))
            }
        }
        d.deserialize_str(V)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(low: Option<&str>, high: Option<&str>) -> Rank {
        let (low, high) = (low.map(|s| Rank(s.into())), high.map(|s| Rank(s.into())));
        let mid = Rank::between(low.as_ref(), high.as_ref());
        assert!(low.as_ref().is_none_or(|l| *l < mid), "{low:?} < {mid:?}");
        assert!(high.as_ref().is_none_or(|h| mid < *h), "{mid:?} < {high:?}");
        assert_eq!(Rank::parse(mid.as_str()), Some(mid.clone()));
        mid
    }

    #[test]
    fn a_rank_fits_between_any_two() {
        check(None, None);
        check(Some("a0"), None);
        check(Some("az"), None);
        check(None, Some("a0"));
        check(None, Some("Zz"));
        check(Some("a0"), Some("a1"));
        check(Some("a0"), Some("a0V"));
        check(Some("a0"), Some("a01"));
        check(Some("Zz"), Some("a01"));
        check(Some("zzzzzzzzzzzzzzzzzzzzzzzzzzz"), None);
        check(None, Some("A00000000000000000000000001"));
        check(None, Some("A00000000000000000000000000V"));
        check(None, Some("A000000000000000000000000001"));
    }

    #[test]
    fn ten_thousand_appended_ranks_stay_short_and_in_order() {
        let ranks = Rank::spread(None, None, 10_000);
        assert!(ranks.is_sorted() && ranks.iter().all(|r| r.as_str().len() <= 4));
        let between = Rank::spread(ranks.first(), ranks.get(1), 10_000);
        assert!(between.is_sorted() && between.iter().all(|r| r.as_str().len() <= 8));
    }

    #[test]
    fn ranks_squeezed_to_either_side_keep_their_order() {
        let (mut low, mut high) = (Rank::default(), Rank::between(Some(&Rank::default()), None));
        for step in 0..300 {
            let mid = check(Some(low.as_str()), Some(high.as_str()));
            if step % 3 == 0 { low = mid } else { high = mid }
        }
    }
}
