//! Scenarios: the plan stays as it is until one is made the plan, and what was shown is what comes.
#![cfg(not(target_arch = "wasm32"))]

use serde_json::json;
use throughline_core::change::ChangeSet;
use throughline_core::command::Command;
use throughline_core::desk::{self, Answer, Ask, Desk};
use throughline_core::env::Env;
use throughline_core::interchange::json as file;
use throughline_core::lens::roadmap::{Mark, Question, Roadmap, Row};
use throughline_core::model::id::{Id, Ref};
use throughline_core::model::time::{Date, Time};
use throughline_core::model::workspace::Model;
use throughline_core::model::{Item, Kind, Lens, Scenario};
use throughline_core::replan::{PlanChange, Preview, Standing};
use throughline_core::sample;

/// A Monday.
const TODAY: &str = "2026-05-04";

fn today() -> Date {
    TODAY.parse().unwrap()
}

fn world() -> desk::World {
    desk::World { now: Time::from_ms(1_790_000_000_000), today: today(), by: None, seed: 11 }
}

struct Stage {
    model: Model,
    desk: Desk,
    scenario: Id<Scenario>,
}

impl Stage {
    /// Opens the sample with an empty scenario.
    fn set() -> Self {
        let mut model = sample::workspace(&mut Env::new(today().start_utc(), today(), 7));
        let fields = vec![("name".to_owned(), json!("Two suppliers"))];
        let create = Command::CreateRecord { kind: Kind::Scenario, fields };
        let mut env = Env::new(world().now, today(), 3);
        let made = model.run(&create, &mut env).unwrap().created.and_then(Id::from_ref);
        let mut desk = Desk::default();
        desk.answer(Ask::Follow, &file::export(&model)).unwrap();
        Stage { model, desk, scenario: made.unwrap() }
    }

    fn ask(&mut self, ask: Ask) -> (Answer, String) {
        let sent: Ask = serde_json::from_str(&serde_json::to_string(&ask).unwrap()).unwrap();
        let (answer, text) = self.desk.answer(sent, "").unwrap();
        (serde_json::from_str(&serde_json::to_string(&answer).unwrap()).unwrap(), text)
    }

    fn apply(&mut self, text: &str) -> ChangeSet {
        let set = ChangeSet::decode(text).unwrap();
        self.model.apply_all(&set).unwrap();
        self.desk.answer(Ask::Changes, text).unwrap();
        set
    }

    fn preview(&mut self, ask: Ask) -> (Preview, String) {
        match self.ask(ask) {
            (Answer::Preview(preview), text) => (*preview, text),
            (other, _) => panic!("a preview was expected, not {other:?}"),
        }
    }

    fn amend(&mut self, changes: &[PlanChange]) -> Preview {
        let (scenario, changes) = (self.scenario, changes.to_vec());
        let rehearse = Ask::Rehearse { scenario, changes: changes.clone(), world: world() };
        let rehearsed = self.preview(rehearse).0;
        let (preview, text) = self.preview(Ask::Amend { scenario, changes, world: world() });
        assert_eq!(preview, rehearsed, "what is shown is what is kept");
        if !text.is_empty() {
            self.apply(&text);
        }
        preview
    }

    fn roadmap(&mut self, scenario: Option<Id<Scenario>>) -> Roadmap {
        let question = Question { lens: Lens::Project, scenario, ..Question::default() };
        match self.ask(Ask::Roadmap { question, world: world() }).0 {
            Answer::Roadmap(map) => *map,
            other => panic!("a roadmap was expected, not {other:?}"),
        }
    }

    fn compare(&mut self) -> Vec<Standing> {
        match self.ask(Ask::Compare { place: None, world: world() }).0 {
            Answer::Compared(list) => list,
            other => panic!("a comparison was expected, not {other:?}"),
        }
    }

    /// Finds open items that others wait for.
    fn movable(&self) -> Vec<Id<Item>> {
        let follower = throughline_core::schedule::Follower::new(
            &self.model,
            today(),
            throughline_core::schedule::Rules::default(),
        );
        let plan = follower.plan();
        let open = |id: &Id<Item>| {
            let dates = plan.dates(id.raw().0);
            let task = plan.task(id.raw().0);
            dates.is_some_and(|d| !d.done && !d.summary && d.start.date() > today())
                && task.is_some_and(|t| !t.is_going() && t.manual.is_none())
        };
        let mut list: Vec<Id<Item>> =
            self.model.dependencies.iter().map(|d| d.from).filter(open).collect();
        list.sort_unstable();
        list.dedup();
        list
    }
}

