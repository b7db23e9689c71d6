//! What follows when an item or a project changes its place, and what is refused.

use serde_json::{Value as Json, json};
use throughline_core::change::ChangeSet;
use throughline_core::command::{Command, CommandError, ErrorKind, NewItem, NewProject};
use throughline_core::env::Env;
use throughline_core::interchange::{Incoming, Mode, json as file, plan};
use throughline_core::model::check::Fault;
use throughline_core::model::id::{Id, Ref};
use throughline_core::model::time::{Date, Time};
use throughline_core::model::workspace::Model;
use throughline_core::model::{Item, Kind, Project, Record, Status};

/// Is a workspace of two projects and two products, with an item in the first of each.
struct World {
    model: Model,
    env: Env,
    item: Id<Item>,
}

impl World {
    fn new() -> World {
        let env = Env::new(Time::from_ms(1_790_000_000_000), Date::from_day_number(20_717), 7);
        let model = Model::empty("Test");
        let mut world = World { model, env, item: Id::default() };
        for name in ["Alpha", "Beta"] {
            let product = world.record(Kind::Product, json!({ "name": format!("{name} product") }));
            world.record(
                Kind::Release,
                json!({ "name": format!("{name} 1.0"), "product": product }),
            );
        }
        for (name, product) in [("Apollo", Some("Alpha product")), ("Zeus", None)] {
            let product = product.map(|name| Id::new(world.named(name).id));
            let project = NewProject { name: name.to_owned(), product, ..NewProject::default() };
            let made = world.run(Command::CreateProject(project)).expect("projects are made");
            let project = made.expect("a project").id;
            let name = format!("{name} design");
            world.record(Kind::Stage, json!({ "name": name, "project": project }));
        }
        let project = Some(Id::new(world.named("Apollo").id));
        let new = NewItem { title: "Fly".to_owned(), project, ..NewItem::default() };
        let made = world.run(Command::CreateItem(new)).expect("items are made");
        world.item = Id::new(made.expect("an item").id);
        world
    }

    fn run(&mut self, command: Command) -> Result<Option<Ref>, CommandError> {
        let done = self.model.run(&command, &mut self.env).map(|outcome| outcome.created);
        assert_eq!(self.model.check(), []);
        done
    }

    fn record(&mut self, kind: Kind, fields: Json) -> Json {
        let fields = fields.as_object().expect("fields").clone().into_iter().collect();
        let made = self.run(Command::CreateRecord { kind, fields }).expect("records are made");
        json!(made.expect("a record").id)
    }

    fn named(&self, name: &str) -> Ref {
        let records = self.model.all_records();
        records.iter().find(|r| r.title() == name).expect("a record of this name").to_ref()
    }

    fn set(&mut self, at: Ref, field: &str, to: &str) -> Result<(), CommandError> {
        let value = if to.is_empty() { Json::Null } else { json!(self.named(to).id) };
        self.run(Command::SetField { at: vec![at], field: field.to_owned(), value }).map(|_| ())
    }

    fn set_item(&mut self, field: &str, to: &str) -> Result<(), CommandError> {
        self.set(self.item.to_ref(), field, to)
    }

    fn item(&self) -> &Item {
        self.model.find(self.item).expect("the item")
    }
}

#[test]
fn a_stage_of_another_project_is_refused_in_words() {
    let mut world = World::new();
    world.set_item("stage", "Apollo design").expect("its own stage fits");
    let error = world.set_item("stage", "Zeus design").expect_err("another project's does not");
    assert_eq!(error.kind, ErrorKind::Conflict);
    assert_eq!(
        error.message,
        "“Zeus design” is a stage of “Zeus”, but APOLLO-1 belongs to “Apollo”."
    );
    assert_eq!(error.hint, "Choose a stage of its own project, or change its project first.");
    assert_eq!(world.model.title_of(world.item().stage.unwrap().to_ref()), "Apollo design");

    world.set_item("project", "").expect("an item can leave its project");
    let error = world.set_item("stage", "Zeus design").expect_err("it has no project");
    assert_eq!(error.message, "“Zeus design” is a stage of “Zeus”, but ITEM-1 has no project.");
    assert_eq!(error.hint, "Choose “Zeus” as its project first.");
}

#[test]
fn a_release_of_another_product_is_refused_in_words() {
    let mut world = World::new();
    world.set_item("release", "Alpha 1.0").expect("its own release fits");
    let error = world.set_item("release", "Beta 1.0").expect_err("another product's does not");
    assert_eq!(
        error.message,
        "“Beta 1.0” is a release of “Beta product”, but APOLLO-1 belongs to “Alpha product”."
    );
    assert_eq!(error.hint, "Choose a release of its own product, or change its product first.");
}

