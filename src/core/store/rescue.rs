//! The raw export: all own keys and values as one JSON text, and back; knows nothing of their meaning.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::engine::Engine;
use super::error::StoreError;
use super::key::{Key, PREFIX};
use super::memory::{MemoryStore, Store};

/// Names the form of a raw export.
pub const RESCUE_FORMAT: &str = "throughline-raw-1";

#[derive(Serialize, Deserialize)]
struct Rescue {
    format: String,
    keys: BTreeMap<String, String>,
}

impl<S: Store> Engine<S> {
    /// Returns all own keys and values as JSON, whatever their condition; the ballast is left out.
    ///
    /// Values that cannot be read are left out; the error is that of listing the keys.
    pub fn raw_export(&self) -> Result<String, StoreError> {
        let mut keys = BTreeMap::new();
        let ballast = Key::Ballast.text();
        for key in self.store.keys()? {
            if key.starts_with(PREFIX)
                && key != ballast
                && let Ok(Some(value)) = self.store.get(&key)
            {
                keys.insert(key, value);
            }
        }
        let rescue = Rescue { format: RESCUE_FORMAT.to_owned(), keys };
        // Texts always have a JSON form.
        Ok(serde_json::to_string(&rescue).unwrap_or_default())
    }
}

/// Makes a store of a raw export, so that it can be opened like the original; `None` for other texts.
pub fn store_from_rescue(json: &str) -> Option<MemoryStore> {
    let rescue: Rescue = serde_json::from_str(json).ok()?;
    (rescue.format == RESCUE_FORMAT).then(|| MemoryStore::from_pairs(rescue.keys))
}
