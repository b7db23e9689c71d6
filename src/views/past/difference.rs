//! What differs in one kind of record: a choice of all, and of each.

use leptos::prelude::*;
use throughline_core::past::{Difference, FieldChange, Group, What};

use super::detail::Chosen;
use super::text;
use crate::widgets::checkbox::Checkbox;
use crate::widgets::chip::still_chip;

/// Draws a kind.
#[component]
pub fn GroupRow(group: Group, chosen: Chosen) -> impl IntoView {
    let kind = group.kind;
    let whole = Memo::new(move |_| chosen.kinds.with(|kinds| kinds.contains(&kind)));
    let mixed = Signal::derive(move || {
        !whole.get() && chosen.records.with(|all| all.iter().any(|r| r.kind == kind))
    });
    let total = group.total();
    let name = if total == 1 { kind.one() } else { kind.many() };
    let more = total.saturating_sub(group.rows.len());
    let counts = text::counts(&group);
    let rows = group.rows.into_iter().map(|row| {
        view! { <Row row chosen whole /> }
    });
    view! {
        <section class="past-group" data-kind=kind.name()>
            <header>
                <Checkbox
                    label=text::all_of(name, total)
                    checked=whole
                    mixed
                    on_change=move |on: bool| chosen.kinds.update(|kinds| {
                        if on { kinds.insert(kind); } else { kinds.remove(&kind); }
                    })
                />
                <span class="muted">{counts}</span>
            </header>
            <ul>{rows.collect::<Vec<_>>()}</ul>
            {(more > 0).then(|| view! { <p class="muted">{text::more(more)}</p> })}
        </section>
    }
}

/// Draws a record.
#[component]
fn Row(row: Difference, chosen: Chosen, whole: Memo<bool>) -> impl IntoView {
    let at = row.at;
    let is_on = Signal::derive(move || whole.get() || chosen.records.with(|all| all.contains(&at)));
    let (word, becomes) = text::what(row.what);
    let hue = match row.what {
        What::Gone => "red",
        What::New => "green",
        What::Changed => "amber",
    };
    let name = match (row.key.as_str(), row.title.as_str()) {
        ("", "") => at.kind.one().to_owned(),
        ("", title) => title.to_owned(),
        (key, title) => format!("{key} {title}"),
    };
    let noted = (row.what == What::Changed && row.fields.is_empty())
        .then(|| view! { <p class="past-noted">{text::NOTED}</p> });
    let fields = row.fields.into_iter().map(field).collect::<Vec<_>>();
    let fields = (!fields.is_empty()).then(|| view! { <dl class="past-fields">{fields}</dl> });
    view! {
        <li data-record=at.to_string() title=becomes>
            <div class="past-record">
                <Checkbox
                    label=name
                    checked=is_on
                    disabled=whole
                    on_change=move |on: bool| chosen.records.update(|all| {
                        if on { all.insert(at); } else { all.remove(&at); }
                    })
                />
                {still_chip(word.to_owned(), hue.to_owned())}
            </div>
            {fields}
            {noted}
        </li>
    }
}

/// Draws what a field said and says.
fn field(change: FieldChange) -> impl IntoView {
    let FieldChange { label, then, now } = change;
    if then.is_empty() && now.is_empty() {
        return view! { <div><dt>{label}</dt><dd class="muted">{text::OTHERWISE}</dd></div> }
            .into_any();
    }
    let said = |name: &'static str, words: String| {
        let empty = words.is_empty();
        let words = if empty { text::NOTHING.to_owned() } else { text::value(words) };
        view! {
            <dd data-empty=empty.then_some("")>
                <span class="past-when">{name}</span>
                <span dir="auto">{words}</span>
            </dd>
        }
    };
    view! { <div><dt>{label}</dt>{said(text::THEN, then)}{said(text::NOW, now)}</div> }.into_any()
}