#[test]
fn an_item_that_serves_no_product_takes_that_of_its_release() {
    let mut world = World::new();
    world.set_item("product", "").expect("an item can serve nothing");
    world.set_item("release", "Beta 1.0").expect("a release says what it serves");
    assert_eq!(world.model.title_of(world.item().product.unwrap().to_ref()), "Beta product");
}

#[test]
fn stage_and_release_stay_behind_when_the_place_changes() {
    let mut world = World::new();
    world.set_item("stage", "Apollo design").unwrap();
    world.set_item("release", "Alpha 1.0").unwrap();
    world.set_item("project", "Zeus").unwrap();
    assert_eq!((world.item().stage, world.item().release.is_some()), (None, true));
    world.set_item("product", "Beta product").unwrap();
    assert_eq!(world.item().release, None);
    let fields: Vec<&str> = world.item().edits.iter().map(|e| e.field.as_str()).collect();
    assert_eq!(fields, ["stage", "release", "project", "stage", "product", "release"]);
}

/// Makes a workflow with statuses of these names and categories.
fn workflow(world: &mut World, name: &str, statuses: &[(&str, &str)]) {
    let workflow = world.record(Kind::Workflow, json!({ "name": name }));
    for (name, category) in statuses {
        let fields = json!({ "name": name, "workflow": workflow, "category": category });
        world.record(Kind::Status, fields);
    }
}

fn status_of(world: &World, id: Id<Item>) -> &Status {
    world.model.status_of(world.model.find(id).unwrap()).unwrap()
}

#[test]
fn items_follow_their_projects_workflow_in_one_step() {
    let mut world = World::new();
    let apollo = world.named("Apollo");
    workflow(
        &mut world,
        "Editorial",
        &[("Ideas", "backlog"), ("Drafting", "active"), ("DONE", "done")],
    );
    let mut items = vec![world.item];
    let project: Option<Id<Project>> = Id::from_ref(apollo);
    for title in ["b", "c", "d"] {
        let new = NewItem { title: title.to_owned(), project, ..NewItem::default() };
        items.push(Id::new(world.run(Command::CreateItem(new)).unwrap().unwrap().id));
    }
    for (id, status) in items.iter().zip(["Backlog", "In progress", "Done", "Review"]) {
        world.set(id.to_ref(), "status", status).unwrap();
    }
    // What is put away comes along, or it would come back into nowhere.
    world.run(Command::Archive { items: vec![items[2]], on: true }).unwrap();
    let before = world.model.clone();
    let value = json!(world.named("Editorial").id);
    let command = Command::SetField { at: vec![apollo], field: "workflow".to_owned(), value };
    let outcome = world.model.run(&command, &mut world.env).unwrap();
    assert_eq!(world.model.check(), []);

    // The same name whatever its case, else the same category, else the first.
    let names: Vec<&str> = items.iter().map(|id| status_of(&world, *id).name.as_str()).collect();
    assert_eq!(names, ["Ideas", "Drafting", "DONE", "Ideas"]);
    for id in &items {
        let item = world.model.find(*id).unwrap();
        let last = item.moves.last().unwrap();
        assert_eq!(last.to, item.status);
        assert_eq!(last.from, Some(before.find(*id).unwrap().status));
        assert_eq!(last.at, world.env.now);
    }
    let again = world.model.run(&command, &mut world.env).unwrap();
    assert!(again.changes.is_empty());
    world.model.apply_all(&outcome.changes.inverse()).unwrap();
    assert_eq!(world.model, before);
}

#[test]
fn a_workflow_without_statuses_takes_no_items() {
    let mut world = World::new();
    workflow(&mut world, "Empty", &[]);
    let apollo = world.named("Apollo");
    let error = world.set(apollo, "workflow", "Empty").expect_err("items would be nowhere");
    assert_eq!(error.message, "“Empty” has no statuses: the items of “Apollo” would be nowhere.");
    let zeus = world.named("Zeus");
    world.set(zeus, "workflow", "Empty").expect("a project without items may have it");
}

#[test]
fn an_archived_status_takes_items_only_where_there_is_no_other() {
    let mut world = World::new();
    workflow(&mut world, "Editorial", &[("Backlog", "backlog"), ("Ideas", "backlog")]);
    let away = world.model.statuses.iter().rfind(|s| s.name == "Backlog").unwrap().id;
    let at = away.to_ref();
    let put_away = throughline_core::change::Change::Set {
        at,
        field: "archived".into(),
        before: Json::Null,
        after: json!("2026-05-04T00:00:00Z"),
    };
    let set = ChangeSet { changes: vec![put_away], ..ChangeSet::default() };
    world.run(Command::Apply(set)).unwrap();
    let apollo = world.named("Apollo");
    world.set(apollo, "workflow", "Editorial").unwrap();
    assert_eq!(status_of(&world, world.item).name, "Ideas");
}

