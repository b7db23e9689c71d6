//! What several records of one kind have in common, for editing them together. It knows no kind and
//! no command.

use serde_json::Value as Json;

use crate::model::Record;
use crate::model::field::{Access, FieldKind};
use crate::model::id::Ref;

/// Is what several records share.
#[derive(Debug, Clone, PartialEq)]
pub struct Common {
    /// The first of them; where they differ a value is unset, and a list has what all of theirs have.
    pub record: Record,
    /// The positions of the fields in which they differ.
    pub mixed: Vec<usize>,
}

/// Compares records; nothing where there is none, or they are of several kinds.
pub fn common(records: &[Record]) -> Option<Common> {
    let (first, others) = records.split_first()?;
    if others.iter().any(|other| other.kind() != first.kind()) {
        return None;
    }
    let mut record = first.clone();
    let mut mixed = Vec::new();
    for (idx, meta) in first.kind().fields().iter().enumerate() {
        let own = first.json(meta.name);
        if others.iter().all(|other| other.json(meta.name) == own) {
            continue;
        }
        mixed.push(idx);
        let shared = match own {
            Json::Array(list) if is_list(meta.kind) => {
                let has = |one: &Json, record: &Record| entries(record, meta.name).contains(one);
                let shared = list.into_iter().filter(|one| others.iter().all(|o| has(one, o)));
                Json::Array(shared.collect())
            }
            _ => Json::Null,
        };
        // What cannot be without a value keeps the first one's; that it is mixed is said.
        if meta.access != Access::Required {
            let _ = record.set_json(meta.name, &shared);
        }
    }
    Some(Common { record, mixed })
}

/// Tells what a field becomes in which records when the value that they share is edited. A list
/// gains in each what was added to the shared one and loses what was taken out; the rest of it
/// stays. Records that come to the same stand together, in their order.
pub fn edited(records: &[Record], field: &str, value: &Json) -> Vec<(Vec<Ref>, Json)> {
    let Some(shared) = common(records) else { return Vec::new() };
    let metas = shared.record.kind().fields();
    let of_list = metas.iter().any(|meta| meta.name == field && is_list(meta.kind));
    if !of_list {
        return vec![(records.iter().map(Record::to_ref).collect(), value.clone())];
    }
    let (before, after) = (entries(&shared.record, field), list(value));
    let mut out: Vec<(Vec<Ref>, Json)> = Vec::new();
    for record in records {
        let mut new = entries(record, field);
        new.retain(|one| after.contains(one) || !before.contains(one));
        for one in &after {
            if !new.contains(one) {
                new.push(one.clone());
            }
        }
        let new = Json::Array(new);
        match out.iter_mut().find(|(_, json)| *json == new) {
            Some((at, _)) => at.push(record.to_ref()),
            None => out.push((vec![record.to_ref()], new)),
        }
    }
    out
}

fn is_list(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Refs(_) | FieldKind::Texts)
}

fn entries(record: &Record, field: &str) -> Vec<Json> {
    list(&record.json(field))
}

fn list(json: &Json) -> Vec<Json> {
    json.as_array().cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::Kind;
    use crate::model::id::RawId;

    fn item(id: u64, fields: &Json) -> Record {
        let mut record = Record::empty(Kind::Item, RawId(id));
        for (name, value) in fields.as_object().into_iter().flatten() {
            record.set_json(name, value).unwrap();
        }
        record
    }

    fn labels(ids: &[u64]) -> Json {
        ids.iter().map(|id| json!(RawId(*id).to_string())).collect()
    }

    #[test]
    fn what_differs_is_unset_and_lists_keep_what_all_have() {
        let a = item(1, &json!({"title": "A", "due": "2026-05-04", "labels": labels(&[7, 8])}));
        let b = item(2, &json!({"title": "B", "due": "2026-05-04", "labels": labels(&[8, 9])}));
        let both = common(&[a.clone(), b]).unwrap();
        assert_eq!(both.record.json("due"), json!("2026-05-04"));
        assert_eq!(both.record.json("labels"), labels(&[8]));
        assert_eq!(both.record.json("title"), json!("A"));
        let names: Vec<&str> =
            both.mixed.iter().map(|idx| Kind::Item.fields()[*idx].name).collect();
        assert_eq!(names, ["title", "labels"]);
        assert_eq!(
            common(std::slice::from_ref(&a)).unwrap(),
            Common { record: a, mixed: Vec::new() }
        );
        assert_eq!(common(&[]), None);
    }

    #[test]
    fn a_list_gains_and_loses_and_keeps_its_own() {
        let a = item(1, &json!({"labels": labels(&[7, 8])}));
        let b = item(2, &json!({"labels": labels(&[8, 9])}));
        let c = item(3, &json!({"labels": labels(&[8, 9])}));
        let all = [a.clone(), b.clone(), c.clone()];
        let (ra, rb, rc) = (a.to_ref(), b.to_ref(), c.to_ref());
        // All share 8: it goes, and 5 comes.
        let done = edited(&all, "labels", &labels(&[5]));
        assert_eq!(done, [(vec![ra], labels(&[7, 5])), (vec![rb, rc], labels(&[9, 5]))]);
        // What is no list is set alike.
        assert_eq!(edited(&all, "due", &Json::Null), [(vec![ra, rb, rc], Json::Null)]);
    }
}
