//! Charts: whatever the numbers are, what is drawn is drawn, finite, and within the chart.
#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use throughline_core::geometry::chart::{self, N_LOOKS, Plot, plot, table};
use throughline_core::metrics::report::{Axis, Chart, ChartKind, Point, Rule, Series, Unit};

const KINDS: [ChartKind; 11] = [
    ChartKind::Line,
    ChartKind::Area,
    ChartKind::Stacked,
    ChartKind::Bar,
    ChartKind::StackedBar,
    ChartKind::Scatter,
    ChartKind::Histogram,
    ChartKind::Waterfall,
    ChartKind::Heat,
    ChartKind::Control,
    ChartKind::Bullet,
];

fn value() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => -50.0..200.0f64,
        2 => Just(0.0),
        1 => prop_oneof![Just(f64::NAN), Just(f64::INFINITY), Just(f64::NEG_INFINITY), Just(1e300)],
        1 => -1e9..1e9f64,
    ]
}

fn unit() -> impl Strategy<Value = Unit> {
    prop_oneof![
        Just(Unit::Number),
        Just(Unit::Share),
        Just(Unit::Days),
        Just(Unit::Ratio),
        Just(Unit::Count("item".to_owned(), "items".to_owned())),
        Just(Unit::Money("EUR".to_owned())),
        Just(Unit::Other("very long unit of a person's own".to_owned())),
    ]
}

prop_compose! {
    fn chart()(
        kind in 0..KINDS.len(),
        days in any::<bool>(),
        named in any::<bool>(),
        unit in unit(),
        first in -1000i32..30_000,
        gap in 1i32..40,
        rows in proptest::collection::vec(
            ("[a-zA-Z ]{0,30}", proptest::collection::vec(
                (proptest::option::weighted(0.8, value()), proptest::option::weighted(0.2, (value(), value())), proptest::option::weighted(0.1, Just("3 sigma".to_owned()))),
                0..24,
            )),
            0..9,
        ),
        rules in proptest::collection::vec(("[a-z ]{0,40}", value(), any::<bool>()), 0..4),
    ) -> Chart {
        let named = named && !days;
        let x = |nth: usize| if named { nth as f64 } else { f64::from(first) + (nth as f64) * f64::from(gap) };
        let series = rows.into_iter().map(|(name, points)| Series {
            name,
            points: points.into_iter().enumerate().map(|(nth, (y, band, mark))| Point { x: x(nth), y, band, record: None, records: Vec::new(), mark }).collect(),
        });
        Chart {
            kind: KINDS[kind],
            title: "A chart".to_owned(),
            x: Axis {
                name: "Along".to_owned(),
                unit: if days { Unit::Day } else { Unit::Number },
                names: if named { (0..24).map(|n| format!("Name {n}")).collect() } else { Vec::new() },
            },
            y: Axis { name: "Up".to_owned(), unit, names: Vec::new() },
            series: series.collect(),
            rules: rules.into_iter().map(|(name, at, upright)| Rule { name, at, upright }).collect(),
        }
    }
}

/// Reads the coordinates out of the data of a path.
fn coordinates(d: &str) -> Vec<(f64, f64)> {
    let steps = d.split(['M', 'L', 'Z']).map(str::trim).filter(|step| !step.is_empty());
    let pair = |step: &str| {
        let (x, y) = step.split_once(' ').unwrap_or_else(|| panic!("{step} in {d}"));
        (x.parse().unwrap(), y.parse().unwrap())
    };
    steps.map(pair).collect()
}

fn inside(plot: &Plot, slack: f64, x: f64, y: f64) -> bool {
    x.is_finite()
        && y.is_finite()
        && (-slack..=plot.width + slack).contains(&x)
        && (-slack..=plot.height + slack).contains(&y)
}

proptest! {
    #[test]
    fn whatever_is_drawn_is_finite_and_within_the_chart(
        chart in chart(), width in 280.0..1600.0f64, height in 160.0..600.0f64,
    ) {
        let plot = plot(&chart, width, height);
        for path in &plot.paths {
            prop_assert!(!path.d.contains("NaN") && !path.d.contains("inf"), "{}", path.d);
            prop_assert!(path.look.is_none_or(|look| look < N_LOOKS));
            for (x, y) in coordinates(&path.d) {
                // Signs at the edge of the frame reach a few pixels over it.
                prop_assert!(inside(&plot, 8.0, x, y), "{} at {x} {y} in {} by {}", path.role, plot.width, plot.height);
            }
        }
        for text in &plot.texts {
            prop_assert!(inside(&plot, 8.0, text.x, text.y), "{text:?} in {} by {}", plot.width, plot.height);
        }
        for mark in &plot.marks {
            prop_assert!(inside(&plot, 0.5, mark.x, mark.y), "{mark:?}");
            let point = &chart.series[mark.series].points.iter().filter(|p| p.x.is_finite()).nth(mark.point);
            prop_assert!(point.is_some_and(|point| point.y.is_some()));
            let said = chart::said(&chart, *mark).sentence();
            prop_assert!(!said.contains("NaN"), "{said}");
        }
    }

    #[test]
    fn no_gap_becomes_a_mark(chart in chart()) {
        let plot = plot(&chart, 800.0, 300.0);
        let known = chart.series.iter().flat_map(|s| &s.points).filter(|p| p.y.is_some_and(f64::is_finite));
        prop_assert!(plot.marks.len() <= known.count());
    }

    #[test]
    fn the_table_has_each_value_once(chart in chart()) {
        let table = table(&chart, usize::MAX);
        prop_assert!(table.rows.iter().all(|row| row.len() == table.heads.len()));
        prop_assert_eq!(table.rows.len(), table.n_rows);
        let words: String = table.rows.iter().flatten().cloned().collect();
        prop_assert!(!words.contains("NaN") && !words.contains("inf"), "{}", words);
    }

    #[test]
    fn a_walk_reaches_every_mark(chart in chart()) {
        let plot = plot(&chart, 800.0, 300.0);
        let mut at = chart::walk(&plot, None, "Home");
        let mut seen = std::collections::HashSet::new();
        while let Some(idx) = at.filter(|idx| seen.insert(*idx)) {
            let next = chart::walk(&plot, Some(idx), "ArrowRight");
            at = if next == Some(idx) {
                let below = chart::walk(&plot, Some(idx), "ArrowDown");
                below.and_then(|below| chart::walk(&plot, Some(below), "Home"))
            } else {
                next
            };
        }
        prop_assert_eq!(seen.len(), plot.marks.len());
    }
}
