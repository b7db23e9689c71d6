//! Each lens has its rows, on the sample workspace: what belongs there, in its order.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;

use throughline_core::change::Change;
use throughline_core::desk::World;
use throughline_core::lens::roadmap::{
    Clash, Confidence, Mark, Question, Roadmap, Row, awaited, expected, roadmap,
};
use throughline_core::model::id::{Id, Ref};
use throughline_core::model::time::Time;
use throughline_core::model::workspace::Model;
use throughline_core::model::{Item, Kind, Lens, Record};
use throughline_core::sample;
use throughline_core::schedule::{Follower, Rules};

fn world() -> World {
    let now = Time::from_ms(1_790_000_000_000);
    World { now, today: now.date_utc(), by: None, seed: 2026 }
}

fn story() -> Model {
    sample::workspace(&mut world().env())
}

/// Asks for a roadmap, and passes it through JSON as the threads do.
fn ask(model: &Model, question: &Question) -> Roadmap {
    let follower = Follower::new(model, world().today, Rules::default());
    let map = roadmap(model, &follower, question, world().today);
    let came: Roadmap = serde_json::from_str(&serde_json::to_string(&map).unwrap()).unwrap();
    assert_eq!(came, map);
    sound(&map);
    map
}

fn of(lens: Lens) -> Question {
    Question { lens, ..Question::default() }
}

/// Checks what holds of any roadmap.
fn sound(map: &Roadmap) {
    let mut keys = BTreeSet::new();
    for (idx, row) in map.rows.iter().enumerate() {
        assert!(keys.insert(row.key()), "{} is there twice", row.key());
        let above = row.parent.map(|at| &map.rows[at as usize]);
        assert!(row.parent.is_none_or(|at| (at as usize) < idx));
        assert_eq!(row.depth, above.map_or(0, |above| above.depth + 1));
        assert!(above.is_none_or(|above| above.is(Mark::Parent) && !above.is(Mark::Folded)));
        if let (Some(start), Some(finish), Some(span)) = (row.start, row.finish, map.span) {
            assert!(span.0 <= start && start <= finish && finish <= span.1);
        }
    }
    for tie in &map.ties {
        assert!(tie.from != tie.to);
        assert!((tie.from.max(tie.to) as usize) < map.rows.len());
        assert_eq!(tie.is(Mark::Broken), tie.slack < 0);
    }
}

#[test]
fn what_has_best_and_worst_cases_is_expected_in_a_band_around_its_plan() {
    let model = story();
    let map = ask(&model, &of(Lens::Portfolio));
    let about = awaited(&map.rows);
    assert!(!about.is_empty() && about.iter().all(|at| at.kind != Kind::Item));
    let bands = expected(&model, world().today, &about);
    assert!(!bands.is_empty(), "the sample has three-point estimates");
    for (at, first, last) in &bands {
        assert!(about.contains(at) && first.finish_date() < last.finish_date());
    }
    assert_eq!(bands, expected(&model, world().today, &about), "the same plan has the same bands");
    // Without a best and a worst case there is nothing to expect but the plan.
    let mut sure = Model::default();
    for item in model.items.iter() {
        let item = Item { duration_low: None, duration_high: None, ..item.clone() };
        sure.apply(&Change::Create(Record::Item(item.into()))).unwrap();
    }
    assert_eq!(expected(&sure, world().today, &about), []);
}

#[test]
fn the_dates_of_the_sample_are_those_of_its_plan_but_where_the_story_says_so() {
    let model = story();
    let map = ask(&model, &of(Lens::Project));
    let differs = |row: &&Row| row.conflicts.iter().any(|conflict| conflict.clash == Clash::Stored);
    let differ: Vec<&Row> = map.rows.iter().filter(differs).collect();
    let titles: Vec<String> =
        differ.iter().filter_map(|row| item(&model, row)).map(|item| item.title).collect();
    assert!((1..=3).contains(&differ.len()), "{titles:?}: {}", map.line);
    let doubts = |row: &Row| row.conflicts.iter().any(|c| c.clash == Clash::Doubt);
    let n = differ.iter().filter(|row| doubts(row)).count();
    assert_eq!(n, 2, "two count on what is in doubt: {titles:?}");
}

