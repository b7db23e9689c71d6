//! What fuzzing needs: mutations of files, and the readers that get them.

pub mod mutate;
pub mod target;

use super::common::generate;

/// Where the project lies.
const ROOT: &str = env!("CARGO_MANIFEST_DIR");
