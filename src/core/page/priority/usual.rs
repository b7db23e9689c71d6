//! How a workspace ranks where its address says nothing else: the method and the weights of the
//! scorecard. The address tries another way; keeping it is one step of the history.

use super::method::{METHODS, Method, Weights, method};
use crate::command::CommandError;
use crate::env::Env;
use crate::model::ScoreWeight;
use crate::model::Workspace;
use crate::model::number::Number;
use crate::model::workspace::Model;
use crate::page::report::{Act, Asked};
use crate::page::{Planned, plan};

/// The criteria of the scorecard: the key in an address, the key in a workspace, the name, and the
/// weight where nobody said another.
pub const CRITERIA: [(&str, &str, &str, f64); 5] = [
    ("wv", "value", "Value", 3.0),
    ("wt", "time", "Time criticality", 2.0),
    ("wr", "risk", "Risk reduction", 1.0),
    ("wf", "fit", "Strategic fit", 2.0),
    ("we", "ease", "Ease", 2.0),
];

/// The act that keeps what is chosen.
pub const KEEP: &str = "keep-way";

/// Gives the method that is asked for, or else the workspace's own.
pub fn chosen(model: &Model, asked: &Asked) -> Option<&'static Method> {
    method(asked.option("method").or_else(|| own_method(model)))
}

/// Gives the weights that are asked for, or else the workspace's own.
pub fn weights(model: &Model, asked: &Asked) -> Weights {
    let mut weights = own_weights(model);
    for ((key, ..), weight) in CRITERIA.iter().zip(&mut weights) {
        let said = asked.option(key).and_then(|text| text.parse().ok());
        *weight = said.filter(|n: &f64| n.is_finite() && *n >= 0.0).unwrap_or(*weight);
    }
    weights
}

fn own_method(model: &Model) -> Option<&str> {
    let own = model.info().map(|info| info.ranking.as_str())?;
    METHODS.iter().any(|method| method.key == own).then_some(own)
}

fn own_weights(model: &Model) -> Weights {
    let kept = model.info().map(|info| info.scorecard.as_slice()).unwrap_or_default();
    CRITERIA.map(|(_, key, _, usual)| {
        let own = kept.iter().find(|criterion| criterion.key == key);
        own.map_or(usual, |criterion| criterion.weight.get().max(0.0))
    })
}

/// Offers to keep what is chosen, where it is not how the workspace ranks already.
pub fn offer(model: &Model, asked: &Asked) -> Option<Act> {
    let (now, own) = (chosen(model, asked)?, method(own_method(model))?);
    let differs =
        now.key != own.key || (is_weighted(now) && weights(model, asked) != own_weights(model));
    differs.then(|| Act {
        key: KEEP.to_owned(),
        label: "Rank like this from now on".to_owned(),
        says: match is_weighted(now) {
            true => "Keeps the method and its weights in the workspace, for everyone who opens it.",
            false => "Keeps the method in the workspace, for everyone who opens it.",
        }
        .to_owned(),
    })
}

/// Plans to keep what is chosen.
pub fn keep(model: &mut Model, asked: &Asked, env: &mut Env) -> Result<Planned, CommandError> {
    let (now, weights) = (chosen(model, asked), weights(model, asked));
    let Some(now) = now else { return crate::page::no_act(model, asked, KEEP, env) };
    plan(model, env, format!("Rank by {}", now.name), |tx| {
        tx.update(Workspace::ONLY, |info| {
            now.key.clone_into(&mut info.ranking);
            if is_weighted(now) {
                let kept = CRITERIA.iter().zip(weights).filter_map(|((_, key, ..), weight)| {
                    Some(ScoreWeight {
                        key: (*key).to_owned(),
                        weight: Number::new(weight)?,
                        ..ScoreWeight::default()
                    })
                });
                info.scorecard = kept.collect();
            }
        })?;
        Ok(format!("Features are ranked by {} from now on.", now.name))
    })
}

/// Tells whether a method asks for weights.
pub fn is_weighted(method: &Method) -> bool {
    method.key == "weighted"
}
