//! Turns Trello's cards into items. It knows nothing of how their past is told.

use rustc_hash::FxHashSet;
use serde_json::{Value as Json, json};

use super::super::build::{Builder, markdown, number, one_line};
use super::super::loose::{self, Obj};
use super::Board;
use super::history::Actions;
use crate::model::id::Id;
use crate::model::number::{Number, Percent};
use crate::model::rank::Rank;
use crate::model::time::{Date, Time};
use crate::model::{Checklist, CustomType, Entry, Item, Person, Source, WebLink};
use crate::sort;

/// The keys of a card that are read or noise.
const CARD: &[&str] = &[
    "id",
    "idBoard",
    "idOrganization",
    "idList",
    "idShort",
    "idLabels",
    "idMembers",
    "idChecklists",
    "idMembersVoted",
    "idAttachmentCover",
    "manualCoverAttachment",
    "name",
    "nameData",
    "desc",
    "descData",
    "pos",
    "closed",
    "dateClosed",
    "dateLastActivity",
    "due",
    "start",
    "dueComplete",
    "dueReminder",
    "labels",
    "checklists",
    "checkItemStates",
    "customFieldItems",
    "attachments",
    "cover",
    "badges",
    "limits",
    "shortLink",
    "shortUrl",
    "url",
    "email",
    "creationMethod",
    "nodeId",
    "creationMethodError",
    "creationMethodLoadingStartedAt",
    "dateCompleted",
    "isTemplate",
    "pluginData",
    "faviconUrl",
    "urlSource",
    "urlSourceText",
    "members",
];
const CHECKLIST: &[&str] =
    &["id", "idBoard", "idCard", "name", "pos", "limits", "checkItems", "creationMethod", "nodeId"];
const ENTRY: &[&str] = &[
    "id",
    "idChecklist",
    "name",
    "nameData",
    "pos",
    "state",
    "due",
    "dueReminder",
    "idMember",
    "limits",
    "textData",
    "creationMethod",
    "nodeId",
];
const ATTACHMENT: &[&str] = &[
    "id",
    "bytes",
    "date",
    "edgeColor",
    "idMember",
    "isUpload",
    "mimeType",
    "name",
    "previews",
    "url",
    "pos",
    "fileName",
    "isMalicious",
    "limits",
    "nodeId",
];
const VALUE: &[&str] = &["id", "idCustomField", "idModel", "modelType", "value", "idValue"];

/// Adds every card as an item, in the order of lists and positions.
pub(super) fn all<'a>(
    b: &mut Builder<'_>,
    root: &'a Obj,
    board: &mut Board<'a>,
    actions: &Actions<'a>,
) {
    let mut cards: Vec<&'a Obj> = Vec::new();
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    for card in loose::objects(b, root, "cards", "board") {
        let id = loose::text(card, "id");
        if id.is_empty() || seen.insert(id) {
            cards.push(card);
        } else {
            b.unplaced(&name_of(card), "id", id, "the same card came before; that one counts");
        }
    }
    let order =
        |card: &Obj| board.statuses.get(loose::text(card, "idList")).map(|s| s.rank.clone());
    let pos = |card: &Obj| loose::number(card, "pos").unwrap_or(f64::MAX);
    sort::by(&mut cards, |x, y| order(x).cmp(&order(y)).then(pos(x).total_cmp(&pos(y))));
    let wishes: Vec<Option<u32>> = cards.iter().map(|c| loose::whole(c, "idShort")).collect();
    let ranks = Rank::spread(None, None, cards.len());
    let mut times_of_day = 0;
    for ((card, rank), (n, met)) in cards.iter().zip(ranks).zip(number(&wishes)) {
        let at = name_of(card);
        if let Some(wish) = loose::whole(card, "idShort").filter(|_| !met) {
            let why = format!("another card has this number; it became {n}");
            b.unplaced(&at, "idShort", &wish.to_string(), &why);
        }
        one(b, board, actions, card, Item { number: n, rank, ..Item::default() }, &at);
        times_of_day += usize::from(has_time(card, "due")) + usize::from(has_time(card, "start"));
    }
    if times_of_day > 0 {
        let value = format!("{times_of_day} start and due dates");
        b.unplaced("cards", "time of day", &value, "dates have no time of day; the date is kept");
    }
    let here: FxHashSet<&str> = cards.iter().map(|c| loose::text(c, "id")).collect();
    for (id, lists) in board.checklists.iter().filter(|(id, _)| !here.contains(**id)) {
        for list in lists {
            let name = loose::text(list, "name");
            b.unplaced(
                &format!("checklist \"{name}\""),
                "idCard",
                id,
                "its card is not in the export",
            );
        }
    }
    actions.rest(b, &here);
}

fn name_of(card: &Obj) -> String {
    let title = one_line(loose::text(card, "name"));
    match loose::whole(card, "idShort") {
        Some(n) => format!("card {n} \"{title}\""),
        None => format!("card \"{title}\""),
    }
}

