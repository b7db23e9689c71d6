//! Where a drag would drop, and how edges scroll: plain rectangles in, positions and speeds out.
//! It knows neither what is dragged nor by what.

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

/// Tells whether something that is dropped at a distance from the near edge of a peer of some width
/// comes after it: from the middle on.
pub fn is_after(at: f64, width: f64) -> bool {
    at > width / 2.0
}

/// How near an edge a drag scrolls, in pixels.
const EDGE: f64 = 56.0;
/// How fast an edge scrolls at most, in pixels a frame.
const EDGE_SPEED: f64 = 20.0;
/// How far outside the board a pointer still counts as over it, in pixels.
const REACH: f64 = 48.0;

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
