//! The language of formulas: what it gives, what it refuses and where it points.
#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use throughline_core::command::Command;
use throughline_core::env::Env;
use throughline_core::metrics::expression::{Book, Window, measure, parse};
use throughline_core::metrics::report::Unit;
use throughline_core::model::time::{Date, Time};
use throughline_core::model::workspace::Model;
use throughline_core::model::{Kind, Kpi};

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn march() -> Window {
    Window { from: date("2026-03-01"), to: date("2026-03-31") }
}

/// Makes a workspace of KPIs: key, unit, formula; each without a formula is read as told.
fn world(kpis: &[(&str, &str, &str)], readings: &[(&str, &str, f64)]) -> Model {
    let mut env = Env::new(Time::from_ms(1_790_000_000_000), date("2026-09-21"), 7);
    let mut model = Model::empty("Test");
    for (key, unit, formula) in kpis {
        let mut fields = vec![("name", *key), ("unit", *unit), ("formula", *formula)];
        if !formula.is_empty() {
            fields.push(("source", "formula"));
        }
        let fields = fields.into_iter().map(|(name, v)| (name.to_owned(), v.into())).collect();
        let command = Command::CreateRecord { kind: Kind::Kpi, fields };
        let made = model.run(&command, &mut env).unwrap().created.unwrap();
        let change = throughline_core::change::Change::Set {
            at: made,
            field: "key".into(),
            before: serde_json::Value::Null,
            after: (*key).into(),
        };
        model.apply(&change).unwrap();
    }
    for (key, day, value) in readings {
        let kpi = model.kpis.iter().find(|kpi| kpi.key == *key).unwrap().id;
        let fields = vec![
            ("kpi".to_owned(), kpi.raw().to_string().into()),
            ("date".to_owned(), (*day).into()),
            ("value".to_owned(), (*value).into()),
        ];
        let command = Command::CreateRecord { kind: Kind::Reading, fields };
        model.run(&command, &mut env).unwrap();
    }
    model
}

const KPIS: [(&str, &str, &str); 6] = [
    ("new-mrr", "k€", ""),
    ("churned_mrr", "EUR", ""),
    ("customers", "customers", ""),
    ("wait", "days", ""),
    ("rate", "%", ""),
    ("dollars", "USD", ""),
];

const READ: [(&str, &str, f64); 9] = [
    ("new-mrr", "2026-01-31", 8.0),
    ("new-mrr", "2026-02-28", 10.0),
    ("new-mrr", "2026-03-10", 11.0),
    ("new-mrr", "2026-03-31", 13.0),
    ("churned_mrr", "2026-03-31", 3_000.0),
    ("customers", "2026-03-31", 20.0),
    ("rate", "2026-03-31", 25.0),
    ("wait", "2026-03-31", 4.0),
    ("dollars", "2026-03-31", 5.0),
];

fn gives(formula: &str) -> Result<f64, String> {
    let model = world(&KPIS, &READ);
    let book = Book::new(&model);
    let expr = parse(formula).map_err(|fault| fault.to_string())?;
    book.check(&expr, None).map_err(|fault| fault.to_string())?;
    book.work_out(&expr, march())
}

/// Gives what a formula is blamed for: the part that is pointed at, and the sentence.
fn blamed(formula: &str) -> (String, String) {
    let model = world(&KPIS, &READ);
    let book = Book::new(&model);
    let fault = parse(formula).and_then(|expr| book.check(&expr, None)).unwrap_err();
    (formula[fault.span.clone()].to_owned(), fault.message)
}

#[test]
fn numbers_keys_and_functions_give_what_they_say() {
    for (formula, value) in [
        ("1 + 2 * 3", 7.0),
        ("(1 + 2) × 3 − 4 ÷ 2", 7.0),
        ("-2 + 5%", -1.95),
        ("new-mrr - churned-mrr", 10_000.0),
        ("NEW_MRR * rate", 3_250.0),
        ("sum(new-mrr)", 24_000.0),
        ("avg(new-mrr)", 12_000.0),
        ("min(new-mrr) + max(new-mrr)", 24_000.0),
        ("change(new-mrr)", 3_000.0),
        ("previous(new-mrr)", 10_000.0),
        ("max(new-mrr, churned-mrr)", 13_000.0),
        ("new-mrr / customers", 650.0),
    ] {
        assert_eq!(gives(formula), Ok(value), "{formula}");
    }
}

