//! Dragging cards, by pointer, touch and keyboard, as one pure state machine. It knows neither
//! what is dragged nor who draws it: events and a layout go in, effects come out as data.

use std::mem;

use super::target::column_at;
pub use super::target::{Column, DropTarget, Layout, Point, Rect, edge_scroll, target_at};

/// Names a key that steers a drag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Gives up.
    Escape,
    /// Drops.
    Enter,
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// One column to the left.
    Left,
    /// One column to the right.
    Right,
    /// To the top of the column.
    Home,
    /// To the bottom of the column.
    End,
}

/// Is something that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event<I> {
    /// A pointer or finger went down on a row.
    Down {
        /// Where.
        at: Point,
        /// What would be dragged: the row, or all that are selected with it.
        ids: Vec<I>,
        /// Where the row is now.
        from: DropTarget,
        /// Whether it is a finger.
        touch: bool,
        /// When, in milliseconds.
        time: f64,
    },
    /// The pointer moved.
    Move {
        /// To where.
        at: Point,
        /// When, in milliseconds.
        time: f64,
    },
    /// The pointer went up.
    Up,
    /// The drag was taken away: the pointer was lost, the window lost focus.
    Cancel,
    /// A row was picked up by keyboard.
    Lift {
        /// What is dragged.
        ids: Vec<I>,
        /// Where the row is now.
        from: DropTarget,
    },
    /// A key was pressed while a drag was on.
    Key(Key),
    /// A frame passed: long presses ripen, edges scroll.
    Tick {
        /// When, in milliseconds.
        time: f64,
    },
}

/// Is something to do or to say.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect<I> {
    /// Rows are dragged from now on: capture the pointer, show them lifted, announce it.
    Lift {
        /// What is dragged.
        ids: Vec<I>,
        /// Whether by keyboard.
        keyboard: bool,
    },
    /// The place where they would go changed: show it, and announce it for the keyboard.
    Hover(Option<DropTarget>),
    /// They go there.
    Drop {
        /// What was dragged.
        ids: Vec<I>,
        /// Where it goes.
        to: DropTarget,
    },
    /// Everything is as it was before: the drag was given up or ended where it began.
    Restore,
    /// Scroll a column by this many pixels.
    ScrollColumn(usize, f64),
    /// Scroll the board to the side by this many pixels.
    ScrollBoard(f64),
}

/// Is what is going on.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Drag<I> {
    /// Nothing.
    #[default]
    Idle,
    /// A pointer is down, but has not moved far or long enough for a drag.
    Pressed {
        /// Where it went down.
        origin: Point,
        /// What would be dragged.
        ids: Vec<I>,
        /// Where it is now.
        from: DropTarget,
        /// Whether it is a finger.
        touch: bool,
        /// When it went down, in milliseconds.
        since: f64,
    },
    /// A pointer drags.
    Dragging {
        /// What is dragged.
        ids: Vec<I>,
        /// Where it was.
        from: DropTarget,
        /// Where the pointer is.
        at: Point,
        /// Where it would go.
        over: Option<DropTarget>,
    },
    /// The keyboard drags.
    Carried {
        /// What is dragged.
        ids: Vec<I>,
        /// Where it was.
        from: DropTarget,
        /// Where it would go.
        over: DropTarget,
    },
}

/// How far a mouse moves before a press is a drag, in pixels.
pub const MOUSE_SLOP: f64 = 4.0;
/// How far a finger may tremble before a press is a scroll, in pixels.
pub const TOUCH_SLOP: f64 = 8.0;
/// How long a finger holds before it lifts, in milliseconds.
pub const HOLD_MS: f64 = 250.0;
impl<I: Clone> Drag<I> {
    /// Tells whether rows are lifted.
    pub fn is_lifted(&self) -> bool {
        matches!(self, Drag::Dragging { .. } | Drag::Carried { .. })
    }

    /// Gives what is lifted.
    pub fn lifted(&self) -> &[I] {
        match self {
            Drag::Dragging { ids, .. } | Drag::Carried { ids, .. } => ids,
            Drag::Idle | Drag::Pressed { .. } => &[],
        }
    }

    /// Gives where the lifted rows would go.
    pub fn over(&self) -> Option<DropTarget> {
        match self {
            Drag::Dragging { over, .. } => *over,
            Drag::Carried { over, .. } => Some(*over),
            Drag::Idle | Drag::Pressed { .. } => None,
        }
    }

