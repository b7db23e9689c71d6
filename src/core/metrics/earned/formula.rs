//! The formulas of earned value, on plain numbers. They know no model, no date and no currency.
//!
//! PMI, *The Standard for Earned Value Management* (2019); earned schedule after Lipke, *Schedule
//! is Different*, The Measurable News (2003), and *Earned Schedule* (2009). A number that cannot
//! be computed is `None`.

use crate::metrics::stat::{finite, ratio};

/// The four numbers from which all others follow, in one unit.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Basis {
    /// Budget at completion: all that was planned.
    pub bac: f64,
    /// Planned value: what was to be done by now, at its budget.
    pub pv: f64,
    /// Earned value: what is done by now, at its budget.
    pub ev: f64,
    /// Actual cost: what the work done by now cost.
    pub ac: f64,
}

impl Basis {
    /// Gives the schedule variance EV − PV.
    pub fn sv(&self) -> f64 {
        self.ev - self.pv
    }

    /// Gives the cost variance EV − AC.
    pub fn cv(&self) -> f64 {
        self.ev - self.ac
    }

    /// Gives the schedule performance index EV / PV.
    pub fn spi(&self) -> Option<f64> {
        ratio(self.ev, self.pv)
    }

    /// Gives the cost performance index EV / AC.
    pub fn cpi(&self) -> Option<f64> {
        ratio(self.ev, self.ac)
    }

    /// Gives the share of the budget that is earned: EV / BAC.
    pub fn complete(&self) -> Option<f64> {
        ratio(self.ev, self.bac)
    }

    /// Gives the estimate at completion if costs go on as they went: BAC / CPI.
    pub fn eac(&self) -> Option<f64> {
        ratio(self.bac, self.cpi()?)
    }

    /// Gives the estimate at completion if the rest costs what was planned: AC + BAC − EV.
    pub fn eac_as_planned(&self) -> Option<f64> {
        finite(self.ac + self.bac - self.ev)
    }

    /// Gives the estimate at completion if cost and pace both go on as they went:
    /// AC + (BAC − EV) / (CPI · SPI).
    pub fn eac_both(&self) -> Option<f64> {
        finite(self.ac + ratio(self.bac - self.ev, self.cpi()? * self.spi()?)?)
    }

    /// Gives the estimate at completion from a new estimate of the rest: AC + ETC.
    pub fn eac_estimated(&self, etc: f64) -> Option<f64> {
        finite(self.ac + etc)
    }

    /// Gives the estimate to complete: EAC − AC.
    pub fn etc(&self, eac: f64) -> Option<f64> {
        finite(eac - self.ac)
    }

    /// Gives the variance at completion: BAC − EAC.
    pub fn vac(&self, eac: f64) -> Option<f64> {
        finite(self.bac - eac)
    }

    /// Gives the efficiency that the rest needs to end at a total: (BAC − EV) / (total − AC). The
    /// total is BAC or EAC; nothing is left to say where no money is left.
    pub fn tcpi(&self, total: f64) -> Option<f64> {
        if total <= self.ac { None } else { ratio(self.bac - self.ev, total - self.ac) }
    }
}

/// Gives the earned value of work that is done to a share: share · budget.
pub fn earned(share: f64, budget: f64) -> Option<f64> {
    finite(share * budget)
}

/// Gives the share that is done from costs alone: AC / EAC.
pub fn complete_by_cost(ac: f64, eac: f64) -> Option<f64> {
    ratio(ac, eac)
}

/// Gives the total up to and with a period (from 1) of costs by period.
pub fn cumulative(costs: &[f64], period: usize) -> Option<f64> {
    finite(costs.get(..period)?.iter().sum())
}

/// Gives the earned schedule in periods: C + (EV − PV at C) / (PV at C + 1 − PV at C), where C is
/// the number of whole periods whose planned value is earned. `planned` is the cumulative planned
/// value at the end of each period. Lipke (2003).
pub fn earned_schedule(planned: &[f64], ev: f64) -> Option<f64> {
    let last = *planned.last()?;
    if !ev.is_finite() || !last.is_finite() || last <= 0.0 {
        return None;
    }
    // Once everything is earned the schedule is earned up to its first full period.
    let goal = ev.min(last);
    let whole = planned.iter().take_while(|pv| **pv <= goal).count();
    if goal >= last {
        return Some((planned.iter().take_while(|pv| **pv < last).count() + 1) as f64);
    }
    let below = whole.checked_sub(1).and_then(|at| planned.get(at)).copied().unwrap_or(0.0);
    let above = *planned.get(whole)?;
    finite(whole as f64 + ratio(goal - below, above - below)?.max(0.0))
}

/// Gives the schedule variance in time: ES − AT.
pub fn sv_time(es: f64, actual: f64) -> Option<f64> {
    finite(es - actual)
}

/// Gives the schedule performance index in time: ES / AT.
pub fn spi_time(es: f64, actual: f64) -> Option<f64> {
    ratio(es, actual)
}

/// Gives the duration to expect: planned duration / SPI(t). Lipke (2003).
pub fn duration_to_expect(planned: f64, spi_time: f64) -> Option<f64> {
    if spi_time <= 0.0 { None } else { ratio(planned, spi_time) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn earned_schedule_lies_between_two_periods() {
        // Lipke, Schedule is Different (2003): ES = C + I, here PV 10, 30, 60, 100.
        let planned = [10.0, 30.0, 60.0, 100.0];
        let cases = [(0.0, 0.0), (5.0, 0.5), (10.0, 1.0), (45.0, 2.5), (100.0, 4.0), (130.0, 4.0)];
        for (ev, es) in cases {
            assert_eq!(earned_schedule(&planned, ev), Some(es), "{ev}");
        }
        assert_eq!(earned_schedule(&[], 1.0), None);
        assert_eq!(earned_schedule(&[0.0, 0.0], 0.0), None);
        assert_eq!(earned_schedule(&[0.0, 10.0, 10.0], 10.0), Some(2.0));
    }

    #[test]
    fn nothing_is_divided_by_nothing() {
        let none = Basis::default();
        assert_eq!((none.spi(), none.cpi(), none.eac(), none.eac_both()), (None, None, None, None));
        assert_eq!((none.tcpi(0.0), none.complete()), (None, None));
        assert_eq!(duration_to_expect(10.0, 0.0), None);
    }
}
