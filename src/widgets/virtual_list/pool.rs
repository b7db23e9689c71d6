//! The slots of a list in the document: where each stands, and what it shows. One effect looks after
//! all of them, so that a row that moves costs a style and no effect of its own.

use leptos::tachys::html::node_ref::NodeRefContainer;
use leptos::{html, prelude::*};
use throughline_core::geometry::window::reorder;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::Draw;

/// How long a list rests before its slots are put in order, in milliseconds.
const REST_MS: u64 = 120;

/// What a list knows of its slots.
#[derive(Clone)]
pub struct Frame {
    /// What the slots' own ids begin with.
    pub id: String,
    /// The height of a row in CSS pixels.
    pub row_height: f64,
    /// The distance from one row's start to the next in CSS pixels.
    pub step: f64,
    /// How many rows there are.
    pub count: Signal<usize>,
    /// Whether assistive technology is told that it is a list.
    pub is_list: bool,
    /// The row and the name that each slot shows.
    pub slots: Memo<Vec<Option<(usize, u64)>>>,
}

/// Is a slot as it stands in the document.
struct Place {
    row: Option<usize>,
    name: Option<u64>,
    told: ArcTrigger,
    element: Option<HtmlElement>,
}

#[derive(Default)]
struct Places {
    all: Vec<Place>,
    /// How often anything changed.
    n_changes: u64,
    /// Whether somebody waits for the list to rest.
    is_waiting: bool,
}

/// Holds the slots of a list.
#[derive(Clone, Copy)]
pub struct Pool {
    places: StoredValue<Places, LocalStorage>,
    frame: StoredValue<Frame>,
    scroller: NodeRef<html::Div>,
}

/// Tells a pool which element a slot became.
#[derive(Clone, Copy)]
struct Here(Pool, usize);

impl NodeRefContainer<html::Div> for Here {
    fn load(self, element: &Element) {
        let Here(pool, idx) = self;
        pool.places.update_value(|places| {
            if let Some(place) = places.all.get_mut(idx) {
                place.element = element.dyn_ref().cloned();
            }
        });
    }
}

impl Pool {
    /// Makes a pool without slots that follows what its list shows.
    pub fn new(frame: Frame, scroller: NodeRef<html::Div>) -> Self {
        let (slots, count) = (frame.slots, frame.count);
        let places = StoredValue::new_local(Places::default());
        let pool = Pool { places, frame: StoredValue::new(frame), scroller };
        Effect::new(move |_| {
            count.track();
            slots.with(|slots| pool.follow(slots));
        });
        pool
    }

    /// Draws the slot of a number, which is the next that is not there yet.
    pub fn slot(self, idx: usize, draw: &Draw) -> impl IntoView + use<> {
        let Frame { id, row_height, step, count, is_list, slots } = self.frame.get_value();
        let shown = slots.with_untracked(|slots| slots.get(idx).copied().flatten());
        let (row, name) = (shown.map(|(row, _)| row), shown.map(|(_, name)| name));
        let told = ArcTrigger::new();
        let place = Place { row, name, told: told.clone(), element: None };
        self.places.update_value(|places| {
            places.all.truncate(idx);
            places.all.push(place);
        });
        let name = Signal::derive(move || {
            told.track();
            self.places.try_with_value(|p| p.all.get(idx).and_then(|place| place.name)).flatten()
        });
        let set_size = row.filter(|_| is_list).map(|_| count.get_untracked().to_string());
        view! {
            <div
                class="virtual-slot"
                id=format!("{id}-{idx}")
                data-slot=idx
                data-vacant=row.is_none().then_some("")
                role=is_list.then_some("listitem")
                aria-posinset=row.filter(|_| is_list).map(|row| (row + 1).to_string())
                aria-setsize=set_size
                style=("--slot", format!("{row_height}px"))
                style=("transform", start(row, step))
                node_ref=Here(self, idx)
            >
                {draw(name)}
            </div>
        }
    }

