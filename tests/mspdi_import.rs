//! Plans from Microsoft Project as workspaces: what arrives, that its schedule is Project's, and
//! that nothing is lost without a word.
#![cfg(not(target_arch = "wasm32"))]

use std::path::{Path, PathBuf};

use throughline_core::env::Env;
use throughline_core::interchange::mspdi::{self, Project};
use throughline_core::interchange::{Incoming, Mode, plan};
use throughline_core::model::time::{Time, WorkMinutes};
use throughline_core::model::workspace::Model;
use throughline_core::model::{Item, ItemKind};
use throughline_core::schedule::build::key_of;
use throughline_core::schedule::{Moment, Network, Plan, Rules};

fn env() -> Env {
    let now: Time = "2026-06-01T12:00:00Z".parse().unwrap();
    Env::new(now, now.date_utc(), 7)
}

/// Lists the reference files; none if they are absent.
fn references() -> Vec<PathBuf> {
    let folder = std::env::var("THROUGHLINE_REFS").map_or_else(
        |_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/refs"),
        PathBuf::from,
    );
    let folder = folder.join("mspdi");
    if !folder.exists() {
        println!("skipped: ../shared/refs is absent");
        return Vec::new();
    }
    let mut files: Vec<_> = [folder.clone(), folder.join("converted")]
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "xml"))
        .collect();
    files.sort();
    files
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn read(text: &str) -> Incoming {
    mspdi::read(text, "plan", &mut env()).unwrap()
}

/// Takes a file into an empty workspace, which must then be sound.
fn model(incoming: Incoming) -> Model {
    let mut model = Model::empty("Test");
    let title = incoming.title.clone();
    let plan = plan(&model, incoming, Mode::Merge, &mut env());
    for change in &plan.set.changes {
        model.apply(change).unwrap();
    }
    assert_eq!(model.check(), [], "{title}");
    model
}

fn item(model: &Model, uid: i64) -> &Item {
    let id = uid.to_string();
    model.items.iter().find(|i| i.source.as_ref().is_some_and(|s| s.id == id)).unwrap()
}

/// Is a difference that is known: the file, the numbers of the tasks (none means all), the values
/// that differ, and why.
type Known = (&'static str, &'static [i64], &'static [&'static str], &'static str);

const KNOWN: &[Known] = &[
    (
        "aspose__TaskWBS.xml",
        &[2, 3, 4],
        &["late start", "late finish", "total slack", "critical"],
        "Project counts the slack of a predecessor to the actual start of a successor that has \
         begun; with retained logic it goes to where the rest of that successor must go on",
    ),
    (
        "mspdiduration.xml",
        &[1, 2, 3, 4],
        &["late start", "late finish", "total slack", "free slack"],
        "saved late dates of before the last tasks were added: they end on 21 April, task 5 beside \
         them on 23 April, and nothing but the end of the project binds any of them",
    ),
    (
        "mspdisplittask.xml",
        &[1, 2],
        &["finish", "early finish", "late start", "late finish", "total slack", "free slack"],
        "splits that a person made by hand in Project are not read",
    ),
    (
        "task-costs-project2016-mspdi.xml",
        &[],
        &["critical"],
        "tasks by hand without any date: Project shows a day for each and calls none critical",
    ),
    (
        "task-dates-project2016-mspdi.xml",
        &[],
        &["critical"],
        "tasks by hand without any date: Project shows a day for each and calls none critical",
    ),
    (
        "task-links-project2019-mspdi.xml",
        &[11, 13],
        &["late start", "late finish", "total slack"],
        "for tasks by hand Project leaves links from their start out of the backward pass",
    ),
    (
        "mspdiduration.xml",
        &[6, 7, 8, 9, 10],
        &["start", "finish", "early start", "early finish", "late start", "late finish"],
        "days are kept, not times of day: around the clock a day starts at midnight, not at 8:00",
    ),
    (
        "mspdinulltasks.xml",
        &[],
        &["start", "finish", "early start", "early finish", "late start", "late finish"],
        "days are kept, not times of day: the plan starts at 9:00, its calendar at 8:00",
    ),
];

