//! Goals: how many of the ended sprints passed their gate, or came out on their day.

use super::LENSES;
use super::words;
use crate::metrics::ask::{Ask, Found, Source};
use crate::metrics::make::*;
use crate::metrics::report::{ChartKind, Detail, Unit};
use crate::metrics::stat::ratio;
use crate::model::id::{Id, Ref};
use crate::model::{GateState, Kind, Release, Stage};

/// Goals on the page.
pub const SOURCE: Source = Source { lenses: LENSES, find, open };

/// Tells whether a sprint's goal was met; nothing where nobody decided.
fn is_met(ask: &Ask<'_>, at: Ref) -> Option<bool> {
    match at.kind {
        Kind::Stage => match ask.model.find(Id::<Stage>::new(at.id))?.gate {
            GateState::Passed | GateState::Conditional => Some(true),
            GateState::Failed => Some(false),
            GateState::Open | GateState::Other(_) => None,
        },
        Kind::Release => {
            let release = ask.model.find(Id::<Release>::new(at.id))?;
            Some(release.released? <= release.date?)
        }
        _ => None,
    }
}

fn decided(ask: &Ask<'_>) -> Vec<(Ref, String, bool)> {
    let ended = ask.sprints().list.iter().filter(|s| s.to <= ask.moment.today);
    ended.filter_map(|s| Some((s.at, s.name.clone(), is_met(ask, s.at)?))).collect()
}

fn find(ask: &Ask<'_>) -> Vec<Found> {
    if ask.sprints().list.is_empty() {
        return Vec::new();
    }
    let all = decided(ask);
    let n_met = all.iter().filter(|(.., met)| *met).count();
    let value = ratio(n_met as f64, all.len() as f64);
    let tile = tile(&words::goal(), words::group(), Unit::Share, known(value, words::none_decided))
        .says(|| words::goal_says(n_met, all.len()));
    vec![tile.with(Vec::new())]
}

fn open(ask: &Ask<'_>, found: Found) -> Detail {
    let about = words::goal();
    let mut detail = found.open(&about);
    let all = decided(ask);
    let met = |met: &bool| if *met { 1.0 } else { 0.0 };
    let points = all.iter().enumerate().map(|(n, (.., m))| point(n as f64, Some(met(m))));
    let bars = vec![series(words::goal().name.to_owned(), points)];
    let x = names_axis(words::sprint(), all.iter().map(|(_, name, _)| name.clone()).collect());
    let y = axis(about.name.to_owned(), Unit::Share);
    detail.charts = vec![chart(ChartKind::Bar, words::goal_title(), x, y, bars)];
    detail.records = all.iter().map(|(at, ..)| *at).collect();
    detail
}
