//! Generated workspaces: short codes become commands on whatever the workspace holds by then, so
//! that any list of codes is a valid history and a failing one shrinks.

use serde_json::{Value as Json, json};
use throughline_core::change::{Change, ChangeSet};
use throughline_core::command::{Command, CommandError, NewItem, NewProject, Outcome, Spot};
use throughline_core::env::Env;
use throughline_core::model::field::FieldKind;
use throughline_core::model::id::{Id, RawId, Ref};
use throughline_core::model::table::Tabled;
use throughline_core::model::time::{Date, Time};
use throughline_core::model::workspace::Model;
use throughline_core::model::{Dependency, Item, Kind, Link, Record};

/// Is one generated step: what to do, and three numbers that choose with what.
pub type Step = (u8, u8, u8, u8);

/// Is a workspace with its clock and everything that was done to it.
pub struct World {
    pub model: Model,
    pub env: Env,
    pub past: Vec<ChangeSet>,
}

impl World {
    /// Starts with an empty workspace, or with one that has something of most kinds.
    pub fn new(furnished: bool) -> World {
        let env = Env::new(Time::from_ms(1_790_000_000_000), Date::from_day_number(20_717), 7);
        let mut world = World { model: Model::empty("Test"), env, past: Vec::new() };
        if furnished {
            FURNITURE.iter().for_each(|kind| world.furnish(*kind));
            world.env.by = world.model.people.iter().next().map(|p| p.id);
            for n in 0..6 {
                for step in [(0, n, n + 1, n * 5), (6, n, n + 1, 1), (7, n, 0, 0)] {
                    let _ = world.step(step);
                }
            }
            world.past.clear();
        }
        world
    }

    fn furnish(&mut self, kind: Kind) {
        let name = format!("{} {}", kind.one(), self.model.count(kind));
        let mut fields = vec![("name".to_owned(), json!(name))];
        if kind == Kind::Objective {
            fields = vec![("title".to_owned(), json!(name))];
        }
        for (field, of) in
            [("workflow", Kind::Workflow), ("product", Kind::Product), ("project", Kind::Project)]
        {
            // They take turns, so that there are stages of both projects and releases of both products.
            if let Some(r) = pick_ref(&self.model, of, self.model.count(kind) as u8)
                && kind.fields().iter().any(|f| f.name == field)
            {
                fields.push((field.to_owned(), json!(r.id.to_string())));
            }
        }
        let command = match kind {
            Kind::Project => Command::CreateProject(NewProject { name, ..NewProject::default() }),
            _ => Command::CreateRecord { kind, fields },
        };
        self.run(&command).expect("the furniture fits");
    }

    /// Does one generated step.
    pub fn step(&mut self, step: Step) -> Result<Outcome, CommandError> {
        let command = command(&self.model, step, &self.past);
        self.run(&command)
    }

    /// Runs a command a minute later.
    pub fn run(&mut self, command: &Command) -> Result<Outcome, CommandError> {
        self.env.now = self.env.now.plus_ms(60_000);
        if self.env.by.is_some_and(|by| !self.model.people.has(by)) {
            self.env.by = None;
        }
        let outcome = self.model.run(command, &mut self.env)?;
        if !outcome.changes.is_empty() {
            self.past.push(outcome.changes.clone());
        }
        Ok(outcome)
    }
}

const FURNITURE: &[Kind] = &[
    Kind::Workflow,
    Kind::Status,
    Kind::Status,
    Kind::Product,
    Kind::Product,
    Kind::Release,
    Kind::Program,
    Kind::Project,
    Kind::Project,
    Kind::Stage,
    Kind::Label,
    Kind::Label,
    Kind::Team,
    Kind::Person,
    Kind::Person,
    Kind::Calendar,
    Kind::Objective,
    Kind::Objective,
    Kind::Kpi,
    Kind::CustomField,
    Kind::Stage,
    Kind::Release,
    Kind::Workflow,
    Kind::Status,
    Kind::Status,
    Kind::Status,
    Kind::Status,
];

/// Writes every record: two models with the same bytes are saved alike.
pub fn bytes(model: &Model) -> String {
    let tables: Vec<String> = Kind::ALL
        .iter()
        .map(|kind| {
            let records: Vec<String> = model.records(*kind).map(|r| r.to_text()).collect();
            format!("{}: [{}]", kind.table(), records.join(","))
        })
        .collect();
    tables.join("\n")
}

/// Asserts that two models are the same in every way that counts.
pub fn assert_same(a: &Model, b: &Model, why: &str) {
    assert_eq!(bytes(a), bytes(b), "{why}");
    assert!(a == b, "{why}: the records differ");
    assert!(a.index() == b.index(), "{why}: the indexes differ");
}

/// Chooses one of the records of a kind; now and then one that is not there.
fn pick<R: Tabled>(model: &Model, n: u8) -> Option<Id<R>> {
    pick_ref(model, R::KIND, n).map(|r| Id::new(r.id))
}

