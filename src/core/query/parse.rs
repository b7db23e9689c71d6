//! Reads a filter. It knows no records, but for the names of a workspace's own fields.

use std::ops::Range;

use super::subject::{CustomKind, Flag, Sort, Subject, plain};
use super::{Op, Query, QueryError, Term, Test, value};
use crate::model::time::Date;
use crate::model::workspace::Model;

/// Reads a filter; knows the fields that every item has.
pub fn parse(text: &str) -> Result<Query, QueryError> {
    parse_with(text, &|_| None)
}

/// Reads a filter; knows the workspace's own fields too.
pub fn parse_for(text: &str, model: &Model) -> Result<Query, QueryError> {
    parse_with(text, &|name| {
        let wanted = plain(name);
        let field = model.custom_fields.iter().find(|f| plain(&f.name) == wanted)?;
        Some(Subject::Custom(field.id, CustomKind::of(&field.holds)))
    })
}

/// Is a value and where it stands in the text, in bytes.
pub(crate) type Placed = (String, Range<usize>);

/// Is a part of a filter before it is known what it asks.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Piece {
    /// Whether it must not hold.
    pub(crate) not: bool,
    /// The word, without its quotation marks.
    pub(crate) word: String,
    /// The field's name, where it stands, the comparison, and the values with their places; nothing
    /// for a word.
    pub(crate) field: Option<(String, Range<usize>, Op, Vec<Placed>)>,
    /// Where it stands in the text, in bytes.
    pub(crate) span: Range<usize>,
}

/// Cuts a filter into its parts; knows no field.
pub(crate) fn split_terms(text: &str) -> Vec<Piece> {
    let piece = |span: Range<usize>| {
        let whole = text.get(span.clone()).unwrap_or_default();
        let (not, body) = match whole.strip_prefix('-') {
            Some(body) if !body.is_empty() => (true, body),
            _ => (false, whole),
        };
        let start = span.end - body.len();
        let field = split(body).map(|(said, op, rest)| {
            let at = start + body.len() - rest.len();
            (unquoted(said), start..start + said.len(), op, values(rest, at))
        });
        Piece { not, word: unquoted(body), field, span }
    };
    pieces(text).into_iter().map(piece).collect()
}

type Custom<'a> = &'a dyn Fn(&str) -> Option<Subject>;

fn parse_with(text: &str, custom: Custom<'_>) -> Result<Query, QueryError> {
    let mut terms = Vec::new();
    for span in pieces(text) {
        let piece = text.get(span.clone()).unwrap_or_default();
        let (not, body) = match piece.strip_prefix('-') {
            Some(body) if !body.is_empty() => (true, body),
            _ => (false, piece),
        };
        let start = span.end - body.len();
        let test = test_of(body, start, custom)?;
        terms.push(Term { not, test, span });
    }
    Ok(Query { terms })
}

/// Cuts a text at spaces that are not inside quotation marks.
pub(super) fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = None;
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() && !quoted {
            out.extend(start.take().map(|from| from..at));
            continue;
        }
        start.get_or_insert(at);
        if c == '"' {
            quoted = !quoted;
        }
    }
    out.extend(start.map(|from| from..text.len()));
    out
}

fn test_of(body: &str, start: usize, custom: Custom<'_>) -> Result<Test, QueryError> {
    let Some((said, op, rest)) = split(body) else {
        return Ok(Test::Word(unquoted(body)));
    };
    let name = unquoted(said);
    let span = start..start + said.len();
    let at = start + body.len() - rest.len();
    let values = values(rest, at);
    if values.is_empty() {
        return Err(QueryError {
            span: start..start + body.len(),
            message: format!("After “{}” something is missing.", body),
            hint: "Type a value, such as owner:me or due<2w.".to_owned(),
        });
    }
    match (name.to_lowercase().as_str(), op) {
        ("is", Op::Is) => return is(&values),
        ("has", Op::Is) => return has(&values, custom),
        _ => {}
    }
    let subject = Subject::named(&name).or_else(|| custom(&name)).ok_or_else(|| QueryError {
        span,
        message: format!("There is no field “{name}”."),
        hint: nearest(&name),
    })?;
    for (value, span) in &values {
        fits(subject, op, value).map_err(|(message, hint)| QueryError {
            span: span.clone(),
            message,
            hint,
        })?;
    }
    Ok(Test::Compare { subject, op, values: values.into_iter().map(|(v, _)| v).collect() })
}

