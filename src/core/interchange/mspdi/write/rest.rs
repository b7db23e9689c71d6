//! What the format has no field for. This module writes nothing.

use super::{Pen, What, calendar};
use crate::model::id::Ref;
use crate::model::workspace::Model;
use crate::model::{
    Assignment, Comment, Cost, CostKind, Item, Kind, Record, Role, TimeEntry, WeekDay,
};

/// The fields of an item that a task carries, or that are computed or only of this workspace.
const CARRIED: &[&str] = &[
    "number",
    "former_keys",
    "title",
    "description",
    "status",
    "rank",
    "priority",
    "owner",
    "project",
    "parent",
    "start",
    "due",
    "deadline",
    "work",
    "duration",
    "sizing",
    "progress",
    "constraint",
    "constraint_date",
    "manual",
    "calendar",
    "actual_start",
    "actual_finish",
    "custom",
    "created",
    "known_from",
    "touched",
    "source",
];

/// Names an item in the report.
pub(super) fn name_of(model: &Model, item: &Item) -> String {
    let title: String = item.title.chars().take(80).collect();
    format!("{} “{title}”", model.key_of(item))
}

/// Reports what of all rows, and of the records that hang on them, the plan does not carry.
pub(super) fn report(pen: &mut Pen<'_>) {
    let model = pen.model;
    let items: Vec<&Item> = pen
        .rows
        .iter()
        .filter_map(|row| match row.what {
            What::Item(item) => Some(item),
            What::Project(_) => None,
        })
        .collect();
    let (mut n_past, mut n_comments, mut n_roles) = (0usize, 0usize, 0usize);
    for item in &items {
        let at = name_of(model, item);
        fields(pen, item, &at);
        n_past += usize::from(!item.moves.is_empty() || !item.edits.is_empty());
        costs(pen, item.id.to_ref(), &at);
        n_comments += model.index().owned_of::<Comment>(item.id.to_ref()).count();
        n_roles += model.index().owned_of::<Role>(item.id.to_ref()).count();
        let assigned: Vec<_> = model.index().owned_of::<Assignment>(item.id.to_ref()).collect();
        for one in assigned.iter().filter_map(|id| model.find(*id)).filter(|a| !a.role.is_empty()) {
            pen.unplaced(&at, "Role", &one.role, "an assignment has no words there");
        }
        let people: Vec<_> = super::people::shares(pen, item).iter().map(|x| x.person.id).collect();
        let entries = model.index().owned_of::<TimeEntry>(item.id.to_ref());
        let entries = entries.filter_map(|id| model.find(id));
        let lost = entries.filter(|e| e.person.is_none_or(|who| !people.contains(&who))).count();
        if lost > 0 {
            let why = "time is kept only of people who are assigned";
            pen.unplaced(&at, "Time", &lost.to_string(), why);
        }
        for decision in model.decisions.iter().filter(|d| d.items.contains(&item.id)) {
            let why = "a task waits for tasks, not for decisions: its dates may be earlier there";
            pen.unplaced(&at, "Decision", &decision.title, why);
        }
        if item.links.len() > 1 {
            let n = (item.links.len() - 1).to_string();
            pen.unplaced(&at, "Links", &n, "a task has one hyperlink");
        }
    }
    let all = |n: usize, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
    if n_past > 0 {
        let why = "a plan has no history of statuses and fields";
        pen.unplaced(&all(n_past, "item"), "History", "", why);
    }
    let why = "a plan has no place for them";
    for (n, kind) in [(n_comments, Kind::Comment), (n_roles, Kind::Role)] {
        if n > 0 {
            pen.unplaced(&all(n, &kind.one().to_lowercase()), kind.one(), "", why);
        }
    }
    if !items.is_empty() {
        let why = "a task knows how much of it is done, not a step of a workflow";
        pen.unplaced("all items", "Status", "", why);
    }
    for field in std::mem::take(&mut pen.customs.left) {
        let why = "Project has no further field of this type";
        pen.unplaced(&format!("custom field “{}”", field.name), "Name", "", why);
    }
    calendars(pen);
}

fn fields(pen: &mut Pen<'_>, item: &Item, at: &str) {
    let record = Record::Item(item.clone().into());
    for (idx, field) in Kind::Item.fields().iter().enumerate() {
        let history = matches!(field.name, "moves" | "edits" | "links" | "archived" | "trashed");
        if CARRIED.contains(&field.name) || history || (field.name == "kind") {
            continue;
        }
        let value = record.value(idx);
        if !value.is_empty() {
            let value = record.json(field.name).to_string();
            pen.unplaced(at, field.label, &value, "a task has no field for it");
        }
    }
    for (id, value) in &item.custom {
        if !pen.customs.carries(id, value) {
            let why = "the value does not fit a field of a task";
            pen.unplaced(at, "Custom fields", &value.to_string(), why);
        }
    }
}

fn costs(pen: &mut Pen<'_>, place: Ref, at: &str) {
    let model = pen.model;
    for cost in model.index().owned_of::<Cost>(place).filter_map(|id| model.find(id)) {
        let kept = matches!(cost.kind, CostKind::Planned | CostKind::Actual);
        if !kept {
            let value = format!("{}: {}", cost.name, cost.amount.0);
            pen.unplaced(at, "Cost", &value, "a task has planned and actual costs only");
        } else if cost.name != "Fixed cost" {
            pen.unplaced(at, "Cost", &cost.name, "the amount is kept, without its name and date");
        }
    }
}

fn calendars(pen: &mut Pen<'_>) {
    let model = pen.model;
    for record in model.calendars.iter() {
        let at = format!("calendar “{}”", record.name);
        for exception in record.exceptions.iter().filter(|e| !calendar::fits(e)) {
            let why = "an exception of this length, or with so many shifts, does not fit";
            pen.unplaced(&at, "Exceptions", &exception.name, why);
        }
        let many = |d: &&WeekDay| calendar::joined(&d.shifts).len() > super::super::MOST_SHIFTS;
        for day in record.week.iter().filter(many) {
            pen.unplaced(&at, "Week", &day.day.to_string(), "a day has five shifts at most");
        }
    }
}
