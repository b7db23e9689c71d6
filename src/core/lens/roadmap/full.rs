//! When work is done on a day, and how full a week is. It knows no calendar but the one that it is given.

use super::{Hours, Shift, Strip};
use crate::model::time::Date;

impl Hours {
    /// Gives the shifts of a day; none means that it is free.
    pub fn of(&self, day: Date) -> &[Shift] {
        let off = self.off.iter().find(|off| off.from <= day && day <= off.to);
        let usual = || self.week.get(day.weekday().num_days_from_monday() as usize);
        off.map(|off| off.shifts.as_slice()).or_else(|| usual().map(Vec::as_slice)).unwrap_or(&[])
    }
}

impl Strip {
    /// Gives how much of a week's time is planned: 1 is all of it. Work without any time for it is
    /// twice too much.
    pub fn share(&self, week: usize) -> f64 {
        match self.weeks.get(week) {
            Some((load, there)) if *there > 0 => *load as f64 / *there as f64,
            Some((load, _)) if *load > 0 => 2.0,
            _ => 0.0,
        }
    }

    /// Counts the weeks in which more is planned than there is time for.
    pub fn n_over(&self) -> usize {
        self.weeks.iter().filter(|(load, there)| load > there).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lens::roadmap::Off;

    #[test]
    fn a_week_is_as_full_as_its_load() {
        let strip =
            Strip { weeks: vec![(50, 100), (150, 100), (5, 0), (0, 0)], ..Strip::default() };
        let shares: Vec<f64> = (0..5).map(|week| strip.share(week)).collect();
        assert_eq!(shares, [0.5, 1.5, 2.0, 0.0, 0.0]);
        assert_eq!(strip.n_over(), 2);
    }

    #[test]
    fn a_holiday_goes_before_the_week() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let shifts = vec![Shift(540, 1_020)];
        let mut week = vec![shifts.clone(); 5];
        week.extend([Vec::new(), Vec::new()]);
        let feast = Off {
            from: day("2026-05-05"),
            to: day("2026-05-06"),
            shifts: Vec::new(),
            name: "Feast".to_owned(),
        };
        let hours = Hours { week, off: vec![feast], per_day: 480 };
        for (date, works) in [
            ("2026-05-04", true),
            ("2026-05-05", false),
            ("2026-05-06", false),
            ("2026-05-07", true),
            ("2026-05-09", false),
        ] {
            assert_eq!(!hours.of(day(date)).is_empty(), works, "{date}");
        }
        assert_eq!(Hours::default().of(day("2026-05-04")), []);
    }
}