fn item(model: &Model, row: &Row) -> Option<Item> {
    row.at.and_then(Id::<Item>::from_ref).and_then(|id| model.find(id)).cloned()
}

fn project(model: &Model, key: &str) -> Ref {
    model.projects.iter().find(|p| p.key == key).unwrap().id.to_ref()
}

#[test]
fn the_project_lens_is_the_work_breakdown() {
    let model = story();
    let place = Some(project(&model, "SUP"));
    let map = ask(&model, &Question { place, ..of(Lens::Project) });
    let live = model.items.iter().filter(|i| i.project.map(|p| p.to_ref()) == place && i.is_live());
    assert_eq!(map.rows.len(), live.count(), "every item that is not put away, each once");
    let training = map.rows.iter().position(|row| {
        item(&model, row).is_some_and(|item| item.title == "Training before launch")
    });
    let training = training.unwrap();
    let summary = &map.rows[training];
    assert!(summary.is(Mark::Summary) && summary.is(Mark::Parent));
    let parts: Vec<&Row> =
        map.rows.iter().filter(|row| row.parent == Some(training as u32)).collect();
    assert_eq!(parts.len(), 5);
    for (n, part) in parts.iter().enumerate() {
        assert_eq!(part.wbs, format!("{}.{}", summary.wbs, n + 1));
    }
    assert_eq!(summary.start, parts.iter().filter_map(|part| part.start).min());
    assert_eq!(summary.finish, parts.iter().filter_map(|part| part.finish).max());
}

#[test]
fn folding_hides_what_is_under_a_row_and_draws_its_links_there() {
    let model = story();
    let place = Some(project(&model, "SUP"));
    let open = ask(&model, &Question { place, ..of(Lens::Project) });
    let titled = |map: &Roadmap, title: &str| {
        map.rows.iter().position(|r| item(&model, r).is_some_and(|i| i.title == title))
    };
    let at = titled(&open, "Training before launch").unwrap();
    let folded = vec![open.rows[at].key()];
    let map = ask(&model, &Question { place, folded, ..of(Lens::Project) });
    assert_eq!(map.rows.len(), open.rows.len() - 5);
    assert!(map.rows[at].is(Mark::Folded) && map.rows[at].is(Mark::Parent));
    let dry = titled(&map, "Dry run with fifty invented tickets").unwrap() as u32;
    let lifted = map.ties.iter().find(|tie| tie.to == dry).unwrap();
    assert_eq!((lifted.from, lifted.is(Mark::Lifted)), (at as u32, true));
    let numbers = |map: &Roadmap| map.rows.iter().map(|r| r.wbs.clone()).collect::<BTreeSet<_>>();
    assert!(numbers(&map).is_subset(&numbers(&open)), "numbers do not change");
}

#[test]
fn a_filter_keeps_what_holds_what_it_finds() {
    let model = story();
    let question = Question { filter: "\"hard conversations\"".to_owned(), ..of(Lens::Project) };
    let map = ask(&model, &question);
    let shown: Vec<(bool, String)> = map
        .rows
        .iter()
        .map(|row| (row.is(Mark::Context), model.title_of(row.at.unwrap())))
        .collect();
    let expected = [
        (false, "Support readiness".to_owned()),
        (true, "Training before launch".to_owned()),
        (false, "Session four: hard conversations".to_owned()),
    ];
    assert_eq!(shown, expected);
    let wrong = ask(&model, &Question { filter: "due<".to_owned(), ..of(Lens::Project) });
    assert!(wrong.problem.is_some() && wrong.rows.is_empty());
}

