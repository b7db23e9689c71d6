//! The `Store` trait and a store in memory; knows nothing of what the values mean.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::error::{StoreError, StoreErrorKind};
use super::usage::units;

/// Holds texts under keys, synchronously; one call of `set` or `remove` happens wholly or not at all.
pub trait Store {
    /// Returns the value of a key, `None` when there is none.
    fn get(&self, key: &str) -> Result<Option<String>, StoreError>;
    /// Writes a value; the old value stays when this fails.
    fn set(&self, key: &str, value: &str) -> Result<(), StoreError>;
    /// Removes a key; removing a missing key succeeds.
    fn remove(&self, key: &str) -> Result<(), StoreError>;
    /// Lists all keys, also those of others, in any order.
    fn keys(&self) -> Result<Vec<String>, StoreError>;
}

impl<S: Store + ?Sized> Store for Box<S> {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        (**self).get(key)
    }
    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        (**self).set(key, value)
    }
    fn remove(&self, key: &str) -> Result<(), StoreError> {
        (**self).remove(key)
    }
    fn keys(&self) -> Result<Vec<String>, StoreError> {
        (**self).keys()
    }
}

impl<S: Store + ?Sized> Store for Rc<S> {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        (**self).get(key)
    }
    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        (**self).set(key, value)
    }
    fn remove(&self, key: &str) -> Result<(), StoreError> {
        (**self).remove(key)
    }
    fn keys(&self) -> Result<Vec<String>, StoreError> {
        (**self).keys()
    }
}

/// Keeps texts in memory; clones share one area, as two tabs do.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore {
    area: Rc<RefCell<BTreeMap<String, String>>>,
    quota: Option<usize>,
}

impl MemoryStore {
    /// Makes an empty store without a limit.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes an empty store that holds at most `quota` UTF-16 units, keys included.
    pub fn with_quota(quota: usize) -> Self {
        Self { quota: Some(quota), ..Self::default() }
    }

    /// Makes a store that holds the given pairs.
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { area: Rc::new(RefCell::new(pairs.into_iter().collect())), quota: None }
    }

    /// Returns a copy of everything stored.
    pub fn dump(&self) -> BTreeMap<String, String> {
        self.area.borrow().clone()
    }

    /// Returns a store of its own with the same content and quota.
    pub fn fork(&self) -> Self {
        Self { area: Rc::new(RefCell::new(self.dump())), quota: self.quota }
    }

    /// Returns the UTF-16 units in use, keys included.
    pub fn used(&self) -> usize {
        self.area.borrow().iter().map(|(key, value)| units(key) + units(value)).sum()
    }
}

impl Store for MemoryStore {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self.area.borrow().get(key).cloned())
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        if let Some(quota) = self.quota {
            let old = self.area.borrow().get(key).map_or(0, |old| units(key) + units(old));
            let new = units(key) + units(value);
            // Like the browsers, a write that shrinks is let through even over the quota.
            if new > old && self.used() - old + new > quota {
                return Err(StoreError::new(StoreErrorKind::Full, key));
            }
        }
        self.area.borrow_mut().insert(key.to_owned(), value.to_owned());
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.area.borrow_mut().remove(key);
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.area.borrow().keys().cloned().collect())
    }
}
