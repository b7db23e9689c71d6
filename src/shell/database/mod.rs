//! IndexedDB: a few named areas of values that outlive a crash of the browser. It knows not what the
//! values mean, and nothing of who mirrors what.
//!
//! A layer of our own over the browser's interface. Neither `idb` nor `rexie`, which stands on it,
//! can ask for a transaction's durability (idb 0.6.5 has no word for it), and *Saved to disk* is
//! worth nothing without that. Promises here settle by the browser's own resolve functions, so no
//! closure is compiled for a request.
//!
//! Nothing here hangs: whatever the browser does not answer in time is an error that says so. One
//! connection serves the whole page. It closes when another page wants to change or delete the
//! database, or when the browser takes it away; the next [`open`] makes a new one.

pub mod error;
mod request;

use std::cell::RefCell;

use js_sys::{Array, Function, Object};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbTransaction};

pub use error::DatabaseError;
use request::{Events, answer, heard};

use crate::shell::js;

/// The database's name; everything of this app in it is gone when it is deleted.
pub const NAME: &str = "throughline";

/// The version of the areas below. A new area takes the next number and a line in [`Area::ALL`].
const VERSION: u32 = 1;

/// How long opening may take, in milliseconds.
const OPEN_MS: i32 = 2_000;

/// How long reading or writing may take, in milliseconds.
const TURN_MS: i32 = 10_000;

/// Names an area, which is an object store with keys of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// Texts under the keys of local storage.
    Mirror,
    /// Restore points.
    Past,
    /// Handles of files, and whatever else can be cloned but is no text.
    Files,
}

impl Area {
    const ALL: [Area; 3] = [Area::Mirror, Area::Past, Area::Files];

    /// Returns the name of the object store.
    pub fn name(self) -> &'static str {
        match self {
            Area::Mirror => "mirror",
            Area::Past => "past",
            Area::Files => "files",
        }
    }
}

/// Is one step of a write.
#[derive(Debug, Clone)]
pub enum Edit {
    /// Puts a value under a key, over what is there.
    Put(String, JsValue),
    /// Deletes a key; deleting a missing one succeeds.
    Delete(String),
    /// Deletes every key of the area.
    Clear,
}

/// Is an open connection; clones are the same one.
#[derive(Debug, Clone)]
pub struct Database(IdbDatabase);

thread_local! {
    static OPEN: RefCell<Option<Database>> = const { RefCell::new(None) };
}

/// Opens the database, or gives the connection that is open. Answers within two seconds.
pub async fn open() -> Result<Database, DatabaseError> {
    if let Some(open) = OPEN.with_borrow(Clone::clone) {
        return Ok(open);
    }
    let window = web_sys::window().ok_or_else(DatabaseError::absent)?;
    let factory = window.indexed_db().map_err(|e| DatabaseError::denied(&e))?;
    let factory = factory.ok_or_else(DatabaseError::absent)?;
    let request = factory.open_with_u32(NAME, VERSION).map_err(|e| DatabaseError::denied(&e))?;
    let target = request.clone();
    let upgrade = js::once(Box::new(move || make_areas(&target)));
    request.set_onupgradeneeded(Some(&upgrade));
    let opened = heard(&Events::Open(&request), OPEN_MS).await;
    let found = request.result().ok().and_then(|db| db.dyn_into::<IdbDatabase>().ok());
    match (opened, found) {
        (Ok(()), Some(db)) => Ok(keep(db)),
        (Ok(()), None) => Err(DatabaseError::absent()),
        (Err(e), _) => {
            // A connection that comes too late would stand in the way of others.
            let late = request.clone();
            let close = js::once(Box::new(move || close_late(&late)));
            request.set_onsuccess(Some(&close));
            Err(e)
        }
    }
}

/// Closes the connection, as before the database is deleted.
pub fn close() {
    if let Some(open) = OPEN.take() {
        open.0.close();
    }
}

/// Keeps a connection for the page until it is wanted elsewhere or taken away.
fn keep(db: IdbDatabase) -> Database {
    let closing = js::always(Box::new(close));
    db.set_onversionchange(Some(&closing));
    db.set_onclose(Some(&closing));
    let open = Database(db);
    // Whoever asked at the same time keeps a connection of its own, which answers as well.
    OPEN.set(Some(open.clone()));
    open
}

