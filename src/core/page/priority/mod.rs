//! Priorities: what to do first by the method that is chosen, how firm that is, where capacity
//! ends. It knows no other truth than the estimates.

mod chart;
pub mod firm;
pub mod kano;
pub mod method;
pub mod rank;
pub mod score;
mod table;
mod usual;

use super::report::{Act, Asked, Block, Choice, Fact, Shape, Sheet, Tone};
use super::words::{count, number};
use super::{Facts, Look, Planned, plan};
use crate::command::CommandError;
use crate::env::Env;
use crate::model::rank::Rank;
use crate::model::workspace::Model;
use crate::model::{Kind, Moscow, SurveyKind};
use crate::sort;
use firm::{Firm, firm};
use method::{METHODS, Method, Weights};
use rank::{Ranked, ranking};
use usual::{CRITERIA, chosen, weights};

/// How many weeks the gain of an order is counted over.
const HORIZON: f64 = 26.0;

/// Is everything that the page shows.
struct Shown<'a> {
    look: &'a Look<'a>,
    method: &'static Method,
    list: Vec<Ranked<'a>>,
    /// How many are above the line.
    line: usize,
    /// Person-months.
    capacity: f64,
    firm: Vec<Firm>,
}

/// Fills the sheet.
pub(super) fn draw(facts: &Facts<'_>, sheet: &mut Sheet) {
    let Some(method) = chosen(facts.model, facts.asked) else { return };
    let weights = weights(facts.model, facts.asked);
    let list = ranking(facts, method, &weights);
    let (people, capacity) = capacity(facts, &list);
    let line = line(&list, capacity);
    let off = facts.asked.option("off").and_then(|p| p.parse().ok()).unwrap_or(20.0);
    let firm = firmness(&list, method, &weights, line, off / 100.0);
    choices(facts, method, sheet);
    let shown = Shown { look: facts, method, list, line, capacity, firm };
    sheet.says = shown.answer(off);
    sheet.blocks.push(Block::new("facts", "", Shape::Facts(shown.facts(&people, off))));
    let scored = shown.list.iter().filter(|ranked| ranked.points.is_some()).count();
    let mut ranked = Block::new("ranking", "The ranking", table::table(&shown).into())
        .or_empty("Features that are open stand here. Create one on the board, and estimate it here.")
        .note(method.formula)
        .note(format!("Source: {}", method.source))
        .note(format!(
            "How firm: {} trials in each of which every input is off by up to {} %, evenly and by itself; “holds” is the share in which an item stays on its side of the line.",
            firm::TRIALS,
            number(off, 0)
        ));
    if scored > 1 {
        ranked.acts.push(Act {
            key: "write-order".to_owned(),
            label: "Write this order to the backlog".to_owned(),
            says: "Puts the scored items into this order on every board; one undo takes it back."
                .to_owned(),
        });
    }
    ranked.acts.extend(usual::offer(facts.model, facts.asked));
    if method.key == "kano" {
        ranked.add = table::add_answer(facts.model);
    }
    sheet.blocks.push(ranked);
    let chart = chart::scatter(&shown);
    let says = chart::says(&shown);
    let block = Block::new("chart", chart::title(method), Shape::Scatter(Box::new(chart)));
    sheet.blocks.push(block.says(says).or_empty("Nothing has both numbers yet."));
}

/// Plans what the page offers: to write its order to the backlog.
pub(super) fn act(
    model: &mut Model,
    asked: &Asked,
    act: &str,
    env: &mut Env,
) -> Result<Planned, CommandError> {
    match act {
        "write-order" => (),
        usual::KEEP => return usual::keep(model, asked, env),
        _ => return super::no_act(model, asked, act, env),
    }
    let Some(method) = chosen(model, asked) else {
        return super::no_act(model, asked, act, env);
    };
    let look = Look::of(model, asked, env.today);
    let list = ranking(&look, method, &weights(model, asked));
    let list = list.iter().filter(|ranked| ranked.points.is_some());
    let order: Vec<_> = list.map(|r| (r.item.id, r.item.rank.clone())).collect();
    let mut ranks: Vec<Rank> = order.iter().map(|(_, rank)| rank.clone()).collect();
    sort::sort(&mut ranks);
    if ranks.windows(2).any(|pair| pair.first() == pair.last()) {
        ranks = Rank::spread(None, ranks.first(), ranks.len());
    }
    let label = format!("Order the backlog by {}", method.name);
    plan(model, env, label, |tx| {
        let mut moved = 0;
        for ((id, old), new) in order.into_iter().zip(ranks) {
            if old != new {
                moved += 1;
                tx.update(id, |item| item.rank = new)?;
            }
        }
        Ok(match moved {
            0 => format!("The backlog is in the order of {} already.", method.name),
            n => format!(
                "The backlog is in the order of {}: {} moved.",
                method.name,
                count(n, "item", "items")
            ),
        })
    })
}

