//! The live workspace and what a person is doing with it: dispatch, triggers, selection, route,
//! actions. Views read through it and write through commands.

pub mod action;
pub mod board;
pub mod boot;
mod cells;
pub mod copies;
pub mod desk;
pub mod disk;
pub mod drag;
mod export;
pub mod import;
pub mod intake;
pub mod keyboard;
pub mod kpis;
mod live;
pub mod look;
pub mod pages;
pub mod past;
mod put;
pub mod roadmap;
pub mod route;
pub mod save;
pub mod seal;
pub mod site;
pub mod table;
pub mod text;
pub mod tidy;
pub mod ui;
mod walk;
pub mod watch;
pub mod work;

use leptos::prelude::*;
use throughline_core::command::{Command, Outcome};
use throughline_core::model::id::Ref;

use crate::widgets::live::Announcer;
use crate::widgets::toast::{Toast, Toasts, Tone};
pub use cells::CARD_STEP;
use route::Address;
use ui::Ui;
pub use walk::focus_card;
use work::{Failure, Work};

/// Is what every view gets at: the work, the address, and what is on the screen.
#[derive(Clone, Copy)]
pub struct App {
    /// The live workspace.
    pub work: Work,
    /// Where the person is.
    pub address: Address,
    /// What is open, chosen and folded.
    pub ui: Ui,
    /// What is said aloud.
    pub say: Announcer,
    /// Short messages.
    pub toasts: Toasts,
    /// How copies in files stand.
    pub copies: copies::Copies,
}

/// Gives the app; to be called in a component's body.
pub fn use_app() -> App {
    expect_context::<App>()
}

impl App {
    /// Runs a command; a failure is told, never swallowed.
    pub fn run(&self, command: &Command) -> Option<Outcome> {
        match self.work.dispatch(command) {
            Ok(outcome) => Some(outcome),
            Err(e) => {
                self.fail(&e);
                None
            }
        }
    }

    /// Runs a command and shows what it did with a way back.
    pub fn run_and_tell(&self, command: &Command) -> Option<Outcome> {
        let outcome = self.run(command)?;
        if !outcome.changes.is_empty() {
            self.tell(&text::done(&outcome.changes.label));
        }
        Some(outcome)
    }

    /// Shows what was done with a way back.
    pub fn tell(&self, what: &str) {
        let app = *self;
        let toast = Toast::new(Tone::Success, what).action(text::UNDO, move || app.step(true));
        self.toasts.show(toast);
    }

    /// Says what failed, why, and what to do.
    pub fn fail(&self, e: &Failure) {
        // What lies behind a modal dialog can be neither read nor pressed.
        if self.ui.dialog.with_untracked(Option::is_some) {
            return self.ui.problem.set(Some(format!("{} {}", e.message, e.hint)));
        }
        self.toasts.show(Toast::new(Tone::Danger, e.message.clone()).hint(e.hint.clone()));
    }

    /// Undoes or redoes a step and says which.
    pub fn step(&self, back: bool) {
        match self.work.step(back) {
            Ok(Some(label)) => {
                let words = if back { text::undid(&label) } else { text::redid(&label) };
                let app = *self;
                let verb = if back { text::REDO } else { text::UNDO };
                let toast = Toast::new(Tone::Info, words).action(verb, move || app.step(!back));
                self.toasts.show(toast);
            }
            Ok(None) => {
                self.say.say(if back { text::NOTHING_TO_UNDO } else { text::NOTHING_TO_REDO });
            }
            Err(e) => self.fail(&e),
        }
    }

    /// Opens a record in the panel.
    pub fn open(&self, at: Ref) {
        self.address.update(|route| route.open = Some(at.id));
    }

    /// Closes the panel.
    pub fn close_panel(&self) {
        self.address.update(|route| route.open = None);
    }
}
