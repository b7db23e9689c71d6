//! Reads a board exported from Trello as JSON, with its status history. It knows no model to merge
//! into and no view.
//!
//! | Trello | here |
//! |---|---|
//! | board | project; its description; a closed board is an archived project |
//! | list | status in the board's order; `softLimit` is its WIP limit; a closed list is an archived status that keeps its cards; a deleted list that the history names comes back as one |
//! | card | item: text, number, owner (the first member) and contributors, labels, dates, checklists, custom fields, attachments and address as links; a closed card is archived |
//! | complete | nothing more on a card in a finished list; elsewhere 100 % progress, because a card stands where its list says |
//! | actions | status history, comments, changes of title, text, dates, archiving |
//!
//! Dates are those of UTC. An export holds only the newest 1,000 actions: where a card's creation
//! is not among them, its history is known only from the oldest one.
//!
//! Noise that is not reported: ids, short links and short addresses, limits, badges, parsed forms
//! of texts (`descData`, `nameData`), the board's looks and permissions (`prefs`), stars, pins and
//! the time of the last look, the address to mail to a card, previews and sizes of attachments,
//! avatars and account states of members, the six unnamed labels of every board unless used, who
//! may change the board except its administrators.

mod card;
mod history;

use rustc_hash::FxHashMap;

use super::build::{Builder, Named, Step, markdown, project_key, whole};
use super::hue::hue_of_name;
use super::loose::{self, Obj};
use super::{Incoming, ReadError};
use crate::env::Env;
use crate::model::id::Id;
use crate::model::rank::Rank;
use crate::model::time::Time;
use crate::model::{Category, CustomField, CustomType, Hue, Label, Person, Project, Status};
use crate::sort;

/// The keys of a board that are read or noise.
const BOARD: &[&str] = &[
    "id",
    "name",
    "desc",
    "descData",
    "closed",
    "dateClosed",
    "idOrganization",
    "idEnterprise",
    "limits",
    "pinned",
    "starred",
    "subscribed",
    "prefs",
    "shortLink",
    "shortUrl",
    "labelNames",
    "powerUps",
    "dateLastActivity",
    "dateLastView",
    "idTags",
    "datePluginDisable",
    "creationMethod",
    "ixUpdate",
    "actions",
    "cards",
    "labels",
    "lists",
    "members",
    "checklists",
    "customFields",
    "memberships",
    "pluginData",
    "idBoardSource",
    "idMemberCreator",
    "enterpriseOwned",
    "premiumFeatures",
    "nodeId",
    "url",
    "templateGallery",
    "type",
];
const LIST: &[&str] = &[
    "id",
    "idBoard",
    "idOrganization",
    "name",
    "closed",
    "pos",
    "softLimit",
    "limits",
    "creationMethod",
    "nodeId",
    "type",
    "dateClosed",
];
const MEMBER: &[&str] = &[
    "id",
    "fullName",
    "username",
    "email",
    "avatarHash",
    "avatarUrl",
    "avatarSource",
    "bio",
    "bioData",
    "confirmed",
    "idEnterprise",
    "idEnterprisesDeactivated",
    "idMemberReferrer",
    "idPremOrgsAdmin",
    "initials",
    "memberType",
    "nonPublic",
    "nonPublicAvailable",
    "products",
    "url",
    "status",
    "activityBlocked",
    "nodeId",
    "idOrganizations",
    "idBoards",
    "aaId",
    "prefs",
];
const LABEL: &[&str] =
    &["id", "idBoard", "idOrganization", "name", "color", "limits", "uses", "nodeId"];
const FIELD: &[&str] = &[
    "id",
    "idModel",
    "modelType",
    "fieldGroup",
    "display",
    "name",
    "pos",
    "type",
    "options",
    "isSuggestedField",
    "limits",
];

/// Is a custom field of the board.
struct Field {
    id: Id<CustomField>,
    name: String,
    holds: CustomType,
    options: Named<String>,
}

/// Is what cards refer to.
struct Board<'a> {
    /// Names the place in sources.
    system: String,
    project: Project,
    /// Statuses by list.
    statuses: FxHashMap<&'a str, Status>,
    /// Labels by id, made when first used or named.
    labels: FxHashMap<&'a str, Option<Id<Label>>>,
    label_data: FxHashMap<&'a str, &'a Obj>,
    fields: FxHashMap<&'a str, Field>,
    checklists: FxHashMap<&'a str, Vec<&'a Obj>>,
    /// When the board last changed.
    last: Time,
}

