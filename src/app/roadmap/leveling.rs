//! Leveling, while it is looked at: the search in the background thread goes on step by step, and
//! what it would do is shown as ghosts until it is applied or put back. It knows no date.

use leptos::prelude::*;
use throughline_core::desk::Ask;
use throughline_core::replan::{Leveled, PlanChange};

use super::Road;
use super::replan::{Ghosts, plain};
use crate::app::desk::Reply;
use crate::shell::{clock, frame};

/// How long the search goes on by itself, in milliseconds.
const BUDGET: i64 = 6_000;
/// How long a step of it takes, about; between steps others are answered.
const STEP: i64 = 150;
/// How many schedules the first step tries.
const FIRST: u64 = 4;
/// How many a step tries at most.
const MOST: u64 = 20_000;

/// Is what is known so far.
#[derive(Clone, PartialEq)]
pub struct Search {
    /// What it comes to, in a line.
    pub line: String,
    /// What would follow from it, in a line.
    pub follows: String,
    /// Whether what follows is worth a second look.
    pub warns: bool,
    /// How many schedules were tried.
    pub n_tried: u64,
    /// How much of its time has gone, from 0 to 1.
    pub part: f64,
    /// Whether it goes on.
    pub runs: bool,
    /// What does it, where there is anything to do.
    pub change: Option<PlanChange>,
    /// Which search it is: answers to an older one are not taken.
    turn: u32,
    since: i64,
}

impl Road {
    /// Begins to search.
    pub fn level(self) {
        let turn = self.leveling.with_untracked(|now| now.as_ref().map_or(0, |now| now.turn)) + 1;
        self.leveling.set(Some(Search {
            line: String::new(),
            follows: String::new(),
            warns: false,
            n_tried: 0,
            part: 0.0,
            runs: true,
            change: None,
            turn,
            since: clock::now().ms(),
        }));
        self.level_on(turn, FIRST, true);
    }

    /// Searches on by a step.
    fn level_on(self, turn: u32, schedules: u64, fresh: bool) {
        let place = self.question.get_untracked().place;
        let ask = Ask::Level { place, schedules, fresh, world: self.app.work.world() };
        let begun = clock::now().ms();
        let take = move |answer: Reply<Box<Leveled>>| {
            let here = |now: &Option<Search>| now.as_ref().is_some_and(|now| now.turn == turn);
            if self.leveling.try_with_untracked(here) != Some(true) {
                return;
            }
            match answer {
                Ok((Some(found), _)) => {
                    let took = (clock::now().ms() - begun).max(1);
                    if self.take_level(&found) {
                        let next = (schedules as i64 * STEP / took).clamp(1, MOST as i64);
                        let next = (next as u64).min(schedules * 4);
                        frame::next_frame(move || self.level_on(turn, next, false));
                    }
                }
                Ok(_) => {
                    self.drop_level();
                }
                Err(e) => {
                    self.drop_level();
                    self.app.fail(&e);
                }
            }
        };
        self.app.work.ask(&ask, "", take);
    }

    /// Shows what was found; tells whether the search goes on.
    fn take_level(self, found: &Leveled) -> bool {
        let mut goes_on = false;
        let ghosts = Ghosts::of(&found.preview);
        self.leveling.update(|now| {
            let Some(now) = now else { return };
            let gone = clock::now().ms() - now.since;
            goes_on = now.runs && found.goes_on && gone < BUDGET;
            let was = now.runs;
            now.line = plain(&found.line);
            now.follows = if found.change.is_some() { ghosts.words() } else { String::new() };
            now.warns = ghosts.warns;
            now.n_tried = found.n_tried;
            now.part = (gone as f64 / BUDGET as f64).min(1.0);
            now.runs = goes_on;
            now.change.clone_from(&found.change);
            if was && !goes_on {
                self.app.say.say(format!("{} {}", now.line, now.follows));
            }
        });
        let line = String::new();
        self.ghosts.set(Ghosts { line, refused: Vec::new(), ..ghosts });
        goes_on
    }

    /// Ends the search with what there is.
    pub fn stop_level(self) {
        self.leveling.update(|now| {
            if let Some(now) = now {
                now.runs = false;
            }
        });
    }

    /// Does what was found, as one step of the history.
    pub fn apply_level(self) {
        let change = self.leveling.with_untracked(|now| now.as_ref()?.change.clone());
        self.leveling.set(None);
        match change {
            Some(change) => self.replan(vec![change]),
            None => self.put_back(),
        }
    }

    /// Keeps what was found as a scenario, to look at it longer.
    pub fn keep_level(self) {
        let change = self.leveling.with_untracked(|now| now.as_ref()?.change.clone());
        self.drop_level();
        if change.is_some() {
            self.new_scenario(change);
        }
    }

    /// Puts everything back; tells whether there was anything.
    pub fn drop_level(self) -> bool {
        let was = self.leveling.try_update(Option::take).flatten().is_some();
        if was {
            self.put_back();
        }
        was
    }
}
