//! Dialogs: each asks one thing and runs one command.

mod block;
mod formula;
mod import;
mod import_report;
mod mapping;
mod move_to;
mod new_item;
mod new_kpi;
mod new_place;
mod palette;
mod paste;
mod save_view;
mod seal;
mod settings;
mod shortcuts;
mod start_over;
mod storage;
mod text;
mod unlock;

use leptos::prelude::*;

use crate::app::ui::Dialog;
use crate::app::use_app;
use crate::views::panel::BulkDialog;

/// Draws a dialog.
pub fn draw(dialog: Dialog) -> AnyView {
    match dialog {
        Dialog::NewItem(status) => view! { <new_item::NewItemDialog status /> }.into_any(),
        Dialog::NewProject => view! { <new_place::NewProjectDialog /> }.into_any(),
        Dialog::NewProduct => view! { <new_place::NewProductDialog /> }.into_any(),
        Dialog::NewKpi => view! { <new_kpi::NewKpiDialog /> }.into_any(),
        Dialog::Formula(kpi) => view! { <formula::FormulaDialog kpi /> }.into_any(),
        Dialog::PasteReadings(kpi) => view! { <paste::PasteDialog kpi /> }.into_any(),
        Dialog::MoveTo(cards) => view! { <move_to::MoveToDialog cards /> }.into_any(),
        Dialog::EditMany(cards) => view! { <BulkDialog cards /> }.into_any(),
        Dialog::Block(items) => view! { <block::BlockDialog items /> }.into_any(),
        // The roadmap and the Time machine draw their own.
        Dialog::Dates(_)
        | Dialog::Links(_)
        | Dialog::NewBaseline
        | Dialog::Scenarios
        | Dialog::Past => ().into_any(),
        Dialog::SaveView(at) => view! { <save_view::SaveViewDialog at /> }.into_any(),
        Dialog::Palette => view! { <palette::Palette /> }.into_any(),
        Dialog::Shortcuts => view! { <shortcuts::ShortcutsDialog /> }.into_any(),
        Dialog::Import => view! { <import::ImportDialog /> }.into_any(),
        Dialog::Seal => view! { <seal::SealDialog /> }.into_any(),
        Dialog::Settings => view! { <settings::SettingsDialog /> }.into_any(),
        Dialog::Storage => view! { <storage::StorageDialog /> }.into_any(),
        Dialog::StartOver => view! { <start_over::StartOverDialog /> }.into_any(),
    }
}

/// Draws the two buttons at the foot of most dialogs.
pub fn foot(
    verb: &'static str,
    ready: Signal<bool>,
    act: impl Fn() + Clone + Send + Sync + 'static,
) -> ViewFn {
    use crate::widgets::button::{Button, ButtonKind};
    let app = use_app();
    ViewFn::from(move || {
        let act = act.clone();
        view! {
            <Problem />
            <Button label=text::CANCEL kind=ButtonKind::Quiet on_press=move |_| app.ui.close() />
            <Button
                label=verb
                kind=ButtonKind::Primary
                disabled=Signal::derive(move || !ready.get())
                on_press=move |_| act()
            />
        }
    })
}

/// Says why the dialog's command did nothing.
#[component]
pub fn Problem() -> impl IntoView {
    let app = use_app();
    view! {
        <Show when=move || app.ui.problem.with(Option::is_some)>
            <p class="dialog-problem" role="alert">{move || app.ui.problem.get()}</p>
        </Show>
    }
}
