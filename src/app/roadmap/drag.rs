//! Pulling at bars, drawing links and dates, and moving time itself, by pointer. While a drag is on
//! nothing of the workspace changes; what it would do is asked of the plan as it goes.

use leptos::prelude::*;
use throughline_core::geometry::timeline::Grain;
use throughline_core::lens::roadmap::grip::{self, Grip};
use throughline_core::model::id::{Id, Ref};
use throughline_core::replan::{Edge, PlanChange};
use throughline_core::schedule::LinkKind;
use web_sys::PointerEvent;

use super::Road;
use crate::app::text;
use crate::shell::frame;

/// How far a mouse moves before a press is a drag, in pixels.
const SLOP: f64 = 4.0;

/// Says what a drag does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Task {
    /// Moves or resizes bars.
    Pull(Grip),
    /// Says how much is done.
    Progress,
    /// Links to another bar, from an end of this one.
    Link(Edge),
    /// Gives dates to what has none, from a minute on.
    Draw(i64),
    /// Moves time.
    Pan,
}

/// Is a drag that is on.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// What it does.
    pub task: Task,
    /// The row that it began on.
    pub row: Option<u64>,
    /// What moves along.
    pub others: Vec<Ref>,
    /// Where the pointer went down, and where it is: pixels of the window.
    pub from: (f64, f64),
    /// Where it is now.
    pub now: (f64, f64),
    /// Whether it has moved far enough to be a drag.
    pub lifted: bool,
    /// What it asks for now.
    pub wish: Option<PlanChange>,
    /// How much is done, while that is said.
    pub percent: Option<u8>,
    /// The bar under the pointer, and which half of it, while a link is drawn.
    pub over: Option<(u64, Edge)>,
}

/// Is what a drag leaves behind it until its end.
#[derive(Clone, Copy)]
pub struct Dragger {
    road: Road,
    listeners: StoredValue<Vec<WindowListenerHandle>, LocalStorage>,
    asks: StoredValue<bool>,
    asked: StoredValue<Option<PlanChange>>,
    swallow: StoredValue<bool>,
}

impl Dragger {
    /// Drags on a roadmap.
    pub fn new(road: Road) -> Self {
        Dragger {
            road,
            listeners: StoredValue::new_local(Vec::new()),
            asks: StoredValue::new(false),
            asked: StoredValue::new(None),
            swallow: StoredValue::new(false),
        }
    }

    /// Tells whether the click that follows a drag has to be ignored.
    pub fn swallows_click(self) -> bool {
        self.swallow.try_update_value(|s| std::mem::replace(s, false)).unwrap_or(false)
    }

    /// A pointer went down.
    pub fn press(self, task: Task, row: Option<u64>, event: &PointerEvent) {
        let at = (f64::from(event.client_x()), f64::from(event.client_y()));
        let own = row.and_then(|name| self.road.row(name)).and_then(|(_, row)| row.at);
        let selected = self.road.app.ui.selected.get_untracked();
        let others = match own {
            Some(own) if selected.contains(&own) => selected.into_iter().collect(),
            own => own.into_iter().collect(),
        };
        let (lifted, wish, percent, over) = (false, None, None, None);
        let held = Held { task, row, others, from: at, now: at, lifted, wish, percent, over };
        self.road.held.set(Some(held));
        self.listen();
    }

    fn listen(self) {
        use leptos::ev;
        let listeners = vec![
            window_event_listener(ev::pointermove, move |event| self.moved(&event)),
            window_event_listener(ev::pointerup, move |_| self.drop()),
            window_event_listener(ev::pointercancel, move |_| {
                self.cancel();
            }),
            window_event_listener(ev::blur, move |_| {
                self.cancel();
            }),
        ];
        self.listeners.update_value(|now| *now = listeners);
    }

    fn end(self) {
        self.road.held.set(None);
        self.asked.set_value(None);
        self.listeners.update_value(|now| now.drain(..).for_each(WindowListenerHandle::remove));
        let swallow = self.swallow;
        frame::after_ms(50, move || {
            let _ = swallow.try_update_value(|s| *s = false);
        });
    }

    /// Puts everything back; tells whether something was lifted.
    pub fn cancel(self) -> bool {
        let Some(held) = self.road.held.get_untracked() else { return false };
        self.end();
        self.road.put_back();
        if held.lifted && held.task != Task::Pan {
            self.road.app.say.say(text::PUT_BACK);
        }
        held.lifted
    }

