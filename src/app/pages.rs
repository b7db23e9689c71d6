//! The pages of a lens as the views share them: what the address asks, what came back from the
//! background thread, and what is done on a page. It knows no page and no pixel.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value as Json;
use throughline_core::change::{ChangeSet, Mark};
use throughline_core::command::{Command, NewItem};
use throughline_core::desk::Ask;
use throughline_core::model::field::FieldKind;
use throughline_core::model::id::Ref;
use throughline_core::model::{ItemKind, Kind, Record};
use throughline_core::page::report::{Add, Asked, Entry, Queue, Sheet, options_of, options_text};

use super::App;
use super::desk::Reply;
use super::work::Failure;
use crate::shell::{clock, frame};

/// Is the page that is shown.
#[derive(Clone, Copy)]
pub struct Pages {
    /// The app.
    pub app: App,
    /// What the address asks.
    pub asked: Memo<Asked>,
    /// What came back: nothing yet, the page, or why not.
    pub sheet: RwSignal<Option<Result<Arc<Sheet>, String>>>,
    nth: StoredValue<u32>,
    /// Whether an answer is waited for.
    waits: StoredValue<bool>,
}

impl Pages {
    /// Asks what the address asks from now on, and again at the next frame after a change.
    pub fn open(app: App) -> Self {
        let asked = Memo::new(move |_| {
            app.work.watch_kinds(&[Kind::Project, Kind::Product]);
            let place = app.address.place(&app.work);
            app.address.route.with(|route| Asked {
                page: route.page.clone(),
                lens: route.lens.clone(),
                place,
                filter: route.filter.clone(),
                options: options_of(&route.with),
            })
        });
        let pages = Pages {
            app,
            asked,
            sheet: RwSignal::new(None),
            nth: StoredValue::new(0),
            waits: StoredValue::new(false),
        };
        Effect::new(move |_| {
            app.work.watch_kinds(Kind::ALL);
            asked.track();
            let nth = pages.nth.with_value(|nth| nth.wrapping_add(1));
            pages.nth.set_value(nth);
            // Several changes of one frame are one question.
            frame::next_frame(move || pages.ask(nth));
        });
        pages
    }

    fn ask(self, nth: u32) {
        // Who waits for an answer asks again when it comes, so that questions do not queue up.
        if self.nth.try_get_value() != Some(nth) || self.waits.try_get_value() != Some(false) {
            return;
        }
        self.waits.set_value(true);
        let ask = Ask::Sheet { asked: self.asked.get_untracked(), world: self.app.work.world() };
        let take = move |answer: Reply<Box<Sheet>>| {
            self.waits.try_update_value(|waits| *waits = false);
            if let Some(now) = self.nth.try_get_value().filter(|now| *now != nth) {
                return self.ask(now);
            }
            let sheet = match answer {
                Ok((Some(sheet), _)) => Ok(Arc::new(*sheet)),
                Ok(_) => return,
                Err(e) => Err(format!("{} {}", e.message, e.hint)),
            };
            let same = |now: &Option<Result<Arc<Sheet>, String>>| *now == Some(sheet.clone());
            if self.sheet.try_with_untracked(same) == Some(false) {
                let _ = self.sheet.try_set(Some(sheet));
            }
        };
        self.app.work.ask(&ask, "", take);
    }

    /// Chooses something above the page; empty for the usual.
    pub fn choose(self, key: &str, value: String) {
        self.app.address.update(|route| {
            let mut options = options_of(&route.with);
            options.insert(key.to_owned(), value);
            route.with = options_text(&options);
        });
    }

    /// Does what the page offered, as one step of the history.
    pub fn act(self, act: String) {
        let asked = self.asked.get_untracked();
        let ask = Ask::PageAct { asked, act, world: self.app.work.world() };
        let app = self.app;
        let take = move |answer: Reply<Result<String, String>>| match answer {
            Ok((Some(Ok(says)), set)) => {
                let made = match ChangeSet::decode(&set) {
                    Ok(set) if !set.is_empty() => app.run(&Command::Apply(set)).is_some(),
                    _ => return app.say.say(says),
                };
                if made {
                    app.tell(&says);
                    app.say.say(says);
                }
            }
            Ok((Some(Err(message)), _)) => app.fail(&Failure { message, hint: String::new() }),
            Ok(_) => {}
            Err(e) => app.fail(&e),
        };
        app.work.ask(&ask, "", take);
    }

    /// Adds what a block lets one add; gives what it made.
    pub fn add(self, add: &Add, words: &str) -> Option<Ref> {
        let mut fields = add.preset.clone();
        if !add.field.is_empty() {
            fields.push((add.field.clone(), Json::String(words.to_owned())));
        }
        self.create(add.kind, fields)
    }

