//! Puts the rows of a table into their places: projects, parents, products, releases, stages and
//! teams, and gives them their keys. It reads nothing of the work itself.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::build::{Named, check_parents, number, one_line, project_key};
use super::super::words::fold;
use super::mapping::Target;
use super::read::Import;
use crate::model::id::Id;
use crate::model::rank::Rank;
use crate::model::{Item, Product, Project, Release, Source, Stage, Team, Workflow};
use crate::sort;

/// Makes the projects that rows name and, for rows that name none, the one of the import; gives
/// the rows of each.
pub(super) fn projects(
    import: &mut Import<'_, '_>,
    name: &str,
    workflow: Id<Workflow>,
) -> Vec<Vec<usize>> {
    let table = import.table;
    let columns = import.columns(&Target::Project);
    let mut names: Vec<(&str, Vec<usize>)> = Vec::new();
    let mut known: FxHashMap<String, usize> = FxHashMap::default();
    for (n, row) in table.rows.iter().enumerate() {
        let mut named = columns.iter().map(|c| row.cell(*c)).filter(|cell| !cell.is_empty());
        let cell = named.next().unwrap_or(name);
        let at = *known.entry(fold(cell)).or_insert(names.len());
        match names.get_mut(at) {
            Some((_, rows)) => rows.push(n),
            None => names.push((cell, vec![n])),
        }
        for more in columns.iter().skip_while(|c| row.cell(**c) != cell).skip(1) {
            let other = row.cell(*more);
            if !other.is_empty() && other != cell {
                import.unplaced(row.line, *more, other, "an item is in one project only");
            }
        }
    }
    if names.is_empty() {
        names.push((name, Vec::new()));
    }
    let keys = import.columns(&Target::Key);
    let ranks = Rank::spread(None, None, names.len());
    let mut out = Vec::with_capacity(names.len());
    for ((name, rows), rank) in names.into_iter().zip(ranks) {
        // The letters that most keys start with are the project's key.
        let mut prefixes: FxHashMap<&str, usize> = FxHashMap::default();
        for row in rows.iter().filter_map(|n| table.rows.get(*n)) {
            for (prefix, _) in keys.iter().filter_map(|c| split_key(row.cell(*c))) {
                *prefixes.entry(prefix).or_default() += 1;
            }
        }
        let most = prefixes.into_iter().filter(|(p, n)| !p.is_empty() && *n * 2 > rows.len());
        let key = most.max_by_key(|(_, n)| *n).map(|(prefix, _)| prefix.to_ascii_uppercase());
        let key = key.unwrap_or_else(|| project_key(name));
        let project = Project { rank, ..import.b.project(name, key, workflow) };
        for n in &rows {
            if let Some(draft) = import.drafts.get_mut(*n) {
                draft.item.project = Some(project.id);
            }
        }
        import.b.add(project);
        out.push(rows);
    }
    out
}

/// Splits a key such as `CS4483-68`, `#68` or `68` into its letters and its number.
fn split_key(key: &str) -> Option<(&str, u32)> {
    let bare = key.trim_start_matches('#');
    let (prefix, digits) = bare.rsplit_once('-').unwrap_or(("", bare));
    let letters = prefix.is_empty()
        || (prefix.len() <= 10
            && prefix.starts_with(|c: char| c.is_ascii_alphabetic())
            && prefix.bytes().all(|b| b.is_ascii_alphanumeric()));
    let plain = letters && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    Some((prefix, digits.parse().ok().filter(|_| plain)?))
}

