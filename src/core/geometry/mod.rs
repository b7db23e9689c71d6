//! Shapes without pixels on a screen: windows of rows and places of what floats; knows no browser.

pub mod place;
pub mod window;