    /// Takes in one event; gives what is to be done about it.
    pub fn step(&mut self, event: Event<I>, layout: &Layout) -> Vec<Effect<I>> {
        match event {
            Event::Down { at, ids, from, touch, time } => match self {
                // A second finger does not disturb the first.
                Drag::Pressed { .. } | Drag::Dragging { .. } => Vec::new(),
                Drag::Idle | Drag::Carried { .. } => {
                    let effects = self.give_up();
                    *self = Drag::Pressed { origin: at, ids, from, touch, since: time };
                    effects
                }
            },
            Event::Lift { ids, from } => {
                let mut effects = self.give_up();
                *self = Drag::Carried { ids: ids.clone(), from, over: from };
                effects.push(Effect::Lift { ids, keyboard: true });
                effects
            }
            Event::Move { at, time } => self.moved(at, time, layout),
            Event::Tick { time } => self.ticked(time, layout),
            Event::Up => match self {
                Drag::Dragging { .. } => self.land(),
                Drag::Pressed { .. } => self.give_up(),
                Drag::Idle | Drag::Carried { .. } => Vec::new(),
            },
            Event::Cancel | Event::Key(Key::Escape) => self.give_up(),
            Event::Key(Key::Enter) if matches!(self, Drag::Carried { .. }) => self.land(),
            Event::Key(key) => self.steered(key, layout),
        }
    }

    fn moved(&mut self, at: Point, time: f64, layout: &Layout) -> Vec<Effect<I>> {
        match self {
            Drag::Pressed { origin, ids, from, touch, since } => {
                let far = (at.x - origin.x).hypot(at.y - origin.y);
                let held = time - *since >= HOLD_MS;
                if *touch && !held {
                    if far > TOUCH_SLOP {
                        // The finger scrolls.
                        *self = Drag::Idle;
                    }
                    return Vec::new();
                }
                if !*touch && far < MOUSE_SLOP {
                    return Vec::new();
                }
                let (ids, from) = (mem::take(ids), *from);
                self.lift(ids, from, at, layout)
            }
            Drag::Dragging { at: slot, .. } => {
                *slot = at;
                self.retarget(layout)
            }
            Drag::Idle | Drag::Carried { .. } => Vec::new(),
        }
    }

    fn ticked(&mut self, time: f64, layout: &Layout) -> Vec<Effect<I>> {
        match self {
            Drag::Pressed { origin, ids, from, touch: true, since } if time - *since >= HOLD_MS => {
                let (ids, from, at) = (mem::take(ids), *from, *origin);
                self.lift(ids, from, at, layout)
            }
            Drag::Dragging { at, .. } => {
                let mut effects = Vec::new();
                let at = *at;
                let sideways = edge_scroll(layout.rect, at).x;
                if sideways != 0.0 {
                    effects.push(Effect::ScrollBoard(sideways));
                }
                let under = column_at(layout, at);
                if let Some((idx, column)) = under {
                    let down = edge_scroll(column.rect, at).y;
                    if down != 0.0 {
                        effects.push(Effect::ScrollColumn(idx, down));
                    }
                }
                effects.extend(self.retarget(layout));
                effects
            }
            Drag::Idle | Drag::Pressed { .. } | Drag::Carried { .. } => Vec::new(),
        }
    }

    fn lift(
        &mut self,
        ids: Vec<I>,
        from: DropTarget,
        at: Point,
        layout: &Layout,
    ) -> Vec<Effect<I>> {
        *self = Drag::Dragging { ids: ids.clone(), from, at, over: None };
        let mut effects = vec![Effect::Lift { ids, keyboard: false }];
        effects.extend(self.retarget(layout));
        effects
    }

    fn retarget(&mut self, layout: &Layout) -> Vec<Effect<I>> {
        let Drag::Dragging { at, over, .. } = self else { return Vec::new() };
        let target = target_at(layout, *at);
        if target == *over {
            return Vec::new();
        }
        *over = target;
        vec![Effect::Hover(target)]
    }

    fn steered(&mut self, key: Key, layout: &Layout) -> Vec<Effect<I>> {
        let Drag::Carried { over, .. } = self else { return Vec::new() };
        let rows = |column: usize| layout.columns.get(column).map_or(0, Column::staying);
        let mut next = *over;
        match key {
            Key::Up => next.index = next.index.saturating_sub(1),
            Key::Down => next.index += 1,
            Key::Home => next.index = 0,
            Key::End => next.index = usize::MAX,
            Key::Left => next.column = next.column.saturating_sub(1),
            Key::Right => next.column += 1,
            Key::Enter | Key::Escape => {}
        }
        next.column = next.column.min(layout.columns.len().saturating_sub(1));
        next.index = next.index.min(rows(next.column));
        if next == *over {
            return Vec::new();
        }
        *over = next;
        vec![Effect::Hover(Some(next))]
    }

    fn land(&mut self) -> Vec<Effect<I>> {
        match mem::take(self) {
            Drag::Dragging { ids, from, over: Some(to), .. }
            | Drag::Carried { ids, from, over: to }
                if to != from =>
            {
                vec![Effect::Drop { ids, to }]
            }
            Drag::Dragging { .. } | Drag::Carried { .. } => vec![Effect::Restore],
            Drag::Idle | Drag::Pressed { .. } => Vec::new(),
        }
    }

    fn give_up(&mut self) -> Vec<Effect<I>> {
        if mem::take(self).is_lifted() { vec![Effect::Restore] } else { Vec::new() }
    }
}