/// Splits `field:value`; a word, a phrase, a time or an address is not split.
pub(super) fn split(body: &str) -> Option<(&str, Op, &str)> {
    let mut quoted = false;
    let at = body.char_indices().find_map(|(at, c)| {
        quoted ^= c == '"';
        (!quoted && matches!(c, ':' | '<' | '>' | '=')).then_some(at)
    })?;
    let name = body.get(..at)?;
    if !unquoted(name).starts_with(char::is_alphabetic) {
        return None;
    }
    let rest = body.get(at..)?;
    let (op, rest) = [
        ("<=", Op::AtMost),
        (">=", Op::AtLeast),
        (":<=", Op::AtMost),
        (":>=", Op::AtLeast),
        (":<", Op::Less),
        (":>", Op::More),
        ("<", Op::Less),
        (">", Op::More),
        (":", Op::Is),
        ("=", Op::Is),
    ]
    .into_iter()
    .find_map(|(sign, op)| rest.strip_prefix(sign).map(|rest| (op, rest)))?;
    (!rest.starts_with("//")).then_some((name, op, rest))
}

/// Cuts values at commas that are not inside quotation marks; `at` is where they start.
fn values(text: &str, at: usize) -> Vec<(String, Range<usize>)> {
    let mut out = Vec::new();
    let mut quoted = false;
    let mut from = 0;
    let mut cut = |from: usize, to: usize| {
        let value = unquoted(text.get(from..to).unwrap_or_default());
        if !value.is_empty() {
            out.push((value, at + from..at + to));
        }
    };
    for (idx, c) in text.char_indices() {
        quoted ^= c == '"';
        if c == ',' && !quoted {
            cut(from, idx);
            from = idx + 1;
        }
    }
    cut(from, text.len());
    out
}

fn unquoted(text: &str) -> String {
    text.replace('"', "").trim().to_owned()
}

fn is(values: &[(String, Range<usize>)]) -> Result<Test, QueryError> {
    match values {
        [(name, span)] => Flag::named(name).map(Test::Is).ok_or_else(|| QueryError {
            span: span.clone(),
            message: format!("“{name}” is no state of an item."),
            hint: format!("Use one of {}.", Flag::NAMES),
        }),
        many => Err(QueryError {
            span: many.iter().map(|(_, s)| s.clone()).reduce(|a, b| a.start..b.end).unwrap_or(0..0),
            message: "“is:” takes one state.".to_owned(),
            hint: "Write is: once for each.".to_owned(),
        }),
    }
}

fn has(values: &[(String, Range<usize>)], custom: Custom<'_>) -> Result<Test, QueryError> {
    match values {
        [(name, span)] => {
            let subject = Subject::named(name).or_else(|| custom(name));
            subject.map(Test::Has).ok_or_else(|| QueryError {
                span: span.clone(),
                message: format!("Items have no “{name}”."),
                hint: nearest(name),
            })
        }
        many => Err(QueryError {
            span: many.iter().map(|(_, s)| s.clone()).reduce(|a, b| a.start..b.end).unwrap_or(0..0),
            message: "“has:” takes one thing.".to_owned(),
            hint: "Write has: once for each.".to_owned(),
        }),
    }
}

/// Tells whether a value can be compared with a field.
fn fits(subject: Subject, op: Op, text: &str) -> Result<(), (String, String)> {
    if op == Op::Is && is_presence(text) {
        return Ok(());
    }
    let wrong = |what: &str, hint: &str| Err((format!("“{text}” is not {what}."), hint.to_owned()));
    match subject.sort() {
        Sort::Date if value::day(text, Date::default()).is_none() => wrong(
            "a date",
            "Write 2026-05-01, today, tomorrow, or a distance such as 3d, 2w or -1m.",
        ),
        Sort::Number if value::number(text).is_none() => {
            wrong("a number", "Write digits, such as 3 or 2.5.")
        }
        Sort::Minutes if value::minutes(text).is_none() => {
            wrong("a duration", "Write hours or minutes, such as 2h or 90m.")
        }
        Sort::Bool if value::truth(text).is_none() => wrong("yes or no", "Write yes or no."),
        Sort::Choice(choices)
            if !choices
                .iter()
                .any(|c| c.name.eq_ignore_ascii_case(text) || plain(c.label) == plain(text)) =>
        {
            let names: Vec<&str> = choices.iter().map(|c| c.name).collect();
            wrong("a choice here", &format!("Use one of {}.", names.join(", ")))
        }
        Sort::Presence => wrong("a value here", "Only “none” and “any” can be asked for."),
        Sort::Text | Sort::Refs if op != Op::Is => Err((
            "Only dates, numbers and ordered choices are less or more.".to_owned(),
            "Use a colon instead.".to_owned(),
        )),
        _ => Ok(()),
    }
}

