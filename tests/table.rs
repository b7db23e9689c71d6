//! The table of any kind of record, on the sample workspace: what its rows, groups, sums and cells
//! say, and that what a cell says reads back.
#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use serde_json::Value as Json;
use throughline_core::command::Command;
use throughline_core::desk::World;
use throughline_core::env::Env;
use throughline_core::lens::table::{
    Column, Layout, Line, Lines, Question, Roll, Sorting, Source, clear, kinds, lines, paste, read,
    say, shown, tsv,
};
use throughline_core::model::id::Ref;
use throughline_core::model::time::Time;
use throughline_core::model::workspace::Model;
use throughline_core::model::{Kind, Lens};
use throughline_core::sample;

fn world() -> World {
    let now = Time::from_ms(1_790_000_000_000);
    World { now, today: now.date_utc(), by: None, seed: 2026 }
}

fn story() -> (Model, Env) {
    let mut env = world().env();
    (sample::workspace(&mut env), env)
}

fn ask(model: &Model, kind: Kind, filter: &str, group: &str, sort: &str) -> Lines {
    let layout = Layout::usual(kind, &Lens::Project);
    of(model, &layout, filter, group, sort, &[])
}

fn of(
    model: &Model,
    layout: &Layout,
    filter: &str,
    group: &str,
    sort: &str,
    folded: &[String],
) -> Lines {
    let asked = Question {
        kind: layout.kind,
        place: None,
        filter,
        group,
        sorting: &Sorting::parse(layout.kind, sort),
        columns: &layout.columns,
        folded,
        archived: false,
        today: world().today,
        me: None,
    };
    lines(model, &asked)
}

fn records(lines: &Lines) -> Vec<Ref> {
    (0..lines.lines.len()).filter_map(|at| lines.record(at)).collect()
}

fn source(kind: Kind, name: &str) -> Source {
    Source::named(kind, name).expect("a column of this name")
}

fn texts(model: &Model, lines: &Lines, kind: Kind, name: &str) -> Vec<String> {
    let cell = |at: Ref| say(model, &model.get(at).expect("a row is a record"), source(kind, name));
    records(lines).into_iter().map(cell).collect()
}

#[test]
fn every_kind_has_a_table_that_can_be_shown_whole() {
    let (model, _) = story();
    for kind in kinds() {
        let columns: Vec<Column> = Source::all(kind)
            .into_iter()
            .map(|source| Column { source, width: 80, roll: Roll::Count })
            .collect();
        assert!(!columns.is_empty(), "{kind:?}");
        let all = of(&model, &Layout { kind, columns: columns.clone() }, "", "", "", &[]);
        assert_eq!(all.problem, None, "{kind:?}");
        assert_eq!(all.total.len(), columns.len());
        for at in records(&all) {
            let record = model.get(at).expect("a row is a record");
            for column in &columns {
                let _ = shown(&model, &record, column.source, world().today);
                let words = say(&model, &record, column.source);
                assert!(!words.contains("NaN"), "{kind:?} {words}");
            }
        }
    }
}

#[test]
fn law_what_a_cell_says_reads_back_as_its_value() {
    let (model, _) = story();
    let mut n = 0;
    for kind in kinds() {
        for record in model.records(kind) {
            for source in Source::all(kind).into_iter().filter(|s| s.is_editable(kind)) {
                let text = say(&model, &record, source);
                let Ok(value) = read(&model, &record, source, &text, world().today) else {
                    // Two records of one name cannot be told apart, and that is said.
                    let why = read(&model, &record, source, &text, world().today).unwrap_err();
                    assert!(why.contains("More than one") || why.contains("There is no"), "{why}");
                    continue;
                };
                let mut again = record.clone();
                again.set_json(source.name(kind), &value).expect("the value fits its field");
                assert_eq!(say(&model, &again, source), text, "{kind:?} {}", source.name(kind));
                assert_eq!(again, record, "{kind:?} {} {text:?}", source.name(kind));
                n += 1;
            }
        }
    }
    assert!(n > 5_000, "{n}");
}

