//! What a page is asked for and what it gives: plain data, the same on both sides of the background
//! thread. It knows no model's facts and no pixel.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::cells::cells;
use crate::metrics::report::{Axis, Chart};
use crate::model::id::Ref;
use crate::model::{Kind, Lens};

/// What a page is asked for.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Asked {
    /// The key of the page; an unknown or empty one means the lens's first.
    pub page: String,
    /// The lens.
    pub lens: Lens,
    /// The place that is looked at with all that is in it; nothing means the whole workspace.
    pub place: Option<Ref>,
    /// The filter of the common query language, empty for everything.
    pub filter: String,
    /// The page's own choices by their keys, such as `method` = `rice`.
    pub options: BTreeMap<String, String>,
}

impl Asked {
    /// Gives a choice, if it was made.
    pub fn option(&self, key: &str) -> Option<&str> {
        self.options.get(key).map(String::as_str).filter(|value| !value.is_empty())
    }
}

/// Reads choices as an address holds them: `method:rice,off:20`.
pub fn options_of(words: &str) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for (key, value) in words.split(',').filter_map(|pair| pair.split_once(':')) {
        out.insert(key.to_owned(), value.to_owned());
    }
    out
}

/// Writes choices for an address. What an address cannot hold apart (commas) is left out.
pub fn options_text(options: &BTreeMap<String, String>) -> String {
    let kept = options.iter().filter(|(key, value)| !key.is_empty() && !value.is_empty());
    let pairs = kept.map(|(key, value)| format!("{key}:{}", value.replace(',', "")));
    pairs.collect::<Vec<_>>().join(",")
}

/// One page, computed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Sheet {
    /// Its key.
    pub key: String,
    /// Its name for people.
    pub name: String,
    /// The question that it answers.
    pub question: String,
    /// The answer in a sentence or two, computed from the facts.
    pub says: String,
    /// What a person may choose, shown above the blocks.
    pub choices: Vec<Choice>,
    /// Its blocks in their order.
    pub blocks: Vec<Block>,
    /// What is wrong with what was asked, such as an error in the filter.
    pub problem: Option<String>,
}

/// One choice above a page.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Choice {
    /// Its key among the options.
    pub key: String,
    /// What is chosen.
    pub label: String,
    /// What there is: the value in the address and its name. The first is the usual.
    pub of: Vec<(String, String)>,
    /// What is chosen now.
    pub value: String,
}

/// One part of a page.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Block {
    /// Its stable name on the page.
    pub key: String,
    /// Its heading; empty for none.
    pub title: String,
    /// What it says, in one sentence computed from the facts.
    pub says: String,
    /// What it shows.
    pub shape: Shape,
    /// What belongs here and what to do, where there is nothing.
    pub empty: String,
    /// What can be added here.
    pub add: Option<Add>,
    /// What can be done here.
    pub acts: Vec<Act>,
    /// How it was computed: formulas with their sources, what was left out.
    pub notes: Vec<String>,
    /// Whether it takes half of the width where there is room.
    pub half: bool,
}

/// What can be added: by typing a line, or at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Add {
    /// What the button says.
    pub label: String,
    /// The kind of record.
    pub kind: Kind,
    /// The field that takes the typed line; empty where the record is made at once and opened.
    pub field: String,
    /// Fields that are set from the start, as they stand in JSON.
    pub preset: Vec<(String, Json)>,
}

/// What can be done, as one step of the history. The page that offered it plans it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Act {
    /// Its key, with what it is about: `write-order`, `bug:0123456789abc`.
    pub key: String,
    /// What the button says, a verb first.
    pub label: String,
    /// What it will do, in a sentence.
    pub says: String,
}

/// What a block shows. All of it can be read as text; color never says anything alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// Rows and columns.
    Table(Table),
    /// A matrix: heat map, give and get, RACI.
    Grid(Grid),
    /// A chart of the chart kit.
    Chart(Box<Chart>),
    /// Bubbles over two axes.
    Scatter(Box<Scatter>),
    /// A few values with their names.
    Facts(Vec<Fact>),
    /// A tree or a path.
    Steps(Vec<Step>),
    /// A text in Markdown, a field of a record that is edited in place.
    Prose(Ref, String),
    /// A list that is emptied by keyboard.
    Queue(Queue),
}

/// How something stands; each has a mark beside its color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// Nothing is said.
    #[default]
    Plain,
    /// Less important than the rest.
    Quiet,
    /// What the eye should find first.
    Strong,
    /// As it should be.
    Good,
    /// Worth a look.
    Warn,
    /// Not as it should be.
    Bad,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows in their order.
    pub rows: Vec<Row>,
}

cells! {
    /// A column of a table.
    pub struct Column {
        /// Its heading.
        pub name: String,
        /// Whether it holds numbers, which line up at the right.
        pub number: bool,
        /// What it means, and its scale.
        pub hint: String,
        /// Whether it gives way first where there is little room.
        pub extra: bool,
    }
}

