//! The desk: what takes longer than a frame, or is needed so seldom that the page does without its
//! code, is asked here and answered in another thread. It knows no thread, no message and no view:
//! it takes an [`Ask`] with a text and gives an [`Answer`] with a text.
//!
//! The desk works on a copy of the workspace that follows the one on the page: first whole
//! ([`Ask::Follow`]), then change by change ([`Ask::Changes`]), in the representation that the
//! journal and other tabs use. It never writes to the workspace: what it plans comes back as a
//! change set, and the page applies it as a command.

mod ask;
mod file;
mod past;
mod payload;
mod planned;

use crate::change::ChangeSet;
use crate::env::Env;
use crate::interchange::csv::readings;
use crate::interchange::{Handout, Incoming, Mode, Outgoing, csv, ical, json, mspdi, plan};
use crate::lens::roadmap;
use crate::metrics::expression::{self, Window};
use crate::metrics::memo::Memo;
use crate::metrics::page;
use crate::model::Kind;
use crate::model::id::Ref;
use crate::model::workspace::Model;
use crate::{page as pages, prose, replan, sample, status};

pub use ask::{Answer, Ask, Form, Proposal, World};
pub use payload::{Payload, read};

/// Is what the background thread knows.
#[derive(Debug, Default)]
pub struct Desk {
    model: Model,
    plan: planned::Planned,
    memo: Memo,
    /// The search for days on which everybody has time, while it goes on.
    leveling: Option<replan::Leveling>,
}

impl Desk {
    /// Answers one question. `body` is the text that goes with it, and so is the text that comes
    /// back; [`Ask`] and [`Answer`] say what it holds. The error is a sentence.
    pub fn answer(&mut self, ask: Ask, body: &str) -> Result<(Answer, String), String> {
        let nothing = String::new();
        Ok(match ask {
            Ask::Follow => {
                let incoming = json::read(body).map_err(|e| e.message)?;
                self.model = json::model(incoming);
                self.plan.forget();
                self.memo = Memo::default();
                self.leveling = None;
                (Answer::Done, nothing)
            }
            Ask::Changes => {
                let set = ChangeSet::decode(body).map_err(|e| e.0)?;
                self.model.replay(&set);
                self.plan.follow(&self.model, &set);
                self.leveling = None;
                (Answer::Done, nothing)
            }
            Ask::File { name, whole, remembered, chosen, world } => {
                let mut file = file::File::open(&name, body, whole, remembered.as_ref());
                if let Some((mode, mapping)) = chosen {
                    file.choose(mode, mapping);
                }
                file.propose(&self.model, &mut world.env())
            }
            Ask::Sample { seed, world } => (Answer::Done, self.sample(seed, &world)),
            Ask::Kpis { question, world } => {
                let page = page::page_by(&self.model, &question, &world.moment(), &self.memo);
                (Answer::Page(Box::new(page)), nothing)
            }
            Ask::Kpi { question, key, compare, world } => {
                let open = if compare { page::compared_by } else { page::detail_by };
                let detail = open(&self.model, &question, &key, &world.moment(), &self.memo);
                (Answer::Detail(detail.map(Box::new)), nothing)
            }
            Ask::Status { question, form, world } => {
                let report =
                    status::compose_by(&self.model, &question, &world.moment(), &self.memo);
                let text = match (form, &report) {
                    (Form::Html, Ok(report)) => status::html(report),
                    (Form::Markdown, Ok(report)) => status::markdown(report),
                    _ => nothing,
                };
                (Answer::Status(Box::new(report)), text)
            }
            Ask::Formula { typed, period } => {
                let window = Window { from: period.from, to: period.to };
                (Answer::Formula(expression::checked(&self.model, body, &typed, window)), nothing)
            }
            Ask::Export { format, place, kind, world } => {
                let (model, World { now, today, .. }) = (&self.model, world);
                let Outgoing { text, unplaced } = match format {
                    Handout::Mspdi => mspdi::write(model, place, now, today).out,
                    Handout::ICalendar => ical::write(model, place, now, today),
                    Handout::Csv if kind == Kind::Item => csv::write(model, place),
                    Handout::Csv => csv::write_kind(model, place, kind),
                };
                (Answer::Handed(unplaced), text)
            }
            Ask::Readings => {
                let (read, left) = readings(body);
                (Answer::Readings(read, left), nothing)
            }
            Ask::Prose => (Answer::Prose(prose::read(body)), nothing),
            Ask::Roadmap { question, world } => {
                (Answer::Roadmap(Box::new(self.roadmap(&question, &world))), nothing)
            }
            Ask::Expected { about, world } => {
                (Answer::Expected(roadmap::expected(&self.model, world.today, &about)), nothing)
            }
            Ask::Rehearse { scenario, changes, world } => {
                let (follower, before) = self.plan.what_if(&self.model, world.today);
                let env = &mut world.env();
                let model = &mut self.model;
                let preview = replan::rehearse(model, follower, before, scenario, &changes, env);
                (Answer::Preview(Box::new(preview)), nothing)
            }
            Ask::Amend { scenario, changes, world } => {
                let (follower, before) = self.plan.what_if(&self.model, world.today);
                let env = &mut world.env();
                let model = &mut self.model;
                let (preview, set) =
                    replan::amend(model, follower, before, scenario, &changes, env);
                (Answer::Preview(Box::new(preview)), text_of(&set))
            }
            Ask::Commit { scenario, world } => {
                let (follower, before) = self.plan.what_if(&self.model, world.today);
                let env = &mut world.env();
                let (preview, set) =
                    replan::commit(&mut self.model, follower, before, scenario, env);
                (Answer::Preview(Box::new(preview)), text_of(&set))
            }
            Ask::Compare { place, world } => {
                let (follower, before) = self.plan.what_if(&self.model, world.today);
                let env = &mut world.env();
                let list = replan::compare(&mut self.model, follower, before, place, env);
                (Answer::Compared(list), nothing)
            }
            Ask::Preview { changes, world } => {
                let (follower, before) = self.plan.what_if(&self.model, world.today);
                let mut env = world.env();
                let preview =
                    replan::preview(&mut self.model, follower, before, &changes, &mut env);
                (Answer::Preview(Box::new(preview)), nothing)
            }
            Ask::Replan { changes, world } => {
                let (follower, before) = self.plan.what_if(&self.model, world.today);
                let mut env = world.env();
                let (preview, set) =
                    replan::replan(&mut self.model, follower, before, &changes, &mut env);
                (Answer::Preview(Box::new(preview)), text_of(&set))
            }
            Ask::Level { place, schedules, fresh, world } => {
                let leveled = self.level(place, schedules, fresh, &world);
                (Answer::Leveled(Box::new(leveled)), nothing)
            }
            Ask::Baseline { name, place, world } => {
                let follower = self.plan.on(&self.model, world.today);
                let mut env = world.env();
                let set = replan::take_baseline(&self.model, follower, &name, place, &mut env);
                (Answer::Done, set.encode())
            }
            Ask::Reason { item, world } => {
                let follower = self.plan.on(&self.model, world.today);
                let reason = replan::reason(&self.model, follower, item);
                (Answer::Reason(reason.map(Box::new)), nothing)
            }
            Ask::Sheet { asked, world } => {
                let follower = self.plan.on(&self.model, world.today);
                let sheet = pages::sheet(&self.model, follower, &asked, world.today);
                (Answer::Sheet(Box::new(sheet)), nothing)
            }
            Ask::PageAct { asked, act, world } => {
                match pages::act(&mut self.model, &asked, &act, &mut world.env()) {
                    Ok((says, set)) => (Answer::Acted(Ok(says)), text_of(&set)),
                    Err(why) => (Answer::Acted(Err(why)), nothing),
                }
            }
            Ask::Seal => past::seal(&self.model, body)?,
            Ask::Differ => past::differ(&self.model, body)?,
            Ask::Restore { choice, label, world } => {
                past::restore(&self.model, body, &choice, &label, &mut world.env())?
            }
            Ask::Unseal => (Answer::Done, crate::past::unseal(body)?),
        })
    }

