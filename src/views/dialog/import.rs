//! Previews an import: what comes, what changes, what finds no place. Nothing has changed yet.

use leptos::prelude::*;
use throughline_core::desk::Proposal;
use throughline_core::interchange::{Format, Mode};

use super::import_report::Report;
use super::mapping::MappingTable;
use super::text;
use super::unlock::Unlock;
use crate::app::import::Arrival;
use crate::app::{App, boot, import, intake, use_app};
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::dialog::Dialog;
use crate::widgets::icon::{Glyph, Icon};
use crate::widgets::segmented::{Segment, Segmented};

/// Draws the dialog.
#[component]
pub fn ImportDialog() -> impl IntoView {
    let app = use_app();
    Effect::new(move |_| import::look_at_new(app));
    let close = move || {
        app.ui.close();
        app.ui.arrival.set(None);
    };
    let ready =
        Signal::derive(move || app.ui.arrival.with(|a| a.as_ref().is_some_and(Arrival::is_ready)));
    let footer = ViewFn::from(move || {
        view! {
            <super::Problem />
            <Button label=text::CANCEL kind=ButtonKind::Quiet on_press=move |_| close() />
            <Button
                label=text::IMPORT
                kind=ButtonKind::Primary
                disabled=Signal::derive(move || !ready.get())
                on_press=move |_| intake::confirm(app)
                attr:data-action="import-confirm"
            />
        }
    });
    let sealed =
        Memo::new(move |_| app.ui.arrival.with(|a| a.as_ref().is_some_and(Arrival::is_sealed)));
    view! {
        <Dialog open=true on_close=move |()| close() title=text::IMPORT_TITLE size="wide" keep=true footer>
            <SourceLine />
            <Outcome />
            <Show when=move || sealed.get() fallback=move || view! { <Planned /> }>
                <Unlock />
            </Show>
        </Dialog>
    }
}

/// Draws what can be chosen, and what finds no place.
#[component]
fn Planned() -> impl IntoView {
    let app = use_app();
    let is_table = Memo::new(move |_| proposed(app, |p| p.mapping.is_some()).unwrap_or_default());
    view! {
        <Show when=move || !boot::is_bare(app)>
            <ModeSwitch />
        </Show>
        <Show when=move || is_table.get()>
            <MappingTable />
        </Show>
        <Report />
    }
}

#[component]
fn SourceLine() -> impl IntoView {
    let app = use_app();
    let words = move || {
        app.ui.arrival.with(|a| {
            a.as_ref().map(|a| match &a.proposal {
                Some(p) => text::source(p.format, &a.name, &p.title),
                None => text::reading(&a.name),
            })
        })
    };
    view! { <p class="import-source"><Icon glyph=Glyph::Import /><span dir="auto">{move || words()}</span></p> }
}

/// Draws the counts, or why the file cannot be read.
#[component]
fn Outcome() -> impl IntoView {
    let app = use_app();
    redrawn(move || {
        let proposal = app.ui.arrival.with(|a| a.as_ref().and_then(|a| a.proposal.clone()));
        proposal.map(|proposal| match &proposal.broken {
            None if proposal.format == Format::Sealed => ().into_any(),
            None => counts(&proposal).into_any(),
            Some(e) => {
                let what = text::broken(e.line, e.column, &e.message);
                view! {
                    <div class="banner" data-tone="danger" role="alert">
                        <Icon glyph=Glyph::Warning />
                        <span class="banner-text">{what} " " {e.hint.clone()}</span>
                    </div>
                }
                .into_any()
            }
        })
    })
}

fn counts(plan: &Proposal) -> impl IntoView + use<> {
    let total = plan.total();
    let none = total.new + total.changed + total.removed == 0;
    let rows: Vec<_> = plan
        .counts
        .iter()
        .map(|(kind, n)| {
            let parts = [
                (n.new, text::NEW),
                (n.changed, text::CHANGED),
                (n.unchanged, text::UNCHANGED),
                (n.removed, text::REMOVED),
            ];
            let words: Vec<String> = parts
                .iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, word)| format!("{count} {word}"))
                .collect();
            let tone = (n.removed > 0).then_some("warning");
            view! { <div data-tone=tone><dt>{kind.many()}</dt><dd>{words.join(", ")}</dd></div> }
        })
        .collect();
    view! {
        {none.then(|| view! { <p>{text::NOTHING_NEW}</p> })}
        <dl class="import-counts">{rows}</dl>
    }
}

/// Asks whether the file adds to what is here or replaces it.
#[component]
fn ModeSwitch() -> impl IntoView {
    let app = use_app();
    let value = Signal::derive(move || {
        let replace = proposed(app, |p| p.mode == Mode::Replace);
        if replace.unwrap_or_default() { "replace" } else { "merge" }.to_owned()
    });
    let segments = Signal::derive(|| {
        let segment = |id: &str, label: &str| Segment {
            id: id.to_owned(),
            label: label.to_owned(),
            glyph: None,
        };
        vec![segment("merge", text::MERGE), segment("replace", text::REPLACE)]
    });
    view! {
        <section class="import-section">
            <h3>{text::MODE}</h3>
            <Segmented
                label=text::MODE
                segments
                value
                on_change=move |mode: String| look_again(app, if mode == "replace" { Mode::Replace } else { Mode::Merge })
            />
        </section>
    }
}

fn look_again(app: App, mode: Mode) {
    let mapping = untrack(|| proposed(app, |p| p.mapping.clone())).flatten();
    import::look(app, Some((mode, mapping)));
}

/// Reads what the file would bring; nothing while it is being read.
fn proposed<T>(app: App, f: impl FnOnce(&Proposal) -> T) -> Option<T> {
    app.ui.arrival.with(|a| a.as_ref().and_then(|a| a.proposal.as_deref().map(f)))
}
