//! Arbitrary sound workspaces: every field of every kind is filled through the tables of fields,
//! with odd texts, unknown fields and unknown choices. The same seed gives the same workspace.
//!
//! A new field with parts of its own needs a line in `parts`; a test says so when it is missing.
#![allow(dead_code, reason = "each test file uses a part of it")]

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use throughline_core::interchange::{Incoming, json};
use throughline_core::model::field::{Access, FieldKind, FieldMeta};
use throughline_core::model::id::{RawId, Ref};
use throughline_core::model::rank::Rank;
use throughline_core::model::time::{Date, Time};
use throughline_core::model::workspace::Model;
use throughline_core::model::{Kind, Record, Workspace};

/// Makes a sound workspace of about `size` items. The same arguments give the same workspace.
pub fn model(seed: u64, size: usize) -> Model {
    let mut rng = Rng::new(seed);
    let records = records(&mut rng, size);
    let mut incoming = Incoming { records, ..Incoming::default() };
    if rng.chance(2) {
        let rows = json!([{ "id": 1, "x": rng.json(3) }, rng.json(2)]);
        incoming.extra.set("future_table", rows);
        incoming.extra.set("future_setting", rng.json(3));
        incoming.extra.set("future_nothing", json!([]));
    }
    json::model(incoming)
}

/// Makes workspaces of 0 to `size` items for properties; they shrink to fewer items.
pub fn models(size: usize) -> impl Strategy<Value = Model> {
    (any::<u64>(), 0..=size).prop_map(|(seed, size)| model(seed, size))
}

/// Makes a generator of random numbers from a seed, for tests that need more of them.
pub fn rng(seed: u64) -> Rng {
    Rng::new(seed)
}

fn records(rng: &mut Rng, size: usize) -> Vec<Record> {
    let mut ids: Vec<(Kind, Vec<RawId>)> = Vec::new();
    for kind in Kind::ALL {
        let n = match kind {
            Kind::Workspace => 1,
            Kind::Item => size,
            Kind::Score if size == 0 => 0,
            Kind::Dependency | Kind::Comment | Kind::Assignment | Kind::TimeEntry if size < 2 => 0,
            Kind::Dependency | Kind::Comment | Kind::Assignment | Kind::TimeEntry => {
                size.div_ceil(3)
            }
            Kind::Status => 5,
            _ => 1 + rng.below(3 + size / 20),
        };
        let mut list: Vec<RawId> = match kind {
            Kind::Workspace => vec![Workspace::ONLY.raw()],
            _ => (0..n).map(|_| RawId(rng.next() | 2)).collect(),
        };
        list.sort_unstable();
        list.dedup();
        ids.push((*kind, list));
    }
    let mut out = Vec::new();
    for (kind, list) in &ids {
        for (idx, id) in list.iter().enumerate() {
            out.push(record(rng, *kind, *id, idx, &ids));
        }
    }
    own_places(&mut out);
    out
}

/// Puts items that have come into a stage or release of another place into its project or product.
fn own_places(records: &mut [Record]) {
    let of = |kind: Kind, owner: &str| -> Vec<(Json, Json)> {
        let some = records.iter().filter(|r| r.kind() == kind);
        some.map(|r| (json!(r.raw_id().to_string()), r.json(owner))).collect()
    };
    let (stages, releases) = (of(Kind::Stage, "project"), of(Kind::Release, "product"));
    for record in records.iter_mut().filter(|r| r.kind() == Kind::Item) {
        for (field, place, all) in
            [("stage", "project", &stages), ("release", "product", &releases)]
        {
            if let Some(owner) =
                all.iter().find(|(id, _)| *id == record.json(field)).map(|(_, owner)| owner)
            {
                assert_eq!(record.set_json(place, owner), Ok(()));
            }
        }
    }
}

fn record(rng: &mut Rng, kind: Kind, id: RawId, idx: usize, ids: &[(Kind, Vec<RawId>)]) -> Record {
    let mut record = Record::empty(kind, id);
    for field in kind.fields() {
        let must = matches!(field.access, Access::Owner | Access::Required);
        if !must && field.name != "number" && rng.chance(6) {
            continue;
        }
        let Some(value) = value(rng, kind, field, idx, ids) else { continue };
        let set = record.set_json(field.name, &value);
        assert_eq!(set, Ok(()), "the generator's {} fits {kind:?}", field.name);
    }
    if rng.chance(4) {
        let value = rng.json(3);
        let name = *rng.pick(&["future", "__proto__", "constructor", "neu ü", "", "x\"y\\"]);
        assert_eq!(record.set_json(name, &value), Ok(()));
    }
    record
}

fn of(ids: &[(Kind, Vec<RawId>)], kind: Kind) -> &[RawId] {
    ids.iter().find(|(k, _)| *k == kind).map_or(&[], |(_, list)| list)
}

fn id(rng: &mut Rng, ids: &[(Kind, Vec<RawId>)], kind: Kind) -> Option<Json> {
    let list = of(ids, kind);
    (!list.is_empty()).then(|| json!(rng.pick(list).to_string()))
}

