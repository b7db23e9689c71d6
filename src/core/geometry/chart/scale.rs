//! Scales: from values to lengths. It knows no unit and no calendar.

/// What a chart can tell apart: values beyond it are drawn at its edge.
const FAR: f64 = 1e15;

/// Gives a value that can be drawn, or none.
pub(super) fn tame(value: f64) -> Option<f64> {
    value.is_finite().then(|| value.clamp(-FAR, FAR))
}

/// Maps values to lengths along a line; it never leaves the line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    from: f64,
    to: f64,
    start: f64,
    end: f64,
}

impl Scale {
    /// Maps `from` to `start` and `to` to `end`; the two values may be equal.
    pub fn new((from, to): (f64, f64), (start, end): (f64, f64)) -> Self {
        Scale { from, to, start, end }
    }

    /// Gives the length of a value.
    pub fn at(&self, value: f64) -> f64 {
        let span = self.to - self.from;
        let share = if span == 0.0 { 0.5 } else { ((value - self.from) / span).clamp(0.0, 1.0) };
        let share = if share.is_nan() { 0.5 } else { share };
        self.start + (self.end - self.start) * share
    }

    /// Gives how long a difference of values is.
    pub fn length(&self, of: f64) -> f64 {
        let span = self.to - self.from;
        let length = if span == 0.0 { 0.0 } else { ((self.end - self.start) * of / span).abs() };
        if length.is_finite() { length } else { 0.0 }
    }

    /// Gives the lowest and the highest value.
    pub fn domain(&self) -> (f64, f64) {
        (self.from, self.to)
    }

    /// Gives both ends of the line.
    pub fn range(&self) -> (f64, f64) {
        (self.start, self.end)
    }
}

/// Gives each of `n` names an equal share of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    start: f64,
    step: f64,
    n: usize,
}

impl Band {
    /// Divides a line.
    pub fn new(n: usize, (start, end): (f64, f64)) -> Self {
        Band { start, step: (end - start) / n.max(1) as f64, n: n.max(1) }
    }

    /// Gives the middle of the share of an index.
    pub fn at(&self, index: f64) -> f64 {
        let index = if index.is_nan() { 0.0 } else { index.clamp(0.0, (self.n - 1) as f64) };
        self.start + self.step * (index + 0.5)
    }

    /// Gives how long a share is.
    pub fn step(&self) -> f64 {
        self.step.abs()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_stays_on_its_line() {
        let scale = Scale::new((0.0, 10.0), (100.0, 0.0));
        assert_eq!(scale.at(0.0), 100.0);
        assert_eq!(scale.at(5.0), 50.0);
        assert_eq!(scale.at(99.0), 0.0);
        assert_eq!(scale.at(f64::NAN), 50.0);
        assert_eq!(Scale::new((3.0, 3.0), (0.0, 10.0)).at(3.0), 5.0);
    }

    #[test]
    fn a_band_gives_equal_shares() {
        let band = Band::new(4, (0.0, 80.0));
        assert_eq!(band.at(0.0), 10.0);
        assert_eq!(band.at(3.0), 70.0);
        assert_eq!(band.at(9.0), 70.0);
        assert_eq!(Band::new(0, (0.0, 80.0)).at(0.0), 40.0);
    }
}
