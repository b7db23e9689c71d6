//! Benefits: what projects and programs are to bring, as KPIs show it; when it starts by the plan of
//! today, what a slip costs of it, and what has come of it. It knows no pixel.

use super::Facts;
use super::forecast;
use super::report::{Add, Block, Cell, Choice, Column, Row, Shape, Sheet, Table, Tone};
use super::words::{count, number};
use crate::lens::scope::Scope;
use crate::metrics::draft::{axis, chart, rule, series};
use crate::metrics::expression::{Book, Measure};
use crate::metrics::report::{Chart, ChartKind, Unit};
use crate::metrics::say;
use crate::metrics::words::days;
use crate::model::id::{Id, Ref};
use crate::model::number::Number;
use crate::model::time::Date;
use crate::model::{Benefit, CheckIn, Kind, Kpi, Phase, Project, Stage};
use crate::sort;

/// Days of a month on average.
const MONTH: f64 = 365.25 / 12.0;
/// How many days the curves go on after the benefit is there in full.
const AFTER: i64 = 120;
/// How many days of readings before the start are drawn.
const BEFORE: i64 = 120;

/// Is a benefit with what follows from the plan.
struct Stood<'a> {
    benefit: &'a Benefit,
    /// When it was to start.
    agreed: Option<Date>,
    /// When it starts by the plan.
    start: Option<Date>,
    kpi: Option<&'a Kpi>,
    measure: Option<Measure>,
}

impl Stood<'_> {
    /// Gives by how many days it starts later than it was to.
    fn slip(&self) -> Option<i64> {
        self.agreed.zip(self.start).map(|(agreed, start)| start.days_since(agreed))
    }

    /// Gives where the KPI stands before and in full, in its whole unit.
    fn ends(&self) -> Option<(f64, f64)> {
        let scale = self.measure.as_ref()?.scale;
        let (from, to) = (self.benefit.baseline?, self.benefit.full?);
        Some((from.get() * scale, to.get() * scale))
    }

    /// Gives how many days it takes to be there in full.
    fn ramp(&self) -> f64 {
        self.benefit.months.map_or(0.0, |n| (n.get().max(0.0) * MONTH).min(36_500.0))
    }

    /// Gives where the KPI is to stand on a day if the benefit starts on another.
    fn planned(&self, start: Date, on: Date) -> Option<f64> {
        let (from, to) = self.ends()?;
        Some(value(from, to, self.ramp(), on.days_since(start) as f64))
    }

    fn say(&self, value: f64) -> String {
        let unit = self.measure.as_ref().map_or(Unit::Number, |m| m.unit.clone());
        say::whole(value, &unit)
    }

    /// Says what the slip takes away: months of the full benefit, in the KPI's unit.
    fn lost(&self) -> Option<(String, &'static str)> {
        let (from, to) = self.ends()?;
        let lost = lost(from, to, self.slip()?)?;
        Some(match self.measure.as_ref()?.unit {
            Unit::Money(_) => (self.say(lost), ""),
            Unit::Share => (format!("{} points", number(lost * 100.0, 1)), "for a month"),
            _ => (self.say(lost), "for a month"),
        })
    }
}

/// Gives the value on a day counted from the start: even from one value to the other, then level.
fn value(from: f64, to: f64, ramp: f64, day: f64) -> f64 {
    let part = match () {
        () if day <= 0.0 => 0.0,
        () if day >= ramp => 1.0,
        () => day / ramp,
    };
    from + (to - from) * part
}

/// Gives the area between a curve and the same curve so many days later, in units times months:
/// the full difference for as long as the slip. Nothing where nothing slipped.
fn lost(from: f64, to: f64, slip: i64) -> Option<f64> {
    (slip > 0).then(|| (to - from).abs() * slip as f64 / MONTH)
}

