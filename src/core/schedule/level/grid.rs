//! A profile as a table of periods, for horizons of some thousands: four resources share a word,
//! each in a lane of 16 bits whose highest one stays set as long as nothing is over-allocated.
#![allow(
    clippy::indexing_slicing,
    reason = "periods are compared with the length before they are read; rows are the net's own"
)]

use super::net::Net;
use super::profile::Profile;

const GUARD: u64 = 0x8000_8000_8000_8000;

/// A table with `W` words, of four resources each, a period.
#[derive(Debug, Clone)]
pub(super) struct Grid<const W: usize> {
    base: Vec<[u64; W]>,
    free: Vec<[u64; W]>,
    demand: Vec<([u64; W], u32)>,
}

impl<const W: usize> Grid<W> {
    /// Lays out what a net may use.
    pub fn new(net: &Net) -> Self {
        let mut base = vec![[GUARD; W]; net.horizon as usize];
        for (row, steps) in net.free.iter().enumerate() {
            for (nth, &(from, free)) in steps.iter().enumerate() {
                let to = steps.get(nth + 1).map_or(net.horizon, |step| step.0.min(net.horizon));
                let lane = u64::from(free.min(0x7fff)) << (row % 4 * 16);
                for period in from..to {
                    base[period as usize][row / 4] |= lane;
                }
            }
        }
        let word = |idx: usize| {
            let mut word = [0; W];
            for &(row, units) in &net.demands[idx] {
                word[row as usize / 4] += u64::from(units.min(0x7fff)) << (row % 4 * 16);
            }
            let is_free = word == [0; W] || net.duration[idx] == 0;
            (word, if is_free { 0 } else { net.duration[idx] })
        };
        let demand = (0..net.n()).map(word).collect();
        Grid { free: base.clone(), base, demand }
    }

    #[inline(always)]
    fn has(free: &[u64; W], demand: &[u64; W]) -> bool {
        let mut all = GUARD;
        for word in 0..W {
            all &= free[word].wrapping_sub(demand[word]);
        }
        all & GUARD == GUARD
    }
}

impl<const W: usize> Profile for Grid<W> {
    fn clear(&mut self) {
        self.free.copy_from_slice(&self.base);
    }

    #[inline]
    fn first_fit(&self, idx: usize, from: u32) -> Option<u32> {
        let (demand, duration) = &self.demand[idx];
        let duration = *duration as usize;
        if duration == 0 {
            return Some(from);
        }
        let (mut start, mut known) = (from as usize, from as usize);
        'next: loop {
            let end = start + duration;
            let window = self.free.get(known..end)?;
            for (nth, free) in window.iter().enumerate().rev() {
                if !Self::has(free, demand) {
                    start = known + nth + 1;
                    known = end;
                    continue 'next;
                }
            }
            return Some(start as u32);
        }
    }

    #[inline]
    fn last_fit(&self, idx: usize, latest: u32) -> Option<u32> {
        let (demand, duration) = &self.demand[idx];
        let duration = *duration as usize;
        if duration == 0 {
            return Some(latest);
        }
        let mut end = latest as usize + duration;
        let mut known = end;
        'next: loop {
            let start = end.checked_sub(duration)?;
            let window = self.free.get(start..known)?;
            for (nth, free) in window.iter().enumerate() {
                if !Self::has(free, demand) {
                    end = start + nth;
                    known = start;
                    continue 'next;
                }
            }
            return Some(start as u32);
        }
    }

    #[inline]
    fn place(&mut self, idx: usize, start: u32) {
        let (demand, duration) = &self.demand[idx];
        if *duration == 0 {
            return;
        }
        let start = start as usize;
        if let Some(window) = self.free.get_mut(start..start + *duration as usize) {
            for free in window {
                for word in 0..W {
                    free[word] = free[word].wrapping_sub(demand[word]);
                }
            }
        }
    }
}
