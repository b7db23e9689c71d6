//! What a plan says now, as it is kept in a baseline. It knows no name of one.

use serde_json::{Value as Json, json};

use super::{Mark, Row};
use crate::model::Item;
use crate::model::id::{Id, Ref};
use crate::model::time::Time;

/// Gives the fields of a baseline that keeps the dates of a plan's items; of a project if one is
/// given, else of all.
pub fn fields(name: &str, rows: &[Row], place: Option<Ref>, now: Time) -> Vec<(String, Json)> {
    let planned = rows.iter().filter(|row| !row.is(Mark::Context)).filter_map(|row| {
        let item = Id::<Item>::from_ref(row.at?)?;
        let (start, due) = (row.start?.date(), row.finish?.finish_date());
        Some(json!({
            "item": item.raw().to_string(),
            "start": start.to_string(),
            "due": due.to_string(),
        }))
    });
    let project = place.filter(|at| at.kind == crate::model::Kind::Project);
    [
        ("name", Json::from(name)),
        ("project", project.map_or(Json::Null, |at| Json::from(at.id.to_string()))),
        ("at", serde_json::to_value(now).unwrap_or_default()),
        ("items", Json::Array(planned.collect())),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{Command, NewItem};
    use crate::env::Env;
    use crate::model::Kind;
    use crate::model::time::Date;
    use crate::model::workspace::Model;
    use crate::schedule::Moment;

    #[test]
    fn a_baseline_keeps_the_dates_of_the_plan() {
        let today: Date = "2026-05-04".parse().unwrap();
        let mut env = Env::new(Time::from_ms(1_000), today, 7);
        let mut model = Model::default();
        let project = crate::command::NewProject { name: "A".to_owned(), ..Default::default() };
        model.run(&Command::CreateProject(project), &mut env).unwrap();
        let new = NewItem { title: "Dig".to_owned(), ..NewItem::default() };
        let new = NewItem { project: model.projects.iter().next().map(|p| p.id), ..new };
        let at = model.run(&Command::CreateItem(new), &mut env).unwrap().created;
        let row = Row {
            at,
            start: Some(Moment::start_of(today)),
            finish: Some(Moment::end_of(today.plus_days(2))),
            ..Row::default()
        };
        let fields = fields("Agreed", &[row, Row::default()], None, env.now);
        model.run(&Command::CreateRecord { kind: Kind::Baseline, fields }, &mut env).unwrap();
        let base = model.baselines.iter().next().unwrap();
        assert_eq!((base.name.as_str(), base.at, base.items.len()), ("Agreed", env.now, 1));
        assert_eq!(base.items[0].start, Some(today));
        assert_eq!(base.items[0].due, Some(today.plus_days(2)));
    }
}
