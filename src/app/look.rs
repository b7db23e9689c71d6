//! How cards stand on the board beside what they say: which one Tab comes to, which are selected,
//! open, lifted. A card is told of itself alone, however many there are.

use std::collections::HashMap;

use leptos::prelude::*;
use throughline_core::model::id::{RawId, Ref};

use super::App;

/// Says how a card stands.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Look {
    /// Whether Tab comes to it.
    pub entry: bool,
    /// Whether it is selected.
    pub chosen: bool,
    /// Whether it is open in the panel.
    pub open: bool,
    /// Whether it is being dragged.
    pub lifted: bool,
}

/// Knows how each card of a board stands.
#[derive(Clone, Copy)]
pub struct Looks {
    special: Memo<HashMap<RawId, Look>>,
    told: StoredValue<HashMap<RawId, ArcTrigger>>,
}

impl Looks {
    /// Follows what is chosen, open and lifted; to be made under the board's owner.
    pub fn new(app: App, entry: Memo<Option<Ref>>, lifted: RwSignal<Vec<Ref>>) -> Self {
        let special = Memo::new(move |_| {
            let mut looks: HashMap<RawId, Look> = HashMap::new();
            let mut note = |id: RawId, note: fn(&mut Look)| note(looks.entry(id).or_default());
            entry.get().into_iter().for_each(|at| note(at.id, |look| look.entry = true));
            let open = app.address.route.with(|route| route.open);
            open.into_iter().for_each(|id| note(id, |look| look.open = true));
            app.ui.selected.with(|set| set.iter().for_each(|at| note(at.id, |l| l.chosen = true)));
            lifted.with(|ids| ids.iter().for_each(|at| note(at.id, |look| look.lifted = true)));
            looks
        });
        let told = StoredValue::new(HashMap::<RawId, ArcTrigger>::new());
        Effect::new(move |before: Option<HashMap<RawId, Look>>| {
            let (now, before) = (special.get(), before.unwrap_or_default());
            let ids = before.keys().chain(now.keys().filter(|id| !before.contains_key(*id)));
            let changed = ids.filter(|id| before.get(*id) != now.get(*id));
            let triggers: Vec<ArcTrigger> =
                told.with_value(|told| changed.filter_map(|id| told.get(id).cloned()).collect());
            triggers.iter().for_each(|trigger| trigger.notify());
            now
        });
        Looks { special, told }
    }

    /// Tells how a card stands; tracks that one card.
    pub fn of(&self, at: Ref) -> Look {
        let told = self.told.try_update_value(|told| told.entry(at.id).or_default().clone());
        told.into_iter().for_each(|trigger| trigger.track());
        self.special.with_untracked(|looks| looks.get(&at.id).copied().unwrap_or_default())
    }
}
