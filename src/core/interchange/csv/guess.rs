//! Guesses what a table's columns mean, from their headers and their values. It makes no records.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::super::words::{category_of, kind_of, priority_of};
use super::dates::{self, DateOrder};
use super::mapping::{Mapping, Target};
use super::{Table, cells, headers};
use crate::model::CustomType;
use crate::sort;

/// The most options that a custom field of choices is guessed to have.
const MOST_OPTIONS: usize = 20;

/// Is the columns of a table that share a header.
struct Group<'a> {
    key: &'a str,
    at: Vec<usize>,
}

/// Guesses a mapping for every column that has a value. What was remembered for a header counts
/// before anything else.
pub fn guess(table: &Table, remembered: Option<&Mapping>) -> Mapping {
    let groups = groups(table);
    let mut columns: BTreeMap<String, Target> = BTreeMap::new();
    let mut taken: Vec<Target> = Vec::new();
    for group in &groups {
        if let Some(target) = remembered.and_then(|m| m.columns.get(group.key)) {
            taken.push(target.clone());
            columns.insert(group.key.to_owned(), target.clone());
        }
    }
    // The best fit of each meaning goes first, so `Title` wins over `Name` wherever they stand.
    let mut fits: Vec<(usize, usize, &Target)> = Vec::new();
    for (n, group) in groups.iter().enumerate().filter(|(_, g)| !columns.contains_key(g.key)) {
        fits.extend(headers::meanings(group.key).map(|(fit, target)| (fit, n, target)));
    }
    sort::by_key(&mut fits, |(fit, n, _)| (*fit, *n));
    for (_, n, target) in fits {
        let Some(group) = groups.get(n).filter(|g| !columns.contains_key(g.key)) else { continue };
        let Some(target) = plausible(table, group, target) else { continue };
        if target.takes_many() || !taken.contains(&target) {
            taken.push(target.clone());
            columns.insert(group.key.to_owned(), target);
        }
    }
    for group in groups.iter().filter(|g| values(table, g).next().is_some()) {
        if !columns.contains_key(group.key) {
            let target = by_values(table, group, &groups, &taken);
            taken.push(target.clone());
            columns.insert(group.key.to_owned(), target);
        }
    }
    if !taken.contains(&Target::Title)
        && let Some(key) = likeliest_title(table, &groups, &columns)
    {
        columns.insert(key, Target::Title);
    }
    let order = remembered.and_then(|m| m.order).or_else(|| proven_order(table));
    Mapping { columns, order }
}

fn groups(table: &Table) -> Vec<Group<'_>> {
    let mut out: Vec<Group<'_>> = Vec::new();
    for (at, column) in table.columns.iter().enumerate() {
        match out.iter_mut().find(|g| g.key == column.key) {
            Some(group) => group.at.push(at),
            None => out.push(Group { key: &column.key, at: vec![at] }),
        }
    }
    out
}

fn values<'a>(table: &'a Table, group: &Group<'a>) -> impl Iterator<Item = &'a str> {
    let at = group.at.clone();
    at.into_iter().flat_map(|column| table.values(column))
}

/// Tells whether at least half of the values satisfy a test; no values satisfy any.
fn mostly(table: &Table, group: &Group<'_>, test: impl Fn(&str) -> bool) -> bool {
    // A thousand values say enough.
    let (mut all, mut good) = (0, 0);
    for value in values(table, group).take(1000) {
        all += 1;
        good += usize::from(test(value));
    }
    good * 2 >= all
}

fn is_date(text: &str) -> bool {
    dates::parse(text, DateOrder::DayFirst).is_some()
}

/// Gives the meaning of a header if the values bear it out, corrected by them where they say more.
fn plausible(table: &Table, group: &Group<'_>, target: &Target) -> Option<Target> {
    let fits = match target {
        Target::Start
        | Target::Due
        | Target::Deadline
        | Target::ActualStart
        | Target::ActualFinish
        | Target::Created
        | Target::Updated
        | Target::Closed
        | Target::Archived => mostly(table, group, is_date),
        Target::Estimate | Target::Progress => mostly(table, group, |v| cells::number(v).is_some()),
        // An empty column does not say whether it counts hours or seconds.
        Target::Work if values(table, group).next().is_none() => false,
        Target::Work => {
            // Tools that count seconds write whole minutes.
            let seconds = |v: &str| {
                cells::number(v).is_some_and(|n| n == 0.0 || (n >= 60.0 && n % 60.0 == 0.0))
            };
            if group.key.contains("estimate") && values(table, group).all(seconds) {
                return Some(Target::WorkSeconds);
            }
            mostly(table, group, |v| cells::work(v, 60.0).is_some())
        }
        Target::Priority => mostly(table, group, |v| priority_of(v, false).is_some()),
        Target::Kind => mostly(table, group, |v| kind_of(v).is_some()),
        Target::Link => mostly(table, group, |v| v.contains("://")),
        // A header such as `Task` or `Epic` may head numbers too, which are no titles.
        Target::Title => {
            !mostly(table, group, |v| v.bytes().all(|b| b.is_ascii_digit()))
                || values(table, group).next().is_none()
        }
        Target::Key | Target::Id => !mostly(table, group, |v| v.contains(' ')),
        _ => true,
    };
    fits.then(|| target.clone())
}

