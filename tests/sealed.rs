//! Files that a passphrase seals, as far as they go without a cipher: the envelope is read strictly,
//! hostile values are refused with their place, and no flipped bit passes unseen. That they open, and
//! what opens them, is tested where the cipher is: `tests/e2e/sealed.spec.mjs`.
#![cfg(not(target_arch = "wasm32"))]

use throughline_core::desk::{Answer, Ask, Desk, World};
use throughline_core::interchange::sealed::{
    FEWEST, Length, MOST, ROUNDS, Sealed, inflate, parse, shrink,
};
use throughline_core::interchange::{Format, json, sniff};
use throughline_core::model::time::Time;

const KNOWN: &str = include_str!("data/sealed/known.throughline");

fn known() -> Sealed {
    parse(KNOWN).unwrap()
}

#[test]
fn what_is_written_reads_back() {
    let file = known();
    assert_eq!(file.rounds, ROUNDS);
    assert_eq!(file.write(), KNOWN);
    assert_eq!(sniff("anything", KNOWN), Some(Format::Sealed));
    let spaced = KNOWN.replace(',', " ,\r\n\t");
    assert_eq!(parse(&spaced).unwrap(), file, "white space means nothing");
    assert_eq!(parse(&format!("\u{feff}{KNOWN}")).unwrap(), file);
    assert!(json::read(KNOWN).unwrap_err().message.contains("encrypted with a passphrase"));
}

#[test]
fn hostile_values_are_refused_where_they_stand() {
    let cases: &[(&str, &str, usize, &str)] = &[
        ("\"rounds\":600000", "\"rounds\":0", 2, "found 0, expected a whole number of rounds"),
        ("\"rounds\":600000", "\"rounds\":599999", 2, "found 599999"),
        ("\"rounds\":600000", "\"rounds\":10000001", 2, "found 10000001"),
        ("\"rounds\":600000", "\"rounds\":1e9", 2, "found 1000000000.0"),
        ("\"rounds\":600000", "\"rounds\":1000000000", 2, "found 1000000000"),
        ("\"rounds\":600000", "\"rounds\":-600000", 2, "found -600000"),
        ("\"rounds\":600000", "\"rounds\":600000.5", 2, "found 600000.5"),
        ("\"rounds\":600000", "\"rounds\":1e999", 2, "number out of range"),
        ("\"rounds\":600000", "\"rounds\":NaN", 2, "expected"),
        ("\"rounds\":600000", "\"rounds\":\"600000\"", 2, "found \"600000\""),
        ("\"rounds\":600000", "\"rounds\":null", 2, "found null"),
        ("\"rounds\":600000", "\"rounds\":18446744073709551616", 2, "found 1.8446744073709552e+19"),
        ("\"rounds\":600000,", "", 2, "found no `rounds`"),
        ("\"rounds\":600000", "\"rounds\":600000,\"rounds\":700000", 2, "duplicate field"),
        ("AAECAwQFBgcICQoLDA0ODw==", "", 2, "found 0 bytes, expected 16"),
        ("AAECAwQFBgcICQoLDA0ODw==", "AAEC", 2, "found 3 bytes, expected 16"),
        ("AAECAwQFBgcICQoLDA0ODw==", "AAECAwQFBgcICQoLDA0ODxAR", 2, "found 18 bytes, expected 16"),
        ("AAECAwQFBgcICQoLDA0ODw==", "AAECAwQFBgcICQoLDA0OD===", 2, "not base 64"),
        ("AAECAwQFBgcICQoLDA0ODw==", "AAECAwQFBgcICQoLDA0ODx==", 2, "not base 64"),
        ("\"EBESExQVFhcYGRob\"", "\"EBESExQV\"", 3, "found 6 bytes, expected 12"),
        ("\"EBESExQVFhcYGRob\"", "[16,17,18]", 3, "expected bytes in base 64"),
        ("AES-256-GCM", "AES-256-CBC", 3, "found “AES-256-CBC”, expected “AES-256-GCM”"),
        ("PBKDF2-HMAC-SHA-256", "PBKDF2-HMAC-SHA-1", 2, "expected “PBKDF2-HMAC-SHA-256”"),
        ("deflate-raw", "gzip", 4, "found “gzip”, expected “deflate-raw”"),
        ("\"data\":\"", "\"data\":\"AAAA\",\"x\":\"", 5, "found 3 bytes, expected 16 or more"),
        ("\"data\":\"", "\"data\":\"!", 5, "character 1 is not base 64"),
        ("\"version\":1", "\"version\":0", 1, "found 0, expected the version 1"),
        ("\"version\":1", "\"version\":\"1\"", 1, "found \"1\""),
        ("\"version\":1", "\"version\":2", 0, "a newer Throughline encrypted this file"),
        ("\"version\":1", "\"version\":1e300", 0, "a newer Throughline encrypted this file"),
    ];
    for (from, to, line, words) in cases {
        let text = KNOWN.replacen(from, to, 1);
        assert_ne!(text, KNOWN, "{from}");
        let error = parse(&text).expect_err(to);
        assert!(error.message.contains(words), "{to}: {error:?}");
        assert_eq!(error.line, *line, "{to}: {error:?}");
        assert!(!error.hint.is_empty());
    }
    let deep =
        KNOWN.replacen("{\"name\"", &format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000)), 1);
    assert!(parse(&deep).unwrap_err().message.contains("nested"));
}

