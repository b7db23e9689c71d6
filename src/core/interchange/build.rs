//! Builds an [`Incoming`] out of what a reader finds: people, labels, statuses and the report of
//! what found no place. It knows no file format.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::words::{category_of, fold};
use super::{Incoming, ReadError, Unplaced};
use crate::env::Env;
use crate::model::check::rises_to_itself;
use crate::model::field::Markdown;
use crate::model::id::{Id, Ref};
use crate::model::rank::Rank;
use crate::model::record::RecordType;
use crate::model::time::Time;
use crate::model::{Category, Hue, Item, Label, Person, Project, Status, Workflow};

/// A map by text with a fast hasher.
pub(super) type Named<T> = FxHashMap<String, T>;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 25 * 1024 * 1024;

/// The statuses of a project whose source names none, in their order.
pub const DEFAULT_STATUSES: [(&str, Category); 6] = [
    ("Backlog", Category::Backlog),
    ("To do", Category::Ready),
    ("In progress", Category::Active),
    ("Review", Category::Waiting),
    ("Done", Category::Done),
    ("Cancelled", Category::Cancelled),
];

/// Makes the statuses of a new workflow: Backlog, To do, In progress, Review, Done, Cancelled.
pub fn default_statuses(workflow: Id<Workflow>, env: &mut Env) -> Vec<Status> {
    let ranks = Rank::spread(None, None, DEFAULT_STATUSES.len());
    let named = DEFAULT_STATUSES.into_iter().zip(ranks);
    named
        .map(|((name, category), rank)| Status {
            id: env.id(),
            name: name.to_owned(),
            workflow,
            category,
            rank,
            ..Status::default()
        })
        .collect()
}

/// Takes away what a text should not hold: a byte order mark and NUL characters. Fails on a text
/// that is too large, and on one whose NULs show that it was read in the wrong encoding.
pub(super) fn admit(text: &str) -> Result<Cow<'_, str>, ReadError> {
    if text.len() > MAX_BYTES {
        return Err(whole(
            format!(
                "the file has {} MB; at most {} MB are read",
                text.len().div_ceil(1024 * 1024),
                MAX_BYTES / (1024 * 1024)
            ),
            "Export fewer records at a time, or leave out attachments and history.",
        ));
    }
    let text = text.trim_start_matches('\u{feff}');
    let nuls = text.bytes().filter(|b| *b == 0).count();
    if nuls == 0 {
        return Ok(Cow::Borrowed(text));
    }
    if nuls * 8 > text.len() {
        return Err(whole(
            "every other character is NUL: the file seems to be in UTF-16".to_owned(),
            "Save it as UTF-8 and import it again.",
        ));
    }
    Ok(Cow::Owned(text.replace('\0', "")))
}

/// Makes an error about the file as a whole.
pub(super) fn whole(message: String, hint: &str) -> ReadError {
    ReadError { line: 0, column: 0, message, hint: hint.to_owned() }
}

/// Shortens a value for the report.
pub(super) fn shorten(value: &str) -> String {
    const MOST: usize = 120;
    match value.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", value.get(..at).unwrap_or("")),
        None => value.to_owned(),
    }
}

/// Puts a text on one line: control characters and runs of blanks become one space.
pub(super) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        if !word.is_empty() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out
}

/// Derives a project's key from its name: initials of several words, or the start of one; two to
/// six upper-case letters and digits, the first a letter.
pub fn project_key(name: &str) -> String {
    let folded = fold(name);
    let usable = |word: &&str| word.bytes().any(|b| b.is_ascii_alphanumeric());
    let words: Vec<&str> = folded.split(' ').filter(usable).collect();
    let initials: String = words
        .iter()
        .flat_map(|word| {
            let whole = word.bytes().all(|b| b.is_ascii_digit());
            word.chars().filter(char::is_ascii_alphanumeric).take(if whole { 4 } else { 1 })
        })
        .collect();
    let letters = |text: &str| -> String {
        let start = text.chars().skip_while(|c| !c.is_ascii_alphabetic());
        start.filter(char::is_ascii_alphanumeric).take(6).collect::<String>().to_ascii_uppercase()
    };
    let key = if words.len() > 1 { letters(&initials) } else { String::new() };
    let key = if key.len() < 2 { letters(&folded) } else { key };
    if key.len() < 2 { "PROJ".to_owned() } else { key }
}

