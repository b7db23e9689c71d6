//! The contract that every `Store` passes, natively and in the browser; knows no particular store.

use super::memory::Store;

/// Checks that a store behaves as the engine expects and returns the number of checks.
///
/// `make` returns a store that may hold other keys but none that begin with `contract/`. The error
/// names the first expectation that did not hold.
pub fn contract<S: Store>(make: impl Fn() -> S) -> Result<usize, String> {
    let mut n_checks = 0;
    let mut expect = |holds: bool, what: &str| {
        n_checks += 1;
        if holds { Ok(()) } else { Err(format!("a store must satisfy: {what}")) }
    };
    let store = make();
    let own = |store: &S| -> Vec<String> {
        let mut keys = store.keys().unwrap_or_default();
        keys.retain(|key| key.starts_with("contract/"));
        keys.sort();
        keys
    };
    expect(store.get("contract/none") == Ok(None), "a missing key reads as none")?;
    expect(store.remove("contract/none") == Ok(()), "removing a missing key succeeds")?;
    expect(own(&store).is_empty(), "reading and removing create nothing")?;

    let values = [
        String::new(),
        "plain".to_owned(),
        "line\nbreak\ttab\0zero".to_owned(),
        "é ß 漢字 🦀 \u{3400}\u{b3ff}".to_owned(),
        "\u{3400}".repeat(100_000),
    ];
    for (i, value) in values.iter().enumerate() {
        let key = format!("contract/value/{i}");
        expect(store.set(&key, value) == Ok(()), "a value that fits is written")?;
        expect(store.get(&key) == Ok(Some(value.clone())), "a value reads back unchanged")?;
    }
    expect(own(&store).len() == values.len(), "keys lists every key once")?;
    expect(
        store.set("contract/value/1", "other") == Ok(())
            && store.get("contract/value/1") == Ok(Some("other".to_owned())),
        "a second write replaces the first",
    )?;
    expect(own(&store).len() == values.len(), "replacing a value adds no key")?;
    for key in ["contract/ü 🦀", "contract/constructor", "contract/__proto__", "contract/length"]
    {
        expect(
            store.set(key, key) == Ok(()) && store.get(key) == Ok(Some(key.to_owned())),
            "any text works as a key",
        )?;
    }
    for key in own(&store) {
        expect(store.remove(&key) == Ok(()), "an existing key is removed")?;
        expect(store.get(&key) == Ok(None), "a removed key reads as none")?;
    }
    expect(own(&store).is_empty(), "nothing is left after removing all")?;
    Ok(n_checks)
}
