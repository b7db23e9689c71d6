//! What the start makes of a second copy that differs: the core decides, here it is done and told.

use std::collections::BTreeMap;

use leptos::prelude::*;
use throughline_core::keep::SCHEMA;
use throughline_core::store::{Finding, Plan, State, Store, Texts, is_even, reconcile, texts_of};

use super::{AT, text};
use crate::app::App;
use crate::app::live::{Failure, Live};
use crate::app::save::{Disk, SaveState};
use crate::shell::clock;
use crate::shell::database::{self, Area, Database, DatabaseError, Edit};
use crate::shell::js;
use crate::widgets::toast::{Toast, Tone};

/// The heads, which tell with the keys whether anything differs.
const HEADS: [&str; 2] = ["tl1/head", "tl1/head.prev"];

/// Compares both, takes over what local storage lacks, and says how the copy stands.
pub(super) async fn compare(app: App) -> Result<Disk, DatabaseError> {
    let db = database::open().await?;
    let keys = db.keys(Area::Mirror).await?;
    let mut asked: Vec<String> = HEADS.iter().map(|key| (*key).to_owned()).collect();
    asked.push(AT.to_owned());
    let mut found = db.get_each(Area::Mirror, &asked).await?;
    let at = found.pop().flatten().and_then(|at| at.as_f64());
    let heads: Vec<Option<String>> =
        found.into_iter().map(|value| value.and_then(|value| value.as_string())).collect();
    let same = app.work.live.try_with_value(|live| looks_even(live, &keys, &heads));
    if same == Some(true) {
        return Ok(Disk::Even);
    }
    let keys = keys.into_iter().filter(|key| key.starts_with("tl")).collect();
    let theirs = texts(&db, keys).await?;
    let done = app.work.live.try_update_value(|live| {
        let ours = texts_of(live.keeper.engine().store()).ok()?;
        let plan = reconcile(&ours, &theirs, SCHEMA);
        let taken = live.keeper.engine_mut().take_over(&plan);
        Some((plan, taken))
    });
    let Some(Some((plan, taken))) = done else { return Ok(Disk::Behind) };
    if let Err(e) = taken {
        // Local storage opens as before; the copy stays as it is until the next start.
        app.fail(&Failure::from(e));
        return Ok(Disk::Off(text::NOT_TAKEN.to_owned()));
    }
    if plan.finding == Finding::Apart {
        set_aside(&db, &theirs).await?;
    }
    if plan.finding == Finding::Newer {
        app.work.save.set(SaveState::Failed(text::NEWER.to_owned()));
        return Ok(Disk::Off(text::NEWER.to_owned()));
    }
    show(app, &plan, at);
    app.work.live.with_value(|live| live.notes.ask_whole());
    Ok(Disk::Behind)
}

fn looks_even(live: &Live, keys: &[String], heads: &[Option<String>]) -> bool {
    let engine = live.keeper.engine();
    let Ok(ours) = engine.store().keys() else { return false };
    let mut pairs = HEADS.iter().zip(heads);
    let same = pairs.all(|(key, theirs)| engine.store().get(key).ok().as_ref() == Some(theirs));
    matches!(engine.state(), State::Loaded | State::Fresh) && is_even(&ours, keys, same)
}

/// Reads all of the copy.
pub(super) async fn texts(db: &Database, keys: Vec<String>) -> Result<Texts, DatabaseError> {
    let keys: Vec<String> = keys.into_iter().filter(|key| key != AT).collect();
    let values = db.get_each(Area::Mirror, &keys).await?;
    let pairs = keys.into_iter().zip(values);
    Ok(pairs
        .filter_map(|(key, value)| Some((key, value?.as_string()?)))
        .collect::<BTreeMap<_, _>>())
}

/// Keeps a copy that is another workspace, or another future of this one, under names of its own.
async fn set_aside(db: &Database, theirs: &Texts) -> Result<(), DatabaseError> {
    let now = clock::now().ms();
    let mut edits = Vec::new();
    for (key, value) in theirs {
        edits.push(Edit::Put(format!("aside/{now}/{key}"), js::text(value.as_ref())));
        edits.push(Edit::Delete(key.clone()));
    }
    db.write(Area::Mirror, &edits).await
}

/// Shows what was taken over, and says where it came from.
fn show(app: App, plan: &Plan, at: Option<f64>) {
    let when =
        at.map(|ms| clock::say_time(throughline_core::model::time::Time::from_ms(ms as i64)));
    let Some(words) = text::found(plan.finding, when.as_deref()) else { return };
    if plan.finding != Finding::Apart {
        if let Some(caught) = app.work.live.try_update_value(Live::reread) {
            app.work.show_caught_up(caught);
        }
        app.work.adopt_me();
        if !crate::app::boot::is_empty(app) {
            app.ui.first_run.set(false);
        }
    }
    app.toasts.show(Toast::new(Tone::Warning, words).hint(text::hint(plan.finding)));
}
