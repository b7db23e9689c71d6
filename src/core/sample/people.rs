//! The people of the sample: teams, who is away, and who answers for what. It knows no item.

use super::build::{Build, cell};
use super::script::rows;
use crate::model::number::{Money, Percent};
use crate::model::rank::Rank;
use crate::model::{Absence, AbsenceKind, Hue, Label, Person, Raci, Role, Team, Workspace};

const TEXT: &str = include_str!("people.txt");

/// Adds teams, people, absences and labels.
pub(super) fn people(build: &mut Build) {
    let teams: Vec<_> =
        rows(TEXT, 'T').map(|row| (build.named::<Team>(cell(&row, 0)), row)).collect();
    for row in rows(TEXT, 'P') {
        let handle = cell(&row, 0);
        let team = build.find::<Team>(cell(&row, 3));
        let support = cell(&row, 3) == "support";
        let rate = build.number(cell(&row, 4));
        let calendar = if support { build.find("support") } else { None };
        let person = Person {
            id: build.named(handle),
            name: cell(&row, 1).to_owned(),
            handle: handle.to_owned(),
            email: format!("{handle}@northlight.example"),
            job: cell(&row, 2).to_owned(),
            team,
            calendar,
            capacity: cell(&row, 5).parse().ok().and_then(Percent::new),
            rate: Some(Money(rate * 100)),
            ..Person::default()
        };
        build.put(person);
    }
    for (id, row) in teams {
        let team = Team {
            id,
            name: cell(&row, 1).to_owned(),
            description: super::item::markdown(cell(&row, 4)),
            lead: build.find(cell(&row, 2)),
            calendar: build.find(cell(&row, 3)),
            ..Team::default()
        };
        build.put(team);
    }
    for row in rows(TEXT, 'A') {
        let from = build.day(cell(&row, 2));
        let days = build.number(cell(&row, 3));
        let Some(person) = build.find(cell(&row, 0)) else { continue };
        let absence = Absence {
            id: build.id(),
            person,
            kind: AbsenceKind::from_name(cell(&row, 1)),
            from,
            to: build.days.shift(from, days - 1),
            note: cell(&row, 4).to_owned(),
            ..Absence::default()
        };
        build.put(absence);
    }
    for row in rows(TEXT, 'L') {
        let name = cell(&row, 0);
        let id = build.named(&name.replace(' ', "-"));
        let hue = Hue::from_name(cell(&row, 1));
        build.put(Label { id, name: name.to_owned(), hue, ..Label::default() });
    }
}

/// Adds the roles on places.
pub(super) fn roles(build: &mut Build) {
    for row in rows(TEXT, 'R') {
        let place = build.place(cell(&row, 0));
        let Some(person) = build.find(cell(&row, 2)) else { continue };
        let role = Role {
            id: build.id(),
            place,
            person,
            raci: Raci::from_name(cell(&row, 1)),
            note: cell(&row, 3).to_owned(),
            ..Role::default()
        };
        build.put(role);
    }
    let workspace = Workspace {
        id: Workspace::ONLY,
        name: "Northlight".to_owned(),
        description: super::item::markdown(
            "A sample to look around in: Northlight, a maker of connected lamps, is ten weeks \
             away from its first air-quality monitor. Change anything, nothing breaks.",
        ),
        currency: "EUR".to_owned(),
        calendar: build.find("standard"),
        me: build.find("sofia"),
        sample: true,
        ..Workspace::default()
    };
    build.put(workspace);
}

/// Makes ranks in order, one for each of a list.
pub(super) fn ranked<T>(list: Vec<T>) -> impl Iterator<Item = (Rank, T)> {
    Rank::spread(None, None, list.len()).into_iter().zip(list)
}
