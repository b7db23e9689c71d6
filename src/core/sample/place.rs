//! The places of the sample: calendars, workflows, products, projects, stages and views. It knows
//! no item.

use super::build::{Build, cell};
use super::days::HOLIDAYS;
use super::item::markdown;
use super::people::ranked;
use super::script::{Script, rows};
use crate::model::number::Money;
use crate::model::*;

/// The delivery workflow: letter, name, category, limit and policy.
const DELIVERY: [(&str, &str, Category, Option<u32>, &str); 7] = [
    ("B", "Backlog", Category::Backlog, None, ""),
    ("R", "Ready", Category::Ready, Some(20), "Owner, size and *done when* are written down."),
    ("P", "In progress", Category::Active, Some(30), "The owner worked on it this week."),
    ("W", "Waiting", Category::Waiting, Some(10), "Says for whom, and since when."),
    ("V", "Review", Category::Active, Some(8), "A second pair of eyes before anything new."),
    ("D", "Done", Category::Done, None, ""),
    ("X", "Cancelled", Category::Cancelled, None, "Says why in a comment."),
];

/// The discovery workflow of products.
const DISCOVERY: [(&str, &str, Category, Option<u32>, &str); 6] = [
    ("I", "Idea", Category::Backlog, None, ""),
    ("C", "Discovery", Category::Active, Some(4), "Five interviews or a measurement."),
    ("F", "Defined", Category::Ready, Some(5), "Need, evidence and KPI are named."),
    ("G", "Building", Category::Active, Some(15), ""),
    ("L", "Launched, measuring", Category::Done, None, "Measured four weeks later."),
    ("Z", "Dropped", Category::Cancelled, None, "Says why, so that it stays dropped."),
];

/// The releases: name in the script, name, planned day, day it came out, what it brings.
const RELEASES: [(&str, &str, i64, Option<i64>, &str); 5] = [
    ("A1", "Aria 1.0", 70, None, "The launch: four markets, two colors, nine languages."),
    ("A2", "Aria 1.1, first winter", 168, None, "What the first winter teaches us."),
    ("H29", "Home 2.9", -64, Some(-62), "The new device list, quietly."),
    ("H3", "Home 3.0", 66, None, "Aria, shared homes and guided help."),
    ("H31", "Home 3.1", 126, None, "Widgets, outdoor air and lamps that show the air."),
];

/// Adds calendars, workflows and custom fields.
pub(super) fn frame(build: &mut Build) {
    calendars(build);
    workflow(build, "delivery", "Delivery", "Work that is done in projects.", &DELIVERY);
    workflow(build, "discovery", "Discovery", "Features from idea to measured.", &DISCOVERY);
    let fields = vec![
        ("market", "Market", CustomType::Select, vec!["EU", "UK", "US", "CA"]),
        ("confidence", "Confidence", CustomType::Number, vec![]),
    ];
    for (rank, (key, name, holds, options)) in ranked(fields) {
        let field = CustomField {
            id: build.named(key),
            name: name.to_owned(),
            holds,
            options: options.into_iter().map(str::to_owned).collect(),
            rank,
            ..CustomField::default()
        };
        build.put(field);
    }
}

fn calendars(build: &mut Build) {
    let shifts = |from: u32, noon: u32, again: u32, to: u32| {
        vec![
            Shift { from, to: noon, ..Default::default() },
            Shift { from: again, to, ..Default::default() },
        ]
    };
    let office = shifts(540, 750, 810, 1080);
    let desk = shifts(510, 750, 810, 1050);
    let saturday = vec![Shift { from: 540, to: 780, ..Default::default() }];
    let week = |daily: &Vec<Shift>| -> Vec<WeekDay> {
        (1..=5).map(|day| WeekDay { day, shifts: daily.clone(), ..Default::default() }).collect()
    };
    let year = build.days.today.ymd().0;
    let mut exceptions: Vec<Exception> = HOLIDAYS
        .iter()
        .filter_map(|(name, month, day, n)| {
            let from = time::Date::new(year, *month, *day)?;
            let to = from.plus_days(n - 1);
            let name = (*name).to_owned();
            Some(Exception {
                name,
                from,
                to,
                shifts: Vec::new(),
                yearly: true,
                ..Default::default()
            })
        })
        .collect();
    let meet = build.days.company_day();
    let name = "Company day".to_owned();
    exceptions.push(Exception {
        name,
        from: meet,
        to: meet,
        shifts: Vec::new(),
        yearly: false,
        ..Default::default()
    });
    let id = build.named("standard");
    let standard = Calendar {
        id,
        name: "Standard week".to_owned(),
        week: week(&office),
        exceptions: exceptions.clone(),
        ..Calendar::default()
    };
    build.put(standard);
    let launch = build.days.date(70);
    exceptions.push(Exception {
        name: "Extended hours in launch week".to_owned(),
        from: launch,
        to: launch.plus_days(6),
        shifts: shifts(420, 780, 840, 1260),
        yearly: false,
        ..Default::default()
    });
    let mut days = week(&desk);
    days.push(WeekDay { day: 6, shifts: saturday, ..Default::default() });
    let id = build.named("support");
    let name = "Support, Monday to Saturday".to_owned();
    build.put(Calendar { id, name, week: days, exceptions, ..Calendar::default() });
}