/// Fills the sheet.
pub(super) fn draw(facts: &Facts<'_>, sheet: &mut Sheet) {
    let book = Book::new(facts.model);
    let here = facts.model.benefits.iter().filter(|b| facts.holds_place(b.place));
    let mut list: Vec<Stood<'_>> = here.map(|b| stood(facts, &book, b)).collect();
    sort::by_key(&mut list, |s| (s.start.is_none(), s.start, s.benefit.id));
    let late = list.iter().filter(|s| s.slip().is_some_and(|n| n > 0)).count();
    let begun = list.iter().filter(|s| s.start.is_some_and(|d| d <= facts.today)).count();
    let unknown = list.iter().filter(|s| s.start.is_none()).count();
    sheet.says = match list.len() {
        0 => "No benefit was written down yet.".to_owned(),
        n => format!(
            "{}: {begun} started, {late} later than was agreed{}.",
            count(n, "benefit", "benefits"),
            match unknown {
                0 => String::new(),
                n => format!(", of {n} nobody can say when"),
            }
        ),
    };
    sheet.blocks.push(table(facts, &book, &list));
    if !list.is_empty() {
        sheet.blocks.push(values(&list));
    }
    let chosen = facts.asked.option("benefit").and_then(|id| id.parse().ok());
    let chosen = list.iter().find(|s| Some(s.benefit.id.raw()) == chosen).or_else(|| {
        list.iter().filter(|s| s.slip().is_some()).max_by_key(|s| s.slip()).or(list.first())
    });
    if let Some(chosen) = chosen {
        sheet.choices.push(Choice {
            key: "benefit".to_owned(),
            label: "Curve of".to_owned(),
            of: list
                .iter()
                .map(|s| (s.benefit.id.raw().to_string(), s.benefit.title.clone()))
                .collect(),
            value: chosen.benefit.id.raw().to_string(),
        });
        sheet.blocks.push(curve(facts, &book, chosen));
        sheet.blocks.push(bare(facts));
    }
}

fn stood<'a>(facts: &Facts<'a>, book: &Book<'_>, benefit: &'a Benefit) -> Stood<'a> {
    let model = facts.model;
    let lag = i64::from(benefit.lag.unwrap_or(0));
    let place = benefit.place.filter(|at| model.has(*at));
    let end = place.and_then(|at| {
        let scope = Scope::of(model, Some(at));
        forecast::end(model, facts.plan.plan(), &scope)
    });
    let kpi = benefit.kpi.and_then(|id| model.find(id));
    Stood {
        benefit,
        agreed: place.and_then(|at| agreed(facts, at)).map(|day| day.plus_days(lag)),
        start: end.map(|day| day.plus_days(lag)),
        kpi,
        measure: kpi.map(|kpi| book.measure(kpi)),
    }
}

/// Gives the day on which a place was to end: as agreed at its start, else its own due date, else
/// the last one of its projects.
fn agreed(facts: &Facts<'_>, place: Ref) -> Option<Date> {
    let model = facts.model;
    let said = model.check_ins.iter().filter(|c| c.agreement && c.place == Some(place));
    let said = said.max_by_key(|c: &&CheckIn| (c.date, c.id)).and_then(|c| c.due);
    said.or_else(|| match place.kind {
        Kind::Project => model.find(Id::<Project>::new(place.id))?.due,
        Kind::Stage => model.find(Id::<Stage>::new(place.id))?.due,
        _ => {
            let scope = Scope::of(model, Some(place));
            let own = model.projects.iter().filter(|p| scope.holds_project(p));
            own.filter(|p| p.archived.is_none()).filter_map(|p| p.due).max()
        }
    })
}

fn table(facts: &Facts<'_>, book: &Book<'_>, list: &[Stood<'_>]) -> Block {
    let unknown = || Cell::text("unknown").tone(Tone::Quiet);
    let row = |stood: &Stood<'_>| {
        let (benefit, at) = (stood.benefit, stood.benefit.id.to_ref());
        let day = |date: Option<Date>| date.map_or_else(unknown, |d| Cell::text(facts.day(d)));
        let slip = match stood.slip() {
            None => unknown(),
            Some(0) => Cell::text("as agreed").tone(Tone::Good),
            Some(late @ 1..) => Cell::text(format!("{} later", days(late as f64)))
                .tone(if late > 30 { Tone::Bad } else { Tone::Warn }),
            Some(early) => Cell::text(format!("{} earlier", days(-early as f64))).tone(Tone::Good),
        };
        let agreed = stood.agreed.map(|day| format!("Agreed for {}", facts.date(day)));
        let agreed = agreed.unwrap_or_default();
        let lost = match (stood.slip(), stood.lost()) {
            (_, Some((lost, per))) => Cell::text(lost).under(per).tone(Tone::Warn),
            (Some(..=0), None) => Cell::text("nothing").tone(Tone::Good),
            _ => unknown(),
        };
        let name = benefit.place.map(|at| facts.model.title_of(at)).unwrap_or_default();
        // The editor chooses among places that are run; a stage is told and not chosen here.
        let place = match benefit.place.filter(|at| at.kind == Kind::Stage) {
            Some(stage) => Cell::link(stage, name),
            None => Cell::edit(at, "place", name),
        };
        Row::of(
            at,
            vec![
                Cell::link(at, &benefit.title),
                place,
                Cell::edit(at, "owner", facts.person(benefit.owner)),
                day(stood.start),
                slip.hint(agreed),
                lost,
                now(facts, book, stood),
            ],
        )
    };
    let columns = vec![
        Column::text("Benefit"),
        Column::text("Brought by").extra(),
        Column::text("Owner").extra(),
        Column::text("Starts"),
        Column::text("Slip"),
        Column {
            hint: "The full difference for as long as the slip".to_owned(),
            ..Column::text("Lost by the slip")
        },
        Column::text("Now"),
    ];
    let rows = list.iter().map(row).collect();
    let add = Add::new("Add a benefit", Kind::Benefit, "title");
    let add = match facts.asked.place.filter(|at| at.kind.is_place()) {
        Some(place) => add.with("place", place.to_string()),
        None => add,
    };
    Block::new("benefits", "Benefits", Table { columns, rows }.into())
        .adds(add)
        .or_empty("What is better when the work is done, and in which number does it show?")
        .note(
            "A benefit starts when the work of what brings it ends by today’s plan, plus its days of \
             waiting; it was to start when that was to end: as agreed at the start, else its due \
             date. The curve goes evenly from “Before” to “In full”. A slip moves it to the right; \
             what lies between both curves is lost: the full difference times the months of the \
             slip, in money where the KPI is money a month.",
        )
}