/// Offers what may be chosen.
fn choices(facts: &Facts<'_>, method: &Method, sheet: &mut Sheet) {
    let asked = facts.asked;
    let mut add = |key: &str, label: &str, of: Vec<(String, String)>, value: String| {
        sheet.choices.push(Choice { key: key.to_owned(), label: label.to_owned(), of, value });
    };
    let pair = |(key, name): (&str, &str)| (key.to_owned(), name.to_owned());
    let methods = METHODS.iter().map(|m| (m.key.to_owned(), m.name.to_owned())).collect();
    add("method", "Method", methods, method.key.to_owned());
    let what = [
        ("feature", "Features"),
        ("initiative", "Initiatives"),
        ("story", "Stories"),
        ("all", "All of these, and bugs"),
    ];
    let chosen = asked.option("what").unwrap_or("feature").to_owned();
    add("what", "Rank", what.map(pair).to_vec(), chosen);
    let shares =
        ["25", "50", "75", "100"].map(|p| (p.to_owned(), format!("{p} % of the teams’ time")));
    let share = asked.option("capacity").unwrap_or("50").to_owned();
    add("capacity", "Capacity of a quarter", shares.to_vec(), share);
    if method.score.is_some() {
        let offs = ["10", "20", "30", "50"].map(|p| (p.to_owned(), format!("{p} %")));
        let off = asked.option("off").unwrap_or("20").to_owned();
        add("off", "Inputs may be off by", offs.to_vec(), off);
    }
    if usual::is_weighted(method) {
        for ((key, _, name, _), weight) in CRITERIA.iter().zip(weights(facts.model, asked)) {
            let of = (0..=5).map(|n| (n.to_string(), format!("× {n}"))).collect();
            add(key, name, of, number(weight, 0));
        }
    }
}

/// Gives what the teams behind what is ranked have for it in a quarter: in words, and in
/// person-months.
fn capacity(look: &Look<'_>, list: &[Ranked<'_>]) -> (String, f64) {
    let share = look.asked.option("capacity").and_then(|p| p.parse().ok()).unwrap_or(50.0);
    let teams: rustc_hash::FxHashSet<_> = list.iter().filter_map(|r| r.item.team).collect();
    let here = look.model.people.iter().filter(|p| p.archived.is_none());
    let people = here.filter(|p| teams.is_empty() || p.team.is_some_and(|t| teams.contains(&t)));
    let (mut n, mut whole) = (0usize, 0.0);
    for person in people {
        n += 1;
        whole += person.capacity.map_or(1.0, |capacity| capacity.get() / 100.0);
    }
    let says = format!(
        "{} for three months, {} % of their time",
        count(n, "person", "people"),
        number(share, 0)
    );
    (says, whole * 3.0 * share / 100.0)
}