/// Gives every row its number, its source and its parent.
pub(super) fn keys(import: &mut Import<'_, '_>, name: &str, groups: &[Vec<usize>]) {
    let table = import.table;
    let (keys, ids) = (import.columns(&Target::Key), import.columns(&Target::Id));
    let key_of = |n: usize, columns: &[usize]| -> &str {
        let row = table.rows.get(n);
        let mut cells = columns.iter().filter_map(|c| row.map(|r| r.cell(*c)));
        cells.find(|cell| !cell.is_empty()).unwrap_or("")
    };
    for rows in groups {
        let wishes: Vec<Option<u32>> =
            rows.iter().map(|n| split_key(key_of(*n, &keys)).map(|(_, number)| number)).collect();
        for ((n, wish), (number, met)) in rows.iter().zip(&wishes).zip(number(&wishes)) {
            let Some(draft) = import.drafts.get_mut(*n) else { continue };
            draft.item.number = number;
            if let (Some(_), false, Some(column)) = (wish, met, keys.first()) {
                let why = format!("another row has this number, or it is none; it became {number}");
                let line = draft.line;
                import.unplaced(line, *column, key_of(*n, &keys), &why);
            }
        }
    }
    let mut seen: Named<usize> = Named::default();
    let mut find: FxHashMap<&str, Id<Item>> = FxHashMap::default();
    let mut titles: FxHashMap<String, Option<Id<Item>>> = FxHashMap::default();
    let system = format!("csv:{}", fold(name));
    for (n, draft) in import.drafts.iter_mut().enumerate() {
        let (key, id) = (key_of(n, &keys), key_of(n, &ids));
        let own = [key, id].into_iter().find(|k| !k.is_empty());
        let base = own.unwrap_or(&draft.item.title).to_owned();
        let count = seen.entry(base.clone()).or_default();
        *count += 1;
        let id_there = if *count == 1 { base } else { format!("{base}#{count}") };
        draft.item.source =
            Some(Source { system: system.clone(), id: id_there, ..Default::default() });
        for name in [key, id] {
            find.entry(name).or_insert(draft.item.id);
        }
        let same = titles.entry(fold(&draft.item.title)).or_insert(Some(draft.item.id));
        same.take_if(|first| *first != draft.item.id);
    }
    let parents = import.columns(&Target::Parent);
    for (n, row) in table.rows.iter().enumerate() {
        let named = || parents.iter().map(|c| (*c, row.cell(*c))).filter(|(_, p)| !p.is_empty());
        let Some((column, first)) = named().next() else { continue };
        let by_key = named().find_map(|(_, cell)| find.get(cell).copied());
        let by_title = || named().find_map(|(_, cell)| titles.get(&fold(cell)).copied().flatten());
        match (by_key.or_else(by_title), import.drafts.get_mut(n)) {
            (Some(parent), Some(draft)) => draft.item.parent = Some(parent),
            _ => {
                let why = match titles.contains_key(&fold(first)) {
                    true => "several rows have this title; what it is part of is not clear",
                    false => "what it is part of is not in the table",
                };
                import.unplaced(row.line, column, first, why);
            }
        }
    }
    let mut items: Vec<Item> = Vec::new();
    if !parents.is_empty() {
        items.extend(import.drafts.iter_mut().map(|d| std::mem::take(&mut d.item)));
        for (number, title) in check_parents(&mut items) {
            let at = format!("item {number}");
            import.b.unplaced(&at, Target::Parent.label(), &title, "it would be part of itself");
        }
        for (draft, item) in import.drafts.iter_mut().zip(items) {
            draft.item = item;
        }
    }
}

/// Makes teams of their names.
pub(super) fn teams(import: &mut Import<'_, '_>) {
    let mut known: Named<Id<Team>> = Named::default();
    import.each(&Target::Team, |b, draft, cell| {
        let id = known.get(&fold(cell)).copied().unwrap_or_else(|| {
            let id = b.env.id();
            b.add(Team { id, name: one_line(cell), ..Team::default() });
            known.insert(fold(cell), id);
            id
        });
        if draft.item.team.is_some_and(|team| team != id) {
            return Err("an item has one team only");
        }
        draft.item.team = Some(id);
        Ok(())
    });
}

