//! The data of paths: moves and lines to a tenth of a pixel.

use std::fmt::Write;

/// Collects the data of a path.
#[derive(Debug, Default)]
pub(super) struct Pen {
    d: String,
}

impl Pen {
    /// Moves to a point.
    pub(super) fn to(&mut self, x: f64, y: f64) -> &mut Self {
        let _ = write!(self.d, "M{} {}", Tenth(x), Tenth(y));
        self
    }

    /// Draws a line to a point.
    pub(super) fn line(&mut self, x: f64, y: f64) -> &mut Self {
        let _ = write!(self.d, "L{} {}", Tenth(x), Tenth(y));
        self
    }

    /// Goes back to where the last move went.
    pub(super) fn close(&mut self) -> &mut Self {
        self.d.push('Z');
        self
    }

    /// Draws a rectangle between two corners.
    pub(super) fn rect(&mut self, (x0, y0): (f64, f64), (x1, y1): (f64, f64)) -> &mut Self {
        self.to(x0, y0).line(x1, y0).line(x1, y1).line(x0, y1).close()
    }

    /// Draws one line through points.
    pub(super) fn through(&mut self, points: &[(f64, f64)]) -> &mut Self {
        for (nth, (x, y)) in points.iter().enumerate() {
            if nth == 0 {
                self.to(*x, *y)
            } else {
                self.line(*x, *y)
            };
        }
        self
    }

    /// Draws the sign of a look around a point: a dot, a square, a diamond, a triangle, a cross or
    /// a triangle that stands on its head. A dot is a line without length.
    pub(super) fn sign(&mut self, look: usize, x: f64, y: f64, r: f64) -> &mut Self {
        match look {
            1 => self.rect((x - r, y - r), (x + r, y + r)),
            2 => self
                .to(x, y - 1.4 * r)
                .line(x + 1.4 * r, y)
                .line(x, y + 1.4 * r)
                .line(x - 1.4 * r, y)
                .close(),
            3 => self.to(x, y - 1.3 * r).line(x + 1.3 * r, y + r).line(x - 1.3 * r, y + r).close(),
            4 => self.to(x - r, y - r).line(x + r, y + r).to(x - r, y + r).line(x + r, y - r),
            5 => self.to(x, y + 1.3 * r).line(x + 1.3 * r, y - r).line(x - 1.3 * r, y - r).close(),
            _ => self.to(x, y).line(x, y),
        }
    }

    /// Takes over data that was drawn before.
    pub(super) fn take(&mut self, d: &str) -> &mut Self {
        self.d.push_str(d);
        self
    }

    /// Tells whether nothing was drawn.
    pub(super) fn is_empty(&self) -> bool {
        self.d.is_empty()
    }

    /// Gives the data.
    pub(super) fn done(&mut self) -> String {
        std::mem::take(&mut self.d)
    }
}

/// Writes a length to a tenth.
struct Tenth(f64);

impl std::fmt::Display for Tenth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tenths = (self.0 * 10.0).round() as i64;
        let sign = if tenths < 0 { "-" } else { "" };
        write!(f, "{sign}{}", tenths.abs() / 10)?;
        match tenths.abs() % 10 {
            0 => Ok(()),
            rest => write!(f, ".{rest}"),
        }
    }
}
