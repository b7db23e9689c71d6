//! Cards: the facts about a record that a board shows.

use super::Lens;
use crate::model::field::Value;
use crate::model::id::{Id, Ref};
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::model::{Category, Comment, Health, Item, Kind, Project, Record};

/// Says how a date stands to today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueTone {
    /// It is past.
    Late,
    /// It is today or within the next three days.
    Soon,
    /// It is later.
    Later,
}

/// Is what a card shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Card {
    /// The record's key, such as `APOLLO-12`.
    pub key: String,
    /// Its title.
    pub title: String,
    /// The kind of work, by name in data and for people.
    pub kind: (String, String),
    /// The owner's name and initials.
    pub owner: Option<(String, String)>,
    /// The due date, while the work is open.
    pub due: Option<(Date, DueTone)>,
    /// The labels by name and hue.
    pub labels: Vec<(String, String)>,
    /// Why it is blocked.
    pub blocked: Option<String>,
    /// How many of its parts are done, and how many there are.
    pub parts: Option<(usize, usize)>,
    /// How many steps of its checklists are done, and how many there are.
    pub steps: Option<(usize, usize)>,
    /// How many comments it has.
    pub comments: usize,
    /// Its size in points.
    pub estimate: Option<String>,
    /// Its priority by name in data and for people, where one is set.
    pub priority: Option<(String, String)>,
    /// How its owner says it is doing, by name in data and for people.
    pub health: Option<(String, String)>,
    /// Where it belongs, where the lens looks across places.
    pub place: String,
    /// Whether it has ended.
    pub done: bool,
    /// Whether it was put away.
    pub archived: bool,
}

/// Makes the card of a record for a lens; `None` if it is not there.
pub fn card(model: &Model, at: Ref, lens: &Lens, today: Date) -> Option<Card> {
    match model.get(at)? {
        Record::Item(item) => Some(item_card(model, &item, lens, today)),
        Record::Project(project) => Some(project_card(model, &project, today)),
        record => Some(Card { title: record.title().to_owned(), ..Card::default() }),
    }
}

fn item_card(model: &Model, item: &Item, lens: &Lens, today: Date) -> Card {
    let category = model.status_of(item).map(|s| s.category.clone());
    let done = category.is_some_and(|c| c.is_closed());
    let labels = item.labels.iter().filter_map(|id| model.find(*id));
    let steps = item.checklists.iter().flat_map(|list| &list.entries);
    let n_steps = steps.clone().count();
    let place = match lens {
        Lens::Product => item.release.map(|id| model.title_of(id.to_ref())),
        Lens::Program | Lens::Portfolio => item.project.map(|id| model.title_of(id.to_ref())),
        _ => None,
    };
    Card {
        key: model.key_of(item),
        title: item.title.clone(),
        kind: (item.kind.name().to_owned(), item.kind.label().to_owned()),
        owner: item
            .owner
            .and_then(|id| model.find(id))
            .map(|p| (p.name.clone(), initials(&p.name))),
        due: item.due.filter(|_| !done).map(|due| (due, tone(due, today))),
        labels: labels.map(|l| (l.name.clone(), l.hue.name().to_owned())).collect(),
        blocked: item.blocked.as_ref().filter(|_| !done).map(|b| b.reason.clone()),
        parts: parts(model, item.id),
        steps: (n_steps > 0).then(|| (steps.filter(|s| s.done).count(), n_steps)),
        comments: model.index().owned_of::<Comment>(item.id.to_ref()).count(),
        estimate: item.estimate.map(|n| n.to_string()),
        priority: choice(&item.priority).filter(|(name, _)| name != "none"),
        health: None,
        place: place.unwrap_or_default(),
        done,
        archived: item.archived.is_some(),
    }
}

fn project_card(model: &Model, project: &Project, today: Date) -> Card {
    let done = project.phase == crate::model::Phase::Closed;
    let (mut closed, mut all) = (0, 0);
    for status in model.statuses.iter() {
        let list = model.index().in_status(status.id);
        let own = |id: &Id<Item>| model.find(*id).is_some_and(|i| i.project == Some(project.id));
        let n = list.iter().filter(|(_, id)| own(id)).count();
        all += if status.category == Category::Cancelled { 0 } else { n };
        closed += if status.category == Category::Done { n } else { 0 };
    }
    Card {
        key: project.key.clone(),
        title: project.name.clone(),
        kind: (Kind::Project.name().to_owned(), Kind::Project.one().to_owned()),
        owner: project
            .owner
            .and_then(|id| model.find(id))
            .map(|p| (p.name.clone(), initials(&p.name))),
        due: project.due.filter(|_| !done).map(|due| (due, tone(due, today))),
        parts: (all > 0).then_some((closed, all)),
        health: choice(&project.health).filter(|_| project.health != Health::Unknown),
        place: project.program.map(|id| model.title_of(id.to_ref())).unwrap_or_default(),
        done,
        archived: project.archived.is_some(),
        ..Card::default()
    }
}

/// Counts the parts of an item that are done, and all that are not cancelled.
pub fn parts(model: &Model, item: Id<Item>) -> Option<(usize, usize)> {
    let (mut done, mut all) = (0, 0);
    for (_, id) in model.index().children(item) {
        match model.find(*id).and_then(|i| model.status_of(i)).map(|s| &s.category) {
            Some(Category::Cancelled) => {}
            Some(Category::Done) => (done, all) = (done + 1, all + 1),
            _ => all += 1,
        }
    }
    (all > 0).then_some((done, all))
}

fn choice<T: crate::model::field::FieldType>(value: &T) -> Option<(String, String)> {
    match value.value() {
        Value::Choice(name, label) => Some((name, label)),
        _ => None,
    }
}

/// Tells how a date stands to today.
pub fn tone(date: Date, today: Date) -> DueTone {
    match date.days_since(today) {
        ..0 => DueTone::Late,
        0..=3 => DueTone::Soon,
        _ => DueTone::Later,
    }
}

/// Gives the initials of a name: of its first and last word.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|w| w.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_last_word() {
        for (name, expected) in [
            ("Ada Lovelace", "AL"),
            ("ada", "A"),
            ("Jean-Luc van Damme", "JD"),
            ("", ""),
            ("李 雷", "李雷"),
        ] {
            assert_eq!(initials(name), expected, "{name}");
        }
    }
}
