//! Commands that tie records together: dependencies and comments.

use super::{CommandError, Tx, text};
use crate::model::check::dependency_cycle;
use crate::model::field::Markdown;
use crate::model::id::Ref;
use crate::model::{Comment, Dependency};

type Done = Result<(String, Option<Ref>), CommandError>;

pub(super) fn depend(tx: &mut Tx<'_>, wanted: &Dependency) -> Done {
    let (from, to) = (tx.need(wanted.from)?, tx.need(wanted.to)?);
    let (from_key, to_key) = (tx.key_of(&from), tx.key_of(&to));
    if from.id == to.id {
        return Err(CommandError::conflict(
            format!("{from_key} cannot wait for itself."),
            "Choose another item.",
        ));
    }
    let twin = |d: &&Dependency| d.from == from.id && d.to == to.id && d.link == wanted.link;
    if tx.dependencies.iter().any(|d| twin(&d)) {
        return Ok((String::new(), None));
    }
    let circle = dependency_cycle(tx.dependencies.iter().chain(std::iter::once(wanted)));
    if let Some(circle) = circle {
        let keys: Vec<String> =
            circle.iter().filter_map(|id| tx.find(*id)).map(|i| tx.key_of(i)).collect();
        return Err(CommandError::conflict(
            format!(
                "{to_key} cannot wait for {from_key}: {} would go in a circle.",
                keys.join(" → ")
            ),
            "Remove one of these links first.",
        ));
    }
    let id = tx.env.id();
    tx.create(Dependency { id, ..wanted.clone() })?;
    Ok((format!("Make {to_key} wait for {from_key}"), Some(id.to_ref())))
}

pub(super) fn comment(tx: &mut Tx<'_>, about: Ref, body: &str) -> Done {
    if body.trim().is_empty() {
        return Err(CommandError::invalid("A comment needs words.", "Type what you want to say."));
    }
    let record = tx.get(about).ok_or_else(|| CommandError::missing(about.kind.one()))?;
    let label = format!("Comment on “{}”", text::short(record.title()));
    let id = tx.env.id();
    let comment = Comment {
        id,
        about: Some(about),
        author: tx.env.by,
        at: tx.env.now,
        body: Markdown(body.trim().to_owned()),
        ..Comment::default()
    };
    tx.create(comment)?;
    Ok((label, Some(id.to_ref())))
}
