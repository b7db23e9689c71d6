//! Icons: strokes on a 16 pixel grid that take the color of their text; knows no meaning.

use leptos::prelude::*;

/// Declares the glyphs with their path data.
macro_rules! glyphs {
    ($($name:ident $path:literal)*) => {
        /// Names one drawing of the icon set.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Glyph {
            $(
                #[doc = concat!("Draws `", stringify!($name), "`.")]
                $name,
            )*
        }

        impl Glyph {
            /// Returns the SVG path data on a 16 by 16 grid, to be stroked and not filled.
            pub const fn path(self) -> &'static str {
                match self {
                    $(Self::$name => $path,)*
                }
            }
        }
    };
}

glyphs! {
    Board "M2.5 2.5h4v11h-4zM9.5 2.5h4v7h-4z"
    Roadmap "M2.5 4h6M5.5 8h7M8 12h5.5"
    Kpis "M2.5 2.5v11h11M5 10l2.5-3 2.5 2 3.5-4.5"
    Table "M2.5 3h11v10h-11zM2.5 6.5h11M6.5 6.5V13"
    Pages "M3.5 2.5h6l3 3v8h-9zM6 7.5h4M6 10.5h4"
    Plus "M8 3.25v9.5M3.25 8h9.5"
    Minus "M3.25 8h9.5"
    Search "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.25 10.25l3.25 3.25"
    Filter "M2.5 4h11M4.5 8h7M6.5 12h3"
    Undo "M5.5 2.75l-3 3 3 3M2.5 5.75h7.25a3.75 3.75 0 0 1 0 7.5H7"
    Redo "M10.5 2.75l3 3-3 3M13.5 5.75H6.25a3.75 3.75 0 0 0 0 7.5H9"
    More "M3 8a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0zM7.5 8a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0zM12 8a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0z"
    Close "M4 4l8 8M12 4l-8 8"
    ChevronRight "M6 3.5L10.5 8 6 12.5"
    ChevronLeft "M10 3.5L5.5 8l4.5 4.5"
    ChevronDown "M3.5 6L8 10.5 12.5 6"
    ChevronUp "M3.5 10L8 5.5l4.5 4.5"
    ArrowUp "M8 13V3.25M4 7l4-4 4 4"
    ArrowDown "M8 3v9.75M4 9l4 4 4-4"
    ArrowRight "M3 8h9.75M9 4l4 4-4 4"
    ArrowLeft "M13 8H3.25M7 4L3 8l4 4"
    Check "M3 8.5l3.25 3.25L13 4.75"
    Calendar "M2.75 3.75h10.5v9.5H2.75zM2.75 6.75h10.5M5.5 2v3M10.5 2v3"
    Person "M8 7.75a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM3 13.5c.4-2.4 2.4-3.75 5-3.75s4.6 1.35 5 3.75"
    People "M6 7.75a2.25 2.25 0 1 0 0-4.5 2.25 2.25 0 0 0 0 4.5zM1.75 13c.3-2.2 2-3.25 4.25-3.25S9.95 10.8 10.25 13M10.25 3.4a2.25 2.25 0 0 1 0 4.2M12 9.9c1.3.5 2.1 1.5 2.25 3.1"
    Flag "M3.5 14V2.5M3.5 3h8.5l-1.75 3 1.75 3H3.5"
    Link "M6.75 9.25a2.75 2.75 0 0 0 3.9 0l2-2a2.75 2.75 0 0 0-3.9-3.9l-.75.75M9.25 6.75a2.75 2.75 0 0 0-3.9 0l-2 2a2.75 2.75 0 0 0 3.9 3.9l.75-.75"
    Block "M8 13.75a5.75 5.75 0 1 0 0-11.5 5.75 5.75 0 0 0 0 11.5zM4 4l8 8"
    Clock "M8 13.75a5.75 5.75 0 1 0 0-11.5 5.75 5.75 0 0 0 0 11.5zM8 4.75V8l2.25 1.5"
    Info "M8 13.75a5.75 5.75 0 1 0 0-11.5 5.75 5.75 0 0 0 0 11.5zM8 7.5V11M8 5h.01"
    Target "M8 13.75a5.75 5.75 0 1 0 0-11.5 5.75 5.75 0 0 0 0 11.5zM8 10.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z"
    Archive "M2.5 3h11v3h-11zM3.5 6v7h9V6M6.5 8.75h3"
    Trash "M3 4.25h10M6 4.25V2.5h4v1.75M4.25 4.25l.6 9.25h6.3l.6-9.25"
    Import "M8 2.5v7.25M5 7l3 3 3-3M2.75 10.5v3h10.5v-3"
    Export "M8 10V2.75M5 5.5l3-3 3 3M2.75 10.5v3h10.5v-3"
    Sun "M8 10.75a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5zM8 1.75v1M8 13.25v1M1.75 8h1M13.25 8h1M3.6 3.6l.7.7M11.7 11.7l.7.7M3.6 12.4l.7-.7M11.7 4.3l.7-.7"
    Moon "M13.25 9.5A5.75 5.75 0 0 1 6.5 2.75a5.75 5.75 0 1 0 6.75 6.75z"
    Gear "M2.5 5h5.25M11.25 5h2.25M2.5 11h2.25M8.25 11h5.25M9.5 6.75a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5zM6.5 12.75a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5z"
    Menu "M2.5 4h11M2.5 8h11M2.5 12h11"
    Sidebar "M2.5 3h11v10h-11zM6.25 3v10"
    Milestone "M8 2l6 6-6 6-6-6z"
    Bug "M5 6.5a3 3 0 0 1 6 0v3a3 3 0 0 1-6 0zM5.75 4l-1.5-1.5M10.25 4l1.5-1.5M5 8H2.25M11 8h2.75M5.25 10.75L3 12.5M10.75 10.75L13 12.5"
    Story "M4 2.5h8v11l-4-3-4 3z"
    Feature "M8 2.25l1.7 3.75 4.05.45-3 2.75.85 4L8 11.2l-3.6 2 .85-4-3-2.75 4.05-.45z"
    Task "M2.75 2.75h10.5v10.5H2.75zM5.5 8.25L7.25 10l3.25-3.75"
    Initiative "M1.75 13l4.5-8 3 5L11 7.25 14.25 13z"
    Deliverable "M8 2l5.5 3v6L8 14l-5.5-3V5zM2.5 5L8 8l5.5-3M8 8v6"
    Comment "M2.5 3h11v8h-6l-3 2.5V11h-2z"
    Checklist "M2.5 4.5l1 1 1.75-2M2.5 11l1 1 1.75-2M8 4.5h5.5M8 11.25h5.5"
    Drag "M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01"
    Pin "M5.5 2.5h5M6.25 2.5v4L4 9.25h8L9.75 6.5v-4M8 9.25V14"
    Warning "M8 2.5l6 11H2zM8 6.5v3.25M8 11.75h.01"
    Disk "M2.75 2.75h8.5l2 2v8.5H2.75zM5 2.75V6h5V2.75M5 13.25V9h6v4.25"
    Folder "M2.25 3.5h4L7.5 5h6.25v8H2.25z"
    Layers "M8 2.5l6 3-6 3-6-3zM2 8.5l6 3 6-3M2 11.25l6 3 6-3"
    Label "M2.5 2.5h5.25l5.75 5.75-5.25 5.25L2.5 7.75zM5.25 5.25h.01"
    Copy "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3"
    Eye "M1.5 8C3 5.25 5.25 3.75 8 3.75S13 5.25 14.5 8C13 10.75 10.75 12.25 8 12.25S3 10.75 1.5 8zM8 9.75a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5z"
    Risk "M8 2l5 2v4c0 3-2 5-5 6-3-1-5-3-5-6V4z"
    Decision "M8 14V9M8 9L3.5 4.5M8 9l4.5-4.5M3 7.5v-3.5h3.5M13 7.5v-3.5H9.5"
    Test "M6 2.5h4M6.75 2.5v4L3 13.5h10L9.25 6.5v-4M5 10h6"
    Sort "M5 3v10M2.5 10.5L5 13l2.5-2.5M11 13V3M8.5 5.5L11 3l2.5 2.5"
    Spark "M8 2v12M2 8h12M4 4l8 8M12 4l-8 8"
    Fit "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10"
    Keyboard "M1.75 4h12.5v8H1.75zM4.5 6.5h.01M8 6.5h.01M11.5 6.5h.01M5 9.5h6"
}

/// Draws one glyph, hidden from assistive technology: its control carries the name.
#[component]
pub fn Icon(
    /// Which drawing.
    glyph: Glyph,
    /// Draws at 12 pixels for a row of facts.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    view! {
        <svg
            class="icon"
            viewBox="0 0 16 16"
            aria-hidden="true"
            data-size=small.then_some("small")
        >
            <path d=glyph.path()></path>
        </svg>
    }
}
