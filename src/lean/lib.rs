//! Leptos for this app: the same names, with concrete types behind them. It knows nothing of the app.
//!
//! Leptos gives each element, attribute and closure a type of its own, and the compiler makes its
//! machinery anew for each type. `view!` and `#[component]` name what they need by paths that start
//! with `::leptos`, and in this package that is this crate: an element is one type here, its
//! attributes are plain data, and closures are boxed where they come in.
#![forbid(unsafe_code)]
#![cfg(target_arch = "wasm32")]

#[cfg(not(erase_components))]
compile_error!("build with `--cfg erase_components`; .cargo/config.toml sets it");

mod draw;
mod element;
mod erase;
mod list;
mod run;
mod signal;
mod state;
mod tags;
mod value;

pub use ::leptos::*;

pub use erase::__as_shared_reactive_fn;

/// What views import.
pub mod prelude {
    pub use ::leptos::prelude::*;

    pub use crate::children::{ToChildren, ViewFn};
    pub use crate::erase::{IntoAny, IntoAttributeValue, IntoMaybeErased, IntoRender, redrawn};
    pub use crate::list::{For, ForProps, Show, ShowProps};
    pub use crate::run::{Effect, once, window_event_listener};
    pub use crate::signal::{Memo, RwSignal};
}

/// What a component is given to draw inside itself.
pub mod children {
    pub use ::leptos::children::*;

    pub use crate::erase::{ToChildren, ViewFn};
}

/// The elements, at the paths that `view!` looks for them.
pub mod tachys {
    pub use ::leptos::tachys::*;

    /// HTML.
    pub mod html {
        pub use ::leptos::tachys::html::*;

        pub use crate::tags::html as element;
    }

    pub use crate::tags::svg;
}
