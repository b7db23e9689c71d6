//! By what a record is recognized that comes again. It knows no file format and changes nothing.

use super::merge::Same;
use crate::model::id::Ref;
use crate::model::{Kind, Record};

/// Gives the form of a name in which two are compared.
pub(super) fn plain(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Says by what a record is recognized; nothing if by nothing.
pub(super) fn key(record: &Record, same: &Same) -> Option<String> {
    let fields: &[&str] = match record.kind() {
        Kind::Label if plain(record.title()).is_empty() => &["hue"],
        Kind::ProductLine
        | Kind::Product
        | Kind::Program
        | Kind::Workflow
        | Kind::Label
        | Kind::Calendar
        | Kind::Person
        | Kind::Team
        | Kind::Objective
        | Kind::Need
        | Kind::Selection
        | Kind::Kpi => &[],
        Kind::CustomField => &["holds"],
        Kind::Release | Kind::Survey => &["product"],
        Kind::Insight => &["source", "date"],
        Kind::Score => &["item"],
        Kind::Response => &["survey", "item", "date", "segment", "score", "words"],
        Kind::Stage => &["project"],
        Kind::Status => &["workflow"],
        Kind::Risk => &["place", "item"],
        Kind::Benefit | Kind::Decision => &["place"],
        Kind::CheckIn => &["place", "date", "agreement"],
        Kind::MixTarget => &["about", "part"],
        Kind::Position => &["decision", "person", "option", "criterion"],
        Kind::TestCase => &["place"],
        Kind::TestRun => &["test", "date", "result", "by", "tested"],
        Kind::Launch => &["product", "project"],
        Kind::Expectation => &["launch", "kpi"],
        Kind::Absence => &["person", "kind", "from", "to"],
        Kind::Reading => &["kpi", "date"],
        Kind::Dependency => &["from", "to", "link"],
        Kind::Comment => &["about", "author", "at", "body"],
        Kind::Assignment => &["item", "person"],
        Kind::Role => &["place", "person", "raci"],
        Kind::Baseline | Kind::Scenario => &["project", "at"],
        Kind::TimeEntry => &["item", "person", "date", "minutes", "note"],
        Kind::Cost => &["place", "kind", "date", "name"],
        Kind::Workspace | Kind::Project | Kind::Item | Kind::SavedView => return None,
    };
    let named =
        record.kind().fields().first().is_some_and(|f| f.name == "name" || f.name == "title");
    let mut key = if named { plain(record.title()) } else { String::new() };
    if key.is_empty() && fields.is_empty() {
        return None;
    }
    let refs = record.refs();
    for name in fields {
        key.push('\u{1f}');
        let at = record.kind().fields().iter().position(|f| f.name == *name);
        match refs.iter().find(|(field, _)| Some(*field) == at) {
            Some((_, to)) => {
                let id = same.get(to).copied().unwrap_or(to.id);
                key.push_str(&Ref { kind: to.kind, id }.to_string());
            }
            None => key.push_str(&record.json(name).to_string()),
        }
    }
    Some(key)
}