fn has_time(card: &Obj, field: &str) -> bool {
    loose::time(card, field).is_some_and(|t| t != t.date_utc().start_utc())
}

fn one<'a>(
    b: &mut Builder<'_>,
    board: &mut Board<'a>,
    actions: &Actions<'a>,
    card: &'a Obj,
    mut item: Item,
    at: &str,
) {
    let list = loose::text(card, "idList");
    let Some(status) = board.statuses.get(list).map(|s| s.id) else { return };
    let id = loose::text(card, "id");
    item.id = b.env.id();
    item.status = status;
    item.project = Some(board.project.id);
    item.title = b.title(loose::text(card, "name"), at);
    item.description = markdown(loose::text(card, "desc"));
    item.source =
        Some(Source { system: board.system.clone(), id: id.to_owned(), ..Default::default() });
    item.created = created(id);
    item.touched = loose::time(card, "dateLastActivity");
    item.start = day(b, card, "start", at);
    item.due = day(b, card, "due", at);
    people(b, card, &mut item, at);
    labels(b, board, card, &mut item, at);
    let ours = board.checklists.get(id).cloned().unwrap_or_default();
    let own = if ours.is_empty() { loose::objects(b, card, "checklists", at) } else { ours };
    item.checklists = checklists(b, own, at);
    links(b, card, &mut item, at);
    custom(b, board, card, &mut item, at);
    if loose::flag(card, "closed") {
        let closed = loose::time(card, "dateClosed").or_else(|| actions.card_closed(id));
        item.archived = closed.or(item.touched).or(Some(board.last));
    }
    if loose::flag(card, "dueComplete") && !board.is_closed(list) {
        item.progress = Percent::new(100.0);
        let why = "it is marked complete in a list that is not a finished one: it stays there, \
                   with all of it done";
        b.unplaced(at, "dueComplete", "true", why);
    }
    if board.is_done(list) && item.archived.is_none() {
        item.actual_finish = loose::time(card, "dateCompleted").map(Time::date_utc);
    }
    let comments = actions.tell(b, board, card, &mut item, at);
    let counted = loose::object(card, "badges").and_then(|o| loose::whole(o, "comments"));
    if let Some(missing) =
        counted.and_then(|n| (n as usize).checked_sub(comments)).filter(|n| *n > 0)
    {
        let why = "the export holds only the newest 1,000 actions; these comments are older";
        b.unplaced(at, "comments", &format!("{missing} comments"), why);
    }
    rest(b, card, at);
    b.add(item);
}

/// Reports what of a card has no place.
fn rest(b: &mut Builder<'_>, card: &Obj, at: &str) {
    loose::leftovers(b, card, CARD, at);
    let votes = loose::list(card, "idMembersVoted").len();
    if votes > 0 {
        b.unplaced(at, "votes", &votes.to_string(), "there are no votes on items");
    }
    if loose::flag(card, "isTemplate") {
        b.unplaced(at, "isTemplate", "true", "a template; it became an item like any other");
    }
    let cover = loose::object(card, "cover");
    let covered = ["idAttachment", "color", "idUploadedBackground", "idPlugin"]
        .iter()
        .find_map(|k| cover.and_then(|c| c.get(*k)).filter(|v| !loose::is_blank(v)))
        .or_else(|| card.get("idAttachmentCover").filter(|v| !loose::is_blank(v)));
    if let Some(cover) = covered {
        b.unplaced(at, "cover", &loose::show(cover), "items have no covers");
    }
    if let Some(n) = loose::number(card, "dueReminder").filter(|n| *n >= 0.0) {
        b.unplaced(at, "dueReminder", &format!("{n} minutes"), "there are no reminders");
    }
    for data in loose::list(card, "pluginData") {
        b.unplaced(at, "pluginData", &loose::show(data), "the data of a Power-Up");
    }
}

/// Gives the time at which an id was made: its first eight hexadecimal digits are Unix seconds.
fn created(id: &str) -> Option<Time> {
    let seconds = i64::from_str_radix(id.get(..8)?, 16).ok()?;
    (id.len() == 24).then(|| Time::from_ms(seconds * 1000))
}

fn day(b: &mut Builder<'_>, from: &Obj, field: &str, at: &str) -> Option<Date> {
    let text = loose::text(from, field);
    let found = loose::date(from, field);
    if found.is_none() && from.get(field).is_some_and(|v| !loose::is_blank(v)) {
        b.unplaced(at, field, text, "this is not a date");
    }
    found
}

fn people(b: &mut Builder<'_>, card: &Obj, item: &mut Item, at: &str) {
    for id in loose::texts(card, "idMembers") {
        match b.known_person(id) {
            None => b.unplaced(at, "idMembers", id, "the export does not say who this is"),
            Some(person) if item.owner.is_none() => item.owner = Some(person),
            Some(person) if item.owner == Some(person) => {}
            Some(person) if item.contributors.contains(&person) => {}
            Some(person) => item.contributors.push(person),
        }
    }
}