    fn moved(self, event: &PointerEvent) {
        let Some(mut held) = self.road.held.try_get_untracked().flatten() else { return };
        let now = (f64::from(event.client_x()), f64::from(event.client_y()));
        let last = std::mem::replace(&mut held.now, now);
        let far = (now.0 - held.from.0).hypot(now.1 - held.from.1);
        if !held.lifted {
            if far < SLOP {
                return;
            }
            held.lifted = true;
            let _ = held.task != Task::Pan && self.road.drop_level();
            self.swallow.set_value(true);
        }
        match held.task {
            Task::Pan => self.road.time.pan(last.0 - now.0),
            Task::Link(from) => {
                held.over = super::walk::bar_under(event).filter(|(row, _)| held.row != Some(*row));
                held.wish = held.over.and_then(|(row, edge)| self.link(held.row?, from, row, edge));
            }
            _ => self.aim(&mut held),
        }
        self.road.held.set(Some(held));
        self.ask();
    }

    /// Says what the drag asks for where the pointer is, and shows at once what is known of that.
    fn aim(self, held: &mut Held) {
        let road = self.road;
        let scale = road.time.scale.get_untracked();
        let Some((_, row)) = held.row.and_then(|name| road.row(name)) else { return };
        let by = scale.steps(held.now.0 - held.from.0, Grain::Day);
        match held.task {
            Task::Pull(grip) => {
                held.wish = grip::pull(&row, &held.others, grip, by);
                let moved: Vec<(Ref, (i64, i64))> = if grip == Grip::Whole {
                    let spans = road.peek(|chart| {
                        let rows = held.others.iter().filter_map(|at| chart.find_record(*at));
                        rows.filter_map(|(_, row)| Some((row.at?, grip::span(row, true)?)))
                            .collect()
                    });
                    spans.unwrap_or_default()
                } else {
                    row.at.zip(grip::span(&row, true)).into_iter().collect()
                };
                road.ghosts.update(|ghosts| {
                    for (at, span) in moved {
                        ghosts.moved.insert(at, grip::pulled(span, grip, by));
                    }
                });
            }
            Task::Draw(from) => {
                let to = from + (held.now.0 - held.from.0).mul_add(scale.per_pixel(), 0.0) as i64;
                let item = row.at.and_then(Id::from_ref);
                held.wish = item.map(|item| grip::drawn(item, from, to));
                if let Some(at) = row.at {
                    let ends = (from.min(to), from.max(to));
                    let ends = grip::days(super::moments(ends));
                    road.ghosts.update(|ghosts| {
                        ghosts.moved.insert(at, ends);
                    });
                }
            }
            Task::Progress => {
                let Some((from, to)) = grip::span(&row, true) else { return };
                let before = (to - from) * i64::from(row.progress) / 100;
                let pulled = (held.now.0 - held.from.0) * scale.per_pixel();
                let percent = grip::done_at((from, to), from + before + pulled as i64);
                held.percent = Some(percent);
                held.wish = (percent != row.progress)
                    .then(|| grip::progress(&row.at.into_iter().collect::<Vec<_>>(), percent));
            }
            Task::Link(_) | Task::Pan => {}
        }
    }

    fn link(self, from: u64, out: Edge, to: u64, into: Edge) -> Option<PlanChange> {
        let item = |name: u64| self.road.row(name).and_then(|(_, row)| Id::from_ref(row.at?));
        let kind = LinkKind::between(out, into);
        let lag = throughline_core::model::time::WorkMinutes::default();
        Some(PlanChange::Link { from: item(from)?, to: item(to)?, kind, lag })
    }

    /// Asks what the drag would do, one question at a time.
    fn ask(self) {
        let wish = self.road.held.try_get_untracked().flatten().and_then(|held| held.wish);
        if self.asks.try_get_value() != Some(false) || self.asked.get_value() == wish {
            return;
        }
        self.asked.set_value(wish.clone());
        let Some(wish) = wish else { return self.road.put_back() };
        self.asks.set_value(true);
        self.road.preview(vec![wish.clone()], move |ghosts| {
            let _ = self.asks.try_update_value(|asks| *asks = false);
            let now = self.road.held.try_get_untracked().flatten().map(|held| held.wish);
            match (now, ghosts) {
                (Some(Some(now)), Some(ghosts)) if now == wish => {
                    let _ = self.road.ghosts.try_set(ghosts);
                }
                (Some(_), _) => self.ask(),
                (None, _) => {}
            }
        });
    }

    fn drop(self) {
        let Some(held) = self.road.held.try_get_untracked().flatten() else { return };
        self.end();
        if !held.lifted || held.task == Task::Pan {
            return;
        }
        match held.wish {
            Some(wish) => self.road.replan(vec![wish]),
            None => self.road.put_back(),
        }
    }
}
