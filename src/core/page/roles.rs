//! Roles: who is responsible, accountable, consulted and informed where, and where that is not said
//! once. It knows no pixel.
//!
//! One is accountable for each thing, and somebody does it (PMI, *A Guide to the Project Management
//! Body of Knowledge*, 5th edition 2013, 9.1.2.1: the RACI chart).

use super::Facts;
use super::report::{Block, Cell, Column, Grid, Head, Row, Shape, Sheet, Spot, Table, Tone};
use super::words::count;
use crate::model::id::{Id, Ref};
use crate::model::{Person, Phase, Raci, Role};
use crate::sort;

/// Is a place with the roles in it.
struct Line<'a> {
    at: Ref,
    roles: Vec<&'a Role>,
}

impl Line<'_> {
    fn n(&self, raci: &Raci) -> usize {
        self.roles.iter().filter(|role| role.raci == *raci).count()
    }

    /// Says what is wrong, the graver thing first.
    fn fault(&self) -> Option<(Tone, &'static str)> {
        match (self.n(&Raci::Accountable), self.n(&Raci::Responsible)) {
            (0, _) => Some((Tone::Bad, "nobody is accountable")),
            (2.., _) => Some((Tone::Bad, "more than one is accountable")),
            (1, 0) => Some((Tone::Warn, "nobody is responsible for the work")),
            _ => None,
        }
    }
}

/// Fills the sheet.
pub(super) fn draw(facts: &Facts<'_>, sheet: &mut Sheet) {
    let lines = lines(facts);
    let faults: Vec<(&Line<'_>, Tone, &str)> =
        lines.iter().filter_map(|l| l.fault().map(|(tone, why)| (l, tone, why))).collect();
    let none = lines.iter().filter(|l| l.n(&Raci::Accountable) == 0).count();
    let two = lines.iter().filter(|l| l.n(&Raci::Accountable) > 1).count();
    let said = match (none, two) {
        (0, 0) => "each has one person who is accountable".to_owned(),
        (none, 0) => format!("in {none} nobody is accountable"),
        (0, two) => format!("in {two} more than one person is accountable"),
        (none, two) => format!("in {none} nobody is accountable, in {two} more than one person"),
    };
    sheet.says = format!("{}: {said}.", count(lines.len(), "place", "places"));
    sheet.blocks.push(matrix(facts, &lines));
    let row = |(line, tone, why): &(&Line<'_>, Tone, &str)| {
        let cells = vec![
            Cell::link(line.at, facts.model.title_of(line.at)),
            Cell::text(line.at.kind.one()),
            Cell::text(*why).tone(*tone),
        ];
        Row::of(line.at, cells)
    };
    let columns = ["Place", "Kind", "What is wrong"].map(Column::text).into();
    let rows = faults.iter().map(row).collect();
    sheet.blocks.push(
        Block::new("faults", "What is not said once", Table { columns, rows }.into())
            .or_empty("Nothing: each place has one who is accountable, and somebody who does it."),
    );
}

/// Lists the places that are looked at: the program, its projects, and whatever of them has roles.
fn lines<'a>(facts: &Facts<'a>) -> Vec<Line<'a>> {
    let model = facts.model;
    let programs = model.programs.iter().filter(|program| {
        let at = Some(program.id.to_ref());
        facts.asked.place == at || facts.asked.place.is_none()
    });
    let mut places: Vec<Ref> = programs.map(|program| program.id.to_ref()).collect();
    let mut projects: Vec<_> = facts.projects().filter(|p| p.phase != Phase::Closed).collect();
    sort::by(&mut projects, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
    places.extend(projects.iter().map(|project| project.id.to_ref()));
    for at in model.roles.iter().filter_map(|role| role.place) {
        if !places.contains(&at) && facts.holds_place(Some(at)) && model.has(at) {
            places.push(at);
        }
    }
    let of = |at: Ref| Line {
        at,
        roles: model.roles.iter().filter(|role| role.place == Some(at)).collect(),
    };
    places.into_iter().map(of).collect()
}

