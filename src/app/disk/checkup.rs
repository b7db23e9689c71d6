//! Checking both copies value by value, repairing them, and handing them out raw.

use leptos::prelude::*;
use serde_json::json;
use throughline_core::keep::SCHEMA;
use throughline_core::model::time::Time;
use throughline_core::store::{Finding, Texts, check as is_whole, reconcile, texts_of};

use super::{AT, compare, text};
use crate::app::App;
use crate::app::live::Live;
use crate::app::save::Disk;
use crate::shell::clock;
use crate::shell::database::{self, Area, DatabaseError};

/// Is what a check found, in sentences.
#[derive(Debug, Clone, Default)]
pub struct Checkup {
    /// One sentence for each place.
    pub lines: Vec<String>,
    /// Whether there is something to repair.
    pub is_ill: bool,
}

/// Reads everything and says what was found; changes nothing.
pub async fn check(app: App) -> Checkup {
    let mut checkup = Checkup::default();
    let theirs = copy().await;
    let ours = app.work.keeper(|keeper, _| texts_of(keeper.engine().store()).ok()).flatten();
    let faults = app.work.with(|model| model.check());
    checkup.lines.push(match faults.first() {
        None => text::SOUND.to_owned(),
        Some(first) => text::faults(faults.len(), &first.to_string()),
    });
    let Some(ours) = ours else {
        checkup.lines.push(text::LOCAL_UNREADABLE.to_owned());
        return checkup;
    };
    checkup.note(text::local, &ours);
    match theirs {
        Ok(theirs) => {
            checkup.note(text::copy, &theirs);
            let finding = reconcile(&ours, &theirs, SCHEMA).finding;
            let differs = finding != Finding::Even && ours != theirs;
            checkup.is_ill |= differs && finding != Finding::Newer;
            checkup.lines.push(if differs { text::DIFFER } else { text::SAME }.to_owned());
        }
        Err(e) => checkup.lines.push(format!("{} {}", e.what(), e.hint())),
    }
    checkup
}

impl Checkup {
    fn note(&mut self, words: fn(usize, usize) -> String, texts: &Texts) {
        let own = texts.iter().filter(|(key, _)| !key.starts_with("tl1/q/"));
        let n_bad = own.filter(|(key, raw)| is_whole(key, raw).is_err()).count();
        self.is_ill |= n_bad > 0;
        self.lines.push(words(texts.len(), n_bad));
    }
}

/// Mends what can be mended: from the second copy, then from the workspace as it is open here.
pub async fn repair(app: App) {
    if let Ok(disk @ Disk::Off(_)) = compare::compare(app).await {
        let _ = app.work.disk.try_set(disk);
        return;
    }
    let done = app.work.live.try_update_value(|live: &mut Live| {
        live.rewrite()?;
        live.keeper.sweep()
    });
    if let Some(Err(e)) = done {
        app.fail(&e.into());
    }
    super::write_now(app).await;
}

/// Tells when the second copy was last written, as a person says it.
pub async fn written() -> Option<String> {
    let db = database::open().await.ok()?;
    let at = db.get(Area::Mirror, AT).await.ok()??.as_f64()?;
    Some(clock::say_time(Time::from_ms(at as i64)))
}

/// Gives all that is stored, as JSON, in whatever state; nothing where nothing can be read.
pub async fn raw(app: App) -> Option<String> {
    let theirs = match database::open().await {
        Ok(db) => {
            let keys = db.keys(Area::Mirror).await.unwrap_or_default();
            compare::texts(&db, keys).await.unwrap_or_default()
        }
        Err(_) => Texts::new(),
    };
    let ours = app.work.keeper(|keeper, _| keeper.engine().raw_export().ok()).flatten();
    let ours: Option<serde_json::Value> = ours.and_then(|ours| serde_json::from_str(&ours).ok());
    match ours {
        Some(mut ours) => {
            if let Some(content) = ours.as_object_mut() {
                content.insert("copy".to_owned(), json!(theirs));
            }
            Some(ours.to_string())
        }
        None if theirs.is_empty() => None,
        None => Some(json!({ "format": "throughline-raw", "copy": theirs }).to_string()),
    }
}

async fn copy() -> Result<Texts, DatabaseError> {
    let db = database::open().await?;
    let mut keys = db.keys(Area::Mirror).await?;
    keys.retain(|key| key.starts_with("tl1/"));
    compare::texts(&db, keys).await
}
