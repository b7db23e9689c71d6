//! Shapes without pixels on a screen: plain numbers in, plain numbers out. This layer knows no
//! browser and no workspace.

pub mod chart;
pub mod drag;
pub mod place;
pub mod target;
pub mod timeline;
pub mod window;
