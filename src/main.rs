//! Mounts the app, nothing else.

#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod shell;
#[cfg(target_arch = "wasm32")]
mod views;
#[cfg(target_arch = "wasm32")]
mod widgets;

fn main() {
    #[cfg(target_arch = "wasm32")]
    views::mount();
}
