//! Scenarios, while one is looked at: bars that are pulled move in it and nowhere else, until it is
//! made the plan or left. It knows no date.

use leptos::prelude::*;
use serde_json::{Value as Json, json};
use throughline_core::change::ChangeSet;
use throughline_core::command::Command;
use throughline_core::desk::Ask;
use throughline_core::model::id::Id;
use throughline_core::model::{Kind, Scenario};
use throughline_core::replan::{PlanChange, Preview};

use super::Road;
use super::replan::Ghosts;
use crate::app::desk::Reply;
use crate::app::text;
use crate::shell::clock;

impl Road {
    /// Gives the scenario that is shown; nothing where the plan is.
    pub fn scenario(self) -> Option<Id<Scenario>> {
        self.question.with_untracked(|question| question.scenario)
    }

    /// Shows a scenario, or the plan.
    pub fn show_scenario(self, scenario: Option<Id<Scenario>>) {
        self.drop_level();
        self.put_back();
        self.app.address.update(|route| route.scenario = scenario.map(Id::raw));
    }

    /// Makes a scenario in which items start on some days, and shows it.
    pub fn new_scenario(self, change: Option<PlanChange>) {
        let leveled = change.is_some();
        let items: Vec<Json> = match change {
            Some(PlanChange::Level { starts }) => starts
                .iter()
                .map(|(item, day)| json!({ "item": item.to_string(), "start": day.to_string() }))
                .collect(),
            _ => Vec::new(),
        };
        let n = self.app.work.with(|model| model.scenarios.len());
        let name = text::scenario_name(leveled, n + 1);
        let fields = vec![
            ("name".to_owned(), Json::from(name)),
            ("at".to_owned(), serde_json::to_value(clock::now()).unwrap_or_default()),
            ("items".to_owned(), Json::Array(items)),
        ];
        let create = Command::CreateRecord { kind: Kind::Scenario, fields };
        let made = self.app.run(&create).and_then(|outcome| outcome.created);
        if let Some(id) = made.and_then(Id::from_ref) {
            self.show_scenario(Some(id));
            self.app.say.say(text::SCENARIO_SHOWN);
        }
    }

    /// Makes a scenario the plan, as one step of the history.
    pub fn commit_scenario(self, scenario: Id<Scenario>) {
        let ask = Ask::Commit { scenario, world: self.app.work.world() };
        let take = move |answer: Reply<Box<Preview>>| match answer {
            Ok((Some(preview), set)) => {
                let Ok(set) = ChangeSet::decode(&set) else { return };
                let ghosts = Ghosts::of(&preview);
                if self.app.run_and_tell(&Command::Apply(set)).is_some() {
                    if self.scenario() == Some(scenario) {
                        self.show_scenario(None);
                    }
                    self.app.say.say(ghosts.words());
                }
            }
            Ok(_) => {}
            Err(e) => self.app.fail(&e),
        };
        self.app.work.ask(&ask, "", take);
    }

    /// Throws a scenario away.
    pub fn drop_scenario(self, scenario: Id<Scenario>) {
        if self.scenario() == Some(scenario) {
            self.show_scenario(None);
        }
        self.app.run_and_tell(&Command::DeleteRecords(vec![scenario.to_ref()]));
    }
}