fn pick_ref(model: &Model, kind: Kind, n: u8) -> Option<Ref> {
    if n == 255 {
        return Some(Ref { kind, id: RawId(77) });
    }
    let count = model.count(kind);
    (count > 0).then(|| model.records(kind).nth(usize::from(n) % count).expect("counted").to_ref())
}

fn pick_any(model: &Model, a: u8, b: u8) -> Ref {
    let held: Vec<Kind> = Kind::ALL.iter().copied().filter(|k| model.count(*k) > 0).collect();
    let kind = held[usize::from(a) % held.len()];
    pick_ref(model, kind, b).expect("held")
}

fn items(model: &Model, a: u8, b: u8) -> Vec<Id<Item>> {
    (0..=a % 3).filter_map(|n| pick(model, b.wrapping_add(n))).collect()
}

fn spot(model: &Model, c: u8) -> Spot {
    match (c % 5, pick(model, c / 5)) {
        (0, _) => Spot::Top,
        (1, Some(id)) => Spot::Before(id),
        (2, Some(id)) => Spot::After(id),
        (3, _) => Spot::Keep,
        _ => Spot::Bottom,
    }
}

/// Turns a step into a command on what is there.
pub fn command(model: &Model, (op, a, b, c): Step, past: &[ChangeSet]) -> Command {
    match op % 18 {
        0 | 1 => Command::CreateItem(NewItem {
            title: text(a),
            status: pick(model, b).filter(|_| a % 3 == 0),
            project: pick(model, c).filter(|_| a % 2 == 0),
            product: pick(model, b).filter(|_| c % 3 == 0),
            parent: pick(model, c).filter(|_| b % 3 == 0),
            owner: pick(model, a).filter(|_| b % 2 == 0),
            labels: pick(model, c).into_iter().collect(),
            at: spot(model, c),
            ..NewItem::default()
        }),
        2..=4 => Command::MoveItems {
            items: items(model, a, b),
            status: pick(model, c).filter(|_| a % 4 != 0),
            project: pick(model, c).filter(|_| b % 3 == 0),
            to: spot(model, a ^ c),
        },
        5 => {
            let at = pick_any(model, a, b);
            set_field(model, vec![at], b, c)
        }
        6 => {
            let at = items(model, a, b).into_iter().map(|id| id.to_ref()).collect();
            set_field(model, at, c, a.wrapping_add(b))
        }
        7 => Command::AddComment { about: pick_any(model, b, a), body: text(c) },
        8 => Command::Block { items: items(model, a, b), reason: (c % 3 > 0).then(|| text(c)) },
        9 => Command::Archive { items: items(model, a, b), on: c % 3 > 0 },
        10 => Command::Trash { items: items(model, a, b), on: c % 3 > 0 },
        11 if a % 4 == 0 => Command::EmptyTrash,
        11 | 12 => Command::Link(Dependency {
            from: pick(model, a).unwrap_or_default(),
            to: pick(model, b).unwrap_or_default(),
            link: Link::ALL[usize::from(c) % Link::ALL.len()].clone(),
            ..Dependency::default()
        }),
        13 => Command::CreateProject(NewProject {
            name: text(a),
            key: if b % 2 == 0 { text(c) } else { String::new() },
            program: pick(model, b).filter(|_| c % 2 == 0),
            product: pick(model, c).filter(|_| a % 2 == 0),
            workflow: pick(model, b).filter(|_| a % 3 == 0),
        }),
        14 => {
            let kind = Kind::ALL[usize::from(a) % Kind::ALL.len()];
            let fields = kind.fields().iter().enumerate().filter(|(n, f)| {
                let required = !matches!(f.access, throughline_core::model::field::Access::Edit);
                required || (usize::from(b) + n) % 4 == 0
            });
            let fields = fields.map(|(n, f)| {
                let value = value(model, f.kind, b.wrapping_add(n as u8), c);
                (f.name.to_owned(), value)
            });
            Command::CreateRecord { kind, fields: fields.collect() }
        }
        15 => Command::DeleteRecords(
            (0..=a % 2).map(|n| pick_any(model, b, c.wrapping_add(n))).collect(),
        ),
        16 if c % 5 == 0 => Command::KeepView {
            at: pick(model, a).filter(|_| b % 2 == 0),
            name: text(b),
            address: format!("#/product/table?of=person&filter={}", text(c)),
        },
        16 => Command::Reorder { at: pick_any(model, a, b), before: Some(pick_any(model, a, c)) },
        _ => Command::Apply(match past.get(usize::from(a) % past.len().max(1)) {
            Some(set) if b % 3 == 0 => set.inverse(),
            Some(set) if b % 3 == 1 => set.clone(),
            _ => ChangeSet {
                label: "Import".to_owned(),
                changes: vec![garbage(model, a, b, c)],
                ..ChangeSet::default()
            },
        }),
    }
}

fn set_field(model: &Model, at: Vec<Ref>, b: u8, c: u8) -> Command {
    let kind = at.first().map_or(Kind::Item, |r| r.kind);
    let fields = kind.fields();
    let meta = &fields[usize::from(b) % fields.len()];
    let value = if c.is_multiple_of(7) { junk(b) } else { value(model, meta.kind, b, c) };
    let field = if c == 250 { "id".to_owned() } else { meta.name.to_owned() };
    Command::SetField { at, field, value }
}

