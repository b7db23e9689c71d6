//! The cells of the table: what each column says of a row.

use leptos::prelude::*;
use throughline_core::lens::roadmap::{Mark, Row, cell};
use throughline_core::model::id::Ref;
use throughline_core::model::time::Date;
use throughline_core::model::{Health, Record};

use super::columns::Col;
use crate::app::roadmap::Road;
use crate::views::board::drawing_of;
use crate::widgets::avatar::still_avatar;

/// Is what a row's record says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Named {
    /// Its title.
    pub title: String,
    /// Its key.
    pub key: String,
    /// The drawing for its kind.
    pub drawing: &'static str,
    /// Who answers for it.
    pub owner: String,
    /// How it is doing.
    pub health: Option<Health>,
}

/// Looks a row's record up.
pub fn named(road: Road, row: &Row) -> Named {
    let Some(at) = row.at else {
        return Named { title: row.name.clone(), ..Named::default() };
    };
    road.app.work.with(|model| {
        let person = |id| model.find(id).map(|p: &throughline_core::model::Person| p.name.clone());
        match model.get(at) {
            Some(Record::Item(item)) => Named {
                title: item.title.clone(),
                key: model.key_of(&item),
                drawing: drawing_of(item.kind.name()),
                owner: item.owner.and_then(person).unwrap_or_default(),
                health: None,
            },
            Some(Record::Project(project)) => Named {
                title: project.name.clone(),
                key: project.key.clone(),
                drawing: "project",
                owner: project.owner.and_then(person).unwrap_or_default(),
                health: Some(project.health.clone()),
            },
            _ => Named { title: model.title_of(at), drawing: "project", ..Named::default() },
        }
    })
}

/// Gives the title of a record.
pub fn title_of(road: Road, at: Option<Ref>) -> String {
    at.map(|at| road.app.work.with(|model| model.title_of(at))).unwrap_or_default()
}

/// Says what is wrong with a row's dates, the worst first.
pub fn clashes(road: Road, row: &Row, per_day: i64) -> Vec<String> {
    let say = |conflict: &throughline_core::lens::roadmap::Conflict| {
        cell::clash(conflict, per_day, &title_of(road, conflict.with))
    };
    row.conflicts.iter().map(say).collect()
}

/// Draws a cell.
pub fn draw(
    road: Road,
    col: Col,
    (idx, row): (usize, &Row),
    named: &Named,
    (per_day, today): (i64, Date),
) -> AnyView {
    let plain = |words: String| (words, None::<&'static str>);
    let facts = || road.peek(|chart| chart.facts(idx).cloned()).flatten();
    let (words, tone) = match col {
        Col::Key => plain(named.key.clone()),
        Col::Start if row.is(Mark::Milestone) => plain(String::new()),
        Col::Start => plain(row.start.map(|at| cell::brief(at.date(), today)).unwrap_or_default()),
        Col::Finish => {
            plain(row.finish.map(|at| cell::brief(at.finish_date(), today)).unwrap_or_default())
        }
        Col::Length if row.is(Mark::Milestone) || row.start.is_none() => plain(String::new()),
        Col::Length => plain(cell::length(row.minutes, per_day)),
        Col::Owner => {
            let face = (!named.owner.is_empty()).then(|| still_avatar(&named.owner));
            let spoken = named.owner.clone();
            return view! {
                <span class="road-cell" role="gridcell">
                    {face}
                    <span class="visually-hidden">{spoken}</span>
                </span>
            }
            .into_any();
        }
        Col::Slip => {
            (cell::change(row.slip, per_day), Some(if row.slip > 0 { "danger" } else { "success" }))
        }
        Col::Done if row.progress == 0 => plain(String::new()),
        Col::Done => plain(format!("{} %", row.progress)),
        Col::Float if row.start.is_none() || row.is(Mark::Done) => plain(String::new()),
        Col::Float => (cell::length(row.total, per_day), (row.total < 0).then_some("danger")),
        Col::Health => match &named.health {
            Some(Health::OnTrack) => (Health::OnTrack.label().to_owned(), Some("success")),
            Some(Health::AtRisk) => (Health::AtRisk.label().to_owned(), Some("warning")),
            Some(Health::OffTrack) => (Health::OffTrack.label().to_owned(), Some("danger")),
            _ => plain(String::new()),
        },
        Col::Spent => match facts().and_then(|facts| cell::spent(&facts)) {
            Some((words, over)) => (words, over.then_some("danger")),
            None => plain(String::new()),
        },
        Col::Conflicts => {
            let n = facts().map_or(row.conflicts.len(), |facts| facts.n_conflicts as usize);
            (if n == 0 { String::new() } else { n.to_string() }, Some("danger"))
        }
        Col::Confidence => plain(cell::confidence(row.confidence).to_owned()),
    };
    let end = col.head().1;
    view! {
        <span class="road-cell" role="gridcell" data-align=end.then_some("end") data-tone=tone>
            {words}
        </span>
    }
    .into_any()
}
