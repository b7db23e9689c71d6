//! A small language for a KPI that is computed from others. It knows no lens and no tile.
//!
//! Numbers, `+ − × ÷` (also `- * /`), parentheses, keys of KPIs, and functions over the period:
//! `sum`, `avg`, `min`, `max` of what was read in it, `change` from its start to its end, and
//! `previous`, the same for the period before. `min` and `max` of two or more take the least and
//! the greatest. A key may hold hyphens, so a minus between keys wants spaces. Units are checked:
//! money divided by customers is money per customer, days are never added to money. KPIs in
//! percent are shares of 1, those in thousands of a currency are whole amounts of it.
//!
//! Nothing here panics, loops or recurses without end: depth is bounded, circles are found and
//! named, and every error says where it is and what was expected.

mod book;
mod check;
mod draft;
mod eval;
mod parse;
mod unit;
mod words;

use std::fmt;
use std::ops::Range;

pub use book::{Book, Window};
pub use draft::{Checked, Offer, Typed, Wrong, checked};
pub use parse::parse;
pub use unit::{Dims, Measure, measure};

/// Says what in a formula is not understood or cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The part of the formula that is meant, in bytes.
    pub span: Range<usize>,
    /// What is wrong with it, as a sentence.
    pub message: String,
    /// What to write instead, as a sentence; may be empty.
    pub hint: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if self.hint.is_empty() { Ok(()) } else { write!(f, " {}", self.hint) }
    }
}

/// Is a formula that was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// What it is.
    pub node: Node,
    /// Where it stands, in bytes.
    pub span: Range<usize>,
}

/// Is one node of a formula.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// A number.
    Number(f64),
    /// A KPI by its key.
    Key(String),
    /// A number turned round.
    Negative(Box<Expr>),
    /// Two numbers joined.
    Pair(Op, Box<Expr>, Box<Expr>),
    /// A function of one or more.
    Call(Function, Vec<Expr>),
}

/// Is a sign between two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// Plus.
    Add,
    /// Minus.
    Subtract,
    /// Times.
    Multiply,
    /// Divided by.
    Divide,
}

/// Is a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// The sum of what was read in the period.
    Sum,
    /// The mean of what was read in the period.
    Average,
    /// The least that was read in the period, or the least of several.
    Min,
    /// The greatest that was read in the period, or the greatest of several.
    Max,
    /// The value at the end of the period less the value before it.
    Change,
    /// The value of the period before.
    Previous,
}

impl Function {
    /// Lists the functions by their names.
    pub const ALL: [(&'static str, Function); 6] = [
        ("sum", Function::Sum),
        ("avg", Function::Average),
        ("min", Function::Min),
        ("max", Function::Max),
        ("change", Function::Change),
        ("previous", Function::Previous),
    ];
}
