//! Risks: the register of what may go wrong, was taken for granted or has gone wrong; where it
//! stands by probability and impact, what it comes to, and what it does to the end of the plan. It
//! knows no pixel.

mod effect;
mod list;
pub(super) mod score;

use super::hold::{days, id_of, units};
use super::report::{Asked, Block, Choice, Column, Fact, Grid, Head, Row, Shape, Spot, Tone};
use super::report::{Sheet, Table};
use super::words::count;
use super::{Facts, Planned, plan};
use crate::command::CommandError;
use crate::env::Env;
use crate::model::id::{Id, Ref};
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::model::{Item, Kind, Project, Risk, RiskClass, Stage};
use crate::sort;
use score::Bounds;

/// In how many days what was reviewed is looked at again.
const AGAIN: i64 = 14;

/// Is a risk with where it stands.
struct Entry<'a> {
    risk: &'a Risk,
    spot: Option<(usize, usize)>,
}

impl Entry<'_> {
    fn weight(&self) -> f64 {
        self.spot.map_or(0.0, score::weight)
    }

    fn is_due(&self, today: Date) -> bool {
        self.risk.review.is_none_or(|day| day <= today)
    }
}

/// Fills the sheet.
pub(super) fn draw(facts: &Facts<'_>, sheet: &mut Sheet) {
    let closed = facts.asked.option("show") == Some("closed");
    sheet.choices.push(Choice {
        key: "show".to_owned(),
        label: "Show".to_owned(),
        of: vec![
            (String::new(), "What is open".to_owned()),
            ("closed".to_owned(), "What is closed".to_owned()),
        ],
        value: if closed { "closed" } else { "" }.to_owned(),
    });
    let entries = entries(facts, closed);
    let of = |class: RiskClass| entries.iter().filter(|e| e.risk.class == class).count();
    let sum = score::exposure(entries.iter().map(|e| e.risk));
    let due = entries.iter().filter(|e| e.is_due(facts.today)).count();
    if closed {
        sheet.says = format!("{} are closed.", count(entries.len(), "entry", "entries"));
        sheet.blocks.push(list::register(facts, &entries, false));
        return;
    }
    sheet.says = format!(
        "{}, {} and {} are open: {} and {} are to be expected of them.",
        count(of(RiskClass::Risk), "risk", "risks"),
        count(of(RiskClass::Assumption), "assumption", "assumptions"),
        count(of(RiskClass::Issue), "issue", "issues"),
        facts.money(sum.money),
        days(sum.days),
    );
    sheet.blocks.push(figures(facts, &entries, due));
    sheet.blocks.push(matrix(facts, &entries));
    sheet.blocks.extend(effect::block(facts));
    sheet.blocks.push(list::register(facts, &entries, true));
    sheet.blocks.push(list::due(facts, &entries));
    sheet.blocks.push(list::triggers(facts, &entries));
}

/// Lists what belongs to the place, the gravest first.
fn entries<'a>(facts: &'a Facts<'_>, closed: bool) -> Vec<Entry<'a>> {
    let here = facts
        .model
        .risks
        .iter()
        .filter(|risk| risk.closed.is_some() == closed && facts.within(risk.place, risk.item));
    let entry = |risk| Entry { risk, spot: score::place(risk, bounds(facts, risk)) };
    let mut list: Vec<Entry<'a>> = here.map(entry).collect();
    let worth = |e: &Entry<'_>| {
        let own = score::exposure([e.risk].into_iter());
        (e.weight(), own.money, own.days)
    };
    sort::by(&mut list, |a, b| {
        let (x, y) = (worth(a), worth(b));
        let by = y.0.total_cmp(&x.0).then(y.1.total_cmp(&x.1)).then(y.2.total_cmp(&x.2));
        by.then((&a.risk.rank, a.risk.id).cmp(&(&b.risk.rank, b.risk.id)))
    });
    list
}

/// Gives what a risk is measured against: budget and duration of its project, else of all projects
/// of the place that is looked at.
fn bounds(facts: &Facts<'_>, risk: &Risk) -> Bounds {
    let model = facts.model;
    let own = risk.place.and_then(|at| match at.kind {
        Kind::Project => Some(Id::<Project>::new(at.id)),
        Kind::Stage => model.find(Id::<Stage>::new(at.id)).map(|stage| stage.project),
        _ => None,
    });
    let of_item = || model.find(risk.item?).and_then(|item: &Item| item.project);
    let project = own.or_else(of_item).and_then(|id| model.find(id));
    let projects: Vec<&Project> = project.map_or_else(|| facts.projects().collect(), |p| vec![p]);
    let money: f64 = projects.iter().filter_map(|p| p.budget).map(units).sum();
    let start = projects.iter().filter_map(|p| p.start).min();
    let due = projects.iter().filter_map(|p| p.due).max();
    // Five of seven days are working days.
    let days = start.zip(due).map(|(from, to)| (to.days_since(from) + 1) as f64 * 5.0 / 7.0);
    Bounds { money: Some(money).filter(|n| *n > 0.0), days: days.filter(|n| *n > 0.0) }
}

