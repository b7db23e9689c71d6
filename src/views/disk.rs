//! The part of the page that keeps the second copy: it draws nothing, so it only has to be loaded.
#![allow(unsafe_code, reason = "the calls between the files are declared by the macro")]

use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::text;
use crate::app::App;
use crate::app::work::Disk;
use crate::shell::frame;

#[wasm_split(disk, fallible)]
fn disk() -> Result<fn(App), SplitLoaderError> {
    Ok(crate::app::disk::start)
}

/// Loads what keeps the second copy: when the page is idle, or at once where it is waited for.
pub fn start(app: App) {
    let load = move || {
        leptos::task::spawn_local(async move {
            match disk().await {
                Ok(start) => start(app),
                Err(_) => drop(app.work.disk.try_set(Disk::Off(text::PART_MISSING.to_owned()))),
            }
        });
    };
    if app.work.disk.get_untracked() == Disk::Unknown {
        load();
    } else {
        frame::after_paint(move || frame::when_idle(load));
    }
}
