//! Makes items of a table's rows by a mapping, one column after another. It guesses no meaning of
//! a column.

use rustc_hash::FxHashMap;
use serde_json::{Value as Json, json};

use super::super::build::{Builder, markdown, whole};
use super::super::words::{fold, kind_of, priority_of};
use super::super::{Incoming, ReadError};
use super::dates::{self, DateOrder, Moment};
use super::mapping::{Mapping, Target};
use super::{Table, cells, headers, places, steps};
use crate::env::Env;
use crate::model::id::Id;
use crate::model::number::{Number, Percent};
use crate::model::rank::Rank;
use crate::model::{CustomField, CustomType, Hue, Item, Person, Priority, WebLink};

/// Is one row on its way to an item.
pub(super) struct Draft {
    /// The line that the row starts on.
    pub line: usize,
    /// What it becomes.
    pub item: Item,
    /// When it was closed.
    pub closed: Option<Moment>,
}

/// Is everything that the steps of an import share.
pub(super) struct Import<'a, 'e> {
    /// The table.
    pub table: &'a Table,
    /// What its columns mean.
    pub mapping: &'a Mapping,
    /// What was made so far, without the items.
    pub b: Builder<'e>,
    /// The rows.
    pub drafts: Vec<Draft>,
}

/// Makes items of a table's rows by a mapping. `project` names the project of rows that name none.
/// Fails where no column is mapped to the title.
pub fn read(
    table: &Table,
    mapping: &Mapping,
    project: &str,
    env: &mut Env,
) -> Result<Incoming, ReadError> {
    let title = |c: &&super::Column| *mapping.of(&c.key) == Target::Title;
    if !table.columns.iter().any(|c| title(&c)) {
        return Err(whole(
            "no column is mapped to the title".to_owned(),
            "Choose the column that says in a line what is to be done.",
        ));
    }
    let ranks = Rank::spread(None, None, table.rows.len());
    let mut b = Builder::new(project, env);
    b.out.unplaced.extend(table.odd.iter().cloned());
    let drafts = table.rows.iter().zip(ranks).map(|(row, rank)| Draft {
        line: row.line,
        item: Item { id: b.env.id(), rank, ..Item::default() },
        closed: None,
    });
    let drafts = drafts.collect();
    let mut import = Import { table, mapping, b, drafts };
    import.words();
    import.people();
    import.dates();
    import.numbers();
    import.custom();
    let workflow = steps::statuses(&mut import, project);
    let groups = places::projects(&mut import, project, workflow);
    places::keys(&mut import, project, &groups);
    places::products(&mut import, project);
    places::teams(&mut import);
    import.left_out();
    let Import { mut b, drafts, .. } = import;
    for draft in drafts {
        b.add(draft.item);
    }
    Ok(b.out)
}