type Step = (&'static str, &'static str, Category, Option<u32>, &'static str);

fn workflow(build: &mut Build, key: &str, name: &str, text: &str, steps: &[Step]) {
    let rank = if key == "delivery" { rank::Rank::default() } else { next_rank() };
    let id = build.named(key);
    let description = markdown(text);
    build.put(Workflow { id, name: name.to_owned(), description, rank, ..Workflow::default() });
    for (rank, (letter, name, category, limit, policy)) in ranked(steps.to_vec()) {
        let status = Status {
            id: build.named(letter),
            name: name.to_owned(),
            workflow: id,
            category,
            limit,
            policy: markdown(policy),
            rank,
            ..Status::default()
        };
        build.put(status);
    }
}

fn next_rank() -> rank::Rank {
    rank::Rank::between(Some(&rank::Rank::default()), None)
}

/// Adds products, the program, projects, stages and releases.
pub(super) fn places(build: &mut Build, script: &Script) {
    let line = build.id();
    let owner = build.find("grace");
    build.put(ProductLine {
        id: line,
        name: "Connected home".to_owned(),
        description: markdown("Lamps, air and the app that ties them together."),
        owner,
        ..ProductLine::default()
    });
    let products = vec![
        (
            "A",
            "Aria",
            "ARIA",
            Lifecycle::Build,
            "An air-quality monitor that looks like a lamp \
            and says what to do. For families with small children, people with asthma, and \
            everybody who cooks.",
        ),
        (
            "H",
            "Northlight Home",
            "HOME",
            Lifecycle::Growth,
            "The app of 41,000 households with \
            Lumen lamps. Version 3.0 adds Aria.",
        ),
    ];
    for (rank, (key, name, prefix, lifecycle, text)) in ranked(products) {
        let product = Product {
            id: build.named(key),
            name: name.to_owned(),
            key: prefix.to_owned(),
            description: markdown(text),
            line: Some(line),
            lifecycle,
            owner: build.find("maya"),
            rank,
            ..Product::default()
        };
        build.put(product);
    }
    for (rank, (key, name, date, released, text)) in ranked(RELEASES.to_vec()) {
        let Some(product) = build.find(key.get(..1).unwrap_or_default()) else { continue };
        let release = Release {
            id: build.named(key),
            name: name.to_owned(),
            product,
            description: markdown(text),
            date: Some(build.days.from(build.days.date(date))),
            released: released.map(|n| build.days.until(build.days.date(n))),
            rank,
            ..Release::default()
        };
        build.put(release);
    }
    let program = Program {
        id: build.named("program"),
        name: "Aria launch".to_owned(),
        description: markdown("Five projects, one date. The benefit is **air as a second leg**."),
        owner: build.find("sofia"),
        ..Program::default()
    };
    build.put(program);
    projects(build, script);
    stages(build, script);
}

fn projects(build: &mut Build, script: &Script) {
    for (rank, line) in ranked(script.projects.iter().collect()) {
        let at = |idx: usize| cell(&line.cells, idx);
        let project = Project {
            id: build.named(at(0)),
            name: at(1).to_owned(),
            key: at(0).to_owned(),
            description: markdown(&line.text),
            program: build.find("program"),
            product: build.find(at(2)),
            phase: Phase::from_name(at(5)),
            health: Health::from_name(at(6)),
            owner: build.find(at(3)),
            team: build.find(at(4)),
            workflow: build.find("delivery"),
            start: Some(build.day(at(7))),
            due: Some(build.day(at(8))),
            calendar: if at(0) == "SUP" { build.find("support") } else { None },
            budget: super::money::budget(at(0)).map(Money),
            rank,
            ..Project::default()
        };
        build.put(project);
    }
}

fn stages(build: &mut Build, script: &Script) {
    for (rank, (idx, line)) in ranked(script.stages.iter().enumerate().collect()) {
        let key = script.projects.get(line.project).map_or("", |p| cell(&p.cells, 0));
        let Some(project) = build.find(key) else { continue };
        let due = build.day(cell(&line.cells, 2));
        let gate = GateState::from_name(cell(&line.cells, 3));
        let past = due < build.days.today && gate != GateState::Open;
        let decided = match gate {
            GateState::Open => None,
            _ if past => Some(build.moment(build.days.until(due))),
            _ => Some(build.moment(build.days.until(build.days.date(-6)))),
        };
        let stage = Stage {
            id: build.named(&idx.to_string()),
            name: cell(&line.cells, 0).to_owned(),
            project,
            start: Some(build.day(cell(&line.cells, 1))),
            due: Some(due),
            criteria: line
                .criteria
                .iter()
                .map(|(met, text)| Criterion {
                    text: (*text).to_owned(),
                    met: *met,
                    ..Default::default()
                })
                .collect(),
            gate,
            decided,
            rank,
            ..Stage::default()
        };
        build.put(stage);
    }
}

/// Adds the saved views.
pub(super) fn views(build: &mut Build) {
    let views = rows(super::measure::TEXT, 'V').collect();
    for (rank, row) in ranked::<Vec<&str>>(views) {
        let view = SavedView {
            id: build.id(),
            name: cell(&row, 0).to_owned(),
            lens: Lens::from_name(cell(&row, 1)),
            view: cell(&row, 2).to_owned(),
            place: build.place(cell(&row, 3)),
            filter: cell(&row, 4).to_owned(),
            group: cell(&row, 5).to_owned(),
            rank,
            ..SavedView::default()
        };
        build.put(view);
    }
}
