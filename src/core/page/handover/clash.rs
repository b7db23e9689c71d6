//! Who is asked for more than there is of them by several projects at a time. It knows no link.

use std::collections::BTreeMap;

use super::super::Facts;
use super::super::report::{Block, Cell, Column, Row, Table, Tone};
use super::super::words::count;
use crate::model::id::Id;
use crate::model::time::Date;
use crate::model::{Person, Project};
use crate::schedule::load::Loads;
use crate::sort;

/// How many weeks ahead are looked at.
const WEEKS: i64 = 8;
/// How many weeks are listed at most.
const MOST: usize = 12;

/// Lists weeks in which a person is planned for more than they have, by two projects or more.
pub(super) fn block(facts: &Facts<'_>) -> Block {
    let (model, plan) = (facts.model, facts.plan.plan());
    let mut loads = Loads::people(model);
    let today = facts.today;
    let monday = today.plus_days(-i64::from(today.weekday().num_days_from_monday()));
    let last = monday.plus_days(7 * WEEKS);
    let mut by: BTreeMap<(i64, Id<Person>), BTreeMap<Id<Project>, i64>> = BTreeMap::new();
    for item in model.items.iter().filter(|item| item.is_live()) {
        let load = loads.load(model, plan, item);
        for (person, week, minutes) in &load {
            let soon = (monday.day_number()..last.day_number()).contains(week);
            if let Some(project) = item.project.filter(|_| soon) {
                let own = by.entry((*week, *person)).or_default();
                *own.entry(project).or_default() += minutes;
            }
        }
        loads.take(&load, 1);
    }
    let mine = |id: &Id<Project>| facts.projects().any(|project| project.id == *id);
    let mut rows: Vec<(f64, Row)> = Vec::new();
    let mut people: Vec<Id<Person>> = Vec::new();
    for ((week, person), projects) in &by {
        let day = Date::from_day_number(*week);
        let (asked, there) = loads.week(*person, day);
        if projects.len() < 2 || asked <= there || !projects.keys().any(mine) {
            continue;
        }
        let over = (asked - there) as f64 / 60.0;
        let mut parts: Vec<(i64, String)> = projects
            .iter()
            .map(|(id, n)| {
                let name = model.find(*id).map(|project| project.name.clone()).unwrap_or_default();
                (*n, format!("{name} {:.0} h", *n as f64 / 60.0))
            })
            .collect();
        sort::by_key(&mut parts, |(n, _)| -n);
        let parts: Vec<String> = parts.into_iter().map(|(_, text)| text).collect();
        let share = if there > 0 { there as f64 / asked as f64 } else { 0.0 };
        if !people.contains(person) {
            people.push(*person);
        }
        let tone = if asked > there * 3 / 2 { Tone::Bad } else { Tone::Warn };
        let cells = vec![
            Cell::link(person.to_ref(), facts.person(Some(*person))),
            Cell::text(facts.day(day)),
            Cell::text(parts.join(" · ")),
            Cell::text(format!("{:.0} of {:.0} h", asked as f64 / 60.0, there as f64 / 60.0))
                .tone(tone)
                .part(1.0 - share),
        ];
        // Several rows may be about one person: none of them is that record's row.
        rows.push((over, Row { cells, ..Row::default() }));
    }
    let n = rows.len();
    sort::by(&mut rows, |a, b| b.0.total_cmp(&a.0));
    let says = match n {
        0 => String::new(),
        _ => format!(
            "In the next {WEEKS} weeks {} asked for more than there is of them by several \
             projects at a time.",
            count(people.len(), "person is", "people are")
        ),
    };
    let columns = vec![
        Column::text("Person"),
        Column::text("Week of"),
        Column::text("Asked for by"),
        Column {
            hint: "Hours that are planned, of those that there are".to_owned(),
            ..Column::text("Hours")
        },
    ];
    let rows = rows.into_iter().take(MOST).map(|(_, row)| row).collect();
    let block =
        Block::new("clash", "People that two projects count on", Table { columns, rows }.into())
            .says(says)
            .or_empty("Nobody is asked for more than there is of them by two projects at a time.");
    match n > MOST {
        true => block.note(format!("The {MOST} worst of {n} weeks are listed.")),
        false => block,
    }
}