/// Makes a change as a stranger might write it.
pub fn garbage(model: &Model, a: u8, b: u8, c: u8) -> Change {
    let at = pick_any(model, a, b);
    let fields = at.kind.fields();
    let field: Box<str> = match c % 5 {
        0 => "unheard_of".into(),
        1 => "id".into(),
        _ => fields[usize::from(b) % fields.len()].name.into(),
    };
    let kind = fields[usize::from(b) % fields.len()].kind;
    let record = || Record::empty(at.kind, RawId(u64::from(c)));
    match a % 6 {
        0 => Change::Create(record()),
        1 => Change::Delete(record()),
        2 => {
            let values = vec![value(model, kind, b, c), junk(c)];
            Change::Append { at, field, from: None, values }
        }
        3 => {
            let values = vec![junk(c); usize::from(c % 4)];
            Change::Retract { at, field, from: None, values }
        }
        4 => Change::Set { at, field, before: junk(b), after: junk(c) },
        _ => Change::Set { at, field, before: junk(b), after: value(model, kind, b, c) },
    }
}

fn text(n: u8) -> String {
    let words = ["Fix login", "", "  Ünïcode  name ", "a\nb", "“Quoted” \"text\"", "APOLLO", "x"];
    let word = words[usize::from(n) % words.len()];
    if n.is_multiple_of(5) { format!("{word} {n}") } else { word.to_owned() }
}

/// Makes a value that mostly fits a field.
fn value(model: &Model, kind: FieldKind, b: u8, c: u8) -> Json {
    if c % 11 == 10 {
        return Json::Null;
    }
    let id = |kind: Kind, n: u8| json!(pick_ref(model, kind, n).map(|r| r.id));
    match kind {
        FieldKind::Text | FieldKind::Markdown => json!(text(c)),
        FieldKind::Number => {
            json!([0.1 + 0.2, 1e300, -3.7e-9, 5.0, 123_456_789.123_456_79][usize::from(c) % 5])
        }
        FieldKind::Whole => json!([0, 1, 9, u32::MAX][usize::from(c) % 4]),
        FieldKind::Bool => json!(c.is_multiple_of(2)),
        FieldKind::Date => json!(Date::from_day_number(20_700 + i64::from(c)).to_string()),
        FieldKind::Time => json!(Time::from_ms(1_790_000_000_000 + i64::from(c) * 777).to_string()),
        FieldKind::Minutes | FieldKind::Money => json!([0, 60, -5, i64::MAX][usize::from(c) % 4]),
        FieldKind::Percent => json!([0.0, 33.3, 100.0, 101.0][usize::from(c) % 4]),
        FieldKind::Choice(choices) => match usize::from(c) % (choices.len() + 1) {
            n if n < choices.len() => json!(choices[n].name),
            _ => json!("from_a_newer_version"),
        },
        FieldKind::Ref(kind) => id(kind, c),
        FieldKind::Refs(kind) => Json::Array((0..c % 3).map(|n| id(kind, b ^ n)).collect()),
        FieldKind::AnyRef => json!(pick_any(model, b, c)),
        FieldKind::Texts => json!([text(b), text(c)]),
        FieldKind::Rank => json!("a1V"),
        FieldKind::Parts => part(model, b, c),
    }
}

fn part(model: &Model, b: u8, c: u8) -> Json {
    let person = pick_ref(model, Kind::Person, b).map(|r| r.id);
    let date = Date::from_day_number(20_700 + i64::from(b));
    match c % 9 {
        0 => json!({ "since": "2026-05-04T12:30:00Z", "reason": text(b) }),
        1 => json!([{ "name": text(b), "entries": [
            { "text": "step", "done": b.is_multiple_of(2), "due": date, "owner": person },
        ] }]),
        2 => json!([{ "url": "https://example.org", "name": text(b) }]),
        3 => json!({ "a": 1, "b": [0.1, null], "c": { "d": text(b) } }),
        4 => json!([{ "text": text(b), "met": true }, { "text": "more" }]),
        5 => json!([{ "kpi": pick_ref(model, Kind::Kpi, b).map(|r| r.id), "from": 0.1, "to": 3 }]),
        6 => json!([{ "day": b % 8, "shifts": [{ "from": 480, "to": 1020 }] }]),
        7 => json!([{ "item": pick_ref(model, Kind::Item, b).map(|r| r.id), "start": date }]),
        _ => json!([]),
    }
}

/// Makes a value that mostly fits nothing.
pub fn junk(n: u8) -> Json {
    match n % 10 {
        0 => Json::Null,
        1 => json!(-1),
        2 => json!(1e308),
        3 => json!(""),
        4 => json!("0000000000077"),
        5 => json!([[], {}, null]),
        6 => json!({ "__proto__": { "id": 1 } }),
        7 => json!("item:0000000000001"),
        8 => json!(true),
        _ => json!("9999-12-31"),
    }
}