fn figures(facts: &Facts<'_>, entries: &[Entry<'_>], due: usize) -> Block {
    let sum = score::exposure(entries.iter().map(|e| e.risk));
    let budget: f64 = facts.projects().filter_map(|p| p.budget).map(units).sum();
    let share = match budget > 0.0 && sum.money > 0.0 {
        true => format!("{:.1} % of the budget; ", sum.money / budget * 100.0),
        false => String::new(),
    };
    let grave = entries.iter().filter(|e| score::tone(e.weight()) == Tone::Bad).count();
    let bare = entries
        .iter()
        .filter(|e| e.risk.items.is_empty() && score::tone(e.weight()) == Tone::Bad)
        .count();
    let warn = |n: usize| if n > 0 { Tone::Warn } else { Tone::Good };
    let list = vec![
        Fact::new("Exposure in money", facts.money(sum.money))
            .says(format!("{share}{} if all of it happens", facts.money(sum.worst))),
        Fact::new("Exposure in time", days(sum.days))
            .says("Probability times days, added up; not all of it is on the critical path"),
        Fact::new("High", grave.to_string())
            .tone(if grave > 0 { Tone::Bad } else { Tone::Good })
            .says(match bare {
                0 => "Each has an item that answers it".to_owned(),
                n => format!("{} without an item that answers it", n),
            }),
        Fact::new("Due for review", due.to_string())
            .tone(warn(due))
            .says("Its day has come, or it never had one"),
    ];
    Block::new("figures", "What it comes to", Shape::Facts(list)).half().note(
        "Exposure is the expected monetary value: probability × impact (PMBOK Guide, 5th edition, \
         11.4.2.2). An issue has happened and counts in full.",
    )
}

/// Draws the matrix of probability and impact.
fn matrix(facts: &Facts<'_>, entries: &[Entry<'_>]) -> Block {
    const LIKELY: [(&str, &str); 5] = [
        ("Rare", "Up to 20 %"),
        ("Unlikely", "20 to 40 %"),
        ("Possible", "40 to 60 %"),
        ("Likely", "60 to 80 %"),
        ("Very likely", "From 80 %"),
    ];
    const IMPACT: [(&str, &str); 5] = [
        ("Very low", "Below 1 % of budget and duration"),
        ("Low", "Up to 10 % of the budget or 5 % of the duration"),
        ("Moderate", "Up to 20 % of the budget or 10 % of the duration"),
        ("High", "Up to 40 % of the budget or 20 % of the duration"),
        ("Very high", "More"),
    ];
    let head = |(name, hint): &(&str, &str)| Head {
        name: (*name).to_owned(),
        hint: (*hint).to_owned(),
        ..Head::default()
    };
    let spot = |at: (usize, usize)| {
        let here: Vec<Ref> =
            entries.iter().filter(|e| e.spot == Some(at)).map(|e| e.risk.id.to_ref()).collect();
        let weight = score::weight(at);
        let names: Vec<String> = here.iter().map(|at| facts.model.title_of(*at)).collect();
        Spot {
            text: if here.is_empty() { String::new() } else { here.len().to_string() },
            tone: score::tone(weight),
            depth: (weight / 0.72).sqrt(),
            records: here,
            hint: names.join(", "),
            ..Spot::default()
        }
    };
    let rows: Vec<usize> = (0..5).rev().collect();
    let grid = Grid {
        corner: "Probability by impact".to_owned(),
        columns: IMPACT.iter().map(head).collect(),
        rows: LIKELY.iter().rev().map(head).collect(),
        cells: rows.iter().map(|p| (0..5).map(|i| spot((*p, i))).collect()).collect(),
    };
    let lost = entries.iter().filter(|e| e.spot.is_none()).count();
    let block = Block::new("matrix", "Probability and impact", Shape::Grid(grid)).half().note(
        "Impact is the graver of cost against the budget and of days against the duration of the \
         project (PMBOK Guide, 5th edition, table 11-1); the colors are those of its figure 11-10.",
    );
    match lost {
        0 => block,
        n => block.says(format!("{} not assessed.", count(n, "entry is", "entries are"))),
    }
}

/// Plans what a row offers.
pub(super) fn act(
    model: &mut Model,
    _: &Asked,
    act: &str,
    env: &mut Env,
) -> Result<Planned, CommandError> {
    let today = env.today;
    if let Some(id) = id_of::<Risk>(act, "reviewed") {
        let title = model.title_of(id.to_ref());
        return plan(model, env, format!("Review {title}"), |tx| {
            tx.update(id, |risk| risk.review = Some(today.plus_days(AGAIN)))?;
            Ok(format!("{title} is looked at again in two weeks."))
        });
    }
    if let Some(id) = id_of::<Risk>(act, "happened") {
        let title = model.title_of(id.to_ref());
        return plan(model, env, format!("{title} has happened"), |tx| {
            tx.update(id, |risk| {
                risk.class = RiskClass::Issue;
                risk.review = Some(today);
            })?;
            Ok(format!("{title} is an issue now, and due for review today."))
        });
    }
    super::no_act(model, &Asked::default(), act, env)
}

/// Makes a row of short columns.
fn columns(names: &[&str]) -> Vec<Column> {
    names.iter().map(|name| Column::text(name)).collect()
}

/// Makes a table of rows.
fn table(columns: Vec<Column>, rows: Vec<Row>) -> Shape {
    Table { columns, rows }.into()
}

/// Names a risk's item or place with a link.
fn threatened(facts: &Facts<'_>, risk: &Risk) -> String {
    let at = risk.item.map(Id::to_ref).or(risk.place).filter(|at| facts.model.has(*at));
    at.map(|at| format!("threatens {}", facts.model.title_of(at))).unwrap_or_default()
}