fn labels<'a>(
    b: &mut Builder<'_>,
    board: &mut Board<'a>,
    card: &'a Obj,
    item: &mut Item,
    at: &str,
) {
    for label in loose::objects(b, card, "labels", at) {
        board.label_data.entry(loose::text(label, "id")).or_insert(label);
    }
    let own = loose::list(card, "labels").iter().filter_map(|l| l.as_object());
    let ids = loose::texts(card, "idLabels").chain(own.map(|l| loose::text(l, "id")));
    for id in ids {
        match board.label(b, id) {
            Some(label) if item.labels.contains(&label) => {}
            Some(label) => item.labels.push(label),
            None => b.unplaced(at, "idLabels", id, "the export does not say which label this is"),
        }
    }
}

fn checklists(b: &mut Builder<'_>, mut lists: Vec<&Obj>, at: &str) -> Vec<Checklist> {
    let pos = |o: &Obj| loose::number(o, "pos").unwrap_or(f64::MAX);
    sort::by(&mut lists, |x, y| pos(x).total_cmp(&pos(y)));
    let mut out = Vec::new();
    for list in lists {
        let name = one_line(loose::text(list, "name"));
        loose::leftovers(b, list, CHECKLIST, &format!("{at}, checklist \"{name}\""));
        let mut entries = loose::objects(b, list, "checkItems", at);
        sort::by(&mut entries, |x, y| pos(x).total_cmp(&pos(y)));
        let entries = entries.into_iter().map(|entry| {
            let at = format!("{at}, step \"{}\"", one_line(loose::text(entry, "name")));
            loose::leftovers(b, entry, ENTRY, &at);
            let member = loose::text(entry, "idMember");
            let owner: Option<Id<Person>> = b.known_person(member);
            if owner.is_none() && !member.is_empty() {
                b.unplaced(&at, "idMember", member, "the export does not say who this is");
            }
            if let Some(n) = loose::number(entry, "dueReminder").filter(|n| *n >= 0.0) {
                b.unplaced(&at, "dueReminder", &format!("{n} minutes"), "there are no reminders");
            }
            Entry {
                text: one_line(loose::text(entry, "name")),
                done: loose::text(entry, "state") == "complete",
                due: day(b, entry, "due", &at),
                owner,
                ..Default::default()
            }
        });
        out.push(Checklist { name, entries: entries.collect(), ..Default::default() });
    }
    out
}

fn links(b: &mut Builder<'_>, card: &Obj, item: &mut Item, at: &str) {
    let url = loose::text(card, "url");
    if !url.is_empty() {
        item.links.push(WebLink {
            url: url.to_owned(),
            name: "Trello".to_owned(),
            ..Default::default()
        });
    }
    let mut uploads = 0;
    for file in loose::objects(b, card, "attachments", at) {
        let (url, name) = (loose::text(file, "url"), one_line(loose::text(file, "name")));
        loose::leftovers(b, file, ATTACHMENT, &format!("{at}, attachment \"{name}\""));
        if url.is_empty() {
            b.unplaced(at, "attachments", &name, "it has no address");
            continue;
        }
        uploads += usize::from(loose::flag(file, "isUpload"));
        let name = if name == url { String::new() } else { name };
        item.links.push(WebLink { url: url.to_owned(), name, ..Default::default() });
    }
    if uploads > 0 {
        let why = "the files stay at Trello; their addresses are kept as links";
        b.unplaced(at, "attachments", &format!("{uploads} uploaded files"), why);
    }
}

fn custom(b: &mut Builder<'_>, board: &Board<'_>, card: &Obj, item: &mut Item, at: &str) {
    for entry in loose::objects(b, card, "customFieldItems", at) {
        loose::leftovers(b, entry, VALUE, at);
        let option = loose::text(entry, "idValue");
        let value = loose::object(entry, "value");
        let shown = value.map_or_else(
            || option.to_owned(),
            |v| v.values().next().map(loose::show).unwrap_or_default(),
        );
        let Some(field) = board.fields.get(loose::text(entry, "idCustomField")) else {
            let why = "the export does not hold the custom field that this is a value of";
            b.unplaced(at, "customFieldItems", &shown, why);
            continue;
        };
        let read = match (&field.holds, value) {
            (CustomType::Select, _) => field.options.get(option).map(|text| json!(text)),
            (_, None) => None,
            (CustomType::Bool, Some(v)) => match v.get("checked") {
                Some(Json::Bool(is)) => Some(json!(is)),
                Some(Json::String(is)) => Some(json!(is == "true")),
                _ => None,
            },
            (CustomType::Number, Some(v)) => {
                loose::number(v, "number").and_then(Number::new).map(|n| json!(n))
            }
            (CustomType::Date, Some(v)) => loose::date(v, "date").map(|d| json!(d)),
            (_, Some(v)) => v.get("text").and_then(Json::as_str).map(|t| json!(t)),
        };
        match read {
            Some(value) => {
                item.custom.insert(field.id.to_string(), value);
            }
            None if shown.is_empty() => {}
            None => b.unplaced(at, &field.name, &shown, "it is not of the field's type"),
        }
    }
}
