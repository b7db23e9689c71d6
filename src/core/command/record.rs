//! Commands on records of any kind: create, delete with all that belongs to it, reorder.

use rustc_hash::FxHashSet;
use serde_json::Value as Json;

use super::{CommandError, Tx, field, text};
use crate::change::{Change, ChangeSet};
use crate::model::field::{Access, FieldKind};
use crate::model::id::Ref;
use crate::model::rank::Rank;
use crate::model::workspace::Model;
use crate::model::{Kind, Record};
use crate::sort;

type Done = Result<(String, Option<Ref>), CommandError>;

pub(super) fn create(tx: &mut Tx<'_>, kind: Kind, fields: &[(String, Json)]) -> Done {
    if matches!(kind, Kind::Item | Kind::Project | Kind::Dependency | Kind::Workspace) {
        return Err(CommandError::invalid(
            format!("A {} is made in its own way.", kind.one().to_lowercase()),
            "Use the command for it.",
        ));
    }
    let mut record = Record::empty(kind, tx.env.raw_id());
    for meta in kind.fields() {
        let given = fields.iter().find(|(name, _)| name == meta.name).map(|(_, value)| value);
        let value = field::tidy(meta, given.unwrap_or(&Json::Null))?;
        if meta.access == Access::Owner && value.is_null() {
            return Err(CommandError::invalid(
                format!("A {} needs its {}.", kind.one().to_lowercase(), meta.label.to_lowercase()),
                "Say what it belongs to.",
            ));
        }
        record.set_json(meta.name, &value).map_err(|e| field::misfit(meta, &e.why))?;
    }
    if let Some((name, _)) = fields.iter().find(|(n, _)| !kind.fields().iter().any(|f| f.name == n))
    {
        return Err(CommandError::invalid(
            format!("A {} has no field “{name}”.", kind.one().to_lowercase()),
            "Choose one of its fields.",
        ));
    }
    if let Some((_, gone)) = record.refs().into_iter().find(|(_, r)| !tx.has(*r)) {
        return Err(CommandError::missing(gone.kind.one()));
    }
    if kind.fields().iter().any(|f| f.kind == FieldKind::Rank) {
        let last = ranks(tx, kind).into_iter().map(|(rank, _)| rank).max();
        let rank = Rank::between(last.as_ref(), None);
        let _ = record.set_json("rank", &Json::String(rank.as_str().to_owned()));
    }
    let at = record.to_ref();
    let label = text::created(kind.one(), record.title());
    tx.apply(crate::change::Change::Create(record))?;
    Ok((label, Some(at)))
}

pub(super) fn delete(tx: &mut Tx<'_>, at: &[Ref]) -> Done {
    for r in at {
        if r.kind == Kind::Workspace {
            return Err(CommandError::invalid(
                "The workspace itself cannot be deleted.",
                "Use “Forget everything” to start over.",
            ));
        }
        if !tx.has(*r) {
            return Err(CommandError::missing(r.kind.one()));
        }
    }
    let label = match at {
        [one] => text::deleted(one.kind.one(), &tx.title_of(*one)),
        many => format!("Delete {} records", many.len()),
    };
    remove(tx, at)?;
    Ok((label, None))
}

pub(super) fn empty_trash(tx: &mut Tx<'_>) -> Done {
    let gone: Vec<Ref> =
        tx.items.iter().filter(|i| i.trashed.is_some()).map(|i| i.id.to_ref()).collect();
    remove(tx, &gone)?;
    Ok((format!("Empty the trash ({} items)", gone.len()), None))
}

/// Deletes records, what belongs to them, and every link to any of these.
fn remove(tx: &mut Tx<'_>, at: &[Ref]) -> Result<(), CommandError> {
    let mut gone: FxHashSet<Ref> = at.iter().copied().collect();
    let mut open: Vec<Ref> = at.to_vec();
    while let Some(r) = open.pop() {
        for owned in tx.index().owned(r) {
            if gone.insert(*owned) {
                open.push(*owned);
            }
        }
    }
    if gone.is_empty() {
        return Ok(());
    }
    check_statuses(tx, &gone)?;
    // Who is deleted leaves no trace as the one who did it.
    tx.env.by = tx.env.by.filter(|by| !gone.contains(&by.to_ref()));
    // Links are taken off first, so that no state in between points at nothing.
    for kind in Kind::ALL {
        let linked: Vec<Record> = tx
            .records(*kind)
            .filter(|r| !gone.contains(&r.to_ref()))
            .filter(|r| r.refs().iter().any(|(_, to)| gone.contains(to)))
            .collect();
        for old in linked {
            let lost = old.refs().into_iter().map(|(_, to)| to).filter(|to| gone.contains(to));
            let new = lost.fold(old.clone(), |record, r| record.without(r));
            let new = renumbered(tx, &old, new);
            tx.replace(&old, &new)?;
        }
    }
    let mut gone: Vec<Ref> = gone.into_iter().collect();
    sort::sort(&mut gone);
    for r in gone.into_iter().rev() {
        tx.delete(r)?;
    }
    Ok(())
}

