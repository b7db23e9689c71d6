//! The command that sets a field: one for every field of every kind.

use serde_json::Value as Json;

use super::{CommandError, Spot, Tx, home, text};
use crate::model::check::rises_to_itself;
use crate::model::field::{Access, FieldKind, FieldMeta};
use crate::model::id::{Id, Ref};
use crate::model::{CheckIn, Item, Kind, Objective, Project, Record};

type Done = Result<(String, Option<Ref>), CommandError>;

pub(super) fn set(tx: &mut Tx<'_>, at: &[Ref], field: &str, value: &Json) -> Done {
    let Some(first) = at.first() else { return Ok((String::new(), None)) };
    let meta = meta_of(first.kind, field)?;
    let value = &tidy(meta, value)?;
    if at.iter().any(|r| r.kind != first.kind) {
        return Err(CommandError::invalid(
            format!("{} and other records have no field in common.", first.kind.many()),
            "Choose records of one kind.",
        ));
    }
    if first.kind == Kind::Item && field == "status" {
        let items: Vec<Id<Item>> = at.iter().filter_map(|r| Id::from_ref(*r)).collect();
        let status = value.as_str().and_then(|id| id.parse().ok());
        let status = status.ok_or_else(|| misfit(meta, &"the id of a status was expected"))?;
        return super::item::relocate(tx, &items, Some(status), None, Spot::Keep);
    }
    for r in at {
        set_one(tx, *r, meta, value)?;
    }
    let name = match at {
        [one] => name_of(tx, *one),
        many => format!("{} {}", many.len(), first.kind.many().to_lowercase()),
    };
    Ok((text::edited(meta.label, &name), None))
}

/// Finds a field that a person may edit.
pub(super) fn meta_of(kind: Kind, field: &str) -> Result<&'static FieldMeta, CommandError> {
    let meta = kind.fields().iter().find(|f| f.name == field).ok_or_else(|| {
        CommandError::invalid(
            format!("A {} has no field “{field}”.", kind.one().to_lowercase()),
            "Choose one of its fields.",
        )
    })?;
    if matches!(meta.access, Access::Fixed | Access::Owner) {
        return Err(CommandError::invalid(
            format!("{} cannot be edited.", meta.label),
            "It follows from other changes.",
        ));
    }
    Ok(meta)
}

/// Trims texts and refuses to empty what is required.
pub(super) fn tidy(meta: &FieldMeta, value: &Json) -> Result<Json, CommandError> {
    let value = match value {
        Json::String(s) if meta.kind == FieldKind::Text => {
            Json::String(s.split_whitespace().collect::<Vec<_>>().join(" "))
        }
        other => other.clone(),
    };
    let empty = value.is_null() || value.as_str().is_some_and(|s| s.trim().is_empty());
    if empty && meta.access == Access::Required {
        return Err(CommandError::invalid(
            format!("{} cannot be empty.", meta.label),
            "Type something, or press Escape to keep what was there.",
        ));
    }
    Ok(value)
}

pub(super) fn misfit(meta: &FieldMeta, why: &dyn std::fmt::Display) -> CommandError {
    CommandError::invalid(
        format!("{} does not take this value: {why}.", meta.label),
        "Nothing was changed.",
    )
}

fn set_one(tx: &mut Tx<'_>, at: Ref, meta: &FieldMeta, value: &Json) -> Result<(), CommandError> {
    let old = tx.get(at).ok_or_else(|| CommandError::missing(at.kind.one()))?;
    let mut new = old.clone();
    new.set_json(meta.name, value).map_err(|e| misfit(meta, &e.why))?;
    for (_, to) in new.refs() {
        if !tx.has(to) {
            return Err(CommandError::missing(to.kind.one()));
        }
    }
    check_parent(tx, &new)?;
    if let Record::Item(item) = &new {
        check_dates(item)?;
        if let Some(id) = Id::<Item>::from_ref(at) {
            match meta.name {
                "project" => return home::change_project(tx, id, item.project),
                "product" => return home::change_product(tx, &old, &new),
                "release" => return home::change_release(tx, &old, &new),
                "stage" => home::check_stage(tx, item)?,
                _ => {}
            }
        }
    }
    let changed = new != old;
    if let (Record::Comment(comment), "body", true) = (&mut new, meta.name, changed) {
        std::sync::Arc::make_mut(comment).edited = Some(tx.env.now);
    }
    if let (Record::Project(project), "key") = (&new, meta.name) {
        check_key(tx, project)?;
    }
    tx.replace(&old, &new)?;
    match (&new, meta.name) {
        (Record::Project(project), "workflow") if changed => {
            home::follow_workflow(tx, project.id, project.workflow)
        }
        (Record::CheckIn(check_in), "health") if changed => follow_health(tx, check_in),
        _ => Ok(()),
    }
}

/// Gives a project the health that its newest check-in says.
fn follow_health(tx: &mut Tx<'_>, said: &CheckIn) -> Result<(), CommandError> {
    let Some(id) = said.place.and_then(Id::<Project>::from_ref) else { return Ok(()) };
    let newer = |c: &CheckIn| c.place == said.place && (c.date, c.id) > (said.date, said.id);
    if said.agreement || tx.check_ins.iter().any(newer) {
        return Ok(());
    }
    tx.update(id, |project| project.health = said.health.clone())
}

fn check_parent(tx: &Tx<'_>, new: &Record) -> Result<(), CommandError> {
    let circle = match new {
        Record::Item(new) => rises_to_itself(new.id, |id| {
            if id == new.id { new.parent } else { tx.find(id).and_then(|i| i.parent) }
        }),
        Record::Objective(new) => rises_to_itself(new.id, |id: Id<Objective>| {
            if id == new.id { new.parent } else { tx.find(id).and_then(|o| o.parent) }
        }),
        _ => false,
    };
    if circle {
        return Err(CommandError::conflict(
            format!("“{}” would become part of itself.", text::short(new.title())),
            "Choose a parent that is not one of its own parts.",
        ));
    }
    Ok(())
}

fn check_dates(item: &Item) -> Result<(), CommandError> {
    match (item.start, item.due) {
        (Some(start), Some(due)) if start > due => Err(CommandError::conflict(
            format!("The start ({start}) would be after the due date ({due})."),
            "Change the other date first.",
        )),
        _ => Ok(()),
    }
}

fn check_key(tx: &Tx<'_>, project: &Project) -> Result<(), CommandError> {
    let fits = (1..=10).contains(&project.key.len())
        && project.key.starts_with(|c: char| c.is_ascii_uppercase())
        && project.key.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    if !fits {
        return Err(CommandError::invalid(
            format!("“{}” cannot be a project's key.", project.key),
            "Use up to 10 capital letters and digits, starting with a letter.",
        ));
    }
    let same = |p: &&Project| p.id != project.id && p.key.to_uppercase() == project.key;
    if let Some(other) = tx.projects.iter().find(same) {
        return Err(CommandError::conflict(
            format!("The key {} belongs to “{}”.", project.key, other.name),
            "Choose another key.",
        ));
    }
    Ok(())
}

fn name_of(tx: &Tx<'_>, at: Ref) -> String {
    match Id::<Item>::from_ref(at).and_then(|id| tx.find(id)) {
        Some(item) => tx.key_of(item),
        None => format!("“{}”", text::short(&tx.title_of(at))),
    }
}
