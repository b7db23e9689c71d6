//! Questions to the background thread, and the copy of the workspace that follows the live one
//! there. It knows no answer's meaning.

use leptos::prelude::*;
use throughline_core::change::ChangeSet;
use throughline_core::desk::{self, Ask, Payload, World};
use throughline_core::interchange::json;
use throughline_core::prose::Node;

use super::App;
use super::work::{Failure, Work};
use crate::shell::{clock, worker};

/// Is an answer with the text that goes with it; nothing where it is of another kind than was
/// asked for.
pub type Reply<T> = Result<(Option<T>, String), Failure>;

/// Takes an answer as it came, in JSON, and the text that goes with it.
type Then = Box<dyn FnOnce(Result<(String, String), Failure>)>;

impl Work {
    /// Asks the background thread, which first learns what has changed if the answer rests on that.
    pub fn ask<T: Payload>(&self, ask: &Ask, body: &str, then: impl FnOnce(Reply<T>) + 'static) {
        if ask.needs_workspace() {
            self.tell_desk();
        }
        send(ask, body, reading(then));
    }

    /// Tells the desk the whole workspace, or what has changed since it was told.
    fn tell_desk(&self) {
        let running = worker::is_running();
        let untold = self.live.try_update_value(|live| {
            let untold = live.untold.replace(Vec::new());
            untold.filter(|_| running)
        });
        match untold.flatten() {
            Some(sets) => {
                for set in sets {
                    send(&Ask::Changes, &set.encode(), self.told());
                }
            }
            None => send(&Ask::Follow, &self.with(json::export), self.told()),
        }
    }

    /// Forgets that the desk follows if it could not.
    fn told(&self) -> Then {
        let work = *self;
        Box::new(move |done| {
            if done.is_err() {
                work.live.try_update_value(|live| live.untold = None);
            }
        })
    }

    /// Says what the desk must know of the world.
    pub fn world(&self) -> World {
        let by = self.live.with_value(|live| live.env.by);
        World { now: clock::now(), today: clock::today(), by, seed: clock::seed() }
    }

    /// Asks for the sample workspace, as a change set.
    pub fn ask_sample(&self, app: App, seed: u64, then: impl FnOnce(ChangeSet) + 'static) {
        let ask = Ask::Sample { seed, world: self.world() };
        self.ask_text(&ask, "", move |changes| {
            match changes.and_then(|text| ChangeSet::decode(&text).map_err(|e| unanswered(e.0))) {
                Ok(set) => then(set),
                Err(failure) => app.fail(&failure),
            }
        });
    }

    /// Asks for what comes back as a text alone.
    pub fn ask_text(
        &self,
        ask: &Ask,
        body: &str,
        then: impl FnOnce(Result<String, Failure>) + 'static,
    ) {
        if ask.needs_workspace() {
            self.tell_desk();
        }
        send(ask, body, Box::new(move |reply| then(reply.map(|(_, text)| text))));
    }
}

/// Asks how Markdown is read. Without an answer the words stay as they were typed.
pub fn ask_prose(words: &str, then: impl FnOnce(Vec<Node>) + 'static) {
    let take = move |answer: Reply<Vec<Node>>| {
        if let Ok((Some(nodes), _)) = answer {
            then(nodes);
        }
    };
    send(&Ask::Prose, words, reading(take));
}

fn send(ask: &Ask, body: &str, then: Then) {
    let question = match serde_json::to_string(ask) {
        Ok(question) => question,
        Err(e) => return then(Err(unanswered(e.to_string()))),
    };
    let take = move |reply: Result<(String, String), String>| then(reply.map_err(unanswered));
    worker::ask(&question, body, Box::new(take));
}

/// Reads an answer as what was asked for.
fn reading<T: Payload>(then: impl FnOnce(Reply<T>) + 'static) -> Then {
    Box::new(move |reply| {
        then(reply.and_then(|(answer, body)| {
            let answer = desk::read(&answer).map_err(unanswered)?;
            Ok((answer, body))
        }));
    })
}

/// Says that there is no answer, and why.
fn unanswered(why: String) -> Failure {
    let hint =
        "Nothing was changed. Reload the page and try again; a first visit needs the network.";
    Failure { message: why, hint: hint.to_owned() }
}