#[test]
fn rows_are_sorted_by_several_columns_and_what_is_not_set_comes_last() {
    let (model, _) = story();
    let all = ask(&model, Kind::Item, "", "", "-priority,due");
    let rank = |name: &str| ["Urgent", "High", "Medium", "Low"].iter().position(|p| *p == name);
    let cells: Vec<(usize, String)> = texts(&model, &all, Kind::Item, "priority")
        .iter()
        .map(|p| rank(p).unwrap_or(9))
        .zip(texts(&model, &all, Kind::Item, "due"))
        .collect();
    assert!(cells.len() > 50);
    let last = |due: &str| if due.is_empty() { "9999".to_owned() } else { due.to_owned() };
    for pair in cells.windows(2) {
        let [(p, due), (q, next)] = pair else { unreachable!() };
        assert!(p < q || (p == q && last(due) <= last(next)), "{pair:?}");
    }
    for sort in ["release", "-release"] {
        let all = ask(&model, Kind::Item, "", "", sort);
        let release = texts(&model, &all, Kind::Item, "release");
        let set = release.iter().position(String::is_empty).expect("some items have none");
        assert!(set > 0 && release[set..].iter().all(String::is_empty), "{sort}");
    }
}

#[test]
fn groups_hold_every_row_once_and_their_sums_make_the_total() {
    let (model, _) = story();
    let layout = Layout::parse(Kind::Item, "title,estimate:80:sum,owner:100:count").unwrap();
    for group in ["status", "owner", "project", "labels", "priority", "due"] {
        let all = of(&model, &layout, "", group, "", &[]);
        let plain = of(&model, &layout, "", "", "", &[]);
        let (mut ours, mut theirs) = (records(&all), records(&plain));
        ours.sort_unstable();
        theirs.sort_unstable();
        assert_eq!(ours, theirs, "{group}");
        let groups: Vec<_> = all
            .lines
            .iter()
            .filter_map(|line| if let Line::Group(group) = line { Some(group) } else { None })
            .collect();
        assert!(groups.len() > 1, "{group}");
        assert_eq!(groups.iter().map(|g| g.count).sum::<usize>(), all.count);
        for at in [1, 2] {
            let number = |text: &str| text.parse::<f64>().unwrap_or(0.0);
            let sum: f64 = groups.iter().map(|g| number(&g.rolled[at].text)).sum();
            assert_eq!(sum, number(&all.total[at].text), "{group} {at}");
        }
        let key = groups[0].key.clone();
        let folded = of(&model, &layout, "", group, "", &[key]);
        assert_eq!(records(&folded).len(), all.count - groups[0].count);
        assert_eq!((folded.count, &folded.total), (all.count, &all.total));
    }
}

#[test]
fn percent_done_leaves_given_up_work_out() {
    let (model, _) = story();
    let layout = Layout::parse(Kind::Item, "title,status:80:done").unwrap();
    let share = |filter: &str| of(&model, &layout, filter, "", "", &[]).total[1].text.clone();
    assert_eq!(share("category:done"), "100 %");
    assert_eq!(share("is:open"), "0 %");
    assert_eq!(share("category:done,cancelled"), "100 %");
    assert_eq!(share("category:cancelled"), "");
}

#[test]
fn the_filter_narrows_any_kind_and_says_what_it_does_not_know() {
    let (model, _) = story();
    for (kind, filter, least) in [
        (Kind::Item, "is:open", 10),
        (Kind::Project, "health:\"on track\"", 1),
        (Kind::Project, "-health:\"on track\"", 1),
        (Kind::Project, "key:DEV has:owner", 1),
        (Kind::Person, "a", 1),
    ] {
        let n = ask(&model, kind, filter, "", "").count;
        let all = ask(&model, kind, "", "", "").count;
        assert!(
            (least..all + usize::from(kind == Kind::Person)).contains(&n),
            "{filter}: {n} of {all}"
        );
    }
    for (kind, filter, word) in [
        (Kind::Item, "ownre:me", "ownre"),
        (Kind::Project, "fase:active", "fase"),
        (Kind::Project, "due<soon", "soon"),
        (Kind::Person, "name>b", "b"),
    ] {
        let all = ask(&model, kind, filter, "", "");
        let problem = all.problem.expect("the filter cannot be read");
        assert_eq!(&filter[problem.span], word);
        assert!(all.lines.is_empty());
    }
}