#[test]
fn the_schedule_of_an_imported_plan_is_that_of_microsoft_project() {
    let (mut n_tasks, mut n_checked, mut n_known, mut wrong) = (0, 0, 0, Vec::new());
    let files = references();
    for path in &files {
        let name = name_of(path);
        let converted = path.parent().unwrap().ends_with("converted");
        let text = std::fs::read_to_string(path).unwrap();
        let project = Project::read(&text).unwrap();
        let model = model(read(&text));
        let rules =
            Rules { honor_limits: project.honor, critical: project.critical, ..Rules::default() };
        let today = "2026-06-01".parse().unwrap();
        let plan = Plan::new(Network::of(&model, today, rules));
        assert!(plan.problems().is_empty(), "{name}: {:?}", plan.problems());
        for task in &project.tasks {
            n_tasks += 1;
            let key = key_of(item(&model, task.uid).id);
            let (dates, calendar) = (plan.dates(key).unwrap(), plan.calendar(key).unwrap());
            let same = |a: Moment, b: Moment| calendar.between(a, b) == 0;
            let mut check = |what: &str, ours: String, theirs: String, equal: bool| {
                n_checked += 1;
                let known = KNOWN.iter().any(|(file, uids, which, _)| {
                    let named = uids.is_empty() || uids.contains(&task.uid);
                    *file == name && named && which.contains(&what)
                });
                if !equal && known {
                    n_known += 1;
                } else if !equal {
                    let task = format!("{name} {} {}", task.uid, task.name);
                    wrong.push(format!("{task} {what}: {ours}, Project {theirs}"));
                }
            };
            let theirs = &task.computed;
            for (what, ours, theirs) in [
                ("start", dates.start, theirs.start),
                ("finish", dates.finish, theirs.finish),
                ("early start", dates.early_start, theirs.early.map(|e| e.0)),
                ("early finish", dates.early_finish, theirs.early.map(|e| e.1)),
                ("late start", dates.late_start, theirs.late.map(|l| l.0)),
                ("late finish", dates.late_finish, theirs.late.map(|l| l.1)),
            ] {
                if let Some(theirs) = theirs {
                    check(what, ours.to_string(), theirs.to_string(), same(ours, theirs));
                }
            }
            if let Some(slack) = theirs.total_slack.or(converted.then_some(0)) {
                let ours = dates.total_float;
                check("total slack", ours.to_string(), slack.to_string(), ours == slack);
            }
            if let Some(critical) = theirs.critical {
                let ours = dates.critical;
                check("critical", ours.to_string(), critical.to_string(), ours == critical);
            }
        }
    }
    println!("{} files, {n_tasks} tasks, {n_checked} values compared", files.len());
    println!("{n_known} of them differ for a known reason:");
    KNOWN.iter().for_each(|(file, uids, _, why)| println!("{file} {uids:?}: {why}"));
    assert!(wrong.is_empty(), "{} values:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_same_plan_twice_changes_nothing() {
    for path in references() {
        let text = std::fs::read_to_string(&path).unwrap();
        let model = model(read(&text));
        let again = plan(&model, read(&text), Mode::Merge, &mut env());
        assert!(again.set.changes.is_empty(), "{}: {:#?}", name_of(&path), again.set.changes);
    }
}

#[test]
fn every_value_without_a_place_says_why() {
    for path in references() {
        for one in read(&std::fs::read_to_string(&path).unwrap()).unplaced {
            assert!(!one.at.is_empty() && !one.field.is_empty() && !one.why.is_empty(), "{one:?}");
        }
    }
}

fn small(tasks: &str, rest: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<Project xmlns=\"http://schemas.microsoft.com/project\">\
         <Title>Small</Title><StartDate>2026-05-04T08:00:00</StartDate>\
         <CalendarUID>1</CalendarUID>{rest}<Tasks>{tasks}</Tasks></Project>"
    )
}

