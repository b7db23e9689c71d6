//! What a launch was expected to do to the numbers, and what happened. It knows no deliverable.

use serde_json::{Value as Json, json};

use super::super::Facts;
use super::super::report::{Block, Cell, Column, Row, Table, Tone};
use super::super::words::{count, number, whole};
use crate::model::id::Id;
use crate::model::time::Date;
use crate::model::{Direction, Expectation, Kind, Kpi, Launch, Product, Program, Project, Reading};
use crate::sort;

/// After how many days a number is measured where nobody says otherwise: four weeks.
const AFTER: i64 = 28;
/// How many numbers are offered of which nothing is expected yet.
const FEW: usize = 6;
/// How far from what was expected a number may be that is to be held, as a share of it.
const NEAR: f64 = 0.05;

/// How an expectation stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Verdict {
    /// The day has not come, or no reading came since the launch.
    Early(String),
    /// It is as good as expected, or better.
    Met(f64),
    /// It is worse, by so much.
    Missed(f64, f64),
}

/// Judges a value by what was expected of it.
pub(super) fn judge(direction: &Direction, expected: f64, value: f64) -> Verdict {
    let short = match direction {
        Direction::Down => value - expected,
        Direction::Hold => ((value - expected).abs() - expected.abs() * NEAR).max(0.0),
        _ => expected - value,
    };
    if short > 1e-9 {
        Verdict::Missed(value, (value - expected).abs())
    } else {
        Verdict::Met(value)
    }
}

/// Finds the last reading of a KPI after one day and up to another.
fn reading<'a>(
    facts: &Facts<'a>,
    kpi: Id<Kpi>,
    after: Option<Date>,
    to: Date,
) -> Option<&'a Reading> {
    let here =
        |r: &&Reading| r.kpi == kpi && r.date <= to && after.is_none_or(|after| r.date > after);
    facts.model.readings.iter().filter(here).max_by_key(|r| (r.date, r.id))
}

/// Gives an expectation with its KPI and how it stands; nothing where nothing is expected in
/// numbers.
fn stands(facts: &Facts<'_>, launch: &Launch, one: &Expectation) -> Option<Verdict> {
    let kpi = facts.model.find(one.kpi)?;
    let expected = one.expected?.get();
    let Some(date) = launch.date.filter(|date| *date < facts.today) else {
        return Some(Verdict::Early("the launch is to come".to_owned()));
    };
    let until = one.date.map_or(facts.today, |day| day.min(facts.today));
    let Some(found) = reading(facts, kpi.id, Some(date), until) else {
        return Some(Verdict::Early("no reading since the launch".to_owned()));
    };
    let judged = judge(&kpi.direction, expected, found.value.get());
    match one.date.filter(|day| *day > facts.today) {
        Some(day) => Some(Verdict::Early(format!(
            "{} so far, measured on {}",
            number(found.value.get(), 2),
            facts.day(day)
        ))),
        None => Some(judged),
    }
}

/// Counts the expectations of a launch that were met, those that were not, and those that are open.
pub(super) fn tally(facts: &Facts<'_>, launch: &Launch) -> (usize, usize, usize) {
    let own = facts.model.expectations.iter().filter(|one| one.launch == launch.id);
    own.filter_map(|one| stands(facts, launch, one)).fold((0, 0, 0), |(met, missed, open), v| {
        match v {
            Verdict::Met(_) => (met + 1, missed, open),
            Verdict::Missed(..) => (met, missed + 1, open),
            Verdict::Early(_) => (met, missed, open + 1),
        }
    })
}

/// Tells whether a KPI may have to do with a launch.
fn concerns(facts: &Facts<'_>, launch: &Launch, kpi: &Kpi) -> bool {
    let model = facts.model;
    let Some(place) = kpi.place else { return true };
    let project = launch.project.and_then(|id| model.find(id));
    let own = [
        launch.product.map(Id::<Product>::to_ref),
        launch.project.map(Id::<Project>::to_ref),
        project.and_then(|project| project.program).map(Id::<Program>::to_ref),
    ];
    own.contains(&Some(place))
}

