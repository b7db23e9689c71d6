//! What is free of resources over time. It knows demands and nothing of links.

use super::net::Net;

/// Room for activities in time. There are two, for short and for long times; a schedule comes out
/// the same with either.
pub(super) trait Profile {
    /// Frees what was placed.
    fn clear(&mut self);
    /// Finds the first start from a time on at which an activity fits; none if it never does.
    fn first_fit(&self, idx: usize, from: u32) -> Option<u32>;
    /// Finds the last start up to a time at which an activity fits; none if it never does.
    fn last_fit(&self, idx: usize, latest: u32) -> Option<u32>;
    /// Takes what an activity asks for, where it fits.
    fn place(&mut self, idx: usize, start: u32);
}

/// Tells whether a grid of so many words a period is the faster one.
pub(super) fn fits_grid(net: &Net, n_words: usize) -> bool {
    let is_small = |row: usize| {
        let most = net.free.get(row).into_iter().flatten().map(|step| u64::from(step.1)).max();
        most.unwrap_or(0).min(net.asked(row)) <= 0x7fff
    };
    let n_rows = net.free.len();
    n_rows <= 4 * n_words && net.horizon <= 1 << 13 && (0..n_rows).all(is_small)
}
