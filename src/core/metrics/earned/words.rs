//! What the numbers of earned value are called and say.

use crate::metrics::draft::{Word, many, said, short};
use crate::metrics::report::Unit;

/// The heading of the tiles.
pub const GROUP: &str = "Cost and schedule";

const EVM: &str = "PMI, The Standard for Earned Value Management (2019)";
const ES: &str = "Lipke, Schedule is Different (2003); Lipke, Earned Schedule (2009)";

macro_rules! words {
    ($( $key:literal $name:literal $formula:literal $source:expr; )+) => {
        &[ $( Word { key: $key, name: $name, formula: $formula, source: $source }, )+ ]
    };
}

/// The table of numbers.
pub const WORDS: &[Word] = words! {
    "spi" "Schedule performance (SPI)" "SPI = EV ÷ PV, earned value over planned value" EVM;
    "cpi" "Cost performance (CPI)" "CPI = EV ÷ AC, earned value over actual cost" EVM;
    "spi-t" "Schedule performance in time (SPI(t))" "SPI(t) = ES ÷ AT, earned schedule over actual time, both in weeks. ES = C + (EV − PV at C) ÷ (PV at C + 1 − PV at C), where C is the number of whole weeks whose planned value is earned" ES;
    "eac" "Estimate at completion (EAC)" "EAC = BAC ÷ CPI, budget at completion over cost performance: the rest costs as the work so far did" EVM;
    "vac" "Variance at completion (VAC)" "VAC = BAC − EAC, budget at completion less estimate at completion" EVM;
    "tcpi" "Efficiency the rest needs (TCPI)" "TCPI = (BAC − EV) ÷ (BAC − AC), the work that is left over the money that is left" EVM;
    "finish" "Finish to expect (IEAC(t))" "IEAC(t) = PD ÷ SPI(t), planned duration over schedule performance in time, counted from the first planned day" ES;
    "bac" "Budget at completion (BAC)" "BAC = the sum of all budgets: planned work × hourly rates + planned costs" EVM;
    "pv" "Planned value (PV)" "PV = Σ budget × share that was planned to be done by the day" EVM;
    "ev" "Earned value (EV)" "EV = Σ budget × share that is done" EVM;
    "ac" "Actual cost (AC)" "AC = Σ hours spent × hourly rate + actual costs" EVM;
    "sv" "Schedule variance (SV)" "SV = EV − PV, earned value less planned value" EVM;
    "cv" "Cost variance (CV)" "CV = EV − AC, earned value less actual cost" EVM;
    "etc" "Estimate to complete (ETC)" "ETC = EAC − AC, estimate at completion less actual cost" EVM;
    "eac-planned" "EAC, the rest as planned" "EAC = AC + BAC − EV, actual cost plus the budget of what is left" EVM;
    "eac-both" "EAC, cost and pace as so far" "EAC = AC + (BAC − EV) ÷ (CPI × SPI)" EVM;
    "eac-estimate" "EAC, the rest estimated anew" "EAC = AC + ETC, where ETC = Σ work of today's plan × share left × hourly rate + planned costs not booked" EVM;
    "tcpi-eac" "Efficiency the rest needs to reach EAC" "TCPI = (BAC − EV) ÷ (EAC − AC)" EVM;
    "sv-t" "Schedule variance in time (SV(t))" "SV(t) = ES − AT, earned schedule less actual time, in weeks" ES;
};

/// Counts what was left out of an account.
#[derive(Debug, Default)]
pub struct Left {
    /// Items that were given up.
    pub dropped: usize,
    /// Items without work or dates.
    pub unplanned: usize,
    /// Items whose hours have no price.
    pub unrated: usize,
    /// Time entries whose hours have no price.
    pub unpriced: usize,
    /// Items that no baseline holds.
    pub unagreed: usize,
    /// Finished items without a day.
    pub undated: usize,
    /// Started items without a progress.
    pub halved: usize,
    /// Planned costs.
    pub purchases: usize,
}

impl Left {
    /// Says what was left out.
    pub fn notes(&self) -> Vec<String> {
        let items = |n: usize| format!("{n} {}", many(n as f64, "item", "items"));
        let mut out = Vec::new();
        let mut add = |n: usize, text: String| {
            if n > 0 {
                out.push(text);
            }
        };
        add(
            self.unplanned,
            format!("{} without work or dates count for nothing.", items(self.unplanned)),
        );
        add(
            self.unrated,
            format!(
                "{} count for nothing: nobody on them has an hourly rate.",
                items(self.unrated)
            ),
        );
        add(
            self.unpriced,
            format!(
                "{} of time without an hourly rate are not in the actual cost.",
                entries(self.unpriced)
            ),
        );
        add(
            self.dropped,
            format!(
                "{} given up: what was spent on them counts, their budget does not.",
                items(self.dropped)
            ),
        );
        add(
            self.unagreed,
            format!(
                "{} that no baseline holds count with their own dates and work.",
                items(self.unagreed)
            ),
        );
        add(
            self.undated,
            format!(
                "{} were finished on a day that is not known; they are earned as of today.",
                items(self.undated)
            ),
        );
        add(
            self.halved,
            format!(
                "{} started without a stated progress count half (fixed formula 50/50).",
                items(self.halved)
            ),
        );
        add(self.purchases, "A planned cost is earned when an actual one of the same name is booked in the same place.".to_owned());
        out.push("Planned work is spread evenly over its days. Between the days on which progress is known it is taken as even.".to_owned());
        out
    }
}

