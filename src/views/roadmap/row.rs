//! A row in its slot: its cells, and what stands in its time. The slot stays, what it shows changes.

use leptos::prelude::*;
use throughline_core::lens::roadmap::{Confidence, Mark, Row};
use throughline_core::model::Kind;
use throughline_core::model::id::Ref;

use super::cells::{self, Named};
use super::columns::{Col, Columns};
use super::{lane, text};
use crate::app::roadmap::Road;
use crate::app::watch::Watch;
use crate::shell::clock;
use crate::widgets::icon::{Glyph, Icon};

/// Says how a row stands beside what the plan says of it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Look {
    entry: bool,
    chosen: bool,
    open: bool,
    target: bool,
    writing: bool,
}

/// Draws the row that a slot shows now.
#[component]
pub fn RowSlot(
    /// The name of the row.
    name: Signal<Option<u64>>,
) -> impl IntoView {
    let road = expect_context::<Road>();
    let columns = expect_context::<Columns>();
    let row = Memo::new(move |_| {
        let name = name.get()?;
        road.read(|chart| chart.find(name).map(|(idx, row)| (idx, row.clone()))).flatten()
    });
    let at = Memo::new(move |_| row.with(|row| row.as_ref().and_then(|(_, row)| row.at)));
    let look = Memo::new(move |_| look(road, name.get(), at.get()));
    let ghost = Memo::new(move |_| {
        let at = at.get()?;
        road.ghosts.with(|ghosts| ghosts.moved.get(&at).copied())
    });
    let percent = Memo::new(move |_| {
        let name = name.get()?;
        road.held.with(|held| {
            held.as_ref().filter(|held| held.row == Some(name)).and_then(|held| held.percent)
        })
    });
    let record = Memo::new(move |_| {
        if let Some(at) = at.get() {
            road.app.work.watch(Watch::Record(at));
            road.app.work.watch(Watch::Kind(Kind::Person));
        }
        row.with(|row| row.as_ref().map(|(_, row)| cells::named(road, row)))
    });
    move || {
        let (idx, row) = row.get()?;
        let named = record.get().unwrap_or_default();
        let lane = lane::draw(road, &row, &named, ghost.get(), percent.get());
        Some(line(road, (idx, &row), &named, look.get(), (ghost.get().is_some(), columns), lane))
    }
}

fn look(road: Road, name: Option<u64>, at: Option<Ref>) -> Look {
    let here = road.at.get();
    let first = || road.read(|chart| chart.name(0)).flatten();
    let is_there =
        here.is_some_and(|here| road.read(|chart| chart.find(here).is_some()) == Some(true));
    Look {
        entry: name.is_some() && name == if is_there { here } else { first() },
        chosen: at.is_some_and(|at| road.app.ui.selected.with(|set| set.contains(&at))),
        open: at.is_some() && road.app.address.route.with(|route| route.open) == at.map(|at| at.id),
        target: road.held.with(|held| {
            held.as_ref().and_then(|held| held.over).map(|(row, _)| row) == name && name.is_some()
        }),
        writing: name.is_some() && road.writing.get() == name,
    }
}

fn line(
    road: Road,
    (idx, row): (usize, &Row),
    named: &Named,
    look: Look,
    (moving, columns): (bool, Columns),
    lane: AnyView,
) -> impl IntoView + use<> {
    let today = road.peek(|chart| chart.plan.today).flatten().unwrap_or_else(clock::today);
    let per_day = road.peek(|chart| chart.plan.hours.per_day).unwrap_or_default();
    let shown: Vec<Col> = columns.shown.get();
    let cells: Vec<AnyView> = shown
        .into_iter()
        .map(|col| cells::draw(road, col, (idx, row), named, (per_day, today)))
        .collect();
    let mark = |mark: Mark| row.is(mark).then_some("");
    let spoken = throughline_core::lens::roadmap::cell::spoken(
        row,
        per_day,
        today,
        &cells::clashes(road, row, per_day),
    );
    let sure = match row.confidence {
        Confidence::Low => Some("low"),
        Confidence::Medium => Some("mid"),
        Confidence::High | Confidence::Unsaid => None,
    };
    let name = road.peek(|chart| chart.name(idx)).flatten().unwrap_or_default();
    view! {
        <div
            class="road-row"
            role="row"
            tabindex=if look.entry { "0" } else { "-1" }
            data-row=row.key()
            data-name=name.to_string()
            data-critical=mark(Mark::Critical)
            data-near=mark(Mark::Near)
            data-done=mark(Mark::Done)
            data-manual=mark(Mark::Manual)
            data-movable=mark(Mark::Movable)
            data-parent=mark(Mark::Parent)
            data-context=mark(Mark::Context)
            data-group=row.at.is_none().then_some("")
            data-confidence=sure
            data-selected=look.chosen.then_some("")
            data-open=look.open.then_some("")
            data-target=look.target.then_some("")
            data-moving=moving.then_some("")
            aria-selected=look.chosen.to_string()
            aria-level=(row.depth + 1).to_string()
            aria-rowindex=(idx + 2).to_string()
            aria-expanded=row.is(Mark::Parent).then(|| (!row.is(Mark::Folded)).to_string())
        >
            <div class="road-cells">
                {name_cell(road, row, named, look.writing)}
                {cells}
            </div>
            <div class="road-time" role="gridcell">
                <span class="visually-hidden">{spoken}</span>
                <div class="lane" aria-hidden="true">{lane}</div>
            </div>
        </div>
    }
}

fn name_cell(road: Road, row: &Row, named: &Named, writing: bool) -> impl IntoView + use<> {
    let open = row.is(Mark::Parent) && !row.is(Mark::Folded);
    let fold = if row.is(Mark::Parent) {
        view! {
            <button
                type="button"
                class="road-fold"
                tabindex="-1"
                data-fold=""
                data-open=open.then_some("")
                aria-label=if open { text::FOLD } else { text::UNFOLD }
            >
                <Icon glyph=Glyph::ChevronRight small=true />
            </button>
        }
        .into_any()
    } else {
        view! { <span class="road-fold"></span> }.into_any()
    };
    let drawing = (!named.drawing.is_empty())
        .then(|| view! { <span class="fact" data-glyph=named.drawing></span> });
    let title = if writing {
        super::rename::field(road, row, named).into_any()
    } else {
        view! { <span class="road-title" dir="auto" title=named.title.clone()>{named.title.clone()}</span> }
            .into_any()
    };
    view! {
        <div class="road-name" role="rowheader" style=("--depth", row.depth.to_string())>
            {fold}
            {drawing}
            {title}
        </div>
    }
}
