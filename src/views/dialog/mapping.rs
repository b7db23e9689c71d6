//! What the columns of a table mean: guessed, shown with examples, and changed by a choice each.

use leptos::prelude::*;
use throughline_core::interchange::csv::{Column, Target};

use super::text;
use crate::app::{App, import, use_app};
use crate::widgets::select::Select;

/// Draws the table of columns.
#[component]
pub fn MappingTable() -> impl IntoView {
    let app = use_app();
    let columns = app.ui.arrival.with_untracked(|a| {
        let proposal = a.as_ref().and_then(|a| a.proposal.as_ref());
        proposal.map(|p| p.columns.clone()).unwrap_or_default()
    });
    // Columns of one key have one meaning, so the first stands for all.
    let is_first = |(at, column): &(usize, &Column)| {
        columns.iter().position(|c| c.key == column.key) == Some(*at)
    };
    let rows: Vec<_> = columns
        .iter()
        .enumerate()
        .filter(is_first)
        .map(|(_, column)| view! { <Row column=column.clone() /> })
        .collect();
    view! {
        <section class="import-section">
            <h3>{text::MAPPING}</h3>
            <table class="import-mapping">
                <thead>
                    <tr><th>{text::COLUMN_HEAD}</th><th>{text::SAMPLE_HEAD}</th><th>{text::MEANS_HEAD}</th></tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

#[component]
fn Row(column: Column) -> impl IntoView {
    let app = use_app();
    let key = StoredValue::new(column.key.clone());
    let target = Memo::new(move |_| {
        key.with_value(|key| {
            app.ui.arrival.with(|a| {
                let proposal = a.as_ref().and_then(|a| a.proposal.as_ref());
                let mapping = proposal.and_then(|p| p.mapping.as_ref());
                mapping.map_or(Target::Ignore, |mapping| mapping.of(key).clone())
            })
        })
    });
    let value = Signal::derive(move || target.with(|t| t.label().to_owned()));
    let options = Signal::derive(|| {
        let all = Target::ALL.iter();
        all.map(|t| (t.label().to_owned(), t.label().to_owned())).collect::<Vec<_>>()
    });
    let unmapped = move || target.with(|t| *t == Target::Ignore).then_some("");
    view! {
        <tr data-unmapped=unmapped>
            <td dir="auto">{column.header.clone()}</td>
            <td class="import-sample" dir="auto">{column.samples.join(" · ")}</td>
            <td>
                <Select
                    label=column.header
                    hide_label=true
                    value
                    options
                    on_change=move |label: String| key.with_value(|key| choose(app, key, &label))
                />
            </td>
        </tr>
    }
}

fn choose(app: App, key: &str, label: &str) {
    let Some(target) = Target::ALL.iter().find(|t| t.label() == label) else { return };
    let Some(proposal) = app.ui.arrival.get_untracked().and_then(|a| a.proposal) else { return };
    let mut mapping = proposal.mapping.clone().unwrap_or_default();
    if !target.takes_many() {
        // What only one column can mean is taken from the column that meant it.
        for other in mapping.columns.values_mut().filter(|other| *other == target) {
            *other = Target::Ignore;
        }
    }
    mapping.columns.insert(key.to_owned(), target.clone());
    import::look(app, Some((proposal.mode, Some(mapping))));
}
