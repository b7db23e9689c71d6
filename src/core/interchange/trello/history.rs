//! Rebuilds the past of cards from a board's actions: moves, comments, edits, archiving. It knows
//! nothing of the cards' present state but what it is asked to compare.

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::{Value as Json, json};

use super::super::build::{Builder, markdown};
use super::super::loose::{self, Obj};
use super::Board;
use crate::model::id::Id;
use crate::model::time::Time;
use crate::model::{Comment, Edit, Item, Move, Person};
use crate::sort;

/// Is one action with its time.
struct Action<'a> {
    at: Time,
    kind: &'a str,
    data: &'a Obj,
    by: &'a str,
}

/// Holds a board's actions from the oldest to the newest.
pub(super) struct Actions<'a> {
    all: Vec<Action<'a>>,
    by_card: FxHashMap<&'a str, Vec<usize>>,
    people: Vec<&'a Obj>,
}

/// The actions by which a card comes to a board, each with the list in `data.list`.
const CREATION: &[&str] = &[
    "createCard",
    "copyCard",
    "convertToCardFromCheckItem",
    "moveCardToBoard",
    "emailCard",
    "moveInboxCardToBoard",
];

impl<'a> Actions<'a> {
    /// Collects the actions; what has no time is reported.
    pub(super) fn collect(b: &mut Builder<'_>, root: &'a Obj) -> Self {
        let empty = empty();
        let mut all = Vec::new();
        let mut people = Vec::new();
        for action in loose::objects(b, root, "actions", "board") {
            let kind = loose::text(action, "type");
            people.extend(
                ["memberCreator", "member"].iter().filter_map(|k| loose::object(action, k)),
            );
            let Some(at) = loose::time(action, "date") else {
                b.unplaced("actions", kind, loose::text(action, "date"), "it has no time");
                continue;
            };
            let data = loose::object(action, "data").unwrap_or(empty);
            all.push(Action { at, kind, data, by: loose::text(action, "idMemberCreator") });
        }
        // Exports are newest first: reversed, actions of the same moment keep their order.
        all.reverse();
        sort::by_key(&mut all, |a| a.at);
        let mut by_card: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (n, action) in all.iter().enumerate() {
            if let Some(card) = loose::object(action.data, "card") {
                by_card.entry(loose::text(card, "id")).or_default().push(n);
            }
        }
        Actions { all, by_card, people }
    }

    /// Lists the people that the actions name.
    pub(super) fn people(&self) -> &[&'a Obj] {
        &self.people
    }

    /// Gives id and latest name of each list that a card was in.
    pub(super) fn lists(&self) -> Vec<(&'a str, &'a str)> {
        let mut out: Vec<(&str, &str)> = Vec::new();
        for action in self.all.iter().rev() {
            let moved = action.kind == "updateCard" || CREATION.contains(&action.kind);
            for key in ["listAfter", "listBefore", "list"] {
                let Some(list) = loose::object(action.data, key).filter(|_| moved) else {
                    continue;
                };
                let id = loose::text(list, "id");
                if !id.is_empty() && !out.iter().any(|(known, _)| *known == id) {
                    out.push((id, loose::text(list, "name")));
                }
            }
        }
        out
    }

