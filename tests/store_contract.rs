//! Every store passes the one contract.

use std::rc::Rc;

use throughline_core::store::{
    Engine, FaultStore, MemoryStore, Stamp, State, Store, StoreErrorKind, contract, seal, units,
};

#[test]
fn every_store_passes_the_contract() {
    let mut n_checks = contract(MemoryStore::new).unwrap();
    n_checks += contract(|| MemoryStore::with_quota(5_242_880)).unwrap();
    n_checks += contract(|| FaultStore::new(MemoryStore::new(), None)).unwrap();
    n_checks += contract(|| Rc::new(MemoryStore::new())).unwrap();
    n_checks += contract(|| Box::new(MemoryStore::new()) as Box<dyn Store>).unwrap();
    println!("contract: {n_checks} checks");
}

#[test]
fn a_store_that_breaks_the_contract_is_named() {
    assert!(contract(|| MemoryStore::with_quota(100)).is_err());
}

#[test]
fn a_quota_counts_keys_and_lets_shrinking_writes_through() {
    let store = MemoryStore::with_quota(10);
    assert_eq!(store.set("key", "1234567"), Ok(()));
    assert_eq!(store.set("k", "").unwrap_err().kind, StoreErrorKind::Full);
    assert_eq!(store.set("key", "🦀🦀🦀🦀").unwrap_err().kind, StoreErrorKind::Full);
    assert_eq!(store.get("key"), Ok(Some("1234567".to_owned())));
    assert_eq!(store.set("key", "123"), Ok(()));
}

#[test]
fn an_engine_works_on_whatever_store_the_browser_grants() {
    let store: Box<dyn Store> = Box::new(MemoryStore::new());
    let (mut engine, opened) = Engine::open(store, 1, "a tab/with odd name");
    assert_eq!((opened.state, engine.tab()), (State::Fresh, "a-tab-with-odd-name"));
    let receipt = engine.append(Stamp::default(), "{}").unwrap();
    assert_eq!(receipt.key, "tl1/j/a-tab-with-odd-name/1");
    assert_eq!(engine.store().get(&receipt.key), Ok(Some(receipt.value)));
}

/// Makes JSON that is as repetitive as a workspace's, not more.
fn items(n: usize) -> String {
    let mut seed = 42_u64;
    let mut roll = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let words = "plan build review ship invoice portal customer login report budget risk milestone \
                 search mobile backend export import dashboard label filter migration contract draft \
                 design research interview payment checkout address notification archive";
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut out = String::from("[");
    for i in 0..n {
        let mut pick = || words[roll(words.len() as u64) as usize];
        let title = [pick(), pick(), pick(), pick()].join(" ");
        let note = [pick(), pick(), pick(), pick(), pick(), pick(), pick(), pick()].join(" ");
        out.push_str(&format!(
            "{{\"id\":\"i{:010x}\",\"title\":\"{title}\",\"note\":\"{note}\",\"status\":\"{}\",\
             \"parent\":\"i{:010x}\",\"order\":\"a{:05x}\",\"estimate\":{},\"start\":\"2026-{:02}-{:02}\",\
             \"end\":\"2026-{:02}-{:02}\",\"tags\":[\"t{}\",\"t{}\"],\"owner\":\"p{:06x}\"}},",
            roll(1 << 40),
            ["todo", "doing", "done"][roll(3) as usize],
            roll(1 << 40),
            i * 16,
            roll(80) * 30,
            1 + roll(12),
            1 + roll(28),
            1 + roll(12),
            1 + roll(28),
            roll(30),
            roll(30),
            roll(1 << 24),
        ));
    }
    out.push(']');
    out
}

#[test]
fn ten_thousand_items_take_a_tenth_of_what_a_hundred_thousand_may() {
    let text = items(10_000);
    let value = seal("tl1/s/a/1", 1, &text);
    println!("10,000 items: {} bytes of JSON, {} units stored", text.len(), units(&value));
    assert!(text.len() > 2_800_000);
    assert!(units(&value) * 10 < 5_242_880 * 9 / 10);
}