    /// Makes the roadmap of the plan, or of the scenario that is asked for.
    fn roadmap(&mut self, question: &roadmap::Question, world: &World) -> roadmap::Roadmap {
        if question.scenario.is_some_and(|id| self.model.find(id).is_some()) {
            let (follower, before) = self.plan.what_if(&self.model, world.today);
            let env = &mut world.env();
            let found = replan::beside(&mut self.model, follower, before, question, env);
            if let Some(found) = found {
                return found;
            }
        }
        let follower = self.plan.on(&self.model, world.today);
        roadmap::roadmap(&self.model, follower, question, world.today)
    }

    /// Searches on for days on which everybody has time.
    fn level(
        &mut self,
        place: Option<Ref>,
        schedules: u64,
        fresh: bool,
        world: &World,
    ) -> replan::Leveled {
        let (follower, before) = self.plan.what_if(&self.model, world.today);
        let kept = self.leveling.take().filter(|kept| !fresh && kept.place() == place);
        let begin = || replan::Leveling::begin(&self.model, follower, place);
        let mut leveling = kept.unwrap_or_else(begin);
        let goes_on = leveling.search(schedules);
        let leveled = leveling.read(&mut self.model, follower, before, goes_on, &mut world.env());
        self.leveling = Some(leveling);
        leveled
    }

    /// Plans the sample in place of what is here. It is always the same on the same day.
    fn sample(&self, seed: u64, world: &World) -> String {
        let mut env = world.env();
        let model = sample::workspace(&mut Env::new(env.now, env.today, seed));
        let title = "Sample".to_owned();
        let incoming = Incoming { title, records: model.all_records(), ..Incoming::default() };
        let mut set = plan(&self.model, incoming, Mode::Replace, &mut env).set;
        set.label = "Open the sample workspace".to_owned();
        set.encode()
    }
}

/// Writes a change set; one without changes is no text at all.
fn text_of(set: &ChangeSet) -> String {
    if set.is_empty() { String::new() } else { set.encode() }
}
