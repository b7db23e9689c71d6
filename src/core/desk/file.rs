//! A file on the desk: what it is, what it holds, and what it would bring.

use super::ask::{Answer, Proposal};
use crate::env::Env;
use crate::interchange::csv::{self, Mapping, Table};
use crate::interchange::{
    Format, Incoming, Mode, Plan, ReadError, github, json, mspdi, plan, sealed, sniff, trello,
};
use crate::model::workspace::Model;

/// Is a file, looked through.
pub struct File<'a> {
    name: &'a str,
    text: &'a str,
    format: Option<Format>,
    mode: Mode,
    table: Option<Result<Table, ReadError>>,
    mapping: Option<Mapping>,
}

impl<'a> File<'a> {
    /// Opens a file: finds out what it is, and what the columns of a table may mean.
    pub fn open(name: &'a str, text: &'a str, whole: bool, remembered: Option<&Mapping>) -> Self {
        let format = sniff(name, text);
        let replaces = whole && format == Some(Format::Throughline);
        let mode = if replaces { Mode::Replace } else { Mode::Merge };
        let table = (format == Some(Format::Csv)).then(|| csv::inspect(text));
        let mapping = match &table {
            // A table of readings says itself what its columns mean.
            Some(Ok(table)) if csv::measures(table).is_none() => {
                Some(csv::guess(table, remembered))
            }
            _ => None,
        };
        File { name, text, format, mode, table, mapping }
    }

    /// Takes another mode or mapping.
    pub fn choose(&mut self, mode: Mode, mapping: Option<Mapping>) {
        self.mode = mode;
        if mapping.is_some() {
            self.mapping = mapping;
        }
    }

    /// Plans what the file would bring to a workspace.
    pub fn propose(&self, model: &Model, env: &mut Env) -> (Answer, String) {
        let Some(format) = self.format else { return (Answer::Strange, String::new()) };
        let columns = match &self.table {
            Some(Ok(table)) if csv::measures(table).is_none() => table.columns.clone(),
            _ => Vec::new(),
        };
        let mut proposal = Proposal {
            format,
            mode: self.mode,
            columns,
            mapping: self.mapping.clone(),
            broken: None,
            title: String::new(),
            counts: Vec::new(),
            unplaced: Vec::new(),
            extra: Vec::new(),
        };
        let changes = match self.read(format, model, env) {
            Err(error) => {
                proposal.broken = Some(error);
                String::new()
            }
            Ok(_) if format == Format::Sealed => String::new(),
            Ok(incoming) => {
                let Plan { title, counts, unplaced, set, extra, .. } =
                    plan(model, incoming, self.mode, env);
                (proposal.title, proposal.counts, proposal.unplaced) = (title, counts, unplaced);
                proposal.extra =
                    extra.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
                set.encode()
            }
        };
        (Answer::Proposal(Box::new(proposal)), changes)
    }

    fn read(&self, format: Format, model: &Model, env: &mut Env) -> Result<Incoming, ReadError> {
        match (format, &self.table, &self.mapping) {
            // It brings nothing before it is open, and what is open comes as a file of its own.
            (Format::Sealed, ..) => sealed::parse(self.text).map(|_| Incoming::default()),
            (Format::Trello, ..) => trello::read(self.text, env),
            (Format::GitHub, ..) => github::read(self.text, env),
            (Format::Csv, Some(Ok(table)), _) if csv::measures(table).is_some() => {
                let at = csv::measures(table);
                let read = |at| csv::read_measures(table, at, model, &title_of(self.name), env);
                Ok(at.map(read).unwrap_or_default())
            }
            (Format::Mspdi, ..) => mspdi::read(self.text, &title_of(self.name), env),
            (Format::Csv, Some(Ok(table)), Some(mapping)) => {
                csv::read(table, mapping, &title_of(self.name), env)
            }
            (Format::Csv, Some(Err(error)), _) => Err(error.clone()),
            _ => json::read(self.text),
        }
    }
}

/// Makes a project's name from a file's: `team-board_v2.csv` becomes `team board v2`.
fn title_of(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    stem.replace(['-', '_'], " ").trim().to_owned()
}
