//! Mounts the app, nothing else.

#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod shell;
#[cfg(target_arch = "wasm32")]
mod views;
#[cfg(target_arch = "wasm32")]
#[allow(dead_code, reason = "the kit is whole; the views of today do not use all of it")]
mod widgets;

fn main() {
    #[cfg(target_arch = "wasm32")]
    views::mount();
}
