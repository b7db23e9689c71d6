//! What the workspace takes in local storage, and emptying the trash.

use leptos::prelude::*;
use throughline_core::command::Command;
use throughline_core::model::Kind;
use wasm_bindgen::JsCast;

use super::text;
use crate::app::App;
use crate::app::watch::Watch;
use crate::widgets::button::Button;

/// Draws the section.
pub fn section(app: App) -> AnyView {
    let usage = app.work.keeper(|keeper, _| keeper.engine().usage().ok()).flatten();
    let records = app.work.with(|model| Kind::ALL.iter().map(|k| model.count(*k)).sum::<usize>());
    let rows = usage.map(|usage| {
        [
            (text::SNAPSHOT, usage.snapshot + usage.heads + usage.spare),
            (text::JOURNAL, usage.journal),
            (text::QUARANTINE, usage.quarantine),
            (text::OTHERS, usage.foreign),
        ]
        .map(|(name, n)| view! { <div><dt>{name}</dt><dd>{text::units(n)}</dd></div> })
        .into_iter()
        .collect::<Vec<_>>()
    });
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
    let content = view! {
        <dl class="import-counts">
            <div><dt>{text::RECORDS}</dt><dd>{records}</dd></div>
            {rows}
        </dl>
        <Show when=move || { n_trashed.get() > 0 }>
            <p>
                {move || text::in_trash(n_trashed.get())}" "
                <Button label=text::EMPTY_TRASH small=true on_press=empty_trash />
            </p>
        </Show>
    };
    super::titled(text::ROOM, content.into_any())
}
