//! Short ways to make the parts of a sheet. They know no fact.

use serde_json::Value as Json;

use super::report::{Add, Block, Cell, Column, Fact, Row, Shape, Table, Tone};
use crate::model::Kind;
use crate::model::id::Ref;

impl Block {
    /// Makes a block that shows something under a heading.
    pub fn new(key: &str, title: &str, shape: Shape) -> Self {
        Block { key: key.to_owned(), title: title.to_owned(), shape, ..Block::default() }
    }

    /// Says what it says.
    pub fn says(mut self, says: impl Into<String>) -> Self {
        self.says = says.into();
        self
    }

    /// Says what belongs here while it is empty.
    pub fn or_empty(mut self, words: &str) -> Self {
        words.clone_into(&mut self.empty);
        self
    }

    /// Lets something be added.
    pub fn adds(mut self, add: Add) -> Self {
        self.add = Some(add);
        self
    }

    /// Says how it was computed.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Lets it stand beside another.
    pub fn half(mut self) -> Self {
        self.half = true;
        self
    }
}

impl Add {
    /// Lets a record of a kind be made from a typed line, which its field takes.
    pub fn new(label: &str, kind: Kind, field: &str) -> Self {
        Add { label: label.to_owned(), kind, field: field.to_owned(), preset: Vec::new() }
    }

    /// Sets a field from the start.
    pub fn with(mut self, field: &str, value: impl Into<Json>) -> Self {
        self.preset.push((field.to_owned(), value.into()));
        self
    }
}

impl Column {
    /// Makes a column of texts.
    pub fn text(name: &str) -> Self {
        Column { name: name.to_owned(), ..Column::default() }
    }

    /// Makes a column of numbers.
    pub fn number(name: &str, hint: &str) -> Self {
        Column { number: true, hint: hint.to_owned(), ..Column::text(name) }
    }

    /// Lets it give way first where there is little room.
    pub fn extra(mut self) -> Self {
        self.extra = true;
        self
    }
}

impl Cell {
    /// Makes a cell of words.
    pub fn text(text: impl Into<String>) -> Self {
        Cell { text: text.into(), ..Cell::default() }
    }

    /// Makes a cell that leads to a record.
    pub fn link(at: Ref, text: impl Into<String>) -> Self {
        Cell { at: Some(at), ..Cell::text(text) }
    }

    /// Makes a cell in which a field is edited.
    pub fn edit(at: Ref, field: &str, text: impl Into<String>) -> Self {
        Cell { edit: Some((at, field.to_owned())), ..Cell::text(text) }
    }

    /// Says more in a second, quiet line; nothing where there is nothing to say.
    pub fn under(mut self, more: &str) -> Self {
        if !more.is_empty() {
            self.text = format!("{}\n{more}", self.text);
        }
        self
    }

    /// Says how it stands.
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// Says more about it.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Draws a bar from 0 to 1.
    pub fn part(mut self, part: f64) -> Self {
        self.part = Some(part.clamp(0.0, 1.0));
        self
    }
}

impl Row {
    /// Makes a row that opens a record.
    pub fn of(at: Ref, cells: Vec<Cell>) -> Self {
        Row { at: Some(at), cells, ..Row::default() }
    }
}

impl Fact {
    /// Makes a value with its name.
    pub fn new(label: &str, value: impl Into<String>) -> Self {
        Fact { label: label.to_owned(), value: value.into(), ..Fact::default() }
    }

    /// Says how it stands.
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// Says more about it.
    pub fn says(mut self, says: impl Into<String>) -> Self {
        self.says = says.into();
        self
    }
}

impl From<Table> for Shape {
    fn from(table: Table) -> Self {
        Shape::Table(table)
    }
}
