//! The parts of an item: its history, checklists, links and source.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::{Person, Status};
use crate::model::field::Part;
use crate::model::id::{Id, Ref};
use crate::model::time::{Date, Time};

/// One change of status.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Move {
    /// When.
    pub at: Time,
    /// The status it left; unset where it was created, or where that is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Id<Status>>,
    /// The status it came to.
    pub to: Id<Status>,
    /// Who moved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Id<Person>>,
}

impl Part for Move {
    fn refs(&self, out: &mut Vec<Ref>) {
        out.extend(self.from.map(Id::to_ref));
        out.push(self.to.to_ref());
        out.extend(self.by.map(Id::to_ref));
    }
    fn without(&self, gone: Ref) -> Option<Self> {
        let mut part = self.clone();
        part.from = part.from.filter(|id| id.to_ref() != gone);
        part.by = part.by.filter(|id| id.to_ref() != gone);
        (part.to.to_ref() != gone).then_some(part)
    }
}

/// One change of a field other than the status.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Edit {
    /// When.
    pub at: Time,
    /// Who.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Id<Person>>,
    /// The field's name.
    pub field: String,
    /// What it was; null is unset.
    #[serde(default, skip_serializing_if = "Json::is_null")]
    pub before: Json,
    /// What it became; null is unset.
    #[serde(default, skip_serializing_if = "Json::is_null")]
    pub after: Json,
}

impl Part for Edit {
    fn refs(&self, out: &mut Vec<Ref>) {
        out.extend(self.by.map(Id::to_ref));
    }
    fn without(&self, gone: Ref) -> Option<Self> {
        let mut part = self.clone();
        part.by = part.by.filter(|id| id.to_ref() != gone);
        Some(part)
    }
}

/// Why an item cannot go on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Blocked {
    /// Since when.
    pub since: Time,
    /// What it waits for, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Part for Blocked {}

/// A list of small steps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Checklist {
    /// What the list is called.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Its steps in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<Entry>,
}

/// One step of a checklist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// What is to be done.
    pub text: String,
    /// Whether it is done.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub done: bool,
    /// When it is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Id<Person>>,
}

impl Part for Checklist {
    fn refs(&self, out: &mut Vec<Ref>) {
        out.extend(self.entries.iter().filter_map(|e| e.owner.map(Id::to_ref)));
    }
    fn without(&self, gone: Ref) -> Option<Self> {
        let mut part = self.clone();
        for entry in &mut part.entries {
            entry.owner = entry.owner.filter(|id| id.to_ref() != gone);
        }
        Some(part)
    }
}

/// An address that belongs to a record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WebLink {
    /// The address.
    pub url: String,
    /// What it is called.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}

impl Part for WebLink {}

/// Where a record was imported from, so that a later import finds it again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// The tool and the place in it, such as `trello:5ca3d99a`.
    pub system: String,
    /// The record's id there.
    pub id: String,
}

impl Part for Source {}
