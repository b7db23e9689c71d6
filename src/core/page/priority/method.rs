//! The methods by name: what each asks, how it is computed and where that comes from.

use super::score::{Inputs, cd3, ice, opportunity, rice, weighted, wsjf};

/// How the criteria of the weighted scorecard count, in the order of their fields.
pub type Weights = [f64; 5];

/// Is one input of a method.
#[derive(Debug)]
pub struct Input {
    /// The field of a score, or of a need.
    pub field: &'static str,
    /// The heading of its column.
    pub name: &'static str,
    /// What it means, and its scale.
    pub hint: &'static str,
    /// Reads it.
    pub get: fn(&Inputs) -> Option<f64>,
    /// Gives it to be changed.
    pub slot: fn(&mut Inputs) -> &mut Option<f64>,
}

/// Is one method.
#[derive(Debug)]
pub struct Method {
    /// Its key in addresses.
    pub key: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it asks.
    pub inputs: &'static [Input],
    /// How it ranks; nothing where an input is missing. MoSCoW and Kano rank by what was said.
    pub score: Option<fn(&Inputs, &Weights) -> Option<f64>>,
    /// The formula in words and signs.
    pub formula: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// Which inputs lie along and up in the chart, by position, and how far each axis goes.
    pub axes: Option<(usize, f64, usize, f64)>,
}

macro_rules! inputs {
    ($($konst:ident $field:ident $name:literal $hint:literal;)*) => {
        $(const $konst: Input = Input {
            field: stringify!($field),
            name: $name,
            hint: $hint,
            get: |i| i.$field,
            slot: |i| &mut i.$field,
        };)*
    };
}

inputs! {
    REACH reach "Reach" "People reached in a quarter";
    IMPACT impact "Impact" "For each of them: 3 massive, 2 high, 1 medium, 0.5 low, 0.25 minimal";
    CONFIDENCE confidence "Confidence %" "100 high, 80 medium, 50 low";
    EFFORT effort "Effort" "Person-months";
    VALUE value "Value" "To users and business, 1 to 10";
    URGENCY urgency "Time criticality" "How much of it is lost by waiting, 1 to 10";
    ENABLES enables "Risk reduction" "What risk it takes away or chance it opens, 1 to 10";
    FIT fit "Strategic fit" "How well it fits the strategy, 1 to 10";
    EASE ease "Ease" "How easy it is, 1 to 10";
    DELAY delay "Cost of delay" "What each week without it costs, in whole units of the currency";
    WEEKS weeks "Weeks" "How long it takes";
    IMPORTANCE importance "Importance" "Of the need that it meets, 1 to 10";
    SATISFACTION satisfaction "Satisfaction" "How well the need is met today, 1 to 10";
}

/// All methods; the first is the usual.
pub static METHODS: &[Method] = &[
    Method {
        key: "rice",
        name: "RICE",
        inputs: &[REACH, IMPACT, CONFIDENCE, EFFORT],
        score: Some(|i, _| rice(i)),
        formula: "Score = reach × impact × confidence ÷ effort, the effort at least 0.5 person-months",
        source: "Sean McBride, “RICE: Simple prioritization for product managers”, Intercom, 2016",
        axes: Some((3, 12.0, 1, 3.0)),
    },
    Method {
        key: "ice",
        name: "ICE",
        inputs: &[VALUE, CONFIDENCE, EASE],
        score: Some(|i, _| ice(i)),
        formula: "Score = impact × confidence × ease, each from 1 to 10; the impact is the value, the confidence is taken in tenths",
        source: "Sean Ellis and Morgan Brown, “Hacking Growth”, 2017",
        axes: Some((2, 10.0, 0, 10.0)),
    },
    Method {
        key: "wsjf",
        name: "WSJF",
        inputs: &[VALUE, URGENCY, ENABLES, EFFORT],
        score: Some(|i, _| wsjf(i)),
        formula: "Score = (value + time criticality + risk reduction) ÷ job size, the size being the effort",
        source: "Scaled Agile Framework, “Weighted Shortest Job First”, after Donald Reinertsen, 2009",
        axes: Some((3, 12.0, 0, 10.0)),
    },
    Method {
        key: "weighted",
        name: "Weighted scorecard",
        inputs: &[VALUE, URGENCY, ENABLES, FIT, EASE],
        score: Some(weighted),
        formula: "Score = Σ (criterion × weight) ÷ Σ weights; a weight of 0 leaves the criterion out",
        source: "Simple multi-attribute rating (SMART), Ward Edwards, 1977",
        axes: Some((4, 10.0, 0, 10.0)),
    },
    Method {
        key: "moscow",
        name: "MoSCoW",
        inputs: &[VALUE, EFFORT],
        score: None,
        formula: "Musts before shoulds before coulds, within each the higher value ÷ effort first. Musts should take no more than 60 % of the effort, coulds about 20 %",
        source: "DSDM Agile Project Framework Handbook, chapter 10",
        axes: Some((1, 12.0, 0, 10.0)),
    },
    Method {
        key: "kano",
        name: "Kano",
        inputs: &[],
        score: None,
        formula: "The pair of answers, how it feels with and without, gives the quality; most answers decide, of equals the more pressing: must-be, performance, attractive, indifferent. Better = (A + O) ÷ (A + O + M + I), worse = −(O + M) ÷ (A + O + M + I)",
        source: "Noriaki Kano, 1984; Charles Berger and others, Center for Quality of Management Journal, 1993",
        axes: None,
    },
    Method {
        key: "opportunity",
        name: "Opportunity score",
        inputs: &[IMPORTANCE, SATISFACTION],
        score: Some(|i, _| opportunity(i)),
        formula: "Score = importance + max(importance − satisfaction, 0), of the need that it meets with the highest",
        source: "Anthony Ulwick, “What Customers Want”, 2005",
        axes: Some((1, 10.0, 0, 10.0)),
    },
    Method {
        key: "cd3",
        name: "CD3",
        inputs: &[DELAY, WEEKS],
        score: Some(|i, _| cd3(i)),
        formula: "Score = cost of delay a week ÷ duration in weeks: cost of delay divided by duration",
        source: "Donald Reinertsen, “The Principles of Product Development Flow”, 2009; Black Swan Farming",
        axes: Some((1, 26.0, 0, 0.0)),
    },
];

/// Finds a method by its key; the first where there is no such.
pub fn method(key: Option<&str>) -> Option<&'static Method> {
    METHODS.iter().find(|method| Some(method.key) == key).or_else(|| METHODS.first())
}
