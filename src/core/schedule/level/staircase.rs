//! A profile as a list of steps for each resource, for minutes over years and any number of
//! resources: its size follows the activities, whatever the unit of time.
#![allow(
    clippy::indexing_slicing,
    reason = "a list of steps is never empty and its searches give its own indexes"
)]

use super::net::Net;
use super::profile::Profile;

/// From a time on, so many units are free; each list begins at 0 and its last step holds for ever.
#[derive(Debug, Clone)]
pub(super) struct Staircase<'a> {
    net: &'a Net,
    free: Vec<Vec<(u32, u32)>>,
}

impl<'a> Staircase<'a> {
    /// Lays out what a net may use.
    pub fn new(net: &'a Net) -> Self {
        Staircase { net, free: net.free.clone() }
    }

    /// Finds the first start from a time on at which a resource has the units for a duration.
    fn first(steps: &[(u32, u32)], units: u32, duration: u32, from: u32) -> Option<u32> {
        let mut start = from;
        let mut at = steps.partition_point(|step| step.0 <= from).max(1) - 1;
        while let Some(step) = steps.get(at) {
            let next = steps.get(at + 1).map(|next| next.0);
            if step.1 < units {
                start = next?;
            } else if next.is_none_or(|next| next >= start.saturating_add(duration)) {
                return Some(start);
            }
            at += 1;
        }
        None
    }

    /// Finds the last start up to a time at which a resource has the units for a duration.
    fn last(steps: &[(u32, u32)], units: u32, duration: u32, latest: u32) -> Option<u32> {
        let mut end = latest + duration;
        let mut at = steps.partition_point(|step| step.0 < end).max(1) - 1;
        loop {
            let step = steps[at];
            if step.1 < units {
                end = step.0;
                end.checked_sub(duration)?;
            } else if step.0 + duration <= end {
                return Some(end - duration);
            } else if at == 0 {
                return end.checked_sub(duration);
            }
            at = at.checked_sub(1)?;
        }
    }

    /// Gives the index of the step that begins at a time, made if there is none.
    fn cut(steps: &mut Vec<(u32, u32)>, time: u32) -> usize {
        let at = steps.partition_point(|step| step.0 < time);
        if steps.get(at).is_none_or(|step| step.0 != time) {
            let free = steps[at.max(1) - 1].1;
            steps.insert(at, (time, free));
        }
        at
    }
}

impl Profile for Staircase<'_> {
    fn clear(&mut self) {
        for (free, base) in self.free.iter_mut().zip(&self.net.free) {
            free.clone_from(base);
        }
    }

    fn first_fit(&self, idx: usize, from: u32) -> Option<u32> {
        let duration = self.net.duration[idx];
        if duration == 0 {
            return Some(from);
        }
        let mut start = from;
        loop {
            let before = start;
            for &(row, units) in &self.net.demands[idx] {
                start = Self::first(&self.free[row as usize], units, duration, start)?;
            }
            if start == before {
                return Some(start);
            }
        }
    }

    fn last_fit(&self, idx: usize, latest: u32) -> Option<u32> {
        let duration = self.net.duration[idx];
        if duration == 0 {
            return Some(latest);
        }
        let mut start = latest;
        loop {
            let before = start;
            for &(row, units) in &self.net.demands[idx] {
                start = Self::last(&self.free[row as usize], units, duration, start)?;
            }
            if start == before {
                return Some(start);
            }
        }
    }

    fn place(&mut self, idx: usize, start: u32) {
        let duration = self.net.duration[idx];
        if duration == 0 {
            return;
        }
        for &(row, units) in &self.net.demands[idx] {
            let steps = &mut self.free[row as usize];
            let from = Self::cut(steps, start);
            let to = Self::cut(steps, start + duration);
            for step in &mut steps[from..to] {
                step.1 = step.1.saturating_sub(units);
            }
        }
    }
}
