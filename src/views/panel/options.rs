//! What can be chosen for a field that points at records.

use throughline_core::model::id::Id;
use throughline_core::model::record::RecordType;
use throughline_core::model::workspace::Model;
use throughline_core::model::{Item, Kind, Record, Workflow};
use throughline_core::sort;

use crate::widgets::combobox::Choice;

/// Lists the records of a kind that fit a record: statuses of its workflow, stages of its project,
/// releases of its product, and no archived ones but those that are chosen.
pub fn of_kind(model: &Model, of: &Record, kind: Kind, chosen: &[String]) -> Vec<Choice> {
    let item = Item::unwrap(of).map(AsRef::as_ref);
    let mut list: Vec<(String, Choice)> = model
        .records(kind)
        .filter(|record| {
            let is_chosen = || chosen.contains(&record.raw_id().to_string());
            (fits(model, item, record) && record.json("archived").is_null()) || is_chosen()
        })
        .filter(|record| record.to_ref() != of.to_ref())
        .map(|record| (order(&record), choice(&record)))
        .collect();
    sort::by(&mut list, |a, b| a.0.cmp(&b.0));
    list.into_iter().map(|(_, choice)| choice).collect()
}

/// Lists the places that work can be in.
pub fn of_places(model: &Model) -> Vec<Choice> {
    let kinds = Kind::ALL.iter().filter(|kind| kind.is_place() && **kind != Kind::Stage);
    let records = kinds.flat_map(|kind| model.records(*kind));
    let place = |record: Record| Choice {
        id: record.to_ref().to_string(),
        label: record.title().to_owned(),
        hint: record.kind().one().to_owned(),
        ..Choice::default()
    };
    records.map(place).collect()
}

fn fits(model: &Model, item: Option<&Item>, record: &Record) -> bool {
    let Some(item) = item else { return true };
    match record {
        Record::Status(status) => {
            workflow_of(model, item).is_none_or(|workflow| status.workflow == workflow)
        }
        Record::Stage(stage) => Some(stage.project) == item.project,
        Record::Release(release) => item.product.is_none_or(|product| release.product == product),
        _ => true,
    }
}

fn workflow_of(model: &Model, item: &Item) -> Option<Id<Workflow>> {
    let of_project = item.project.and_then(|id| model.find(id)).and_then(|p| p.workflow);
    of_project.or_else(|| model.status_of(item).map(|status| status.workflow))
}

/// Gives what a record is sorted by: its rank where its kind has one, and its name.
pub fn order(record: &Record) -> String {
    let rank = record.json("rank");
    rank.as_str().map_or_else(|| record.title().to_lowercase(), str::to_owned)
}

fn choice(record: &Record) -> Choice {
    let (hint, hue) = match record {
        Record::Status(status) => (status.category.label().to_owned(), String::new()),
        Record::Label(label) => (String::new(), hue_of(label.hue.name()).to_owned()),
        Record::Project(project) => (project.key.clone(), String::new()),
        _ => (String::new(), String::new()),
    };
    Choice { id: record.raw_id().to_string(), label: record.title().to_owned(), hint, hue }
}

/// Gives the hue of the style sheet for a label's hue.
pub fn hue_of(name: &str) -> &str {
    if name == "sky" { "blue" } else { name }
}