/// Lists in which numbers the benefits show, to be edited.
fn values(list: &[Stood<'_>]) -> Block {
    let row = |stood: &Stood<'_>| {
        let (benefit, at) = (stood.benefit, stood.benefit.id.to_ref());
        let n = |n: Option<Number>| n.map(|n| number(n.get(), 2)).unwrap_or_default();
        let kpi = stood.kpi.map(|kpi| kpi.name.clone()).unwrap_or_default();
        let cells = vec![
            Cell::link(at, &benefit.title),
            Cell::edit(at, "kpi", kpi),
            Cell::edit(at, "baseline", n(benefit.baseline)),
            Cell::edit(at, "full", n(benefit.full)),
            Cell::edit(at, "months", n(benefit.months)),
            Cell::edit(at, "lag", benefit.lag.map(|n| n.to_string()).unwrap_or_default()),
        ];
        Row { cells, ..Row::default() }
    };
    let columns = vec![
        Column::text("Benefit"),
        Column::text("KPI"),
        Column::number("Before", "Where the KPI stands without it, in the KPI’s unit"),
        Column::number("In full", "Where the KPI is to stand with it"),
        Column::number("Months", "How long it takes to be there in full"),
        Column::number("Days after", "How many days after the end it starts").extra(),
    ];
    let rows = list.iter().map(row).collect();
    let bare = list.iter().filter(|s| s.ends().is_none()).count();
    let says = match bare {
        0 => String::new(),
        n => format!(
            "{} no KPI, or no values: it cannot be seen to come.",
            count(n, "benefit has", "benefits have")
        ),
    };
    Block::new("values", "In which numbers they show", Table { columns, rows }.into()).says(says)
}

/// Says where the KPI stands, beside where it should by the plan of today.
fn now(facts: &Facts<'_>, book: &Book<'_>, stood: &Stood<'_>) -> Cell {
    let read = stood.kpi.and_then(|kpi| book.read(kpi.id, facts.today));
    let Some((day, is, _)) = read else {
        return Cell::text("no reading").tone(Tone::Quiet);
    };
    let planned = stood.start.and_then(|start| stood.planned(start, day));
    let begun = stood.start.is_some_and(|start| start <= day);
    match (begun, planned, stood.ends()) {
        (true, Some(planned), Some((from, to))) => {
            let good = if to >= from { is >= planned } else { is <= planned };
            let planned = format!("{} planned", stood.say(planned));
            Cell::text(stood.say(is)).under(&planned).tone(if good {
                Tone::Good
            } else {
                Tone::Bad
            })
        }
        _ => Cell::text(stood.say(is)).tone(Tone::Quiet),
    }
}

