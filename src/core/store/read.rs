//! Opens a store by reading alone: finds the newest whole state; writes nothing, panics on nothing.

use super::error::StoreError;
use super::head::{Covers, Found, Head};
use super::journal::{Entry, Live, sort};
use super::key::Key;
use super::memory::Store;
use super::problem::{Problem, ProblemKind};
use super::recover::{Choice, Reader};

/// Says how opening went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// There was nothing stored.
    Fresh,
    /// Everything was read.
    Loaded,
    /// Everything was read, though something had to stand in for a damaged part.
    Recovered,
    /// Something could not be read; the problems say what.
    Damaged,
    /// The data belongs to a newer version: writing is refused.
    Newer,
    /// The store could not be read: writing is refused.
    Unreadable,
}

/// Holds one shard as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shard {
    /// The shard's name.
    pub name: String,
    /// The schema number under which it was written.
    pub schema: u32,
    /// The shard's text.
    pub text: String,
}

/// Holds everything that opening found.
#[derive(Clone, Debug)]
pub struct Opened {
    /// How it went.
    pub state: State,
    /// The shards that could be read, by name.
    pub shards: Vec<Shard>,
    /// The entries to apply to the shards, in order.
    pub journal: Vec<Entry>,
    /// Whether some entries may already be contained in some shards, so that applying must bear repetition.
    pub overlaps: bool,
    /// The caller's own text from the last commit, empty before the first.
    pub meta: String,
    /// What was found wrong.
    pub problems: Vec<Problem>,
}

/// Holds what the engine keeps from opening.
pub(super) struct Reading {
    pub opened: Opened,
    /// The snapshot that was really loaded.
    pub base: Head,
    /// The head as it stood in the store.
    pub head_raw: Option<String>,
    /// Damaged values to copy to quarantine.
    pub damaged: Vec<(String, String)>,
    /// The units of each entry that the snapshot does not contain.
    pub live: Vec<Live>,
    /// Up to which number each tab's entries were handed out or given up.
    pub seen: Covers,
}

/// Reads the newest whole state of a store.
pub(super) fn read<S: Store>(store: &S, schema: u32) -> Reading {
    // Another tab may commit and tidy up in the middle of reading: then the head has changed.
    for _ in 0..3 {
        let reading = match attempt(store, schema) {
            Ok(reading) => reading,
            Err(error) => return unreadable(&error),
        };
        match store.get(&Key::Head.text()) {
            Ok(raw) if raw == reading.head_raw => return reading,
            Ok(_) => {}
            Err(error) => return unreadable(&error),
        }
    }
    attempt(store, schema).unwrap_or_else(|error| unreadable(&error))
}

fn unreadable(error: &StoreError) -> Reading {
    let opened = Opened {
        state: State::Unreadable,
        shards: Vec::new(),
        journal: Vec::new(),
        overlaps: false,
        meta: String::new(),
        problems: vec![Problem::unreadable(&error.detail)],
    };
    Reading {
        opened,
        base: Head::default(),
        head_raw: None,
        damaged: Vec::new(),
        live: Vec::new(),
        seen: Covers::new(),
    }
}

fn attempt<S: Store>(store: &S, schema: u32) -> Result<Reading, StoreError> {
    let mut reader = Reader::new(store, schema);
    let mut n_quarantined = 0;
    for text in store.keys()? {
        match Key::parse(&text) {
            Some(Key::Shard { name, generation }) => {
                reader.generations.entry(name).or_default().push(generation);
            }
            Some(Key::Entry { tab, seq }) => {
                reader.entries.entry(tab).or_default().push(seq);
            }
            Some(Key::Quarantine { .. }) => n_quarantined += 1,
            Some(_) => {}
            None if Key::is_later_format(&text) => reader.note_newer(&text),
            None => {}
        }
    }
    for found in reader.generations.values_mut().chain(reader.entries.values_mut()) {
        crate::sort::sort(found);
        found.dedup();
    }
    let head_raw = store.get(&Key::Head.text())?;
    let head = Head::read(&Key::Head.text(), head_raw.as_deref(), schema);
    let prev_raw = store.get(&Key::Prev.text())?;
    let prev = Head::read(&Key::Prev.text(), prev_raw.as_deref(), schema);
    for (key, found) in [(Key::Head, &head), (Key::Prev, &prev)] {
        if found.is_newer(schema) {
            reader.note_newer(&key.text());
        }
    }
    let Choice { base, overlaps, is_guess } = reader.choose(&head, &prev)?;
    let shards = reader.collect(&base);
    let (mut journal, live, seen) = reader.journal(&base, is_guess)?;
    let has_nothing = matches!((&head, &prev), (Found::Missing, Found::Missing))
        && reader.generations.is_empty()
        && reader.entries.is_empty();
    if matches!((&head, &prev), (Found::Missing, Found::Missing)) {
        if shards.is_empty() && journal.iter().any(|entry| entry.base > 0) {
            reader.problems.push(Problem::head_missing(&Key::Head.text()));
        }
        if has_nothing && n_quarantined > 0 {
            reader.problems.push(Problem::quarantined(n_quarantined));
        }
    }
    sort(&mut journal);
    let went_back = reader
        .problems
        .iter()
        .any(|p| matches!(p.kind, ProblemKind::WentBack | ProblemKind::HeadDamaged));
    let state = if reader.is_newer {
        State::Newer
    } else if has_nothing && n_quarantined == 0 {
        State::Fresh
    } else if has_nothing || reader.problems.iter().any(Problem::is_loss) {
        State::Damaged
    } else if went_back {
        State::Recovered
    } else {
        State::Loaded
    };
    let opened = Opened {
        state,
        shards,
        journal,
        overlaps,
        meta: base.meta.clone(),
        problems: reader.problems,
    };
    Ok(Reading { opened, base, head_raw, damaged: reader.damaged, live, seen })
}
