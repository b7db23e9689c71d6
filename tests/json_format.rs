//! The workspace's own JSON: equal bytes after every round trip, golden files that open forever,
//! and a description that matches the code.

mod common;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use common::generate;
use proptest::prelude::*;
use throughline_core::interchange::{json, schema};
use throughline_core::model::field::{FieldKind, Value};
use throughline_core::model::id::RawId;
use throughline_core::model::workspace::Model;
use throughline_core::model::{Kind, Record};

fn all(model: &Model) -> Vec<Record> {
    Kind::ALL.iter().flat_map(|kind| model.records(*kind).collect::<Vec<_>>()).collect()
}

/// Law F1 on one workspace.
fn check_round_trip(model: &Model) {
    let text = json::export(model);
    let incoming = json::read(&text).expect("what was written is read");
    assert_eq!(incoming.unplaced, []);
    let back = json::model(incoming);
    assert_eq!(back, *model);
    assert_eq!(json::export(&back), text);
    assert_eq!(back.check(), []);
}

#[test]
fn generated_workspaces_are_sound_and_the_same_for_the_same_seed() {
    for seed in 0..50 {
        let model = generate::model(seed, 30);
        assert_eq!(model.check(), [], "seed {seed}");
        assert_eq!(model, generate::model(seed, 30));
    }
}

#[test]
fn the_generator_fills_every_field_of_every_kind() {
    let mut filled: HashSet<(Kind, usize)> = HashSet::new();
    for seed in 0..40 {
        for record in all(&generate::model(seed, 40)) {
            for field in 0..record.kind().fields().len() {
                if !matches!(record.value(field), Value::Empty | Value::Parts(0)) {
                    filled.insert((record.kind(), field));
                }
            }
        }
    }
    let mut never = Vec::new();
    for kind in Kind::ALL {
        for (idx, field) in kind.fields().iter().enumerate() {
            if !filled.contains(&(*kind, idx)) {
                never.push(format!("{}.{}", kind.name(), field.name));
            }
        }
    }
    assert_eq!(never, [""; 0], "tests/common/generate.rs needs a line for these");
}

#[test]
fn f1_ten_thousand_generated_workspaces_come_back_byte_for_byte() {
    std::thread::scope(|scope| {
        for first in 0..2 {
            scope.spawn(move || {
                for seed in (first..10_000).step_by(2) {
                    check_round_trip(&generate::model(seed, (seed % 25) as usize));
                }
            });
        }
    });
}

#[test]
fn an_empty_workspace_comes_back() {
    check_round_trip(&Model::empty("Apollo"));
    let text = json::export(&Model::empty("Apollo"));
    assert_eq!(
        text,
        "{\"format\":\"throughline\",\"version\":1,\n\"workspaces\":[\n\
         {\"id\":\"0000000000001\",\"name\":\"Apollo\"}\n]\n}\n"
    );
}

#[test]
fn record_lines_come_back_in_the_order_of_kinds_and_ids() {
    let model = generate::model(7, 60);
    let mut records = all(&model);
    let text = json::record_lines(records.iter().rev().cloned());
    records.sort_by_key(Record::to_ref);
    assert_eq!(json::parse_lines(&text), Ok(records));
    assert_eq!(json::record_lines([]), "{\n}\n");
    assert_eq!(json::parse_lines("{\n}\n"), Ok(vec![]));
    let some = model.records(Kind::Item).take(1);
    assert_eq!(json::record_lines(some).lines().count(), 5);
}

#[test]
fn one_record_stands_on_one_line() {
    let text = json::export(&generate::model(3, 30));
    for line in text.lines().filter(|line| line.starts_with('{')).skip(1) {
        let line = line.strip_suffix(',').unwrap_or(line);
        assert!(serde_json::from_str::<serde_json::Value>(line).is_ok(), "{line}");
    }
}

