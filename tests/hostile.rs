//! Files that mean harm, or came to harm: for each reader too large, too deep, with numbers that are
//! none, ids that stand twice or lead nowhere, circles, names that other languages trip over, half
//! characters, texts that run backwards or cannot be seen, and real files cut short. Each is refused
//! with words and a place, or taken whole: what it brings is sound, counted, and one undo takes it back.
//!
//! `cargo test --test hostile -- --nocapture` says how many cases ran.
#![cfg(not(target_arch = "wasm32"))]

mod common;
mod hostile_support;

use std::fs;
use std::path::Path;

use common::generate;
use hostile_support::SHAPES;
use throughline_core::change::ChangeSet;
use throughline_core::desk::{Answer, Ask, Desk, Proposal, World};
use throughline_core::interchange::build::MAX_BYTES;
use throughline_core::interchange::{Format, Mode, json};
use throughline_core::model::time::Time;
use throughline_core::model::workspace::Model;

fn world() -> World {
    let now = Time::from_ms(1_790_000_000_000);
    World { now, today: now.date_utc(), by: None, seed: 5 }
}

/// Is a workspace of somebody's own, with a desk that follows it.
struct Here {
    own: Model,
    desk: Desk,
}

impl Here {
    fn new() -> Self {
        let own = generate::model(8, 5);
        let mut desk = Desk::default();
        desk.answer(Ask::Follow, &json::export(&own)).unwrap();
        Here { own, desk }
    }

    /// Imports a file as the app does, and checks what must hold whatever it is. Gives the proposal
    /// and the workspace after it; nothing where the file is in no known format.
    fn import(&mut self, name: &str, text: &str) -> Option<(Proposal, Model)> {
        let shown: String = text.chars().take(120).collect();
        let ask = |chosen| Ask::File {
            name: name.to_owned(),
            whole: false,
            remembered: None,
            chosen,
            world: world(),
        };
        let (answer, changes) = self.desk.answer(ask(None), text).unwrap();
        let proposal = match answer {
            Answer::Proposal(proposal) => *proposal,
            Answer::Strange => {
                assert_eq!(changes, "", "{shown}");
                return None;
            }
            other => panic!("{other:?}"),
        };
        if let Some(error) = &proposal.broken {
            assert_eq!(changes, "", "{shown}: nothing of a broken file is placed");
            assert!(!error.message.is_empty() && !error.hint.is_empty(), "{shown}");
            assert!(error.line <= text.lines().count() + 1, "{shown}: {error:?}");
            let own = self.own.clone();
            return Some((proposal, own));
        }
        let set = ChangeSet::decode(&changes).expect("a change set reads");
        let mut after = self.own.clone();
        after.apply_all(&set).expect("what was planned can be done");
        assert_eq!(after.check(), [], "{shown}: the workspace stays sound");
        let total = proposal.total();
        let counted = total.new + total.changed + total.removed;
        assert_eq!(set.is_empty(), counted == 0, "{shown}: nothing is placed silently");
        let mut back = after.clone();
        back.apply_all(&set.inverse()).expect("one undo takes it back");
        assert!(back == self.own, "{shown}: undo gives what was there");
        // What came in goes out and reads back the same.
        let text = json::export(&after);
        assert_eq!(json::export(&json::model(json::read(&text).unwrap())), text, "{shown}");
        Some((proposal, after))
    }

    /// Imports what must be refused, with words and a line where there is one.
    fn refuses(&mut self, name: &str, text: &str, words: &str, line: Option<usize>) {
        let shown: String = text.chars().take(120).collect();
        let (proposal, _) = self.import(name, text).unwrap_or_else(|| panic!("{shown}: strange"));
        let error = proposal.broken.unwrap_or_else(|| panic!("{name}: taken: {shown}"));
        assert!(error.message.contains(words), "{shown}: {error:?}");
        if let Some(line) = line {
            assert_eq!(error.line, line, "{shown}: {error:?}");
        }
    }
}

fn said(n: usize, what: &str) {
    println!("{n} cases: {what}");
}