fn matrix(facts: &Facts<'_>, lines: &[Line<'_>]) -> Block {
    let mut people: Vec<Id<Person>> = Vec::new();
    for role in lines.iter().flat_map(|line| &line.roles) {
        if !people.contains(&role.person) {
            people.push(role.person);
        }
    }
    sort::by_key(&mut people, |id| facts.person(Some(*id)));
    let head = |id: &Id<Person>| Head {
        name: facts.person(Some(*id)),
        at: Some(id.to_ref()),
        hint: facts.model.find(*id).map(|person| person.job.clone()).unwrap_or_default(),
    };
    let cells = |id: &Id<Person>| lines.iter().map(|line| spot(line, *id)).collect::<Vec<Spot>>();
    let place = |line: &Line<'_>| Head {
        name: facts.model.title_of(line.at),
        at: Some(line.at),
        hint: line.fault().map(|(_, why)| why.to_owned()).unwrap_or_default(),
    };
    let grid = Grid {
        corner: "Person by place".to_owned(),
        columns: lines.iter().map(place).collect(),
        rows: people.iter().map(head).collect(),
        cells: people.iter().map(cells).collect(),
    };
    Block::new("matrix", "Who is what where", Shape::Grid(grid))
        .or_empty("Nobody has a role yet. Add roles in the panel of a project or program.")
        .note(
            "R does the work, A answers for it, C is asked, I is told (RACI; PMBOK Guide, 5th \
             edition, 9.1.2.1). Each place needs one A and at least one R.",
        )
}

fn spot(line: &Line<'_>, person: Id<Person>) -> Spot {
    let own: Vec<&&Role> = line.roles.iter().filter(|role| role.person == person).collect();
    let letter = |role: &&&Role| match role.raci {
        Raci::Responsible => "R",
        Raci::Accountable => "A",
        Raci::Consulted => "C",
        Raci::Informed => "I",
        Raci::Other(_) => "?",
    };
    let notes = |role: &&&Role| match role.note.is_empty() {
        true => role.raci.label().to_owned(),
        false => format!("{}: {}", role.raci.label(), role.note),
    };
    let accountable = own.iter().any(|role| role.raci == Raci::Accountable);
    let clash = accountable && line.n(&Raci::Accountable) > 1;
    Spot {
        text: own.iter().map(letter).collect::<Vec<_>>().join(" "),
        tone: match (clash, accountable) {
            (true, _) => Tone::Bad,
            (false, true) => Tone::Strong,
            _ => Tone::Plain,
        },
        depth: match own.first().map(|role| &role.raci) {
            Some(Raci::Accountable) => 1.0,
            Some(Raci::Responsible) => 0.6,
            Some(_) => 0.2,
            None => 0.0,
        },
        records: own.first().map(|role| role.id.to_ref()).into_iter().collect(),
        hint: own.iter().map(notes).collect::<Vec<_>>().join("; "),
        ..Spot::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;

    #[test]
    fn one_is_accountable_and_somebody_does_it() {
        let role = |raci: Raci| Role { raci, ..Role::default() };
        let (a, r, c) = (role(Raci::Accountable), role(Raci::Responsible), role(Raci::Consulted));
        let at = Ref { kind: Kind::Project, id: Id::<Role>::new(crate::model::id::RawId(1)).raw() };
        let fault = |roles: Vec<&Role>| Line { at, roles }.fault().map(|(_, why)| why);
        assert_eq!(fault(vec![&a, &r, &r, &c]), None);
        assert_eq!(fault(vec![&r, &c]), Some("nobody is accountable"));
        assert_eq!(fault(vec![&a, &a, &r]), Some("more than one is accountable"));
        assert_eq!(fault(vec![&a, &c]), Some("nobody is responsible for the work"));
        assert_eq!(fault(vec![]), Some("nobody is accountable"));
    }
}
