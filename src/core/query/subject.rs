//! What a filter can ask about: the fields of items by name or label, what is found through them,
//! and states. It knows no text of a filter.

use crate::model::field::{Choice, FieldKind};
use crate::model::id::Id;
use crate::model::record::RecordType;
use crate::model::{Category, CustomField, CustomType, Item, ItemKind};

/// Is what a term compares or looks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Subject {
    /// The item's field at a position of its table of fields.
    Field(usize),
    /// A field that the workspace adds.
    Custom(Id<CustomField>, CustomKind),
    /// The key, such as `APOLLO-12`.
    Key,
    /// The category of the status.
    Category,
    /// The program of the project.
    Program,
    /// What was said about the item.
    Comment,
    /// Items that it waits for or that wait for it.
    Dependency,
    /// Items that are part of it.
    Child,
}

/// Says how a custom field is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CustomKind {
    /// As a text.
    Text,
    /// As a number.
    Number,
    /// As a date.
    Date,
    /// As yes or no.
    Bool,
}

impl CustomKind {
    pub(super) fn of(holds: &CustomType) -> Self {
        match holds {
            CustomType::Number => CustomKind::Number,
            CustomType::Date => CustomKind::Date,
            CustomType::Bool => CustomKind::Bool,
            CustomType::Text | CustomType::Select | CustomType::Other(_) => CustomKind::Text,
        }
    }
}

/// Says how a subject is compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Sort {
    Text,
    Number,
    Minutes,
    Date,
    Bool,
    Choice(&'static [Choice]),
    Refs,
    Presence,
}

impl Subject {
    pub(super) fn sort(self) -> Sort {
        let field = match self {
            Subject::Field(idx) => Item::FIELDS.get(idx).map(|f| f.kind),
            Subject::Custom(_, CustomKind::Number) => return Sort::Number,
            Subject::Custom(_, CustomKind::Date) => return Sort::Date,
            Subject::Custom(_, CustomKind::Bool) => return Sort::Bool,
            Subject::Category => return Sort::Choice(Category::CHOICES),
            Subject::Program => return Sort::Refs,
            Subject::Dependency | Subject::Child => return Sort::Presence,
            Subject::Custom(_, CustomKind::Text) | Subject::Key | Subject::Comment => None,
        };
        match field {
            Some(FieldKind::Number | FieldKind::Whole | FieldKind::Percent | FieldKind::Money) => {
                Sort::Number
            }
            Some(FieldKind::Minutes) => Sort::Minutes,
            Some(FieldKind::Date | FieldKind::Time) => Sort::Date,
            Some(FieldKind::Bool) => Sort::Bool,
            Some(FieldKind::Choice(choices)) => Sort::Choice(choices),
            Some(FieldKind::Ref(_) | FieldKind::Refs(_) | FieldKind::AnyRef) => Sort::Refs,
            Some(FieldKind::Parts) => Sort::Presence,
            Some(FieldKind::Text | FieldKind::Markdown | FieldKind::Texts | FieldKind::Rank)
            | None => Sort::Text,
        }
    }

    /// Finds what a name stands for: a field of items by its name or label, in one or many.
    pub(super) fn named(name: &str) -> Option<Subject> {
        let plain = plain(name);
        match plain.as_str() {
            "key" | "id" => return Some(Subject::Key),
            "category" => return Some(Subject::Category),
            "program" => return Some(Subject::Program),
            "comment" => return Some(Subject::Comment),
            "dependency" | "dependencie" => return Some(Subject::Dependency),
            "child" | "children" | "part" => return Some(Subject::Child),
            "type" => return Subject::named("kind"),
            "assignee" => return Subject::named("owner"),
            "point" => return Subject::named("estimate"),
            _ => {}
        }
        let by = |f: fn(&crate::model::field::FieldMeta) -> &str| {
            Item::FIELDS.iter().position(|meta| self::plain(f(meta)) == plain)
        };
        by(|meta| meta.name).or_else(|| by(|meta| meta.label)).map(Subject::Field)
    }
}

/// Takes case, spaces, underscores, hyphens and a plural's last letter off a name.
pub(super) fn plain(name: &str) -> String {
    let name: String = name
        .chars()
        .filter(|c| !matches!(c, ' ' | '_' | '-'))
        .flat_map(char::to_lowercase)
        .collect();
    name.strip_suffix('s')
        .filter(|n| n.len() > 2 && !n.ends_with('s'))
        .map(str::to_owned)
        .unwrap_or(name)
}

/// Lists the names of fields that a filter can use, for completion and hints.
pub fn field_names() -> Vec<&'static str> {
    let extra = ["key", "category", "program", "comment", "is", "has"];
    Item::FIELDS.iter().map(|f| f.name).chain(extra).collect()
}

/// Is a state that an item can be in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flag {
    /// It cannot go on.
    Blocked,
    /// It is not finished and its due date has passed.
    Overdue,
    /// It was put away.
    Archived,
    /// It is in the trash.
    Deleted,
    /// It has not ended.
    Open,
    /// It has ended.
    Closed,
    /// It is in progress.
    Started,
    /// Nobody owns it.
    Unassigned,
    /// The person on this device owns it.
    Mine,
    /// Its status is of this category.
    In(Category),
    /// It is work of this kind.
    Of(ItemKind),
}

impl Flag {
    /// The names that hints show.
    pub(super) const NAMES: &'static str =
        "blocked, overdue, archived, open, closed, done, active, unassigned, mine, bug, milestone";

    pub(super) fn named(name: &str) -> Option<Flag> {
        let name = name.to_lowercase();
        let category = Category::ALL.iter().find(|c| c.name() == name).cloned();
        let kind = ItemKind::ALL.iter().find(|k| k.name() == name).cloned();
        match name.as_str() {
            "blocked" => Some(Flag::Blocked),
            "overdue" | "late" => Some(Flag::Overdue),
            "archived" => Some(Flag::Archived),
            "deleted" | "trashed" => Some(Flag::Deleted),
            "open" => Some(Flag::Open),
            "closed" | "ended" => Some(Flag::Closed),
            "started" => Some(Flag::Started),
            "unassigned" | "unowned" => Some(Flag::Unassigned),
            "mine" => Some(Flag::Mine),
            _ => category.map(Flag::In).or(kind.map(Flag::Of)),
        }
    }
}
