//! The bar above the table: the kind of record, the groups, the columns, how many rows there are.

use leptos::prelude::*;
use throughline_core::action::Action;
use throughline_core::lens::table::{Source, kinds};
use throughline_core::model::Kind;

use super::text;
use crate::app::action;
use crate::app::table::Grid;
use crate::widgets::menu::{MenuButton, MenuEntry, MenuItem};
use crate::widgets::select::Select;

/// Draws the bar.
#[component]
pub fn Bar(grid: Grid) -> impl IntoView {
    let app = grid.app;
    let kind = Signal::derive(move || grid.kind.get().name().to_owned());
    let all = Signal::derive(|| {
        kinds().into_iter().map(|k| (k.name().to_owned(), k.many().to_owned())).collect::<Vec<_>>()
    });
    let group = Signal::derive(move || {
        let kind = grid.kind.get();
        let named = app.address.route.with(|r| Source::named(kind, &r.group));
        named.map(|source| source.name(kind).to_owned()).unwrap_or_default()
    });
    let groups = Signal::derive(move || {
        let kind = grid.kind.get();
        let sources = Source::all(kind).into_iter();
        let title = Source::title(kind);
        let named = sources
            .filter(|source| Some(*source) != title && *source != Source::Key)
            .map(|source| (source.name(kind).to_owned(), text::by(source.label(kind))));
        std::iter::once((String::new(), text::NO_GROUP.to_owned())).chain(named).collect::<Vec<_>>()
    });
    let entries = Signal::derive(move || columns(grid));
    let label = Signal::derive(move || {
        text::columns_shown(grid.sources.with(Vec::len), Source::all(grid.kind.get()).len())
    });
    let count = Memo::new(move |_| text::count(grid.lines.with(|l| l.count), grid.kind.get()));
    view! {
        <div class="view-bar table-bar">
            <Select
                label=text::KIND
                hide_label=true
                bare=true
                value=kind
                options=all
                on_change=move |name: String| {
                    if let Some(kind) = Kind::from_name(&name) {
                        grid.show(kind);
                    }
                }
            />
            <Select
                label=text::GROUP
                hide_label=true
                bare=true
                value=group
                options=groups
                on_change=move |group: String| app.address.update(|route| route.group = group)
            />
            <MenuButton label entries />
            <span class="spacer"></span>
            <span class="table-count muted" role="status">{move || count.get()}</span>
        </div>
    }
}

/// Lists every column with whether it is shown.
fn columns(grid: Grid) -> Vec<MenuEntry> {
    let kind = grid.kind.get();
    let layout = grid.layout.get();
    let title = Source::title(kind);
    let entry = |source: Source| -> MenuEntry {
        MenuItem::new(source.label(kind), move || grid.arrange(|layout| layout.toggle(source)))
            .checked(layout.find(source).is_some())
            .into()
    };
    let others = Source::all(kind).into_iter().filter(|source| Some(*source) != title);
    let usual = MenuItem::new(text::USUAL_COLUMNS, move || grid.arrange_as_usual());
    others.map(entry).chain([MenuEntry::Separator, usual.into()]).collect()
}

/// Makes an entry of a menu from an action.
pub fn act(grid: Grid, label: &'static str, what: Action) -> MenuEntry {
    let keys = what.row().and_then(|row| row.keys.first()).copied().unwrap_or_default();
    let shortcut = throughline_core::action::say_key(keys, crate::widgets::kbd::is_mac());
    MenuItem::new(label, move || action::perform(grid.app, what)).shortcut(shortcut).into()
}
