//! The search box: items and places by key and words, the likeliest first.

use std::cmp::Reverse;

use super::fold::{Fit, Needle};
use crate::model::id::{RawId, Ref};
use crate::model::workspace::Model;
use crate::model::{Item, Kind, Project};
use crate::sort;

/// Is one record that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The record.
    pub at: Ref,
    /// Its name.
    pub title: String,
    /// Its key, if it has one.
    pub key: String,
    /// What it is, in a word that a person reads.
    pub kind: String,
    /// Where the words were found.
    pub why: Why,
}

/// Says where the words were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// In the key.
    Key,
    /// In the name.
    Title,
    /// In the description.
    Text,
}

/// How good a hit is; less is better: put away, where, how, then the newer first.
type Score = (bool, Why, Fit, Reverse<RawId>);

/// Finds items and places whose key, name or description has all the words of a text. What is in
/// the trash is not found; what was put away comes last.
pub fn search(model: &Model, text: &str, limit: usize) -> Vec<Hit> {
    let words: Vec<Needle> = text.split_whitespace().map(Needle::new).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let phrase = Needle::new(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    let mut found: Vec<(Score, Ref)> = Vec::new();
    let mut look = |at: Ref, key: &str, title: &str, body: &str, away: bool| {
        if let Some((why, fit)) = place_of(&phrase, &words, key, title, body) {
            found.push(((away, why, fit, Reverse(at.id)), at));
        }
    };
    for item in model.items.iter().filter(|item| item.trashed.is_none()) {
        let key = model.key_of(item);
        let away = item.archived.is_some();
        look(item.id.to_ref(), &key, &item.title, &item.description.0, away);
    }
    for p in model.projects.iter() {
        look(p.id.to_ref(), &p.key, &p.name, &p.description.0, p.archived.is_some());
    }
    for p in model.products.iter() {
        look(p.id.to_ref(), &p.key, &p.name, &p.description.0, false);
    }
    for kind in [Kind::ProductLine, Kind::Release, Kind::Program, Kind::Stage] {
        for record in model.records(kind) {
            look(record.to_ref(), "", record.title(), "", false);
        }
    }
    sort::sort(&mut found);
    found.truncate(limit);
    found.into_iter().map(|((_, why, ..), at)| hit(model, at, why)).collect()
}

fn hit(model: &Model, at: Ref, why: Why) -> Hit {
    let item = crate::model::id::Id::<Item>::from_ref(at).and_then(|id| model.find(id));
    let project = crate::model::id::Id::<Project>::from_ref(at).and_then(|id| model.find(id));
    let key = match (item, project) {
        (Some(item), _) => model.key_of(item),
        (_, Some(project)) => project.key.clone(),
        _ => String::new(),
    };
    let kind = item.map_or(at.kind.one(), |item| item.kind.label()).to_owned();
    Hit { at, title: model.title_of(at), key, kind, why }
}

/// Tells where the words were found and how well; `None` unless all were.
fn place_of(
    phrase: &Needle,
    words: &[Needle],
    key: &str,
    title: &str,
    body: &str,
) -> Option<(Why, Fit)> {
    if let Some(fit @ (Fit::Whole | Fit::Start)) = phrase.fit(key) {
        return Some((Why::Key, fit));
    }
    if let Some(fit) = phrase.fit(title) {
        return Some((Why::Title, fit));
    }
    let mut worst = (Why::Title, Fit::Word);
    for word in words {
        let fit = word
            .fit(title)
            .map(|fit| (Why::Title, fit))
            .or_else(|| word.is_in(key).then_some((Why::Title, Fit::Inside)))
            .or_else(|| word.is_in(body).then_some((Why::Text, Fit::Inside)))?;
        worst = worst.max(fit);
    }
    Some(worst)
}
