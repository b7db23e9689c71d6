//! Statistics of plain numbers. Nothing here knows what is counted; nothing gives a NaN or an
//! infinity: what cannot be said is `None`.

use crate::sort;

/// Holds finite numbers by rising size, so that every result is free of their first order (M1).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sample(Vec<f64>);

impl Sample {
    /// Takes numbers in any order; one that is not finite is left out.
    pub fn new(values: impl IntoIterator<Item = f64>) -> Self {
        let mut list: Vec<f64> = values.into_iter().filter(|v| v.is_finite()).collect();
        sort::by(&mut list, f64::total_cmp);
        Sample(list)
    }

    /// Gives the numbers by rising size.
    pub fn values(&self) -> &[f64] {
        &self.0
    }

    /// Counts the numbers.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Tells whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Gives the least.
    pub fn min(&self) -> Option<f64> {
        self.0.first().copied()
    }

    /// Gives the greatest.
    pub fn max(&self) -> Option<f64> {
        self.0.last().copied()
    }

    /// Gives the arithmetic mean.
    pub fn mean(&self) -> Option<f64> {
        mean(&self.0)
    }

    /// Gives the middle one, or the mean of the middle two.
    pub fn median(&self) -> Option<f64> {
        self.percentile(0.5)
    }

    /// Gives the number below which a share of them lies (0.85 for the 85th percentile), linear
    /// between the two nearest: Excel's PERCENTILE.INC, Hyndman and Fan's type 7 (1996).
    pub fn percentile(&self, share: f64) -> Option<f64> {
        let last = self.0.len().checked_sub(1)?;
        if !(0.0..=1.0).contains(&share) {
            return None;
        }
        let at = share * last as f64;
        let low = at.floor();
        let below = *self.0.get(low as usize)?;
        let above = *self.0.get(at.ceil() as usize)?;
        finite(below + (above - below) * (at - low))
    }

    /// Gives the share of the numbers that are at most `value`.
    pub fn share_at_most(&self, value: f64) -> Option<f64> {
        ratio(self.0.partition_point(|v| *v <= value) as f64, self.0.len() as f64)
    }

    /// Gives the standard deviation of a sample (n - 1); needs two numbers.
    pub fn deviation(&self) -> Option<f64> {
        let mean = self.mean()?;
        let squares: f64 = self.0.iter().map(|v| (v - mean) * (v - mean)).sum();
        ratio(squares, self.0.len().checked_sub(1)? as f64).map(f64::sqrt)
    }
}

/// Gives a number only if it is one.
pub fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

/// Divides; nothing where the divisor is zero.
pub fn ratio(above: f64, below: f64) -> Option<f64> {
    if below == 0.0 { None } else { finite(above / below) }
}

/// Gives the arithmetic mean of numbers in the order in which they stand.
pub fn mean(values: &[f64]) -> Option<f64> {
    ratio(values.iter().sum(), values.len() as f64)
}

/// Gives the distance from each number to the next: one fewer than there are numbers.
pub fn moving_ranges(series: &[f64]) -> Vec<f64> {
    series.iter().zip(series.iter().skip(1)).map(|(a, b)| (b - a).abs()).collect()
}

/// Gives, for each place of a series, the mean of the last `window` numbers up to it; none until
/// there are so many.
pub fn moving_means(series: &[f64], window: usize) -> Vec<Option<f64>> {
    let from = |at: usize| (at + 1).checked_sub(window.max(1));
    (0..series.len())
        .map(|at| from(at).and_then(|from| series.get(from..=at)).and_then(mean))
        .collect()
}

/// Is a straight line through points, by least squares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// The height at x = 0.
    pub start: f64,
    /// How much it rises per unit of x.
    pub slope: f64,
    /// The standard error of the points around it (n - 2); 0 for two points.
    pub spread: f64,
    /// The mean of x.
    pub center: f64,
    /// The sum of the squared distances of x from its mean.
    pub width: f64,
    /// How many points.
    pub n_points: usize,
}

impl Line {
    /// Fits a line; nothing for fewer than two different x.
    pub fn fit(points: &[(f64, f64)]) -> Option<Line> {
        let n_points = points.len();
        let n = n_points as f64;
        let center = ratio(points.iter().map(|p| p.0).sum(), n)?;
        let middle = ratio(points.iter().map(|p| p.1).sum(), n)?;
        let width: f64 = points.iter().map(|p| (p.0 - center).powi(2)).sum();
        let both: f64 = points.iter().map(|p| (p.0 - center) * (p.1 - middle)).sum();
        let slope = ratio(both, width)?;
        let start = finite(middle - slope * center)?;
        let off: f64 = points.iter().map(|p| (p.1 - start - slope * p.0).powi(2)).sum();
        let spread = if n_points > 2 { finite((off / (n - 2.0)).sqrt())? } else { 0.0 };
        Some(Line { start, slope, spread, center, width, n_points })
    }

    /// Gives its height at x.
    pub fn at(&self, x: f64) -> f64 {
        self.start + self.slope * x
    }

    /// Gives the standard error of one new point at x (the prediction interval's).
    pub fn error_at(&self, x: f64) -> f64 {
        let far = ratio((x - self.center).powi(2), self.width).unwrap_or(0.0);
        let near = ratio(1.0, self.n_points as f64).unwrap_or(0.0);
        self.spread * (1.0 + near + far).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_those_of_excel() {
        // Excel: PERCENTILE.INC({4,5,6,12,12},0.7) = 10.8.
        let s = Sample::new([12.0, 4.0, f64::NAN, 12.0, 6.0, 5.0]);
        assert!((s.percentile(0.7).unwrap_or_default() - 10.8).abs() < 1e-12);
        assert_eq!((s.median(), s.min(), s.max(), s.len()), (Some(6.0), Some(4.0), Some(12.0), 5));
        assert_eq!((s.percentile(0.0), s.percentile(1.0)), (Some(4.0), Some(12.0)));
        assert_eq!(s.share_at_most(6.0), Some(0.6));
    }

    #[test]
    fn what_cannot_be_said_is_none() {
        let none = Sample::new([f64::NAN, f64::INFINITY]);
        assert_eq!((none.mean(), none.median(), none.deviation()), (None, None, None));
        assert_eq!(Sample::new([1.0]).deviation(), None);
        assert_eq!(Sample::new([1.0]).percentile(f64::NAN), None);
        assert_eq!((ratio(1.0, 0.0), ratio(f64::MAX, 0.1)), (None, None));
        assert_eq!(Line::fit(&[(1.0, 2.0), (1.0, 3.0)]), None);
        assert_eq!(Sample::new([f64::MAX, f64::MAX]).mean(), None);
    }

    #[test]
    fn lines_and_ranges_follow_the_series() {
        assert_eq!(moving_ranges(&[3.0, 5.0, 4.0]), [2.0, 1.0]);
        assert_eq!(moving_means(&[2.0, 4.0, 9.0], 2), [None, Some(3.0), Some(6.5)]);
        let line = Line::fit(&[(0.0, 1.0), (1.0, 3.0), (2.0, 5.0)]).unwrap_or_else(|| panic!());
        assert_eq!((line.at(3.0), line.slope, line.spread), (7.0, 2.0, 0.0));
    }
}