fn row(map: &Roadmap, item: Id<Item>) -> &Row {
    map.rows.iter().find(|row| row.at == Some(item.to_ref())).unwrap()
}

#[test]
fn a_scenario_moves_what_it_shows_and_nothing_of_the_plan() {
    let mut stage = Stage::set();
    let item = stage.movable()[0];
    let plan = stage.roadmap(None);
    let before: Vec<Item> = stage.model.items.iter().cloned().collect();
    stage.amend(&[PlanChange::Shift { items: vec![item], days: 28 }]);
    let after: Vec<Item> = stage.model.items.iter().cloned().collect();
    assert_eq!(after, before, "no item is touched");
    assert_eq!(stage.roadmap(None), plan, "nor the plan");
    let scenario = stage.scenario;
    let supposed = stage.roadmap(Some(scenario));
    let (was, is) = (row(&plan, item), row(&supposed, item));
    assert!(is.start.unwrap() > was.start.unwrap());
    for row in supposed.rows.iter().filter(|row| !row.is(Mark::Summary)) {
        let Some(own) = row.at.and_then(Id::<Item>::from_ref) else { continue };
        let planned = plan.rows.iter().find(|other| other.at == Some(own.to_ref())).unwrap();
        assert_eq!(row.base, planned.start.zip(planned.finish), "the plan stands beside it");
    }
    // A second move in the scenario starts from where the first one put it.
    stage.amend(&[PlanChange::Shift { items: vec![item], days: 7 }]);
    let again = stage.roadmap(Some(scenario));
    let days = row(&again, item).start.unwrap().date().days_since(is.start.unwrap().date());
    assert_eq!(days, 7);
    assert_eq!(stage.model.find(scenario).unwrap().items.len(), 1);
}

#[test]
fn what_a_scenario_shows_is_what_comes_when_it_is_made_the_plan_and_one_undo_takes_it_back() {
    let mut stage = Stage::set();
    let items = stage.movable();
    let plan = stage.roadmap(None);
    stage.amend(&[PlanChange::Shift { items: vec![items[0]], days: 21 }]);
    let day = today().plus_days(40);
    stage.amend(&[PlanChange::Put { item: items[1], start: Some(day), due: None }]);
    stage.amend(&[PlanChange::Put {
        item: items[2],
        start: None,
        due: Some(today().plus_days(60)),
    }]);
    let shown = stage.roadmap(Some(stage.scenario));
    let (_, text) = stage.preview(Ask::Commit { scenario: stage.scenario, world: world() });
    let set = stage.apply(&text);
    assert!(stage.model.find(stage.scenario).is_none(), "the scenario is gone");
    let now = stage.roadmap(None);
    let spans = |map: &Roadmap| -> Vec<(Option<Ref>, _)> {
        map.rows.iter().map(|row| (row.at, row.start.zip(row.finish))).collect()
    };
    assert_eq!(spans(&now), spans(&shown));
    assert_ne!(spans(&now), spans(&plan));
    let back = set.inverse();
    stage.apply(&back.encode());
    assert_eq!(spans(&stage.roadmap(None)), spans(&plan));
    assert!(stage.model.find(stage.scenario).is_some(), "and there again");
}

#[test]
fn plan_and_scenarios_stand_side_by_side() {
    let mut stage = Stage::set();
    let all = stage.movable();
    stage.amend(&[PlanChange::Shift { items: all, days: 400 }]);
    let [plan, later] = stage.compare().try_into().unwrap();
    assert_eq!((plan.scenario, plan.days, plan.n_moved), (None, 0, 0));
    assert_eq!(later.scenario, Some(stage.scenario));
    assert!(later.finish > plan.finish && later.days > 0 && later.n_moved > 3);
    assert!(!later.line.is_empty() && plan.line.is_empty());
}

#[test]
fn a_scenario_takes_dates_alone_and_says_so() {
    let mut stage = Stage::set();
    let item = stage.movable()[0];
    let at = vec![item.to_ref()];
    let set = PlanChange::Set { at, field: "progress".to_owned(), value: json!(50) };
    let scenario = stage.scenario;
    let (preview, text) =
        stage.preview(Ask::Amend { scenario, changes: vec![set], world: world() });
    assert_eq!(text, "");
    assert!(preview.refused.iter().any(|refusal| refusal.text.contains("dates alone")));
}
