//! A tree or a path: a line for each step, indented, that folds.

use std::collections::HashSet;

use leptos::prelude::*;
use throughline_core::page::report::{Shape, Step};
use throughline_core::page::shape::shown;

use super::{block_of, mark, text, tone};
use crate::app::pages::Pages;
use crate::views::board::glyph_of;
use crate::views::panel::glyph_of_kind;
use crate::widgets::icon::{Glyph, Icon};

/// Draws the steps.
#[component]
pub fn StepsView(pages: Pages, key: String) -> impl IntoView {
    let steps = Memo::new(move |_| {
        block_of(pages, &key, |block| match &block.shape {
            Shape::Steps(steps) => steps.clone(),
            _ => Vec::new(),
        })
        .unwrap_or_default()
    });
    // What a person turned round, by position: a fold is a look, not a fact.
    let turned = RwSignal::new(HashSet::<usize>::new());
    let list = move || {
        let lines =
            turned.with(|turned| steps.with(|all| shown(all, &|idx| turned.contains(&idx))));
        lines.into_iter().map(|line| one(pages, line, turned)).collect_view()
    };
    view! { <ol class="steps">{redrawn(list)}</ol> }
}

fn one(
    pages: Pages,
    (idx, step, folds): (usize, Step, Option<bool>),
    turned: RwSignal<HashSet<usize>>,
) -> AnyView {
    let app = pages.app;
    let Step { at, name, depth, how, facts, tone: stands, kind, .. } = step;
    let glyph = at.map(|at| match kind.is_empty() {
        true => glyph_of_kind(at.kind),
        false => glyph_of(&kind),
    });
    let fold = folds.map(|open| {
        let label = text::fold(&name);
        view! {
            <button
                type="button"
                class="step-fold"
                aria-expanded=open.to_string()
                aria-label=label
                on:click=move |_| turned.update(|set| {
                    if !set.remove(&idx) {
                        set.insert(idx);
                    }
                })
            >
                <Icon glyph=if open { Glyph::ChevronDown } else { Glyph::ChevronRight } small=true />
            </button>
        }
    });
    let name = match at {
        Some(at) => view! {
            <a class="record-name" dir="auto" href=move || app.address.link(|route| route.open = Some(at.id))>
                {name}
            </a>
        }
        .into_any(),
        None => view! { <span class="record-name" dir="auto">{name}</span> }.into_any(),
    };
    view! {
        <li class="step" data-tone=tone(stands) aria-level=(depth + 1).to_string() style=("--depth", depth.to_string())>
            {fold}
            {(!how.is_empty()).then(|| view! { <span class="why-how">{how}</span> })}
            {glyph.map(|glyph| view! { <span class="kind-mark" data-kind=kind><Icon glyph small=true /></span> })}
            {mark(stands)}
            {name}
            <span class="spacer"></span>
            <span class="record-fact">{facts}</span>
        </li>
    }
    .into_any()
}
