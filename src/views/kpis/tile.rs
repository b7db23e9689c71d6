//! One number: its value, its change, its course, and what it says.

use std::sync::Arc;

use leptos::prelude::*;
use throughline_core::metrics::period::{before, say as say_period};
use throughline_core::metrics::report::{Delta, Known, Standing, Tile as Number, Unit};
use throughline_core::metrics::say;

use super::arrange::{self, Lifted};
use super::text;
use crate::app::kpis::Kpis;
use crate::app::use_app;
use crate::widgets::chart::Sparkline;
use crate::widgets::icon::{Glyph, Icon};

/// Gives the tone that the style sheet knows for a standing.
pub fn tone(standing: Standing) -> &'static str {
    match standing {
        Standing::Neutral => "neutral",
        Standing::Good => "success",
        Standing::Watch => "warning",
        Standing::Bad => "danger",
    }
}

/// Gives the drawing that tells a standing without color.
pub fn glyph_of(standing: Standing) -> Glyph {
    match standing {
        Standing::Neutral => Glyph::Info,
        Standing::Good => Glyph::Check,
        Standing::Watch => Glyph::Eye,
        Standing::Bad => Glyph::Warning,
    }
}

/// Draws a tile, whose name leads behind it.
#[component]
pub fn Tile(kpis: Kpis, name: String, tile: Memo<Option<Arc<Number>>>) -> impl IntoView {
    let app = use_app();
    let key = name.clone();
    let value = move || {
        tile.with(|tile| match tile.as_ref().map(|tile| &tile.value) {
            Some(Known::Value(value)) => Some(value.to_string()),
            _ => None,
        })
    };
    let face = move || tile.get().map(|tile| face(kpis, &tile));
    let title = Signal::derive(move || {
        tile.with(|tile| tile.as_ref().map(|tile| tile.name.clone())).unwrap_or_default()
    });
    let lifted = expect_context::<Lifted>();
    let own = StoredValue::new(name.clone());
    let with = move |f: &dyn Fn(&str)| own.with_value(|key| f(key));
    let side = move || own.with_value(|key| arrange::side(lifted, key));
    let menu = name.clone();
    view! {
        <article
            class="tile"
            data-kpi=name
            data-value=value
            data-drop=side
            draggable="true"
            on:keydown=move |event| with(&|key| arrange::on_key(kpis, key, &event))
            on:dragstart=move |event| with(&|key| arrange::on_start(kpis, lifted, key, &event))
            on:dragover=move |event| with(&|key| arrange::on_over(kpis, lifted, key, &event))
            on:dragend=move |_| lifted.0.set(None)
            on:drop=move |event| arrange::on_drop(kpis, lifted, &event)
        >
            <h3 class="tile-name">
                <a href=move || app.address.link(|route| route.kpi.clone_from(&key)) dir="auto" draggable="false">{move || title.get()}</a>
            </h3>
            <arrange::TileMenu kpis name=menu title />
            {face}
        </article>
    }
}

fn face(kpis: Kpis, tile: &Number) -> impl IntoView + use<> {
    let points = tile.trend.iter().map(|(day, value)| (day.day_number() as f64, *value)).collect();
    let has_course = tile.trend.iter().filter(|(_, value)| value.is_some()).count() > 1;
    let course = has_course.then(|| view! { <Sparkline points target=tile.target /> });
    let sentence = said_by(tile);
    let is_mute = sentence.is_empty();
    view! {
        {standing(tile.standing)}
        {figure(kpis, tile)}
        {course}
        <p class="tile-sentence" dir="auto" hidden=is_mute>{sentence}</p>
    }
}

/// Gives the sentence of a number; why it is unknown stands in its place already.
pub fn said_by(tile: &Number) -> String {
    match &tile.value {
        Known::Value(_) => tile.sentence.clone(),
        Known::Unknown(_) => String::new(),
    }
}

/// Draws how a number stands, by a sign and a word.
pub fn standing(standing: Standing) -> impl IntoView + use<> {
    let words = text::standing(standing);
    (standing != Standing::Neutral).then(|| {
        view! {
            <span class="tile-standing" data-tone=tone(standing) title=words>
                <Icon glyph=glyph_of(standing) small=true />
                <span class="visually-hidden">{words}</span>
            </span>
        }
    })
}

/// Draws a number with its unit, its change and its target, or says why nobody knows it.
pub fn figure(kpis: Kpis, tile: &Number) -> AnyView {
    let value = match &tile.value {
        Known::Value(value) => *value,
        Known::Unknown(why) => {
            let why = why.clone();
            return view! { <p class="tile-unknown" dir="auto">{why}</p> }.into_any();
        }
    };
    let said = say::say(value, &tile.unit);
    let target = tile.target.map(|target| {
        view! { <span class="tile-target">{text::target(target, &tile.unit)}</span> }
    });
    let app = use_app();
    let period = say_period(before(kpis.question.with_untracked(|question| question.period)));
    let unit = tile.unit.clone();
    let change = tile.delta.clone().map(|delta| {
        let words = text::delta(&delta, &unit);
        let help = text::before(&delta, &unit, &period);
        let shown = move || app.address.route.with(|route| !route.alone);
        view! {
            <span class="tile-delta" data-tone=tone(delta.standing) title=help hidden=move || !shown()>
                {arrow(&delta, &unit).map(|glyph| view! { <Icon glyph small=true /> })}
                {words}
            </span>
        }
    });
    view! {
        <p class="tile-value">
            <span class="tile-figure">{said.figure}</span>
            " "
            <span class="tile-unit">{said.unit}</span>
        </p>
        <p class="tile-facts">{change}{target}</p>
    }
    .into_any()
}

fn arrow(delta: &Delta, unit: &Unit) -> Option<Glyph> {
    match delta.by {
        by if say::is_nothing(by, unit) => None,
        by if by > 0.0 => Some(Glyph::ArrowUp),
        _ => Some(Glyph::ArrowDown),
    }
}