/// Gives each record the number that it wishes; where that is missing, zero or taken, one after
/// the largest. The flag tells whether the wish was met.
pub(super) fn number(wishes: &[Option<u32>]) -> Vec<(u32, bool)> {
    // Numbers leave room after them, so that records made later still get one.
    const MOST: u32 = 1_000_000_000;
    let mut taken: FxHashSet<u32> = FxHashSet::default();
    let fits = |n: &u32| (1..=MOST).contains(n);
    let met: Vec<Option<u32>> =
        wishes.iter().map(|wish| wish.filter(fits).filter(|n| taken.insert(*n))).collect();
    let mut next = taken.iter().max().copied().unwrap_or(0);
    met.into_iter()
        .map(|wish| match wish {
            Some(n) => (n, true),
            None => {
                next += 1;
                (next, false)
            }
        })
        .collect()
}

/// Is a status on its way in.
#[derive(Debug, Clone)]
pub(super) struct Step {
    /// Its name in the file.
    pub name: String,
    /// What it means; unset where the file does not say.
    pub category: Option<Category>,
    /// The most items it should hold.
    pub limit: Option<u32>,
    /// When it was put away.
    pub archived: Option<Time>,
}

impl Step {
    /// Makes a step that has only a name.
    pub(super) fn named(name: &str) -> Self {
        Step { name: name.to_owned(), category: None, limit: None, archived: None }
    }
}

/// Collects the records of one import.
pub(super) struct Builder<'e> {
    /// The time and the source of ids.
    pub env: &'e mut Env,
    /// What was collected so far.
    pub out: Incoming,
    people: Named<Id<Person>>,
    labels: Named<Id<Label>>,
}

impl<'e> Builder<'e> {
    /// Starts an import of a file that calls itself `title`.
    pub(super) fn new(title: &str, env: &'e mut Env) -> Self {
        let out = Incoming { title: title.to_owned(), ..Incoming::default() };
        Builder { env, out, people: Named::default(), labels: Named::default() }
    }

    /// Adds a record.
    pub(super) fn add<R: RecordType>(&mut self, record: R) {
        self.out.records.push(R::wrap(record.into()));
    }

    /// Reports a value that found no place.
    pub(super) fn unplaced(&mut self, at: &str, field: &str, value: &str, why: &str) {
        self.out.unplaced.push(Unplaced {
            at: at.to_owned(),
            field: field.to_owned(),
            value: shorten(value),
            why: why.to_owned(),
        });
    }

    /// Makes a project with a workflow; it is not added yet.
    pub(super) fn project(&mut self, name: &str, key: String, workflow: Id<Workflow>) -> Project {
        let name = if name.trim().is_empty() { "Imported project" } else { name };
        Project {
            id: self.env.id(),
            name: one_line(name),
            key,
            workflow: Some(workflow),
            ..Project::default()
        }
    }

    /// Adds a workflow with these steps in their order. A step whose name says nothing gets its
    /// category from its neighbors, and that is reported.
    pub(super) fn workflow(&mut self, name: &str, steps: &[Step]) -> (Id<Workflow>, Vec<Status>) {
        let id = self.env.id();
        let name = one_line(name);
        self.add(Workflow { id, name, ..Workflow::default() });
        let said: Vec<Option<Category>> =
            steps.iter().map(|s| s.category.clone().or_else(|| category_of(&s.name))).collect();
        let ranks = Rank::spread(None, None, steps.len());
        let mut statuses = Vec::with_capacity(steps.len());
        for (at, (step, rank)) in steps.iter().zip(ranks).enumerate() {
            let category = match said.get(at).cloned().flatten() {
                Some(category) => category,
                None => {
                    let (category, why) = from_neighbors(&said, at);
                    self.unplaced(&format!("status \"{}\"", step.name), "category", "", why);
                    category
                }
            };
            let name = one_line(&step.name);
            let status = Status {
                id: self.env.id(),
                name: if name.is_empty() { "Unnamed".to_owned() } else { name },
                workflow: id,
                category,
                limit: step.limit,
                rank,
                archived: step.archived,
                ..Status::default()
            };
            self.add(status.clone());
            statuses.push(status);
        }
        (id, statuses)
    }

    /// Finds or adds a person by what identifies them in the file.
    pub(super) fn person(&mut self, key: &str, make: impl FnOnce() -> Person) -> Id<Person> {
        if let Some(id) = self.people.get(key) {
            return *id;
        }
        let id = self.env.id();
        let made = make();
        let name = one_line(&made.name);
        self.add(Person { id, name, ..made });
        self.people.insert(key.to_owned(), id);
        id
    }

