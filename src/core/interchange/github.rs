//! Reads issues as GitHub's REST interface and its command line write them in JSON: a list, a
//! search result with `items`, or one issue. It knows no model to merge into.
//!
//! | GitHub | here |
//! |---|---|
//! | repository | project with the statuses To do, In progress, Done, Not planned |
//! | issue | item: number, text, author, labels, owner (the first assignee) and contributors, address |
//! | open; closed; closed as not planned or duplicate | To do; Done; Not planned |
//! | milestone | an item of the kind milestone that its issues are part of, as it has text, date and state of its own; an issue that is part of another stays there, and its milestone is reported |
//! | type, or a label such as `bug` | kind |
//! | a label such as `P1` or `priority: high` | priority (the label stays) |
//! | comments, where the file holds them | comments |
//!
//! The status history has two moments: creation and the last closing. What was in between is not
//! in the file; an issue that was reopened is known only from its last change.
//!
//! Noise that is not reported: ids, addresses of the interface, everything of an account but its
//! name, how the author belongs to the repository, search scores, counts of sub-issues.

mod issue;

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value as Json;

use super::build::{Builder, Step, check_parents, markdown, number, one_line, project_key, whole};
use super::loose::{self, Obj};
use super::{Incoming, ReadError};
use crate::env::Env;
use crate::model::id::Id;
use crate::model::rank::Rank;
use crate::model::time::Time;
use crate::model::{Category, Item, ItemKind, Move, Person, Source, Status, WebLink};

const MILESTONE: &[&str] = &[
    "id",
    "node_id",
    "url",
    "html_url",
    "labels_url",
    "number",
    "title",
    "description",
    "state",
    "due_on",
    "dueOn",
    "created_at",
    "updated_at",
    "closed_at",
    "creator",
    "open_issues",
    "closed_issues",
];

/// Is what issues refer to.
struct Repo {
    statuses: Vec<Status>,
    milestones: FxHashMap<String, Id<Item>>,
    /// Items by `owner/repository#number`.
    issues: FxHashMap<String, Id<Item>>,
}

/// Reads issues. Fails on what is not JSON, is too large, or holds no issues.
pub fn read(text: &str, env: &mut Env) -> Result<Incoming, ReadError> {
    let hint = "Save the answer of GitHub's /repos/{owner}/{repo}/issues?state=all as it is.";
    let json = loose::parse(text, hint)?;
    let none = || whole("no issues were found: a list of issues was expected".to_owned(), hint);
    let listed: Vec<&Json> = match &json {
        Json::Array(list) => list.iter().collect(),
        Json::Object(o) => match o.get("items").or_else(|| o.get("issues")) {
            Some(Json::Array(list)) => list.iter().collect(),
            _ if o.contains_key("number") && o.contains_key("title") => vec![&json],
            _ => return Err(none()),
        },
        _ => return Err(none()),
    };
    let is_issue = |v: &&&Json| v.get("title").is_some() && v.get("number").is_some();
    if !listed.is_empty() && listed.iter().filter(is_issue).count() == 0 {
        return Err(none());
    }
    let place = listed.iter().filter_map(|v| v.as_object()).map(repository).find(|r| !r.is_empty());
    let name = place.as_deref().map_or("GitHub issues", |r| r.rsplit('/').next().unwrap_or(r));
    let mut builder = Builder::new(place.as_deref().unwrap_or(name), env);
    let b = &mut builder;
    let step = |(name, category)| Step { category: Some(category), ..Step::named(name) };
    let steps = [
        ("To do", Category::Ready),
        ("In progress", Category::Active),
        ("Done", Category::Done),
        ("Not planned", Category::Cancelled),
    ];
    let (workflow, statuses) = b.workflow(name, &steps.map(step));
    let project = b.project(name, project_key(name), workflow);
    let project_id = project.id;
    b.add(project);
    let issues = sort_out(b, &listed);
    let (milestones, mut wishes) = (milestones(&issues), Vec::new());
    wishes.extend(issues.iter().map(|i| loose::whole(i, "number")));
    wishes.resize(issues.len() + milestones.len(), None);
    let mut numbers = number(&wishes).into_iter();
    let mut ranks = Rank::spread(None, None, wishes.len()).into_iter();
    let mut repo =
        Repo { statuses, milestones: FxHashMap::default(), issues: FxHashMap::default() };
    let mut items = Vec::with_capacity(wishes.len());
    for issue in &issues {
        let (n, met) = numbers.next().unwrap_or_default();
        if !met {
            let wish = issue.get("number").map(loose::show).unwrap_or_default();
            let why = format!("it has no number of its own in this file; it became {n}");
            b.unplaced(&name_of(issue), "number", &wish, &why);
        }
        let id: Id<Item> = b.env.id();
        repo.issues.entry(key_of(issue)).or_insert(id);
        let rank = ranks.next().unwrap_or_default();
        items.push(Item { id, number: n, rank, project: Some(project_id), ..Item::default() });
    }
    for (key, system, milestone) in milestones {
        let (n, _) = numbers.next().unwrap_or_default();
        let rank = ranks.next().unwrap_or_default();
        let item =
            Item { id: b.env.id(), number: n, rank, project: Some(project_id), ..Item::default() };
        repo.milestones.insert(key.clone(), item.id);
        let item = milestone_item(
            b,
            &repo,
            milestone,
            item,
            Source { system, id: key, ..Default::default() },
        );
        b.add(item);
    }
    for (issue, item) in issues.iter().zip(&mut items) {
        issue::fill(b, &repo, issue, item);
    }
    for (item, at) in check_parents(&mut items) {
        b.unplaced(&format!("issue #{item}"), "parent", &at, "it would be part of itself");
    }
    for item in items {
        b.add(item);
    }
    Ok(builder.out)
}

