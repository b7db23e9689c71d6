//! Forgetting everything: local storage and the database, on a person's express wish. Other tabs
//! would take a cleared storage for an accident, so they are told.

use std::cell::{Cell, RefCell};

use crate::app::App;
use crate::shell::database::{self, Area};
use crate::shell::{clock, preference};

/// The name under which the last forgetting is remembered; another tab that sees it change reloads.
const FORGOTTEN: &str = "forgotten";

thread_local! {
    static FORGETTING: Cell<bool> = const { Cell::new(false) };
    /// The last forgetting that this tab knows of: that of before it was opened.
    static KNOWN: RefCell<Option<String>> = RefCell::new(preference::get(FORGOTTEN));
}

/// Deletes everything here: local storage, the second copy, restore points, the names of files. Files
/// themselves stay. Gives the reason if something could not be deleted.
pub async fn forget(app: App) -> Result<(), String> {
    FORGETTING.set(true);
    let done = clear(app).await;
    match done {
        Ok(()) => reload(),
        Err(_) => FORGETTING.set(false),
    }
    done
}

async fn clear(app: App) -> Result<(), String> {
    if let Ok(db) = database::open().await {
        for area in [Area::Mirror, Area::Past, Area::Files] {
            db.clear(area).await.map_err(|e| format!("{} {}", e.what(), e.hint()))?;
        }
    }
    // Said before it is done: another tab must not write everything again.
    preference::set(FORGOTTEN, &format!("{:x}", clock::seed()));
    let done = app.work.keeper(|keeper, _| keeper.engine_mut().forget_everything());
    done.unwrap_or(Ok(())).map_err(|e| format!("{} {}", e.what(), e.hint()))?;
    // Another tab may have written the second copy in between, before it heard of this.
    if let Ok(db) = database::open().await {
        db.clear(Area::Mirror).await.map_err(|e| format!("{} {}", e.what(), e.hint()))?;
    }
    Ok(())
}

pub(super) fn is_forgetting() -> bool {
    FORGETTING.get()
}

/// Tells whether a person, in another tab, wanted everything gone.
pub(super) fn was_forgotten() -> bool {
    let now = preference::get(FORGOTTEN);
    now.is_some() && !is_forgetting() && KNOWN.with_borrow(|known| *known != now)
}

/// Notes the last forgetting of before this tab was opened.
pub(super) fn remember() {
    KNOWN.with_borrow(|_| ());
}

/// Starts anew.
pub(super) fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}
