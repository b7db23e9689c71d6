//! Sealing and opening by the browser's own ciphers: what another program sealed opens here, what is
//! sealed here opens again, and nothing that was changed does.
#![cfg(target_arch = "wasm32")]

use throughline_core::interchange::sealed::{Sealed, parse};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

#[path = "../src/shell/seal.rs"]
mod seal;

use seal::Fault;

wasm_bindgen_test_configure!(run_in_browser);

/// Made with Node's ciphers by another hand: salt 00…0f, nonce 10…1b.
const KNOWN: &str = include_str!("data/sealed/known.throughline");
const PASSPHRASE: &str = "korrekt Pferd Büro Klammer";
const TEXT: &str = "{\"format\":\"throughline\",\"version\":1,\n\"workspaces\":[\n\
                    {\"id\":\"0000000000001\",\"name\":\"Apollo\"}\n]\n}\n";

#[wasm_bindgen_test]
async fn what_another_program_sealed_opens() {
    let file = parse(KNOWN).unwrap();
    assert_eq!(seal::open(&file, PASSPHRASE).await.unwrap(), TEXT);
    // The same letters, typed as letter and accent.
    let apart = PASSPHRASE.replace('ü', "u\u{308}");
    assert_eq!(seal::open(&file, &apart).await.unwrap(), TEXT);
    for wrong in ["", "korrekt Pferd Buro Klammer", "Korrekt Pferd Büro Klammer"] {
        assert_eq!(seal::open(&file, wrong).await, Err(Fault::Closed), "{wrong}");
    }
}

#[wasm_bindgen_test]
async fn what_is_sealed_here_opens_here_and_is_never_the_same_twice() {
    let text = "Übergabe · 引き継ぎ · 💾\n".repeat(1_000);
    let first = seal::seal(&text, PASSPHRASE).await.unwrap();
    let second = seal::seal(&text, PASSPHRASE).await.unwrap();
    let (a, b) = (parse(&first).unwrap(), parse(&second).unwrap());
    assert!(a.salt != b.salt && a.nonce != b.nonce && a.data != b.data);
    assert_eq!(seal::open(&a, PASSPHRASE).await.unwrap(), text);
}

/// The native test shows that a flip in the text is refused or changes one of these.
#[wasm_bindgen_test]
async fn no_changed_file_opens() {
    let whole = parse(KNOWN).unwrap();
    let key = seal::key(PASSPHRASE, &whole).await.unwrap();
    assert_eq!(seal::open_with(&whole, &key).await.unwrap(), TEXT);
    let mut n = 0;
    for at in 0..whole.data.len() {
        for bit in 0..8 {
            let mut file = whole.clone();
            file.data[at] ^= 1 << bit;
            assert_eq!(seal::open_with(&file, &key).await, Err(Fault::Closed), "data {at}.{bit}");
            n += 1;
        }
    }
    for at in 0..whole.nonce.len() {
        let mut file = whole.clone();
        file.nonce[at] ^= 1;
        assert_eq!(seal::open_with(&file, &key).await, Err(Fault::Closed), "nonce {at}");
    }
    for end in 16..whole.data.len() {
        let file = Sealed { data: whole.data[..end].to_vec(), ..whole.clone() };
        assert_eq!(seal::open_with(&file, &key).await, Err(Fault::Closed), "cut at {end}");
    }
    // With the right key and another head it stays closed: the head is bound to the text.
    let salted = Sealed { salt: [7; 16], ..whole.clone() };
    assert_eq!(seal::open_with(&salted, &key).await, Err(Fault::Closed));
    assert_eq!(seal::open(&salted, PASSPHRASE).await, Err(Fault::Closed));
    let slower = Sealed { rounds: whole.rounds + 1, ..whole.clone() };
    assert_eq!(seal::open_with(&slower, &key).await, Err(Fault::Closed));
    assert_eq!(seal::open(&slower, PASSPHRASE).await, Err(Fault::Closed));
    assert!(n > 700, "{n} flips");
}
