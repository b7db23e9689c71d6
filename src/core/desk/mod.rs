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
mod payload;
mod planned;

use crate::change::ChangeSet;
use crate::env::Env;
use crate::interchange::csv::readings;
use crate::interchange::{Handout, Incoming, Mode, Outgoing, csv, ical, json, mspdi, plan};
use crate::lens::roadmap;
use crate::metrics::expression::{self, Window};
use crate::metrics::page;
use crate::model::workspace::Model;
use crate::{prose, replan, sample, status};

pub use ask::{Answer, Ask, Form, Proposal, World};
pub use payload::{Payload, read};

/// Is what the background thread knows.
#[derive(Debug, Default)]
pub struct Desk {
    model: Model,
    plan: planned::Planned,
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
                (Answer::Done, nothing)
            }
            Ask::Changes => {
                let set = ChangeSet::decode(body).map_err(|e| e.0)?;
                self.model.replay(&set);
                self.plan.follow(&self.model, &set);
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
                let page = page::page(&self.model, &question, &world.moment());
                (Answer::Page(Box::new(page)), nothing)
            }
            Ask::Kpi { question, key, compare, world } => {
                let open = if compare { page::compared } else { page::detail };
                let detail = open(&self.model, &question, &key, &world.moment());
                (Answer::Detail(detail.map(Box::new)), nothing)
            }
            Ask::Status { question, form, world } => {
                let report = status::compose(&self.model, &question, &world.moment());
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
            Ask::Export { format, place, world } => {
                let (model, World { now, today, .. }) = (&self.model, world);
                let Outgoing { text, unplaced } = match format {
                    Handout::Mspdi => mspdi::write(model, place, now, today).out,
                    Handout::ICalendar => ical::write(model, place, now, today),
                    Handout::Csv => csv::write(model, place),
                };
                (Answer::Handed(unplaced), text)
            }
            Ask::Readings => {
                let (read, left) = readings(body);
                (Answer::Readings(read, left), nothing)
            }
            Ask::Prose => (Answer::Prose(prose::read(body)), nothing),
            Ask::Roadmap { question, world } => {
                let follower = self.plan.on(&self.model, world.today);
                let roadmap = roadmap::roadmap(&self.model, follower, &question, world.today);
                (Answer::Roadmap(Box::new(roadmap)), nothing)
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
                let set = if set.is_empty() { nothing } else { set.encode() };
                (Answer::Preview(Box::new(preview)), set)
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
        })
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