impl<'a> Import<'a, '_> {
    /// Lists the columns with a meaning from left to right.
    pub(super) fn columns(&self, target: &Target) -> Vec<usize> {
        let all = self.table.columns.iter().enumerate();
        all.filter(|(_, c)| self.mapping.of(&c.key) == target).map(|(at, _)| at).collect()
    }

    fn header(&self, column: usize) -> &'a str {
        self.table.columns.get(column).map_or("", |c| c.header.as_str())
    }

    /// Reports a value of a row.
    pub(super) fn unplaced(&mut self, line: usize, column: usize, value: &str, why: &str) {
        let header = self.header(column);
        self.b.unplaced(&format!("line {line}"), header, value, why);
    }

    /// Calls `f` with each value of the columns that have a meaning; reports the value and why, if
    /// `f` gives a reason.
    pub(super) fn each(
        &mut self,
        target: &Target,
        mut f: impl FnMut(&mut Builder<'_>, &mut Draft, &'a str) -> Result<(), &'static str>,
    ) {
        let table = self.table;
        for column in self.columns(target) {
            let header = self.header(column);
            for (row, draft) in table.rows.iter().zip(&mut self.drafts) {
                let cell = row.cell(column);
                if cell.is_empty() {
                    continue;
                }
                if let Err(why) = f(&mut self.b, draft, cell) {
                    self.b.unplaced(&format!("line {}", draft.line), header, cell, why);
                }
            }
        }
    }

    fn words(&mut self) {
        const SECOND: &str = "another column has said it already";
        self.each(&Target::Title, |b, draft, cell| {
            if !draft.item.title.is_empty() {
                return if draft.item.title == cell { Ok(()) } else { Err(SECOND) };
            }
            draft.item.title = b.title(cell, &format!("line {}", draft.line));
            Ok(())
        });
        for draft in &mut self.drafts {
            if draft.item.title.is_empty() {
                draft.item.title = self.b.title("", &format!("line {}", draft.line));
            }
        }
        self.each(&Target::Description, |_, draft, cell| {
            let text = &mut draft.item.description.0;
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            text.push_str(&markdown(cell).0);
            Ok(())
        });
        self.each(&Target::Kind, |_, draft, cell| match kind_of(cell) {
            Some(kind) => {
                draft.item.kind = kind;
                Ok(())
            }
            None => Err("there is no such kind of item; it became a task"),
        });
        let zero = |v: &str| matches!(fold(v).as_str(), "p0" | "priority 0");
        let columns = self.columns(&Target::Priority);
        let from_zero = columns.iter().any(|c| self.table.values(*c).any(zero));
        let mut known: FxHashMap<&str, Option<Priority>> = FxHashMap::default();
        self.each(&Target::Priority, |_, draft, cell| {
            match known.entry(cell).or_insert_with(|| priority_of(cell, from_zero)) {
                Some(priority) => {
                    draft.item.priority = priority.clone();
                    Ok(())
                }
                None => Err("this is no priority that is known here"),
            }
        });
        let mut labels: FxHashMap<&str, Vec<Id<crate::model::Label>>> = FxHashMap::default();
        self.each(&Target::Labels, |b, draft, cell| {
            let found = labels.entry(cell).or_insert_with(|| {
                cells::words(cell)
                    .map(|word| b.label(&word.to_lowercase(), word, Hue::Gray))
                    .collect()
            });
            for label in found {
                if !draft.item.labels.contains(label) {
                    draft.item.labels.push(*label);
                }
            }
            Ok(())
        });
        self.each(&Target::Link, |_, draft, cell| {
            for url in cell.split_whitespace() {
                draft.item.links.push(WebLink {
                    url: url.to_owned(),
                    name: String::new(),
                    ..Default::default()
                });
            }
            Ok(())
        });
    }

    fn people(&mut self) {
        let mut known: FxHashMap<&str, Vec<Id<Person>>> = FxHashMap::default();
        for target in [Target::Owner, Target::Contributors, Target::Author] {
            self.each(&target, |b, draft, cell| {
                let found = known.entry(cell).or_insert_with(|| named(b, cell));
                let item = &mut draft.item;
                for person in found.iter().copied() {
                    if target == Target::Author {
                        if item.author.is_some_and(|author| author != person) {
                            return Err("somebody else is named as the one who created it");
                        }
                        item.author = Some(person);
                    } else if target == Target::Owner && item.owner.is_none() {
                        item.owner = Some(person);
                    } else if item.owner != Some(person) && !item.contributors.contains(&person) {
                        item.contributors.push(person);
                    }
                }
                Ok(())
            });
        }
    }

    fn dates(&mut self) {
        use Target::{
            ActualFinish, ActualStart, Archived, Closed, Created, Deadline, Due, Start, Updated,
        };
        for target in
            [Start, Due, Deadline, ActualStart, ActualFinish, Created, Updated, Closed, Archived]
        {
            let order = self.order(&target);
            self.each(&target, |_, draft, cell| {
                let moment = dates::parse(cell, order).ok_or("this is not a date")?;
                let item = &mut draft.item;
                let day = Some(moment.date);
                let slot = match target {
                    Start => &mut item.start,
                    Due => &mut item.due,
                    Deadline => &mut item.deadline,
                    ActualStart => &mut item.actual_start,
                    ActualFinish => &mut item.actual_finish,
                    _ => {
                        match target {
                            Created => item.created = Some(moment.time()),
                            Updated => item.touched = Some(moment.time()),
                            Closed => draft.closed = Some(moment),
                            _ => item.archived = Some(moment.time()),
                        }
                        return Ok(());
                    }
                };
                if slot.is_some() && *slot != day {
                    return Err("another column has said it already");
                }
                *slot = day;
                Ok(())
            });
        }
    }

    /// Finds the order of day and month of the columns with a meaning; says so where neither they
    /// nor the rest of the table prove one.
    fn order(&mut self, target: &Target) -> DateOrder {
        let table = self.table;
        let columns = self.columns(target);
        let values = || columns.iter().flat_map(|c| table.values(*c));
        let proven = values().find_map(dates::proof).or(self.mapping.order);
        let order = proven.unwrap_or(match table.delimiter {
            // Semicolons are written where the comma is the decimal sign, which is not the U.S.
            ';' => DateOrder::DayFirst,
            _ => DateOrder::MonthFirst,
        });
        let either = |v: &&str| {
            dates::parse(v, DateOrder::DayFirst) != dates::parse(v, DateOrder::MonthFirst)
        };
        if proven.is_none()
            && let Some(value) = values().find(either)
        {
            let (value, n) = (value.to_owned(), values().filter(either).count());
            let why = match order {
                DateOrder::DayFirst => "day or month could come first; taken as day, month, year",
                DateOrder::MonthFirst => "day or month could come first; taken as month, day, year",
            };
            let header = columns.first().map_or("", |c| self.header(*c));
            self.b.unplaced("all rows", header, &format!("{value} and {} more", n - 1), why);
        }
        order
    }

    fn numbers(&mut self) {
        const NO_NUMBER: &str = "this is not a number";
        self.each(&Target::Estimate, |_, draft, cell| {
            let n = cells::number(cell).and_then(Number::new).ok_or(NO_NUMBER)?;
            draft.item.estimate = Some(n);
            Ok(())
        });
        for (target, unit) in [(Target::Work, 60.0), (Target::WorkSeconds, 1.0 / 60.0)] {
            self.each(&target, |_, draft, cell| {
                let work = cells::work(cell, unit).ok_or("this is not an amount of work")?;
                draft.item.work = Some(work);
                Ok(())
            });
        }
        let all: Vec<usize> = self.columns(&Target::Progress);
        let values = || all.iter().flat_map(|c| self.table.values(*c));
        // Spreadsheets write percentages as fractions; whole numbers up to one alone prove nothing.
        let fraction = values().filter_map(cells::number).all(|n| n <= 1.0)
            && values().any(|v| v.contains(['.', ',']))
            && !values().any(|v| v.contains('%'));
        self.each(&Target::Progress, |_, draft, cell| {
            let n = cells::number(cell).ok_or(NO_NUMBER)? * if fraction { 100.0 } else { 1.0 };
            let percent = Percent::new(n).ok_or("progress goes from 0 to 100 percent")?;
            draft.item.progress = Some(percent);
            Ok(())
        });
    }

    /// Makes the custom fields and their values, one field for the columns that share a header.
    fn custom(&mut self) {
        let table = self.table;
        let mut fields: Vec<(&str, CustomType, Vec<usize>)> = Vec::new();
        for (at, column) in table.columns.iter().enumerate() {
            let Target::Custom(holds) = self.mapping.of(&column.key) else { continue };
            match fields.iter_mut().find(|(key, ..)| *key == column.key) {
                Some((.., columns)) => columns.push(at),
                None => fields.push((&column.key, holds.clone(), vec![at])),
            }
        }
        let ranks = Rank::spread(None, None, fields.len());
        for ((_, holds, columns), rank) in fields.into_iter().zip(ranks) {
            let mut field = CustomField {
                id: self.b.env.id(),
                name: columns.first().map_or("", |c| headers::shown(self.header(*c))).to_owned(),
                holds,
                rank,
                ..CustomField::default()
            };
            let key = field.id.to_string();
            let proven = columns.iter().flat_map(|c| table.values(*c)).find_map(dates::proof);
            let order = proven.or(self.mapping.order).unwrap_or(DateOrder::MonthFirst);
            for column in columns {
                for (n, row) in table.rows.iter().enumerate() {
                    let cell = row.cell(column);
                    if cell.is_empty() {
                        continue;
                    }
                    let value = match field.holds {
                        CustomType::Number => {
                            cells::number(cell).and_then(Number::new).map(|n| json!(n))
                        }
                        CustomType::Date => dates::parse(cell, order).map(|m| json!(m.date)),
                        CustomType::Bool => cells::yes(cell).map(Json::Bool),
                        _ => Some(json!(cell)),
                    };
                    if field.holds == CustomType::Select && !field.options.iter().any(|o| o == cell)
                    {
                        field.options.push(cell.to_owned());
                    }
                    let Some(value) = value else {
                        self.unplaced(row.line, column, cell, "it is not of the field's type");
                        continue;
                    };
                    let Some(draft) = self.drafts.get_mut(n) else { continue };
                    match (draft.item.custom.get_mut(&key), &field.holds) {
                        (None, _) => {
                            draft.item.custom.insert(key.clone(), value);
                        }
                        (Some(Json::String(old)), CustomType::Text) => {
                            old.push_str("; ");
                            old.push_str(cell);
                        }
                        (Some(old), _) if *old == value => {}
                        (Some(_), _) => {
                            let why = "another column of the same name has said it already";
                            self.unplaced(row.line, column, cell, why);
                        }
                    }
                }
            }
            self.b.add(field);
        }
    }

    /// Reports the columns that the mapping leaves out.
    fn left_out(&mut self) {
        for column in &self.table.columns {
            if column.filled > 0 && *self.mapping.of(&column.key) == Target::Ignore {
                let value = column.samples.join(" · ");
                let why = format!("the column is left out: {} rows have a value", column.filled);
                self.b.unplaced("all rows", &column.header, &value, &why);
            }
        }
    }
}

/// Finds or adds the people that a cell names.
fn named(b: &mut Builder<'_>, cell: &str) -> Vec<Id<Person>> {
    let add = |text: &&str| {
        let (name, email) = cells::person(text);
        b.person(&fold(name), || Person {
            name: name.to_owned(),
            email: email.to_owned(),
            ..Person::default()
        })
    };
    cells::people(cell).iter().filter(|text| !fold(text).is_empty()).map(add).collect()
}
