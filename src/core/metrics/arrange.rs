//! The arrangement of a page of numbers: their order, what is hidden, what is pinned. It knows no
//! formula and no pixel; the arrangement itself is kept in the workspace.

use super::report::{Page, Tile};
use super::words;
use crate::model::workspace::Model;
use crate::model::{Arrangement, Lens};

/// Stands between the lens and the key of a number that is pinned to another lens's page.
const OF: char = ':';

/// Gives how the page of a lens is arranged.
pub fn of(model: &Model, lens: &Lens) -> Arrangement {
    let all = model.info().map(|info| info.numbers.as_slice()).unwrap_or_default();
    let found = all.iter().find(|own| own.lens == *lens).cloned();
    found.unwrap_or_else(|| Arrangement { lens: lens.clone(), ..Arrangement::default() })
}

/// Splits what names a number on a page into the lens that it is of and its key there; no lens
/// where it is of the page's own.
pub fn split(name: &str) -> (Option<Lens>, &str) {
    let of = |(lens, key)| {
        let known = Lens::ALL.iter().find(|known| known.name() == lens)?;
        Some((Some(known.clone()), key))
    };
    name.split_once(OF).and_then(of).unwrap_or((None, name))
}

/// Names a number on the page of a lens.
pub fn name(own: &Lens, of: &Lens, key: &str) -> String {
    if own == of { key.to_owned() } else { format!("{}{OF}{key}", of.name()) }
}

/// Arranges a page: `pinned` finds a number of another lens by its key there.
pub fn arrange(page: &mut Page, by: &Arrangement, pinned: impl Fn(&Lens, &str) -> Option<Tile>) {
    put_in_order(&mut page.tiles, &by.order);
    let mut above = Vec::new();
    for name in &by.pinned {
        let found = match split(name) {
            (Some(lens), key) if lens != page.question.lens => pinned(&lens, key),
            (_, key) => {
                let at = page.tiles.iter().position(|tile| tile.key == key);
                at.map(|at| page.tiles.remove(at))
            }
        };
        above.extend(found.map(|tile| Tile {
            key: name.clone(),
            group: words::PINNED.to_owned(),
            ..tile
        }));
    }
    page.pinned = above.iter().map(|tile| tile.key.clone()).collect();
    above.append(&mut page.tiles);
    for tile in above {
        if by.hidden.contains(&tile.key) && !page.pinned.contains(&tile.key) {
            page.signals.retain(|signal| signal.key != tile.key);
            page.hidden.push((tile.key, tile.name));
        } else {
            page.tiles.push(tile);
        }
    }
}

/// Puts the numbers that an order names into that order, each group for itself; the others stay
/// where they are.
fn put_in_order(tiles: &mut [Tile], order: &[String]) {
    let place = |tile: &Tile| order.iter().position(|key| *key == tile.key);
    let mut groups: Vec<String> = tiles.iter().map(|tile| tile.group.clone()).collect();
    crate::sort::sort(&mut groups);
    groups.dedup();
    for group in groups {
        let slots: Vec<usize> = tiles
            .iter()
            .enumerate()
            .filter(|(_, tile)| tile.group == group && place(tile).is_some())
            .map(|(slot, _)| slot)
            .collect();
        let mut own: Vec<Tile> =
            slots.iter().filter_map(|slot| tiles.get(*slot).cloned()).collect();
        crate::sort::by_key(&mut own, |tile: &Tile| place(tile));
        for (slot, tile) in slots.into_iter().zip(own) {
            if let Some(at) = tiles.get_mut(slot) {
                *at = tile;
            }
        }
    }
}

/// Gives the arrangement in which a number stands before another one, or last in its group.
/// `shown` are the numbers of the page with their groups, as they stand.
pub fn moved(
    by: &Arrangement,
    shown: &[(String, String)],
    key: &str,
    before: Option<&str>,
) -> Arrangement {
    let Some((_, group)) = shown.iter().find(|(own, _)| own == key) else { return by.clone() };
    let of_group = |wanted: bool| {
        let own = move |(k, g): &&(String, String)| (g == group) == wanted && k != key;
        shown.iter().filter(own).map(|(k, _)| k.clone())
    };
    let mut own: Vec<String> = of_group(true).collect();
    let at = before.and_then(|before| own.iter().position(|k| k == before)).unwrap_or(own.len());
    own.insert(at, key.to_owned());
    if group == words::PINNED {
        return Arrangement { pinned: own, ..by.clone() };
    }
    own.extend(of_group(false).filter(|k| !by.pinned.contains(k)));
    let unseen = by.order.iter().filter(|k| !own.contains(k)).cloned().collect::<Vec<_>>();
    own.extend(unseen);
    Arrangement { order: own, ..by.clone() }
}

/// Gives the arrangement in which a number stands so many places further in its group; `None`
/// where it cannot.
pub fn stepped(
    by: &Arrangement,
    shown: &[(String, String)],
    key: &str,
    steps: isize,
) -> Option<Arrangement> {
    let (_, group) = shown.iter().find(|(own, _)| own == key)?;
    let own: Vec<&str> = shown.iter().filter(|(_, g)| g == group).map(|(k, _)| &**k).collect();
    let at = own.iter().position(|k| *k == key)?;
    let to = at.checked_add_signed(steps).filter(|to| *to < own.len() && *to != at)?;
    let before = if to > at { own.get(to + 1) } else { own.get(to) };
    Some(moved(by, shown, key, before.copied()))
}

/// Gives the arrangement in which a number shows or does not.
pub fn hidden(by: &Arrangement, key: &str, hide: bool) -> Arrangement {
    let mut out = by.clone();
    out.hidden.retain(|own| own != key);
    if hide {
        out.hidden.push(key.to_owned());
        out.pinned.retain(|own| own != key);
    }
    out
}

/// Gives the arrangement in which a number is pinned above the others or is not.
pub fn pinned(by: &Arrangement, name: &str, pin: bool) -> Arrangement {
    let mut out = by.clone();
    out.pinned.retain(|own| own != name);
    if pin {
        out.pinned.push(name.to_owned());
        out.hidden.retain(|own| own != name);
    }
    out
}
