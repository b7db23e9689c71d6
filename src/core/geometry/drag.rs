//! Dragging cards, by pointer, touch and keyboard, as one pure state machine. It knows neither
//! what is dragged nor who draws it: events and a layout go in, effects come out as data.

use std::mem;

/// Is a point in pixels from the top left of the window.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// Pixels from the left.
    pub x: f64,
    /// Pixels from the top.
    pub y: f64,
}

/// Is an upright rectangle in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// The left edge.
    pub x: f64,
    /// The top edge.
    pub y: f64,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
}

/// Describes one column of the board as it is now.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Column {
    /// The part of the window through which the rows are seen.
    pub rect: Rect,
    /// How far the rows are scrolled up.
    pub scroll: f64,
    /// The lower edge of each row from the top of the first, in order.
    pub ends: Vec<f64>,
    /// The positions of the rows that are being dragged, in order.
    pub lifted: Vec<usize>,
}

/// Describes the board as it is now.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layout {
    /// The part of the window through which the columns are seen.
    pub rect: Rect,
    /// The columns from left to right.
    pub columns: Vec<Column>,
}

/// Is where dragged rows would go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DropTarget {
    /// The position of the column.
    pub column: usize,
    /// How many of the column's rows that are not dragged come before.
    pub index: usize,
}

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
/// How near an edge a drag scrolls, in pixels.
const EDGE: f64 = 56.0;
/// How fast an edge scrolls at most, in pixels a frame.
const EDGE_SPEED: f64 = 20.0;
/// How far outside the board a pointer still counts as over it, in pixels.
const REACH: f64 = 48.0;

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

impl Column {
    /// Counts the rows that are not dragged.
    pub fn staying(&self) -> usize {
        self.ends.len().saturating_sub(self.lifted.len())
    }
}

/// Finds where rows that are dropped at a point would go; `None` outside the board. Between two
/// columns the nearer one counts; within a column the middle of each row decides.
pub fn target_at(layout: &Layout, point: Point) -> Option<DropTarget> {
    let (idx, column) = column_at(layout, point)?;
    let y = point.y - column.rect.y + column.scroll;
    let middle = |row: usize| {
        let top = row.checked_sub(1).and_then(|above| column.ends.get(above)).unwrap_or(&0.0);
        column.ends.get(row).map_or(f64::INFINITY, |end| (top + end) / 2.0)
    };
    // Every row before the one under the point lies above it whole.
    let under = column.ends.partition_point(|end| *end < y);
    let above = if middle(under) < y { under + 1 } else { under };
    let lifted = column.lifted.partition_point(|row| *row < above);
    Some(DropTarget { column: idx, index: above.saturating_sub(lifted) })
}

fn column_at(layout: &Layout, point: Point) -> Option<(usize, &Column)> {
    let board = layout.rect;
    if outside(point.x, board.x, board.width) > REACH
        || outside(point.y, board.y, board.height) > REACH
    {
        return None;
    }
    let distance = |column: &Column| outside(point.x, column.rect.x, column.rect.width);
    let columns = layout.columns.iter().enumerate();
    columns.min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b)))
}

/// Tells how far a coordinate lies outside a stretch.
fn outside(at: f64, start: f64, length: f64) -> f64 {
    (start - at).max(at - start - length).max(0.0)
}

/// Gives the speed at which a drag near the edges of a rectangle scrolls it, in pixels a frame in
/// each direction; the nearer the edge, the faster.
pub fn edge_scroll(rect: Rect, point: Point) -> Point {
    Point {
        x: edge_speed(point.x - rect.x, rect.width),
        y: edge_speed(point.y - rect.y, rect.height),
    }
}