#[test]
fn too_large_and_as_large_as_may_be() {
    let mut here = Here::new();
    let mut n = 0;
    for shape in SHAPES.iter().filter(|shape| shape.format != Format::Throughline) {
        let filler = "x".repeat(MAX_BYTES);
        here.refuses(shape.name, &(shape.file)(&[("1", "", &filler)]), "MB", Some(0));
        n += 1;
    }
    // Of our own form there may be more: what was written comes back.
    let filler = "x".repeat(MAX_BYTES);
    let own = (SHAPES[0].file)(&[("1", "", &filler)]);
    assert!(here.import("workspace.json", &own).is_some_and(|(p, _)| p.broken.is_none()));
    // A megabyte less than the most, in one title: it is taken, or cut and said so.
    for shape in SHAPES {
        let long = "x".repeat(1024 * 1024);
        assert!(here.import(shape.name, &(shape.file)(&[("1", "", &long)])).is_some());
        n += 1;
    }
    said(n + 1, "too large, and large");
}

#[test]
fn too_deep() {
    let mut here = Here::new();
    let mut n = 0;
    for depth in [127, 128, 129, 1_000, 100_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let deep = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let cut = open.repeat(depth);
            for nest in [&deep, &cut] {
                for (name, text) in [
                    (
                        "workspace.json",
                        format!("{{\"format\":\"throughline\",\"version\":1,\n\"odd\":{nest}}}"),
                    ),
                    (
                        "workspace.json",
                        format!(
                            "{{\"format\":\"throughline\",\"version\":1,\n\"items\":[{{\"id\":\"0000000000001\",\"odd\":{nest}}}]}}"
                        ),
                    ),
                    (
                        "board.json",
                        format!(
                            "{{\"id\":\"b\",\"name\":\"B\",\"lists\":[],\"cards\":[],\n\"odd\":{nest}}}"
                        ),
                    ),
                    (
                        "issues.json",
                        format!(
                            "[{{\"number\":1,\"title\":\"a\",\"state\":\"open\",\n\"odd\":{nest}}}]"
                        ),
                    ),
                    (
                        "sealed.throughline",
                        format!(
                            "{{\"format\":\"throughline-encrypted\",\"version\":1,\n\"kdf\":{nest}}}"
                        ),
                    ),
                    ("anything", nest.clone()),
                ] {
                    if let Some((proposal, _)) = here.import(name, &text)
                        && let Some(error) = proposal.broken
                    {
                        assert!(error.line == 2 || text == *nest, "{name} {depth}: {error:?}");
                    } else {
                        assert!(
                            name == "anything" || name == "board.json" || name == "issues.json",
                            "{name} {depth} was taken"
                        );
                    }
                    n += 1;
                }
            }
        }
        let tags = format!("{}{}", "<Task>".repeat(depth), "</Task>".repeat(depth));
        let plan = format!(
            "<Project xmlns=\"http://schemas.microsoft.com/project\">\n<Tasks>{tags}</Tasks></Project>"
        );
        here.import("plan.xml", &plan);
        here.import(
            "plan.xml",
            &format!(
                "<Project xmlns=\"http://schemas.microsoft.com/project\">{}",
                "<a>".repeat(depth)
            ),
        );
        here.import("table.csv", &format!("Key,Title\nA-1,{}\n", "\"\"".repeat(depth)));
        n += 3;
    }
    said(n, "too deep");
}

#[test]
fn numbers_that_are_none() {
    let mut here = Here::new();
    let numbers = [
        "NaN",
        "Infinity",
        "-Infinity",
        "1e999",
        "-1e999",
        "1e308",
        "-0",
        "-0.0",
        "9007199254740993",
        "18446744073709551616",
        "-9223372036854775809",
        "1e-999",
        "007",
        "+1",
        ".5",
        "5.",
        "0x10",
        "1_000",
        "1,5",
        "١٢",
        "null",
        "true",
        "\"1\"",
        "[]",
        "{}",
    ];
    let mut n = 0;
    for shape in SHAPES {
        for number in numbers {
            let text = (shape.number)(number);
            let is_number = serde_json::from_str::<serde_json::Value>(number).is_ok();
            match here.import(shape.name, &text) {
                // That it goes out and reads back as JSON is checked for everything that comes in.
                Some((proposal, _)) => {
                    if shape.is_json && !is_number {
                        assert!(proposal.broken.is_some(), "{}: {number} was taken", shape.name);
                    }
                }
                None => assert!(shape.is_json, "{}: {number}", shape.name),
            }
            n += 1;
        }
    }
    said(n, "numbers that are none");
}

