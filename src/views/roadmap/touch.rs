//! Fingers on time: one moves it, two zoom it. Rows scroll as everywhere.

use leptos::prelude::*;

use crate::app::roadmap::Road;
use crate::shell::frame;

/// How far a finger moves before it is no tap, in pixels.
const SLOP: f64 = 8.0;

/// Is a finger that is down.
#[derive(Debug, Clone, Copy)]
struct Finger {
    id: i32,
    from: (f64, f64),
    now: (f64, f64),
}

/// Knows the fingers that are down.
#[derive(Clone, Copy)]
pub struct Fingers {
    road: Road,
    down: StoredValue<Vec<Finger>>,
    moved: StoredValue<bool>,
    listeners: StoredValue<Vec<WindowListenerHandle>, LocalStorage>,
}

impl Fingers {
    /// Knows none yet.
    pub fn new(road: Road) -> Self {
        Fingers {
            road,
            down: StoredValue::new(Vec::new()),
            moved: StoredValue::new(false),
            listeners: StoredValue::new_local(Vec::new()),
        }
    }

    /// A finger went down on time.
    pub fn press(self, event: &web_sys::PointerEvent) {
        use leptos::ev;
        let at = (f64::from(event.client_x()), f64::from(event.client_y()));
        let finger = Finger { id: event.pointer_id(), from: at, now: at };
        self.down.update_value(|down| {
            down.retain(|other| other.id != finger.id);
            down.push(finger);
        });
        if self.listeners.with_value(Vec::is_empty) {
            self.listeners.set_value(vec![
                window_event_listener(ev::pointermove, move |event| self.moved(&event)),
                window_event_listener(ev::pointerup, move |event| self.gone(&event)),
                window_event_listener(ev::pointercancel, move |event| self.gone(&event)),
            ]);
        }
    }

    /// Tells whether the click that follows has to be ignored.
    pub fn swallows_click(self) -> bool {
        self.moved.try_update_value(|moved| std::mem::replace(moved, false)).unwrap_or(false)
    }

    fn moved(self, event: &web_sys::PointerEvent) {
        let at = (f64::from(event.client_x()), f64::from(event.client_y()));
        let before = self.down.get_value();
        self.down.update_value(|down| {
            if let Some(finger) = down.iter_mut().find(|f| f.id == event.pointer_id()) {
                finger.now = at;
            }
        });
        let after = self.down.get_value();
        match (before.as_slice(), after.as_slice()) {
            ([was], [is]) => {
                let far = (is.now.0 - is.from.0).abs() > SLOP;
                if far || self.moved.get_value() {
                    self.moved.set_value(true);
                    self.road.time.pan(was.now.0 - is.now.0);
                }
            }
            ([a, b], [c, d]) => {
                self.moved.set_value(true);
                let wide = |a: &Finger, b: &Finger| (a.now.0 - b.now.0).abs().max(24.0);
                let axis = document().query_selector("[data-axis]").ok().flatten();
                let left = axis.map_or(0.0, |axis| axis.get_bounding_client_rect().left());
                let middle = |a: &Finger, b: &Finger| f64::midpoint(a.now.0, b.now.0) - left;
                self.road.time.pan(middle(a, b) - middle(c, d));
                self.road.time.zoom(wide(c, d) / wide(a, b), middle(c, d));
            }
            _ => {}
        }
    }

    fn gone(self, event: &web_sys::PointerEvent) {
        self.down.update_value(|down| down.retain(|finger| finger.id != event.pointer_id()));
        if self.down.with_value(Vec::is_empty) {
            self.listeners.update_value(|all| all.drain(..).for_each(WindowListenerHandle::remove));
            let moved = self.moved;
            frame::after_ms(50, move || {
                let _ = moved.try_update_value(|moved| *moved = false);
            });
        }
    }
}
