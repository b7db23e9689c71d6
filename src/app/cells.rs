//! The board as it lies on the page: its cells, measured for the drag's state machine.

use leptos::prelude::*;
use throughline_core::geometry::drag::{Column, Layout, Point, Rect};
use throughline_core::model::id::Ref;
use throughline_core::sort;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, PointerEvent};

use super::board::Board;

/// The distance from the top of one card to the next, in CSS pixels: with two lines of title, and
/// where much is to fit with one. The board draws by it too.
pub const CARD_STEP: (f64, f64) = (84.0, 66.0);

/// Is where the dragged cards would land.
#[derive(Debug, Clone, PartialEq)]
pub struct Over {
    /// The column.
    pub column: String,
    /// The lane, if the board has lanes.
    pub lane: Option<String>,
    /// The row of the cell before which they would land, as it is drawn.
    pub row: usize,
}

/// Is a cell of the board on the page.
#[derive(Clone)]
pub struct Cell {
    /// The column.
    pub column: String,
    /// The lane, if the board has lanes.
    pub lane: Option<String>,
    /// What scrolls.
    pub list: HtmlElement,
    /// How many cards it holds.
    pub n_rows: usize,
    /// The rows of those that are dragged.
    pub lifted: Vec<usize>,
}

/// Gives the selected cards in the order of the board.
pub fn in_order(board: Board, selected: &std::collections::HashSet<Ref>) -> Vec<Ref> {
    let columns = board.columns.get_untracked();
    let cards = columns.iter().flat_map(|column| board.cell(column, None).to_vec());
    cards.filter(|at| selected.contains(at)).collect()
}

/// Gives where an event happened.
pub fn point_of(event: &PointerEvent) -> Point {
    Point { x: f64::from(event.client_x()), y: f64::from(event.client_y()) }
}

/// Gives the card that an event happened on.
pub fn card_of(event: &PointerEvent) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest("[data-card]").ok().flatten()
}

/// Gives the element that scrolls sideways.
pub fn board_element() -> Option<Element> {
    document().query_selector("[data-board]").ok().flatten()
}

/// Finds the cells on the page, with the rows that each holds.
pub fn cells(board: Board, ids: &[Ref]) -> Vec<Cell> {
    let Ok(found) = document().query_selector_all("[data-cell]") else { return Vec::new() };
    let columns = board.columns.get_untracked();
    (0..found.length())
        .filter_map(|idx| {
            let element = found.item(idx)?.dyn_into::<Element>().ok()?;
            let name = element.get_attribute("data-cell")?;
            let (column, lane) = match name.split_once('/') {
                Some((column, lane)) => (column.to_owned(), Some(lane.to_owned())),
                None => (name, None),
            };
            let list = element.query_selector(".virtual").ok().flatten()?.dyn_into().ok()?;
            let cards = board.cell(columns.iter().find(|c| c.key == column)?, lane.as_deref());
            let lifted = ids.iter().filter_map(|id| cards.iter().position(|c| c == id));
            let mut lifted: Vec<usize> = lifted.collect();
            sort::sort(&mut lifted);
            Some(Cell { column, lane, list, n_rows: cards.len(), lifted })
        })
        .collect()
}

/// Measures the cells, which lays the page out: what ends a drag has no need of it. In them a
/// card stands every `step` pixels. With lanes, only those of the lane under the pointer are in
/// reach.
pub fn layout(cells: &[Cell], point: Option<Point>, step: f64) -> Layout {
    let rects: Vec<Rect> = cells.iter().map(|cell| rect_of(&cell.list)).collect();
    let y = point.map(|p| p.y);
    let nearest =
        |rect: &Rect| y.map_or(0.0, |y| (rect.y - y).max(y - rect.y - rect.height).max(0.0));
    let lane = cells
        .iter()
        .zip(&rects)
        .min_by(|(_, a), (_, b)| nearest(a).total_cmp(&nearest(b)))
        .and_then(|(cell, _)| cell.lane.clone());
    let columns = cells.iter().zip(&rects).map(|(cell, rect)| {
        let mut rect = *rect;
        if cell.lane != lane {
            rect.x = f64::MIN / 2.0;
        }
        Column {
            rect,
            scroll: f64::from(cell.list.scroll_top()),
            ends: (1..=cell.n_rows).map(|row| row as f64 * step).collect(),
            lifted: cell.lifted.clone(),
        }
    });
    let columns = columns.collect();
    Layout { rect: board_element().map(|e| rect_of(&e)).unwrap_or_default(), columns }
}

fn rect_of(element: &Element) -> Rect {
    let rect = element.get_bounding_client_rect();
    Rect { x: rect.left(), y: rect.top(), width: rect.width(), height: rect.height() }
}