#[track_caller]
fn broken(text: &str, line: usize, column: usize, message: &str) {
    let error = mspdi::read(text, "plan", &mut env()).unwrap_err();
    assert_eq!((error.line, error.column), (line, column), "{error:?}");
    assert!(error.message.contains(message), "{error:?}");
    assert!(!error.hint.is_empty());
}

#[test]
fn a_broken_file_says_where_and_what_was_expected() {
    broken("<Project>\n <Tasks>\n  <Task></Tasks>", 3, 9, "expected `</Task>`");
    broken("<Project>\n<Tasks>", 2, 8, "`</Tasks>` was expected");
    broken("<plan/>", 0, 0, "`<Project>` was expected");
    broken("", 0, 0, "`<Project>` was expected");
    broken("hello", 1, 1, "`<Project>` was expected");
    broken("<Project>\n<Name>a &bad; b</Name></Project>", 2, 7, "bad");
    broken(&"<a>".repeat(100), 1, 193, "64 deep");
    broken("<\0P\0r\0o\0j\0", 0, 0, "UTF-16");
}

#[test]
fn nothing_outside_of_the_file_and_no_bomb_is_read() {
    let outside =
        "<!DOCTYPE p [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<Project>&x;</Project>";
    broken(outside, 1, 1, "document type");
    let lol = "<!DOCTYPE p [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><Project>&b;</Project>";
    broken(lol, 1, 1, "document type");
}

#[test]
fn no_file_that_is_cut_or_changed_stops_the_reader() {
    for path in references().iter().take(6) {
        let text = std::fs::read_to_string(path).unwrap();
        for n in 1..40 {
            let mut at = text.len() * n / 40;
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            assert!(mspdi::read(&text[..at], "plan", &mut env()).is_err(), "cut at {at}");
            let mixed = text.replace("<UID>1<", &format!("<UID>{}<", n as i64 * -99_999_999_999));
            let mixed = mixed.replace("PT8H0M0S", "PT9e99H").replace("T08:00:00", "T99:00");
            if let Ok(incoming) = mspdi::read(&mixed, "plan", &mut env()) {
                model(incoming);
            }
        }
    }
}

#[test]
fn what_finds_no_place_is_said_task_by_task() {
    let tasks = "<Task><UID>1</UID><ID>1</ID><Name>Paint</Name><OutlineLevel>1</OutlineLevel>\
        <Start>2026-05-04T08:00:00</Start><Finish>2026-05-04T17:00:00</Finish>\
        <Duration>PT8H0M0S</Duration><Priority>650</Priority>\
        <ConstraintType>4</ConstraintType><ConstraintDate>2026-05-04T13:30:00</ConstraintDate>\
        <LevelingDelay>4800</LevelingDelay><StatusManager>Mary</StatusManager>\
        <PredecessorLink><PredecessorUID>9</PredecessorUID><Type>1</Type></PredecessorLink>\
        </Task>";
    let rest = "<StatusDate>2026-05-20T17:00:00</StatusDate><ScheduleFromStart>0</ScheduleFromStart>\
        <Calendars><Calendar><UID>1</UID><Name>Standard</Name><IsBaseCalendar>1</IsBaseCalendar>\
        <WeekDays><WeekDay><DayType>2</DayType><DayWorking>1</DayWorking><WorkingTimes>\
        <WorkingTime><FromTime>08:00:00</FromTime><ToTime>16:00:00</ToTime></WorkingTime>\
        </WorkingTimes></WeekDay></WeekDays></Calendar></Calendars>\
        <Resources><Resource><UID>1</UID><Name>Paint</Name><Type>0</Type></Resource></Resources>";
    let incoming = read(&small(tasks, rest));
    for (at, field, value) in [
        ("task 1 \"Paint\"", "Priority", "650"),
        ("task 1 \"Paint\"", "ConstraintDate", "2026-05-04T13:30"),
        ("task 1 \"Paint\"", "LevelingDelay", "4800"),
        ("task 1 \"Paint\"", "StatusManager", "Mary"),
        ("task 1 \"Paint\"", "PredecessorLink", "9"),
        ("project", "StatusDate", "2026-05-20T17:00:00"),
        ("project", "ScheduleFromStart", "0"),
        ("resource \"Paint\"", "Type", "material"),
    ] {
        let said =
            incoming.unplaced.iter().any(|u| u.at == at && u.field == field && u.value == value);
        assert!(said, "{at} {field} {value}: {:#?}", incoming.unplaced);
    }
    assert_eq!(incoming.unplaced.len(), 8, "{:#?}", incoming.unplaced);
}

