//! Drags as (before, events, after): pointer, touch and keyboard through one state machine.

use throughline_core::geometry::drag::{
    Column, Drag, DropTarget, Effect, Event, Key, Layout, Point, Rect,
};

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
