//! Typed record ids. This module knows no clock and no randomness: both are handed in as a seed.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::{Serialize, Serializer};

use super::Kind;
use super::time::Time;

/// Holds the raw 64 bits of an id: 41 bits of milliseconds since 2020, 23 bits of seed or count.
///
/// Written as 13 characters of Crockford's base 32 in lower case, whose order is the numeric
/// order, which is the order of creation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct RawId(pub u64);

const ALPHABET: [u8; 32] = *b"0123456789abcdefghjkmnpqrstvwxyz";
const LEN: usize = 13;
const LOW_BITS: u32 = 23;
/// 2020-01-01T00:00:00Z in Unix milliseconds: ids count from here.
const EPOCH_MS: i64 = 1_577_836_800_000;

impl RawId {
    /// Tells when the record was created, to the millisecond (bulk creation may run ahead of it).
    pub fn created(self) -> Time {
        Time::from_ms(EPOCH_MS + (self.0 >> LOW_BITS) as i64)
    }

    fn text(self) -> [u8; LEN] {
        let mut out = [b'0'; LEN];
        let mut rest = self.0;
        for slot in out.iter_mut().rev() {
            *slot = ALPHABET.get((rest & 31) as usize).copied().unwrap_or(b'0');
            rest >>= 5;
        }
        out
    }
}

impl fmt::Display for RawId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.text();
        f.write_str(std::str::from_utf8(&text).unwrap_or(""))
    }
}

impl fmt::Debug for RawId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Says that a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadId;

impl fmt::Display for BadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id of 13 letters and digits")
    }
}

impl FromStr for RawId {
    type Err = BadId;
    fn from_str(s: &str) -> Result<Self, BadId> {
        if s.len() != LEN {
            return Err(BadId);
        }
        let mut bits: u64 = 0;
        for (idx, byte) in s.bytes().enumerate() {
            let digit = ALPHABET.iter().position(|&a| a == byte).ok_or(BadId)? as u64;
            // The first of 13 digits holds only the top four of 64 bits.
            if idx == 0 && digit > 15 {
                return Err(BadId);
            }
            bits = (bits << 5) | digit;
        }
        Ok(RawId(bits))
    }
}

/// Visits an id in a data format.
struct IdVisitor;

impl Visitor<'_> for IdVisitor {
    type Value = RawId;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id of 13 letters and digits")
    }
    fn visit_str<E: de::Error>(self, s: &str) -> Result<RawId, E> {
        s.parse().map_err(|_| E::invalid_value(de::Unexpected::Str(s), &self))
    }
}

impl Serialize for RawId {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let text = self.text();
        s.serialize_str(std::str::from_utf8(&text).unwrap_or(""))
    }
}

impl<'de> Deserialize<'de> for RawId {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_str(IdVisitor)
    }
}

/// Identifies one record of type `R`.
pub struct Id<R> {
    raw: RawId,
    of: PhantomData<fn() -> R>,
}

impl<R> Id<R> {
    /// Wraps raw bits as an id of this type.
    pub const fn new(raw: RawId) -> Self {
        Id { raw, of: PhantomData }
    }

    /// Gives the raw bits.
    pub const fn raw(self) -> RawId {
        self.raw
    }
}

impl<R> Clone for Id<R> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<R> Copy for Id<R> {}
impl<R> PartialEq for Id<R> {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}
impl<R> Eq for Id<R> {}
impl<R> PartialOrd for Id<R> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<R> Ord for Id<R> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.raw.cmp(&other.raw)
    }
}
impl<R> Hash for Id<R> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.raw.hash(state);
    }
}
impl<R> Default for Id<R> {
    fn default() -> Self {
        Id::new(RawId::default())
    }
}
impl<R> fmt::Display for Id<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.raw, f)
    }
}
impl<R> fmt::Debug for Id<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.raw, f)
    }
}
impl<R> FromStr for Id<R> {
    type Err = BadId;
    fn from_str(s: &str) -> Result<Self, BadId> {
        s.parse().map(Id::new)
    }
}
impl<R> Serialize for Id<R> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.raw.serialize(s)
    }
}
impl<'de, R> Deserialize<'de> for Id<R> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        RawId::deserialize(d).map(Id::new)
    }
}

/// Points at one record of any kind. Written as `kind:id`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ref {
    /// The kind of the record.
    pub kind: Kind,
    /// Its id.
    pub id: RawId,
}

impl fmt::Display for Ref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.name(), self.id)
    }
}
impl fmt::Debug for Ref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
impl FromStr for Ref {
    type Err = BadId;
    fn from_str(s: &str) -> Result<Self, BadId> {
        let (kind, id) = s.split_once(':').ok_or(BadId)?;
        Ok(Ref { kind: Kind::from_name(kind).ok_or(BadId)?, id: id.parse()? })
    }
}
impl Serialize for Ref {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for Ref {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct V;
        impl Visitor<'_> for V {
            type Value = Ref;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a reference of the form kind:id")
            }
            fn visit_str<E: de::Error>(self, s: &str) -> Result<Ref, E> {
                s.parse().map_err(|_| E::invalid_value(de::Unexpected::Str(s), &self))
            }
        }
        d.deserialize_str(V)
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let name = <String as Deserialize>::deserialize(d)?;
        Kind::from_name(&name).ok_or_else(|| de::Error::custom("a known kind was expected"))
    }
}

/// Makes ids that are unique without coordination and sort by creation.
///
/// Each id is the time it was made and a seed; within one source ids only rise, also when the
/// clock is set back. Two devices collide only if both create in the same millisecond with the
/// same 23-bit seed.
#[derive(Debug, Clone)]
pub struct IdSource {
    last: u64,
    state: u64,
}

impl IdSource {
    /// Starts a source from a random seed.
    pub fn new(seed: u64) -> Self {
        IdSource { last: 0, state: seed }
    }

    /// Makes the next id. `now` is when the record is created.
    pub fn next<R>(&mut self, now: Time) -> Id<R> {
        Id::new(self.next_raw(now))
    }

    /// Makes the next id without a type.
    pub fn next_raw(&mut self, now: Time) -> RawId {
        let ms = (now.ms() - EPOCH_MS).clamp(1, (1 << 41) - 2) as u64;
        let candidate = (ms << LOW_BITS) | (self.random() & ((1 << LOW_BITS) - 1));
        // In bulk, and when the clock stands still or goes back, count on from the last id.
        let next = if ms > self.last >> LOW_BITS { candidate } else { self.last + 1 };
        self.last = next;
        RawId(next)
    }

    /// Steps SplitMix64 (Steele, Lea and Flood 2014).
    fn random(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_round_trip_as_text_and_sort_by_creation() {
        let mut source = IdSource::new(7);
        let t = Time::from_ms(1_790_000_000_000);
        let mut last = RawId::default();
        for step in 0..1000 {
            let id = source.next_raw(Time::from_ms(t.ms() + step / 10));
            assert!(id > last && id.to_string() > last.to_string());
            assert_eq!(id.to_string().parse(), Ok(id));
            last = id;
        }
    }

    #[test]
    fn ids_rise_when_the_clock_goes_back() {
        let mut source = IdSource::new(7);
        let first = source.next_raw(Time::from_ms(1_790_000_000_000));
        assert!(source.next_raw(Time::from_ms(1_590_000_000_000)) > first);
    }

    #[test]
    fn a_text_that_is_no_id_is_refused() {
        for bad in ["", "0", "zzzzzzzzzzzzz", "000000000000u", "00000000000000", "__proto__0000"] {
            assert_eq!(bad.parse::<RawId>(), Err(BadId), "{bad}");
        }
    }
}