/// Draws one benefit: as it was agreed, moved by the slip, and what was read.
fn curve(facts: &Facts<'_>, book: &Book<'_>, stood: &Stood<'_>) -> Block {
    let first = stood.agreed.into_iter().chain(stood.start).min();
    let last = stood.agreed.into_iter().chain(stood.start).max();
    let from = first.unwrap_or(facts.today).plus_days(-BEFORE);
    let to = last.unwrap_or(facts.today).plus_days(stood.ramp() as i64 + AFTER);
    let day = |date: Date| date.day_number() as f64;
    let planned = |start: Option<Date>| {
        let bends = start.map(|start| {
            let mut days = vec![from, start, start.plus_days(stood.ramp() as i64), to];
            sort::sort(&mut days);
            days.dedup();
            days.into_iter().map(|on| (day(on), stood.planned(start, on))).collect::<Vec<_>>()
        });
        bends.unwrap_or_default()
    };
    let read = stood.kpi.map(|kpi| book.readings(kpi.id)).unwrap_or_default();
    let read = read.iter().filter(|(date, ..)| *date >= from && *date <= facts.today);
    let lines = [
        ("As agreed", planned(stood.agreed)),
        ("By today’s plan", planned(stood.start)),
        ("Read", read.map(|(date, value, _)| (day(*date), Some(*value))).collect()),
    ];
    let lines = lines.into_iter().filter(|(_, points)| points.iter().any(|(_, y)| y.is_some()));
    let unit = stood.measure.as_ref().map_or(Unit::Number, |m| m.unit.clone());
    let name = stood.kpi.map_or("Value", |kpi| kpi.name.as_str());
    let lines = lines.map(|(name, points)| series(name, points)).collect();
    let (x, y) = (axis("Day", Unit::Day), axis(name, unit));
    let title = format!("{}: planned and read", stood.benefit.title);
    let mut drawn: Chart = chart(ChartKind::Line, &title, x, y, lines);
    drawn.rules.push(rule("Today", day(facts.today), true));
    let says = match (stood.slip(), stood.lost(), stood.ends()) {
        (_, _, None) => {
            "Without a KPI, a value before and a value in full there is no curve.".to_owned()
        }
        (Some(slip @ 1..), Some((lost, per)), _) => {
            let lost = format!("{lost} {per}");
            let lost = lost.trim_end();
            format!("It starts {} later than agreed, which takes {lost}.", days(slip as f64))
        }
        (Some(_), ..) => "It starts as agreed, or earlier.".to_owned(),
        (None, ..) => "When it starts is unknown: nothing planned brings it.".to_owned(),
    };
    Block::new("curve", "Its curve", Shape::Chart(Box::new(drawn)))
        .says(says)
        .or_empty("Nothing to draw yet: name a KPI and its values.")
}

/// Lists the projects that are to bring nothing, once any benefit was written down.
fn bare(facts: &Facts<'_>) -> Block {
    let model = facts.model;
    let brings = |project: &Project| {
        let program = project.program.map(Id::to_ref);
        model.benefits.iter().filter_map(|b| b.place).any(|at| {
            let stage = Id::<Stage>::from_ref(at).and_then(|id| model.find(id));
            at == project.id.to_ref()
                || Some(at) == program
                || stage.is_some_and(|stage| stage.project == project.id)
        })
    };
    let going = |p: &&Project| p.phase != Phase::Closed && !brings(p);
    let mut list: Vec<&Project> = facts.projects().filter(going).collect();
    sort::by(&mut list, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
    let row = |project: &&Project| {
        let at = project.id.to_ref();
        Row::of(at, vec![Cell::link(at, &project.name), Cell::text(project.phase.label())])
    };
    let columns = ["Project", "Phase"].map(Column::text).into();
    let rows = list.iter().map(row).collect();
    Block::new("bare", "Projects without a benefit", Table { columns, rows }.into())
        .or_empty("Every project brings something, itself or by its program.")
        .half()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_benefit_grows_evenly_and_a_slip_takes_its_full_difference_for_its_length() {
        let cases = [(-5.0, 10.0), (0.0, 10.0), (15.0, 15.0), (30.0, 20.0), (90.0, 20.0)];
        for (day, is) in cases {
            assert_eq!(value(10.0, 20.0, 30.0, day), is, "day {day}");
        }
        assert_eq!(value(10.0, 20.0, 0.0, 1.0), 20.0);
        // The area by hand: day by day over three years.
        let (slip, ramp) = (73, 100.0);
        let gap = |day: f64| value(5.0, 2.0, ramp, day) - value(5.0, 2.0, ramp, day - slip as f64);
        let area: f64 = (0..1100).map(|day| gap(f64::from(day)).abs()).sum::<f64>() / MONTH;
        let found = lost(5.0, 2.0, slip).unwrap();
        assert!((found - area).abs() < 0.05, "{found} {area}");
        assert_eq!(lost(5.0, 2.0, 0), None);
        assert_eq!(lost(5.0, 2.0, -9), None);
    }
}
