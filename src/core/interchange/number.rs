//! Numbers for items that come in, free in their scope. It knows no file format.

use rustc_hash::FxHashMap;

use crate::model::Item;
use crate::model::id::Id;
use crate::model::index::Scope;

/// Hands out numbers of items that are free in their scope.
#[derive(Default)]
pub(super) struct Numbers {
    used: FxHashMap<(Scope, u32), Id<Item>>,
    last: FxHashMap<Scope, u32>,
    gap: FxHashMap<Scope, u32>,
}

impl Numbers {
    /// Notes the highest number of a scope.
    pub(super) fn reserve(&mut self, item: &Item) {
        let last = self.last.entry(Scope::of(item)).or_default();
        *last = (*last).max(item.number);
    }

    /// Takes the item's own number; `false` if it is taken already.
    pub(super) fn take(&mut self, item: &Item) -> bool {
        self.used.insert((Scope::of(item), item.number), item.id).is_none()
    }

    /// Takes the number after the highest; once there is none higher, the lowest free one.
    pub(super) fn next(&mut self, item: &Item) -> u32 {
        let scope = Scope::of(item);
        let last = self.last.entry(scope).or_default();
        if let Some(next) = last.checked_add(1) {
            *last = next;
            self.used.insert((scope, next), item.id);
            return next;
        }
        let gap = self.gap.entry(scope).or_insert(1);
        while self.used.insert((scope, *gap), item.id).is_some() {
            *gap += 1;
        }
        *gap
    }
}
