//! A word of a filter: where it may occur in an item is found once, before any item is looked at.

use std::fmt::Write;

use rustc_hash::FxHashSet;

use super::fold::Needle;
use crate::model::id::{Id, RawId};
use crate::model::index::Scope;
use crate::model::workspace::Model;
use crate::model::{Item, Kind, Label};

/// Is a word, and where it was found before any item was looked at.
#[derive(Debug, Clone)]
pub(super) struct Word {
    needle: Needle,
    labels: FxHashSet<Id<Label>>,
    commented: FxHashSet<RawId>,
    keys: Keys,
}

#[derive(Debug, Clone)]
enum Keys {
    /// The word can be part of no key.
    Never,
    /// The word has no digit: these places' keys hold it, and perhaps `ITEM` does.
    Of(FxHashSet<RawId>, bool),
    /// The word has a digit or a hyphen: look at each key.
    Look,
}

impl Word {
    pub(super) fn new(model: &Model, text: &str) -> Self {
        let needle = Needle::new(text);
        let labels = model.labels.iter().filter(|l| needle.is_in(&l.name)).map(|l| l.id).collect();
        let said = model.comments.iter().filter(|c| needle.is_in(&c.body.0));
        let commented = said
            .filter_map(|c| c.about.filter(|at| at.kind == Kind::Item).map(|at| at.id))
            .collect();
        let keys = if !text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            Keys::Never
        } else if text.bytes().any(|b| b.is_ascii_digit() || b == b'-') {
            Keys::Look
        } else {
            let projects = model.projects.iter().map(|p| (p.id.raw(), &p.key));
            let products = model.products.iter().map(|p| (p.id.raw(), &p.key));
            let places = projects.chain(products).filter(|(_, key)| needle.is_in(key));
            Keys::Of(places.map(|(id, _)| id).collect(), needle.is_in("ITEM"))
        };
        Word { needle, labels, commented, keys }
    }

    pub(super) fn is_in(&self, model: &Model, item: &Item) -> bool {
        self.needle.is_in(&item.title)
            || item.labels.iter().any(|label| self.labels.contains(label))
            || self.is_in_key(model, item)
            || self.needle.is_in(&item.description.0)
            || self.commented.contains(&item.id.raw())
    }

    fn is_in_key(&self, model: &Model, item: &Item) -> bool {
        let former = || item.former_keys.iter().any(|key| self.needle.is_in(key));
        let now = match &self.keys {
            Keys::Never => return false,
            Keys::Of(places, other) => match Scope::of(item) {
                Scope::Project(id) => places.contains(&id.raw()),
                Scope::Product(id) => places.contains(&id.raw()),
                Scope::Workspace => *other,
            },
            Keys::Look => {
                let mut key = Short::default();
                let _ = write!(key, "{}-{}", prefix_of(model, item), item.number);
                self.needle.is_in(key.as_str())
            }
        };
        now || former()
    }
}

fn prefix_of<'a>(model: &'a Model, item: &Item) -> &'a str {
    let key = match Scope::of(item) {
        Scope::Project(id) => model.find(id).map(|p| p.key.as_str()),
        Scope::Product(id) => model.find(id).map(|p| p.key.as_str()),
        Scope::Workspace => None,
    };
    key.filter(|key| !key.is_empty()).unwrap_or("ITEM")
}

/// Is a short text without a heap; what does not fit is cut off.
struct Short {
    bytes: [u8; 64],
    len: usize,
}

impl Default for Short {
    fn default() -> Self {
        Short { bytes: [0; 64], len: 0 }
    }
}

impl Short {
    fn as_str(&self) -> &str {
        std::str::from_utf8(self.bytes.get(..self.len).unwrap_or_default()).unwrap_or("")
    }
}

impl Write for Short {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        let slot = self.bytes.get_mut(self.len..self.len + text.len()).ok_or(std::fmt::Error)?;
        slot.copy_from_slice(text.as_bytes());
        self.len += text.len();
        Ok(())
    }
}