#[test]
fn ids_that_stand_twice_lead_nowhere_or_go_in_circles() {
    let mut here = Here::new();
    let mut n = 0;
    for shape in SHAPES {
        for (what, rows) in [
            ("twice", &[("1", "", "One"), ("1", "", "One more"), ("2", "", "Two")][..]),
            ("thrice the same", &[("1", "", "One"), ("1", "", "One"), ("1", "", "One")]),
            ("nowhere", &[("1", "77", "One"), ("2", "", "Two")]),
            ("itself", &[("1", "1", "One"), ("2", "", "Two")]),
            ("two in a circle", &[("1", "2", "One"), ("2", "1", "Two")]),
            ("three in a circle", &[("1", "2", "One"), ("2", "3", "Two"), ("3", "1", "Three")]),
        ] {
            let (proposal, after) =
                here.import(shape.name, &(shape.file)(rows)).expect("it is known");
            if shape.format == Format::Throughline
                && what.contains("twice") | what.contains("thrice")
            {
                let error = proposal.broken.expect("it is refused");
                assert!(error.message.contains("a second time") && error.line == 5, "{error:?}");
            } else if proposal.broken.is_none() {
                let titles: Vec<&str> = after.items.iter().map(|i| i.title.as_str()).collect();
                assert!(titles.contains(&"One"), "{} {what}: {titles:?}", shape.name);
                let odd = what != "twice" && what != "thrice the same";
                // On a board the parent is the list, and there is a list 1.
                let is_list = shape.format == Format::Trello && what == "itself";
                let speaks = !matches!(shape.format, Format::GitHub) && odd && !is_list;
                assert!(
                    !speaks || !proposal.unplaced.is_empty(),
                    "{} {what}: nothing is said",
                    shape.name
                );
            }
            n += 1;
        }
        // A circle of a thousand.
        let names: Vec<String> = (1..=1000).map(|n| n.to_string()).collect();
        let next = |idx: usize| names[(idx + 1) % names.len()].as_str();
        let rows: Vec<(&str, &str, &str)> =
            names.iter().enumerate().map(|(idx, id)| (id.as_str(), next(idx), "Item")).collect();
        assert!(here.import(shape.name, &(shape.file)(&rows)).is_some());
        n += 1;
    }
    said(n, "ids that stand twice, lead nowhere or go in circles");
}

#[test]
fn names_and_texts_that_others_trip_over() {
    let mut here = Here::new();
    let long = "W".repeat(10_000);
    let stacked = format!("Z{}", "\u{301}\u{489}".repeat(200));
    let titles = [
        "__proto__",
        "constructor",
        "toString",
        "hasOwnProperty",
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        "{{7*7}}",
        "${7*7}",
        "=1+1",
        "@SUM(A1)",
        "-2+3",
        "\u{202e}gpj.exe",
        "\u{2066}isolated\u{2069}",
        "\u{2067}",
        "שלום עולם",
        "مرحبا",
        "zero\u{200b}width\u{200d}",
        "\u{feff}mark",
        "\u{ad}soft",
        "👩‍👩‍👧‍👦",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "e\u{301}",
        "\u{fffd}",
        "\u{fffe}\u{10ffff}",
        "a\u{85}b\u{2028}c",
        "\u{1}\u{7}\u{8}\u{b}\u{1b}[31m",
        "tab\tand\u{a0}space",
        "\"quoted\", 'and' `so`",
        "\\u0000 \\ud800",
        &long,
        &stacked,
    ];
    let mut n = 0;
    for shape in SHAPES {
        for title in titles {
            let text = (shape.file)(&[("1", "", title), ("2", "", "Other")]);
            let (proposal, after) = here.import(shape.name, &text).expect("it is known");
            n += 1;
            if proposal.broken.is_some() {
                continue;
            }
            // Whole and as it was, but for what no text holds and white space at its ends.
            let is_kept = after.items.iter().any(|item| item.title == title.trim());
            let said = proposal.unplaced.iter().any(|u| !u.why.is_empty());
            let has_controls = title.chars().any(|c| c.is_control() || c == '\u{feff}');
            assert!(
                is_kept || said || has_controls,
                "{}: {title:?} is not there and nothing is said",
                shape.name
            );
        }
    }
    for name in ["__proto__", "constructor", "prototype"] {
        let text = format!(
            "{{\"format\":\"throughline\",\"version\":1,\"{name}\":{{\"polluted\":1}},\n\"items\":[{{\"id\":\"0000000000001\",\"title\":\"a\",\"{name}\":{{\"polluted\":true}}}}]}}"
        );
        let (_, after) = here.import("workspace.json", &text).expect("ours");
        assert!(
            json::export(&after).contains(&format!("\"{name}\":{{\"polluted\":true}}")),
            "it is data, and kept"
        );
        n += 1;
    }
    said(n, "names and texts that others trip over");
}

