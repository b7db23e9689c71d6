//! Turns one of GitHub's issues into an item. It knows nothing of the list that it is in.

use serde_json::Value as Json;

use super::super::build::{Builder, markdown};
use super::super::hue::{hue_of_hex, hue_of_name};
use super::super::loose::{self, Obj};
use super::super::words::{fold, kind_of, priority_of};
use super::{
    Repo, account, either, history, key_of, link, milestone_key, name_of, repository, system_of,
};
use crate::model::{Comment, Hue, Item, Priority, Source};

/// The keys of an issue that are read or noise.
const ISSUE: &[&str] = &[
    "id",
    "node_id",
    "url",
    "html_url",
    "repository_url",
    "labels_url",
    "comments_url",
    "events_url",
    "timeline_url",
    "number",
    "title",
    "body",
    "body_html",
    "body_text",
    "state",
    "state_reason",
    "stateReason",
    "user",
    "author",
    "assignee",
    "assignees",
    "labels",
    "milestone",
    "comments",
    "reactions",
    "reactionGroups",
    "created_at",
    "createdAt",
    "updated_at",
    "updatedAt",
    "closed_at",
    "closedAt",
    "closed",
    "closed_by",
    "author_association",
    "score",
    "sub_issues_summary",
    "issue_dependencies_summary",
    "repository",
    "type",
    "issueType",
    "pull_request",
    "parent",
    "parent_issue_url",
    "performed_via_github_app",
    "pinned_comment",
    "isPinned",
];

/// Fills an item from its issue.
pub(super) fn fill(b: &mut Builder<'_>, repo: &Repo, issue: &Obj, item: &mut Item) {
    let at = &name_of(issue);
    item.title = b.title(loose::text(issue, "title"), at);
    item.description = markdown(loose::text(issue, "body"));
    item.created = either(issue, "created_at", "createdAt");
    item.touched = either(issue, "updated_at", "updatedAt");
    let author = loose::object(issue, "user").or_else(|| loose::object(issue, "author"));
    item.author = author.and_then(|o| account(b, o));
    let number = issue.get("number").map(loose::show).unwrap_or_default();
    item.source = Some(Source { system: system_of(issue), id: number, ..Default::default() });
    link(issue, item);
    let reason =
        ["state_reason", "stateReason"].map(|k| loose::text(issue, k).to_ascii_lowercase());
    let reason = reason.into_iter().find(|r| !r.is_empty()).unwrap_or_default();
    let state = match loose::text(issue, "state").to_ascii_lowercase().as_str() {
        "closed" if matches!(reason.as_str(), "not_planned" | "duplicate") => 3,
        "closed" => 2,
        "open" | "" => 0,
        other => {
            b.unplaced(at, "state", other, "an unknown state; the issue is taken as open");
            0
        }
    };
    if !matches!(reason.as_str(), "" | "completed" | "not_planned" | "reopened") {
        b.unplaced(at, "state_reason", &reason, "the reason for its state is not kept");
    }
    let closed = either(issue, "closed_at", "closedAt");
    let closer = loose::object(issue, "closed_by").and_then(|o| account(b, o));
    history(b, repo, item, state, closed, reason == "reopened", closer);
    let mut assigned = loose::objects(b, issue, "assignees", at);
    assigned.extend(loose::object(issue, "assignee"));
    for person in assigned {
        match account(b, person) {
            Some(id) if item.owner.is_none() => item.owner = Some(id),
            Some(id) if item.owner != Some(id) && !item.contributors.contains(&id) => {
                item.contributors.push(id);
            }
            _ => {}
        }
    }
    labels(b, issue, item, at);
    part_of(b, repo, issue, item, at);
    comments(b, issue, item, at);
    rest(b, issue, at);
}

fn labels(b: &mut Builder<'_>, issue: &Obj, item: &mut Item, at: &str) {
    let kind = ["type", "issueType"]
        .iter()
        .filter_map(|k| loose::object(issue, k))
        .map(|o| loose::text(o, "name"))
        .chain(["type", "issueType"].map(|k| loose::text(issue, k)))
        .find(|name| !name.is_empty());
    let mut known = None;
    if let Some(name) = kind {
        known = kind_of(name);
        if known.is_none() {
            b.unplaced(at, "type", name, "there is no such kind of item; it became a task");
        }
    }
    for value in loose::list(issue, "labels") {
        let data = value.as_object();
        let name = data.map_or_else(|| value.as_str().unwrap_or(""), |o| loose::text(o, "name"));
        if name.trim().is_empty() {
            if !loose::is_blank(value) {
                b.unplaced(at, "labels", &loose::show(value), "a label without a name");
            }
            continue;
        }
        let color = data.map_or("", |o| loose::text(o, "color"));
        let hue = hue_of_hex(color).or_else(|| hue_of_name(color)).unwrap_or(Hue::Gray);
        let id = b.label(&fold(name), name, hue);
        if !item.labels.contains(&id) {
            item.labels.push(id);
        }
        let folded = fold(name);
        let word = ["type ", "kind ", "t "].iter().find_map(|p| folded.strip_prefix(p));
        known = known.or_else(|| kind_of(word.unwrap_or(&folded)));
        let rank = ["priority ", "prio ", "p "].iter().find_map(|p| folded.strip_prefix(p));
        let short = folded.len() == 2 && folded.starts_with('p');
        if let Some(word) = rank.or_else(|| short.then_some(folded.as_str()))
            && item.priority == Priority::None
        {
            // Where numbers start is not said: P0 and P1 both mean now.
            let word = if word.ends_with('0') { "1" } else { word };
            item.priority = priority_of(word, false).unwrap_or_default();
        }
    }
    item.kind = known.unwrap_or_default();
}