fn value(
    rng: &mut Rng,
    kind: Kind,
    field: &FieldMeta,
    idx: usize,
    ids: &[(Kind, Vec<RawId>)],
) -> Option<Json> {
    // What must differ or must not come round in a circle.
    match (kind, field.name) {
        (Kind::Item, "number") => return Some(json!(idx + 1)),
        (Kind::Project | Kind::Product, "key") => {
            let lead = if kind == Kind::Project { "P" } else { "R" };
            return Some(json!(format!("{lead}{idx}")));
        }
        (Kind::Item | Kind::Objective, "parent") => {
            let earlier = of(ids, kind).get(..idx).filter(|list| !list.is_empty())?;
            return Some(json!(rng.pick(earlier).to_string()));
        }
        (Kind::Dependency, "from" | "to") => {
            // Predecessors come from the first half of the items, successors from the second.
            let items = of(ids, Kind::Item);
            let (first, second) = items.split_at(items.len() / 2);
            let half = if field.name == "from" { first } else { second };
            return Some(json!(rng.pick(half).to_string()));
        }
        _ => {}
    }
    Some(match field.kind {
        FieldKind::Text => json!(rng.text()),
        FieldKind::Markdown => json!(format!("{}\n\n{}", rng.text(), rng.text())),
        FieldKind::Number => rng.number(),
        FieldKind::Whole => json!(rng.next() as u32),
        FieldKind::Bool => json!(rng.chance(2)),
        FieldKind::Date => rng.date(),
        FieldKind::Time => rng.time(),
        FieldKind::Minutes => json!(rng.next() as i64 >> rng.below(63)),
        FieldKind::Percent => json!(rng.below(10_001) as f64 / 100.0),
        FieldKind::Money => json!(rng.next() as i64 >> rng.below(63)),
        FieldKind::Choice(_) if rng.chance(8) => json!("future_choice"),
        FieldKind::Choice(choices) => json!(rng.pick(choices).name),
        FieldKind::Ref(kind) => id(rng, ids, kind)?,
        FieldKind::Refs(kind) => (0..rng.below(4)).filter_map(|_| id(rng, ids, kind)).collect(),
        FieldKind::AnyRef => {
            let kind = *rng.pick(Kind::ALL);
            let id = of(ids, kind).first().map(|_| *rng.pick(of(ids, kind)));
            let any = Ref { kind: Kind::Workspace, id: Workspace::ONLY.raw() };
            json!(id.map_or(any, |id| Ref { kind, id }).to_string())
        }
        FieldKind::Texts => (0..rng.below(4)).map(|_| json!(rng.text())).collect(),
        FieldKind::Rank => json!(rng.rank().as_str()),
        FieldKind::Parts => parts(rng, kind, field.name, ids)?,
    })
}

/// Makes the value of a field with parts of its own.
fn parts(rng: &mut Rng, kind: Kind, field: &str, ids: &[(Kind, Vec<RawId>)]) -> Option<Json> {
    let n = 1 + rng.below(3);
    Some(match (kind, field) {
        (Kind::Item, "blocked") => json!({ "since": rng.time(), "reason": rng.text() }),
        (Kind::Item, "source") => json!({ "system": "trello:x", "id": rng.text() }),
        (Kind::Item, "links") => (0..n)
            .map(|_| json!({ "url": "https://example.org/ü?a=b", "name": rng.text() }))
            .collect(),
        (Kind::Item, "custom") => {
            let fields = of(ids, Kind::CustomField).iter();
            fields.map(|id| (id.to_string(), rng.json(2))).collect()
        }
        (Kind::SavedView, "settings") => {
            (0..n).map(|i| (format!("{i}{}", rng.text()), rng.json(3))).collect()
        }
        (Kind::Item, "moves") => (0..n)
            .map(|_| {
                let mut one = json!({ "at": rng.time(), "to": id(rng, ids, Kind::Status) });
                if rng.chance(2) {
                    one["from"] = id(rng, ids, Kind::Status).unwrap_or_default();
                    one["by"] = id(rng, ids, Kind::Person).unwrap_or_default();
                }
                one
            })
            .collect(),
        (Kind::Item, "edits") => (0..n)
            .map(|_| {
                json!({ "at": rng.time(), "by": id(rng, ids, Kind::Person), "field": rng.text(),
                        "before": rng.json(1), "after": rng.json(2) })
            })
            .collect(),
        (Kind::Item, "checklists") => (0..n)
            .map(|_| {
                let entry = json!({ "text": rng.text(), "done": rng.chance(2), "due": rng.date(),
                                    "owner": id(rng, ids, Kind::Person) });
                json!({ "name": rng.text(), "entries": [entry, { "text": rng.text() }] })
            })
            .collect(),
        (Kind::Calendar, "week") => (1..=n)
            .map(
                |day| json!({ "day": day, "shifts": [{ "from": 480, "to": 720 + rng.below(60) }] }),
            )
            .collect(),
        (Kind::Calendar, "exceptions") => (0..n)
            .map(|_| {
                json!({ "name": rng.text(), "from": rng.date(), "to": rng.date(),
                        "shifts": [{ "from": 0, "to": 1440 }], "yearly": rng.chance(2) })
            })
            .collect(),
        (Kind::Stage, "criteria") => {
            (0..n).map(|_| json!({ "text": rng.text(), "met": rng.chance(2) })).collect()
        }
        (Kind::Workspace, "scorecard") => {
            (0..n).map(|_| json!({ "key": rng.text(), "weight": rng.number() })).collect()
        }
        (Kind::Workspace, "numbers") => (0..n)
            .map(|_| {
                json!({ "lens": rng.pick(&["portfolio", "product"]), "order": [rng.text()],
                        "hidden": [rng.text()], "pinned": [rng.text()] })
            })
            .collect(),
        (Kind::Objective, "targets") => (0..n)
            .filter_map(|_| {
                let kpi = id(rng, ids, Kind::Kpi)?;
                Some(json!({ "kpi": kpi, "from": rng.number(), "to": rng.number() }))
            })
            .collect(),
        (Kind::Baseline, "items") => (0..n)
            .filter_map(|_| {
                let item = id(rng, ids, Kind::Item)?;
                Some(json!({ "item": item, "start": rng.date(), "due": rng.date(), "work": 60,
                            "duration": 480, "cost": rng.below(9) }))
            })
            .collect(),
        (Kind::Scenario, "items") => (0..n)
            .filter_map(|_| {
                let item = id(rng, ids, Kind::Item)?;
                Some(json!({ "item": item, "start": rng.date(), "due": rng.date() }))
            })
            .collect(),
        _ => return None,
    })
}