/// Counts what fits into the capacity, in the order of the ranking.
fn line(list: &[Ranked<'_>], capacity: f64) -> usize {
    let mut left = capacity;
    let fits = list.iter().take_while(|ranked| {
        left -= ranked.inputs.effort.unwrap_or(0.0);
        ranked.points.is_some() && left >= 0.0
    });
    fits.count()
}

fn firmness(
    list: &[Ranked<'_>],
    method: &Method,
    weights: &Weights,
    line: usize,
    off: f64,
) -> Vec<Firm> {
    if method.score.is_none() {
        return Vec::new();
    }
    let scored: Vec<&Ranked<'_>> = list.iter().filter(|r| r.points.is_some()).collect();
    firm(scored.len(), line, off, 1, &|idx, shake| {
        let Some(ranked) = scored.get(idx) else { return 0.0 };
        let mut inputs = ranked.inputs;
        for input in method.inputs {
            if let Some(value) = (input.slot)(&mut inputs) {
                *value *= shake();
            }
        }
        ranked.points_by(method, weights, &inputs).unwrap_or(0.0)
    })
}

impl Shown<'_> {
    fn scored(&self) -> usize {
        self.list.iter().filter(|ranked| ranked.points.is_some()).count()
    }

    /// Counts those above the line that stay there in nine of ten trials.
    fn sure(&self) -> usize {
        self.firm.iter().take(self.line).filter(|firm| firm.holds >= 0.9).count()
    }

    /// Answers the question of the page.
    fn answer(&self, off: f64) -> String {
        let Some(first) = self.list.first().filter(|first| first.points.is_some()) else {
            return match self.list.len() {
                0 => "There is nothing to rank here.".to_owned(),
                n => format!(
                    "{} wait for their first estimates: type them below.",
                    count(n, "item", "items")
                ),
            };
        };
        let mut says = format!(
            "First “{}”. {} of {} fit into the quarter",
            first.item.title,
            self.line,
            count(self.list.len(), "item", "items"),
        );
        if self.firm.is_empty() || self.line == 0 {
            says.push('.');
        } else {
            says.push_str(&format!(
                "; with inputs off by up to {} %, {} of them stay in nine of ten trials.",
                number(off, 0),
                match self.sure() {
                    n if n == self.line => "all".to_owned(),
                    n => n.to_string(),
                },
            ));
        }
        says
    }

    fn facts(&self, people: &str, off: f64) -> Vec<Fact> {
        let effort = |list: &[Ranked<'_>]| list.iter().filter_map(|r| r.inputs.effort).sum::<f64>();
        let months = |n: f64| format!("{} person-months", number(n, 1));
        let above = self.list.get(..self.line).unwrap_or_default();
        let missing = self.list.len() - self.scored();
        let mut out = vec![
            Fact::new("Above the line", format!("{} of {}", self.line, self.list.len()))
                .says(format!("They take {}.", months(effort(above)))),
            Fact::new("Capacity", months(self.capacity)).says(format!("{people}.")),
            Fact::new("All together", months(effort(&self.list)))
                .says(format!("{} of the capacity.", share(effort(&self.list), self.capacity))),
        ];
        if !self.firm.is_empty() {
            let tone = if self.sure() == self.line { Tone::Good } else { Tone::Warn };
            out.push(
                Fact::new("Firm above the line", format!("{} of {}", self.sure(), self.line))
                    .tone(tone)
                    .says(format!("With inputs off by up to {} %.", number(off, 0))),
            );
        }
        if missing > 0 {
            out.push(
                Fact::new("Not scored", missing.to_string())
                    .tone(Tone::Warn)
                    .says("They stand at the end, as in the backlog."),
            );
        }
        if self.method.key == "moscow" {
            out.extend(self.moscow());
        }
        if self.method.key == "cd3" {
            out.extend(self.gain());
        }
        out
    }

    /// Says whether musts and coulds have their share of the effort.
    fn moscow(&self) -> Vec<Fact> {
        let of = |class: Moscow| {
            let mine = self.list.iter().filter(|r| r.score.is_some_and(|s| s.moscow == class));
            mine.filter_map(|r| r.inputs.effort).sum::<f64>()
        };
        let (must, should, could) = (of(Moscow::Must), of(Moscow::Should), of(Moscow::Could));
        let all = must + should + could;
        if all <= 0.0 {
            return Vec::new();
        }
        let (musts, coulds) = (must / all, could / all);
        vec![
            Fact::new("Musts", share(must, all))
                .tone(if musts <= 0.6 { Tone::Good } else { Tone::Bad })
                .says("Of the effort; no more than 60 % leaves room."),
            Fact::new("Coulds", share(could, all))
                .tone(if coulds >= 0.15 { Tone::Good } else { Tone::Warn })
                .says("Of the effort; about 20 % is what can be left out."),
        ]
    }

    /// Says what the order earns more than that of the backlog.
    fn gain(&self) -> Option<Fact> {
        let work = |list: &[&Ranked<'_>]| {
            let one = |r: &&Ranked<'_>| r.inputs.delay.zip(r.inputs.weeks);
            list.iter().filter_map(one).collect::<Vec<_>>()
        };
        let ours: Vec<&Ranked<'_>> = self.list.iter().filter(|r| r.points.is_some()).collect();
        let mut theirs = ours.clone();
        sort::by_key(&mut theirs, |ranked| ranked.place);
        let more = score::earned(&work(&ours), HORIZON) - score::earned(&work(&theirs), HORIZON);
        let currency = self.look.model.info().map(|i| i.currency.clone()).unwrap_or_default();
        let says =
            format!("Over {HORIZON} weeks, one after the other, against the order of the backlog.");
        Some(
            Fact::new(
                "This order earns",
                format!(
                    "{}{} {currency}",
                    if more >= 0.0 { "+" } else { "" },
                    super::words::whole(more)
                ),
            )
            .says(says),
        )
    }
}

fn share(of: f64, all: f64) -> String {
    if all > 0.0 { format!("{} %", number(of / all * 100.0, 0)) } else { "–".to_owned() }
}

/// Finds the survey whose answers rank features.
fn kano_survey(model: &Model) -> Option<crate::model::id::Ref> {
    let survey = model.surveys.iter().find(|survey| survey.kind == SurveyKind::Kano);
    debug_assert!(Kind::Survey.name() == "survey");
    survey.map(|survey| survey.id.to_ref())
}