fn entries(n: usize) -> String {
    format!("{n} {}", many(n as f64, "entry", "entries"))
}

/// Why there is nothing.
pub const NO_PLAN: &str = "No item here has both work and dates, and no cost is planned: there is no plan to compare with.";
/// Why nothing was to be done yet.
pub const NOT_BEGUN: &str = "Nothing was planned to be done by this day.";
/// Why no cost can be compared.
pub const NO_COST: &str = "Nothing was spent by this day.";
/// Why nothing can be said of the rest.
pub const NO_PACE: &str = "Nothing is earned yet, so that no pace can be told.";
/// Why the rest cannot be paid.
pub const NO_MONEY: &str = "The whole budget is spent: no efficiency brings the rest inside it.";

/// Says why the actual cost is not known.
pub fn no_time(n: usize, share: f64) -> String {
    format!(
        "No time is kept on {n} {} that make up {} % of the work done, so what it cost is not known.",
        many(n as f64, "item", "items"),
        short(share * 100.0)
    )
}

/// Says how SPI stands.
pub fn spi(value: f64, sv: f64, unit: &Unit) -> String {
    let gap = said(unit, sv.abs());
    match value {
        v if v < 0.995 => format!(
            "{} % of what was planned by now is done; work worth {gap} is behind.",
            short(v * 100.0)
        ),
        v if v > 1.005 => format!("Work worth {gap} more than planned is done."),
        _ => "As much is done as was planned.".to_owned(),
    }
}

/// Says how CPI stands.
pub fn cpi(value: f64, cv: f64, unit: &Unit) -> String {
    let gap = said(unit, cv.abs());
    match value {
        v if v < 0.995 => format!(
            "For each 1.00 spent, {v:.2} was earned: the work done cost {gap} more than its budget."
        ),
        v if v > 1.005 => format!(
            "For each 1.00 spent, {v:.2} was earned: the work done cost {gap} less than its budget."
        ),
        _ => "The work done cost what it was to cost.".to_owned(),
    }
}

/// Says how SPI(t) stands.
pub fn spi_time(es: f64, at: f64) -> String {
    // The three are told to a tenth, and the difference is that of what is told.
    let (at, es) = ((at * 10.0).round() / 10.0, (es * 10.0).round() / 10.0);
    let gap = ((at - es) * 10.0).round() / 10.0;
    if gap == 0.0 {
        return format!("After {} weeks the work stands where the plan put it.", short(at));
    }
    let way = if gap > 0.0 { "behind" } else { "ahead of" };
    format!(
        "After {} weeks the work stands where it was to stand after {}: {} {} {way} the plan.",
        short(at),
        short(es),
        short(gap.abs()),
        many(gap, "week", "weeks"),
    )
}

/// Says what it will cost.
pub fn eac(value: f64, bac: f64, unit: &Unit) -> String {
    let gap = said(unit, (value - bac).abs());
    let way = if value > bac { "over" } else { "under" };
    format!(
        "At this efficiency it ends at {}, {gap} {way} the budget of {}.",
        said(unit, value),
        said(unit, bac)
    )
}

/// Says what the rest needs.
pub fn tcpi(value: f64, cpi: Option<f64>) -> String {
    match cpi {
        Some(cpi) if value > cpi => {
            format!(
                "To end within the budget the rest must earn {value:.2} for each 1.00; so far it was {cpi:.2}."
            )
        }
        _ => format!("To end within the budget the rest must earn {value:.2} for each 1.00."),
    }
}

/// Says when it ends.
pub fn finish(days_late: f64) -> String {
    match days_late {
        d if d > 0.5 => format!(
            "At the pace so far the end comes {} later than planned.",
            said(&Unit::Days, d.round())
        ),
        d if d < -0.5 => format!(
            "At the pace so far the end comes {} earlier than planned.",
            said(&Unit::Days, -d.round())
        ),
        _ => "At the pace so far the end comes as planned.".to_owned(),
    }
}

/// Says what another formula gives.
pub fn other(word: &Word, value: &str) -> String {
    format!("{}: {value}. {}.", word.name, word.formula)
}

/// Says what part of the budget an amount is.
pub fn of_budget(value: &str, budget: &str) -> String {
    format!("{value} of a budget of {budget}.")
}
