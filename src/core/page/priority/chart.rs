//! The ranking as bubbles: what it is worth against what it takes. It knows no pixel.

use super::Shown;
use super::method::Method;
use super::rank::Ranked;
use crate::metrics::report::{Axis, Unit};
use crate::page::report::{Dot, Scatter, Tone};
use crate::page::words::number;

/// Names the chart.
pub(super) fn title(method: &Method) -> &'static str {
    match method.key {
        "kano" => "What delights and what is missed",
        "opportunity" => "Important and badly met",
        _ => "Value against effort",
    }
}

/// Says what the eye should find.
pub(super) fn says(shown: &Shown<'_>) -> String {
    let moves = !scatter(shown).drag.0.is_empty();
    let how = if moves {
        " Drag a bubble, or press Alt with an arrow key, to change its numbers."
    } else {
        ""
    };
    let what = match shown.method.key {
        "kano" => {
            "The further up, the more it delights; the further right, the more its lack is felt."
        }
        "opportunity" => "Upper left lies what matters and is badly met.",
        _ => "The size of a bubble is its score, the number its rank.",
    };
    format!("{what}{how}")
}

/// Makes the chart.
pub(super) fn scatter(shown: &Shown<'_>) -> Scatter {
    let axis = |name: &str| Axis { name: name.to_owned(), unit: Unit::Number, names: Vec::new() };
    let most = shown.list.iter().filter_map(|r| r.points).fold(0.0, f64::max);
    let Some((x, x_end, y, y_end)) = shown.method.axes else { return kano(shown) };
    let (Some(x), Some(y)) = (shown.method.inputs.get(x), shown.method.inputs.get(y)) else {
        return kano(shown);
    };
    let ends = |get: fn(&super::score::Inputs) -> Option<f64>, least: f64| {
        let most = shown.list.iter().filter_map(|r| get(&r.inputs)).fold(least, f64::max);
        round_up(most)
    };
    let dots = shown.list.iter().enumerate().filter_map(|(at, ranked)| {
        let (along, up) = ((x.get)(&ranked.inputs)?, (y.get)(&ranked.inputs)?);
        let size = ranked.points.filter(|_| most > 0.0).map_or(0.0, |points| points / most);
        let hint = format!("{} {}, {} {}", x.name, number(along, 2), y.name, number(up, 2));
        let edit = match shown.method.key {
            "opportunity" => ranked.need.map(|need| need.id.to_ref()),
            _ => ranked.score.map(|score| score.id.to_ref()),
        };
        Some(Dot { edit, ..dot(shown, at, ranked, (along, up), size, hint) })
    });
    let quarters: &[&str] = match (shown.method.key, x.field) {
        ("opportunity", _) => &["Leave", "Overserved", "Opportunity", "Keep"],
        (_, "ease") => &["Leave", "Fill in", "Plan well", "Quick wins"],
        _ => &["Fill in", "Leave", "Quick wins", "Plan well"],
    };
    // A cost of delay is kept in hundredths, and is not set by pulling.
    let pulls = !matches!(y.field, "delay");
    let drag = |field: &str| if pulls { field.to_owned() } else { String::new() };
    Scatter {
        x: axis(x.name),
        y: axis(y.name),
        x_range: (0.0, ends(x.get, x_end)),
        y_range: (0.0, ends(y.get, y_end)),
        dots: dots.collect(),
        quarters: quarters.iter().map(|words| (*words).to_owned()).collect(),
        drag: (drag(x.field), drag(y.field)),
    }
}

fn kano(shown: &Shown<'_>) -> Scatter {
    let axis = |name: &str| Axis { name: name.to_owned(), unit: Unit::Number, names: Vec::new() };
    let dots = shown.list.iter().enumerate().filter_map(|(at, ranked)| {
        let (better, worse) = (ranked.tally.better()?, -ranked.tally.worse()?);
        let size = (ranked.tally.total() as f64 / 40.0).min(1.0);
        let verdict = ranked.tally.verdict().map_or("", |quality| quality.label());
        let (b, w) = (number(better, 2), number(worse, 2));
        let hint = format!("{verdict}: better {b}, worse {w}");
        Some(dot(shown, at, ranked, (worse, better), size, hint))
    });
    Scatter {
        x: axis("Its lack is felt"),
        y: axis("It delights"),
        x_range: (0.0, 1.0),
        y_range: (0.0, 1.0),
        dots: dots.collect(),
        quarters: ["Indifferent", "Must-be", "Attractive", "Performance"]
            .map(str::to_owned)
            .to_vec(),
        drag: (String::new(), String::new()),
    }
}

fn dot(
    shown: &Shown<'_>,
    at: usize,
    ranked: &Ranked<'_>,
    (x, y): (f64, f64),
    size: f64,
    hint: String,
) -> Dot {
    Dot {
        name: ranked.item.title.clone(),
        x,
        y,
        size: size.clamp(0.0, 1.0).sqrt(),
        at: Some(ranked.item.id.to_ref()),
        edit: None,
        tone: if at < shown.line { Tone::Plain } else { Tone::Quiet },
        hint,
        label: if ranked.points.is_some() { (at + 1).to_string() } else { String::new() },
    }
}

/// Gives a round end of an axis that holds a value: 1, 2, 3, 4, 5, 6, 8, 10 or 12 of a power of ten.
fn round_up(value: f64) -> f64 {
    if value <= 0.0 || !value.is_finite() {
        return 1.0;
    }
    let power = 10f64.powf(value.log10().floor());
    let ends = [1.0, 1.2, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0];
    ends.iter().map(|end| end * power).find(|end| *end >= value - 1e-9).unwrap_or(value)
}
