//! The model's invariants.
