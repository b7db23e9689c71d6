//! Links between bars: right angles with round corners, from the end that a link leaves to the end
//! that it moves. It knows no kind of link but its two ends.

use std::fmt::Write;

/// Says between which ends of two bars a link runs, and where these bars are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ends {
    /// Where the predecessor's bar starts and ends.
    pub from: (f64, f64),
    /// The middle of the predecessor's bar.
    pub from_y: f64,
    /// Whether the link leaves from the predecessor's finish.
    pub from_finish: bool,
    /// Where the successor's bar starts and ends.
    pub to: (f64, f64),
    /// The middle of the successor's bar.
    pub to_y: f64,
    /// Whether the link leads to the successor's finish.
    pub to_finish: bool,
    /// How high a row is: between rows is where a link runs back.
    pub row: f64,
}

/// Is a link as it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Wire {
    /// The line, as a path.
    pub line: String,
    /// The head of its arrow, as a path.
    pub head: String,
    /// The corners, for hitting it: from the first to the last.
    pub corners: Vec<(f64, f64)>,
}

/// How far a link goes straight on before it turns, in pixels.
const GAP: f64 = 10.0;
/// The radius of a corner.
const RADIUS: f64 = 4.0;
/// How long the head of an arrow is, and half as wide.
const HEAD: (f64, f64) = (5.0, 3.5);

/// Draws a link.
pub fn wire(ends: &Ends) -> Wire {
    let (out, into) = (sign(ends.from_finish), -sign(ends.to_finish));
    let x0 = if ends.from_finish { ends.from.1 } else { ends.from.0 };
    let x1 = if ends.to_finish { ends.to.1 } else { ends.to.0 };
    let (y0, y1) = (ends.from_y, ends.to_y);
    // `out` is the way that the link leaves, `into` the way that it arrives.
    let corners = if out == into && (x1 - x0) * out >= 2.0 * GAP {
        let turn = x0 + out * GAP;
        vec![(x0, y0), (turn, y0), (turn, y1), (x1, y1)]
    } else if out == into {
        let down = if y1 < y0 { -1.0 } else { 1.0 };
        let between = y0 + down * ends.row / 2.0;
        let (a, b) = (x0 + out * GAP, x1 - into * GAP);
        vec![(x0, y0), (a, y0), (a, between), (b, between), (b, y1), (x1, y1)]
    } else {
        let turn = if out > 0.0 { x0.max(x1) + GAP } else { x0.min(x1) - GAP };
        vec![(x0, y0), (turn, y0), (turn, y1), (x1, y1)]
    };
    let (long, half) = HEAD;
    let mut head = String::new();
    let back = x1 - into * long;
    let _ = write!(head, "M{x1:.1} {y1:.1}L{back:.1} {:.1}L{back:.1} {:.1}Z", y1 - half, y1 + half);
    Wire { line: rounded(&corners), head, corners }
}

fn sign(right: bool) -> f64 {
    if right { 1.0 } else { -1.0 }
}

/// Draws a line through points with round corners.
fn rounded(points: &[(f64, f64)]) -> String {
    let mut path = String::new();
    let Some((first, rest)) = points.split_first() else { return path };
    let _ = write!(path, "M{:.1} {:.1}", first.0, first.1);
    let mut at = *first;
    for (idx, corner) in rest.iter().enumerate() {
        let Some(next) = rest.get(idx + 1) else {
            let _ = write!(path, "L{:.1} {:.1}", corner.0, corner.1);
            break;
        };
        let (before, after) = (distance(at, *corner), distance(*corner, *next));
        let radius = RADIUS.min(before / 2.0).min(after / 2.0);
        if radius > 0.05 {
            let (a, b) = (toward(*corner, at, radius), toward(*corner, *next, radius));
            let _ = write!(
                path,
                "L{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}",
                a.0, a.1, corner.0, corner.1, b.0, b.1
            );
        }
        at = *corner;
    }
    path
}

fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0).abs() + (a.1 - b.1).abs()
}

/// Gives the point at a distance from one point toward another, along an axis.
fn toward(from: (f64, f64), to: (f64, f64), by: f64) -> (f64, f64) {
    let all = distance(from, to).max(1e-9);
    (from.0 + (to.0 - from.0) * by / all, from.1 + (to.1 - from.1) * by / all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(to: (f64, f64), from_finish: bool, to_finish: bool) -> Ends {
        let (from, row) = ((100.0, 200.0), 32.0);
        Ends { from, from_y: 16.0, from_finish, to, to_y: 80.0, to_finish, row }
    }

    #[track_caller]
    fn check(ends: Ends, corners: &[(f64, f64)]) {
        assert_eq!(wire(&ends).corners, corners);
    }

    #[test]
    fn each_kind_of_link_leaves_and_arrives_at_its_ends() {
        let go = [(200.0, 16.0), (210.0, 16.0), (210.0, 80.0), (260.0, 80.0)];
        check(ends((260.0, 300.0), true, false), &go);
        check(
            ends((150.0, 300.0), false, false),
            &[(100.0, 16.0), (90.0, 16.0), (90.0, 80.0), (150.0, 80.0)],
        );
        check(
            ends((150.0, 300.0), true, true),
            &[(200.0, 16.0), (310.0, 16.0), (310.0, 80.0), (300.0, 80.0)],
        );
        check(
            ends((20.0, 60.0), false, true),
            &[(100.0, 16.0), (90.0, 16.0), (90.0, 80.0), (60.0, 80.0)],
        );
    }

    #[test]
    fn a_link_back_runs_between_the_rows() {
        check(
            ends((120.0, 300.0), true, false),
            &[
                (200.0, 16.0),
                (210.0, 16.0),
                (210.0, 32.0),
                (110.0, 32.0),
                (110.0, 80.0),
                (120.0, 80.0),
            ],
        );
        let up = Ends { to_y: -48.0, ..ends((120.0, 300.0), true, false) };
        assert_eq!(wire(&up).corners[2], (210.0, 0.0));
    }

    #[test]
    fn corners_are_round_and_the_head_points_at_the_bar() {
        let wire = wire(&ends((260.0, 300.0), true, false));
        let line = "M200.0 16.0L206.0 16.0Q210.0 16.0 210.0 20.0\
                    L210.0 76.0Q210.0 80.0 214.0 80.0L260.0 80.0";
        assert_eq!(wire.line, line);
        assert_eq!(wire.head, "M260.0 80.0L255.0 76.5L255.0 83.5Z");
    }
}
