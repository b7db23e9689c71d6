//! The rows of the project lens: the work breakdown of each project, or items by a field.

use rustc_hash::FxHashSet;

use super::draft::{Draft, Sheet};
use super::look::Look;
use crate::lens::lane;
use crate::model::id::{Id, Ref};
use crate::model::{Item, Project, Record};
use crate::sort;

/// Makes the rows.
pub(super) fn rows(look: &Look<'_>, sheet: &mut Sheet) {
    if let Some((field, _)) = lane::group_field(&look.question.group) {
        return grouped(look, sheet, field);
    }
    let wanted = wanted(look);
    let mut homes: Vec<Option<&Project>> = look.projects().into_iter().map(Some).collect();
    homes.push(None);
    let single = look.is_single();
    let mut number = 0;
    let tops = tops(look);
    for home in homes {
        let id = home.map(|p| p.id);
        let roots: Vec<&Item> = tops.iter().filter(|i| i.project == id).copied().collect();
        if roots.is_empty() && home.is_none_or(|_| single) {
            continue;
        }
        // A project without anything that passes the filter is left out.
        let holds = roots.iter().any(|root| wanted.all.contains(&root.id));
        let filtered = !look.question.filter.trim().is_empty();
        number += 1;
        if !holds && (filtered || home.is_none()) {
            continue;
        }
        let own = home.filter(|_| !single);
        let top = own.map(|p| {
            let (at, wbs) = (Some(p.id.to_ref()), number.to_string());
            sheet.add(None, Draft { at, wbs, ..Draft::default() })
        });
        let prefix = if single { String::new() } else { format!("{number}.") };
        nest(look, sheet, &wanted, &roots, top, &prefix);
    }
}

/// Which items are shown: those that were asked for, and with what holds them.
struct Wanted {
    asked: FxHashSet<Id<Item>>,
    all: FxHashSet<Id<Item>>,
}

fn wanted(look: &Look<'_>) -> Wanted {
    let asked: FxHashSet<Id<Item>> =
        look.model.items.iter().filter(|i| look.holds(i)).map(|i| i.id).collect();
    let mut all = asked.clone();
    for id in &asked {
        let mut at = look.model.find(*id);
        while let Some(parent) = at.and_then(|item| above(look, item)) {
            if !all.insert(parent) {
                break;
            }
            at = look.model.find(parent);
        }
    }
    Wanted { asked, all }
}

/// Gives the item that another is drawn under: its parent, if that is in the same project and is
/// shown at all.
fn above(look: &Look<'_>, item: &Item) -> Option<Id<Item>> {
    let parent = item.parent.and_then(|id| look.model.find(id))?;
    let here = parent.project == item.project && parent.is_live();
    // The parts of an item whose place is that item have no row above them.
    let is_place = look.question.place == Some(parent.id.to_ref());
    (here && !is_place).then_some(parent.id)
}

/// Lists the items that are drawn under no other, in their order.
fn tops<'a>(look: &Look<'a>) -> Vec<&'a Item> {
    let all = look.model.items.iter().filter(|i| i.is_live() && above(look, i).is_none());
    let mut tops: Vec<&Item> = all.collect();
    sort::by(&mut tops, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
    tops
}

/// Adds items and, under each, its parts.
fn nest(
    look: &Look<'_>,
    sheet: &mut Sheet,
    wanted: &Wanted,
    roots: &[&Item],
    top: Option<usize>,
    prefix: &str,
) {
    // A deep breakdown is walked with a list of our own: what a file holds must not end us.
    let number = |prefix: &str, idx: usize| format!("{prefix}{}", idx + 1);
    let roots = roots.iter().enumerate().map(|(idx, i)| (i.id, top, number(prefix, idx)));
    let mut open: Vec<(Id<Item>, Option<usize>, String)> = roots.collect();
    open.reverse();
    let mut seen: FxHashSet<Id<Item>> = FxHashSet::default();
    while let Some((id, parent, wbs)) = open.pop() {
        if !wanted.all.contains(&id) || !seen.insert(id) {
            continue;
        }
        let Some(item) = look.model.find(id) else { continue };
        let parts = look.model.index().children(id).iter().map(|(_, part)| *part);
        let mine = |part: &Id<Item>| {
            let part = look.model.find(*part).filter(|part| part.is_live());
            part.is_some_and(|part| above(look, part) == Some(item.id))
        };
        let context = !wanted.asked.contains(&id);
        let at = Some(id.to_ref());
        let idx = sheet.add(parent, Draft { at, context, wbs: wbs.clone(), ..Draft::default() });
        let prefix = format!("{wbs}.");
        let parts: Vec<Id<Item>> = parts.filter(mine).collect();
        for (place, part) in parts.into_iter().enumerate().rev() {
            open.push((part, Some(idx), number(&prefix, place)));
        }
    }
}

/// Adds a row for each value of a field, and the items with it under it, the first to start first.
pub(super) fn grouped(look: &Look<'_>, sheet: &mut Sheet, field: usize) {
    let mut items: Vec<&Item> = look.model.items.iter().filter(|i| look.holds(i)).collect();
    let start = |item: &&Item| look.dates(item.id).map(|d| (d.start, d.finish));
    sort::by_cached_key(&mut items, |item| {
        (start(item).is_none(), start(item), item.rank.clone(), item.id)
    });
    let lanes = lane::lanes(look.model, items.iter().map(|i| i.id.to_ref()), field);
    let key_of = |item: &Item| {
        let record = look.model.get(item.id.to_ref());
        record.map(|record: Record| lane::lane_key(&record, field)).unwrap_or_default()
    };
    let keys: Vec<String> = items.iter().map(|item| key_of(item)).collect();
    for lane in lanes {
        let at: Option<Ref> = lane.key.parse().ok();
        let group = format!("group:{}", lane.key);
        let top = sheet.group(at, &group, &lane.name);
        for (item, key) in items.iter().zip(&keys) {
            if *key == lane.key {
                sheet.record(Some(top), item.id.to_ref());
            }
        }
    }
}