/// Reads a board. Fails on what is not JSON, is too large, or is not a board.
pub fn read(text: &str, env: &mut Env) -> Result<Incoming, ReadError> {
    let hint =
        "Export the board again from Trello's menu: Print, export and share, Export as JSON.";
    let json = loose::parse(text, hint)?;
    let root = json.as_object().filter(|o| {
        o.get("cards").is_some_and(|v| v.is_array()) && o.get("lists").is_some_and(|v| v.is_array())
    });
    let Some(root) = root else {
        return Err(whole(
            "a Trello board has \"lists\" and \"cards\"; they are missing".into(),
            hint,
        ));
    };
    let name = loose::text(root, "name");
    let mut builder = Builder::new(name, env);
    let b = &mut builder;
    let last = loose::time(root, "dateLastActivity").unwrap_or(b.env.now);
    let actions = history::Actions::collect(b, root);
    let (workflow, statuses) = lists(b, root, &actions, last);
    let mut project = b.project(name, project_key(name), workflow);
    project.description = markdown(loose::text(root, "desc"));
    if loose::flag(root, "closed") {
        project.archived = Some(loose::time(root, "dateClosed").unwrap_or(last));
    }
    b.add(project.clone());
    members(b, root, &actions);
    let mut board = Board {
        system: format!("trello:{}", loose::text(root, "id")),
        project,
        statuses,
        labels: FxHashMap::default(),
        label_data: FxHashMap::default(),
        fields: custom_fields(b, root),
        checklists: FxHashMap::default(),
        last,
    };
    labels(b, root, &mut board);
    for checklist in loose::objects(b, root, "checklists", "board") {
        board.checklists.entry(loose::text(checklist, "idCard")).or_default().push(checklist);
    }
    card::all(b, root, &mut board, &actions);
    rest(b, root);
    Ok(builder.out)
}

/// Makes the statuses of the lists and of the deleted lists that the history names.
fn lists<'a>(
    b: &mut Builder<'_>,
    root: &'a Obj,
    actions: &history::Actions<'a>,
    last: Time,
) -> (Id<crate::model::Workflow>, FxHashMap<&'a str, Status>) {
    let mut found = loose::objects(b, root, "lists", "board");
    let pos = |o: &Obj| loose::number(o, "pos").unwrap_or(f64::MAX);
    sort::by(&mut found, |x, y| pos(x).total_cmp(&pos(y)));
    let (mut ids, mut steps) = (Vec::new(), Vec::new());
    for list in found {
        let (id, name) = (loose::text(list, "id"), loose::text(list, "name"));
        let at = format!("list \"{name}\"");
        loose::leftovers(b, list, LIST, &at);
        if ids.contains(&id) {
            b.unplaced(&at, "id", id, "another list has the same id; its cards are in that one");
            continue;
        }
        let mut step = Step::named(name);
        step.limit = loose::whole(list, "softLimit");
        if loose::flag(list, "closed") {
            let closed = loose::time(list, "dateClosed").or_else(|| actions.list_closed(id));
            step.archived = Some(closed.unwrap_or(last));
        }
        ids.push(id);
        steps.push(step);
    }
    // Lists that are gone: named by the history, or only by the cards that were left behind.
    let mut gone = actions.lists();
    for card in loose::list(root, "cards").iter().filter_map(|c| c.as_object()) {
        gone.push((loose::text(card, "idList"), "Unknown list"));
    }
    for (id, name) in gone {
        if !ids.contains(&id) {
            let name = if name.is_empty() { "Deleted list" } else { name };
            ids.push(id);
            steps.push(Step { archived: Some(last), ..Step::named(name) });
        }
    }
    let (workflow, statuses) = b.workflow(loose::text(root, "name"), &steps);
    (workflow, ids.into_iter().zip(statuses).collect())
}

/// Adds the members of the board and whoever else did something on it.
fn members(b: &mut Builder<'_>, root: &Obj, actions: &history::Actions<'_>) {
    for member in loose::objects(b, root, "members", "board") {
        let at = format!("member \"{}\"", loose::text(member, "fullName"));
        loose::leftovers(b, member, MEMBER, &at);
        add_member(b, member);
    }
    for member in actions.people() {
        add_member(b, member);
    }
}

fn add_member(b: &mut Builder<'_>, member: &Obj) {
    let (id, name) = (loose::text(member, "id"), loose::text(member, "fullName"));
    let handle = loose::text(member, "username");
    if id.is_empty() || (name.is_empty() && handle.is_empty()) {
        return;
    }
    b.person(id, || Person {
        name: if name.is_empty() { handle } else { name }.to_owned(),
        handle: handle.to_owned(),
        email: loose::text(member, "email").to_owned(),
        ..Person::default()
    });
}

