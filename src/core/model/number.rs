//! Numbers with a meaning: finite, percentages, money. No NaN and no infinity is reachable here.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer};
use serde::{Serialize, Serializer};

/// Is a finite number.
#[derive(Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Number(f64);

impl Number {
    /// Wraps a number; `None` unless it is finite.
    pub fn new(n: f64) -> Option<Self> {
        // Negative zero is zero: the two must not differ in a file.
        n.is_finite().then_some(Number(if n == 0.0 { 0.0 } else { n }))
    }

    /// Gives the number.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        // A whole number is written without a fraction.
        if self.0.fract() == 0.0 && self.0.abs() < 9e15 {
            s.serialize_i64(self.0 as i64)
        } else {
            s.serialize_f64(self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let n = f64::deserialize(d)?;
        Number::new(n).ok_or_else(|| de::Error::custom("a finite number was expected"))
    }
}

/// Is a percentage from 0 to 100.
#[derive(Clone, Copy, PartialEq, PartialOrd, Default, Debug)]
pub struct Percent(Number);

impl Percent {
    /// Makes a percentage; numbers outside 0 to 100 are refused.
    pub fn new(n: f64) -> Option<Self> {
        Number::new(n).filter(|n| (0.0..=100.0).contains(&n.get())).map(Percent)
    }

    /// Gives the number from 0 to 100.
    pub fn get(self) -> f64 {
        self.0.get()
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(s)
    }
}

impl<'de> Deserialize<'de> for Percent {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let n = f64::deserialize(d)?;
        Percent::new(n).ok_or_else(|| de::Error::custom("a percentage from 0 to 100 was expected"))
    }
}

/// Is an amount in hundredths of the workspace's currency.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Debug, Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct Money(pub i64);