    /// Tells when a list was last closed.
    pub(super) fn list_closed(&self, id: &str) -> Option<Time> {
        let closed = |a: &&Action<'_>| {
            a.kind == "updateList"
                && loose::object(a.data, "list").is_some_and(|l| loose::text(l, "id") == id)
                && changed(a.data, "list", "closed")
                    .is_some_and(|(_, new)| new == &Json::Bool(true))
        };
        self.all.iter().rev().find(closed).map(|a| a.at)
    }

    /// Tells when a card was last archived.
    pub(super) fn card_closed(&self, card: &str) -> Option<Time> {
        let closed = |a: &&Action<'_>| {
            a.kind == "updateCard"
                && changed(a.data, "card", "closed")
                    .is_some_and(|(_, new)| new == &Json::Bool(true))
        };
        self.of(card).rev().find(closed).map(|a| a.at)
    }

    fn of(&self, card: &str) -> impl DoubleEndedIterator<Item = &Action<'a>> {
        let found = self.by_card.get(card).map_or(&[][..], Vec::as_slice);
        found.iter().filter_map(|n| self.all.get(*n))
    }

    /// Gives an item its status history, its edits and its comments; returns how many comments.
    pub(super) fn tell(
        &self,
        b: &mut Builder<'_>,
        board: &Board<'_>,
        card: &Obj,
        item: &mut Item,
        at: &str,
    ) -> usize {
        let (mut created, mut comments) = (false, 0);
        for action in self.of(loose::text(card, "id")) {
            let by = b.known_person(action.by);
            if CREATION.contains(&action.kind) {
                created = true;
                item.author = item.author.or(by);
                let list = loose::object(action.data, "list");
                if let Some(to) = list.and_then(|l| board.statuses.get(loose::text(l, "id"))) {
                    item.moves.push(Move {
                        at: action.at,
                        from: None,
                        to: to.id,
                        by,
                        ..Default::default()
                    });
                } else {
                    created = false;
                    b.unplaced(at, action.kind, "", "it does not say in which list");
                }
            } else if action.kind == "updateCard" {
                let list = |key: &str| {
                    let list = loose::object(action.data, key)?;
                    board.statuses.get(loose::text(list, "id")).map(|s| s.id)
                };
                if let Some(to) = list("listAfter") {
                    let from = list("listBefore");
                    item.moves.push(Move { at: action.at, from, to, by, ..Default::default() });
                }
                edits(action, by, item);
            } else if matches!(action.kind, "commentCard" | "copyCommentCard") {
                comments += 1;
                comment(b, action, by, item);
            }
        }
        if !created {
            let oldest = self.all.first().map(|a| a.at);
            let known = oldest.or(item.touched).unwrap_or(board.last);
            item.known_from = Some(item.created.map_or(known, |c| c.max(known)));
        }
        check(b, item, at);
        comments
    }

    /// Reports by type how many actions have no place.
    pub(super) fn rest(&self, b: &mut Builder<'_>, here: &FxHashSet<&str>) {
        let mut reported: Vec<(String, &str)> = Vec::new();
        let state = "the present state is imported, the history of it is not kept";
        let gone = "their cards are not in the export, because they were deleted or moved away";
        for action in &self.all {
            let card = loose::object(action.data, "card").map(|c| loose::text(c, "id"));
            let told = matches!(action.kind, "commentCard" | "copyCommentCard")
                || CREATION.contains(&action.kind);
            let is_here = card.is_some_and(|id| here.contains(id));
            let (name, why) = match action.kind {
                "deleteCard" | "moveCardFromBoard" => (action.kind.to_owned(), gone),
                "updateCard" => {
                    let kept = ["idList", "closed", "name", "desc", "due", "start"];
                    let old = loose::object(action.data, "old");
                    let lost: Vec<&str> = old
                        .into_iter()
                        .flat_map(|o| o.keys().map(String::as_str))
                        .filter(|k| !is_here || !kept.contains(k))
                        .collect();
                    if lost.is_empty() {
                        continue;
                    }
                    let why = if is_here { state } else { gone };
                    (format!("updateCard ({})", lost.join(", ")), why)
                }
                _ if told && is_here => continue,
                other if told => (other.to_owned(), gone),
                other => (other.to_owned(), state),
            };
            reported.push((name, why));
        }
        sort::sort(&mut reported);
        for same in reported.chunk_by(|a, b| a == b) {
            let (Some((name, why)), n) = (same.first(), same.len()) else { continue };
            b.unplaced("actions", name, &format!("{n} actions"), why);
        }
    }
}

fn empty() -> &'static Obj {
    static EMPTY: std::sync::OnceLock<Obj> = std::sync::OnceLock::new();
    EMPTY.get_or_init(Obj::new)
}

/// Gives what a field was and became, if this action changed it.
fn changed<'a>(data: &'a Obj, what: &str, field: &str) -> Option<(&'a Json, &'a Json)> {
    let old = loose::object(data, "old")?.get(field)?;
    Some((old, loose::object(data, what)?.get(field)?))
}

/// Keeps the changes of title, text and dates.
fn edits(action: &Action<'_>, by: Option<Id<Person>>, item: &mut Item) {
    for (theirs, ours) in
        [("name", "title"), ("desc", "description"), ("due", "due"), ("start", "start")]
    {
        let Some((old, new)) = changed(action.data, "card", theirs) else { continue };
        let value = |v: &Json| match (v.as_str(), ours) {
            (None | Some(""), _) => Json::Null,
            (Some(text), "due" | "start") => {
                text.parse::<Time>().map_or(Json::Null, |t| json!(t.date_utc()))
            }
            (Some(text), _) => json!(text),
        };
        let (before, after) = (value(old), value(new));
        if before != after {
            item.edits.push(Edit {
                at: action.at,
                by,
                field: ours.to_owned(),
                before,
                after,
                ..Default::default()
            });
        }
    }
}

fn comment(b: &mut Builder<'_>, action: &Action<'_>, by: Option<Id<Person>>, item: &Item) {
    let id = b.env.id();
    b.add(Comment {
        id,
        about: Some(item.id.to_ref()),
        author: by,
        at: action.at,
        body: markdown(loose::text(action.data, "text")),
        edited: loose::time(action.data, "dateLastEdited"),
        ..Comment::default()
    });
}

/// Reports a history that does not fit itself or the present.
fn check(b: &mut Builder<'_>, item: &Item, at: &str) {
    for pair in item.moves.windows(2) {
        let [one, two] = pair else { continue };
        if two.from.is_some_and(|from| from != one.to) {
            let why = "the history has a gap: a move starts elsewhere than the one before it ended";
            b.unplaced(at, "history", &two.at.to_string(), why);
        }
    }
    if let Some(last) = item.moves.last().filter(|last| last.to != item.status) {
        let why =
            "the last known move does not lead to the list that the card is in; the list counts";
        b.unplaced(at, "history", &last.at.to_string(), why);
    }
}
