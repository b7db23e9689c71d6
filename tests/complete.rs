//! What a filter can go on with: the best comes first, what is replaced is what was meant, and all
//! that is offered can be read.
#![cfg(not(target_arch = "wasm32"))]

use throughline_core::env::Env;
use throughline_core::lens::table;
use throughline_core::model::Kind;
use throughline_core::model::time::Date;
use throughline_core::model::workspace::Model;
use throughline_core::query::{Completions, complete};
use throughline_core::sample;

fn story() -> Model {
    let today: Date = "2026-05-04".parse().unwrap();
    sample::workspace(&mut Env::new(today.start_utc(), today, 1))
}

/// Completes items where `|` stands; gives the texts that would come of it.
fn after(model: &Model, text: &str) -> Vec<String> {
    let caret = text.find('|').expect("a caret");
    let text = text.replace('|', "");
    let Completions { range, list } = complete(model, Kind::Item, &text, caret);
    let replaced = |with: &str| format!("{}{with}{}", &text[..range.start], &text[range.end..]);
    list.iter().map(|done| replaced(&done.text)).collect()
}

#[test]
fn fields_come_first_and_then_what_fits_them() {
    let model = story();
    let first = after(&model, "|");
    assert_eq!(first[..3], ["owner:", "status:", "labels:"]);
    assert!(first.contains(&"is:".to_owned()), "{first:?}");
    assert_eq!(after(&model, "pri|")[0], "priority:");
    assert_eq!(after(&model, "priority:hi|"), ["priority:high "]);
    assert_eq!(after(&model, "priority:|").len(), 5);
    assert_eq!(after(&model, "due<|")[0], "due<today ");
    assert!(after(&model, "owner:|").contains(&"owner:me ".to_owned()));
    assert_eq!(after(&model, "owner:gra|"), ["owner:\"Grace Adeyemi\" "]);
    assert_eq!(after(&model, "is:bl|"), ["is:blocked "]);
    assert_eq!(after(&model, "has:dep|").len(), 0, "fields of the record only");
    assert_eq!(after(&model, "title:|"), ["title:none ", "title:any "]);
    assert_eq!(after(&model, "nonsense:|").len(), 0);
}

#[test]
fn a_value_brings_its_field_and_quotation_marks() {
    let model = story();
    assert_eq!(after(&model, "block|")[0], "is:blocked ");
    assert!(after(&model, "adey|").contains(&"owner:\"Grace Adeyemi\" ".to_owned()));
    assert_eq!(after(&model, "\"Grace A|"), ["owner:\"Grace Adeyemi\" "]);
}

#[test]
fn only_what_is_meant_is_replaced() {
    let model = story();
    assert_eq!(after(&model, "lamp -is:bl|ocked due<2w"), ["lamp -is:blocked  due<2w"]);
    assert_eq!(after(&model, "priority:high,ur|,low x"), ["priority:high,urgent ,low x"]);
    assert_eq!(after(&model, "a | b").len(), 8, "a new word begins between two spaces");
    assert_eq!(after(&model, "-pri|")[0], "-priority:");
}

#[test]
fn everything_that_is_offered_can_be_read() {
    let model = story();
    let mut n = 0;
    for kind in Kind::ALL {
        let fields = complete(&model, *kind, "", 0).list;
        let letters = ('a'..='z').map(String::from);
        let found = letters.flat_map(|c| complete(&model, *kind, &c, 1).list);
        for done in fields.into_iter().chain(found) {
            let mut texts = vec![done.text.clone()];
            if done.text.ends_with(':') {
                let list = complete(&model, *kind, &done.text, done.text.len()).list;
                texts = list.iter().map(|value| format!("{}{}", done.text, value.text)).collect();
            }
            for text in texts {
                let problem = table::check(&model, *kind, &text);
                assert_eq!(problem.map(|e| e.to_string()), None, "{}: {text}", kind.name());
                n += 1;
            }
        }
    }
    assert!(n > 500, "{n}");
}

#[test]
fn any_caret_in_any_text_is_taken() {
    let model = story();
    for text in ["", "ü:\"ä", "owner:\"日本,", "--", ":", "a:b:c", "\"\"\"", "due<=", "x,y:z,"]
    {
        for caret in 0..=text.len() + 2 {
            let found = complete(&model, Kind::Item, text, caret);
            assert!(text.get(found.range.clone()).is_some(), "{text} at {caret}");
        }
    }
}
