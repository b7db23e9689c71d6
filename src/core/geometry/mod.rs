<<<<<<< HEAD
//! Shapes without pixels on a screen: windows of rows and places of what floats; knows no browser.

pub mod place;
pub mod window;
=======
//! Shapes without pixels on a screen: plain numbers in, plain numbers out. This layer knows no
//! browser and no workspace.

pub mod drag;
>>>>>>> laws
