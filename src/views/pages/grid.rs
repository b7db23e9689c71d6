//! A matrix: what two things have to do with one another.

use leptos::prelude::*;
use throughline_core::page::report::{Grid, Head, Shape, Spot};

use super::cell::{Place, editor};
use super::{block_of, mark, tone};
use crate::app::pages::Pages;

/// Draws the matrix as a table.
#[component]
pub fn GridView(pages: Pages, key: String) -> impl IntoView {
    let app = pages.app;
    let grid = Memo::new(move |_| {
        block_of(pages, &key, |block| match &block.shape {
            Shape::Grid(grid) => grid.clone(),
            _ => Grid::default(),
        })
        .unwrap_or_default()
    });
    let name = move |head: Head| match head.at {
        Some(at) => view! {
            <a href=move || app.address.link(|route| route.open = Some(at.id))>{head.name}</a>
        }
        .into_any(),
        None => head.name.into_any(),
    };
    let spot = move |spot: Spot, of: String| {
        let Spot { text, tone: stands, depth, records, hint, edit, fresh } = spot;
        // A color without a word is a scale, not a judgment: it has no mark.
        let says = !text.is_empty() && edit.is_none();
        let inside = if edit.is_some() || fresh.is_some() {
            // The name of the cell stays when its record comes to be, and so does the focus.
            let at = of.clone();
            let place = Place { edit, fresh, text, label: of, at };
            editor(pages, Signal::derive(move || place.clone()))
        } else {
            match records.first().copied() {
                Some(at) => view! {
                    <a href=move || app.address.link(|route| route.open = Some(at.id))>{text}</a>
                }
                .into_any(),
                None => text.into_any(),
            }
        };
        view! {
            <td data-tone=tone(stands) title=hint style=("--depth", depth.to_string())>
                {says.then(|| mark(stands))}{inside}
            </td>
        }
    };
    let drawing = move || {
        let Grid { corner, columns, rows, cells } = grid.get();
        let names: Vec<String> = columns.iter().map(|head| head.name.clone()).collect();
        let heads = columns.into_iter().map(|head| {
            let hint = head.hint.clone();
            view! { <th scope="col" title=hint>{name(head)}</th> }
        });
        let heads = heads.collect_view();
        let lines = rows.into_iter().zip(cells).map(|(head, cells)| {
            let (hint, row) = (head.hint.clone(), head.name.clone());
            let cells = cells
                .into_iter()
                .zip(&names)
                .map(|(cell, column)| spot(cell, super::text::of_row(column, &row)));
            let cells = cells.collect_view();
            view! { <tr><th scope="row" title=hint>{name(head)}</th>{cells}</tr> }
        });
        let lines = lines.collect_view();
        view! {
            <table class="matrix">
                <thead><tr><th scope="col">{corner}</th>{heads}</tr></thead>
                <tbody>{lines}</tbody>
            </table>
        }
    };
    view! { <div class="page-scroll">{redrawn(drawing)}</div> }
}
