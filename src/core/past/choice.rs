//! What of an earlier state is brought back: all of it, or some records with what belongs to them.

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::model::Kind;
use crate::model::id::Ref;
use crate::model::workspace::Model;

/// Says what is brought back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice {
    /// Everything: what came since goes.
    All,
    /// What differs in some kinds and some single records.
    Some {
        /// The kinds of which everything is brought back.
        kinds: Vec<Kind>,
        /// The single records.
        records: Vec<Ref>,
    },
}

impl Choice {
    /// Lists the records that become what they were. To the chosen ones come what belongs to them,
    /// now or then, and, for those that are gone, what they point at and is gone as well.
    pub fn with_belongings(&self, now: &Model, then: &Model) -> FxHashSet<Ref> {
        let mut open: Vec<Ref> = match self {
            Choice::All => [now, then].iter().flat_map(|m| refs(m, Kind::ALL)).collect(),
            Choice::Some { kinds, records } => {
                let whole = [now, then].iter().flat_map(|m| refs(m, kinds)).collect::<Vec<_>>();
                whole.into_iter().chain(records.iter().copied()).collect()
            }
        };
        let mut chosen: FxHashSet<Ref> = open.iter().copied().collect();
        while let Some(at) = open.pop() {
            let mut more: Vec<Ref> = Vec::new();
            more.extend(now.index().owned(at));
            more.extend(then.index().owned(at));
            if let Some(record) = then.get(at) {
                let missing = record.refs().into_iter().map(|(_, to)| to);
                more.extend(missing.filter(|to| !now.has(*to)));
            }
            open.extend(more.into_iter().filter(|r| chosen.insert(*r)));
        }
        chosen
    }
}

fn refs(model: &Model, kinds: &[Kind]) -> Vec<Ref> {
    kinds.iter().flat_map(|kind| model.records(*kind)).map(|r| r.to_ref()).collect()
}
