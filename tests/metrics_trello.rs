//! The flow of a real Trello board, counted twice: by the engine from the imported workspace, and
//! here from the raw actions of the export, the slow and obvious way.
#![cfg(not(target_arch = "wasm32"))]

mod metrics_support;

use metrics_support::{close, day, opened, reference, tile, value};
use serde_json::Value as Json;
use throughline_core::change::Change;
use throughline_core::env::Env;
use throughline_core::interchange::trello;
use throughline_core::metrics::report::{ChartKind, Counting, Known, Period, Question};
use throughline_core::model::time::{Date, Time};
use throughline_core::model::workspace::Model;
use throughline_core::model::{Category, Lens};

/// The last day of the export; its board was last changed on it.
const TODAY: &str = "2019-06-12";

/// The lists in which work is going on, and those in which it has ended, by name.
struct Lists {
    going: Vec<String>,
    ended: Vec<String>,
}

/// Is a card as its own actions tell it: each step with the list it came from and the one it went to.
struct Card {
    made: Option<Date>,
    steps: Vec<(Time, Option<String>, String)>,
    list: String,
    closed: Option<Time>,
}

fn text(json: &Json, path: &str) -> Option<String> {
    json.pointer(path).and_then(Json::as_str).map(str::to_owned)
}

fn time(json: &Json) -> Time {
    text(json, "/date").unwrap().parse().unwrap()
}

fn cards(board: &Json) -> Vec<Card> {
    let name = |id: &str| {
        let lists = board["lists"].as_array().unwrap();
        text(lists.iter().find(|list| list["id"] == id).unwrap(), "/name").unwrap()
    };
    let mut actions: Vec<&Json> = board["actions"].as_array().unwrap().iter().collect();
    actions.sort_by_key(|action| time(action));
    let card = |card: &Json| {
        let own = |action: &&&Json| action.pointer("/data/card/id") == Some(&card["id"]);
        let own: Vec<&&Json> = actions.iter().filter(own).collect();
        let (mut made, mut steps, mut closed) = (None, Vec::new(), None);
        for action in own {
            let list = |key: &str| text(action, &format!("/data/{key}/id")).map(|id| name(&id));
            match action["type"].as_str().unwrap() {
                "createCard" | "copyCard" | "convertToCardFromCheckItem" | "moveCardToBoard" => {
                    made = Some(time(action).date_utc());
                    steps.push((time(action), None, list("list").unwrap()));
                }
                "updateCard" if action.pointer("/data/listAfter").is_some() => {
                    steps.push((time(action), list("listBefore"), list("listAfter").unwrap()));
                }
                "updateCard" if action.pointer("/data/old/closed").is_some() => {
                    let put_away = action.pointer("/data/card/closed") == Some(&Json::Bool(true));
                    closed = if put_away { Some(time(action)) } else { closed };
                }
                _ => {}
            }
        }
        let closed = closed.filter(|_| card["closed"] == true);
        Card { made, steps, list: name(card["idList"].as_str().unwrap()), closed }
    };
    board["cards"].as_array().unwrap().iter().map(card).collect()
}

fn is(lists: &[String], list: &str) -> bool {
    lists.iter().any(|own| own == list)
}

impl Card {
    /// The day of the last step that brought it to where it ended, unless that was not seen.
    fn finished(&self, lists: &Lists) -> Option<Date> {
        let to =
            self.steps.iter().rposition(|(_, _, to)| !is(&lists.ended, to)).map_or(0, |n| n + 1);
        let (at, from, _) = self.steps.get(to)?;
        let came = from.as_ref().is_none_or(|from| !is(&lists.ended, from));
        (is(&lists.ended, &self.list) && came).then(|| at.date_utc())
    }

    /// The day of the first step into work, unless it was at work before anything was written down.
    fn started(&self, lists: &Lists) -> Option<Date> {
        let before = self.steps.first().and_then(|(_, from, _)| from.as_ref());
        if before.is_some_and(|from| is(&lists.going, from)) {
            return None;
        }
        let first = self.steps.iter().find(|(_, _, to)| is(&lists.going, to))?;
        Some(first.0.date_utc())
    }

    /// Where it was at the end of a day, if anything tells.
    fn list_on(&self, day: Date, lists: &Lists) -> Option<&str> {
        let end = day.plus_days(1).start_utc();
        if self.closed.is_some_and(|at| at < end) && !is(&lists.ended, &self.list) {
            return None;
        }
        let last = self.steps.iter().rfind(|(at, ..)| *at < end);
        match (last, self.steps.first()) {
            (Some((_, _, to)), _) => Some(to),
            // Before its first step it was where that step found it.
            (None, Some((_, from, _))) => from.as_deref(),
            (None, None) => Some(&self.list),
        }
    }
}

struct Board {
    model: Model,
    cards: Vec<Card>,
    lists: Lists,
}

