//! Deleting for good: any record of any kind, whatever points at it.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code, reason = "each test takes what it needs of it")]
mod common;

use common::generate;
use throughline_core::command::Command;
use throughline_core::env::Env;
use throughline_core::model::Kind;
use throughline_core::model::id::Ref;
use throughline_core::model::time::{Date, Time};

/// How many records of a kind are deleted in each workspace.
const EACH: usize = 4;

#[test]
fn law_d1_any_record_can_be_deleted_and_comes_back_with_all_that_went() {
    let today: Date = "2026-05-04".parse().unwrap();
    let (mut gone, mut refused) = (0, 0);
    for seed in 0..12 {
        let model = generate::model(seed, 8);
        for kind in Kind::ALL {
            let all: Vec<Ref> = model.records(*kind).map(|record| record.to_ref()).collect();
            for at in all.into_iter().take(EACH) {
                let mut env = Env::new(Time::from_ms(1_777_900_000_000), today, seed);
                let mut after = model.clone();
                match after.run(&Command::DeleteRecords(vec![at]), &mut env) {
                    Ok(outcome) => {
                        assert!(!after.has(at), "{at}");
                        assert_eq!(after.check(), [], "{at}");
                        after.apply_all(&outcome.changes.inverse()).unwrap();
                        gone += 1;
                    }
                    // The workspace itself, and a status or workflow that holds items.
                    Err(_) => {
                        assert!(
                            matches!(kind, Kind::Workspace | Kind::Status | Kind::Workflow),
                            "{at} cannot be deleted"
                        );
                        refused += 1;
                    }
                }
                assert!(after == model, "{at}: what is refused or undone is as before");
            }
        }
    }
    assert!(gone > 1000 && refused > 0, "{gone} deleted, {refused} refused");
}