/// Gives an item that lost its project or product a number that is free where it is now.
fn renumbered(tx: &Tx<'_>, old: &Record, new: Record) -> Record {
    use crate::model::index::Scope;
    let (Record::Item(before), Record::Item(after)) = (old, &new) else { return new };
    let scope = Scope::of(after);
    if scope == Scope::of(before) {
        return new;
    }
    let mut item = crate::model::Item::clone(after);
    item.former_keys.push(tx.key_of(before));
    item.number = tx.index().next_number(scope);
    Record::Item(item.into())
}

/// Refuses to delete a status that items are in: they would be nowhere.
fn check_statuses(tx: &Tx<'_>, gone: &FxHashSet<Ref>) -> Result<(), CommandError> {
    let stuck = tx
        .items
        .iter()
        .filter(|item| gone.contains(&item.status.to_ref()) && !gone.contains(&item.id.to_ref()));
    match stuck.count() {
        0 => Ok(()),
        n => Err(CommandError::conflict(
            format!("{n} items are in a status that would be deleted."),
            "Move them to another status first; archived and deleted items count too.",
        )),
    }
}

/// Deletes every record but the workspace's own, which becomes a new one.
pub(super) fn start_over(tx: &mut Tx<'_>, name: &str) -> Done {
    for kind in Kind::ALL.iter().rev().filter(|kind| **kind != Kind::Workspace) {
        let gone: Vec<Record> = tx.records(*kind).collect();
        gone.into_iter().try_for_each(|record| tx.apply(Change::Delete(record)))?;
    }
    let fresh = Model::empty(name);
    for new in fresh.all_records() {
        match tx.get(new.to_ref()) {
            Some(old) => tx.replace(&old, &new)?,
            None => tx.apply(Change::Create(new))?,
        }
    }
    Ok((text::THROWN_AWAY.to_owned(), None))
}

pub(super) fn reorder(tx: &mut Tx<'_>, at: Ref, before: Option<Ref>) -> Done {
    let old = tx.get(at).ok_or_else(|| CommandError::missing(at.kind.one()))?;
    if at.kind == Kind::Item || !at.kind.fields().iter().any(|f| f.kind == FieldKind::Rank) {
        return Err(CommandError::invalid(
            format!("{} have no order of their own.", at.kind.many()),
            "Sort them by a field instead.",
        ));
    }
    let peers: Vec<(Rank, Ref)> =
        ranks(tx, at.kind).into_iter().filter(|(_, r)| *r != at).collect();
    let idx = before.and_then(|b| peers.iter().position(|(_, r)| *r == b)).unwrap_or(peers.len());
    let low = idx.checked_sub(1).and_then(|i| peers.get(i)).map(|(rank, _)| rank);
    let rank = Rank::between(low, peers.get(idx).map(|(rank, _)| rank));
    let mut new = old.clone();
    let _ = new.set_json("rank", &Json::String(rank.as_str().to_owned()));
    tx.replace(&old, &new)?;
    Ok((text::reordered(&format!("“{}”", text::short(old.title()))), None))
}

/// Lists the records of a ranked kind in their order.
fn ranks(tx: &Tx<'_>, kind: Kind) -> Vec<(Rank, Ref)> {
    let rank = |r: &Record| r.json("rank").as_str().and_then(Rank::parse).unwrap_or_default();
    let mut all: Vec<(Rank, Ref)> = tx.records(kind).map(|r| (rank(&r), r.to_ref())).collect();
    sort::sort(&mut all);
    all
}

pub(super) fn apply(tx: &mut Tx<'_>, set: &ChangeSet) -> Done {
    let before = tx.check_data();
    for change in &set.changes {
        let change = tx.grounded(change);
        if !change.is_empty() {
            tx.apply(change)?;
        }
    }
    if let Some(fault) = tx.check_data().into_iter().find(|fault| !before.contains(fault)) {
        return Err(CommandError::conflict(
            format!("The changes do not fit the work as it is now: {fault}."),
            "Nothing was changed; plan them anew.",
        ));
    }
    Ok((set.label.clone(), None))
}
