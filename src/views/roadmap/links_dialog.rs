//! Makes and breaks the links of a row: what dragging from bar to bar does, without dragging.

use leptos::prelude::*;
use throughline_core::command::Command;
use throughline_core::lens::roadmap::{cell, grip};
use throughline_core::model::id::{Id, Ref};
use throughline_core::model::{Dependency, Item, Kind, LagUnit, Link};
use throughline_core::replan::PlanChange;
use throughline_core::schedule::LinkKind;

use super::text;
use crate::app::roadmap::{Road, walk};
use crate::app::watch::Watch;
use crate::shell::frame;
use crate::views::dialog::foot;
use crate::widgets::combobox::{Choice, Combobox};
use crate::widgets::dialog::Dialog;
use crate::widgets::icon::Glyph;
use crate::widgets::icon_button::IconButton;
use crate::widgets::number_field::NumberField;
use crate::widgets::select::Select;

/// Is one link: the record, how it hangs together, and the title at its other end.
#[derive(Debug, Clone, PartialEq)]
struct Tied {
    at: Ref,
    how: &'static str,
    kind: String,
    title: String,
}

/// Draws the dialog.
#[component]
pub fn LinksDialog(road: Road, at: Ref) -> impl IntoView {
    let app = road.app;
    let name = app.work.with(|model| model.title_of(at));
    let list = Memo::new(move |_| {
        app.work.watch(Watch::Kind(Kind::Dependency));
        tied(road, at)
    });
    let (way, kind) = (RwSignal::new("after".to_owned()), RwSignal::new("fs".to_owned()));
    let lag = RwSignal::new(None::<f64>);
    let other = RwSignal::new(Vec::<String>::new());
    let options = Signal::derive(move || {
        let rows = road.read(|chart| {
            let rows = chart.plan.rows.iter().filter_map(|row| row.at);
            rows.filter(|row| row.kind == Kind::Item && *row != at).collect::<Vec<_>>()
        });
        app.work.with(|model| {
            let choice = |at: Ref| {
                let item = model.find(Id::<Item>::from_ref(at)?)?;
                let hint = model.key_of(item);
                Some(Choice { hint, ..Choice::new(at.to_string(), item.title.clone()) })
            };
            rows.into_iter().flatten().filter_map(choice).collect::<Vec<_>>()
        })
    });
    let ready = Signal::derive(move || other.with(|ids| !ids.is_empty()));
    let act = move || {
        let found = other.with_untracked(|ids| ids.first()?.parse::<Ref>().ok());
        let ends = found.and_then(|found| Some((Id::from_ref(at)?, Id::from_ref(found)?)));
        if let Some((own, found)) = ends {
            let after = way.get_untracked() == "after";
            let (from, to) = if after { (found, own) } else { (own, found) };
            let kind = kind_of(&kind.get_untracked());
            let per_day = road.peek(|chart| chart.plan.hours.per_day).unwrap_or_default();
            let lag = grip::lag(lag.get_untracked().unwrap_or_default(), per_day);
            road.replan(vec![PlanChange::Link { from, to, kind, lag }]);
        }
        app.ui.close();
        frame::after_ms(50, move || walk::focus(road));
    };
    let ways = vec![
        ("after".to_owned(), text::WAITS_FOR.to_owned()),
        ("before".to_owned(), text::GOES_BEFORE.to_owned()),
    ];
    let kinds: Vec<(String, String)> =
        Link::ALL.iter().map(|link| (link.name().to_owned(), link.label().to_owned())).collect();
    let (ways, kinds) = (Signal::stored(ways), Signal::stored(kinds));
    let row = move |tied: Tied| {
        let link = tied.at;
        let label = text::break_link(&tied.title);
        view! {
            <li>
                <span class="muted">{tied.how}</span>
                " "
                <span dir="auto">{tied.title}</span>
                " "
                <span class="muted">{tied.kind}</span>
                <IconButton
                    label
                    glyph=Glyph::Close
                    small=true
                    on_press=move |_| { app.run_and_tell(&Command::DeleteRecords(vec![link])); }
                />
            </li>
        }
    };
    view! {
        <Dialog
            open=true
            on_close=move |()| app.ui.close()
            title=text::links_title(&name)
            footer=foot(text::LINK, ready, act)
        >
            <div class="form">
                <ul class="record-list road-ties" aria-label=text::LINKED>
                    <For each=move || list.get() key=|tied| format!("{tied:?}") children=row />
                </ul>
                <div class="form-row">
                    <Select label=text::WAY value=way options=ways on_change=move |id| way.set(id) />
                    <Select label=text::KIND value=kind options=kinds on_change=move |id| kind.set(id) />
                    <NumberField label=text::LAG value=lag on_change=move |n| lag.set(n) />
                </div>
                <div class="field">
                    <span class="field-label">{text::OTHER}</span>
                    <Combobox label=text::OTHER options selected=other on_change=move |ids| other.set(ids) placeholder=text::CHOOSE />
                </div>
            </div>
        </Dialog>
    }
}

fn kind_of(name: &str) -> LinkKind {
    match name {
        "ss" => LinkKind::StartStart,
        "ff" => LinkKind::FinishFinish,
        "sf" => LinkKind::StartFinish,
        _ => LinkKind::FinishStart,
    }
}

fn tied(road: Road, at: Ref) -> Vec<Tied> {
    let per_day = road.peek(|chart| chart.plan.hours.per_day).unwrap_or_default();
    road.app.work.with(|model| {
        let links = model.index().owned_of::<Dependency>(at).filter_map(|id| model.find(id));
        links
            .map(|link| {
                let before = link.to.to_ref() == at;
                let other = if before { link.from } else { link.to };
                Tied {
                    at: link.id.to_ref(),
                    how: if before { text::WAITS_FOR } else { text::GOES_BEFORE },
                    kind: match link.lag.filter(|_| link.lag_unit == LagUnit::Working) {
                        Some(lag) => text::lagged(
                            link.link.label(),
                            &cell::change(lag.get() as i64, per_day),
                        ),
                        None => link.link.label().to_owned(),
                    },
                    title: model.title_of(other.to_ref()),
                }
            })
            .collect()
    })
}
