//! The columns of the table: which a lens has, and how many of them the table has room for.

use leptos::prelude::*;
use throughline_core::model::Lens;

use super::text;
use crate::app::roadmap::Road;
use crate::shell::preference;

/// Names a column beside the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Col {
    /// Its key.
    Key,
    /// When it starts.
    Start,
    /// When it finishes.
    Finish,
    /// How long it takes.
    Length,
    /// Who answers for it.
    Owner,
    /// How much later than agreed it finishes.
    Slip,
    /// How much of it is done.
    Done,
    /// How much later it may be.
    Float,
    /// How it is doing.
    Health,
    /// What was spent of its budget.
    Spent,
    /// How many of its rows have conflicts.
    Conflicts,
    /// How sure its dates are.
    Confidence,
}

impl Col {
    /// Gives the columns of a lens, those that matter most first.
    fn of(lens: &Lens) -> &'static [Col] {
        match lens {
            Lens::Portfolio => {
                &[Col::Start, Col::Finish, Col::Health, Col::Spent, Col::Slip, Col::Owner, Col::Key]
            }
            Lens::Program => &[
                Col::Start,
                Col::Finish,
                Col::Conflicts,
                Col::Slip,
                Col::Owner,
                Col::Key,
                Col::Float,
            ],
            Lens::Product => &[
                Col::Start,
                Col::Finish,
                Col::Confidence,
                Col::Owner,
                Col::Key,
                Col::Done,
                Col::Slip,
            ],
            _ => &[
                Col::Start,
                Col::Finish,
                Col::Length,
                Col::Owner,
                Col::Slip,
                Col::Key,
                Col::Done,
                Col::Float,
            ],
        }
    }

    /// Gives its width in CSS pixels.
    fn width(self) -> f64 {
        match self {
            Col::Start | Col::Finish => 76.0,
            Col::Key => 72.0,
            Col::Owner => 36.0,
            Col::Length | Col::Slip | Col::Done | Col::Float | Col::Spent => 52.0,
            Col::Health => 76.0,
            Col::Conflicts | Col::Confidence => 70.0,
        }
    }

    /// Gives its name, and whether it stands at the right.
    pub fn head(self) -> (&'static str, bool) {
        match self {
            Col::Key => (text::KEY, false),
            Col::Start => (text::START, false),
            Col::Finish => (text::FINISH, false),
            Col::Length => (text::LENGTH, true),
            Col::Owner => (text::OWNER, false),
            Col::Slip => (text::SLIP, true),
            Col::Done => (text::DONE, true),
            Col::Float => (text::FLOAT, true),
            Col::Health => (text::HEALTH, false),
            Col::Spent => (text::SPENT, true),
            Col::Conflicts => (text::CONFLICTS, true),
            Col::Confidence => (text::CONFIDENCE, false),
        }
    }
}

/// The least width of the name, and of the table, in CSS pixels.
const NAME: f64 = 188.0;
const LEAST: f64 = 112.0;
/// What the table has around its cells.
const AROUND: f64 = 16.0;
/// The widest window that counts as a phone.
const PHONE: f64 = 699.0;

/// Is the table's width and what it has room for.
#[derive(Clone, Copy)]
pub struct Columns {
    /// Its width in CSS pixels.
    pub width: RwSignal<f64>,
    /// The columns beside the name.
    pub shown: Memo<Vec<Col>>,
}

impl Columns {
    /// Starts with the width that this device remembers.
    pub fn new(road: Road) -> Self {
        let window = window().inner_width().ok().and_then(|w| w.as_f64()).unwrap_or(1_280.0);
        let kept = preference::get("roadmap-table").and_then(|text| text.parse().ok());
        let usual = if window <= PHONE { 140.0 } else { 496.0 };
        let kept = kept.filter(|_| window > PHONE);
        let width = RwSignal::new(f64::min(kept.unwrap_or(usual), window * 0.6).max(LEAST));
        let lens = Memo::new(move |_| road.question.with(|question| question.lens.clone()));
        let shown = Memo::new(move |_| {
            let mut room = width.get() - NAME - AROUND;
            let all = lens.with(|lens| Col::of(lens));
            let fits = all.iter().take_while(|col| {
                room -= col.width();
                room >= 0.0
            });
            fits.copied().collect::<Vec<_>>()
        });
        Columns { width, shown }
    }

    /// Gives the widths of all columns for the style sheet; tracks.
    pub fn template(self) -> String {
        let mut out = "minmax(0, 1fr)".to_owned();
        for col in self.shown.get() {
            out.push_str(&format!(" {}px", col.width()));
        }
        out
    }

    /// Makes the table so wide, and remembers it.
    pub fn resize(self, width: f64) {
        let window = window().inner_width().ok().and_then(|w| w.as_f64()).unwrap_or(1_280.0);
        let width = width.clamp(LEAST, (window - 240.0).max(LEAST)).round();
        self.width.set(width);
        preference::set("roadmap-table", &width.to_string());
    }
}
