//! What filters match and what the search box finds, on one small workspace.

use serde_json::json;
use throughline_core::command::{Command, NewItem, NewProject, Spot};
use throughline_core::env::Env;
use throughline_core::model::Kind;
use throughline_core::model::id::{Id, Ref};
use throughline_core::model::time::Date;
use throughline_core::model::workspace::Model;
use throughline_core::query;

struct World {
    model: Model,
    env: Env,
}

impl World {
    fn run(&mut self, command: Command) -> Option<Ref> {
        self.env.now = self.env.now.plus_ms(60_000);
        self.model.run(&command, &mut self.env).expect("the command fits").created
    }

    fn record(&mut self, kind: Kind, fields: &[(&str, serde_json::Value)]) -> Ref {
        let fields =
            fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        self.run(Command::CreateRecord { kind, fields }).expect("something was created")
    }

    fn item(
        &mut self,
        title: &str,
        project: Option<Ref>,
        fields: &[(&str, serde_json::Value)],
    ) -> Ref {
        let project = project.map(|r| Id::new(r.id));
        let new =
            NewItem { title: title.to_owned(), project, at: Spot::Bottom, ..NewItem::default() };
        let at = self.run(Command::CreateItem(new)).expect("something was created");
        for (name, value) in fields {
            let (field, value) = ((*name).to_owned(), value.clone());
            self.run(Command::SetField { at: vec![at], field, value });
        }
        at
    }

    fn status(&self, name: &str) -> serde_json::Value {
        let status = self.model.statuses.iter().find(|s| s.name == name).expect("a usual status");
        json!(status.id)
    }
}

/// Five items: two in Apollo, one in Gemini, two nowhere. Today is 2026-05-04.
fn world() -> World {
    let today: Date = "2026-05-04".parse().expect("a date");
    let env = Env::new(today.start_utc(), today, 7);
    let mut world = World { model: Model::empty("Test"), env };
    let ann = world.record(Kind::Person, &[("name", json!("Ann Lee")), ("handle", json!("ann"))]);
    let bo = world.record(Kind::Person, &[("name", json!("Bo Annis"))]);
    let bug = world.record(Kind::Label, &[("name", json!("bug"))]);
    let report = world.record(Kind::Label, &[("name", json!("bug report"))]);
    let moon = world.record(Kind::Program, &[("name", json!("Moon shot"))]);
    let field = world.record(Kind::CustomField, &[("name", json!("Story level"))]);
    let apollo = NewProject {
        name: "Apollo".to_owned(),
        program: Some(Id::new(moon.id)),
        ..NewProject::default()
    };
    let apollo = world.run(Command::CreateProject(apollo)).expect("created");
    let gemini = NewProject { name: "Gemini".to_owned(), ..NewProject::default() };
    let gemini = world.run(Command::CreateProject(gemini)).expect("created");
    let (done, active) = (world.status("Done"), world.status("In progress"));
    world.item(
        "Fix login",
        Some(apollo),
        &[
            ("owner", json!(ann.id)),
            ("due", json!("2026-05-01")),
            ("labels", json!([bug.id])),
            ("kind", json!("bug")),
            ("priority", json!("high")),
            ("status", active),
        ],
    );
    world.item(
        "Login page",
        Some(apollo),
        &[
            ("owner", json!(bo.id)),
            ("due", json!("2026-05-04")),
            ("estimate", json!(3)),
            ("labels", json!([report.id])),
            ("description", json!("The CAFÉ page")),
            ("status", done),
        ],
    );
    let third = world.item(
        "Catalog",
        Some(gemini),
        &[
            ("due", json!("2026-05-16")),
            ("estimate", json!(8)),
            ("priority", json!("urgent")),
            ("work", json!(120)),
        ],
    );
    world.run(Command::AddComment { about: third, body: "Ask about the login".to_owned() });
    let fourth =
        world.item("Loose end", None, &[("custom", json!({ field.id.to_string(): "Gold" }))]);
    let fourth: Vec<Id<_>> = vec![Id::new(fourth.id)];
    world.run(Command::Block { items: fourth, reason: Some("waiting".to_owned()) });
    let fifth = world.item("Old thing", None, &[]);
    world.run(Command::Archive { items: vec![Id::new(fifth.id)], on: true });
    world
}

/// Filters and gives the keys of what matched.
fn check(cases: &[(&str, &str)]) {
    let world = world();
    let me = world.model.people.iter().next().map(|p| p.id);
    for (text, expected) in cases {
        let query = query::parse_for(text, &world.model).unwrap_or_else(|e| panic!("{text}: {e}"));
        let matcher = query.compile(&world.model, world.env.today, me);
        let items = world.model.items.iter().filter(|i| matcher.matches(&world.model, i));
        let keys: Vec<String> = items.map(|i| world.model.key_of(i)).collect();
        assert_eq!(keys.join(" "), *expected, "{text}");
    }
}

