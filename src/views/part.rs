//! The parts of the page that load when they are first needed, or once the page has nothing better
//! to do. It knows which they are and what to show while one is missing; not what they draw.
//!
//! A function marked with `wasm_split` goes, with all that only it needs, into a file of its own
//! when the site is built (`cargo xtask finish`). To add a part: one such function that hands out
//! how the view is drawn, and one row in [`Parts`].
#![allow(unsafe_code, reason = "the calls between the files are declared by the macro")]

use std::pin::Pin;

use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::{past, text};
use crate::app::App;
use crate::app::ui::Dialog;
use crate::shell::frame;
use crate::widgets::button::Button;
use crate::widgets::empty_state::EmptyState;

/// Is what a part hands out: how it is drawn, given what it needs to know.
type Draw<T> = fn(T) -> AnyView;
type Handed<T> = Result<Draw<T>, SplitLoaderError>;
type Loading<T> = Pin<Box<dyn Future<Output = Handed<T>>>>;

#[wasm_split(dialogs, fallible)]
fn dialogs() -> Handed<Dialog> {
    Ok(super::dialog::draw)
}

#[wasm_split(panel, fallible)]
fn panel() -> Handed<()> {
    Ok(|()| view! { <super::panel::Panel /> }.into_any())
}

#[wasm_split(kpis, fallible)]
fn kpis() -> Handed<()> {
    Ok(|()| view! { <super::kpis::KpisView /> }.into_any())
}

#[wasm_split(roadmap, fallible)]
fn roadmap() -> Handed<()> {
    Ok(|()| super::roadmap::roadmap_view())
}

#[wasm_split(table, fallible)]
fn table() -> Handed<()> {
    Ok(|()| super::table::table_view())
}

#[wasm_split(pages, fallible)]
fn pages() -> Handed<()> {
    Ok(|()| super::pages::pages_view())
}

#[wasm_split(site, fallible)]
fn site() -> Result<fn(App), SplitLoaderError> {
    Ok(crate::app::site::listen)
}

/// Loads what hears of new versions and of what the system opens the app with. Without it the app
/// works as it is.
fn start_site(app: App) {
    leptos::task::spawn_local(async move {
        if let Ok(listen) = site().await {
            listen(app);
        }
    });
}

#[wasm_split(copies, fallible)]
fn copies() -> Handed<()> {
    Ok(|()| view! { <super::copies::CopiesKeeper /> }.into_any())
}

#[wasm_split(complete, fallible)]
fn complete() -> Handed<()> {
    Ok(|()| view! { <super::complete::Offers /> }.into_any())
}

#[wasm_split(past, fallible)]
fn past() -> Handed<past::Ask> {
    Ok(past::draw)
}

/// Holds all parts.
#[derive(Clone, Copy)]
pub struct Parts {
    /// What asks something in front of everything else.
    pub dialogs: Part<Dialog>,
    /// The record beside a view.
    pub panel: Part<()>,
    /// The numbers.
    pub kpis: Part<()>,
    /// The roadmap.
    pub roadmap: Part<()>,
    /// The table.
    pub table: Part<()>,
    /// The pages of a lens.
    pub pages: Part<()>,
    /// What makes copies in files; it draws nothing.
    pub copies: Part<()>,
    /// What a filter can go on with.
    pub complete: Part<()>,
    /// Restore points: what makes them, and the dialog that brings them back.
    pub past: Part<past::Ask>,
}

impl Parts {
    /// Knows the parts, and loads them when the browser is idle: opening one then takes no time.
    pub fn new(app: App) -> Self {
        let parts = Self {
            dialogs: Part::new(|| Box::pin(dialogs())),
            panel: Part::new(|| Box::pin(panel())),
            kpis: Part::new(|| Box::pin(kpis())),
            roadmap: Part::new(|| Box::pin(roadmap())),
            table: Part::new(|| Box::pin(table())),
            pages: Part::new(|| Box::pin(pages())),
            copies: Part::new(|| Box::pin(copies())),
            complete: Part::new(|| Box::pin(complete())),
            past: Part::new(|| Box::pin(past())),
        };
        super::disk::start(app);
        frame::after_paint(move || {
            frame::when_idle(move || {
                // What protects comes before what is only faster for being here.
                parts.past.load();
                start_site(app);
                parts.panel.load();
                parts.dialogs.load();
                parts.complete.load();
                parts.kpis.load();
                parts.roadmap.load();
                parts.table.load();
                parts.pages.load();
                parts.copies.load();
            });
        });
        parts.past.when_settled(|draw| match draw {
            Some(draw) => drop(draw(past::Ask::Serve)),
            None => crate::app::past::begin(None),
        });
        parts
    }

    /// Draws a dialog with the part that knows it.
    pub fn dialog(self, dialog: Dialog) -> AnyView {
        match dialog {
            Dialog::Past => self.past.draw(past::Ask::Dialog),
            other => self.dialogs.draw(other),
        }
    }
}

/// Is one part.
pub struct Part<T: 'static> {
    state: RwSignal<State<T>>,
    fetch: fn() -> Loading<T>,
}

impl<T> Clone for Part<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Part<T> {}

/// Says how far a part is.
enum State<T> {
    Absent,
    Coming,
    Here(Draw<T>),
    Failed,
}

impl<T> Part<T> {
    fn new(fetch: fn() -> Loading<T>) -> Self {
        Self { state: RwSignal::new(State::Absent), fetch }
    }

    /// Loads the part, unless it is here or on its way.
    pub fn load(self) {
        leptos::task::spawn_local(async move {
            let idle = |state: &State<T>| matches!(state, State::Absent | State::Failed);
            if !self.state.try_with_untracked(idle).unwrap_or(false) {
                return;
            }
            self.state.set(State::Coming);
            let state = (self.fetch)().await.map_or(State::Failed, State::Here);
            self.state.try_set(state);
        });
    }

    /// Does something once the part is here, or with nothing when it cannot be loaded.
    fn when_settled(self, act: impl Fn(Option<Draw<T>>) + 'static) {
        Effect::new(move |_| {
            let settled = self.state.with(|state| match state {
                State::Here(draw) => Some(Some(*draw)),
                State::Failed => Some(None),
                State::Absent | State::Coming => None,
            });
            settled.into_iter().for_each(&act);
        });
    }

    /// Draws the part, or what is known about its coming.
    pub fn draw(self, with: T) -> AnyView
    where
        T: Clone + Send + 'static,
    {
        // What failed while nobody waited for it is tried again.
        self.load();
        redrawn(move || {
            self.state.with(|state| match state {
                State::Here(draw) => draw(with.clone()),
                State::Failed => self.missing(),
                State::Absent | State::Coming => ().into_any(),
            })
        })
    }

    /// Draws the part once it is here by itself, and nothing where it does not come: for what works
    /// unseen.
    pub fn draw_unseen(self, with: T) -> AnyView
    where
        T: Clone + Send + 'static,
    {
        redrawn(move || {
            self.state.with(|state| match state {
                State::Here(draw) => draw(with.clone()),
                _ => ().into_any(),
            })
        })
    }

    /// Says that the part could not be loaded, and what to do.
    fn missing(self) -> AnyView {
        view! {
            <div class="part-missing" role="alert">
                <EmptyState title=text::PART_MISSING text=text::PART_MISSING_WHY>
                    <Button label=text::TRY_AGAIN on_press=move |_| self.load() />
                </EmptyState>
            </div>
        }
        .into_any()
    }
}
