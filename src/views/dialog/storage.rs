//! Says what is kept where and how full it is, checks it, and hands it out raw.

use leptos::prelude::*;
use throughline_core::command::Command;
use throughline_core::model::Kind;
use wasm_bindgen::JsCast;

use super::text;
use crate::app::watch::Watch;
use crate::app::{App, action, use_app};
use crate::shell::{clock, files};
use crate::views::copies::section::CopiesSection;
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::dialog::Dialog;
use crate::widgets::progress::Progress;

/// Draws the dialog.
#[component]
pub fn StorageDialog() -> impl IntoView {
    let app = use_app();
    let usage = app.work.keeper(|keeper, _| keeper.engine().usage().ok()).flatten();
    let records = app.work.with(|model| Kind::ALL.iter().map(|k| model.count(*k)).sum::<usize>());
    let checked = RwSignal::new(None::<String>);
    let check = move |_| {
        let faults = app.work.with(|model| model.check());
        checked.set(Some(match faults.first() {
            None => text::SOUND.to_owned(),
            Some(first) => text::faults(faults.len(), &first.to_string()),
        }));
    };
    let n_trashed = Memo::new(move |_| {
        app.work.watch(Watch::Kind(Kind::Item));
        app.work.with(|model| model.items.iter().filter(|i| i.trashed.is_some()).count())
    });
    let empty_trash = move |event: web_sys::MouseEvent| {
        // The button goes with what it does; the focus stays in the dialog.
        let button = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        let body = button.and_then(|b| b.closest(".dialog-body").ok().flatten());
        if let Some(body) = body.and_then(|b| b.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = body.focus();
        }
        app.run_and_tell(&Command::EmptyTrash);
        app.work.measure();
    };
    let footer = ViewFn::from(move || {
        view! {
            <Button label=text::RAW kind=ButtonKind::Quiet on_press=move |_| save_raw(app) />
            <Button label=text::CHECK on_press=check />
            <Button label=text::EXPORT kind=ButtonKind::Primary on_press=move |_| action::export(app) attr:data-action="export-json" />
        }
    });
    let facts = move || {
        usage.as_ref().map(|usage| {
            let percent = usage.percent();
            let rows = [
                (text::SNAPSHOT, usage.snapshot + usage.heads + usage.spare),
                (text::JOURNAL, usage.journal),
                (text::QUARANTINE, usage.quarantine),
                (text::OTHERS, usage.foreign),
            ];
            let rows =
                rows.map(|(name, n)| view! { <div><dt>{name}</dt><dd>{text::units(n)}</dd></div> });
            let words = format!("{percent:.1} % {}", text::OF_QUOTA);
            view! {
                <Progress part=percent / 100.0 label=words.clone() />
                <p class="muted">{words}</p>
                <dl class="import-counts">
                    <div><dt>{text::RECORDS}</dt><dd>{records}</dd></div>
                    {rows.into_iter().collect::<Vec<_>>()}
                </dl>
            }
        })
    };
    view! {
        <Dialog open=true on_close=move |()| app.ui.close() title=text::STORAGE footer>
            <p>{text::PROMISE}</p>
            <CopiesSection />
            {move || facts()}
            <Show when=move || { n_trashed.get() > 0 }>
                <p>
                    {move || text::in_trash(n_trashed.get())}" "
                    <Button label=text::EMPTY_TRASH small=true on_press=empty_trash />
                </p>
            </Show>
            <p role="status">{move || checked.get()}</p>
        </Dialog>
    }
}

fn save_raw(app: App) {
    let raw = app.work.keeper(|keeper, _| keeper.engine().raw_export().ok()).flatten();
    let name = format!("throughline-raw-{}.json", clock::today());
    let done = raw.ok_or_else(|| text::NOT_READ.to_owned());
    if let Err(message) = done.and_then(|raw| files::download(&name, "application/json", &raw)) {
        app.fail(&crate::app::work::Failure { message, hint: text::EXPORT_INSTEAD.to_owned() });
    }
}
