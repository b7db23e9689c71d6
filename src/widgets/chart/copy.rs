//! Copies of a chart: to the clipboard, or as a file where the page may not write to it.

use std::sync::Arc;

use leptos::{html, prelude::*};
use throughline_core::geometry::chart::{Plot, csv};
use throughline_core::metrics::report::Chart;
use wasm_bindgen_futures::spawn_local;

use super::super::icon::Glyph;
use super::super::menu::{MenuEntry, MenuItem};
use super::super::toast::{Toast, Toasts, Tone};
use super::text;
use crate::shell::{clipboard, files, picture};

/// Lists the ways to copy.
pub fn entries(
    chart: Signal<Arc<Chart>>,
    plan: Memo<Arc<Plot>>,
    stage: NodeRef<html::Div>,
    toasts: Toasts,
) -> Vec<MenuEntry> {
    let svg = move || {
        let stage = stage.get_untracked()?;
        picture::standalone(&stage.query_selector(".chart-drawing").ok()??)
    };
    let png = move || {
        let Some(svg) = svg() else { return fail(toasts, text::NO_DRAWING) };
        let (title, plan) = (chart.with_untracked(|c| c.title.clone()), plan.get_untracked());
        spawn_local(async move {
            match picture::png(&svg, plan.width, plan.height).await {
                Ok(blob) => {
                    let copied = clipboard::copy_picture(&blob).await;
                    let saved = || files::download_blob(&text::file(&title, "png"), &blob);
                    tell(toasts, "PNG", copied, saved);
                }
                Err(why) => fail(toasts, &why),
            }
        });
    };
    let words = move |kind: &'static str, mime: &'static str, text: Option<String>| {
        let Some(text) = text else { return fail(toasts, text::NO_DRAWING) };
        let title = chart.with_untracked(|c| c.title.clone());
        spawn_local(async move {
            let copied = clipboard::copy_text(&text).await;
            let name = text::file(&title, &kind.to_lowercase());
            tell(toasts, kind, copied, || files::download(&name, mime, &text));
        });
    };
    vec![
        MenuItem::new(text::COPY_PNG, png).glyph(Glyph::Copy).action("copy-png").into(),
        MenuItem::new(text::COPY_SVG, move || words("SVG", "image/svg+xml", svg()))
            .glyph(Glyph::Copy)
            .action("copy-svg")
            .into(),
        MenuItem::new(text::COPY_CSV, move || {
            words("CSV", "text/csv", chart.with_untracked(|c| Some(csv(c))));
        })
        .glyph(Glyph::Table)
        .action("copy-csv")
        .into(),
    ]
}

/// Says that a copy was made; where it could not be, makes a file instead.
fn tell(
    toasts: Toasts,
    kind: &str,
    copied: Result<(), String>,
    save: impl FnOnce() -> Result<(), String>,
) {
    let words = match copied {
        Ok(()) => text::copied(kind),
        Err(_) => match save() {
            Ok(()) => text::saved(kind),
            Err(why) => return fail(toasts, &why),
        },
    };
    toasts.show(Toast::new(Tone::Success, words));
}

fn fail(toasts: Toasts, why: &str) {
    toasts.show(Toast::new(Tone::Danger, why).hint(text::TRY_CSV));
}