/// Tells whether a value asks only whether there is one.
pub(super) fn is_presence(text: &str) -> bool {
    text.eq_ignore_ascii_case("none") || text.eq_ignore_ascii_case("any")
}

fn nearest(name: &str) -> String {
    let wanted = plain(name);
    let near = super::field_names().into_iter().find(|known| {
        let known = plain(known);
        !wanted.is_empty() && (known.starts_with(&wanted) || wanted.starts_with(&known))
    });
    match near {
        Some(near) => format!("Did you mean “{near}”? Quotation marks search for the words."),
        None => "Try owner, label, status, due, or put the words in quotation marks.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &str) {
        let shown = match parse(text) {
            Ok(query) => query
                .terms
                .iter()
                .map(|term| format!("{}{:?}", if term.not { "not " } else { "" }, term.test))
                .collect::<Vec<_>>()
                .join("; "),
            Err(e) => format!("{:?} {}", &text[e.span.clone()], e.message),
        };
        assert!(shown.starts_with(expected), "{text}: {shown}");
    }

    #[test]
    fn words_phrases_and_addresses_are_words() {
        check("", "");
        check("  fix  login ", "Word(\"fix\"); Word(\"login\")");
        check("-draft", "not Word(\"draft\")");
        check("\"in place\" -\"old one\"", "Word(\"in place\"); not Word(\"old one\")");
        check("\"owner:me\"", "Word(\"owner:me\")");
        check("https://example.org", "Word(\"https://example.org\")");
        check("12:30", "Word(\"12:30\")");
        check("- \"open", "Word(\"-\"); Word(\"open\")");
    }

    #[test]
    fn fields_compare_with_one_of_several_values() {
        check(
            "category:done,active",
            "Compare { subject: Category, op: Is, values: [\"done\", \"active\"] }",
        );
        check(
            "program:\"Moon shot\",b",
            "Compare { subject: Program, op: Is, values: [\"Moon shot\", \"b\"] }",
        );
        check("-key:A-1", "not Compare { subject: Key");
        check("due<2w", "Compare { subject: Field(");
        check("due:>=today", "Compare { subject: Field(");
        check("is:overdue has:comments", "Is(Overdue); Has(Comment)");
        check("is:bug is:done", "Is(Of(Bug)); Is(In(Done))");
        for text in
            ["type:bug", "estimate>=3", "due:none", "Deadline:today", "priority>=high", "labels:x"]
        {
            assert!(matches!(parse(text).unwrap().terms[0].test, Test::Compare { .. }), "{text}");
        }
    }

    #[test]
    fn errors_point_at_the_word() {
        check("fix ownr:me", "\"ownr\" There is no field");
        check("due<soon", "\"soon\" “soon” is not a date");
        check("estimate:x", "\"x\" “x” is not a number");
        check("priority:high,huge", "\"huge\" “huge” is not a choice here");
        check("is:funny", "\"funny\" “funny” is no state");
        check("has:legs", "\"legs\" Items have no");
        check("owner:", "\"owner:\" After");
        check("title<b", "\"b\" Only dates");
        check("blocked:x", "\"x\" “x” is not a value here");
        check("\"dueé\":due", "\"\\\"dueé\\\"\" There is no field “dueé”");
    }

    proptest! {
        #[test]
        fn law_p1_no_text_makes_the_parser_panic(text in any::<String>()) {
            let _ = parse(&text);
        }

        #[test]
        fn law_p1_no_text_of_its_own_signs_makes_the_parser_panic(
            text in "(-|\"|:|<|=|,| |due|is|é|owner|9w|-1m){0,12}",
        ) {
            if let Err(e) = parse(&text) {
                prop_assert!(text.get(e.span.clone()).is_some(), "{:?}", e);
            }
        }
    }
}
