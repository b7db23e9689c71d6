//! From minutes to pixels and back: zoom, pan, fit and snap. It knows no calendar.

use super::{DAY, END};

/// Says to what a drag snaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grain {
    /// To hours.
    Hour,
    /// To days.
    Day,
}

impl Grain {
    /// Gives its minutes.
    pub fn minutes(self) -> i64 {
        match self {
            Grain::Hour => 60,
            Grain::Day => DAY,
        }
    }
}

/// Maps minutes to pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// The minute at the left edge, with its fraction.
    left: f64,
    /// How many minutes a pixel is.
    per_pixel: f64,
}

impl Scale {
    /// The closest zoom: an hour takes 96 pixels.
    pub const CLOSEST: f64 = 60.0 / 96.0;
    /// The farthest zoom: a year takes 30 pixels.
    pub const FARTHEST: f64 = 365.25 * 1_440.0 / 30.0;

    /// Makes a scale with a minute at the left edge. The zoom stays between the closest and the
    /// farthest.
    pub fn new(left: f64, per_pixel: f64) -> Self {
        let per_pixel = if per_pixel.is_finite() { per_pixel } else { Self::FARTHEST };
        let left = if left.is_finite() { left } else { 0.0 };
        Scale {
            left: left.clamp(0.0, END as f64),
            per_pixel: per_pixel.clamp(Self::CLOSEST, Self::FARTHEST),
        }
    }

    /// Makes the scale in which a span fills a width, but for so many pixels at each side. What has
    /// no length is shown with a week around it.
    pub fn fit((from, to): (i64, i64), width: f64, pad: f64) -> Self {
        let room = (width - 2.0 * pad).max(1.0);
        let (from, to) = (from.min(to) as f64, from.max(to) as f64);
        let (from, to) = if to - from < 1.0 { (from - 5_040.0, to + 5_040.0) } else { (from, to) };
        let scale = Scale::new(0.0, (to - from) / room);
        // Where the zoom is limited, the span is in the middle.
        let middle = (from + to) / 2.0;
        Scale::new(middle - scale.per_pixel * width.max(1.0) / 2.0, scale.per_pixel)
    }

    /// Gives the minute at the left edge.
    pub fn left(&self) -> f64 {
        self.left
    }

    /// Gives how many minutes a pixel is.
    pub fn per_pixel(&self) -> f64 {
        self.per_pixel
    }

    /// Gives how wide a day is.
    pub fn day_width(&self) -> f64 {
        DAY as f64 / self.per_pixel
    }

    /// Gives where a minute lies.
    pub fn x(&self, minute: i64) -> f64 {
        (minute as f64 - self.left) / self.per_pixel
    }

    /// Gives how wide so many minutes are.
    pub fn width(&self, minutes: i64) -> f64 {
        minutes as f64 / self.per_pixel
    }

    /// Gives the minute that lies somewhere.
    pub fn minute(&self, x: f64) -> i64 {
        (self.left + x * self.per_pixel).clamp(0.0, END as f64).floor() as i64
    }

    /// Gives the minutes that are seen in a width: from the first to the one after the last.
    pub fn seen(&self, width: f64) -> (i64, i64) {
        (self.minute(0.0), self.minute(width.max(0.0)).saturating_add(1))
    }

    /// Zooms around a place that stays where it is; a factor over 1 comes closer.
    pub fn zoom(&self, factor: f64, x: f64) -> Self {
        let factor = if factor.is_finite() && factor > 0.0 { factor } else { 1.0 };
        let at = self.left + x * self.per_pixel;
        let per_pixel = (self.per_pixel / factor).clamp(Self::CLOSEST, Self::FARTHEST);
        Scale::new(at - x * per_pixel, per_pixel)
    }

    /// Moves what is seen by so many pixels; later things come into view where it is positive.
    pub fn pan(&self, dx: f64) -> Self {
        Scale::new(self.left + dx * self.per_pixel, self.per_pixel)
    }

    /// Keeps what is seen near a span: it may leave at most half of the width empty at a side.
    pub fn near(&self, (from, to): (i64, i64), width: f64) -> Self {
        let half = self.per_pixel * width.max(0.0) / 2.0;
        let (least, most) = (from.min(to) as f64 - half, from.max(to) as f64 - half);
        Scale::new(self.left.clamp(least, most), self.per_pixel)
    }

    /// Moves what is seen just so far that a span is in it, if it fits; else its start is.
    pub fn show(&self, (from, to): (i64, i64), width: f64, pad: f64) -> Self {
        let (x0, x1) = (self.x(from), self.x(to));
        if x0 < pad || x1 - x0 > width - 2.0 * pad {
            return self.pan(x0 - pad);
        }
        if x1 > width - pad { self.pan(x1 - (width - pad)) } else { *self }
    }

    /// Gives a scale between this one and another, for a zoom that is seen happening: 0 is this
    /// one, 1 the other. The zoom changes by equal factors in equal times.
    pub fn toward(&self, other: &Scale, share: f64, width: f64) -> Self {
        let share = share.clamp(0.0, 1.0);
        let per_pixel = self.per_pixel * (other.per_pixel / self.per_pixel).powf(share);
        let middle = |s: &Scale| s.left + s.per_pixel * width / 2.0;
        let (a, b) = (middle(self), middle(other));
        // The middle moves with the zoom, so that a place does not swing to and fro.
        let change = other.per_pixel - self.per_pixel;
        let moved = if change.abs() < 1e-9 { share } else { (per_pixel - self.per_pixel) / change };
        Scale::new(a + (b - a) * moved - per_pixel * width / 2.0, per_pixel)
    }

