//! Making restore points, comparing with one and bringing one back. It knows no view.

use std::hint::black_box;
use std::rc::Rc;

use leptos::prelude::*;
use throughline_core::change::ChangeSet;
use throughline_core::command::Command;
use throughline_core::desk::Ask;
use throughline_core::interchange::Unplaced;
use throughline_core::model::record::Extra;
use throughline_core::past::{Choice, Point, Reason, Sealed};

use super::{Wanted, begin, points};
use crate::app::desk::Reply;
use crate::app::work::Failure;
use crate::app::{App, boot};
use crate::shell::{clock, frame, preference, site};

/// Makes restore points from now on: one of each day, and one where another version takes over.
pub fn serve(app: App) {
    // A service that the optimizer can see through would be called directly, and all of this part
    // would load with the first one.
    begin(Some(black_box(Rc::new(move |wanted| make(app, wanted)))));
    super::lost::serve();
    leptos::task::spawn_local(async move {
        if points::list().await.is_ok_and(|points| !points.is_empty()) {
            let _ = app.ui.has_past.try_set(true);
        }
    });
    frame::when_idle(move || {
        updated(app);
        daily(app);
    });
}

/// Makes a point when another version of the app than the last one begins to work here, as after all
/// tabs were closed; an update by hand is preceded by one already, which holds the same.
fn updated(app: App) {
    let Some(version) = site::version() else { return };
    let before = preference::get(VERSION);
    if before.as_ref() == Some(&version) {
        return;
    }
    let done = Box::new(move |made: Result<(), Failure>| {
        if made.is_ok() {
            preference::set(VERSION, &version);
        }
    });
    if before.is_none() || boot::is_bare(app) {
        return done(Ok(()));
    }
    make(app, Wanted { reason: Reason::Update, name: String::new(), before: None, then: done });
}

/// What the version that worked here last is remembered as.
const VERSION: &str = "version";

/// Makes the first point of the day, before anything is changed on it.
fn daily(app: App) {
    if boot::is_bare(app) {
        return;
    }
    leptos::task::spawn_local(async move {
        let Ok(points) = points::list().await else { return };
        let today = clock::today();
        if points.iter().all(|point| clock::local_date(point.at) != today) {
            let (reason, name, then) = (Reason::Daily, String::new(), Box::new(|_| {}));
            make(app, Wanted { reason, name, before: None, then });
        }
    });
}

/// Makes a point: the background thread packs it, the database keeps it.
fn make(app: App, wanted: Wanted) {
    let Wanted { reason, name, before, then } = wanted;
    let at = clock::now();
    let body = before.map(|set| set.encode()).unwrap_or_default();
    app.work.ask(&Ask::Seal, &body, move |reply: Reply<Sealed>| {
        let (sealed, packed) = match reply {
            Ok((Some(sealed), packed)) => (sealed, packed),
            Ok((None, _)) => return then(Ok(())),
            Err(e) => return then(Err(e)),
        };
        if sealed.empty && reason != Reason::Named {
            return then(Ok(()));
        }
        let Sealed { items, records, sum, .. } = sealed;
        let id = Point::id_at(at, clock::seed());
        let point = Point { id, name, reason, at, items, records, size: 0, sum };
        leptos::task::spawn_local(async move {
            let kept = points::keep(point, &packed).await;
            if kept.is_ok() {
                let _ = app.ui.has_past.try_set(true);
            }
            then(kept);
        });
    });
}

/// Asks what a point holds, and hands it to what needs it. What fails is told.
pub fn with_packed(app: App, id: &str, then: impl FnOnce(String) + 'static) {
    let id = id.to_owned();
    leptos::task::spawn_local(async move {
        match points::packed(&id).await {
            Ok(packed) => then(packed),
            Err(e) => app.fail(&e),
        }
    });
}

/// Brings back all or some of a point, as one step; `then` gets what could not be placed.
pub fn restore(
    app: App,
    packed: &str,
    choice: Choice,
    label: &str,
    then: impl FnOnce(Vec<Unplaced>) + 'static,
) {
    let ask = Ask::Restore { choice, label: label.to_owned(), world: app.work.world() };
    let (packed, label) = (packed.to_owned(), label.to_owned());
    super::first(app, Reason::Restore, &label, move || {
        // The changes fit the workspace as it is now: they come back in a moment.
        let take = move |reply: Reply<(Vec<Unplaced>, Vec<_>)>| match reply {
            Ok((Some((unplaced, extra)), changes)) => {
                match apply(app, &changes, extra) {
                    Ok(()) => then(unplaced),
                    Err(e) => app.fail(&e),
                };
            }
            Ok((None, _)) => {}
            Err(e) => app.fail(&e),
        };
        app.work.ask(&ask, &packed, take);
    });
}

fn apply(
    app: App,
    changes: &str,
    unknown: Vec<(String, serde_json::Value)>,
) -> Result<(), Failure> {
    let mut extra = Extra::default();
    unknown.into_iter().for_each(|(name, value)| extra.set(&name, value));
    app.work.adopt_extra(extra);
    if changes.is_empty() {
        return Ok(());
    }
    let set =
        ChangeSet::decode(changes).map_err(|e| Failure { message: e.0, hint: String::new() })?;
    super::covered(|| drop(app.run_and_tell(&Command::Apply(set))));
    app.work.adopt_me();
    if !boot::is_empty(app) {
        app.ui.first_run.set(false);
    }
    Ok(())
}

/// Unpacks what a point holds into JSON. What fails is told.
pub fn unpack(app: App, packed: &str, then: impl FnOnce(String) + 'static) {
    app.work.ask_text(&Ask::Unseal, packed, move |json| match json {
        Ok(json) => then(json),
        Err(e) => app.fail(&e),
    });
}
