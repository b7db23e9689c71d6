//! Whether a project goes on: the question is a decision, which keeps the reason. It knows no pixel.

use super::super::Facts;
use super::super::report::{Act, Block, Cell, Column, Row, Shape, Table, Tone};
use crate::model::id::{Id, Ref};
use crate::model::{Decision, Phase, Project};
use crate::sort;

/// One way to answer: its verb, the option as it is written, the phase that follows.
pub struct Way {
    /// The verb of the act.
    pub verb: &'static str,
    /// The option of the decision.
    pub option: &'static str,
    /// The phase that the project gets.
    pub phase: Phase,
    /// What that means.
    says: &'static str,
}

/// The ways to answer for a project that is decided on.
const GOING: [Way; 3] = [
    Way { verb: "continue", option: "Continue", phase: Phase::Active, says: "It runs" },
    Way { verb: "pause", option: "Pause", phase: Phase::Paused, says: "It stops for a while" },
    Way { verb: "stop", option: "Stop", phase: Phase::Closed, says: "It ends here" },
];

/// The ways to answer for a proposal.
const PROPOSED: [Way; 2] = [
    Way { verb: "approve", option: "Approve", phase: Phase::Approved, says: "It may start" },
    Way { verb: "decline", option: "Decline", phase: Phase::Closed, says: "It is not done" },
];

/// Gives the ways to answer for a project.
pub fn ways(project: &Project) -> &'static [Way] {
    if project.phase == Phase::Proposed { &PROPOSED } else { &GOING }
}

/// Finds a way by its verb.
pub fn way(verb: &str) -> Option<&'static Way> {
    GOING.iter().chain(&PROPOSED).find(|way| way.verb == verb)
}

/// Tells whether a decision is about whether a project goes on.
fn is_review(decision: &Decision) -> bool {
    let known = |option: &String| GOING.iter().chain(&PROPOSED).any(|way| way.option == *option);
    !decision.options.is_empty() && decision.options.iter().all(known)
}

/// Gives the project of a decision about whether it goes on.
pub fn project_of(decision: &Decision) -> Option<Id<Project>> {
    decision.place.filter(|_| is_review(decision)).and_then(Id::<Project>::from_ref)
}

/// Finds the open question about a project.
pub fn open<'a>(facts: &Facts<'a>, project: Ref) -> Option<&'a Decision> {
    let fits = |d: &&Decision| d.decided.is_none() && d.place == Some(project) && is_review(d);
    facts.model.decisions.iter().find(fits)
}

/// Shows the open questions, each with a place for its reason and the ways to answer.
pub fn questions(facts: &Facts<'_>) -> Vec<Block> {
    let open = facts.model.decisions.iter().filter(|d| d.decided.is_none());
    let block = |decision: &Decision| {
        let id = project_of(decision)?;
        let project = facts.model.find(id).filter(|p| facts.scope.holds_project(p))?;
        let shape = Shape::Prose(decision.id.to_ref(), "reason".to_owned());
        let key = format!("review-{}", decision.id.raw());
        let mut block = Block::new(&key, &decision.title, shape).half();
        block.says = match decision.reason.0.trim() {
            "" => "Write why below, then choose. The reason is kept with the decision.".to_owned(),
            _ => format!("{} is {}.", project.name, project.phase.label().to_lowercase()),
        };
        let act = |way: &Way| Act {
            key: format!("{}:{}", way.verb, decision.id.raw()),
            label: way.option.to_owned(),
            says: way.says.to_owned(),
        };
        block.acts = ways(project).iter().map(act).collect();
        Some(block)
    };
    open.filter_map(block).collect()
}

/// Lists what was decided about projects, the newest first.
pub fn kept(facts: &Facts<'_>) -> Block {
    let made = facts.model.decisions.iter().filter(|d| d.decided.is_some());
    let here = |d: &&Decision| is_review(d) && facts.holds_place(d.place);
    let mut made: Vec<&Decision> = made.filter(here).collect();
    sort::by_key(&mut made, |d| (std::cmp::Reverse(d.decided), d.id));
    let row = |d: &&Decision| {
        let name = d.place.map(|at| facts.model.title_of(at)).unwrap_or_default();
        let reason = d.reason.0.lines().next().unwrap_or_default();
        Row::of(
            d.id.to_ref(),
            vec![
                Cell::link(d.id.to_ref(), name),
                Cell::text(&d.outcome).tone(Tone::Strong),
                Cell::text(d.decided.map(|day| facts.day(day)).unwrap_or_default()),
                Cell::text(facts.person(d.owner)),
                Cell::text(if reason.is_empty() { "no reason was kept" } else { reason }),
            ],
        )
    };
    let columns = ["Project", "Outcome", "Decided", "By", "Because"].map(Column::text).into();
    let rows = made.iter().map(row).collect();
    Block::new("kept", "What was decided about projects", Table { columns, rows }.into())
        .or_empty("Nothing yet. “Ask” in the list of projects starts it.")
}
