//! The board as plain rectangles, and where a point on it would drop what is dragged. It knows
//! neither what is dragged nor who draws it.

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

/// How far outside the board a pointer still counts as over it, in pixels.
const REACH: f64 = 48.0;
/// How fast an edge scrolls at most, in pixels a frame.
const EDGE_SPEED: f64 = 20.0;
/// How near an edge a drag scrolls, in pixels.
const EDGE: f64 = 56.0;
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

/// Finds the column at a point, or the nearest within reach.
pub(super) fn column_at(layout: &Layout, point: Point) -> Option<(usize, &Column)> {
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