#[test]
fn a_place_holds_what_is_in_it_and_what_points_there() {
    let (model, _) = story();
    let project = model.projects.iter().next().expect("the sample has projects").id.to_ref();
    let sorting = Sorting::default();
    for kind in [Kind::Item, Kind::Comment] {
        let asked = |place| Question {
            kind,
            place,
            filter: "",
            group: "",
            sorting: &sorting,
            columns: &[],
            folded: &[],
            archived: false,
            today: world().today,
            me: None,
        };
        let inside = lines(&model, &asked(Some(project)));
        let all = lines(&model, &asked(None));
        assert!(0 < inside.count && inside.count < all.count, "{kind:?}");
    }
}

#[test]
fn a_paste_is_one_step_and_says_what_it_refuses() {
    let (mut model, mut env) = story();
    let all = ask(&model, Kind::Item, "is:open", "", "");
    let rows: Vec<Ref> = records(&all).into_iter().take(3).collect();
    let columns = [source(Kind::Item, "estimate"), source(Kind::Item, "priority"), Source::Key];
    let cells = tsv::read("13\tUrgent\r\nmany\tHigh\tX-1\n2.5\t");
    let before = model.clone();
    let done = paste(&model, &env, &rows, &columns, &cells, (1, 1));
    assert_eq!(model, before, "planning changes nothing");
    assert_eq!(done.refused.len(), 2);
    assert_eq!((done.refused[0].column, done.refused[1].column), ("Estimate", "Key"));
    assert!(done.refused[0].why.contains("“many” is not a number"), "{:?}", done.refused);
    let step = model.run(&Command::Apply(done.set.clone()), &mut env).expect("the plan applies");
    let cell = |model: &Model, row: usize, at: usize| {
        say(model, &model.get(rows[row]).unwrap(), columns[at])
    };
    assert_eq!(cell(&model, 0, 0), "13");
    assert_eq!(cell(&model, 0, 1), "Urgent");
    assert_eq!(cell(&model, 1, 0), cell(&before, 1, 0));
    assert_eq!(cell(&model, 1, 1), "High");
    assert_eq!(cell(&model, 2, 0), "2.5");
    let back = model.step(&step.changes, true, env.now);
    model.apply_all(&back).expect("one step takes it back");
    for (row, at) in [(0, 0), (0, 1), (1, 1), (2, 0)] {
        assert_eq!(cell(&model, row, at), cell(&before, row, at));
    }
}

#[test]
fn one_cell_fills_a_range_and_clearing_empties_it() {
    let (mut model, mut env) = story();
    let rows: Vec<Ref> =
        records(&ask(&model, Kind::Item, "", "", "")).into_iter().take(4).collect();
    let columns = [source(Kind::Item, "estimate")];
    let done = paste(&model, &env, &rows, &columns, &tsv::read("7"), (4, 1));
    assert_eq!(done.changed + done.same, 4);
    model.run(&Command::Apply(done.set), &mut env).expect("the plan applies");
    let cells = |model: &Model| -> Vec<String> {
        rows.iter().map(|at| say(model, &model.get(*at).unwrap(), columns[0])).collect()
    };
    assert_eq!(cells(&model), ["7", "7", "7", "7"]);
    let gone = clear(&model, &env, &rows, &columns);
    model.run(&Command::Apply(gone.set), &mut env).expect("the plan applies");
    assert_eq!(cells(&model), ["", "", "", ""]);
    let title = [source(Kind::Item, "title")];
    let kept = clear(&model, &env, &rows, &title);
    assert_eq!((kept.changed, kept.refused.len()), (0, 4), "a title cannot be emptied");
}

