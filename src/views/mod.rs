//! Screens: the frame, the board, the panel, dialogs. They compose and never compute: numbers and
//! lists come from the core, changes go through commands.

mod board;
mod complete;
mod copies;
mod dialog;
mod disk;
mod first_run;
mod frame;
mod kpis;
mod markdown;
mod pages;
mod panel;
mod part;
mod past;
mod roadmap;
mod table;
mod text;

use leptos::prelude::*;

use crate::app::{boot, drag, import, keyboard};
use crate::shell::marks;
use crate::widgets::live::LiveRegion;
use crate::widgets::point_menu::{PointMenu, PointMenuHost};
use crate::widgets::toast::ToastHost;

/// Opens the workspace and mounts the app.
pub fn mount() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(Root);
}

#[component]
fn Root() -> impl IntoView {
    let app = boot::open();
    let menu = PointMenu::default();
    provide_context(app);
    provide_context(menu);
    let parts = part::Parts::new(app);
    provide_context(parts);
    keyboard::listen(app);
    import::listen(app);
    boot::listen(app);
    provide_context(drag::Dragger::new(app));
    Effect::new(move |first: Option<()>| {
        if first.is_none() {
            crate::shell::frame::after_paint(|| marks::mark("throughline:ready"));
        }
    });
    view! {
        <frame::Frame />
        {redrawn(move || app.ui.dialog.get().map(|dialog| parts.dialog(dialog)))}
        <LiveRegion announcer=app.say />
        <ToastHost toasts=app.toasts />
        <PointMenuHost menu />
        {parts.copies.draw_unseen(())}
        <drop_cover::DropCover app />
    }
}

mod drop_cover {
    //! What shows while a file is held over the window.

    use leptos::prelude::*;

    use super::text;
    use crate::app::App;

    #[component]
    pub fn DropCover(app: App) -> impl IntoView {
        let over = app.ui.file_over;
        view! {
            <Show when=move || over.get()>
                <div class="drop-cover">{text::DROP_HERE}</div>
            </Show>
        }
    }
}
