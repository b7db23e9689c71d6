//! How full a week is. It knows no calendar but the one that it is given.

use super::Strip;

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

    #[test]
    fn a_week_is_as_full_as_its_load() {
        let strip =
            Strip { weeks: vec![(50, 100), (150, 100), (5, 0), (0, 0)], ..Strip::default() };
        let shares: Vec<f64> = (0..5).map(|week| strip.share(week)).collect();
        assert_eq!(shares, [0.5, 1.5, 2.0, 0.0, 0.0]);
        assert_eq!(strip.n_over(), 2);
    }
}