/// Finds a meaning for a column whose header says nothing.
fn by_values(table: &Table, group: &Group<'_>, all: &[Group<'_>], taken: &[Target]) -> Target {
    let copied =
        group.key.strip_suffix(" id").is_some_and(|name| all.iter().any(|g| g.key == name));
    if copied || headers::is_technical(group.key) {
        return Target::Ignore;
    }
    if values(table, group).all(|v| v.starts_with("http://") || v.starts_with("https://")) {
        return Target::Link;
    }
    let holds = type_of(table, group);
    let free = |target: &Target| !taken.contains(target);
    if holds == CustomType::Select {
        let every = |test: fn(&str) -> bool| values(table, group).all(test);
        if free(&Target::Status) && every(|v| v.len() <= 24 && category_of(v).is_some()) {
            return Target::Status;
        }
        if free(&Target::Priority) && every(|v| priority_of(v, false).is_some()) {
            return Target::Priority;
        }
        if free(&Target::Kind) && every(|v| kind_of(v).is_some()) {
            return Target::Kind;
        }
    }
    Target::Custom(holds)
}

/// Guesses the type of a custom field from all of its values.
fn type_of(table: &Table, group: &Group<'_>) -> CustomType {
    let all = |test: fn(&str) -> bool| values(table, group).all(test);
    if all(|v| cells::yes(v).is_some()) {
        return CustomType::Bool;
    }
    // A zero in front is part of a code, not of a number.
    let code =
        |v: &str| v.len() > 1 && v.starts_with('0') && !v.starts_with("0.") && !v.starts_with("0,");
    if all(|v| cells::number(v).is_some() && !v.ends_with('%')) && !values(table, group).any(code) {
        return CustomType::Number;
    }
    if all(is_date) {
        return CustomType::Date;
    }
    let mut distinct: FxHashSet<&str> = FxHashSet::default();
    let mut filled = 0;
    for value in values(table, group) {
        filled += 1;
        distinct.insert(value);
        if distinct.len() > MOST_OPTIONS || value.len() > 60 || value.contains('\n') {
            return CustomType::Text;
        }
    }
    if distinct.len() < filled { CustomType::Select } else { CustomType::Text }
}

/// Finds the column that reads most like a title: the text with the most different values.
fn likeliest_title(
    table: &Table,
    groups: &[Group<'_>],
    columns: &BTreeMap<String, Target>,
) -> Option<String> {
    let custom = |g: &&Group<'_>| matches!(columns.get(g.key), None | Some(Target::Custom(_)));
    let distinct = |g: &&Group<'_>| {
        let all: FxHashSet<&str> = values(table, g).collect();
        let text = matches!(columns.get(g.key), Some(Target::Custom(CustomType::Text)));
        (text, all.len(), std::cmp::Reverse(g.at.first().copied()))
    };
    groups.iter().filter(custom).max_by_key(distinct).map(|g| g.key.to_owned())
}

/// Finds which comes first, day or month, from every date in the table that proves it.
fn proven_order(table: &Table) -> Option<DateOrder> {
    let (mut day, mut month) = (0, 0);
    for column in 0..table.columns.len() {
        let sample = table.values(column).take(20);
        if !sample.into_iter().any(is_date) {
            continue;
        }
        for value in table.values(column).filter(|v| v.len() < 40 && v.contains(['/', '-', '.'])) {
            match dates::proof(value) {
                Some(DateOrder::DayFirst) => day += 1,
                Some(DateOrder::MonthFirst) => month += 1,
                None => {}
            }
        }
    }
    match (day, month) {
        (0, 0) => None,
        (d, m) if d >= m => Some(DateOrder::DayFirst),
        _ => Some(DateOrder::MonthFirst),
    }
}