#[test]
fn a_fault_points_at_the_word_and_says_what_was_expected() {
    for (formula, part, words) in [
        ("", "", "The formula is empty."),
        ("1 +", "", "the end came"),
        ("(1 + 2", "", "A closing parenthesis was expected"),
        ("1 2", "2", "A sign such as"),
        ("1.2.3", "1.2.3", "A number was expected"),
        ("new-mrr & 1", "&", "has no meaning here"),
        ("median(new-mrr)", "median", "No function is called `median`"),
        ("sum(new-mrr, rate)", "sum(new-mrr, rate)", "takes one thing"),
        ("new-mrr + nobody", "nobody", "No KPI has the key `nobody`"),
        ("wait-rate", "wait-rate", "No KPI has the key `wait-rate`"),
        ("new-mrr + wait", "wait", "`day` cannot be added to `EUR`"),
        ("new-mrr − dollars", "dollars", "`USD` cannot be taken from `EUR`"),
        ("new-mrr + new-mrr × customers", "new-mrr × customers", "cannot be added to `EUR`"),
        ("max(wait, new-mrr)", "new-mrr", "cannot be compared with"),
    ] {
        let (found, message) = blamed(formula);
        assert_eq!(found, part, "{formula}: {message}");
        assert!(message.contains(words), "{formula}: {message}");
    }
}

#[test]
fn units_follow_the_signs() {
    let model = world(&KPIS, &READ);
    let book = Book::new(&model);
    for (formula, unit) in [
        ("new-mrr / customers", "EUR per customer"),
        ("new-mrr / churned-mrr", ""),
        ("new-mrr * rate", "EUR"),
        ("wait * wait", "day^2"),
        ("1 / wait", "1 per day"),
        ("wait + 2", "day"),
    ] {
        assert_eq!(book.check(&parse(formula).unwrap(), None).unwrap().text(), unit, "{formula}");
    }
    assert_eq!(measure("k€").unit, Unit::Money("EUR".to_owned()));
    assert_eq!((measure("k€").scale, measure("%").scale), (1_000.0, 0.01));
    assert_eq!(measure("EUR/customer").dims, measure("€ per customers").dims);
}

#[test]
fn a_division_by_zero_and_a_missing_reading_are_said() {
    let none = world(&KPIS, &[("customers", "2026-03-31", 0.0), ("wait", "2026-03-31", 1.0)]);
    let book = Book::new(&none);
    let out = |text: &str| book.work_out(&parse(text).unwrap(), march()).unwrap_err();
    assert!(out("wait / customers").contains("`customers` is zero"));
    let said = out("new-mrr + 1");
    assert!(said.contains("`new-mrr` has no reading by 31 Mar 2026"), "{said}");
    assert!(out("sum(new-mrr)").contains("Nothing was read"));
    assert!(out("wait / 0").contains("zero"));
    let big = "9".repeat(200);
    assert!(out(&format!("{big} * {big}")).contains("too large"));
}

#[test]
fn circles_are_found_and_named() {
    let model =
        world(&[("a", "", "b + 1"), ("b", "", "c"), ("c", "", "a"), ("own", "", "own")], &[]);
    let book = Book::new(&model);
    let kpi = |key: &str| -> &Kpi { book.named(key)[0] };
    let said = book.value(kpi("a"), march()).unwrap_err();
    assert!(said.contains("a → b → c → a"), "{said}");
    let own = book.value(kpi("own"), march()).unwrap_err();
    assert!(own.contains("own → own"), "{own}");
    // A long chain ends with a sentence, not with the stack.
    let keys: Vec<String> = (0..200).map(|n| format!("k{n}")).collect();
    let formulas: Vec<String> = (1..=200).map(|n| format!("k{n} + k{n}")).collect();
    let chain: Vec<_> =
        keys.iter().zip(&formulas).map(|(k, f)| (k.as_str(), "", f.as_str())).collect();
    let model = world(&chain, &[]);
    let book = Book::new(&model);
    assert!(book.value(book.named("k0")[0], march()).is_err());
}

#[test]
fn a_formula_over_formulas_is_worked_out_with_its_own_unit() {
    let kpis = [
        ("new", "k€", ""),
        ("lost", "k€", ""),
        ("people", "customers", ""),
        ("net", "k€", "new - lost"),
        ("each", "", "net / people"),
        ("wrong", "days", "net"),
    ];
    let model = world(
        &kpis,
        &[("new", "2026-03-31", 9.0), ("lost", "2026-03-31", 4.0), ("people", "2026-03-31", 10.0)],
    );
    let book = Book::new(&model);
    assert_eq!(book.value(book.named("net")[0], march()), Ok(5_000.0));
    assert_eq!(book.value(book.named("each")[0], march()), Ok(500.0));
    assert_eq!(
        book.measure(book.named("each")[0]).unit,
        Unit::Other("EUR per customer".to_owned())
    );
    let wrong = book.value(book.named("wrong")[0], march()).unwrap_err();
    assert!(wrong.contains("gives `EUR`") && wrong.contains("`days`"), "{wrong}");
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "[a-z0-9 .,()+*/%−×÷:_-]{0,60}|\\PC{0,40}|[(]{0,300}|(-){0,300}1") {
        let model = world(&KPIS, &READ);
        let book = Book::new(&model);
        match parse(&text) {
            Ok(expr) => {
                let _ = book.check(&expr, None);
                prop_assert!(book.work_out(&expr, march()).map_or(true, f64::is_finite));
            }
            Err(fault) => {
                prop_assert!(text.get(fault.span.clone()).is_some(), "{fault:?}");
                prop_assert!(!fault.message.is_empty());
            }
        }
    }
}
