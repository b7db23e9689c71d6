//! What of a file found no place, value by value.

use leptos::prelude::*;
use throughline_core::desk::Proposal;
use throughline_core::interchange::report_csv;

use super::text;
use crate::app::use_app;
use crate::shell::files;
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::icon::{Glyph, Icon};

/// How many lines are shown; the download has them all.
const MOST: usize = 50;

/// Draws the list.
#[component]
pub fn Report() -> impl IntoView {
    let app = use_app();
    let download = move |_| {
        let plan = app.ui.arrival.with_untracked(|a| a.as_ref().and_then(|a| a.proposal.clone()));
        let Some(plan) = plan else { return };
        let csv = report_csv(&plan.unplaced);
        if let Err(message) = files::download("import-report.csv", "text/csv", &csv) {
            app.fail(&crate::app::work::Failure { message, hint: String::new() });
        }
    };
    redrawn(move || {
        let plan = app.ui.arrival.with(|a| a.as_ref().and_then(|a| a.proposal.clone()))?;
        if plan.broken.is_some() {
            return None;
        }
        let n = plan.unplaced.len();
        Some(view! {
            <section class="import-section">
                <h3>{text::NO_PLACE} " (" {n} ")"</h3>
                {if n == 0 {
                    view! { <p class="muted">{text::NO_PLACE_NONE}</p> }.into_any()
                } else {
                    view! {
                        {lines(&plan)}
                        <Button
                            label=text::DOWNLOAD_REPORT
                            glyph=Glyph::Export
                            kind=ButtonKind::Quiet
                            small=true
                            on_press=download
                        />
                    }
                    .into_any()
                }}
            </section>
        })
    })
}

fn lines(plan: &Proposal) -> impl IntoView + use<> {
    let n = plan.unplaced.len();
    let shown: Vec<_> = plan
        .unplaced
        .iter()
        .take(MOST)
        .map(|u| {
            let what = if u.value.is_empty() {
                format!("{}, {}", u.at, u.field)
            } else {
                format!("{}, {}: {}", u.at, u.field, u.value)
            };
            view! {
                <li>
                    <Icon glyph=Glyph::Info small=true />
                    <p dir="auto">{what} <small>{u.why.clone()}</small></p>
                </li>
            }
        })
        .collect();
    let more = (n > MOST).then(|| view! { <p class="muted">{text::more(n - MOST)}</p> });
    view! { <ul class="import-report">{shown}</ul> {more} }
}
