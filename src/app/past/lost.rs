//! The values that edits of other tabs replaced unseen: kept beside the restore points, until the
//! person has looked. It knows no signal.

use std::hint::black_box;
use std::rc::Rc;

use throughline_core::keep::Lost;

use super::{LATE, take_told};
use crate::app::work::Failure;
use crate::shell::database::{self, Area, Edit};
use crate::shell::js;

/// What the keys begin with.
const LOST: &str = "lost/";

/// Keeps what was told from now on, and what was told before this part was here.
pub fn serve() {
    LATE.set(Some(black_box(Rc::new(keep))));
    keep();
}

fn keep() {
    let told = take_told();
    if told.is_empty() {
        return;
    }
    leptos::task::spawn_local(async move {
        let edits: Vec<Edit> = told.iter().map(put).collect();
        // Where there is no database it was said, and stands in the record's history.
        if let Ok(db) = database::open().await {
            let _ = db.write(Area::Past, &edits).await;
        }
    });
}

/// Names a value: the tabs that tell of the same one keep it once.
fn key(lost: &Lost) -> String {
    format!("{LOST}{:013}-{}-{}", lost.when.ms(), lost.at, lost.field)
}

fn put(lost: &Lost) -> Edit {
    Edit::Put(key(lost), js::text(&serde_json::to_string(lost).unwrap_or_default()))
}

/// Lists all, the newest first.
pub async fn list() -> Result<Vec<Lost>, Failure> {
    let db = database::open().await?;
    let mut keys = db.keys(Area::Past).await?;
    keys.retain(|key| key.starts_with(LOST));
    let values = db.get_each(Area::Past, &keys).await?;
    let texts = values.into_iter().flatten().filter_map(|value| value.as_string());
    let mut all: Vec<Lost> = texts.filter_map(|text| serde_json::from_str(&text).ok()).collect();
    all.reverse();
    Ok(all)
}

/// Forgets one.
pub async fn forget(lost: &Lost) -> Result<(), Failure> {
    database::open().await?.delete(Area::Past, &key(lost)).await?;
    Ok(())
}
