//! The status report of the place: what was expected, what happened, what is next, what needs a
//! decision; to print or to save.

use std::sync::Arc;

use leptos::prelude::*;
use throughline_core::desk::Form;
use throughline_core::status::{Figure, Line, Report, Section};

use super::tile::{standing, tone};
use super::{focus_later, text};
use crate::app::kpis::{Kpis, save_report};
use crate::app::use_app;
use crate::app::work::Failure;
use crate::shell::files;
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::empty_state::EmptyState;
use crate::widgets::icon::{Glyph, Icon};

/// Draws the report with what can be done with it.
#[component]
pub fn StatusReport(kpis: Kpis) -> impl IntoView {
    let app = use_app();
    focus_later(".report-title".to_owned());
    let save = move |form| save_report(app, kpis.question.get_untracked(), form);
    let print = move |_| {
        if let Err(message) = files::print() {
            app.fail(&Failure { message, hint: String::new() });
        }
    };
    let page = move || {
        kpis.report.with(|answer| match answer {
            Some(Ok(report)) => draw(report).into_any(),
            Some(Err(why)) => {
                view! { <EmptyState title=text::FAILED text=why.clone() glyph=Glyph::Kpis /> }
                    .into_any()
            }
            None => ().into_any(),
        })
    };
    view! {
        <article class="report">
            <div class="report-bar">
                <nav class="kpi-back">
                    <a href=move || app.address.link(|route| route.kpi = String::new())>
                        <Icon glyph=Glyph::ChevronLeft small=true />
                        {text::ALL}
                    </a>
                </nav>
                <span class="spacer"></span>
                <Button label=text::PRINT kind=ButtonKind::Quiet small=true on_press=print />
                <Button label=text::SAVE_HTML kind=ButtonKind::Quiet small=true on_press=move |_| save(Form::Html) />
                <Button label=text::SAVE_MARKDOWN kind=ButtonKind::Quiet small=true on_press=move |_| save(Form::Markdown) />
            </div>
            {page}
        </article>
    }
}

fn draw(report: &Arc<Report>) -> impl IntoView + use<> {
    let Report { title, period, summary, figures, sections, standing: how } = (**report).clone();
    let summary = summary.into_iter().map(|words| view! { <p>{words}</p> }).collect_view();
    let sections = sections.into_iter().map(section).collect_view();
    let n_figures = figures.len();
    let rows = figures.into_iter().map(figure).collect_view();
    view! {
        <header class="report-head">
            <h2 class="report-title" tabindex="-1" dir="auto">{title} {standing(how)}</h2>
            <p class="report-period">{period}</p>
            <div class="report-summary">{summary}</div>
        </header>
        <section class="report-section" hidden=n_figures == 0>
            <h3>{text::FIGURES}</h3>
            <table class="report-figures">
                <thead>
                    <tr>
                        <th scope="col">{text::NUMBER}</th>
                        <th scope="col" data-align="end">{text::NOW}</th>
                        <th scope="col" data-align="end">{text::BEFORE}</th>
                        <th scope="col" data-align="end">{text::GOAL}</th>
                        <th scope="col">{text::STANDS}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
        {sections}
    }
}

fn figure(figure: Figure) -> impl IntoView {
    let how = text::standing(figure.standing);
    view! {
        <tr>
            <th scope="row" dir="auto">{figure.name}</th>
            <td data-align="end">{figure.value}</td>
            <td data-align="end">{figure.before}</td>
            <td data-align="end">{figure.target}</td>
            <td class="report-stands" data-tone=tone(figure.standing)>{how}</td>
        </tr>
    }
}

fn section(section: Section) -> impl IntoView {
    let lines = section.lines.into_iter().map(line).collect_view();
    view! {
        <section class="report-section">
            <h3>{section.heading}</h3>
            <ul class="report-lines">{lines}</ul>
        </section>
    }
}

fn line(line: Line) -> impl IntoView {
    let has_note = !line.note.is_empty();
    view! {
        <li data-tone=tone(line.standing)>
            <span class="report-mark">{standing(line.standing)}</span>
            <span dir="auto">{line.text}</span>
            " "
            {has_note.then(|| view! { <span class="report-note" dir="auto">{line.note}</span> })}
        </li>
    }
}