#[test]
fn half_characters() {
    let mut here = Here::new();
    let mut n = 0;
    for half in
        ["\\ud800", "\\udc00", "\\ud83d", "\\ud83d\\u0041", "\\udc00\\ud800", "\\ud83d\\ud83d"]
    {
        for shape in SHAPES.iter().filter(|shape| shape.is_json) {
            let text = (shape.file)(&[("1", "", "Half"), ("2", "", "Whole")]).replace("Half", half);
            let (proposal, _) = here.import(shape.name, &text).expect("it is known");
            let error = proposal.broken.unwrap_or_else(|| panic!("{}: {half}", shape.name));
            assert!(error.line >= 1 && error.column >= 1, "{}: {error:?}", shape.name);
            n += 1;
        }
    }
    // A file in another encoding, as the browser hands it over.
    for shape in SHAPES {
        let text = (shape.file)(&[("1", "", "One"), ("2", "", "Two")]);
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        here.import(shape.name, &String::from_utf8_lossy(&wide));
        let latin: Vec<u8> = text.replace("One", "Übung").chars().map(|c| c as u8).collect();
        assert!(here.import(shape.name, &String::from_utf8_lossy(&latin)).is_some());
        n += 2;
    }
    said(n, "half characters and other encodings");
}

/// Lists the real files that an importer reads.
fn real() -> Vec<(String, Format, String)> {
    let refs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/refs");
    let mut found = Vec::new();
    for (folder, ending, format) in [
        ("trello", "json", Format::Trello),
        ("jira", "csv", Format::Csv),
        ("kubernetes", "csv", Format::Csv),
        ("flow", "csv", Format::Csv),
        ("flow/sprints", "csv", Format::Csv),
        ("mspdi", "xml", Format::Mspdi),
        ("mspdi/converted", "xml", Format::Mspdi),
    ] {
        let Ok(entries) = fs::read_dir(refs.join(folder)) else { continue };
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            if path.extension().is_some_and(|end| end == ending)
                && let Ok(bytes) = fs::read(&path)
            {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                found.push((name, format, String::from_utf8_lossy(&bytes).into_owned()));
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

#[test]
fn real_files_cut_at_every_thousandth_byte() {
    let files = real();
    if files.is_empty() {
        return println!("skipped: ../shared/refs is not here");
    }
    let (mut n, mut refused) = (0, 0);
    for (name, format, text) in &files {
        let own = Model::empty("Own");
        let mut desk = Desk::default();
        desk.answer(Ask::Follow, &json::export(&own)).unwrap();
        // The largest in wider steps, so that the whole takes seconds.
        let step = if text.len() > 400_000 { 20_000 } else { 1_000 };
        for cut in (1..text.len()).step_by(step) {
            let mut end = cut;
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            let ask = Ask::File {
                name: name.clone(),
                whole: false,
                remembered: None,
                chosen: Some((Mode::Merge, None)),
                world: world(),
            };
            let (answer, changes) = desk.answer(ask, &text[..end]).unwrap();
            n += 1;
            let Answer::Proposal(proposal) = answer else {
                assert_eq!(changes, "");
                refused += 1;
                continue;
            };
            if let Some(error) = proposal.broken {
                assert_eq!(changes, "", "{name} cut at {end}");
                assert!(!error.message.is_empty() && !error.hint.is_empty());
                refused += 1;
                continue;
            }
            // A table that ends early is a shorter table; nothing else that ends early is whole.
            assert_eq!(*format, Format::Csv, "{name} cut at {end} of {} was taken", text.len());
            let set = ChangeSet::decode(&changes).unwrap();
            let mut after = own.clone();
            after.apply_all(&set).unwrap();
            assert_eq!(after.check(), [], "{name} cut at {end}");
        }
    }
    said(n, &format!("{} real files cut short, {refused} refused", files.len()));
    assert!(n > 1_000);
}