cells! {
    /// A row of a table.
    pub struct Row {
        /// The record that it opens.
        pub at: Option<Ref>,
        /// Its cells.
        pub cells: Vec<Cell>,
        /// How deep it is in.
        pub depth: u8,
        /// How it stands.
        pub tone: Tone,
        /// A line drawn above it, with its words: "Capacity ends here".
        pub line: String,
        /// The group that begins with it, as a heading.
        pub group: String,
        /// What can be done with it.
        pub acts: Vec<Act>,
        /// What stands before its first cell, such as its rank.
        pub label: String,
    }
}

cells! {
    /// A cell of a table.
    pub struct Cell {
        /// What it says; a second line is said quietly.
        pub text: String,
        /// How it stands.
        pub tone: Tone,
        /// The record that it leads to.
        pub at: Option<Ref>,
        /// A bar from 0 to 1 behind or beside its text.
        pub part: Option<f64>,
        /// The field that is edited here, by the editor of its kind.
        pub edit: Option<(Ref, String)>,
        /// More about it.
        pub hint: String,
        /// The field is of a record that is not there yet: its kind, what it must have, and last the
        /// field that is edited here.
        pub fresh: Option<(Kind, Vec<(String, Json)>)>,
    }
}

/// A matrix.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Grid {
    /// What stands in the corner: what rows and columns are.
    pub corner: String,
    /// The columns.
    pub columns: Vec<Head>,
    /// The rows.
    pub rows: Vec<Head>,
    /// The cells, row by row.
    pub cells: Vec<Vec<Spot>>,
}

cells! {
    /// The heading of a row or column of a matrix.
    pub struct Head {
        /// Its name.
        pub name: String,
        /// The record that it leads to.
        pub at: Option<Ref>,
        /// More about it.
        pub hint: String,
    }
}

cells! {
    /// A cell of a matrix.
    pub struct Spot {
        /// What it says.
        pub text: String,
        /// How it stands.
        pub tone: Tone,
        /// How deep its color is, from 0 to 1.
        pub depth: f64,
        /// The records that it is made of.
        pub records: Vec<Ref>,
        /// More about it.
        pub hint: String,
        /// The field that is edited here.
        pub edit: Option<(Ref, String)>,
        /// The field is of a record that is not there yet.
        pub fresh: Option<(Kind, Vec<(String, Json)>)>,
    }
}

/// Bubbles over two axes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scatter {
    /// The axis along.
    pub x: Axis,
    /// The axis up.
    pub y: Axis,
    /// The ends of the axis along.
    pub x_range: (f64, f64),
    /// The ends of the axis up.
    pub y_range: (f64, f64),
    /// The bubbles.
    pub dots: Vec<Dot>,
    /// What the quarters mean: lower left, lower right, upper left, upper right; empty for none.
    pub quarters: Vec<String>,
    /// The fields that dragging a bubble sets, of x and of y; empty for what does not move.
    pub drag: (String, String),
}

cells! {
    /// A bubble.
    pub struct Dot {
        /// Its name.
        pub name: String,
        /// Where it is along.
        pub x: f64,
        /// Where it is up.
        pub y: f64,
        /// How large it is beside the others, from 0 to 1.
        pub size: f64,
        /// The record that it opens.
        pub at: Option<Ref>,
        /// The record that dragging changes.
        pub edit: Option<Ref>,
        /// How it stands.
        pub tone: Tone,
        /// What it says in words.
        pub hint: String,
        /// What stands in it, such as its rank.
        pub label: String,
    }
}

cells! {
    /// A value with its name.
    pub struct Fact {
        /// What it is.
        pub label: String,
        /// The value.
        pub value: String,
        /// How it stands.
        pub tone: Tone,
        /// The record that it leads to.
        pub at: Option<Ref>,
        /// More about it, in a sentence.
        pub says: String,
        /// The page that it leads to, by its key; with a slash the address of another lens or view:
        /// `product/pages?page=needs`.
        pub page: String,
    }
}

cells! {
    /// A step of a path, or a node of a tree.
    pub struct Step {
        /// The record.
        pub at: Option<Ref>,
        /// Its name.
        pub name: String,
        /// How deep it is in.
        pub depth: u8,
        /// How it hangs on what is above it: "serves".
        pub how: String,
        /// What else is to be said, at the right.
        pub facts: String,
        /// How it stands.
        pub tone: Tone,
        /// Whether what is below it is hidden at first.
        pub folded: bool,
        /// What the record is, where that is more than its kind: "feature".
        pub kind: String,
    }
}

/// A list that is emptied by keyboard: each entry gets one answer, by a number key or a press.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Queue {
    /// What is asked of each.
    pub ask: String,
    /// The field that an answer sets.
    pub field: String,
    /// Whether the field takes several values, to which an answer is added.
    pub many: bool,
    /// All answers there are: the value and its name.
    pub answers: Vec<(String, String)>,
    /// What puts an entry aside: a field, the value that it gets, and what the button says.
    pub aside: Option<(String, Json, String)>,
    /// The entries in their order.
    pub entries: Vec<Entry>,
}

cells! {
    /// An entry of a queue.
    pub struct Entry {
        /// The record.
        pub at: Option<Ref>,
        /// What it says.
        pub name: String,
        /// More of it.
        pub text: String,
        /// Facts about it, such as its source and date.
        pub facts: Vec<String>,
        /// The answers that fit best, as indexes into the queue's, the best first.
        pub best: Vec<u32>,
    }
}
