//! Changes of the plan: what they would do, shown before they are made, and making them as one step
//! of the history. It knows no pointer and no key.

use std::collections::{HashMap, VecDeque};

use leptos::prelude::*;
use throughline_core::change::ChangeSet;
use throughline_core::command::Command;
use throughline_core::desk::Ask;
use throughline_core::model::id::Ref;
use throughline_core::replan::{PlanChange, Preview};

use super::Road;
use crate::app::desk::Reply;

/// Is what a change would do, as far as it is shown.
#[derive(Clone, Default, PartialEq)]
pub struct Ghosts {
    /// Where bars would be: their first minute and the one after their last.
    pub moved: HashMap<Ref, (i64, i64)>,
    /// What it comes to, in a line.
    pub line: String,
    /// What would not be made as asked, and why.
    pub refused: Vec<String>,
    /// Whether it is worth a second look.
    pub warns: bool,
}

impl Ghosts {
    /// Takes in what the desk says.
    pub(super) fn of(preview: &Preview) -> Self {
        let moved = preview
            .moved
            .iter()
            .filter_map(|bar| Some((bar.at?, (bar.start.minutes(), bar.finish.minutes()))));
        Ghosts {
            moved: moved.collect(),
            line: plain(&preview.summary.line),
            refused: preview.refused.iter().map(|refusal| plain(&refusal.text)).collect(),
            warns: preview.summary.warns || !preview.refused.is_empty(),
        }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Ghosts::default();
    }

    /// Gives all of it in words.
    pub fn words(&self) -> String {
        let mut words = vec![self.line.clone()];
        words.extend(self.refused.iter().cloned());
        words.retain(|part| !part.is_empty());
        words.join(" ")
    }
}

/// Is the changes that wait to be made.
#[derive(Default)]
pub struct Queue {
    busy: bool,
    waiting: VecDeque<Vec<PlanChange>>,
}

impl Queue {
    /// Lets changes wait. A key that repeats moves a bar by as many days, and is one change.
    fn add(&mut self, changes: Vec<PlanChange>) {
        if let (
            Some([PlanChange::Shift { items, days }]),
            [PlanChange::Shift { items: own, days: by }],
        ) = (self.waiting.back_mut().map(Vec::as_mut_slice), changes.as_slice())
            && items == own
        {
            *days += by;
        } else {
            self.waiting.push_back(changes);
        }
    }

    fn take(&mut self) -> Option<Vec<PlanChange>> {
        let next = if self.busy { None } else { self.waiting.pop_front() };
        self.busy |= next.is_some();
        next
    }
}

impl Road {
    /// Asks what changes would do, and hands over what comes back.
    pub fn preview(self, changes: Vec<PlanChange>, then: impl FnOnce(Option<Ghosts>) + 'static) {
        let world = self.app.work.world();
        let ask = match self.scenario() {
            Some(scenario) => Ask::Rehearse { scenario, changes, world },
            None => Ask::Preview { changes, world },
        };
        let take = move |answer: Reply<Box<Preview>>| match answer {
            Ok((Some(preview), _)) => then(Some(self.ghosts_of(&preview))),
            _ => then(None),
        };
        self.app.work.ask(&ask, "", take);
    }

    /// Makes changes with all that follows from them: one step of the history. What is asked for
    /// while an answer is on its way comes after it.
    pub fn replan(self, changes: Vec<PlanChange>) {
        self.queue.update_value(|queue| queue.add(changes));
        self.next();
    }

    /// Takes in what the desk says. In a scenario much is elsewhere than in the plan already; what
    /// stays where it is drawn needs no ghost.
    fn ghosts_of(self, preview: &Preview) -> Ghosts {
        let mut ghosts = Ghosts::of(preview);
        if self.scenario().is_some() {
            self.peek(|chart| {
                ghosts.moved.retain(|at, span| {
                    let row = chart.find_record(*at).map(|(_, row)| row);
                    let drawn = row.and_then(|row| row.start.zip(row.finish));
                    drawn.is_none_or(|(from, to)| (from.minutes(), to.minutes()) != *span)
                });
            });
        }
        ghosts
    }

    /// Makes the changes that wait, unless some are being made.
    fn next(self) {
        let Some(Some(changes)) = self.queue.try_update_value(Queue::take) else { return };
        let world = self.app.work.world();
        let ask = match self.scenario() {
            Some(scenario) => Ask::Amend { scenario, changes, world },
            None => Ask::Replan { changes, world },
        };
        let take = move |answer: Reply<Box<Preview>>| {
            match answer {
                Ok((Some(preview), set)) => self.made(&self.ghosts_of(&preview), &set),
                Ok(_) => self.put_back(),
                Err(e) => {
                    self.put_back();
                    self.app.fail(&e);
                }
            }
            let _ = self.queue.try_update_value(|queue| queue.busy = false);
            self.next();
        };
        self.app.work.ask(&ask, "", take);
    }

    fn made(self, ghosts: &Ghosts, set: &str) {
        let set = match ChangeSet::decode(set) {
            Ok(set) if !set.is_empty() => set,
            _ => {
                self.put_back();
                let why = ghosts.refused.first().map_or(super::super::text::PUT_BACK, |w| w);
                return self.refuse(why);
            }
        };
        // Until the new plan is there its bars stand where they will.
        let _ = self.ghosts.try_set(Ghosts { line: String::new(), ..ghosts.clone() });
        if self.app.run(&Command::Apply(set)).is_none() {
            return self.put_back();
        }
        let words = ghosts.words();
        if !ghosts.refused.is_empty() {
            self.app.tell(&words);
        }
        self.app.say.say(words);
    }

    /// Says why nothing was changed.
    pub fn refuse(self, why: &str) {
        use crate::widgets::toast::{Toast, Tone};
        self.app.toasts.show(Toast::new(Tone::Warning, why));
        self.app.say.say(why);
    }

    /// Takes away what a change would have done.
    pub fn put_back(self) {
        let _ = self.ghosts.try_update(Ghosts::clear);
    }
}

/// Takes the marks of titles out of a sentence.
pub fn plain(sentence: &str) -> String {
    sentence.replace('*', "")
}