/// Takes the issues out of the list and reports the rest.
fn sort_out<'a>(b: &mut Builder<'_>, listed: &[&'a Json]) -> Vec<&'a Obj> {
    let mut issues: Vec<&Obj> = Vec::new();
    let mut seen: FxHashSet<String> = FxHashSet::default();
    for (n, value) in listed.iter().enumerate() {
        let at = format!("entry {}", n + 1);
        match value.as_object() {
            None if loose::is_blank(value) => {}
            None => b.unplaced(&at, "", &loose::show(value), "an issue was expected"),
            Some(o) if o.get("pull_request").is_some_and(|v| !v.is_null()) => {
                let why = "this is a pull request, not an issue";
                b.unplaced(&name_of(o), "pull_request", loose::text(o, "title"), why);
            }
            Some(o) if !o.contains_key("title") => {
                b.unplaced(&at, "", &loose::show(value), "an issue was expected; it has no title");
            }
            Some(o) if o.contains_key("number") && !seen.insert(key_of(o)) => {
                let why = "the same issue came before; that one counts";
                b.unplaced(&name_of(o), "number", &key_of(o), why);
            }
            Some(o) => issues.push(o),
        }
    }
    issues
}

/// Finds the repository of an issue as `owner/name`, empty if it does not say.
fn repository(issue: &Obj) -> String {
    if let Some(full) = loose::object(issue, "repository") {
        let name = ["full_name", "nameWithOwner"].map(|k| loose::text(full, k));
        if let Some(name) = name.into_iter().find(|n| !n.is_empty()) {
            return name.to_owned();
        }
    }
    for key in ["html_url", "repository_url", "url"] {
        let url = loose::text(issue, key);
        let path = url.split_once("://").map_or("", |(_, rest)| rest);
        let mut parts =
            path.split('/').skip(1).skip_while(|p| matches!(*p, "repos" | "api" | "v3"));
        if let (Some(owner), Some(name)) = (parts.next(), parts.next())
            && !owner.is_empty()
            && !name.is_empty()
        {
            return format!("{owner}/{name}");
        }
    }
    String::new()
}

fn system_of(object: &Obj) -> String {
    match repository(object) {
        place if place.is_empty() => "github".to_owned(),
        place => format!("github:{place}"),
    }
}

fn key_of(issue: &Obj) -> String {
    let number = issue.get("number").map(loose::show).unwrap_or_default();
    format!("{}#{number}", repository(issue))
}

fn name_of(issue: &Obj) -> String {
    let number = issue.get("number").map(loose::show).unwrap_or_default();
    format!("issue #{number} \"{}\"", one_line(loose::text(issue, "title")))
}

/// Gives the first of two spellings of a time: the interface's and the command line's.
fn either(object: &Obj, a: &str, b: &str) -> Option<Time> {
    loose::time(object, a).or_else(|| loose::time(object, b))
}

/// Lists each milestone once, with its id and place, in the order of appearance.
fn milestones<'a>(issues: &[&'a Obj]) -> Vec<(String, String, &'a Obj)> {
    let mut out: Vec<(String, String, &Obj)> = Vec::new();
    let found = issues.iter().filter_map(|i| Some((*i, loose::object(i, "milestone")?)));
    for (issue, milestone) in found {
        let key = milestone_key(issue, milestone);
        if !out.iter().any(|(known, ..)| *known == key) {
            out.push((key, system_of(issue), milestone));
        }
    }
    out
}

