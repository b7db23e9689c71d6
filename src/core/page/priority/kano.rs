//! Kano: what kind of quality a feature is, from the answers to a pair of questions: how people feel
//! with it, and without it. It knows no record.

use crate::model::Feeling;

/// What kind of quality a feature is to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quality {
    /// Its lack makes unhappy, and having it is taken for granted.
    Must,
    /// The more, the better: one-dimensional.
    Performance,
    /// Nobody misses it, and having it delights.
    Attractive,
    /// Nobody cares.
    Indifferent,
    /// People would rather be without it.
    Reverse,
    /// The answers contradict each other.
    Questionable,
}

impl Quality {
    /// All of them, the most pressing first: must-be before one-dimensional before attractive before
    /// indifferent (Berger and others 1993).
    pub const ALL: [Quality; 6] = [
        Quality::Must,
        Quality::Performance,
        Quality::Attractive,
        Quality::Indifferent,
        Quality::Reverse,
        Quality::Questionable,
    ];

    /// Gives the name that a person reads.
    pub fn label(self) -> &'static str {
        match self {
            Quality::Must => "Must-be",
            Quality::Performance => "Performance",
            Quality::Attractive => "Attractive",
            Quality::Indifferent => "Indifferent",
            Quality::Reverse => "Reverse",
            Quality::Questionable => "Questionable",
        }
    }

    /// Gives the letter by which the field's tables name it.
    pub fn letter(self) -> char {
        match self {
            Quality::Must => 'M',
            Quality::Performance => 'O',
            Quality::Attractive => 'A',
            Quality::Indifferent => 'I',
            Quality::Reverse => 'R',
            Quality::Questionable => 'Q',
        }
    }
}

/// Reads a pair of answers by the table of Kano (1984), as Berger and others (1993) print it;
/// nothing where an answer is missing.
pub fn quality(with: &Feeling, without: &Feeling) -> Option<Quality> {
    use Feeling::{Accept, Dislike, Expect, Like, Neutral};
    Some(match (with, without) {
        (Like, Like) | (Dislike, Dislike) => Quality::Questionable,
        (Like, Dislike) => Quality::Performance,
        (Like, Expect | Neutral | Accept) => Quality::Attractive,
        (Expect | Neutral | Accept, Dislike) => Quality::Must,
        (Expect | Neutral | Accept, Expect | Neutral | Accept) => Quality::Indifferent,
        (Expect | Neutral | Accept | Dislike, Like) => Quality::Reverse,
        (Dislike, Expect | Neutral | Accept) => Quality::Reverse,
        _ => return None,
    })
}

/// Is how many answers make a feature what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally([usize; 6]);

impl Tally {
    /// Counts an answer.
    pub fn add(&mut self, quality: Quality) {
        let at = Quality::ALL.iter().position(|q| *q == quality);
        if let Some(n) = at.and_then(|at| self.0.get_mut(at)) {
            *n += 1;
        }
    }

    /// Gives how many answers say so.
    pub fn n(&self, quality: Quality) -> usize {
        let at = Quality::ALL.iter().position(|q| *q == quality);
        at.and_then(|at| self.0.get(at).copied()).unwrap_or(0)
    }

    /// Counts all answers.
    pub fn total(&self) -> usize {
        self.0.iter().sum()
    }

    /// Gives what most say; of equals the most pressing. Nothing where nobody answered.
    pub fn verdict(&self) -> Option<Quality> {
        let most = self.0.iter().max().copied().filter(|n| *n > 0)?;
        Quality::ALL.into_iter().find(|quality| self.n(*quality) == most)
    }

    /// Gives how much it raises satisfaction, from 0 to 1: (A + O) ÷ (A + O + M + I).
    pub fn better(&self) -> Option<f64> {
        self.share(Quality::Attractive)
    }

    /// Gives how much its lack lowers satisfaction, from 0 to -1: −(O + M) ÷ (A + O + M + I).
    pub fn worse(&self) -> Option<f64> {
        self.share(Quality::Must).map(|share| -share)
    }

    fn share(&self, own: Quality) -> Option<f64> {
        let n = |quality| self.n(quality) as f64;
        let all = n(Quality::Must)
            + n(Quality::Performance)
            + n(Quality::Attractive)
            + n(Quality::Indifferent);
        (all > 0.0).then(|| (n(own) + n(Quality::Performance)) / all)
    }
}