/// Draws random numbers by SplitMix64 (Steele, Lea and Flood 2014).
pub struct Rng(u64);

const TEXTS: &[&str] = &[
    "",
    " ",
    "Plain",
    "two\nlines\r\n\ttab",
    "quote \" backslash \\ slash /",
    "\u{0}\u{1}\u{7f}\u{9f}",
    "=HYPERLINK(\"x\")",
    "<script>alert(1)</script>",
    "__proto__",
    "שלום עולם \u{202e}abc",
    "👩‍👩‍👧‍👦 🏳️‍🌈",
    "zero\u{200b}width\u{feff}",
    "\u{2028}\u{2029}",
    "\u{fffd}\u{ffff}\u{10ffff}",
    "Ärger ß ﬁ é e\u{301}",
    "ทดสอบ 测试 テスト",
    "null",
    "9007199254740993",
    "0000000000001",
    "item:0000000000001",
];

impl Rng {
    fn new(seed: u64) -> Self {
        Rng(seed)
    }

    /// Draws 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Draws a number below `n`, or 0.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % (n.max(1) as u64)) as usize
    }

    /// Is true once in `n` times.
    pub fn chance(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// Draws one of several.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// Draws a text, odd or plain.
    pub fn text(&mut self) -> String {
        if self.chance(40) {
            return self.pick(TEXTS).repeat(50);
        }
        format!("{}{}", self.pick(TEXTS), if self.chance(2) { " more" } else { "" })
    }

    fn number(&mut self) -> Json {
        match self.below(4) {
            0 => json!(self.below(1000)),
            1 => json!(self.below(1_000_000) as f64 / 1000.0 - 300.0),
            2 => json!(-(self.below(1 << 50) as f64)),
            _ => {
                let n = f64::from_bits(self.next());
                json!(if n.is_finite() { n } else { 0.5 })
            }
        }
    }

    fn date(&mut self) -> Json {
        json!(Date::from_day_number(self.below(60_000) as i64 - 20_000).to_string())
    }

    fn time(&mut self) -> Json {
        let ms = (self.next() >> 22) as i64 - 1_000_000_000_000;
        json!(Time::from_ms(if self.chance(2) { ms } else { ms / 1000 * 1000 }).to_string())
    }

    fn rank(&mut self) -> Rank {
        let mut rank = Rank::default();
        for _ in 0..self.below(6) {
            let high = Rank::between(Some(&rank), None);
            rank = match self.below(3) {
                0 => Rank::between(None, Some(&rank)),
                1 => high,
                _ => Rank::between(Some(&rank), Some(&high)),
            };
        }
        rank
    }

    /// Draws any JSON up to a depth; at the top it is not null, which means unset.
    pub fn json(&mut self, depth: usize) -> Json {
        match self.below(if depth == 0 { 4 } else { 6 }) {
            0 => json!(self.text()),
            1 => self.number(),
            2 => json!(self.next()),
            3 => json!(self.chance(2)),
            4 => (0..self.below(3)).map(|_| self.json(depth - 1)).chain([Json::Null]).collect(),
            _ => (0..self.below(3)).map(|_| (self.text(), self.json(depth - 1))).collect(),
        }
    }
}