#[test]
fn the_program_lens_has_only_what_crosses_projects_and_conflicts_first() {
    let model = story();
    let map = ask(&model, &of(Lens::Program));
    // Five that run, and four proposals that nothing hangs on yet.
    assert_eq!(map.rows.iter().filter(|row| row.depth == 0).count(), 9);
    for (idx, row) in map.rows.iter().enumerate().filter(|(_, row)| row.depth > 0) {
        let crossing = |t: &&throughline_core::lens::roadmap::Tie| {
            t.is(Mark::Crossing) && (t.from as usize == idx || t.to as usize == idx)
        };
        assert!(map.ties.iter().any(|t| crossing(&t)), "{:?}", row.at);
    }
    // A promise that is not kept, or in doubt: the launch has something to talk about.
    let worry = |row: &&Row| {
        row.conflicts
            .iter()
            .any(|c| matches!(c.clash, Clash::Link | Clash::Doubt | Clash::Constraint))
    };
    assert!(map.rows.iter().filter(worry).count() >= 2);
    let n: Vec<u32> = map.facts.iter().map(|facts| facts.n_conflicts).collect();
    assert_eq!(n.len(), 9);
    assert!(n[0] > 0);
}

#[test]
fn the_product_lens_is_now_next_and_later_and_what_is_far_is_less_sure() {
    let model = story();
    let map = ask(&model, &of(Lens::Product));
    let groups: Vec<&str> =
        map.rows.iter().filter(|r| r.depth == 0).map(|r| r.name.as_str()).collect();
    assert_eq!(groups, ["Now", "Next", "Later", "Done lately"]);
    for row in map.rows.iter().filter(|row| row.depth > 0) {
        let kind = item(&model, row).unwrap().kind.name().to_owned();
        assert!(["feature", "initiative"].contains(&kind.as_str()));
        assert_ne!(row.confidence, Confidence::Unsaid);
    }
    let sure = |want| map.rows.iter().filter(|r| r.confidence == want).count();
    assert!(
        sure(Confidence::High) > 0 && sure(Confidence::Medium) > 0 && sure(Confidence::Low) > 0
    );
    assert!(map.markers.iter().any(|marker| marker.at.kind == Kind::Release));
    let by = Question { group: "release".to_owned(), ..of(Lens::Product) };
    let by = ask(&model, &by);
    assert!(by.rows.iter().any(|row| row.at.is_some_and(|at| at.kind == Kind::Release)));
}

#[test]
fn the_portfolio_lens_has_programs_projects_money_and_capacity() {
    let model = story();
    let map = ask(&model, &of(Lens::Portfolio));
    let kinds: Vec<(u16, Kind)> = map.rows.iter().map(|r| (r.depth, r.at.unwrap().kind)).collect();
    assert_eq!(kinds[0], (0, Kind::Program));
    assert_eq!(kinds[1..6], [(1, Kind::Project); 5]);
    // Proposals belong to no program yet.
    assert_eq!(kinds[6..], [(0, Kind::Project); 4]);
    assert_eq!(map.facts.len(), 10);
    let (program, projects) = map.facts.split_first().unwrap();
    assert_eq!(program.spent.0, projects.iter().map(|facts| facts.spent.0).sum::<i64>());
    assert!(program.budget.is_some_and(|budget| budget.0 > program.spent.0));
    assert!(!map.ties.is_empty() && map.ties.iter().all(|tie| tie.is(Mark::Lifted)));
    let capacity = map.capacity.unwrap();
    let (all, teams) = capacity.strips.split_first().unwrap();
    for (week, sum) in all.weeks.iter().enumerate() {
        let load: i64 = teams.iter().map(|strip| strip.weeks[week].0).sum();
        assert_eq!(load, sum.0);
    }
    assert!(all.weeks.iter().any(|(load, _)| *load > 0));
}

#[test]
fn the_story_has_slip_criticality_and_a_finish() {
    let model = story();
    let map = ask(&model, &of(Lens::Project));
    assert!(map.baseline.is_some());
    let items = || map.rows.iter().filter(|row| item(&model, row).is_some());
    assert!(items().filter(|row| row.slip > 0).count() > 10);
    assert!(items().any(|row| row.is(Mark::Critical)));
    assert!(items().any(|row| row.is(Mark::Near)));
    assert!(items().any(|row| row.is(Mark::Milestone)));
    assert!(map.line.starts_with("Finishes on ") && map.line.contains("critical"), "{}", map.line);
    assert_eq!(map.troubles, []);
    // Weekends are free and the company's holidays have names.
    assert!(map.hours.week[5].is_empty() && !map.hours.week[0].is_empty());
    assert!(map.hours.off.iter().any(|off| off.name == "Christmas"));
}