/// Makes products, their releases, and the stages of projects.
pub(super) fn products(import: &mut Import<'_, '_>, name: &str) {
    let mut known: Named<Id<Product>> = Named::default();
    let mut made: Vec<Product> = Vec::new();
    let mut product = |import: &mut Vec<Product>, id: Id<Product>, name: &str| {
        *known.entry(fold(name)).or_insert_with(|| {
            let (name, key) = (one_line(name), project_key(name));
            import.push(Product { id, name, key, ..Product::default() });
            id
        })
    };
    import.each(&Target::Product, |b, draft, cell| {
        if draft.item.product.is_some() {
            return Err("an item serves one product only");
        }
        draft.item.product = Some(product(&mut made, b.env.id(), cell));
        Ok(())
    });
    let mut releases: Vec<Release> = Vec::new();
    let mut by_name: Named<Id<Release>> = Named::default();
    let mut spelled: FxHashSet<String> = FxHashSet::default();
    let mut variants: Vec<(String, String)> = Vec::new();
    import.each(&Target::Release, |b, draft, cell| {
        let folded = fold(cell);
        if matches!(folded.as_str(), "" | "tbd" | "n a" | "na" | "none" | "unscheduled") {
            return Err("it says that there is no release yet");
        }
        if draft.item.release.is_some() {
            return Err("an item comes out with one release only; the first counts");
        }
        let owner = match draft.item.product {
            Some(owner) => owner,
            None => product(&mut made, b.env.id(), name),
        };
        let id = *by_name.entry(format!("{owner} {}", version_key(&folded))).or_insert_with(|| {
            let release = Release {
                id: b.env.id(),
                name: one_line(cell),
                product: owner,
                ..Release::default()
            };
            spelled.insert(cell.to_owned());
            let id = release.id;
            releases.push(release);
            id
        });
        if spelled.insert(cell.to_owned()) {
            let first = releases.iter().find(|r| r.id == id).map_or("", |r| r.name.as_str());
            variants.push((cell.to_owned(), first.to_owned()));
        }
        draft.item.product = Some(owner);
        draft.item.release = Some(id);
        Ok(())
    });
    let label = Target::Release.label();
    for (cell, first) in variants {
        let why = format!("it differs from \"{first}\" only in writing; taken as that");
        import.b.unplaced("all rows", label, &cell, &why);
    }
    sort::by_cached_key(&mut releases, |r| (r.product, natural(&version_key(&fold(&r.name)))));
    let ranks = Rank::spread(None, None, releases.len());
    for (release, rank) in releases.into_iter().zip(ranks) {
        import.b.add(Release { rank, ..release });
    }
    let ranks = Rank::spread(None, None, made.len());
    for (product, rank) in made.into_iter().zip(ranks) {
        import.b.add(Product { rank, ..product });
    }
    stages(import);
}

/// Gives a version without the `v` in front of it.
fn version_key(folded: &str) -> String {
    let bare =
        folded.strip_prefix('v').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    bare.unwrap_or(folded).to_owned()
}

/// Gives a sort key by which `1.9` stands before `1.10`.
fn natural(folded: &str) -> Vec<(u64, String)> {
    let part = |word: &str| match word.parse() {
        Ok(n) => (n, String::new()),
        Err(_) => (u64::MAX, word.to_owned()),
    };
    folded.split(' ').map(part).collect()
}

fn stages(import: &mut Import<'_, '_>) {
    let mut known: Named<Id<Stage>> = Named::default();
    let mut made: Vec<Stage> = Vec::new();
    import.each(&Target::Stage, |b, draft, cell| {
        let Some(project) = draft.item.project else { return Err("it is in no project") };
        let id = *known.entry(format!("{project} {}", fold(cell))).or_insert_with(|| {
            let stage = Stage { id: b.env.id(), name: one_line(cell), project, ..Stage::default() };
            let id = stage.id;
            made.push(stage);
            id
        });
        if draft.item.stage.is_some_and(|stage| stage != id) {
            return Err("an item is in one stage only");
        }
        draft.item.stage = Some(id);
        Ok(())
    });
    let ranks = Rank::spread(None, None, made.len());
    for (stage, rank) in made.into_iter().zip(ranks) {
        import.b.add(Stage { rank, ..stage });
    }
}
