//! Dragging cards: pointer events go into the core's state machine, and what it says is done to
//! the page. While a drag is on nothing of the workspace changes; the drop is one command.

use leptos::prelude::*;
use throughline_core::geometry::drag::{Drag, DropTarget, Effect, Event, Layout};
use throughline_core::{model::id::Ref, sort};
use web_sys::PointerEvent;

use super::board::Board;
pub use super::cells::Over;
use super::cells::{CARD_STEP, Cell, board_element, card_of, cells, in_order, layout, point_of};
use super::{App, text};
use crate::shell::{frame, marks};

#[derive(Default)]
struct Going {
    drag: Drag<Ref>,
    cells: Vec<Cell>,
    listeners: Vec<WindowListenerHandle>,
    grip: (f64, f64),
    ticking: bool,
}

/// Drags cards over the board that is shown.
#[derive(Clone, Copy)]
pub struct Dragger {
    app: App,
    board: StoredValue<Option<Board>>,
    going: StoredValue<Going, LocalStorage>,
    swallow: StoredValue<bool>,
    /// Where the cards would land.
    pub over: RwSignal<Option<Over>>,
    /// The cards that are lifted.
    pub lifted: RwSignal<Vec<Ref>>,
    /// Whether a pointer lifts them.
    pub by_pointer: RwSignal<bool>,
    /// The top left corner of what follows the pointer, in pixels of the window.
    pub overlay: RwSignal<(f64, f64)>,
    /// Its width and height.
    pub size: RwSignal<(f64, f64)>,
}

impl Dragger {
    /// Makes a dragger that has no board yet.
    pub fn new(app: App) -> Self {
        Dragger {
            app,
            board: StoredValue::new(None),
            going: StoredValue::new_local(Going::default()),
            swallow: StoredValue::new(false),
            over: RwSignal::new(None),
            lifted: RwSignal::new(Vec::new()),
            by_pointer: RwSignal::new(false),
            overlay: RwSignal::new((0.0, 0.0)),
            size: RwSignal::new((0.0, 0.0)),
        }
    }

    /// Drags over this board from now on.
    pub fn show(&self, board: Board) {
        self.board.set_value(Some(board));
    }

    /// Has no board any more.
    pub fn hide(&self) {
        self.board.set_value(None);
        self.end();
    }

    /// Gives the board that is shown.
    pub fn board(&self) -> Option<Board> {
        self.board.get_value()
    }

    /// Tells whether the click that follows a drag has to be ignored.
    pub fn swallows_click(&self) -> bool {
        self.swallow.try_update_value(|s| std::mem::replace(s, false)).unwrap_or(false)
    }

    /// Puts everything back; tells whether something was lifted.
    pub fn cancel(&self) -> bool {
        let was = self.going.with_value(|going| going.drag.is_lifted());
        self.feed(Event::Cancel);
        was
    }

    /// A pointer went down on a card.
    pub fn press(&self, at: Ref, event: &PointerEvent) {
        let plain = event.button() == 0 && event.is_primary() && !event.shift_key();
        let Some(board) = self.board.get_value().filter(|_| plain) else { return };
        let Some((column, lane, index)) = board.find(at) else { return };
        let touch = event.pointer_type() == "touch";
        let selected = self.app.ui.selected.get_untracked();
        let mut ids: Vec<Ref> =
            if selected.contains(&at) { in_order(board, &selected) } else { vec![at] };
        // The card under the pointer comes first in what follows it; the order on the board stays.
        sort::by_key(&mut ids, |id| *id != at);
        let cells = cells(board, &ids);
        let from = cells.iter().position(|cell| {
            cell.lane == lane
                && board
                    .columns
                    .with_untracked(|c| c.get(column).is_some_and(|c| c.key == cell.column))
        });
        let grip = card_of(event).map(|card| {
            let rect = card.get_bounding_client_rect();
            self.size.set((rect.width(), rect.height()));
            (f64::from(event.client_x()) - rect.left(), f64::from(event.client_y()) - rect.top())
        });
        let listeners = self.listen(touch);
        self.going.update_value(|going| {
            going.cells = cells;
            going.grip = grip.unwrap_or_default();
            going.listeners.drain(..).for_each(WindowListenerHandle::remove);
            going.listeners = listeners;
        });
        let from = DropTarget { column: from.unwrap_or_default(), index };
        self.feed(Event::Down { at: point_of(event), ids, from, touch, time: marks::now() });
        self.tick();
    }