    /// Finds a person that is already there.
    pub(super) fn known_person(&self, key: &str) -> Option<Id<Person>> {
        self.people.get(key).copied()
    }

    /// Finds or adds a label by what identifies it in the file.
    pub(super) fn label(&mut self, key: &str, name: &str, hue: Hue) -> Id<Label> {
        if let Some(id) = self.labels.get(key) {
            return *id;
        }
        let id = self.env.id();
        self.add(Label { id, name: one_line(name), hue, ..Label::default() });
        self.labels.insert(key.to_owned(), id);
        id
    }

    /// Takes a title, or one that says that there was none, and reports that.
    pub(super) fn title(&mut self, text: &str, at: &str) -> String {
        let title = one_line(text);
        if title.is_empty() {
            self.unplaced(at, "title", "", "the title is empty; it reads \"Untitled\"");
            return "Untitled".to_owned();
        }
        title
    }
}

/// Makes Markdown of a text with any line ends.
pub(super) fn markdown(text: &str) -> Markdown {
    let text = text.trim_end();
    Markdown(if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.to_owned()
    })
}

/// Takes away the parents by which items would be part of themselves; gives number and title of
/// each such item.
pub(super) fn check_parents(items: &mut [Item]) -> Vec<(u32, String)> {
    let parents = items.iter().filter_map(|i| Some((i.id.to_ref(), i.parent?.to_ref())));
    let mut up: FxHashMap<Ref, Ref> = parents.collect();
    let mut out = Vec::new();
    for item in items.iter_mut().filter(|i| i.parent.is_some()) {
        if rises_to_itself(item.id.to_ref(), |at| up.get(&at).copied()) {
            up.remove(&item.id.to_ref());
            item.parent = None;
            out.push((item.number, item.title.clone()));
        }
    }
    out
}

/// Guesses a category from those before and after it. Work is never taken as finished this way.
fn from_neighbors(said: &[Option<Category>], at: usize) -> (Category, &'static str) {
    let (before, after) = said.split_at_checked(at).unwrap_or((said, &[]));
    let started = |c: &Category| *c != Category::Backlog && !c.is_closed();
    let open_before = before.iter().flatten().any(started);
    let closed_before = before.iter().flatten().any(Category::is_closed);
    let more_after = after.iter().flatten().any(|c| started(c) || c.is_closed());
    if open_before && more_after && !closed_before {
        let why = "the name does not say what it means for flow; taken as active, because it \
                   stands between what is to be done and what is done";
        return (Category::Active, why);
    }
    let why = "the name does not say what it means for flow; taken as backlog";
    (Category::Backlog, why)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::time::Date;

    #[test]
    fn a_key_is_made_from_any_name() {
        let cases = [
            ("Apollo", "APOLLO"),
            ("Mill Dune", "MD"),
            ("Project 100", "P100"),
            ("a", "PROJ"),
            ("", "PROJ"),
            ("Überwachungsanlage", "UBERWA"),
            ("42", "PROJ"),
            ("3rd party: billing", "PB"),
            ("日本", "PROJ"),
            ("enhancements", "ENHANC"),
        ];
        for (name, key) in cases {
            assert_eq!(project_key(name), key, "{name}");
        }
    }

    #[test]
    fn numbers_never_clash() {
        let got = number(&[Some(7), None, Some(7), Some(0), Some(3)]);
        assert_eq!(got, [(7, true), (8, false), (9, false), (10, false), (3, true)]);
        assert_eq!(number(&[Some(u32::MAX), None]), [(1, false), (2, false)]);
    }

    #[test]
    fn a_file_that_is_too_large_or_of_another_encoding_is_refused() {
        assert!(admit(&" ".repeat(MAX_BYTES + 1)).is_err_and(|e| e.message.contains("25 MB")));
        assert!(admit("a\0b\0c\0").is_err_and(|e| e.message.contains("UTF-16")));
        assert_eq!(admit("\u{feff}one long enough text\0").as_deref(), Ok("one long enough text"));
    }

    #[test]
    fn the_default_workflow_is_in_order() {
        let mut env = Env::new(Time::from_ms(1_790_000_000_000), Date::default(), 1);
        let workflow = env.id();
        let made = default_statuses(workflow, &mut env);
        assert_eq!(made.len(), 6);
        assert!(made.is_sorted_by(|a, b| a.rank < b.rank && a.id < b.id));
    }
}
