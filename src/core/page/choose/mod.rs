//! Choosing: the funnel of projects, what each is worth against cost, risk and fit, the mix against
//! its targets, the capacity, whether a project goes on, and sets of projects under limits. It knows
//! no pixel.

mod fact;
pub mod knapsack;
mod mix;
mod option;
mod review;
mod show;

use super::hold::id_of;
use super::report::{Asked, Choice, Sheet};
use super::words::{count, number};
use super::{Facts, Look, Planned, plan};
use crate::command::CommandError;
use crate::env::Env;
use crate::model::id::{Id, RawId};
use crate::model::rank::Rank;
use crate::model::workspace::Model;
use crate::model::{Decision, Phase, Project, Selection};
use crate::schedule::{Follower, Rules};
use fact::Known;

/// After how many days a question about a project is to be answered.
const SOON: i64 = 14;

/// Fills the sheet.
pub(super) fn draw(facts: &Facts<'_>, sheet: &mut Sheet) {
    let known = Known::of(facts);
    let options = option::all(facts);
    let (a, b) = two(facts, &options);
    for (key, label, of) in [("a", "Option", a), ("b", "Beside", b)] {
        if options.len() > 1 {
            sheet.choices.push(Choice {
                key: key.to_owned(),
                label: label.to_owned(),
                of: options.iter().map(|o| (o.id.raw().to_string(), o.title.clone())).collect(),
                value: of.map(|o| o.id.raw().to_string()).unwrap_or_default(),
            });
        }
    }
    sheet.choices.push(mix::choice(facts));
    let in_phase = |phase: Phase| known.cases.iter().filter(|c| c.project.phase == phase).count();
    let proposed = in_phase(Phase::Proposed);
    let running = in_phase(Phase::Active) + in_phase(Phase::Approved);
    let best = a.map(|a| (a, option::sum(&known, a)));
    sheet.says = format!(
        "{} and {}.{}",
        count(proposed, "project is proposed", "projects are proposed"),
        count(running, "runs or is approved", "run or are approved"),
        match best {
            Some((a, sum)) => format!(
                " {} would run {} worth {} for {}.",
                a.title,
                count(sum.n, "project", "projects"),
                number(sum.value, 1),
                facts.money(sum.money),
            ),
            None => String::new(),
        }
    );
    sheet.blocks.push(show::funnel(facts, &known));
    sheet.blocks.push(show::list(facts, &known));
    sheet.blocks.extend(review::questions(facts));
    sheet.blocks.push(show::bubbles(facts, &known));
    sheet.blocks.push(show::capacity(facts, &known));
    sheet.blocks.push(option::list(&known, &options));
    if let Some(a) = a {
        sheet.blocks.push(option::compare(facts, &known, a, b));
        sheet.blocks.push(option::sets(&known, a, b));
        sheet.blocks.push(option::why(a));
    }
    sheet.blocks.push(mix::block(facts, &known));
    sheet.blocks.push(review::kept(facts));
}

/// Gives the two options that are looked at: those that are chosen, else the first two.
fn two<'a>(
    facts: &Facts<'_>,
    options: &[&'a Selection],
) -> (Option<&'a Selection>, Option<&'a Selection>) {
    let chosen = |key: &str| {
        let id = facts.asked.option(key)?.parse::<RawId>().ok()?;
        options.iter().find(|o| o.id.raw() == id).copied()
    };
    let a = chosen("a").or(options.first().copied());
    let other = |o: &&&Selection| Some(o.id) != a.map(|a| a.id);
    let b = chosen("b").filter(|o| other(&o)).or(options.iter().find(other).copied());
    (a, b)
}

