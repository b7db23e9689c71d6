//! The methods that rank by estimates: each a formula over the numbers of a score. They know no
//! item and no record; a number that is missing makes no score.

/// Is what is estimated about one thing, as plain numbers; nothing where nobody has said.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Inputs {
    /// People reached in a quarter.
    pub reach: Option<f64>,
    /// What it does for each: 3, 2, 1, 0.5 or 0.25.
    pub impact: Option<f64>,
    /// From 0 to 1.
    pub confidence: Option<f64>,
    /// Person-months.
    pub effort: Option<f64>,
    /// From 1 to 10.
    pub value: Option<f64>,
    /// From 1 to 10.
    pub urgency: Option<f64>,
    /// From 1 to 10.
    pub enables: Option<f64>,
    /// From 1 to 10.
    pub fit: Option<f64>,
    /// From 1 to 10.
    pub ease: Option<f64>,
    /// Money a week.
    pub delay: Option<f64>,
    /// Weeks.
    pub weeks: Option<f64>,
    /// From 1 to 10, of the need that it meets.
    pub importance: Option<f64>,
    /// From 1 to 10, of the need that it meets.
    pub satisfaction: Option<f64>,
}

/// The least effort that divides: half a person-month (Intercom).
const LEAST: f64 = 0.5;

/// Reach × impact × confidence ÷ effort, the effort at least half a person-month (McBride, Intercom
/// 2016).
pub fn rice(i: &Inputs) -> Option<f64> {
    Some(i.reach? * i.impact? * i.confidence? / i.effort?.max(LEAST))
}

/// Impact × confidence × ease, each from 1 to 10 (Ellis, GrowthHackers); the impact is the value,
/// and the confidence is taken in tenths.
pub fn ice(i: &Inputs) -> Option<f64> {
    Some(i.value? * (i.confidence? * 10.0) * i.ease?)
}

/// (Value + time criticality + risk reduction) ÷ job size, the size in person-months (SAFe after
/// Reinertsen).
pub fn wsjf(i: &Inputs) -> Option<f64> {
    divided(i.value? + i.urgency? + i.enables?, i.effort?)
}

/// Cost of delay ÷ duration (Reinertsen 2009): money a week, for each week.
pub fn cd3(i: &Inputs) -> Option<f64> {
    divided(i.delay?, i.weeks?)
}

/// Importance + what of it is not satisfied (Ulwick 2005).
pub fn opportunity(i: &Inputs) -> Option<f64> {
    let importance = i.importance?;
    Some(importance + (importance - i.satisfaction?).max(0.0))
}

/// The mean of the criteria by their weights, from 1 to 10; a criterion without a weight counts not,
/// and one without a number makes no score.
pub fn weighted(i: &Inputs, weights: &[f64; 5]) -> Option<f64> {
    let criteria = [i.value, i.urgency, i.enables, i.fit, i.ease];
    let counted = criteria.into_iter().zip(weights).filter(|(_, weight)| **weight > 0.0);
    let (mut sum, mut all) = (0.0, 0.0);
    for (value, weight) in counted {
        sum += value? * weight;
        all += weight;
    }
    divided(sum, all)
}

fn divided(of: f64, by: f64) -> Option<f64> {
    (by > 0.0).then(|| of / by)
}

/// What a run of work earns by the end of a horizon when one thing is done after the other and each
/// earns its rate from the day on which it is done: rates and durations in the order of work.
pub fn earned(work: &[(f64, f64)], horizon: f64) -> f64 {
    let mut at = 0.0;
    let mut sum = 0.0;
    for (rate, takes) in work {
        at += takes;
        sum += rate * (horizon - at).max(0.0);
    }
    sum
}
