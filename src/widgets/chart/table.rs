//! The numbers of a chart as a table.

use std::sync::Arc;

use leptos::prelude::*;
use throughline_core::geometry::chart::table;
use throughline_core::metrics::report::Chart;

use super::text;

/// How many rows are drawn; a copy as CSV has all of them.
const MOST: usize = 120;

/// Draws the table of a chart.
#[component]
pub fn ChartTable(
    /// What is drawn.
    #[prop(into)]
    chart: Signal<Arc<Chart>>,
) -> impl IntoView {
    let draw = move || {
        let chart = chart.get();
        let table = table(&chart, MOST);
        let head = |(idx, name): (usize, String)| {
            view! { <th scope="col" data-align=(idx > 0).then_some("end")>{name}</th> }
        };
        let cell = |(idx, words): (usize, String)| match idx {
            0 => view! { <th scope="row">{words}</th> }.into_any(),
            _ => view! { <td data-align="end">{words}</td> }.into_any(),
        };
        let row = |cells: Vec<String>| {
            let cells = cells.into_iter().enumerate().map(cell).collect_view();
            view! { <tr>{cells}</tr> }
        };
        let (shown, all) = (table.rows.len(), table.n_rows);
        let more = (all > shown)
            .then(|| view! { <p class="field-note">{text::first_rows(shown, all)}</p> });
        let heads = table.heads.into_iter().enumerate().map(head).collect_view();
        let rows = table.rows.into_iter().map(row).collect_view();
        view! {
            <table>
                <caption class="visually-hidden">{chart.title.clone()}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
            {more}
        }
    };
    redrawn(draw)
}
