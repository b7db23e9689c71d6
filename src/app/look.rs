//! How cards stand on the board beside what they say: which are selected, open, lifted, and which one
//! Tab comes to. A card is told of itself alone, however many there are.

use std::collections::HashMap;

use leptos::prelude::*;
use throughline_core::model::id::{RawId, Ref};
use wasm_bindgen::JsCast;

use super::App;
use crate::shell::frame;

/// For how long nothing must have been drawn before Tab is led to its card, in milliseconds.
const REST_MS: i32 = 120;

/// Says how a card stands.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Look {
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
    entry: Memo<Option<Ref>>,
    special: Memo<HashMap<RawId, Look>>,
    told: StoredValue<HashMap<RawId, ArcTrigger>>,
    waits: StoredValue<bool>,
}

impl Looks {
    /// Follows what is chosen, open and lifted; to be made under the board's owner.
    pub fn new(app: App, entry: Memo<Option<Ref>>, lifted: RwSignal<Vec<Ref>>) -> Self {
        let special = Memo::new(move |_| {
            let mut looks: HashMap<RawId, Look> = HashMap::new();
            let mut note = |id: RawId, note: fn(&mut Look)| note(looks.entry(id).or_default());
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
        let looks = Looks { entry, special, told, waits: StoredValue::new(false) };
        Effect::new(move |_| {
            app.ui.at.track();
            looks.lead_tab();
        });
        looks
    }

    /// Leads Tab to its card when the board has come to rest. Where the element that has the focus
    /// gets another tabindex, the browser lays out the page at once: a move has no time for that.
    fn lead_tab(self) {
        let first = self.waits.try_update_value(|waits| !std::mem::replace(waits, true));
        if first == Some(true) {
            frame::after_ms(REST_MS, move || {
                self.waits.try_set_value(false);
                if let Some(entry) = self.entry.try_get_untracked() {
                    lead_tab_to(entry);
                }
            });
        }
    }

    /// Tells how a card stands; tracks that one card.
    pub fn of(&self, at: Ref) -> Look {
        let told = self.told.try_update_value(|told| told.entry(at.id).or_default().clone());
        told.into_iter().for_each(|trigger| trigger.track());
        // The element may have been another card's, to which Tab came.
        self.lead_tab();
        self.special.with_untracked(|looks| looks.get(&at.id).copied().unwrap_or_default())
    }
}

/// Lets Tab come to one card and to no other.
fn lead_tab_to(entry: Option<Ref>) {
    let own = entry.map(|at| at.id.to_string());
    let found = document().query_selector_all("[data-card][tabindex]");
    let Ok(cards) = found else { return };
    for card in (0..cards.length()).filter_map(|idx| cards.get(idx)) {
        let card: web_sys::Element = card.unchecked_into();
        let to = if card.get_attribute("data-card") == own { "0" } else { "-1" };
        if card.get_attribute("tabindex").as_deref() != Some(to) {
            let _ = card.set_attribute("tabindex", to);
        }
    }
}