fn make_areas(request: &IdbOpenDbRequest) {
    let Ok(db) = request.result().unwrap_or(JsValue::NULL).dyn_into::<IdbDatabase>() else {
        return;
    };
    for area in Area::ALL {
        if !db.object_store_names().contains(area.name()) {
            let _ = db.create_object_store(area.name());
        }
    }
}

fn close_late(request: &IdbOpenDbRequest) {
    if let Ok(db) = request.result().unwrap_or(JsValue::NULL).dyn_into::<IdbDatabase>() {
        db.close();
    }
}

impl Database {
    /// Gives the value under a key, nothing where there is none.
    pub async fn get(&self, area: Area, key: &str) -> Result<Option<JsValue>, DatabaseError> {
        let (_, store) = self.begin(area, false)?;
        let request = store.get(&js::text(key)).map_err(|e| DatabaseError::failed(&e))?;
        let value = answer(&request, TURN_MS).await?;
        Ok((!value.is_undefined()).then_some(value))
    }

    /// Gives the values under several keys, as they were at one moment.
    pub async fn get_each(
        &self,
        area: Area,
        keys: &[String],
    ) -> Result<Vec<Option<JsValue>>, DatabaseError> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let (transaction, store) = self.begin(area, false)?;
        let mut requests = Vec::new();
        for key in keys {
            requests.push(store.get(&js::text(key)).map_err(|e| DatabaseError::failed(&e))?);
        }
        heard(&Events::Transaction(&transaction), TURN_MS).await?;
        let value = |value: JsValue| (!value.is_undefined()).then_some(value);
        Ok(requests.iter().map(|request| request.result().ok().and_then(value)).collect())
    }

    /// Lists the keys of an area, in their order.
    pub async fn keys(&self, area: Area) -> Result<Vec<String>, DatabaseError> {
        let (_, store) = self.begin(area, false)?;
        let request = store.get_all_keys().map_err(|e| DatabaseError::failed(&e))?;
        let keys: Array = answer(&request, TURN_MS).await?.unchecked_into();
        Ok(keys.iter().filter_map(|key| key.as_string()).collect())
    }

    /// Writes everything or nothing, in this order. When it returns, the browser has told the
    /// system to put it on the disk.
    pub async fn write(&self, area: Area, edits: &[Edit]) -> Result<(), DatabaseError> {
        let (transaction, store) = self.begin(area, true)?;
        for edit in edits {
            let asked = match edit {
                Edit::Put(key, value) => store.put_with_key(value, &js::text(key)),
                Edit::Delete(key) => store.delete(&js::text(key)),
                Edit::Clear => store.clear(),
            };
            if let Err(e) = asked {
                let _ = transaction.abort();
                return Err(DatabaseError::failed(&e));
            }
        }
        heard(&Events::Transaction(&transaction), TURN_MS).await
    }

    /// Puts one value.
    pub async fn put(&self, area: Area, key: &str, value: JsValue) -> Result<(), DatabaseError> {
        self.write(area, &[Edit::Put(key.to_owned(), value)]).await
    }

    /// Deletes one key.
    pub async fn delete(&self, area: Area, key: &str) -> Result<(), DatabaseError> {
        self.write(area, &[Edit::Delete(key.to_owned())]).await
    }

    /// Deletes every key of an area.
    pub async fn clear(&self, area: Area) -> Result<(), DatabaseError> {
        self.write(area, &[Edit::Clear]).await
    }

    /// Begins a transaction. The browser's bindings count its options as unstable, so they are
    /// handed over by name; a browser that does not know them ignores them.
    fn begin(
        &self,
        area: Area,
        writes: bool,
    ) -> Result<(IdbTransaction, IdbObjectStore), DatabaseError> {
        let options = Object::new();
        let mode = if writes { "readwrite" } else { "readonly" };
        js::set(&options, "durability", &js::text("strict"));
        let begin: Function =
            js::get(&self.0, "transaction").ok_or_else(DatabaseError::absent)?.unchecked_into();
        let begun = begin.call3(&self.0, &js::text(area.name()), &js::text(mode), &options);
        let transaction: IdbTransaction =
            begun.map_err(|e| DatabaseError::closed(&e))?.unchecked_into();
        let store = transaction.object_store(area.name()).map_err(|e| DatabaseError::failed(&e))?;
        Ok((transaction, store))
    }
}