    fn listen(&self, touch: bool) -> Vec<WindowListenerHandle> {
        let dragger = *self;
        let moved = window_event_listener(leptos::ev::pointermove, move |event| {
            let at = point_of(&event);
            let grip = dragger.going.with_value(|going| going.grip);
            dragger.overlay.set((at.x - grip.0, at.y - grip.1));
            dragger.feed(Event::Move { at, time: marks::now() });
        });
        let up = window_event_listener(leptos::ev::pointerup, move |_| dragger.feed(Event::Up));
        let lost =
            window_event_listener(leptos::ev::pointercancel, move |_| dragger.feed(Event::Cancel));
        let left = window_event_listener(leptos::ev::blur, move |_| dragger.feed(Event::Cancel));
        let mut listeners = vec![moved, up, lost, left];
        if touch {
            // A lifted card must not scroll the page below it, nor open the browser's own menu.
            listeners.push(window_event_listener(leptos::ev::contextmenu, |e| e.prevent_default()));
            let going = dragger.going;
            crate::shell::frame::hold_still(move || {
                going.try_with_value(|going| going.drag.is_lifted()).unwrap_or(false)
            });
        }
        listeners
    }

    /// Runs the state machine once a frame while a pointer is down: long presses, edges.
    fn tick(&self) {
        let dragger = *self;
        let start =
            self.going.try_update_value(|going| !std::mem::replace(&mut going.ticking, true));
        if start == Some(true) {
            frame::next_frame(move || dragger.ticked());
        }
    }

    fn ticked(self) {
        self.going.update_value(|going| going.ticking = false);
        if self.going.with_value(|going| matches!(going.drag, Drag::Idle)) {
            return;
        }
        self.feed(Event::Tick { time: marks::now() });
        self.tick();
    }

    fn feed(&self, event: Event<Ref>) {
        let effects = self.going.try_update_value(|going| {
            let point = match (&event, &going.drag) {
                (Event::Move { at, .. }, _) | (_, Drag::Dragging { at, .. }) => Some(*at),
                _ => None,
            };
            let moves = matches!(event, Event::Move { .. } | Event::Tick { .. });
            let step = self.app.ui.size(CARD_STEP);
            let layout = if moves { layout(&going.cells, point, step) } else { Layout::default() };
            going.drag.step(event, &layout)
        });
        for effect in effects.into_iter().flatten() {
            self.carry_out(effect);
        }
        if self.going.with_value(|going| matches!(going.drag, Drag::Idle)) {
            self.end();
        }
    }

    fn carry_out(&self, effect: Effect<Ref>) {
        match effect {
            Effect::Lift { ids, keyboard } => {
                let title = ids.first().map(|at| self.app.work.with(|model| model.title_of(*at)));
                self.app.say.say(text::lifted(&title.unwrap_or_default()));
                self.by_pointer.set(!keyboard);
                self.lifted.set(ids);
                self.swallow.set_value(true);
            }
            Effect::Hover(target) => self.over.set(target.and_then(|target| self.over_of(target))),
            Effect::Drop { ids, to } => self.drop(&ids, to),
            Effect::Restore => self.app.say.say(text::PUT_BACK),
            Effect::ScrollColumn(idx, by) => {
                let list = self.going.with_value(|g| g.cells.get(idx).map(|c| c.list.clone()));
                if let Some(list) = list {
                    list.set_scroll_top(list.scroll_top() + by as i32);
                }
            }
            Effect::ScrollBoard(by) => {
                if let Some(board) = board_element() {
                    board.set_scroll_left(board.scroll_left() + by as i32);
                }
            }
        }
    }

    fn over_of(&self, target: DropTarget) -> Option<Over> {
        self.going.with_value(|going| {
            let cell = going.cells.get(target.column)?;
            // The machine counts only rows that stay; on the page the lifted ones still stand.
            let row =
                cell.lifted.iter().fold(target.index, |row, at| row + usize::from(*at <= row));
            let (column, lane) = (cell.column.clone(), cell.lane.clone());
            Some(Over { column, lane, row: row.min(cell.n_rows) })
        })
    }

    fn drop(&self, ids: &[Ref], to: DropTarget) {
        let cell = self.going.with_value(|going| going.cells.get(to.column).cloned());
        let (Some(cell), Some(board)) = (cell, self.board.get_value()) else { return };
        let columns = board.columns.get_untracked();
        let column = columns.into_iter().find(|c| c.key == cell.column);
        let mut ids = ids.to_vec();
        sort::by_key(&mut ids, |id| board.find(*id).map(|(column, _, row)| (column, row)));
        if let Some(column) = column {
            board.put(&ids, &column, cell.lane.as_deref(), to.index);
        }
    }

    /// Clears what a drag left on the page.
    fn end(&self) {
        self.going.update_value(|going| {
            going.drag = Drag::Idle;
            going.listeners.drain(..).for_each(WindowListenerHandle::remove);
        });
        if self.over.get_untracked().is_some() {
            self.over.set(None);
        }
        if !self.lifted.with_untracked(Vec::is_empty) {
            self.lifted.set(Vec::new());
        }
        let swallow = self.swallow;
        frame::after_ms(50, move || {
            let _ = swallow.try_update_value(|s| *s = false);
        });
    }
}