fn board() -> Option<Board> {
    let text = reference("trello/delivery-board-anonymised.json")?;
    let now: Time = "2019-06-12T23:00:00Z".parse().unwrap();
    let incoming = trello::read(&text, &mut Env::new(now, now.date_utc(), 7)).unwrap();
    let mut model = Model::empty("Test");
    for record in incoming.records {
        model.apply(&Change::Create(record)).unwrap();
    }
    // What a list means is the importer's guess from its name; what is counted here is the rest.
    let named = |wanted: &[Category]| {
        let own = model.statuses.iter().filter(|status| wanted.contains(&status.category));
        own.map(|status| status.name.clone()).collect::<Vec<_>>()
    };
    let lists = Lists {
        going: named(&[Category::Active, Category::Waiting]),
        ended: named(&[Category::Done]),
    };
    assert!(is(&lists.going, "In Progress") && is(&lists.going, "Doing"), "{:?}", lists.going);
    assert_eq!(lists.ended, ["Done"]);
    let cards = cards(&serde_json::from_str(&text).unwrap());
    Some(Board { model, cards, lists })
}

fn asked(from: &str, counting: Counting) -> Question {
    let period = Period { from: day(from), to: day(TODAY) };
    Question { lens: Lens::Project, place: None, filter: String::new(), period, counting }
}

#[test]
fn the_throughput_of_a_trello_board_is_what_its_actions_count() {
    let Some(Board { model, cards, lists }) = board() else { return };
    for from in ["2019-06-06", "2019-05-16", "2019-04-25"] {
        let done = |card: &&Card| card.finished(&lists).is_some_and(|at| at >= day(from));
        let counted = cards.iter().filter(done).count();
        // The tile tells how many in a week.
        let weeks = (day(TODAY).days_since(day(from)) + 1) as f64 / 7.0;
        let found = tile(&model, &asked(from, Counting::Elapsed), day(TODAY), "throughput");
        assert!(counted > 0, "{from}: a period with nothing finished shows nothing");
        close(value(&found), counted as f64 / weeks, from);
    }
}

#[test]
fn the_work_in_progress_of_a_trello_board_is_what_its_actions_count_on_each_day() {
    let Some(Board { model, cards, lists }) = board() else { return };
    let question = asked("2019-04-25", Counting::Elapsed);
    let detail = opened(&model, &question, day(TODAY), "wip");
    let daily = detail.charts.iter().find(|chart| chart.kind == ChartKind::Line).unwrap();
    let mut n_known = 0;
    for point in &daily.series[0].points {
        let on = Date::from_day_number(point.x as i64);
        let Some(found) = point.y else { continue };
        let going = cards
            .iter()
            .filter(|card| card.list_on(on, &lists).is_some_and(|l| is(&lists.going, l)));
        close(found, going.count() as f64, &on.to_string());
        n_known += 1;
    }
    assert!(n_known >= 40, "only {n_known} days are known");
}

#[test]
fn the_cycle_times_of_a_trello_board_are_what_its_actions_count() {
    let Some(Board { model, cards, lists }) = board() else { return };
    let from = "2019-04-25";
    for (counting, of) in [
        // On the day itself counts as half a day, or as a day.
        (Counting::Elapsed, (|days| if days == 0 { 0.5 } else { days as f64 }) as fn(i64) -> f64),
        (Counting::Inclusive, |days| days as f64 + 1.0),
    ] {
        let took = |card: &Card| {
            let finished = card.finished(&lists).filter(|at| *at >= day(from))?;
            Some(of(finished.days_since(card.started(&lists).filter(|at| *at <= finished)?)))
        };
        let mut counted: Vec<f64> = cards.iter().filter_map(took).collect();
        counted.sort_by(f64::total_cmp);
        let detail = opened(&model, &asked(from, counting), day(TODAY), "cycle-time-p85");
        let scatter = detail.charts.iter().find(|chart| chart.kind == ChartKind::Scatter).unwrap();
        let points = scatter.series.iter().flat_map(|series| &series.points);
        let mut found: Vec<f64> = points.filter_map(|point| point.y).collect();
        found.sort_by(f64::total_cmp);
        assert!(counted.len() > 20, "{} cards tell how long they took", counted.len());
        assert_eq!(found, counted, "{counting:?}");
    }
}

#[test]
fn the_lead_times_of_a_trello_board_are_what_its_actions_count() {
    let Some(Board { model, cards, lists }) = board() else { return };
    // An id of Trello's begins with the second of its creation, for cards made before the export's
    // first action too; those whose creation the export tells must agree with it.
    let made = cards.iter().filter_map(|card| Some((card.made?, card.finished(&lists)?)));
    let mut counted: Vec<f64> =
        made.map(|(made, done)| (done.days_since(made) as f64).max(0.5)).collect();
    counted.sort_by(f64::total_cmp);
    let question = asked("2019-04-17", Counting::Elapsed);
    let detail = opened(&model, &question, day(TODAY), "lead-time-p85");
    let scatter = detail.charts.iter().find(|chart| chart.kind == ChartKind::Scatter).unwrap();
    let points = scatter.series.iter().flat_map(|series| &series.points);
    let mut found: Vec<f64> = points.filter_map(|point| point.y).collect();
    found.sort_by(f64::total_cmp);
    assert!(counted.len() > 10);
    for time in counted {
        let at = found.iter().position(|own| *own == time);
        assert!(at.is_some(), "no card took {time} days");
        found.remove(at.unwrap_or(0));
    }
    assert!(!matches!(detail.tile.value, Known::Unknown(_)));
}
