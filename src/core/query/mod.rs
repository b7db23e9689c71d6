//! The filter language that every view understands, and the search box. This layer knows no lens
//! and no view: a text becomes a query, a query and a model become a matcher of items.
//!
//! Words must all occur: in the key, the title, the description, the labels or the comments.
//! `field:value` compares a field, with `,` for or; `<`, `<=`, `>` and `>=` compare dates, numbers
//! and ordered choices; `is:` and `has:` ask for a state or for something to be there. A `-` in
//! front turns any of these round, and quotation marks keep words together.

mod check;
mod compile;
mod complete;
mod fold;
mod parse;
mod search;
mod subject;
pub(crate) mod value;
mod word;

use std::fmt;
use std::ops::Range;

pub use compile::Matcher;
pub use complete::{Completion, Completions, complete};
pub use fold::Needle;
pub(crate) use parse::split_terms;
pub use parse::{parse, parse_for};
pub use search::{Hit, Why, search};
pub use subject::{Flag, Subject, field_names};

/// Is a filter that was understood: all of its terms must hold.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Query {
    /// The terms in the order in which they were typed.
    pub terms: Vec<Term>,
}

/// Is one part of a filter.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// Whether it must not hold.
    pub not: bool,
    /// What is asked.
    pub test: Test,
    /// Where it stands in the text, in bytes.
    pub span: Range<usize>,
}

/// Is what a term asks.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// Whether a text occurs.
    Word(String),
    /// Whether an item is in a state.
    Is(Flag),
    /// Whether something is set.
    Has(Subject),
    /// How a field compares with any of some values.
    Compare {
        /// The field.
        subject: Subject,
        /// How.
        op: Op,
        /// The values; one is enough.
        values: Vec<String>,
    },
}

/// Is a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// Is, or contains.
    Is,
    /// Is less or earlier.
    Less,
    /// Is at most.
    AtMost,
    /// Is more or later.
    More,
    /// Is at least.
    AtLeast,
}

impl Op {
    /// Tells whether an ordering satisfies the comparison.
    pub(crate) fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Op::Is => ordering.is_eq(),
            Op::Less => ordering.is_lt(),
            Op::AtMost => ordering.is_le(),
            Op::More => ordering.is_gt(),
            Op::AtLeast => ordering.is_ge(),
        }
    }
}

/// Says what in a filter is not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// The part of the text that is meant, in bytes.
    pub span: Range<usize>,
    /// What is wrong with it.
    pub message: String,
    /// What to write instead.
    pub hint: String,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.message, self.hint)
    }
}
