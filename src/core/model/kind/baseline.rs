//! Baselines: the schedule as it was agreed.

use serde::{Deserialize, Serialize};

use super::{Item, Project};
use crate::model::field::{Markdown, Part};
use crate::model::id::{Id, Ref};
use crate::model::record::{RecordType, record};
use crate::model::time::{Date, Time, WorkMinutes};

/// One item's dates as they were agreed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Planned {
    /// The item.
    pub item: Id<Item>,
    /// When it was to start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Date>,
    /// When it was to be finished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// How much work it was to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<WorkMinutes>,
}

impl Part for Planned {
    fn refs(&self, out: &mut Vec<Ref>) {
        out.push(Ref { kind: Item::KIND, id: self.item.raw() });
    }
    fn without(&self, gone: Ref) -> Option<Self> {
        (self.item.to_ref() != gone).then(|| self.clone())
    }
}

record! {
    /// The dates of many items at one moment.
    pub struct Baseline titled name {
        /// What the baseline is called.
        name: String = "Name", Required;
        /// Why it was taken.
        description: Markdown = "Description", Edit;
        /// The project it is of; nothing means all.
        project: Option<Id<Project>> = "Project", Fixed;
        /// When it was taken.
        at: Time = "Taken", Fixed;
        /// The dates as they were.
        items: Vec<Planned> = "Items", Fixed;
    }
}