#[test]
fn a_plan_arrives_as_a_project_manager_knows_it() {
    let Some(path) =
        references().into_iter().find(|p| p.ends_with("aspose__Software_Development_Plan.xml"))
    else {
        return;
    };
    let text = std::fs::read_to_string(path).unwrap();
    let incoming = read(&text);
    assert_eq!(incoming.title, "Software Development");
    assert_eq!(incoming.unplaced.len(), 1, "{:#?}", incoming.unplaced);
    let model = model(incoming);
    let titles = |parent: Option<&Item>| -> Vec<String> {
        let mut list: Vec<&Item> =
            model.items.iter().filter(|i| i.parent == parent.map(|p| p.id)).collect();
        list.sort_by(|a, b| a.rank.cmp(&b.rank));
        list.iter().map(|i| i.title.clone()).collect()
    };
    assert_eq!(
        titles(None),
        [
            "Scope",
            "Analysis/Software Requirements",
            "Design",
            "Development",
            "Testing",
            "Training",
            "Documentation",
            "Pilot",
            "Deployment",
            "Post Implementation Review",
            "Software development template complete",
        ]
    );
    let scope = item(&model, 1);
    let parts = [
        "Determine project scope",
        "Secure project sponsorship",
        "Define preliminary resources",
        "Secure core resources",
        "Scope complete",
    ];
    assert_eq!(titles(Some(scope)), parts);
    assert_eq!((model.items.len(), model.dependencies.len()), (86, 84));
    let milestones = model.items.iter().filter(|i| i.kind == ItemKind::Milestone).count();
    assert_eq!((milestones, model.assignments.len()), (12, 64));
    let mut people: Vec<&str> = model.people.iter().map(|p| p.name.as_str()).collect();
    people.sort_unstable();
    assert_eq!(
        people,
        [
            "Analyst",
            "Deployment Team",
            "Developer",
            "Management",
            "Project Manager",
            "Technical Communicators",
            "Testers",
            "Trainers",
        ]
    );
    let project = model.projects.iter().next().unwrap();
    let date = |text: &str| text.parse().ok();
    assert_eq!((project.start, project.due), (date("2012-12-24"), date("2013-05-06")));
    let needs = item(&model, 8);
    assert_eq!(needs.title, "Conduct needs analysis");
    assert_eq!(needs.parent, Some(item(&model, 7).id));
    assert_eq!((needs.start, needs.due), (date("2012-12-27"), date("2013-01-03")));
    assert_eq!(needs.duration, Some(WorkMinutes(2_400)));
    assert_eq!(needs.owner.and_then(|p| model.find(p)).map(|p| p.name.as_str()), Some("Analyst"));
    let before: Vec<_> = model.dependencies.iter().filter(|d| d.to == needs.id).collect();
    assert_eq!(before.len(), 1);
    assert_eq!(before[0].from, item(&model, 6).id);
    let plan = Plan::new(Network::of(&model, "2026-06-01".parse().unwrap(), Rules::default()));
    let end = plan.dates(key_of(item(&model, 86).id)).unwrap().finish;
    assert_eq!(end.to_string(), "2013-05-06T15:00");
}
