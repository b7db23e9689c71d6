//! The standard numbers of a product, made from KPIs by their keys. A number stands on the page
//! as soon as the workspace has all of its inputs, and no KPI of the same key. It knows no date.
//!
//! Inputs by key: `mrr` (recurring revenue at the end), `starting-mrr` (at the start),
//! `new-mrr`, `expansion-mrr`, `reactivation-mrr` (optional), `contraction-mrr`, `churned-mrr`;
//! `accounts`, `starting-customers`, `churned-customers`, `new-customers`; `sales-marketing-cost`,
//! `gross-margin` (%), `growth` (%), `profit-margin` (%); `signups`, `activated-users`; `dau`,
//! `mau`; `active-users`, `feature-users`; `nps-promoters`, `nps-passives`, `nps-detractors`;
//! `csat-satisfied`, `csat-answers`; `ces-sum`, `ces-answers`; `pmf-very-disappointed`,
//! `pmf-answers`. Counts and amounts are those of a period, such as a month, one reading each.

use super::formula as f;
use crate::metrics::draft::Better;
use crate::metrics::report::Unit;

/// What a standard number is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum In {
    /// Like its first input, whose money it is.
    Money,
    /// A share of 1.
    Share,
    /// An index.
    Ratio,
    /// Months.
    Months,
    /// Points.
    Points,
}

/// Is one standard number.
pub struct Standard {
    /// Its key.
    pub key: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The keys of its inputs; those after a `?` may be missing and then count for nothing.
    pub inputs: &'static [&'static str],
    /// From the inputs to the number.
    pub compute: fn(&[f64]) -> Option<f64>,
    /// What it is in.
    pub unit: In,
    /// Which way is better.
    pub better: Better,
    /// Where it should stand by its source, if that says so.
    pub target: Option<f64>,
    /// The formula with every term named.
    pub formula: &'static str,
    /// Its source.
    pub source: &'static str,
}

impl Standard {
    /// Gives the unit, money in the currency of the inputs.
    pub fn unit(&self, money: &Unit) -> Unit {
        match self.unit {
            In::Money => money.clone(),
            In::Share => Unit::Share,
            In::Ratio => Unit::Ratio,
            In::Months => Unit::Count("month".to_owned(), "months".to_owned()),
            In::Points => Unit::Other("points".to_owned()),
        }
    }
}

const SKOK: &str = "Skok, SaaS Metrics 2.0, For Entrepreneurs (2013)";

macro_rules! standard {
    ($( $key:literal $name:literal [$($input:literal),+] |$v:ident| $compute:expr, $unit:ident $better:ident $target:expr, $formula:literal $source:expr; )+) => {
        &[ $( Standard {
            key: $key,
            name: $name,
            inputs: &[$($input),+],
            compute: |$v: &[f64]| $compute,
            unit: In::$unit,
            better: Better::$better,
            target: $target,
            formula: $formula,
            source: $source,
        }, )+ ]
    };
}

/// Gives an input by its position; a missing one counts for nothing.
fn n(values: &[f64], at: usize) -> f64 {
    values.get(at).copied().unwrap_or(0.0)
}