    /// Says to what a drag snaps at this zoom: to hours where an hour can be aimed at.
    pub fn grain(&self) -> Grain {
        if 60.0 / self.per_pixel >= 12.0 { Grain::Hour } else { Grain::Day }
    }

    /// Gives the border of a grain that is nearest to a place.
    pub fn snap(&self, x: f64, grain: Grain) -> i64 {
        let step = grain.minutes();
        self.minute(x).saturating_add(step / 2).div_euclid(step) * step
    }

    /// Gives how many whole grains a drag over so many pixels is.
    pub fn steps(&self, dx: f64, grain: Grain) -> i64 {
        let steps = dx * self.per_pixel / grain.minutes() as f64;
        if steps.is_finite() { steps.round() as i64 } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: i64 = 739_739 * DAY;

    #[test]
    fn pixels_and_minutes_are_each_others_way_back() {
        let scale = Scale::new(AT as f64, 30.0);
        assert_eq!(scale.x(AT + 300), 10.0);
        assert_eq!(scale.minute(10.0), AT + 300);
        assert_eq!(scale.width(DAY), 48.0);
        assert_eq!(scale.seen(100.0), (AT, AT + 3_001));
    }

    #[test]
    fn zooming_keeps_what_is_under_the_pointer_and_stays_within_its_limits() {
        let scale = Scale::new(AT as f64, 30.0);
        for factor in [0.5, 1.1, 7.0, 1e9, 1e-9, f64::NAN, 0.0] {
            let zoomed = scale.zoom(factor, 400.0);
            assert!((zoomed.x(AT + 12_000) - 400.0).abs() < 1e-6, "{factor}: {zoomed:?}");
            assert!(zoomed.per_pixel() >= Scale::CLOSEST);
            assert!(zoomed.per_pixel() <= Scale::FARTHEST);
        }
    }

    #[test]
    fn a_span_fits_between_its_pads() {
        let scale = Scale::fit((AT, AT + 100 * DAY), 1_000.0, 50.0);
        assert!((scale.x(AT) - 50.0).abs() < 1e-6);
        assert!((scale.x(AT + 100 * DAY) - 950.0).abs() < 1e-6);
        let point = Scale::fit((AT, AT), 1_000.0, 50.0);
        assert!((point.x(AT) - 500.0).abs() < 1e-6);
        let tiny = Scale::fit((AT, AT + 1), 1_000.0, 50.0);
        assert!((tiny.x(AT) - 500.0).abs() < 2.0, "{tiny:?}");
    }

    #[test]
    fn what_is_seen_stays_near_the_plan() {
        let span = (AT, AT + 10 * DAY);
        let far = Scale::new((AT + 500 * DAY) as f64, 30.0).near(span, 1_000.0);
        assert!((far.x(AT + 10 * DAY) - 500.0).abs() < 1e-6);
        let before = Scale::new((AT - 500 * DAY) as f64, 30.0).near(span, 1_000.0);
        assert!((before.x(AT) - 500.0).abs() < 1e-6);
    }

    #[test]
    fn showing_moves_no_farther_than_it_must() {
        let scale = Scale::new(AT as f64, 30.0);
        assert_eq!(scale.show((AT + 3_000, AT + 6_000), 1_000.0, 20.0), scale);
        let right = scale.show((AT + 30_000, AT + 33_000), 1_000.0, 20.0);
        assert!((right.x(AT + 33_000) - 980.0).abs() < 1e-6);
        let left = scale.show((AT - 3_000, AT), 1_000.0, 20.0);
        assert!((left.x(AT - 3_000) - 20.0).abs() < 1e-6);
    }

    #[test]
    fn a_zoom_that_is_seen_begins_and_ends_where_it_should() {
        let (a, b) = (Scale::new(AT as f64, 30.0), Scale::new((AT + 900 * DAY) as f64, 900.0));
        let near = |x: Scale, y: Scale| {
            (x.left() - y.left()).abs() < 1e-3 && (x.per_pixel() - y.per_pixel()).abs() < 1e-6
        };
        assert!(near(a.toward(&b, 0.0, 800.0), a));
        assert!(near(a.toward(&b, 1.0, 800.0), b));
        let half = a.toward(&b, 0.5, 800.0);
        assert!((half.per_pixel() - (30.0_f64 * 900.0).sqrt()).abs() < 1e-6);
    }

    #[test]
    fn drags_snap_to_days_from_afar_and_to_hours_from_near() {
        let far = Scale::new(AT as f64, 30.0);
        assert_eq!(far.grain(), Grain::Day);
        assert_eq!(far.snap(30.0, Grain::Day), AT + DAY);
        assert_eq!(far.snap(20.0, Grain::Day), AT);
        assert_eq!(far.steps(-60.0, Grain::Day), -1);
        assert_eq!(Scale::new(AT as f64, 2.0).grain(), Grain::Hour);
    }
}
