//! Where things are in a shape: shares of an axis, rows by name, what a fold hides. It knows no
//! pixel.

use serde_json::Value as Json;

use super::report::{Dot, Row, Scatter, Shape, Step};
use super::words::number;

impl Default for Shape {
    fn default() -> Self {
        Shape::Facts(Vec::new())
    }
}

impl Row {
    /// Gives a name that it keeps when rows change places; `n` is its position.
    pub fn name(&self, n: usize) -> String {
        self.at.map_or_else(|| format!("#{n}"), |at| at.to_string())
    }
}

impl Scatter {
    /// Tells whether bubbles can be moved.
    pub fn moves(&self) -> bool {
        !self.drag.0.is_empty() || !self.drag.1.is_empty()
    }

    /// Gives where a bubble is, as shares of both axes from 0 to 1.
    pub fn share(&self, dot: &Dot) -> (f64, f64) {
        (share(dot.x, self.x_range), share(dot.y, self.y_range))
    }

    /// Gives the values at a place, given as shares of both axes, for a field and in words. What
    /// does not move keeps its share's value too: who sets it knows the field.
    pub fn value(&self, x: f64, y: f64) -> ((Json, String), (Json, String)) {
        let of = |share: f64, range, name: &str| {
            let value = stepped(share, range);
            let json = if value.fract() == 0.0 { Json::from(value as i64) } else { value.into() };
            (json, format!("{name} {}", number(value, 2)))
        };
        (of(x, self.x_range, &self.x.name), of(y, self.y_range, &self.y.name))
    }

    /// Tells whether a bubble has these values already.
    pub fn is_there(&self, dot: &Dot, x: &Json, y: &Json) -> bool {
        let same = |json: &Json, value: f64| json.as_f64() == Some(value);
        (self.drag.0.is_empty() || same(x, dot.x)) && (self.drag.1.is_empty() || same(y, dot.y))
    }

    /// Gives five marks of an axis: their shares and what stands there.
    pub fn ticks(&self, along: bool) -> Vec<(f64, String)> {
        let (from, to) = if along { self.x_range } else { self.y_range };
        let at = |n: u8| {
            let share = f64::from(n) / 4.0;
            (share, number(from + (to - from) * share, 1))
        };
        (0..=4).map(at).collect()
    }
}

fn share(value: f64, (from, to): (f64, f64)) -> f64 {
    if to > from { ((value - from) / (to - from)).clamp(0.0, 1.0) } else { 0.5 }
}

/// Gives the value at a share of a range, in steps of about a hundredth of it: 1, 2 or 5 of some
/// power of ten.
fn stepped(share: f64, (from, to): (f64, f64)) -> f64 {
    let rough = (to - from).abs() / 100.0;
    if rough <= 0.0 || !rough.is_finite() {
        return from;
    }
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].iter().map(|s| s * power).find(|s| *s >= rough);
    let step = step.unwrap_or(power);
    let steps = ((from + (to - from) * share.clamp(0.0, 1.0)) / step).round();
    // Dividing by a whole number keeps decimals short where multiplying by a fraction does not.
    if step < 1.0 { steps / (1.0 / step).round() } else { steps * step }
}

/// Gives the steps that show: their position, the step, and whether what is below it shows, where
/// anything is. `turned` tells which folds a person turned round.
pub fn shown(steps: &[Step], turned: &dyn Fn(usize) -> bool) -> Vec<(usize, Step, Option<bool>)> {
    let mut out = Vec::new();
    let mut hidden_below: Option<u8> = None;
    for (idx, step) in steps.iter().enumerate() {
        if hidden_below.is_some_and(|depth| step.depth > depth) {
            continue;
        }
        hidden_below = None;
        let parent = steps.get(idx + 1).is_some_and(|next| next.depth > step.depth);
        let open = step.folded == turned(idx);
        if parent && !open {
            hidden_below = Some(step.depth);
        }
        out.push((idx, step.clone(), parent.then_some(open)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::report::{Axis, Unit};

    fn axis(name: &str) -> Axis {
        Axis { name: name.to_owned(), unit: Unit::Number, names: Vec::new() }
    }

    #[test]
    fn a_bubble_that_is_put_down_takes_round_values() {
        let scatter = Scatter {
            x: axis("Effort"),
            y: axis("Value"),
            x_range: (0.0, 12.0),
            y_range: (0.0, 10.0),
            dots: Vec::new(),
            quarters: Vec::new(),
            drag: ("effort".to_owned(), "value".to_owned()),
        };
        let ((x, words), (y, _)) = scatter.value(0.503, 0.7);
        assert_eq!((x, words.as_str(), y), (6.into(), "Effort 6", 7.into()));
        let dot = Dot { x: 6.0, y: 7.0, ..Dot::default() };
        assert_eq!(scatter.share(&dot), (0.5, 0.7));
        assert!(scatter.is_there(&dot, &6.into(), &7.into()));
    }

    #[test]
    fn a_fold_hides_what_is_below_it_and_nothing_else() {
        let step = |depth, folded| Step { depth, folded, ..Step::default() };
        let steps = [step(0, true), step(1, false), step(2, false), step(0, false), step(1, false)];
        let seen = |turned: &[usize]| {
            let lines = shown(&steps, &|idx| turned.contains(&idx));
            lines.into_iter().map(|(idx, ..)| idx).collect::<Vec<_>>()
        };
        assert_eq!(seen(&[]), [0, 3, 4]);
        assert_eq!(seen(&[0]), [0, 1, 2, 3, 4]);
        assert_eq!(seen(&[0, 1, 3]), [0, 1, 3]);
    }
}
