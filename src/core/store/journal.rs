//! Journal entries: one text per action with its stamp; knows nothing of what an action is.

use super::envelope::{Checked, Flaw, seal};

/// Orders actions across tabs: a hybrid logical clock's reading, made by the caller.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp {
    /// The wall clock in milliseconds since 1970 UTC.
    pub wall_ms: i64,
    /// Counts actions within one millisecond.
    pub counter: u32,
}

/// Holds one journal entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The tab that wrote it.
    pub tab: String,
    /// Its number within the tab, from 1.
    pub seq: u64,
    /// The commit that the tab had loaded when it wrote the entry, 0 before the first.
    pub base: u64,
    /// The schema number under which it was written.
    pub schema: u32,
    /// Its place in the order of all tabs' entries.
    pub stamp: Stamp,
    /// The caller's text.
    pub json: String,
}

/// Says what an entry takes up that the snapshot does not contain.
#[derive(Clone, Debug)]
pub(super) struct Live {
    pub tab: String,
    pub seq: u64,
    pub units: usize,
}

impl Live {
    /// Makes one.
    pub fn new(tab: &str, seq: u64, units: usize) -> Self {
        Live { tab: tab.to_owned(), seq, units }
    }
}

impl Entry {
    /// Returns the value to store under the entry's key.
    pub(super) fn seal(key: &str, schema: u32, base: u64, stamp: Stamp, json: &str) -> String {
        let body = format!("{} {} {base}\n{json}", stamp.wall_ms, stamp.counter);
        seal(key, schema, &body)
    }

    /// Reads a verified value.
    pub(super) fn read(tab: &str, seq: u64, checked: &Checked<'_>) -> Result<Self, Flaw> {
        let body = checked.text()?;
        let (line, json) = body.split_once('\n').ok_or(Flaw::Unpack)?;
        let mut words = line.split(' ');
        let mut next = || words.next().ok_or(Flaw::Unpack);
        let wall_ms = next()?.parse().map_err(|_| Flaw::Unpack)?;
        let counter = next()?.parse().map_err(|_| Flaw::Unpack)?;
        let base = next()?.parse().map_err(|_| Flaw::Unpack)?;
        Ok(Self {
            tab: tab.to_owned(),
            seq,
            base,
            schema: checked.schema,
            stamp: Stamp { wall_ms, counter },
            json: json.to_owned(),
        })
    }
}

/// Sorts entries by stamp, then tab; a tab's own entries keep their order whatever its clock did.
pub(super) fn sort(entries: &mut Vec<Entry>) {
    crate::sort::by(entries, |a, b| (&a.tab, a.seq).cmp(&(&b.tab, b.seq)));
    let mut keyed: Vec<(Stamp, Entry)> = Vec::with_capacity(entries.len());
    for entry in entries.drain(..) {
        let stamp = match keyed.last() {
            Some((latest, before)) if before.tab == entry.tab => entry.stamp.max(*latest),
            _ => entry.stamp,
        };
        keyed.push((stamp, entry));
    }
    // The sort is stable, so equal stamps stay ordered by tab and number.
    crate::sort::by_key(&mut keyed, |(stamp, _)| *stamp);
    entries.extend(keyed.into_iter().map(|(_, entry)| entry));
}

#[cfg(test)]
mod tests {
    use super::{Entry, Stamp, sort};

    #[test]
    fn entries_sort_by_stamp_and_keep_each_tabs_order() {
        let entry = |tab: &str, seq, wall_ms| Entry {
            tab: tab.to_owned(),
            seq,
            base: 0,
            schema: 1,
            stamp: Stamp { wall_ms, counter: 0 },
            json: String::new(),
        };
        // Tab b's clock went back between its first and second entry.
        let mut entries =
            vec![entry("b", 2, 5), entry("a", 2, 30), entry("b", 1, 20), entry("a", 1, 10)];
        sort(&mut entries);
        let order: Vec<_> = entries.iter().map(|e| (e.tab.as_str(), e.seq)).collect();
        assert_eq!(order, [("a", 1), ("b", 1), ("b", 2), ("a", 2)]);
    }
}
