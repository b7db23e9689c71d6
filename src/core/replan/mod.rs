//! What would happen if: a change of the plan, what follows from it, and the change set that does
//! it. It knows no view and never writes to the workspace it is asked about.
//!
//! The same path serves the ghost under a drag and what is written when it is dropped: the change
//! is made on a copy, the plan follows, and the copy is put back. So what was shown is what comes.

mod ask;
mod baseline;
mod before;
mod leveling;
mod place;
mod reason;
mod scenario;
mod settle;
mod summary;
mod trial;
mod words;

pub use ask::{
    Edge, Ended, Leveled, Over, PlanChange, Preview, Reasoned, Refusal, Shifted, Standing, Summary,
    Word,
};
pub use baseline::take_baseline;
pub use before::Before;
pub use leveling::Leveling;
pub use reason::reason;
pub use scenario::{amend, beside, commit, compare, rehearse};
pub use trial::{preview, replan};
