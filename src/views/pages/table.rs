//! A table of a page: rows that are records, cells that are edited in place.

use leptos::prelude::*;
use throughline_core::page::report::{Cell, Column, Row, Shape, Table};

use super::block::row_act;
use super::cell::CellView;
use super::{block_of, tone};
use crate::app::pages::Pages;

/// Is a table that is there, by the key of its block.
#[derive(Clone, Copy)]
pub struct There {
    pages: Pages,
    key: StoredValue<String>,
}

impl There {
    fn read<T>(self, f: impl FnOnce(&Table) -> T) -> Option<T> {
        let found = self.key.with_value(|key| {
            block_of(self.pages, key, |block| match &block.shape {
                Shape::Table(table) => Some(f(table)),
                _ => None,
            })
        });
        found.flatten()
    }

    fn row<T>(self, name: &str, f: impl FnOnce(&Row) -> T) -> Option<T> {
        self.read(|table| {
            table.rows.iter().enumerate().find(|(n, row)| row.name(*n) == name).map(|(_, r)| f(r))
        })
        .flatten()
    }
}

/// Draws the table.
#[component]
pub fn TableView(pages: Pages, key: String) -> impl IntoView {
    let there = There { pages, key: StoredValue::new(key) };
    let columns = Memo::new(move |_| there.read(|t| t.columns.clone()).unwrap_or_default());
    let rows = Memo::new(move |_| {
        let names = |t: &Table| {
            let named = t.rows.iter().enumerate().map(|(n, row)| row.name(n));
            named.collect::<Vec<_>>()
        };
        there.read(names).unwrap_or_default()
    });
    let acts = Memo::new(move |_| there.read(|t| t.rows.iter().any(|r| !r.acts.is_empty())));
    let has_acts = move || acts.get() == Some(true);
    let head = move |column: Column| {
        view! {
            <th
                scope="col"
                data-number=column.number.then_some("")
                data-extra=column.extra.then_some("")
                title=column.hint
            >
                {column.name}
            </th>
        }
    };
    let heads = move || columns.get().into_iter().map(head).collect_view();
    view! {
        <div class="page-scroll">
            <table class="sheet">
                <thead>
                    <tr>
                        {move || heads()}
                        <Show when=has_acts><th scope="col"><span class="visually-hidden">{super::text::ACTIONS}</span></th></Show>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || rows.get() key=Clone::clone children=move |name| view! { <Line there name columns has_acts=acts /> } />
                </tbody>
            </table>
        </div>
    }
}

/// Draws a row, and the group or the line that begins with it.
#[component]
fn Line(
    there: There,
    name: String,
    columns: Memo<Vec<Column>>,
    has_acts: Memo<Option<bool>>,
) -> impl IntoView {
    let pages = there.pages;
    let app = pages.app;
    let name = StoredValue::new(name);
    let about = Memo::new(move |_| {
        let of = |row: &Row| Row { cells: Vec::new(), ..row.clone() };
        name.with_value(|name| there.row(name, of)).unwrap_or_default()
    });
    let title = Memo::new(move |_| {
        let first = |row: &Row| row.cells.first().map(|cell| cell.text.clone());
        name.with_value(|name| there.row(name, first)).flatten().unwrap_or_default()
    });
    let n = Memo::new(move |_| columns.with(Vec::len));
    let span = move || (n.get() + usize::from(has_acts.get() == Some(true))).to_string();
    let open = Memo::new(move |_| {
        let open = app.address.route.with(|route| route.open);
        about.with(|row| row.at.is_some_and(|at| Some(at.id) == open))
    });
    let cell = move |idx: usize| {
        let cell = Memo::new(move |_| {
            let mut cell: Cell = name
                .with_value(|name| there.row(name, |row| row.cells.get(idx).cloned()))
                .flatten()
                .unwrap_or_default();
            if idx == 0 && cell.at.is_none() && cell.edit.is_none() {
                cell.at = about.with(|row| row.at);
            }
            cell
        });
        let column = Memo::new(move |_| columns.with(|c| c.get(idx).cloned()).unwrap_or_default());
        let label = Signal::derive(move || about.with(|row| row.label.clone()));
        let depth = Signal::derive(move || about.with(|row| row.depth));
        let name = StoredValue::new(name.with_value(|row| format!("{row}/{idx}")));
        view! { <CellView pages cell column title first=idx == 0 depth label name /> }
    };
    let acts = move || {
        let acts = about.with(|row| row.acts.clone());
        acts.into_iter().map(|act| row_act(pages, act)).collect_view()
    };
    view! {
        <Show when=move || about.with(|row| !row.group.is_empty())>
            <tr class="sheet-group"><th scope="rowgroup" colspan=span>{move || about.with(|row| row.group.clone())}</th></tr>
        </Show>
        <Show when=move || about.with(|row| !row.line.is_empty())>
            <tr class="sheet-line"><td colspan=span>{move || about.with(|row| row.line.clone())}</td></tr>
        </Show>
        <tr
            data-row=move || about.with(|row| row.at.map(|at| at.id.to_string()))
            data-tone=move || about.with(|row| tone(row.tone))
            data-open=move || open.get().then_some("")
        >
            {redrawn(move || (0..n.get()).map(cell).collect_view())}
            <Show when=move || has_acts.get() == Some(true)>
                <td class="sheet-acts">{redrawn(acts)}</td>
            </Show>
        </tr>
    }
}
