//! What each lens asks of the model. A lens changes what is asked, never what is true: this layer
//! reads the model and makes plain data for views; it writes nothing and knows no pixel.

pub mod board;
pub mod card;
pub mod chain;
pub mod common;
pub mod kpi;
pub mod lane;
pub mod roadmap;
pub mod saved;
pub mod scope;
pub mod table;
pub mod tree;
pub mod week;

pub use crate::model::Lens;

impl Lens {
    /// Gives the question that the lens asks.
    pub fn question(&self) -> &'static str {
        match self {
            Lens::Portfolio => "Which?",
            Lens::Product => "Why and what?",
            Lens::Program => "What hangs on what?",
            Lens::Project | Lens::Other(_) => "How, when and who?",
        }
    }
}