    /// Makes a record; an item gets its status and number by the command for items.
    pub fn create(self, kind: Kind, fields: Vec<(String, Json)>) -> Option<Ref> {
        if kind != Kind::Item {
            return self.app.run(&Command::CreateRecord { kind, fields })?.created;
        }
        let text = |name: &str| {
            let found = fields.iter().find(|(field, _)| field == name);
            found.and_then(|(_, value)| value.as_str()).unwrap_or_default()
        };
        let new = NewItem {
            title: text("title").to_owned(),
            kind: ItemKind::from_name(text("kind")),
            project: text("project").parse().ok(),
            product: text("product").parse().ok(),
            ..NewItem::default()
        };
        let at = self.app.run(&Command::CreateItem(new))?.created?;
        let own = ["title", "kind", "project", "product"];
        for (field, value) in fields.into_iter().filter(|(f, _)| !own.contains(&f.as_str())) {
            self.app.run(&Command::SetField { at: vec![at], field, value })?;
        }
        Some(at)
    }

    /// Sets the last of some fields on the record that has the others, or makes that record: who
    /// types fast is ahead of the page that says that it is there.
    pub fn set_or_create(self, kind: Kind, mut fields: Vec<(String, Json)>) {
        let Some((field, value)) = fields.pop() else { return };
        let found = self.app.work.with(|model| {
            let same =
                |(name, value): &(String, Json), record: &Record| record.json(name) == *value;
            model.records(kind).find(|r| fields.iter().all(|f| same(f, r))).map(|r| r.to_ref())
        });
        match found {
            Some(at) => {
                self.app.run(&Command::SetField { at: vec![at], field, value });
            }
            None => {
                fields.push((field, value));
                self.create(kind, fields);
            }
        }
    }

    /// Sets several fields of a record as one step of the history.
    pub fn set_all(self, at: Ref, fields: impl IntoIterator<Item = (String, Json)>, label: &str) {
        let set = |(field, value)| Command::SetField { at: vec![at], field, value };
        let commands: Vec<Command> = fields.into_iter().map(set).collect();
        if let Err(e) = self.app.work.dispatch_all(&commands, label) {
            self.app.fail(&e);
        }
    }

    /// Answers an entry of a queue.
    pub fn answer(self, queue: &Queue, entry: &Entry, value: String) {
        let Some(at) = entry.at else { return };
        let value = match queue.many {
            true => {
                let now = self.app.work.with(|model| model.get(at).map(|r| r.json(&queue.field)));
                let mut list = now.and_then(|now| now.as_array().cloned()).unwrap_or_default();
                list.push(Json::String(value));
                Json::Array(list)
            }
            false => Json::String(value),
        };
        let command = Command::SetField { at: vec![at], field: queue.field.clone(), value };
        self.app.run_and_tell(&command);
    }

    /// Saves what was typed or chosen for a field; tells whether it was kept.
    pub fn save(self, at: Ref, field: &str, typed: &str) -> bool {
        let value = value_of(at.kind, field, typed);
        let command = Command::SetField { at: vec![at], field: field.to_owned(), value };
        self.app.run(&command).is_some()
    }

    /// Saves a field while it is typed, as one step; gives what the next letter needs for that.
    pub fn type_in(self, at: Ref, field: &str, typed: &str, before: Option<Typing>) -> Typing {
        let live = self.app.work.live;
        let now = || live.with_value(|live| live.history.mark());
        let (start, at_ms) = (now(), clock::now().ms());
        let goes_on = |(_, last, ms): &Typing| *last == start && at_ms - ms < PAUSE_MS;
        let since = before.filter(goes_on).map_or(start, |(since, ..)| since);
        if self.save(at, field, typed) {
            live.update_value(|live| {
                let label = live.history.next_undo().map(|set| set.label.clone());
                live.history.squash_to(since, &label.unwrap_or_default());
            });
        }
        (since, now(), at_ms)
    }
}

/// Is where in the history somebody began to type, where they last did, and when.
pub type Typing = (Mark, Mark, i64);

/// After so long a pause another step begins.
const PAUSE_MS: i64 = 3_000;

/// Reads what was typed as a field of a kind takes it; nothing typed is nothing.
pub fn value_of(kind: Kind, field: &str, typed: &str) -> Json {
    let meta = kind.fields().iter().find(|meta| meta.name == field);
    let number = |times: f64| match typed.trim().parse::<f64>() {
        Ok(n) if times != 1.0 => Json::from((n * times).round() as i64),
        Ok(n) if n.fract() == 0.0 && n.abs() < 1e15 => Json::from(n as i64),
        Ok(n) => Json::from(n),
        Err(_) => Json::Null,
    };
    match meta.map(|meta| meta.kind) {
        Some(FieldKind::Number | FieldKind::Whole | FieldKind::Percent) => number(1.0),
        Some(FieldKind::Money) => number(100.0),
        Some(FieldKind::Minutes) => number(60.0),
        Some(FieldKind::Bool) => Json::Bool(typed == "true"),
        Some(FieldKind::Text | FieldKind::Markdown) => Json::String(typed.to_owned()),
        _ if typed.is_empty() => Json::Null,
        _ => Json::String(typed.to_owned()),
    }
}
