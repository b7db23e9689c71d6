//! A card in its slot: what the core says about the record, and the ways to reach it.

use leptos::prelude::*;
use throughline_core::lens::card::{Card, DueTone, card};
use throughline_core::model::Kind;
use throughline_core::model::id::Ref;

use super::text;
use crate::app::board::Board;
use crate::app::drag::Dragger;
use crate::app::use_app;
use crate::app::watch::Watch;
use crate::shell::clock;
use crate::widgets::avatar::Avatar;
use crate::widgets::chip::Chip;
use crate::widgets::icon::{Glyph, Icon};
use crate::widgets::point_menu::PointMenu;
use crate::widgets::progress::Progress;

/// Gives the drawing for a kind of work.
pub fn glyph_of(kind: &str) -> Glyph {
    match kind {
        "initiative" => Glyph::Initiative,
        "feature" => Glyph::Feature,
        "story" => Glyph::Story,
        "bug" => Glyph::Bug,
        "deliverable" => Glyph::Deliverable,
        "milestone" => Glyph::Milestone,
        "project" => Glyph::Folder,
        _ => Glyph::Task,
    }
}

/// Says how a card stands beside what the core says of it.
#[derive(Clone, Copy, Default, PartialEq)]
struct Look {
    /// Where Tab comes to.
    entry: bool,
    chosen: bool,
    open: bool,
    lifted: bool,
}

/// Draws the card that a slot shows now. The slot stays, what it shows changes; one effect draws
/// the whole card, so that a slot costs little to make and a change little to show.
#[component]
pub fn CardSlot(at: Memo<Option<Ref>>) -> impl IntoView {
    let app = use_app();
    let board = expect_context::<Board>();
    let dragger = expect_context::<Dragger>();
    let menu = expect_context::<PointMenu>();
    let facts = Memo::new(move |_| {
        let at = at.get()?;
        app.work.watch(Watch::Record(at));
        app.work.watch_kinds(&[Kind::Label, Kind::Person]);
        let lens = board.spec.with(|spec| spec.lens.clone());
        app.work.with(|model| card(model, at, &lens, clock::today()))
    });
    let look = Memo::new(move |_| {
        let Some(at) = at.get() else { return Look::default() };
        Look {
            entry: board.entry.get() == Some(at),
            chosen: app.ui.selected.with(|set| set.contains(&at)),
            open: app.address.route.with(|route| route.open == Some(at.id)),
            lifted: dragger.lifted.with(|ids| ids.contains(&at)),
        }
    });
    let on_down = move |event: web_sys::PointerEvent| {
        if let Some(at) = at.get_untracked() {
            dragger.press(at, &event);
        }
    };
    let on_click = move |event: web_sys::MouseEvent| {
        if dragger.swallows_click() {
            return;
        }
        if let Some(at) = at.get_untracked() {
            super::selection::click(app, board, at, &event);
        }
    };
    let on_menu = move |event: web_sys::MouseEvent| {
        if let Some(at) = at.get_untracked() {
            event.prevent_default();
            app.ui.at.set(Some(at));
            let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
            menu.open_at(x, y, text::CARD_MENU, super::selection::card_menu(app, at));
        }
    };
    let on_focus = move |_| app.ui.at.set(at.get_untracked());
    let article = move |at: Ref, card: &Card, look: Look| {
        let Look { entry, chosen, open, lifted } = look;
        view! {
            <div
                class="card"
                tabindex=if entry { "0" } else { "-1" }
                data-card=at.id.to_string()
                data-selected=chosen.then_some("")
                data-open=open.then_some("")
                data-dragging=lifted.then_some("")
                data-blocked=card.blocked.is_some().then_some("")
                data-done=card.done.then_some("")
                data-archived=card.archived.then_some("")
                aria-label=spoken(card, chosen)
                role="group"
                on:pointerdown=on_down
                on:click=on_click
                on:focus=on_focus
                on:contextmenu=on_menu
            >
                {face(card)}
            </div>
        }
    };
    move || {
        let (at, look) = (at.get()?, look.get());
        facts.with(|card| card.as_ref().map(|card| article(at, card, look)))
    }
}

/// Draws what is on a card.
pub fn face(card: &Card) -> impl IntoView + use<> {
    let kind = card.kind.0.clone();
    view! {
        <span class="card-title" dir="auto">{card.title.clone()}</span>
        <span class="card-facts">
            <span class="fact kind-mark" data-kind=kind.clone()>
                <Icon glyph=glyph_of(&kind) small=true />
            </span>
            <span class="card-key">{card.key.clone()}</span>
            {details(card)}
        </span>
    }
}

fn details(card: &Card) -> impl IntoView + use<> {
    let owner = card.owner.clone().map(|(name, _)| view! { <Avatar name=name decorative=true /> });
    let blocked = card.blocked.is_some().then(|| {
        view! {
            <span class="fact" data-tone="danger"><Icon glyph=Glyph::Block small=true />{text::BLOCKED}</span>
        }
    });
    let due = card.due.filter(|(_, tone)| *tone != DueTone::Later).map(|(date, tone)| {
        let tone = if tone == DueTone::Late { "danger" } else { "warning" };
        view! {
            <span class="fact" data-tone=tone><Icon glyph=Glyph::Calendar small=true />{text::due(date)}</span>
        }
    });
    let priority = card.priority.clone().filter(|(name, _)| name == "urgent" || name == "high");
    let priority = priority.map(|(name, label)| {
        let tone = if name == "urgent" { "danger" } else { "" };
        view! { <span class="fact" data-tone=tone><Icon glyph=Glyph::Flag small=true />{label}</span> }
    });
    let parts = card.parts.or(card.steps).map(|(done, all)| {
        let words = format!("{done}/{all}");
        let part = done as f64 / all.max(1) as f64;
        view! { <span class="fact"><Progress part label=words.clone() />{words}</span> }
    });
    let health = card.health.clone().map(|(name, label)| {
        let tone = match name.as_str() {
            "on_track" => "success",
            "at_risk" => "warning",
            _ => "danger",
        };
        view! { <span class="fact" data-tone=tone>{label}</span> }
    });
    let comments = (card.comments > 0).then(|| {
        view! { <span class="fact"><Icon glyph=Glyph::Comment small=true />{card.comments}</span> }
    });
    let n_facts =
        [blocked.is_some(), due.is_some(), priority.is_some(), parts.is_some(), comments.is_some()];
    // Labels take what room the other facts leave.
    let room = 3usize.saturating_sub(n_facts.into_iter().filter(|has| *has).count()).min(2);
    let labels = card.labels.iter().take(room).cloned();
    let labels: Vec<_> = labels.map(|(name, hue)| view! { <Chip label=name hue=hue /> }).collect();
    view! {
        {blocked}{due}{priority}{health}{parts}{comments}
        <span class="card-labels">{labels}</span>
        {owner}
    }
}

/// Says a card as a screen reader should: the title first, then what matters.
fn spoken(card: &Card, chosen: bool) -> String {
    let mut words = vec![card.title.clone(), format!("{} {}", card.kind.1, card.key)];
    words.extend(card.blocked.as_ref().map(|reason| format!("{} {reason}", text::BLOCKED)));
    words.extend(card.owner.as_ref().map(|(name, _)| format!("owner {name}")));
    words.extend(card.due.map(|(date, _)| format!("due {}", text::due(date))));
    words.extend(card.priority.as_ref().map(|(_, label)| format!("{label} priority")));
    if chosen {
        words.push("selected".to_owned());
    }
    words.join(", ")
}
