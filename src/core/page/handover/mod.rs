//! Give and get: what projects hand over to one another, by their real links; whether it comes when
//! it is needed, milestones that others wait for with how they slipped, and who is asked for more
//! than there is of them by several projects. It knows no pixel.

mod clash;
mod slip;

use super::hold::id_of;
use super::report::Tone;
use super::report::{Act, Asked, Block, Cell, Column, Grid, Head, Row, Shape, Sheet, Spot, Table};
use super::words::count;
use super::{Facts, Planned, plan};
use crate::command::CommandError;
use crate::env::Env;
use crate::metrics::words::days;
use crate::model::id::Id;
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::model::{Dependency, Handover, Item, Link, Project};
use crate::schedule::build::key_of;
use crate::sort;

/// Is a link between two projects.
struct Given<'a> {
    link: &'a Dependency,
    from: (&'a Item, &'a Project),
    to: (&'a Item, &'a Project),
    /// When the giving end is finished by the plan, or was.
    comes: Option<Date>,
    /// The day by which the getting end counts on it: when its own start was agreed.
    needed: Option<Date>,
    done: bool,
}

impl Given<'_> {
    /// Gives by how many days it comes too late.
    fn late(&self) -> i64 {
        let pair = self.comes.zip(self.needed).filter(|_| !self.done);
        pair.map_or(0, |(comes, needed)| comes.days_since(needed).max(0))
    }

    /// Says how it stands: what people said, unless the plan knows better.
    fn tone(&self) -> Tone {
        match self.link.state {
            _ if self.done => Tone::Good,
            Handover::Broken => Tone::Bad,
            _ if self.late() > 0 => Tone::Bad,
            Handover::AtRisk => Tone::Warn,
            Handover::Agreed | Handover::Met => Tone::Good,
            _ => Tone::Warn,
        }
    }

    /// Says how it stands in a few words.
    fn says(&self) -> String {
        match (self.done, self.late(), &self.link.state) {
            (true, _, Handover::Met) => "met".to_owned(),
            (true, ..) => "finished, not marked as met".to_owned(),
            (false, _, Handover::Met) => "marked as met, but not finished".to_owned(),
            (false, n @ 1.., _) => format!("comes {} late", days(n as f64)),
            (false, _, Handover::Broken) => "broken".to_owned(),
            (false, _, Handover::AtRisk) => "in doubt".to_owned(),
            (false, _, Handover::Agreed) => "comes in time".to_owned(),
            _ => "not agreed".to_owned(),
        }
    }

    fn rank(&self) -> (u8, i64) {
        let by = match self.tone() {
            Tone::Bad => 0,
            Tone::Warn => 1,
            _ if !self.done => 2,
            _ => 3,
        };
        (by, -self.late())
    }
}

/// Fills the sheet.
pub(super) fn draw(facts: &Facts<'_>, sheet: &mut Sheet) {
    let mut all = given(facts);
    sort::by_key(&mut all, |one| (one.rank(), one.comes, one.link.id));
    let open = all.iter().filter(|one| !one.done).count();
    let late = all.iter().filter(|one| one.late() > 0).count();
    let silent = all.iter().filter(|one| !one.done && one.link.state == Handover::Open).count();
    sheet.says = format!(
        "{} between projects are open: {late} come too late, {silent} nobody has agreed on.",
        count(open, "hand-over", "hand-overs"),
    );
    sheet.blocks.push(matrix(facts, &all));
    sheet.blocks.push(list(facts, &all));
    sheet.blocks.push(slip::block(facts, &all));
    sheet.blocks.push(clash::block(facts));
}

/// Lists the links between two projects of which one at least is in the place.
fn given<'a>(facts: &Facts<'a>) -> Vec<Given<'a>> {
    let model = facts.model;
    let project = |item: &Item| item.project.and_then(|id| model.find(id));
    let end = |id: Id<Item>| {
        let item = model.find(id).filter(|item| item.is_live())?;
        Some((item, project(item)?))
    };
    let one = |link: &'a Dependency| {
        let (from, to) = (end(link.from)?, end(link.to)?);
        let apart = from.1.id != to.1.id;
        let here = facts.holds(from.0) || facts.holds(to.0);
        if !apart || !here {
            return None;
        }
        let plan = facts.plan.plan();
        let dates = plan.dates(key_of(from.0.id));
        let comes = dates.as_ref().map(|dates| match link.link {
            Link::StartStart | Link::StartFinish => dates.start.date(),
            _ => dates.finish.finish_date(),
        });
        let needed = match link.link {
            Link::FinishFinish | Link::StartFinish => to.0.due,
            // What finishes on the eve is in time for the morning.
            Link::StartStart => to.0.start,
            _ => to.0.start.map(|day| day.plus_days(-1)),
        };
        let done = dates.is_some_and(|dates| dates.done);
        Some(Given { link, from, to, comes, needed, done })
    };
    model.dependencies.iter().filter_map(one).collect()
}

