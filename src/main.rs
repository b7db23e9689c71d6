//! Mounts the app, nothing else.

#[cfg(target_arch = "wasm32")]
mod widgets;

fn main() {}