    /// Moves the slots whose row is another now, and tells those that show another row.
    fn follow(self, slots: &[Option<(usize, u64)>]) {
        let (step, is_list) = self.frame.with_value(|frame| (frame.step, frame.is_list));
        let mut told = Vec::new();
        self.places.update_value(|places| {
            places.n_changes += 1;
            for (place, shown) in places.all.iter_mut().zip(slots) {
                let (row, name) = (shown.map(|(row, _)| row), shown.map(|(_, name)| name));
                if place.row != row {
                    place.row = row;
                    if let Some(element) = &place.element {
                        stand(element, row, step, is_list);
                    }
                }
                if place.name != name {
                    place.name = name;
                    told.push(place.told.clone());
                }
            }
        });
        told.iter().for_each(|told| told.notify());
        self.settle_later();
    }

    /// Puts the slots in order once the list has rested for a while.
    fn settle_later(self) {
        let n = self.places.try_update_value(|places| {
            let is_first = !std::mem::replace(&mut places.is_waiting, true);
            is_first.then_some(places.n_changes)
        });
        let Some(Some(n)) = n else { return };
        let rested = move || {
            let rests = self.places.try_update_value(|places| {
                places.is_waiting = false;
                places.n_changes == n
            });
            match rests {
                Some(true) if !self.is_held() => self.settle(),
                Some(_) => self.settle_later(),
                None => {}
            }
        };
        set_timeout(rested, std::time::Duration::from_millis(REST_MS));
    }

    /// Tells whether something in the list is pressed: an element that is moved then is not clicked.
    fn is_held(self) -> bool {
        let scroller = self.scroller.try_get_untracked().flatten();
        scroller.is_some_and(|scroller| scroller.matches(":active").unwrap_or(false))
    }

    /// Puts the slots in the document in the order of their rows: whoever goes from one to the next,
    /// by ear or by Tab, goes down the list. The slot with the focus stays, or it would lose it.
    fn settle(self) {
        let (count, is_list) = self.frame.with_value(|frame| (frame.count, frame.is_list));
        let count = count.try_get_untracked().filter(|_| is_list).map(|n| n.to_string());
        let active = document().active_element();
        self.places.update_value(|places| {
            let element = |idx: usize| places.all.get(idx).and_then(|p| p.element.as_ref());
            let all = (0..places.all.len()).filter_map(element);
            let Some(space) = all.clone().next().and_then(|e| e.parent_element()) else { return };
            let mut standing = Vec::new();
            let mut next = space.first_element_child();
            let mut tail = None;
            while let Some(child) = next {
                if let Some(slot) = child.get_attribute("data-slot").and_then(|s| s.parse().ok()) {
                    let row = places.all.get::<usize>(slot).and_then(|place| place.row);
                    standing.push((slot, row));
                    tail = child.next_sibling();
                }
                next = child.next_element_sibling();
            }
            let held = places.all.iter().position(|place| {
                place.element.as_ref().is_some_and(|e| e.contains(active.as_deref()))
            });
            for (slot, before) in reorder(&standing, held) {
                let before = match before {
                    Some(before) => element(before).map(|e| &***e),
                    None => tail.as_ref(),
                };
                if let Some(slot) = element(slot) {
                    let _ = space.insert_before(slot, before);
                }
            }
            if let Some(count) = &count {
                for element in all {
                    if element.get_attribute("aria-setsize").as_ref() != Some(count) {
                        let _ = element.set_attribute("aria-setsize", count);
                    }
                }
            }
        });
    }
}

fn start(row: Option<usize>, step: f64) -> String {
    format!("translateY({}px)", row.unwrap_or(0) as f64 * step)
}

/// Writes into the document where a slot stands.
fn stand(element: &HtmlElement, row: Option<usize>, step: f64, is_list: bool) {
    let Some(row) = row else {
        let _ = element.set_attribute("data-vacant", "");
        return;
    };
    let _ = element.style().set_property("transform", &start(Some(row), step));
    if element.has_attribute("data-vacant") {
        let _ = element.remove_attribute("data-vacant");
    }
    if is_list {
        let _ = element.set_attribute("aria-posinset", &(row + 1).to_string());
    }
}