#[test]
fn the_same_key_in_another_case_is_taken() {
    let mut world = World::new();
    let key = |world: &mut World, at: Ref, key: &str| {
        let (field, value) = ("key".to_owned(), json!(key));
        world.run(Command::SetField { at: vec![at], field, value })
    };
    let zeus = world.named("Zeus");
    let error = key(&mut world, zeus, "APOLLO").expect_err("it is Apollo's");
    assert_eq!(error.message, "The key APOLLO belongs to “Apollo”.");
}

/// Gives the model's records with changes that no command makes.
fn broken(world: &World) -> Vec<Record> {
    let stage = json!(world.named("Zeus design").id);
    let release = json!(world.named("Beta 1.0").id);
    let zeus = world.named("Zeus");
    let mut records = world.model.all_records();
    for record in &mut records {
        if record.to_ref() == zeus {
            record.set_json("key", &json!("apollo")).unwrap();
        }
        if record.kind() == Kind::Item {
            record.set_json("stage", &stage).unwrap();
            record.set_json("release", &release).unwrap();
        }
    }
    records
}

#[test]
fn the_check_names_what_is_in_the_wrong_place() {
    let world = World::new();
    let records = broken(&world);
    let model = file::model(Incoming { records, ..Incoming::default() });
    let at = world.item;
    let (apollo, zeus) = (world.named("Apollo"), world.named("Zeus"));
    let mut expected = vec![
        Fault::SameKey(Id::new(apollo.id), Id::new(zeus.id)),
        Fault::Elsewhere { at, to: world.named("Zeus design") },
        Fault::Elsewhere { at, to: world.named("Beta 1.0") },
    ];
    assert_eq!(model.check(), expected);
    let said = expected.remove(1).to_string();
    assert!(said.ends_with("which belongs to another project"), "{said}");
}

#[test]
fn a_file_is_mended_and_each_change_is_listed() {
    let mut world = World::new();
    let records = broken(&world);
    let text = file::export(&file::model(Incoming { records, ..Incoming::default() }));
    let incoming = file::read(&text).expect("the file is whole");
    let listed: Vec<String> = incoming
        .unplaced
        .iter()
        .map(|u| format!("{}|{}|{}|{}", u.at, u.field, u.value, u.why))
        .collect();
    assert_eq!(
        listed,
        [
            "item “Fly”|Stage|Zeus design|It is a stage of another project; \
             the item is in no stage now.",
            "item “Fly”|Release|Beta 1.0|It is a release of another product; \
             the item is in no release now.",
            "project “Zeus”|Key|apollo|Another project has this key; this one got apollo2.",
        ]
    );
    assert_eq!(file::model(incoming.clone()).check(), []);
    for mode in [Mode::Merge, Mode::Replace] {
        let plan = plan(&world.model, incoming.clone(), mode, &mut world.env);
        let mut copy = world.model.clone();
        copy.run(&Command::Apply(plan.set), &mut world.env).expect("a mended file comes in");
        assert_eq!(copy.check(), []);
    }
}

#[test]
fn an_item_that_a_file_moves_leaves_its_stage_here() {
    let mut world = World::new();
    world.set_item("stage", "Apollo design").unwrap();
    let mut incoming = file::read(&file::export(&world.model)).unwrap();
    let zeus = json!(world.named("Zeus").id);
    // A file of another tool that knows the item by its source and nothing of stages.
    let source = json!({ "system": "tool:1", "id": "7" });
    let at = world.item.to_ref();
    let set = throughline_core::change::Change::Set {
        at,
        field: "source".into(),
        before: Json::Null,
        after: source.clone(),
    };
    let set = ChangeSet { changes: vec![set], ..ChangeSet::default() };
    world.run(Command::Apply(set)).unwrap();
    incoming.records.retain(|r| !matches!(r.kind(), Kind::Workspace | Kind::Stage));
    for record in incoming.records.iter_mut().filter(|r| r.kind() == Kind::Item) {
        record.set_json("stage", &Json::Null).unwrap();
        record.set_json("project", &zeus).unwrap();
        record.set_json("source", &source).unwrap();
    }
    let plan = plan(&world.model, incoming, Mode::Merge, &mut world.env);
    assert!(plan.unplaced.iter().any(|u| u.value == "Apollo design"), "{:?}", plan.unplaced);
    world.run(Command::Apply(plan.set)).expect("the file comes in");
    assert_eq!(world.item().stage, None);
}