fn edge_speed(at: f64, length: f64) -> f64 {
    let zone = EDGE.min(length / 4.0);
    if zone <= 0.0 {
        return 0.0;
    }
    let depth = |into: f64| ((zone - into) / zone).clamp(0.0, 1.0).powi(2) * EDGE_SPEED;
    depth(length - at) - depth(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two columns side by side of 100 × 400 pixels with rows of 50: three on the left, none on
    /// the right.
    fn board() -> Layout {
        let column = |x: f64, ends: &[f64]| Column {
            rect: Rect { x, y: 100.0, width: 100.0, height: 400.0 },
            ends: ends.to_vec(),
            ..Column::default()
        };
        Layout {
            rect: Rect { x: 0.0, y: 0.0, width: 220.0, height: 500.0 },
            columns: vec![column(0.0, &[50.0, 100.0, 150.0]), column(120.0, &[])],
        }
    }

    fn at(x: f64, y: f64) -> Point {
        Point { x, y }
    }

    const FROM: DropTarget = DropTarget { column: 0, index: 0 };

    fn down(touch: bool) -> Event<u8> {
        Event::Down { at: at(50.0, 120.0), ids: vec![7], from: FROM, touch, time: 0.0 }
    }

    fn go(x: f64, y: f64, time: f64) -> Event<u8> {
        Event::Move { at: at(x, y), time }
    }

    fn lift() -> Event<u8> {
        Event::Lift { ids: vec![7], from: FROM }
    }

    fn to(column: usize, index: usize) -> DropTarget {
        DropTarget { column, index }
    }

    /// Runs events on a board whose first row is lifted as soon as a drag is on.
    fn check(events: Vec<Event<u8>>, expected: &[Effect<u8>]) {
        let mut drag = Drag::Idle;
        let mut effects = Vec::new();
        for event in events.clone() {
            let mut board = board();
            board.columns[0].lifted.extend(drag.is_lifted().then_some(0));
            effects.extend(drag.step(event, &board));
        }
        assert_eq!(effects, expected, "{events:?}");
    }

    fn lifted(keyboard: bool) -> Effect<u8> {
        Effect::Lift { ids: vec![7], keyboard }
    }

    #[test]
    fn a_mouse_drags_after_four_pixels() {
        check(vec![down(false), go(52.0, 121.0, 900.0), Event::Up], &[]);
        check(
            vec![down(false), go(150.0, 130.0, 10.0), go(155.0, 130.0, 20.0), Event::Up],
            &[
                lifted(false),
                Effect::Hover(Some(to(1, 0))),
                Effect::Drop { ids: vec![7], to: to(1, 0) },
            ],
        );
    }

    #[test]
    fn a_finger_drags_after_a_hold_and_scrolls_before_it() {
        check(vec![down(true), go(50.0, 150.0, 100.0), go(150.0, 150.0, 400.0), Event::Up], &[]);
        check(vec![down(true), Event::Tick { time: 249.0 }, Event::Up], &[]);
        check(
            vec![down(true), Event::Tick { time: 250.0 }, go(150.0, 130.0, 300.0), Event::Up],
            &[
                lifted(false),
                Effect::Hover(Some(to(0, 0))),
                Effect::Hover(Some(to(1, 0))),
                Effect::Drop { ids: vec![7], to: to(1, 0) },
            ],
        );
        check(
            vec![down(true), go(52.0, 121.0, 300.0), Event::Cancel],
            &[lifted(false), Effect::Hover(Some(to(0, 0))), Effect::Restore],
        );
    }

    #[test]
    fn escape_and_a_drop_where_it_began_or_outside_restore() {
        let start = [lifted(false), Effect::Hover(Some(to(1, 0)))];
        let with = |more: &[Effect<u8>]| [start.as_slice(), more].concat();
        let begin = || vec![down(false), go(150.0, 130.0, 10.0)];
        let and = |more: Vec<Event<u8>>| [begin(), more].concat();
        check(and(vec![Event::Key(Key::Escape), Event::Up]), &with(&[Effect::Restore]));
        check(and(vec![Event::Cancel]), &with(&[Effect::Restore]));
        check(
            and(vec![go(50.0, 120.0, 20.0), Event::Up]),
            &with(&[Effect::Hover(Some(FROM)), Effect::Restore]),
        );
        check(
            and(vec![go(900.0, 120.0, 20.0), Event::Up]),
            &with(&[Effect::Hover(None), Effect::Restore]),
        );
        check(and(vec![down(true), Event::Cancel]), &with(&[Effect::Restore]));
    }

    #[test]
    fn the_keyboard_goes_by_rows_and_columns_and_stops_at_the_ends() {
        let keys =
            |keys: &[Key]| [vec![lift()], keys.iter().map(|k| Event::Key(*k)).collect()].concat();
        let hover = |column, index| Effect::Hover(Some(to(column, index)));
        let drop = |column, index| Effect::Drop { ids: vec![7], to: to(column, index) };
        check(keys(&[Key::Down, Key::Enter]), &[lifted(true), hover(0, 1), drop(0, 1)]);
        check(keys(&[Key::Up, Key::Left, Key::Enter]), &[lifted(true), Effect::Restore]);
        check(keys(&[Key::End, Key::Down]), &[lifted(true), hover(0, 2)]);
        check(
            keys(&[Key::End, Key::Right, Key::Right, Key::Enter]),
            &[lifted(true), hover(0, 2), hover(1, 0), drop(1, 0)],
        );
        check(
            keys(&[Key::Down, Key::Home, Key::Escape]),
            &[lifted(true), hover(0, 1), hover(0, 0), Effect::Restore],
        );
        check([keys(&[]), vec![down(false), Event::Up]].concat(), &[lifted(true), Effect::Restore]);
        check(vec![Event::Key(Key::Enter), Event::Key(Key::Down), Event::Up, Event::Cancel], &[]);
    }

    #[test]
    fn a_drag_near_an_edge_scrolls() {
        let mut drag = Drag::Idle;
        drag.step(down(false), &board());
        drag.step(go(60.0, 499.0, 10.0), &board());
        let effects = drag.step(Event::Tick { time: 20.0 }, &board());
        assert!(matches!(effects.as_slice(), [Effect::ScrollColumn(0, by)] if *by > 15.0));
        drag.step(go(219.0, 300.0, 10.0), &board());
        let effects = drag.step(Event::Tick { time: 30.0 }, &board());
        assert!(matches!(effects.as_slice(), [Effect::ScrollBoard(by)] if *by > 15.0));
    }

    #[test]
    fn edges_pull_harder_the_nearer_the_point() {
        let rect = Rect { x: 0.0, y: 0.0, width: 400.0, height: 400.0 };
        let speed = |y: f64| edge_scroll(rect, at(200.0, y)).y;
        assert_eq!([speed(200.0), speed(0.0), speed(400.0)], [0.0, -EDGE_SPEED, EDGE_SPEED]);
        assert_eq!([speed(-500.0), speed(900.0)], [-EDGE_SPEED, EDGE_SPEED]);
        assert!(speed(10.0) < speed(30.0) && speed(30.0) < 0.0);
        assert_eq!(edge_scroll(Rect::default(), at(1.0, 1.0)), Point::default());
    }

    #[test]
    fn the_middle_of_a_row_decides_and_dragged_rows_do_not_count() {
        let target = |lifted: &[usize], scroll: f64, x: f64, y: f64| {
            let mut board = board();
            board.columns[0].lifted = lifted.to_vec();
            board.columns[0].scroll = scroll;
            target_at(&board, at(x, y)).map(|t| (t.column, t.index))
        };
        let cases = [
            (&[][..], 0.0, 50.0, 100.0, Some((0, 0))),
            (&[], 0.0, 50.0, 124.0, Some((0, 0))),
            (&[], 0.0, 50.0, 126.0, Some((0, 1))),
            (&[], 0.0, 50.0, 174.0, Some((0, 1))),
            (&[], 0.0, 50.0, 176.0, Some((0, 2))),
            (&[], 0.0, 50.0, 400.0, Some((0, 3))),
            (&[], 0.0, 50.0, 20.0, Some((0, 0))),
            (&[], 50.0, 50.0, 126.0, Some((0, 2))),
            (&[1], 0.0, 50.0, 176.0, Some((0, 1))),
            (&[0, 1], 0.0, 50.0, 400.0, Some((0, 1))),
            (&[], 0.0, 109.0, 400.0, Some((0, 3))),
            (&[], 0.0, 112.0, 400.0, Some((1, 0))),
            (&[], 0.0, -40.0, 400.0, Some((0, 3))),
            (&[], 0.0, -60.0, 400.0, None),
            (&[], 0.0, 50.0, 600.0, None),
        ];
        for (lifted, scroll, x, y, expected) in cases {
            assert_eq!(target(lifted, scroll, x, y), expected, "{lifted:?} {scroll} {x} {y}");
        }
        assert_eq!(target_at(&Layout::default(), at(0.0, 0.0)), None);
    }
}