/// The table of standard numbers.
pub const STANDARD: &[Standard] = standard! {
    "arr" "Yearly recurring revenue (ARR)" ["mrr"] |v| f::arr(n(v, 0)),
        Money Up None, "ARR = 12 × MRR, the month's recurring revenue (`mrr`)" SKOK;
    "net-new-mrr" "Net new recurring revenue" ["new-mrr", "expansion-mrr", "contraction-mrr", "churned-mrr", "?reactivation-mrr"] |v| Some(f::net_new(n(v, 0), n(v, 1), n(v, 4), n(v, 2), n(v, 3))),
        Money Up None, "Net new MRR = new + expansion + reactivation − contraction − churned" SKOK;
    "nrr" "Net revenue retention (NRR)" ["starting-mrr", "expansion-mrr", "contraction-mrr", "churned-mrr"] |v| f::nrr(n(v, 0), n(v, 1), n(v, 2), n(v, 3)),
        Share Up Some(1.0), "NRR = (starting MRR + expansion − contraction − churned) ÷ starting MRR" SKOK;
    "grr" "Gross revenue retention (GRR)" ["starting-mrr", "contraction-mrr", "churned-mrr"] |v| f::grr(n(v, 0), n(v, 1), n(v, 2)),
        Share Up None, "GRR = (starting MRR − contraction − churned) ÷ starting MRR" SKOK;
    "revenue-churn" "Revenue churn" ["churned-mrr", "starting-mrr"] |v| f::churn(n(v, 0), n(v, 1)),
        Share Down None, "Revenue churn = churned MRR ÷ starting MRR" SKOK;
    "customer-churn" "Customer churn" ["churned-customers", "starting-customers"] |v| f::churn(n(v, 0), n(v, 1)),
        Share Down None, "Customer churn = customers lost ÷ customers at the start" SKOK;
    "quick-ratio" "Quick ratio" ["new-mrr", "expansion-mrr", "churned-mrr", "contraction-mrr", "?reactivation-mrr"] |v| f::quick_ratio(n(v, 0) + n(v, 1) + n(v, 4), n(v, 2) + n(v, 3)),
        Ratio Up Some(4.0), "Quick ratio = (new + expansion + reactivation MRR) ÷ (churned + contraction MRR)" "Hamid, Quick ratio, SaaStr Annual (2015)";
    "arpa" "Revenue per account (ARPA)" ["mrr", "accounts"] |v| f::arpa(n(v, 0), n(v, 1)),
        Money Up None, "ARPA = MRR ÷ paying accounts" SKOK;
    "ltv" "Customer lifetime value (LTV)" ["mrr", "accounts", "gross-margin", "churned-customers", "starting-customers"] |v| f::ltv(f::arpa(n(v, 0), n(v, 1))?, n(v, 2), f::churn(n(v, 3), n(v, 4))?),
        Money Up None, "LTV = MRR ÷ accounts × gross margin ÷ customer churn" SKOK;
    "cac" "Cost to win a customer (CAC)" ["sales-marketing-cost", "new-customers"] |v| f::cac(n(v, 0), n(v, 1)),
        Money Down None, "CAC = sales and marketing cost ÷ new customers" SKOK;
    "cac-payback" "Payback of CAC" ["sales-marketing-cost", "new-customers", "mrr", "accounts", "gross-margin"] |v| f::payback(f::cac(n(v, 0), n(v, 1))?, f::arpa(n(v, 2), n(v, 3))?, n(v, 4)),
        Months Down Some(12.0), "Payback = CAC ÷ (MRR ÷ accounts × gross margin), in months" SKOK;
    "ltv-cac" "LTV to CAC" ["mrr", "accounts", "gross-margin", "churned-customers", "starting-customers", "sales-marketing-cost", "new-customers"] |v| crate::metrics::stat::ratio(f::ltv(f::arpa(n(v, 0), n(v, 1))?, n(v, 2), f::churn(n(v, 3), n(v, 4))?)?, f::cac(n(v, 5), n(v, 6))?),
        Ratio Up Some(3.0), "LTV : CAC = customer lifetime value ÷ cost to win a customer" SKOK;
    "rule-of-40" "Rule of 40" ["growth", "profit-margin"] |v| f::rule_of_40(n(v, 0), n(v, 1)),
        Share Up Some(0.4), "Rule of 40 = yearly growth + profit margin" "Feld, The Rule of 40 % for a Healthy SaaS Company (2015)";
    "activation-rate" "Activation" ["activated-users", "signups"] |v| f::part(n(v, 0), n(v, 1)),
        Share Up None, "Activation = users who reached the first value ÷ users who signed up" "McClure, Startup Metrics for Pirates (2007)";
    "dau-mau" "Stickiness (DAU/MAU)" ["dau", "mau"] |v| f::part(n(v, 0), n(v, 1)),
        Share Up None, "Stickiness = daily active users ÷ monthly active users" "Chen, DAU/MAU is an important metric (2018)";
    "adoption" "Adoption of the feature" ["feature-users", "active-users"] |v| f::part(n(v, 0), n(v, 1)),
        Share Up None, "Adoption = users of the feature ÷ active users" "Rodden, Hutchinson and Fu, Measuring the User Experience on a Large Scale (HEART, 2010)";
    "nps" "Net promoter score (NPS)" ["nps-promoters", "nps-passives", "nps-detractors"] |v| f::nps(n(v, 0), n(v, 1), n(v, 2)),
        Points Up None, "NPS = 100 × (answers of 9 and 10 − answers of 0 to 6) ÷ all answers" "Reichheld, The One Number You Need to Grow, HBR (2003)";
    "csat" "Customer satisfaction (CSAT)" ["csat-satisfied", "csat-answers"] |v| f::part(n(v, 0), n(v, 1)),
        Share Up None, "CSAT = answers of 4 and 5 of 5 ÷ all answers" "Farris et al., Marketing Metrics (2010)";
    "ces" "Customer effort score (CES)" ["ces-sum", "ces-answers"] |v| f::mean_answer(n(v, 0), n(v, 1)),
        Points Up None, "CES = sum of answers from 1 to 7 ÷ number of answers; 7 is least effort" "Dixon, Freeman and Toman, Stop Trying to Delight Your Customers, HBR (2010); 7-point scale of CEB (2013)";
    "pmf" "Would be very disappointed" ["pmf-very-disappointed", "pmf-answers"] |v| f::part(n(v, 0), n(v, 1)),
        Share Up Some(0.4), "Product-market fit = answers “very disappointed” ÷ all answers; 40 % or more is a fit" "Ellis, The Startup Pyramid (2009)";
};
