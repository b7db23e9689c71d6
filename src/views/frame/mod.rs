//! The frame around every view: sidebar, top bar, main, panel, bottom bar.

mod bottombar;
mod room;
mod saved;
mod sidebar;
mod text;
mod topbar;
mod views;

use leptos::prelude::*;
use throughline_core::model::Lens;
use throughline_core::route::View;
use wasm_bindgen::JsCast;

use super::board::BoardView;
use super::first_run::FirstRun;
use super::part::Parts;
use crate::app::drag::Dragger;
use crate::app::work::{Disk, SaveState};
use crate::app::{App, action, boot, import, use_app};
use crate::widgets::button::Button;
use crate::widgets::icon::{Glyph, Icon};

/// Gives the name of the lens as it stands in addresses and in the document.
fn lens_name(lens: &Lens) -> String {
    lens.name().to_owned()
}

/// Draws the frame and the view of the address.
#[component]
pub fn Frame() -> impl IntoView {
    let app = use_app();
    let parts = expect_context::<Parts>();
    action::register(expect_context::<Dragger>());
    let sidebar = move || if app.ui.sidebar_closed.get() { "closed" } else { "open" };
    let drawer = move || if app.ui.drawer.get() { "open" } else { "closed" };
    let lens = Memo::new(move |_| app.address.route.with(|route| lens_name(&route.lens)));
    let view = Memo::new(move |_| app.address.route.with(|route| route.view));
    let first = Memo::new(move |_| {
        app.work.watch_kinds(&boot::OWN);
        app.ui.first_run.get() && boot::is_empty(app)
    });
    let open = Memo::new(move |_| app.address.open(&app.work).is_some());
    view! {
        <button type="button" class="skip-link" on:click=move |_| focus_main()>{text::SKIP}</button>
        <div
            class="frame"
            data-sidebar=sidebar
            data-drawer=drawer
        >
            <sidebar::Sidebar />
            <topbar::Topbar />
            <main class="main" id="main" tabindex="-1" data-view=move || view.get().name() data-lens=move || lens.get()>
                <MemoryBanner />
                <room::RoomBanner />
                <Show when=move || !first.get() fallback=move || view! { <Start app /> }>
                    {move || { app.ui.density.track(); match view.get() {
                        View::Kpis => parts.kpis.draw(()),
                        View::Roadmap => parts.roadmap.draw(()),
                        View::Table => parts.table.draw(()),
                        View::Pages => parts.pages.draw(()),
                        View::Board => view! { <BoardView /> }.into_any(),
                    }}}
                </Show>
            </main>
            <Show when=move || open.get()>
                {parts.panel.draw(())}
            </Show>
            <div class="scrim" on:click=move |_| app.ui.drawer.set(false)></div>
            <bottombar::Bottombar />
        </div>
        <input
            type="file"
            id="import-file"
            hidden=true
            aria-label=text::IMPORT_FILE
            accept=".throughline,.json,.csv,.tsv,.txt,.xml,application/json,text/csv,text/xml"
            on:change=move |event| {
                let field: web_sys::HtmlInputElement = event_target(&event);
                let file = field.files().and_then(|files| files.get(0));
                if let Some(file) = file {
                    import::take(app, file);
                }
                // The same file can be picked again.
                field.set_value("");
            }
        />
    }
}

fn focus_main() {
    let main = document().get_element_by_id("main");
    if let Some(main) = main.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = main.focus();
    }
}

/// Offers the first run once it is known that there is nothing to bring back.
#[component]
fn Start(app: App) -> impl IntoView {
    let looks = move || app.work.disk.with(|disk| *disk == Disk::Unknown);
    view! {
        <Show when=move || !looks() fallback=|| view! { <p class="frame-looking">{text::LOOKING}</p> }>
            <FirstRun />
        </Show>
    }
}

/// Says that nothing can be kept, where that is so, or that saving failed.
#[component]
fn MemoryBanner() -> impl IntoView {
    let app = use_app();
    let words = Memo::new(move |_| match app.work.save.get() {
        SaveState::Memory(why) if why == boot::READ_ONLY => Some(why),
        SaveState::Memory(why) => Some(format!("{} ({why})", text::MEMORY_BANNER)),
        SaveState::Failed(why) => Some(why),
        SaveState::Saved => None,
    });
    view! {
        <Show when=move || words.get().is_some()>
            <div class="banner" data-tone="warning" role="status">
                <Icon glyph=Glyph::Warning />
                <span class="banner-text">{move || words.get()}</span>
                <Button label=text::EXPORT_NOW small=true on_press=move |_| action::export(app) />
            </div>
        </Show>
    }
}
