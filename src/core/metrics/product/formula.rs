//! The formulas of product numbers, on plain numbers. They know no KPI and no date. A number that
//! cannot be computed is `None`; shares are of 1.

use crate::metrics::stat::{finite, ratio};

/// Gives net revenue retention: (start + expansion − contraction − churned) / start.
pub fn nrr(start: f64, expansion: f64, contraction: f64, churned: f64) -> Option<f64> {
    ratio(start + expansion - contraction - churned, start)
}

/// Gives gross revenue retention: (start − contraction − churned) / start.
pub fn grr(start: f64, contraction: f64, churned: f64) -> Option<f64> {
    ratio(start - contraction - churned, start)
}

/// Gives the net new recurring revenue: new + expansion + reactivation − contraction − churned.
pub fn net_new(new: f64, expansion: f64, back: f64, contraction: f64, churned: f64) -> f64 {
    new + expansion + back - contraction - churned
}

/// Gives the quick ratio: (new + expansion + reactivation) / (churned + contraction). Mamoon
/// Hamid (2015).
pub fn quick_ratio(gained: f64, lost: f64) -> Option<f64> {
    ratio(gained, lost)
}

/// Gives the yearly value of a month's recurring revenue: 12 × MRR.
pub fn arr(mrr: f64) -> Option<f64> {
    finite(mrr * 12.0)
}

/// Gives the churn: what was lost over what there was at the start.
pub fn churn(lost: f64, start: f64) -> Option<f64> {
    ratio(lost, start)
}

/// Gives the mean revenue per account: MRR / accounts.
pub fn arpa(mrr: f64, accounts: f64) -> Option<f64> {
    ratio(mrr, accounts)
}

/// Gives the value of a customer: revenue per account × margin / churn. Skok, SaaS Metrics 2.0.
pub fn ltv(arpa: f64, margin: f64, churn: f64) -> Option<f64> {
    ratio(arpa * margin, churn)
}

/// Gives the cost to win a customer: sales and marketing / new customers.
pub fn cac(spent: f64, won: f64) -> Option<f64> {
    ratio(spent, won)
}

/// Gives the months until a customer has paid back: CAC / (revenue per account × margin).
pub fn payback(cac: f64, arpa: f64, margin: f64) -> Option<f64> {
    ratio(cac, arpa * margin)
}

/// Gives the rule of 40: growth + profit margin, both as shares. Feld (2015).
pub fn rule_of_40(growth: f64, margin: f64) -> Option<f64> {
    finite(growth + margin)
}

/// Gives a part of a whole: activation, adoption, DAU/MAU, CSAT, the 40 % question.
pub fn part(of: f64, all: f64) -> Option<f64> {
    ratio(of, all)
}

/// Gives the net promoter score from −100 to 100: the share of 9 and 10 less that of 0 to 6.
/// Reichheld, The One Number You Need to Grow (2003).
pub fn nps(promoters: f64, passives: f64, detractors: f64) -> Option<f64> {
    Some(ratio(promoters - detractors, promoters + passives + detractors)? * 100.0)
}

/// Gives the mean of answers on a scale, as in the customer effort score.
pub fn mean_answer(sum: f64, answers: f64) -> Option<f64> {
    ratio(sum, answers)
}

/// Says how a day of retention is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retention {
    /// Active on that very day.
    Classic,
    /// Active on any day up to that one.
    Cumulative,
    /// Active on that day or any later one.
    Rolling,
}

/// Gives the share of users that are retained on a day after their first: each user is a list of
/// days, counted from 1, on which they were active. A user without any counts in the whole.
pub fn retention(users: &[&[u32]], day: u32, how: Retention) -> Option<f64> {
    let kept = users.iter().filter(|days| {
        days.iter().any(|d| match how {
            Retention::Classic => *d == day,
            Retention::Cumulative => *d <= day,
            Retention::Rolling => *d >= day,
        })
    });
    ratio(kept.count() as f64, users.len() as f64)
}
