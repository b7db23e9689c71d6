//! What a table's columns can mean, and a mapping that can be kept for the next file of the same
//! shape. It knows no table.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::dates::DateOrder;
use crate::model::CustomType;

macro_rules! targets {
    ( $( $(#[$doc:meta])* $name:ident $label:literal $many:literal; )+ ) => {
        /// Says what a column means.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Target {
            $( $(#[$doc])* $name, )+
            /// A custom field of this type.
            Custom(CustomType),
            /// Nothing: its values are left out, and that is reported.
            Ignore,
        }

        impl Target {
            /// Lists what a person can choose, in an order to show it in.
            pub const ALL: &'static [Target] = &[
                $( Target::$name, )+
                Target::Custom(CustomType::Text),
                Target::Custom(CustomType::Number),
                Target::Custom(CustomType::Date),
                Target::Custom(CustomType::Bool),
                Target::Custom(CustomType::Select),
                Target::Ignore,
            ];

            /// Gives the name that a person reads.
            pub fn label(&self) -> &str {
                match self {
                    $( Target::$name => $label, )+
                    Target::Custom(CustomType::Number) => "Custom field: number",
                    Target::Custom(CustomType::Date) => "Custom field: date",
                    Target::Custom(CustomType::Bool) => "Custom field: yes or no",
                    Target::Custom(CustomType::Select) => "Custom field: choice",
                    Target::Custom(_) => "Custom field: text",
                    Target::Ignore => "Leave out",
                }
            }

            /// Tells whether several different columns can mean it at once.
            pub fn takes_many(&self) -> bool {
                match self {
                    $( Target::$name => $many, )+
                    Target::Custom(_) | Target::Ignore => true,
                }
            }
        }
    };
}

targets! {
    /// What is to be done, in a line.
    Title "Title" false;
    /// What is to be done, in full.
    Description "Description" false;
    /// The status by its name.
    Status "Status" false;
    /// What the status means for flow, where its name does not say.
    StatusCategory "Status category" false;
    /// What kind of work it is.
    Kind "Kind" false;
    /// The key or number that people know it by.
    Key "Key or number" false;
    /// Another id, by which parents may be named.
    Id "Internal id" false;
    /// Who answers for it; others in the same cell contribute.
    Owner "Owner" false;
    /// Who else works on it.
    Contributors "Contributors" true;
    /// Who created it.
    Author "Created by" false;
    /// How much it matters.
    Priority "Priority" false;
    /// Words that it carries.
    Labels "Labels" true;
    /// The team that does it.
    Team "Team" false;
    /// The project in which it is done.
    Project "Project" false;
    /// The stage of the project.
    Stage "Stage" false;
    /// The product that it serves.
    Product "Product" false;
    /// The release that it comes out with.
    Release "Release" false;
    /// What it is part of, by key, id or title.
    Parent "Part of" true;
    /// When it is planned to start.
    Start "Start" false;
    /// When it is planned to be finished.
    Due "Due" false;
    /// The date past which somebody is let down.
    Deadline "Deadline" false;
    /// When it really started.
    ActualStart "Actual start" false;
    /// When it was really finished.
    ActualFinish "Actual finish" false;
    /// When it was created.
    Created "Created" false;
    /// When it last changed.
    Updated "Last change" false;
    /// When it was closed.
    Closed "Closed" false;
    /// When it was put away.
    Archived "Archived" false;
    /// Its size in points.
    Estimate "Estimate in points" false;
    /// How much work it is, in hours.
    Work "Work in hours" false;
    /// How much work it is, in seconds.
    WorkSeconds "Work in seconds" false;
    /// How much of it is done, in percent.
    Progress "Progress" false;
    /// An address that belongs to it.
    Link "Link" true;
}

/// Says what each column of a table means. Kept, it serves every later file with the same headers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Mapping {
    /// What columns mean, by their headers in the form of [`super::Column::key`].
    pub columns: BTreeMap<String, Target>,
    /// Whether day or month comes first where a column's own dates do not prove it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<DateOrder>,
}

impl Mapping {
    /// Gives what a column means, by its key; a column that is not mapped is left out.
    pub fn of(&self, key: &str) -> &Target {
        self.columns.get(key).unwrap_or(&Target::Ignore)
    }
}
