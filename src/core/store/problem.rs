//! What opening found wrong, in words for a person; knows nothing of screens.

use super::envelope::Flaw;

/// Says which sort of problem was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// The store could not be read.
    Unreadable,
    /// The stored data belongs to a newer version of the app.
    Newer,
    /// The head is damaged.
    HeadDamaged,
    /// The head is missing although there is data.
    HeadMissing,
    /// The previous head is damaged or missing; the current one is whole.
    SpareHead,
    /// A shard of the previous snapshot is missing; the current one is whole.
    SpareShard,
    /// The whole previous snapshot and the journal stood in for the current one.
    WentBack,
    /// A shard was read from another generation than the current one.
    ShardFellBack,
    /// A shard could not be read in any generation.
    ShardLost,
    /// A journal entry is damaged.
    EntryDamaged,
    /// One or more journal entries are missing.
    EntryMissing,
    /// A save was interrupted before it counted; what it wrote is ignored.
    Interrupted,
    /// Quarantine holds damaged values.
    Quarantined,
    /// A value that nothing needs at present is damaged.
    Spare,
}

/// Describes one problem: what it is, where, and in a sentence what happened and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The sort of problem.
    pub kind: ProblemKind,
    /// The key it concerns, possibly empty.
    pub key: String,
    /// What happened, why, and what to do, in plain sentences.
    pub text: String,
    /// The damaged value as it was found.
    pub raw: Option<String>,
}

impl Problem {
    /// Describes a problem.
    pub(super) fn new(kind: ProblemKind, key: &str, text: impl Into<String>) -> Self {
        Self { kind, key: key.to_owned(), text: text.into(), raw: None }
    }

    /// Adds the damaged value.
    pub(super) fn with_raw(mut self, raw: Option<String>) -> Self {
        self.raw = raw;
        self
    }

    /// Returns whether the problem means that some saved work was not loaded.
    pub fn is_loss(&self) -> bool {
        matches!(
            self.kind,
            ProblemKind::Unreadable
                | ProblemKind::HeadMissing
                | ProblemKind::ShardFellBack
                | ProblemKind::ShardLost
                | ProblemKind::EntryDamaged
                | ProblemKind::EntryMissing
        )
    }

    pub(super) fn unreadable(detail: &str) -> Self {
        Self::new(
            ProblemKind::Unreadable,
            "",
            format!(
                "The browser's storage could not be read ({detail}). Nothing is written over it. \
                 Reload the page, or allow site data in the browser's settings."
            ),
        )
    }

    pub(super) fn newer(key: &str) -> Self {
        Self::new(
            ProblemKind::Newer,
            key,
            "The stored workspace was saved by a newer version of Throughline. It is shown \
             read-only and nothing is changed. Reload the page to get the current version.",
        )
    }

    pub(super) fn head_damaged(key: &str, flaw: Flaw, raw: &str) -> Self {
        Self::new(
            ProblemKind::HeadDamaged,
            key,
            format!(
                "The list of what is saved {}. The list of the save before it was used. Check \
                 your latest changes and export a copy.",
                flaw.what()
            ),
        )
        .with_raw(Some(raw.to_owned()))
    }

    pub(super) fn head_missing(key: &str) -> Self {
        Self::new(
            ProblemKind::HeadMissing,
            key,
            "The list of what is saved is missing. What was found in storage is shown instead. \
             Check that it is complete, or open your latest export.",
        )
    }

    pub(super) fn spare_head(key: &str, flaw: Option<Flaw>, raw: Option<String>) -> Self {
        let what = flaw.map_or("is missing", Flaw::what);
        Self::new(
            ProblemKind::SpareHead,
            key,
            format!(
                "The list of the save before last {what}. Your work is complete; the next save \
                 writes the list again."
            ),
        )
        .with_raw(raw)
    }

    pub(super) fn spare_shard(key: &str) -> Self {
        Self::new(
            ProblemKind::SpareShard,
            key,
            "A part of the save before last is missing. Your work is complete; export a copy to \
             have a second one.",
        )
    }

    pub(super) fn went_back(key: &str) -> Self {
        Self::new(
            ProblemKind::WentBack,
            key,
            "The latest save could not be read in full. The save before it and all actions since \
             were used instead, so nothing is missing. Export a copy to be safe.",
        )
    }

    pub(super) fn shard_fell_back(name: &str, key: &str, raw: Option<String>) -> Self {
        let what = if raw.is_some() { "is damaged" } else { "is missing" };
        Self::new(
            ProblemKind::ShardFellBack,
            key,
            format!(
                "The latest saved state of “{name}” {what}. An earlier state and the actions that \
                 are still recorded were used. Check your latest changes there."
            ),
        )
        .with_raw(raw)
    }

    pub(super) fn shard_lost(name: &str, key: &str, raw: Option<String>) -> Self {
        let (what, next) = if raw.is_some() {
            ("is damaged and no earlier state can be read", "Save its raw text to a file, then")
        } else {
            ("is missing and there is no earlier state", "To get it back,")
        };
        let text = format!("“{name}” {what}. {next} open your latest export.");
        Self::new(ProblemKind::ShardLost, key, text).with_raw(raw)
    }

    pub(super) fn entry_damaged(key: &str, flaw: Flaw, raw: String) -> Self {
        Self::new(
            ProblemKind::EntryDamaged,
            key,
            format!(
                "The record of one action {} and was left out. Check your latest changes; the raw \
                 text is kept.",
                flaw.what()
            ),
        )
        .with_raw(Some(raw))
    }

    pub(super) fn entries_missing(tab: &str, first: u64, last: u64, key: &str) -> Self {
        let text = if first == last {
            format!("The record of action {first} of tab {tab} is missing.")
        } else {
            format!("The records of actions {first} to {last} of tab {tab} are missing.")
        };
        Self::new(
            ProblemKind::EntryMissing,
            key,
            format!("{text} The later ones were used. Check your latest changes."),
        )
    }

    pub(super) fn interrupted(key: &str) -> Self {
        Self::new(
            ProblemKind::Interrupted,
            key,
            "The first save was interrupted. All recorded actions were used, so nothing is missing.",
        )
    }

    pub(super) fn quarantined(n: usize) -> Self {
        Self::new(
            ProblemKind::Quarantined,
            "",
            format!(
                "{n} damaged values are kept as raw text, and there is no saved workspace. Save \
                 the raw data to a file before you start anew."
            ),
        )
    }

    pub(super) fn spare(key: &str, flaw: Flaw, raw: String) -> Self {
        Self::new(
            ProblemKind::Spare,
            key,
            format!(
                "A stored value that is only a reserve {}. Your open work is not affected; export \
                 a copy to be safe.",
                flaw.what()
            ),
        )
        .with_raw(Some(raw))
    }
}