/// What opens a file is its rounds, salt, nonce, data and head: where a flip changes none of them, it
/// was white space or the name of nothing.
#[test]
fn every_flipped_bit_is_refused_or_changes_what_opens_the_file_or_means_nothing() {
    let file = known();
    let (mut n, mut refused, mut changed, mut same) = (0, 0, 0, 0);
    for at in 0..KNOWN.len() {
        for bit in 0..8 {
            let mut bytes = KNOWN.as_bytes().to_vec();
            bytes[at] ^= 1 << bit;
            n += 1;
            // A file is read as text: what is no UTF-8 arrives as the sign for that.
            let text = String::from_utf8_lossy(&bytes);
            match parse(&text) {
                Err(_) => refused += 1,
                Ok(found) if found == file => {
                    same += 1;
                    assert!(KNOWN.as_bytes()[at].is_ascii_whitespace(), "{at}.{bit}: {text}");
                }
                Ok(_) => changed += 1,
            }
        }
    }
    assert_eq!(n, refused + changed + same);
    assert!(
        n > 2_500 && refused > 1_000 && changed > 500 && same < 40,
        "{n} {refused} {changed} {same}"
    );
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    for end in 0..KNOWN.trim_end().len() {
        assert!(parse(&KNOWN[..end]).is_err(), "{end}");
    }
}

#[test]
fn a_text_is_shrunk_and_comes_back_and_no_bomb_unfolds() {
    for text in ["", "{}", &"Übergabe 💾\n".repeat(10_000)] {
        assert_eq!(inflate(&shrink(text)).as_deref(), Some(text));
    }
    let bomb = shrink(&" ".repeat(MOST + 1));
    assert!(bomb.len() < 1 << 20, "{} bytes", bomb.len());
    assert_eq!(inflate(&bomb), None);
    assert_eq!(inflate(b"not deflated"), None);
    assert_eq!(inflate(&[]), None);
}

#[test]
fn a_sealed_file_brings_nothing_before_it_is_open() {
    let now = Time::from_ms(1_780_000_000_000);
    let world = World { now, today: now.date_utc(), by: None, seed: 1 };
    let ask = |text: &str| {
        let name = "a.throughline".to_owned();
        let ask = Ask::File { name, whole: true, remembered: None, chosen: None, world };
        Desk::default().answer(ask, text).unwrap()
    };
    let (answer, changes) = ask(KNOWN);
    let Answer::Proposal(proposal) = answer else { panic!("{answer:?}") };
    assert_eq!((proposal.format, changes.as_str()), (Format::Sealed, ""));
    assert_eq!((proposal.broken, proposal.counts.len()), (None, 0));
    let (answer, changes) = ask(&KNOWN.replace("600000", "6"));
    let Answer::Proposal(proposal) = answer else { panic!("{answer:?}") };
    assert!(proposal.broken.unwrap().message.contains("found 6, expected"));
    assert_eq!(changes, "");
}

#[test]
fn a_passphrase_is_judged_by_its_length_alone() {
    for (words, expected) in [
        ("", Length::None),
        ("P@ss1!X", Length::Refused),
        ("12345678", Length::Short),
        ("äöüäöüä", Length::Refused),
        ("aaaaaaaaaaaaaaa", Length::Fair),
        ("vier Wörter die nichts gemein haben", Length::Long),
    ] {
        assert_eq!(Length::of(words), expected, "{words}");
        assert_eq!(expected.is_enough(), words.chars().count() >= FEWEST);
    }
}
