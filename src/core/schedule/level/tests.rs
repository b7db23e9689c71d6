//! A grid and a staircase are one profile.

use super::grid::Grid;
use super::net::Net;
use super::profile::{Profile, fits_grid};
use super::staircase::Staircase;
use crate::random::Random;

fn net(random: &mut Random, n_rows: usize) -> Net {
    let mut net = Net { horizon: 200, ..Net::default() };
    for _ in 0..n_rows {
        let mut steps = vec![(0, random.whole(0, 5) as u32)];
        for at in 1..random.whole(1, 5) as u32 {
            steps.push((at * 7, random.whole(0, 5) as u32));
        }
        net.free.push(steps);
    }
    for _ in 0..30 {
        net.duration.push(random.whole(0, 9) as u32);
        let rows = (0..n_rows as u32).filter(|_| random.chance(50)).collect::<Vec<_>>();
        net.demands.push(rows.iter().map(|&row| (row, random.whole(1, 4) as u32)).collect());
    }
    net
}

#[test]
fn a_grid_and_a_staircase_answer_alike() {
    let mut random = Random::new(5);
    for nth in 0..300 {
        let net = net(&mut random, nth % 8);
        assert!(fits_grid(&net, 2));
        let (mut grid, mut stairs) = (Grid::<2>::new(&net), Staircase::new(&net));
        for _ in 0..2 {
            grid.clear();
            stairs.clear();
            for idx in 0..net.duration.len() {
                let from = random.whole(0, 40) as u32;
                let last = grid.last_fit(idx, from);
                assert_eq!(last, stairs.last_fit(idx, from), "last fit of {idx} in {net:?}");
                let first = grid.first_fit(idx, from);
                assert_eq!(first, stairs.first_fit(idx, from), "first fit of {idx} in {net:?}");
                let at = if random.chance(50) { first } else { last.or(first) };
                if let Some(at) = at {
                    grid.place(idx, at);
                    stairs.place(idx, at);
                }
            }
        }
    }
}