#[test]
fn what_a_newer_version_wrote_inside_a_part_is_kept() {
    let mut item = Record::empty(Kind::Item, RawId(1 << 40));
    let parts = [
        (
            "checklists",
            r#"[{"name":"Steps","entries":[{"text":"One","flag":"red"}],"folded":true}]"#,
        ),
        ("blocked", r#"{"since":"2026-01-02T03:04:05Z","reason":"Parts","until":"2026-02-01"}"#),
    ];
    for (name, text) in parts {
        let json: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(item.set_json(name, &json), Ok(()));
        assert_eq!(item.json(name), json, "{name}");
        assert!(item.to_text().contains(text), "{}", item.to_text());
    }
    let back = Record::from_text(Kind::Item, &item.to_text()).unwrap();
    assert_eq!(back, item);
    assert_eq!(back.to_text(), item.to_text());
}

#[test]
fn writing_to_a_sink_gives_the_same_bytes() {
    let model = generate::model(5, 20);
    let mut sink = Vec::new();
    json::write(&model, &mut sink).unwrap();
    assert_eq!(String::from_utf8(sink).unwrap(), json::export(&model));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() })]
    #[test]
    fn f1_any_workspace_comes_back_byte_for_byte(model in generate::models(40)) {
        check_round_trip(&model);
    }
}

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn updating() -> bool {
    std::env::var_os("UPDATE").is_some()
}

#[test]
fn every_released_file_still_opens_and_writes_the_same_bytes() {
    // A released file is written once and never again.
    for (seed, name) in [(11, "small"), (12, "odd"), (13, "future")] {
        let path = root(&format!("tests/data/v1/{name}.json"));
        if updating() && !path.exists() {
            fs::write(path, json::export(&generate::model(seed, 6))).unwrap();
        }
    }
    let mut n = 0;
    for entry in fs::read_dir(root("tests/data/v1")).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let incoming = json::read(&text).unwrap_or_else(|e| panic!("{}: {e:?}", path.display()));
        assert_eq!(incoming.unplaced, [], "{}", path.display());
        let model = json::model(incoming);
        assert_eq!(model.check(), []);
        assert_eq!(json::export(&model), text, "{}", path.display());
        n += 1;
    }
    assert!(n >= 3);
}

#[test]
fn the_description_of_the_format_is_not_stale() {
    assert_eq!(schema::undescribed(), [""; 0], "schema_part.rs needs the shape of these");
    let schema_path = root("src/core/interchange/workspace.schema.json");
    let reference_path = root("src/core/interchange/FORMAT.md");
    if updating() {
        let text = serde_json::to_string_pretty(&schema::schema()).unwrap() + "\n";
        fs::write(&schema_path, text).unwrap();
        fs::write(&reference_path, schema::reference()).unwrap();
    }
    let kept = fs::read_to_string(schema_path).unwrap_or_default();
    let kept: serde_json::Value = serde_json::from_str(&kept).unwrap_or_default();
    let hint = "run UPDATE=1 cargo test --test json_format";
    assert!(kept == schema::schema(), "workspace.schema.json is stale: {hint}");
    let kept = fs::read_to_string(reference_path).unwrap_or_default();
    assert!(kept == schema::reference(), "FORMAT.md is stale: {hint}");
}

/// Tells whether a value has the shape that the schema gives its field, as far as types go.
fn fits(schema: &serde_json::Value, root: &serde_json::Value, value: &serde_json::Value) -> bool {
    if let Some(at) = schema["$ref"].as_str() {
        return fits(&root["$defs"][at.trim_start_matches("#/$defs/")], root, value);
    }

    match schema["type"].as_str() {
        Some("string") => value.is_string(),
        Some("number") => value.is_number(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("boolean") => value.is_boolean(),
        Some("array") => value
            .as_array()
            .is_some_and(|list| list.iter().all(|v| fits(&schema["items"], root, v))),
        Some("object") => value.as_object().is_some_and(|map| {
            let required = schema["required"].as_array();
            required.is_none_or(|r| r.iter().all(|k| map.contains_key(k.as_str().unwrap())))
                && map.iter().all(|(k, v)| match schema["properties"].get(k) {
                    Some(shape) => fits(shape, root, v),
                    None => true,
                })
        }),
        _ => true,
    }
}

#[test]
fn what_is_written_fits_the_schema() {
    let schema = schema::schema();
    for seed in 0..20 {
        let value: serde_json::Value =
            serde_json::from_str(&json::export(&generate::model(seed, 20))).unwrap();
        for kind in Kind::ALL {
            let shape = &schema["properties"][kind.table()];
            for row in value[kind.table()].as_array().into_iter().flatten() {
                assert!(fits(&shape["items"], &schema, row), "{row}");
            }
        }
    }
}

#[test]
fn every_field_has_a_sentence_and_every_choice_an_option() {
    for kind in Kind::ALL {
        for (idx, field) in kind.fields().iter().enumerate() {
            let choice = matches!(field.kind, FieldKind::Choice(c) if c.is_empty());
            assert!(!choice && !kind.help(idx).is_empty(), "{}", field.name);
        }
    }
}