/// Adds the labels that have a name; the others are added when a card uses them.
fn labels<'a>(b: &mut Builder<'_>, root: &'a Obj, board: &mut Board<'a>) {
    for label in loose::objects(b, root, "labels", "board") {
        let id = loose::text(label, "id");
        loose::leftovers(b, label, LABEL, &format!("label \"{}\"", loose::text(label, "name")));
        board.label_data.insert(id, label);
        if !loose::text(label, "name").trim().is_empty() {
            board.label(b, id);
        }
    }
}

impl<'a> Board<'a> {
    /// Finds or adds a label; a label without a name is called by its color.
    fn label(&mut self, b: &mut Builder<'_>, id: &'a str) -> Option<Id<Label>> {
        if let Some(known) = self.labels.get(id) {
            return *known;
        }
        let made = self.label_data.get(id).map(|data| {
            let color = loose::text(data, "color");
            let mut name = loose::text(data, "name").to_owned();
            if name.trim().is_empty() {
                let mut letters = color.chars();
                name = letters.next().map_or_else(
                    || "No color".to_owned(),
                    |first| first.to_uppercase().chain(letters).collect(),
                );
            }
            b.label(id, &name, hue_of_name(color).unwrap_or(Hue::Gray))
        });
        self.labels.insert(id, made);
        made
    }

    /// Tells whether a list counts as finished.
    fn is_closed(&self, list: &str) -> bool {
        self.statuses.get(list).is_some_and(|s| s.category.is_closed())
    }

    /// Tells whether a list stands for finished work, not for work given up.
    fn is_done(&self, list: &str) -> bool {
        self.statuses.get(list).is_some_and(|s| s.category == Category::Done)
    }
}

/// Adds the custom fields of the board.
fn custom_fields<'a>(b: &mut Builder<'_>, root: &'a Obj) -> FxHashMap<&'a str, Field> {
    let mut found = loose::objects(b, root, "customFields", "board");
    let pos = |o: &Obj| loose::number(o, "pos").unwrap_or(f64::MAX);
    sort::by(&mut found, |x, y| pos(x).total_cmp(&pos(y)));
    let ranks = Rank::spread(None, None, found.len());
    let mut out: FxHashMap<&str, Field> = FxHashMap::default();
    for (field, rank) in found.into_iter().zip(ranks) {
        let name = loose::text(field, "name").to_owned();
        let at = format!("custom field \"{name}\"");
        loose::leftovers(b, field, FIELD, &at);
        let holds = match loose::text(field, "type") {
            "checkbox" => CustomType::Bool,
            "number" => CustomType::Number,
            "date" => CustomType::Date,
            "list" => CustomType::Select,
            "text" => CustomType::Text,
            other => {
                b.unplaced(&at, "type", other, "an unknown type; its values are kept as text");
                CustomType::Text
            }
        };
        let mut options: Vec<&Obj> = loose::objects(b, field, "options", &at);
        sort::by(&mut options, |x, y| pos(x).total_cmp(&pos(y)));
        let named: Vec<(&str, &str)> = options
            .into_iter()
            .map(|o| {
                let value = loose::object(o, "value").map_or("", |v| loose::text(v, "text"));
                (loose::text(o, "id"), value)
            })
            .collect();
        let id = b.env.id();
        b.add(CustomField {
            id,
            name: name.clone(),
            holds: holds.clone(),
            options: named.iter().map(|(_, text)| (*text).to_owned()).collect(),
            rank,
            ..CustomField::default()
        });
        let options = named.iter().map(|(id, t)| ((*id).to_owned(), (*t).to_owned())).collect();
        out.insert(loose::text(field, "id"), Field { id, name, holds, options });
    }
    out
}

/// Reports what of the board has no place.
fn rest(b: &mut Builder<'_>, root: &Obj) {
    loose::leftovers(b, root, BOARD, "board");
    let url = loose::text(root, "url");
    if !url.is_empty() {
        b.unplaced("board", "url", url, "a project has no links; the cards keep theirs");
    }
    for data in loose::list(root, "pluginData").iter().chain(loose::list(root, "powerUps")) {
        b.unplaced("board", "pluginData", &loose::show(data), "the data of a Power-Up");
    }
    let admins = loose::list(root, "memberships")
        .iter()
        .filter_map(|m| m.as_object())
        .filter(|m| loose::text(m, "memberType") == "admin")
        .count();
    if admins > 0 {
        let why = "who administers the board is not kept";
        b.unplaced("board", "memberships", &format!("{admins} administrators"), why);
    }
}