fn milestone_key(issue: &Obj, milestone: &Obj) -> String {
    match milestone.get("number") {
        Some(n) if !n.is_null() => {
            let place = repository(issue);
            let gap = if place.is_empty() { "" } else { " " };
            format!("{place}{gap}milestone {}", loose::show(n))
        }
        _ => format!("milestone {}", loose::text(milestone, "title")),
    }
}

fn milestone_item(
    b: &mut Builder<'_>,
    repo: &Repo,
    milestone: &Obj,
    mut item: Item,
    source: Source,
) -> Item {
    let at = format!("milestone \"{}\"", loose::text(milestone, "title"));
    loose::leftovers(b, milestone, MILESTONE, &at);
    item.kind = ItemKind::Milestone;
    item.title = b.title(loose::text(milestone, "title"), &at);
    item.description = markdown(loose::text(milestone, "description"));
    item.due = loose::date(milestone, "due_on").or_else(|| loose::date(milestone, "dueOn"));
    item.created = loose::time(milestone, "created_at");
    item.touched = loose::time(milestone, "updated_at");
    item.author = loose::object(milestone, "creator").and_then(|c| account(b, c));
    item.source = Some(source);
    let closed = loose::time(milestone, "closed_at");
    let state = if loose::text(milestone, "state").eq_ignore_ascii_case("closed") { 2 } else { 0 };
    history(b, repo, &mut item, state, closed, false, None);
    link(milestone, &mut item);
    item
}

fn link(from: &Obj, item: &mut Item) {
    let url = loose::text(from, "html_url");
    let url = if url.is_empty() { loose::text(from, "url") } else { url };
    if !url.is_empty() {
        item.links.push(WebLink {
            url: url.to_owned(),
            name: "GitHub".to_owned(),
            ..Default::default()
        });
    }
}

/// Sets status and history. `state` is the position of the status in the workflow.
fn history(
    b: &mut Builder<'_>,
    repo: &Repo,
    item: &mut Item,
    state: usize,
    closed: Option<Time>,
    reopened: bool,
    closer: Option<Id<Person>>,
) {
    let id = |n: usize| repo.statuses.get(n).map(|s| s.id).unwrap_or_default();
    item.status = id(state);
    if let Some(at) = item.created {
        item.moves.push(Move { at, from: None, to: id(0), by: item.author, ..Default::default() });
    }
    match closed.filter(|_| state >= 2) {
        Some(at) => {
            let from = item.created.map(|_| id(0));
            item.moves.push(Move { at, from, to: id(state), by: closer, ..Default::default() });
            item.actual_finish = (state == 2).then(|| at.date_utc());
        }
        None if state >= 2 || reopened => {
            item.known_from = item.touched.or(Some(b.env.now));
        }
        None => {}
    }
    if item.created.is_none() && item.known_from.is_none() {
        item.known_from = closed.or(item.touched).or(Some(b.env.now));
    }
}

fn account(b: &mut Builder<'_>, account: &Obj) -> Option<Id<Person>> {
    let login = loose::text(account, "login");
    if login.is_empty() {
        return None;
    }
    let name = loose::text(account, "name");
    Some(b.person(login, || Person {
        name: if name.is_empty() { login } else { name }.to_owned(),
        handle: login.to_owned(),
        email: loose::text(account, "email").to_owned(),
        ..Person::default()
    }))
}
