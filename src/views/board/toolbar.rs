//! The bar above a board: how it is cut into lanes, and whether the archived shows.

use leptos::prelude::*;
use throughline_core::lens::lane::{GROUPS, group_field};
use throughline_core::model::Lens;

use super::text;
use crate::app::board::Board;
use crate::app::use_app;
use crate::widgets::chip::ChipToggle;
use crate::widgets::select::Select;

/// Draws the bar.
#[component]
pub fn Toolbar(board: Board) -> impl IntoView {
    let app = use_app();
    let can_cut = Memo::new(move |_| board.spec.with(|spec| spec.lens != Lens::Portfolio));
    let value = Signal::derive(move || app.address.route.with(|route| route.group.clone()));
    let options = Signal::derive(move || {
        let fields = GROUPS.iter().filter_map(|name| group_field(name));
        let named =
            fields.map(|(_, f)| (f.name.to_owned(), format!("{}: {}", text::LANES, f.label)));
        std::iter::once((String::new(), text::NO_LANES.to_owned())).chain(named).collect::<Vec<_>>()
    });
    let archived = Signal::derive(move || app.ui.archived.get());
    view! {
        <div class="view-bar">
            <Show when=move || can_cut.get()>
                <Select
                    label=text::LANES
                    hide_label=true
                    bare=true
                    value
                    options
                    on_change=move |group: String| app.address.update(|route| route.group = group)
                />
            </Show>
            <div class="filter-chips">
                <ChipToggle
                    label=text::SHOW_ARCHIVED
                    pressed=archived
                    on_change=move |on| app.ui.archived.set(on)
                />
            </div>
            <span class="spacer"></span>
        </div>
    }
}