/// Puts an issue into the issue or the milestone that it is part of.
fn part_of(b: &mut Builder<'_>, repo: &Repo, issue: &Obj, item: &mut Item, at: &str) {
    let parent = loose::object(issue, "parent");
    let address = loose::text(issue, "parent_issue_url");
    let key = match parent {
        Some(parent) => Some(key_of(parent)),
        None => address.rsplit_once('/').map(|(_, number)| {
            let place = Obj::from_iter([("url".to_owned(), Json::from(address))]);
            format!("{}#{number}", repository(&place))
        }),
    };
    if let Some(key) = key {
        // A parent without an address is in the same repository.
        let near = format!("{}{key}", repository(issue));
        item.parent = repo.issues.get(&key).or_else(|| repo.issues.get(&near)).copied();
        if item.parent.is_none() {
            b.unplaced(at, "parent", &key, "the issue that it is part of is not in the file");
        }
    }
    let Some(milestone) = loose::object(issue, "milestone") else {
        if let Some(other) = issue.get("milestone").filter(|v| !loose::is_blank(v)) {
            b.unplaced(at, "milestone", &loose::show(other), "a milestone was expected");
        }
        return;
    };
    if item.parent.is_some() {
        let why = "it is part of another issue, and an item is part of one thing only";
        b.unplaced(at, "milestone", loose::text(milestone, "title"), why);
    } else {
        item.parent = repo.milestones.get(&milestone_key(issue, milestone)).copied();
    }
}

/// Keeps the comments that the file holds, and reports how many it does not.
fn comments(b: &mut Builder<'_>, issue: &Obj, item: &Item, at: &str) {
    if let Some(n) = loose::whole(issue, "comments").filter(|n| *n > 0) {
        let why = "the file holds only their number";
        b.unplaced(at, "comments", &format!("{n} comments"), why);
        return;
    }
    if !issue.get("comments").is_some_and(Json::is_array) {
        return;
    }
    for comment in loose::objects(b, issue, "comments", at) {
        let author = ["author", "user"].iter().find_map(|k| loose::object(comment, k));
        let author = author.and_then(|o| account(b, o));
        let time = either(comment, "created_at", "createdAt");
        if time.is_none() {
            b.unplaced(at, "comments", "", "a comment has no time; it got the issue's last change");
        }
        let id = b.env.id();
        b.add(Comment {
            id,
            about: Some(item.id.to_ref()),
            author,
            at: time.or(item.touched).or(item.created).unwrap_or(b.env.now),
            body: markdown(loose::text(comment, "body")),
            ..Comment::default()
        });
    }
}

/// Reports what of an issue has no place.
fn rest(b: &mut Builder<'_>, issue: &Obj, at: &str) {
    loose::leftovers(b, issue, ISSUE, at);
    let reactions = loose::object(issue, "reactions").and_then(|r| loose::whole(r, "total_count"));
    if let Some(n) = reactions.filter(|n| *n > 0) {
        b.unplaced(at, "reactions", &n.to_string(), "there are no reactions on items");
    }
    let groups = loose::list(issue, "reactionGroups");
    if !groups.is_empty() {
        b.unplaced(at, "reactions", &groups.len().to_string(), "there are no reactions on items");
    }
    if let Some(waits) = loose::object(issue, "issue_dependencies_summary") {
        for field in ["total_blocked_by", "total_blocking"] {
            if let Some(n) = loose::whole(waits, field).filter(|n| *n > 0) {
                b.unplaced(
                    at,
                    field,
                    &n.to_string(),
                    "the file does not say which issues these are",
                );
            }
        }
    }
    if let Some(app) = loose::object(issue, "performed_via_github_app") {
        let why = "which app made it is not kept";
        b.unplaced(at, "performed_via_github_app", loose::text(app, "name"), why);
    }
}
