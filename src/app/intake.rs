//! Taking in a file that was previewed: after a restore point, as one step. It reads no file.

use std::sync::Arc;

use leptos::prelude::*;
use throughline_core::change::{Change, ChangeSet};
use throughline_core::command::Command;
use throughline_core::desk::Proposal;
use throughline_core::model::id::Ref;
use throughline_core::model::record::Extra;
use throughline_core::model::{Kind, Record};
use throughline_core::past::Reason;

use super::text::{MAKE_ROOM, NO_ROOM};
use super::work::Failure;
use super::{App, past};
use crate::shell::preference;

/// Takes in what was previewed, after a restore point, as one step, and goes where it is.
pub fn confirm(app: App) {
    let Some(arrival) = app.ui.arrival.get_untracked() else { return };
    let Some(proposal) = arrival.proposal.as_ref().filter(|_| arrival.is_ready()) else { return };
    let set = match ChangeSet::decode(&arrival.changes) {
        Ok(set) => set,
        Err(e) => return app.fail(&Failure { message: e.0, hint: String::new() }),
    };
    if !has_room(app, &arrival.text) {
        let (message, hint) = (NO_ROOM.to_owned(), MAKE_ROOM.to_owned());
        return app.fail(&Failure { message, hint });
    }
    let proposal = Arc::clone(proposal);
    let name = set.label.clone();
    past::first(app, Reason::Import, &name, move || bring_in(app, &proposal, set));
}

/// Takes in the changes of a file.
fn bring_in(app: App, proposal: &Proposal, set: ChangeSet) {
    let mut extra = Extra::default();
    proposal.extra.iter().for_each(|(name, value)| extra.set(name, value.clone()));
    app.work.adopt_extra(extra);
    let Some(outcome) = app.run_and_tell(&Command::Apply(set)) else { return };
    if let Some(mapping) = &proposal.mapping
        && let Ok(text) = serde_json::to_string(mapping)
    {
        preference::set("csv", &text);
    }
    app.work.adopt_me();
    app.ui.close();
    app.ui.arrival.set(None);
    app.ui.first_run.set(false);
    if let Some(place) = new_place(&outcome.changes) {
        app.address.update(|route| {
            route.place = Some(place.id);
            route.open = None;
            route.filter = String::new();
        });
    }
}

/// Tells whether an import leaves the storage below its limit, by a rough guess: packed records take
/// a ninth of their text, as measured on our own format. What is really too much the store refuses.
fn has_room(app: App, text: &str) -> bool {
    let units = text.len() / 9;
    let usage = app.work.keeper(|keeper, _| keeper.engine().usage().ok()).flatten();
    let is_kept = !matches!(app.work.save.get_untracked(), super::work::SaveState::Memory(_));
    !is_kept || usage.is_none_or(|usage| usage.has_room_for(units))
}

/// Finds the project that an import made, if it made just one.
fn new_place(set: &ChangeSet) -> Option<Ref> {
    let mut made = set.changes.iter().filter_map(|change| match change {
        Change::Create(record @ Record::Project(_)) => Some(record.to_ref()),
        _ => None,
    });
    made.next().filter(|r| made.next().is_none() && r.kind == Kind::Project)
}