/// Plans what the page offers.
pub(super) fn act(
    model: &mut Model,
    asked: &Asked,
    act: &str,
    env: &mut Env,
) -> Result<Planned, CommandError> {
    if let Some(id) = id_of::<Project>(act, "ask") {
        return ask(model, id, env);
    }
    if let Some(id) = id_of::<Selection>(act, "best") {
        return take_best(model, asked, id, env);
    }
    if let Some(id) = id_of::<Selection>(act, "real") {
        return make_real(model, id, env);
    }
    let (verb, rest) = act.split_once(':').unwrap_or_default();
    if let (Some(way), Ok(id)) = (review::way(verb), rest.parse::<RawId>()) {
        return answer(model, way, Id::new(id), env);
    }
    let pair = rest.split_once('~').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
    match (verb, pair) {
        ("in" | "out" | "must" | "free", Some((option, project))) => {
            change(model, verb, Id::new(option), Id::new(project), env)
        }
        _ => super::no_act(model, asked, act, env),
    }
}

/// Asks whether a project goes on: an open decision with the ways there are.
fn ask(model: &mut Model, id: Id<Project>, env: &mut Env) -> Result<Planned, CommandError> {
    let project = model.find(id).ok_or_else(|| CommandError::missing("Project"))?;
    let ways = review::ways(project);
    let name = project.name.clone();
    let options: Vec<String> = ways.iter().map(|way| way.option.to_owned()).collect();
    let last = model.decisions.iter().map(|d| &d.rank).max();
    let decision = Decision {
        id: env.id(),
        title: match project.phase {
            Phase::Proposed => format!("Do we do {name}?"),
            _ => format!("Does {name} go on?"),
        },
        place: Some(id.to_ref()),
        owner: model.info().and_then(|info| info.me),
        due: Some(env.today.plus_days(SOON)),
        options,
        rank: Rank::between(last, None),
        ..Decision::default()
    };
    plan(model, env, format!("Ask about {name}"), |tx| {
        tx.create(decision)?;
        Ok(format!("{name}: write why, then choose. It waits with the decisions as well."))
    })
}

/// Answers whether a project goes on. Without a reason it does not.
fn answer(
    model: &mut Model,
    way: &review::Way,
    id: Id<Decision>,
    env: &mut Env,
) -> Result<Planned, CommandError> {
    let decision = model.find(id).ok_or_else(|| CommandError::missing("Decision"))?;
    let project = review::project_of(decision).filter(|id| model.find(*id).is_some());
    let project = project.ok_or_else(|| CommandError::missing("Project"))?;
    if decision.reason.0.trim().is_empty() {
        return Err(CommandError::invalid(
            format!("Nobody has written why. To {} needs a reason.", way.verb),
            "Write it below the question; it is kept with the decision.",
        ));
    }
    let (name, today) = (model.title_of(project.to_ref()), env.today);
    plan(model, env, format!("{} {name}", way.option), |tx| {
        tx.update(id, |decision| {
            way.option.clone_into(&mut decision.outcome);
            decision.decided = Some(today);
        })?;
        tx.update(project, |project| project.phase = way.phase.clone())?;
        Ok(format!("{name} is {} now; the reason is kept.", way.phase.label().to_lowercase()))
    })
}

/// Takes a project into an option, or out of it.
fn change(
    model: &mut Model,
    verb: &str,
    id: Id<Selection>,
    project: Id<Project>,
    env: &mut Env,
) -> Result<Planned, CommandError> {
    if model.find(project).is_none() {
        return Err(CommandError::missing("Project"));
    }
    let (name, title) = (model.title_of(project.to_ref()), model.title_of(id.to_ref()));
    plan(model, env, format!("{title}: {name}"), |tx| {
        tx.update(id, |option| {
            let (into, must) = (verb != "out", verb == "must");
            option.must.retain(|own| *own != project);
            option.projects.retain(|own| *own != project);
            if into {
                option.projects.push(project);
            }
            if must {
                option.must.push(project);
            }
        })?;
        Ok(match verb {
            "in" => format!("{name} is in {title}."),
            "out" => format!("{name} is out of {title}."),
            "must" => format!("{name} runs in any case in {title}."),
            _ => format!("{name} may be left out of {title} again."),
        })
    })
}