fn matrix(facts: &Facts<'_>, all: &[Given<'_>]) -> Block {
    let mut projects: Vec<&Project> = Vec::new();
    for project in all.iter().flat_map(|one| [one.from.1, one.to.1]) {
        if !projects.iter().any(|own| own.id == project.id) {
            projects.push(project);
        }
    }
    sort::by(&mut projects, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
    let head = |project: &&Project| Head {
        name: project.name.clone(),
        at: Some(project.id.to_ref()),
        hint: facts.person(project.owner),
    };
    let spot = |from: &Project, to: &Project| {
        let here = || all.iter().filter(|one| one.from.1.id == from.id && one.to.1.id == to.id);
        let open = here().filter(|one| !one.done).count();
        let bad = here().filter(|one| one.tone() == Tone::Bad).count();
        let warn = here().filter(|one| one.tone() == Tone::Warn).count();
        let (text, tone) = match (here().count(), open, bad, warn) {
            (0, ..) => return Spot::default(),
            (n, 0, ..) => (format!("{n} met"), Tone::Good),
            (_, open, 0, 0) => (format!("{open} open"), Tone::Good),
            (_, open, 0, _) => (format!("{open} open"), Tone::Warn),
            (_, open, bad, _) => (format!("{bad} of {open} late"), Tone::Bad),
        };
        let titles: Vec<String> =
            here().filter(|one| !one.done).map(|one| one.from.0.title.clone()).collect();
        Spot {
            text,
            tone,
            depth: (open as f64 / 6.0).clamp(0.2, 1.0),
            records: here().map(|one| one.from.0.id.to_ref()).take(1).collect(),
            hint: titles.join(", "),
            ..Spot::default()
        }
    };
    let grid = Grid {
        corner: "Gives to".to_owned(),
        columns: projects.iter().map(head).collect(),
        rows: projects.iter().map(head).collect(),
        cells: projects.iter().map(|a| projects.iter().map(|b| spot(a, b)).collect()).collect(),
    };
    Block::new("matrix", "Who gives what to whom", Shape::Grid(grid))
        .or_empty("No item of one project waits for one of another. Link them on the roadmap.")
        .note("A row gives, a column gets. The links are those that the plan is computed from.")
}

fn list(facts: &Facts<'_>, all: &[Given<'_>]) -> Block {
    let end = |(item, project): (&Item, &Project)| {
        let owner = facts.person(item.owner.or(project.owner));
        Cell::link(item.id.to_ref(), &item.title).under(&format!("{} · {owner}", project.name))
    };
    let row = |one: &Given<'_>| {
        let at = one.link.id.to_ref();
        let key = one.link.id.raw();
        let mut row = Row::of(
            at,
            vec![
                end(one.from),
                end(one.to),
                Cell::edit(at, "state", one.link.state.label()),
                Cell::text(one.comes.map(|day| facts.day(day)).unwrap_or_default()),
                Cell::text(one.needed.map(|day| facts.day(day)).unwrap_or_default()),
                Cell::text(one.says()).tone(one.tone()),
            ],
        );
        let act = |verb: &str, label: &str, says: &str| Act {
            key: format!("{verb}:{key}"),
            label: label.to_owned(),
            says: says.to_owned(),
        };
        if one.done && one.link.state != Handover::Met {
            row.acts.push(act("met", "Mark as met", "It is finished: says so on the link"));
        } else if !one.done && one.link.state == Handover::Open {
            row.acts.push(act("agree", "Agree", "Both sides agree on it as planned"));
        }
        row
    };
    // What was met and is marked so has nothing left to say.
    let shown = all.iter().filter(|one| !(one.done && one.link.state == Handover::Met));
    let rows: Vec<Row> = shown.map(row).collect();
    let columns = vec![
        Column::text("Gives"),
        Column::text("Gets"),
        Column::text("State"),
        Column { hint: "When it is finished by the plan".to_owned(), ..Column::text("Comes") },
        Column {
            hint: "The eve of the day on which the other side is to start".to_owned(),
            ..Column::text("Needed")
        },
        Column::text("Stands"),
    ];
    let met = all.len() - rows.len();
    let block = Block::new("list", "Hand-overs", Table { columns, rows }.into())
        .or_empty("Nothing is open between projects.");
    match met {
        0 => block,
        n => block.says(format!("{} met and not listed.", count(n, "more is", "more are"))),
    }
}

/// Plans what a row offers.
pub(super) fn act(
    model: &mut Model,
    asked: &Asked,
    act: &str,
    env: &mut Env,
) -> Result<Planned, CommandError> {
    let met = id_of::<Dependency>(act, "met").map(|id| (id, Handover::Met, "is marked as met"));
    let agreed = id_of(act, "agree").map(|id| (id, Handover::Agreed, "is agreed on"));
    let Some((id, state, says)) = met.or(agreed) else {
        return super::no_act(model, asked, act, env);
    };
    let from = model.find(id).map(|link| link.from);
    let title = from.map(|from| model.title_of(from.to_ref())).unwrap_or_default();
    plan(model, env, format!("Hand-over of {title}"), |tx| {
        tx.update(id, |link| link.state = state)?;
        Ok(format!("{title} {says}."))
    })
}