#[test]
fn words_are_found_in_every_text_of_an_item() {
    check(&[
        ("", "APOLLO-1 APOLLO-2 GEMINI-1 ITEM-1 ITEM-2"),
        ("LOGIN", "APOLLO-1 APOLLO-2 GEMINI-1"),
        ("login page", "APOLLO-2"),
        ("\"page login\"", ""),
        ("café", "APOLLO-2"),
        ("apollo-2", "APOLLO-2"),
        ("gemini", "GEMINI-1"),
        ("report", "APOLLO-2"),
        ("-login", "ITEM-1 ITEM-2"),
    ]);
}

#[test]
fn people_labels_and_places_are_found_by_name() {
    check(&[
        ("owner:ann", "APOLLO-1"),
        ("owner:@ann", "APOLLO-1"),
        ("owner:annis", "APOLLO-2"),
        ("owner:me", "APOLLO-1"),
        ("owner:none", "GEMINI-1 ITEM-1 ITEM-2"),
        ("owner:bo,ann", "APOLLO-1 APOLLO-2"),
        ("-owner:any", "GEMINI-1 ITEM-1 ITEM-2"),
        ("label:bug", "APOLLO-1"),
        ("label:rep", "APOLLO-2"),
        ("label:\"bug report\"", "APOLLO-2"),
        ("project:gemini", "GEMINI-1"),
        ("project:APOLLO", "APOLLO-1 APOLLO-2"),
        ("project:none", "ITEM-1 ITEM-2"),
        ("program:moon", "APOLLO-1 APOLLO-2"),
        ("program:none", "GEMINI-1 ITEM-1 ITEM-2"),
        ("owner:nobody", ""),
    ]);
}

#[test]
fn states_categories_and_choices() {
    check(&[
        ("is:blocked", "ITEM-1"),
        ("is:overdue", "APOLLO-1"),
        ("is:archived", "ITEM-2"),
        ("is:done", "APOLLO-2"),
        ("is:open -is:archived", "APOLLO-1 GEMINI-1 ITEM-1"),
        ("is:unassigned is:open", "GEMINI-1 ITEM-1 ITEM-2"),
        ("is:mine", "APOLLO-1"),
        ("is:bug", "APOLLO-1"),
        ("status:\"in progress\"", "APOLLO-1"),
        ("category:done,active", "APOLLO-1 APOLLO-2"),
        ("kind:bug", "APOLLO-1"),
        ("priority:high", "APOLLO-1"),
        ("priority>=high", "APOLLO-1 GEMINI-1"),
        ("priority:none", "APOLLO-2 ITEM-1 ITEM-2"),
    ]);
}

#[test]
fn dates_numbers_and_what_is_there() {
    check(&[
        ("due<today", "APOLLO-1"),
        ("due:today", "APOLLO-2"),
        ("due<2w", "APOLLO-1 APOLLO-2 GEMINI-1"),
        ("due>2026-05-01", "APOLLO-2 GEMINI-1"),
        ("due>=2026-05-01 due<=today", "APOLLO-1 APOLLO-2"),
        ("due:none", "ITEM-1 ITEM-2"),
        ("has:due", "APOLLO-1 APOLLO-2 GEMINI-1"),
        ("estimate>=3", "APOLLO-2 GEMINI-1"),
        ("estimate>3", "GEMINI-1"),
        ("work:2h", "GEMINI-1"),
        ("has:comments", "GEMINI-1"),
        ("comment:login", "GEMINI-1"),
        ("has:description", "APOLLO-2"),
        ("has:checklist", ""),
        ("-has:label", "GEMINI-1 ITEM-1 ITEM-2"),
        ("has:blocked", "ITEM-1"),
        ("storylevel:gold", "ITEM-1"),
        ("\"story level\":gold", "ITEM-1"),
        ("has:story_level", "ITEM-1"),
        ("key:apollo-1,item-1", "APOLLO-1 ITEM-1"),
        ("title:page", "APOLLO-2"),
        ("created>yesterday", "APOLLO-1 APOLLO-2 GEMINI-1 ITEM-1 ITEM-2"),
    ]);
}

#[test]
fn names_that_nothing_has_are_told() {
    let world = world();
    let query = query::parse("owner:nobody,ann label:none").expect("it reads");
    let matcher = query.compile(&world.model, world.env.today, None);
    assert_eq!(matcher.unknown, ["nobody"]);
}

#[test]
fn the_search_box_puts_the_likeliest_first() {
    let world = world();
    let found = |text: &str| -> String {
        let hits = query::search(&world.model, text, 4);
        hits.iter()
            .map(|h| if h.key.is_empty() { h.title.clone() } else { h.key.clone() })
            .collect::<Vec<_>>()
            .join(" ")
    };
    let cases = [
        ("apollo-2", "APOLLO-2"),
        ("APOLLO", "APOLLO APOLLO-2 APOLLO-1"),
        ("login", "APOLLO-2 APOLLO-1"),
        ("log", "APOLLO-2 APOLLO-1 GEMINI-1"),
        ("page login", "APOLLO-2"),
        ("café", "APOLLO-2"),
        ("moon", "Moon shot"),
        ("old", "ITEM-2"),
        ("  ", ""),
        ("nothing like it", ""),
    ];
    for (text, expected) in cases {
        assert_eq!(found(text), expected, "{text}");
    }
    assert_eq!(query::search(&world.model, "o", 2).len(), 2);
}
