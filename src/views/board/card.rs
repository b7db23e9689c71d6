//! A card in its slot: what the core says about the record, and the ways to reach it.

use leptos::prelude::*;
use throughline_core::lens::card::{Card, DueTone, card};
use throughline_core::model::Kind;
use throughline_core::model::id::{RawId, Ref};

use super::text;
use crate::app::board::Board;
use crate::app::look::{Look, Looks};
use crate::app::use_app;
use crate::app::watch::Watch;
use crate::shell::clock;
use crate::widgets::avatar::still_avatar;
use crate::widgets::chip::still_chip;
use crate::widgets::icon::Glyph;
use crate::widgets::progress::still_progress;

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

/// Names the drawing for a kind of work in the picture that the style sheet holds for cards.
pub fn drawing_of(kind: &str) -> &'static str {
    match glyph_of(kind) {
        Glyph::Initiative => "initiative",
        Glyph::Feature => "feature",
        Glyph::Story => "story",
        Glyph::Bug => "bug",
        Glyph::Deliverable => "deliverable",
        Glyph::Milestone => "milestone",
        Glyph::Folder => "project",
        _ => "task",
    }
}

/// Draws the card that a slot shows now. The slot stays, what it shows changes; one effect draws
/// the whole card, so that a slot costs little to make and a change little to show. What pointers do
/// to cards the board hears for all of them.
#[component]
pub fn CardSlot(
    /// The id of the record that it shows.
    id: Signal<Option<u64>>,
) -> impl IntoView {
    let app = use_app();
    let board = expect_context::<Board>();
    let looks = expect_context::<Looks>();
    move || {
        let at = Ref { kind: board.kind(), id: RawId(id.get()?) };
        app.work.watch(Watch::Record(at));
        app.work.watch_kinds(&[Kind::Label, Kind::Person]);
        let lens = board.spec.with(|spec| spec.lens.clone());
        let card = app.work.with(|model| card(model, at, &lens, clock::today()))?;
        Some(article(at, &card, looks.of(at)))
    }
}

fn article(at: Ref, card: &Card, look: Look) -> impl IntoView + use<> {
    let Look { chosen, open, lifted } = look;
    view! {
        <div
            class="card"
            tabindex="-1"
            data-card=at.id.to_string()
            data-selected=chosen.then_some("")
            data-open=open.then_some("")
            data-dragging=lifted.then_some("")
            data-blocked=card.blocked.is_some().then_some("")
            data-done=card.done.then_some("")
            data-archived=card.archived.then_some("")
            aria-label=spoken(card, chosen)
            role="group"
        >
            {face(card)}
        </div>
    }
}

/// Draws what is on a card.
pub fn face(card: &Card) -> impl IntoView + use<> {
    view! {
        <span class="card-title" dir="auto">{card.title.clone()}</span>
        <span class="card-facts">
            <span class="fact" data-glyph=drawing_of(&card.kind.0)></span>
            <span class="card-key">{card.key.clone()}</span>
            {details(card)}
        </span>
    }
}

fn details(card: &Card) -> impl IntoView + use<> {
    let owner = card.owner.as_ref().map(|(name, _)| still_avatar(name));
    let blocked = card.blocked.is_some().then(|| {
        view! {
            <span class="fact" data-tone="danger" data-glyph="block">{text::BLOCKED}</span>
        }
    });
    let due = card.due.filter(|(_, tone)| *tone != DueTone::Later).map(|(date, tone)| {
        let (tone, glyph) =
            if tone == DueTone::Late { ("danger", "late") } else { ("warning", "soon") };
        view! { <span class="fact" data-tone=tone data-glyph=glyph>{text::due(date)}</span> }
    });
    let priority = card.priority.clone().filter(|(name, _)| name == "urgent" || name == "high");
    let priority = priority.map(|(name, label)| {
        let tone = (name == "urgent").then_some("danger");
        view! { <span class="fact" data-tone=tone data-glyph=name>{label}</span> }
    });
    let parts = card.parts.or(card.steps).map(|(done, all)| {
        let words = format!("{done}/{all}");
        let part = done as f64 / all.max(1) as f64;
        view! { <span class="fact">{still_progress(part, words.clone())}{words}</span> }
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
        view! { <span class="fact" data-glyph="comment">{card.comments}</span> }
    });
    let n_facts =
        [blocked.is_some(), due.is_some(), priority.is_some(), parts.is_some(), comments.is_some()];
    // Labels take what room the other facts leave.
    let room = 3usize.saturating_sub(n_facts.into_iter().filter(|has| *has).count()).min(2);
    let labels = card.labels.iter().take(room).cloned();
    let labels: Vec<_> = labels.map(|(name, hue)| still_chip(name, hue)).collect();
    let labels = (!labels.is_empty()).then(|| view! { <span class="card-labels">{labels}</span> });
    view! {
        {blocked}{due}{priority}{health}{parts}{comments}
        {labels}
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