#[test]
fn cells_are_read_as_people_write_them() {
    let (model, _) = story();
    let item = model.items.iter().next().map(|i| i.id.to_ref()).expect("an item");
    let record = model.get(item).unwrap();
    let year = world().today.ymd().0;
    for (field, text, expected) in [
        ("estimate", "1,5", Ok(Json::from(1.5))),
        ("estimate", "1 200", Ok(Json::from(1200))),
        ("work", "2h", Ok(Json::from(120))),
        ("work", "90m", Ok(Json::from(90))),
        ("progress", "40 %", Ok(Json::from(40))),
        ("progress", "140", Err("“140” is not a percentage from 0 to 100.".to_owned())),
        ("due", "1 May", Ok(Json::from(format!("{year}-05-01")))),
        ("due", "May 1, 2031", Ok(Json::from("2031-05-01"))),
        ("due", "2031-05-01", Ok(Json::from("2031-05-01"))),
        ("due", "", Ok(Json::Null)),
        ("priority", "urgent", Ok(Json::from("urgent"))),
        ("owner", "nobody known", Err("There is no person “nobody known” here.".to_owned())),
        ("manual", "yes", Ok(Json::from(true))),
    ] {
        let read = read(&model, &record, source(Kind::Item, field), text, world().today);
        assert_eq!(read, expected, "{field} {text}");
    }
}

#[test]
fn what_names_a_record_stays_first_and_shown() {
    let kind = Kind::Item;
    let mut layout = Layout::parse(kind, "due:90,title:300,status").unwrap();
    assert_eq!(layout.columns[0].source, source(kind, "title"));
    layout.toggle(source(kind, "title"));
    assert_eq!(layout.shift(1, 0), 1);
    assert_eq!(layout.shift(0, 2), 0);
    assert_eq!(layout.shift(1, 9), 2);
    layout.resize(0, 1e9);
    assert_eq!(layout.to_text(), "title:800,status:148,due:90");
    layout.toggle(source(kind, "due"));
    layout.toggle(source(kind, "estimate"));
    assert_eq!(layout.to_text(), "title:800,status:148,estimate:92:sum");
    assert_eq!(Layout::parse(kind, "nonsense:3,,"), None);
}

#[test]
fn a_column_is_pressed_up_down_and_away() {
    let kind = Kind::Item;
    let mut sorting = Sorting::default();
    let mut press = |name: &str, more: bool| {
        sorting.press(source(kind, name), more);
        sorting.to_text(kind)
    };
    assert_eq!(press("due", false), "due");
    assert_eq!(press("due", false), "-due");
    assert_eq!(press("estimate", true), "-due,estimate");
    assert_eq!(press("due", true), "estimate");
    assert_eq!(press("estimate", false), "-estimate");
    assert_eq!(press("estimate", false), "");
}

proptest! {
    #[test]
    fn law_cells_read_back_from_the_clipboard(
        rows in proptest::collection::vec(proptest::collection::vec("[a-z\t\n\" ,é]{0,6}", 1..4), 1..5),
    ) {
        // A last row of one empty cell looks like a line end, as in every spreadsheet.
        prop_assume!(rows.len() == 1 || rows.last().is_some_and(|row| row.len() > 1 || !row[0].is_empty()));
        prop_assert_eq!(tsv::read(&tsv::write(&rows)), rows);
    }

    #[test]
    fn law_a_layout_reads_back(picks in proptest::collection::vec((0..60_usize, 48..800_u16, 0..6_usize), 1..12)) {
        for kind in [Kind::Item, Kind::Project, Kind::Kpi] {
            let all = Source::all(kind);
            let part = |(at, width, roll): &(usize, u16, usize)| {
                let name = all[at % all.len()].name(kind);
                format!("{name}:{width}:{}", Roll::ALL[*roll].name())
            };
            let text = picks.iter().map(part).collect::<Vec<_>>().join(",");
            let layout = Layout::parse(kind, &text).expect("known columns");
            prop_assert_eq!(Layout::parse(kind, &layout.to_text()), Some(layout));
        }
    }

    #[test]
    fn law_p1_no_text_makes_a_cell_or_a_filter_panic(text in any::<String>()) {
        let (model, _) = small();
        let record = model.get(model.projects.iter().next().unwrap().id.to_ref()).unwrap();
        for source in Source::all(Kind::Project) {
            let _ = read(&model, &record, source, &text, world().today);
        }
        let _ = ask(&model, Kind::Project, &text, "", "");
        let _ = tsv::read(&text);
    }
}

fn small() -> (Model, Env) {
    let mut env = world().env();
    let mut model = Model::empty("Small");
    let new =
        throughline_core::command::NewProject { name: "One".to_owned(), ..Default::default() };
    model.run(&Command::CreateProject(new), &mut env).expect("a project");
    (model, env)
}