/// Shows what was expected beside what happened.
pub(super) fn block(facts: &Facts<'_>, launch: &Launch) -> Block {
    let model = facts.model;
    let mut kpis: Vec<&Kpi> = model.kpis.iter().collect();
    sort::by(&mut kpis, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
    let own = |kpi: &Kpi| {
        model.expectations.iter().find(|one| one.launch == launch.id && one.kpi == kpi.id)
    };
    let said: Vec<(&Kpi, &Expectation)> =
        kpis.iter().filter_map(|kpi| Some((*kpi, own(kpi)?))).collect();
    let mut rows: Vec<Row> =
        said.iter().map(|(kpi, one)| row(facts, launch, kpi, Some(*one))).collect();
    // What was expected is said before the day; what is nearest to the launch comes first.
    let ahead = launch.date.is_none_or(|date| date >= facts.today) || said.is_empty();
    let open = kpis.iter().filter(|kpi| own(kpi).is_none() && concerns(facts, launch, kpi));
    let (near, far): (Vec<&Kpi>, Vec<&Kpi>) = open.copied().partition(|kpi| kpi.place.is_some());
    for (nth, kpi) in near.into_iter().chain(far).filter(|_| ahead).take(FEW).enumerate() {
        let mut row = row(facts, launch, kpi, None);
        row.tone = Tone::Quiet;
        if nth == 0 {
            row.group = "Nothing is expected of these yet".to_owned();
        }
        rows.push(row);
    }
    let (met, missed, early) = tally(facts, launch);
    let past = launch.date.is_some_and(|date| date < facts.today);
    let title = if past { "What happened" } else { "What it is to bring" };
    let says = match met + missed + early {
        0 => String::new(),
        all if past && early == all => format!("Nothing can be said yet of {all} expectations."),
        _ if past => match early {
            0 => format!("{met} as expected or better, {missed} not."),
            n => format!("{met} as expected or better, {missed} not, {n} too early to say."),
        },
        all => {
            let said = count(all, "expectation", "expectations");
            format!("{said}, held against the readings when the day of each has come.")
        }
    };
    let columns = vec![
        Column::text("Number"),
        Column {
            number: true,
            hint: "The last reading up to the launch, or up to today".to_owned(),
            ..Column::text("Before")
        },
        Column::number("Expected", "Where it is to stand on that day"),
        Column::text("Measured on").extra(),
        Column {
            number: true,
            hint: "The last reading since the launch, up to that day".to_owned(),
            ..Column::text("Then")
        },
        Column::text("In words"),
    ];
    Block::new("after", title, Table { columns, rows }.into())
        .says(says)
        .or_empty("There is no KPI yet. Add adoption, satisfaction or tickets as KPIs, and say here what is expected of them.")
        .note("A KPI that is better higher is met at what was expected or above, one that is better lower at it or below, one that is to be held within 5 % of it.")
}

fn row(facts: &Facts<'_>, launch: &Launch, kpi: &Kpi, one: Option<&Expectation>) -> Row {
    let past = launch.date.filter(|date| *date < facts.today);
    let unit = |value: f64| {
        let long = value.abs() >= 1000.0;
        let value = if long { whole(value) } else { number(value, 2) };
        format!("{value} {}", kpi.unit.trim()).trim_end().to_owned()
    };
    let say = |found: Option<&Reading>| found.map_or("–".to_owned(), |r| unit(r.value.get()));
    let before = reading(facts, kpi.id, None, past.unwrap_or(facts.today));
    let until = one.and_then(|one| one.date).map_or(facts.today, |day| day.min(facts.today));
    let then = past.and_then(|date| reading(facts, kpi.id, Some(date), until));
    let expected = one.and_then(|one| one.expected).map(|n| number(n.get(), 2));
    let expected = expected.unwrap_or_default();
    let (expected, on) = match one {
        Some(one) => {
            let day = one.date.map(|day| day.to_string()).unwrap_or_default();
            let at = one.id.to_ref();
            (Cell::edit(at, "expected", expected), Cell::edit(at, "date", day))
        }
        None => (fresh(launch, kpi), Cell::default()),
    };
    let words = match one.and_then(|one| stands(facts, launch, one)) {
        None => Cell::default(),
        Some(Verdict::Early(why)) => Cell::text(why).tone(Tone::Quiet),
        Some(Verdict::Met(_)) => Cell::text("as expected or better").tone(Tone::Good),
        Some(Verdict::Missed(value, by)) => {
            let wide = one.and_then(|one| one.expected).is_some_and(|to| value > to.get());
            let how = if wide { "above" } else { "below" };
            Cell::text(format!("{} {how} what was expected", unit(by))).tone(Tone::Bad)
        }
    };
    let note = one.map(|one| one.note.clone()).unwrap_or_default();
    let name = Cell::link(one.map_or(kpi.id.to_ref(), |one| one.id.to_ref()), &kpi.name);
    Row::of(
        kpi.id.to_ref(),
        vec![
            name.hint(note),
            Cell::text(say(before)),
            expected,
            on,
            Cell::text(if past.is_some() { say(then) } else { String::new() }),
            words,
        ],
    )
}

/// Makes the cell that makes an expectation when the first number is typed.
fn fresh(launch: &Launch, kpi: &Kpi) -> Cell {
    let mut fields: Vec<(String, Json)> = vec![
        ("launch".to_owned(), json!(launch.id.to_string())),
        ("kpi".to_owned(), json!(kpi.id.to_string())),
    ];
    if let Some(date) = launch.date {
        fields.push(("date".to_owned(), json!(date.plus_days(AFTER).to_string())));
    }
    fields.push(("expected".to_owned(), Json::Null));
    Cell { fresh: Some((Kind::Expectation, fields)), ..Cell::default() }
}
