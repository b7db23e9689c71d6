//! The fields of the open record: a row for each that a person may edit. The order for items is
//! the only list here; what each row is comes from the kind's table of fields.

use leptos::prelude::*;
use throughline_core::model::Kind;
use throughline_core::model::field::{Access, FieldKind, FieldMeta};

use super::custom::CustomFields;
use super::field::FieldRow;
use super::markdown_field::MarkdownField;
use super::opened::Opened;
use super::text;
use super::title::title_field;
use crate::shell::preference;
use crate::widgets::icon::{Glyph, Icon};

/// The fields of an item that always show, in their groups.
const FIRST: &[&[&str]] = &[
    &["status", "kind", "priority", "owner", "contributors", "labels"],
    &["project", "stage", "product", "release", "parent", "needs", "objectives"],
    &["start", "due", "estimate"],
];

/// The name under which this device remembers that all fields show.
const MORE: &str = "panel-more";

type Row = (usize, &'static FieldMeta);

/// Lists the rows of a kind: what it belongs to, and what a person may edit on one line.
fn rows(kind: Kind) -> Vec<Row> {
    let title = title_field(kind).map(|(idx, _)| idx);
    let edits = |f: &FieldMeta| f.access != Access::Fixed;
    let has_own = |f: &FieldMeta| {
        matches!(f.kind, FieldKind::Markdown | FieldKind::Rank)
            || (f.kind == FieldKind::Parts && matches!(kind, Kind::Item | Kind::Stage))
    };
    let all = kind.fields().iter().enumerate();
    all.filter(|(idx, f)| edits(f) && !has_own(f) && Some(*idx) != title).collect()
}

/// Splits the rows of an item into the groups that always show and the rest.
fn groups(kind: Kind) -> (Vec<Vec<Row>>, Vec<Row>) {
    let all = rows(kind);
    if kind != Kind::Item {
        return (vec![all], Vec::new());
    }
    let find = |name: &&str| all.iter().find(|(_, f)| f.name == *name).copied();
    let first = FIRST.iter().map(|group| group.iter().filter_map(find).collect()).collect();
    let is_first = |row: &Row| FIRST.iter().any(|group| group.contains(&row.1.name));
    let rest = all.iter().filter(|row| !is_first(row)).copied().collect();
    (first, rest)
}

/// Draws the fields of one line.
#[component]
pub fn Fields(one: Opened) -> impl IntoView {
    let (first, rest) = groups(one.at.kind);
    let open = RwSignal::new(preference::get(MORE).as_deref() == Some("open"));
    let toggle = move |_| {
        open.update(|open| *open = !*open);
        preference::set(MORE, if open.get_untracked() { "open" } else { "closed" });
    };
    let list = move |rows: Vec<Row>| {
        let row = move |(idx, meta): Row| view! { <FieldRow one idx meta /> };
        view! { <dl class="fields">{rows.into_iter().map(row).collect_view()}</dl> }
    };
    let has_more = !rest.is_empty();
    let rest = StoredValue::new(rest);
    view! {
        <div class="field-groups">
            {first.into_iter().filter(|rows| !rows.is_empty()).map(list).collect_view()}
            {has_more.then(|| view! {
                <button
                    type="button"
                    class="more-fields"
                    aria-expanded=move || open.get().to_string()
                    on:click=toggle
                >
                    <Icon glyph=Glyph::ChevronRight small=true />
                    {move || if open.get() { text::FEWER_FIELDS } else { text::MORE_FIELDS }}
                </button>
                <Show when=move || open.get()>
                    {move || list(rest.get_value())}
                    {(!one.is_many()).then(|| view! { <CustomFields one /> })}
                </Show>
            })}
        </div>
    }
}

/// Draws the fields that hold Markdown, each as a section.
#[component]
pub fn LongFields(one: Opened) -> impl IntoView {
    let title = title_field(one.at.kind).map(|(idx, _)| idx);
    let fields = one.at.kind.fields().iter().enumerate();
    let long = |(idx, f): &(usize, &'static FieldMeta)| {
        f.kind == FieldKind::Markdown && f.access != Access::Fixed && Some(*idx) != title
    };
    let section = move |(_, meta): Row| view! { <MarkdownField one meta /> };
    fields.filter(long).map(section).collect_view()
}