/// Puts the best set within its limits into an option.
fn take_best(
    model: &mut Model,
    asked: &Asked,
    id: Id<Selection>,
    env: &mut Env,
) -> Result<Planned, CommandError> {
    let today = env.today;
    let (best, ids, title) = {
        let option = model.find(id).ok_or_else(|| CommandError::missing("Portfolio option"))?;
        let follower = Follower::new(model, today, Rules::default());
        let facts = Facts { look: Look::of(model, asked, today), plan: &follower };
        let known = Known::of(&facts);
        let found = option::best(&known, option).0;
        let (best, ids) = found.ok_or_else(|| {
            CommandError::invalid(
                "What runs in any case is already more than the limits allow.",
                "Raise a limit, or let one of them be left out.",
            )
        })?;
        // What is elsewhere than the page looks stays as it is.
        let elsewhere = |id: &&Id<Project>| known.case(**id).is_none();
        let kept = option.projects.iter().filter(elsewhere).copied();
        let ids: Vec<Id<Project>> = ids.into_iter().chain(kept).collect();
        (best, ids, option.title.clone())
    };
    plan(model, env, format!("Best set of {title}"), |tx| {
        tx.update(id, |option| option.projects = ids)?;
        let n = count(best.chosen.len(), "project", "projects");
        let worth = number(best.value, 1);
        Ok(match best.proven {
            true => {
                format!("{title}: {n} worth {worth}; no other set within the limits is worth more.")
            }
            false => {
                format!("{title}: {n} worth {worth}, the best of all sets that were looked at.")
            }
        })
    })
}

/// Makes an option real: what is in it runs, what is not is paused, and the reason is kept.
fn make_real(model: &mut Model, id: Id<Selection>, env: &mut Env) -> Result<Planned, CommandError> {
    let option = model.find(id).ok_or_else(|| CommandError::missing("Portfolio option"))?;
    if option.reason.0.trim().is_empty() {
        return Err(CommandError::invalid(
            format!("Nobody has written why {} is the one.", option.title),
            "Write it below “Why”; it is kept as a decision.",
        ));
    }
    let option = option.clone();
    let next = |project: &Project| match (option::holds(&option, project.id), &project.phase) {
        (_, Phase::Closed) => None,
        (true, Phase::Proposed) => Some(Phase::Approved),
        (true, Phase::Paused) => Some(Phase::Active),
        (false, Phase::Approved | Phase::Active) => Some(Phase::Paused),
        _ => None,
    };
    let live = model.projects.iter().filter(|p| p.archived.is_none());
    let moved: Vec<(Id<Project>, Phase)> =
        live.filter_map(|project| Some((project.id, next(project)?))).collect();
    let last = model.decisions.iter().map(|d| &d.rank).max();
    let titles: Vec<String> = model.selections.iter().map(|o| o.title.clone()).collect();
    let decision = Decision {
        id: env.id(),
        title: "Which projects do we run?".to_owned(),
        place: model.info().map(|info| info.id.to_ref()),
        owner: model.info().and_then(|info| info.me),
        due: Some(env.today),
        options: titles,
        outcome: option.title.clone(),
        reason: option.reason.clone(),
        decided: Some(env.today),
        rank: Rank::between(last, None),
        ..Decision::default()
    };
    plan(model, env, format!("Make {} real", option.title), |tx| {
        let n = moved.len();
        for (project, phase) in moved {
            tx.update(project, |project| project.phase = phase)?;
        }
        tx.create(decision)?;
        Ok(match n {
            0 => format!(
                "{}: every project is in its phase already; the reason is kept.",
                option.title
            ),
            n => format!(
                "{} is real: {} changed phase; the reason is kept.",
                option.title,
                count(n, "project", "projects")
            ),
        })
    })
}
