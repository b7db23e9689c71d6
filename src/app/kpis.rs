//! The page of numbers as the views share it: what the address asks, and what came back from the
//! background thread. It knows no formula and no pixel.

use std::sync::Arc;

use leptos::prelude::*;
use throughline_core::desk::{Ask, Form, Payload};
use throughline_core::interchange::csv::{Left, Read};
use throughline_core::metrics::expression::{Checked, Typed};
use throughline_core::metrics::period::Span;
use throughline_core::metrics::report::{Counting, Detail, Page, Question};
use throughline_core::model::Kind;
use throughline_core::model::id::Ref;
use throughline_core::status::Report;

use super::App;
use super::desk::Reply;
use super::work::Failure;
use crate::shell::{clock, files, frame, marks};

/// Why there is nothing behind a number.
const GONE: &str = "Its KPI was deleted, or it belongs to another lens or place.";

/// The key under which the status report stands on the page of numbers.
pub const REPORT: &str = "status-report";

/// Is what came back: nothing yet, what was asked for, or why not.
pub type Given<T> = Option<Result<Arc<T>, String>>;

/// Is the page of numbers that is shown.
#[derive(Clone, Copy)]
pub struct Kpis {
    app: App,
    /// What the address asks.
    pub question: Memo<Question>,
    /// The key of the number that is open; empty for the page.
    pub key: Memo<String>,
    /// Whether the period before is shown.
    pub compare: Memo<bool>,
    /// The records of the point of a chart that was picked.
    pub picked: RwSignal<Option<Vec<Ref>>>,
    /// All numbers.
    pub page: RwSignal<Given<Page>>,
    /// What is behind the open one.
    pub detail: RwSignal<Given<Detail>>,
    /// How the place stands.
    pub report: RwSignal<Given<Report>>,
    /// The key of the number that was open last.
    pub last: StoredValue<String>,
    /// The key of the number whose tile gets the focus with the next page.
    pub wanted: StoredValue<Option<String>>,
    asked: StoredValue<u32>,
    /// Since when the numbers on the screen are out of date, in milliseconds of the page.
    stale: StoredValue<Option<f64>>,
    /// Whether an answer is waited for.
    waits: StoredValue<bool>,
}

impl Kpis {
    /// Asks what the address asks from now on, and again at the next frame after a change.
    pub fn open(app: App) -> Self {
        let question = Memo::new(move |_| {
            app.work.watch_kinds(&[Kind::Project, Kind::Product]);
            let place = app.address.place(&app.work);
            app.address.route.with(|route| Question {
                lens: route.lens.clone(),
                place,
                filter: route.filter.clone(),
                period: span(&route.period).period(clock::today()),
                counting: counting(&route.counting),
            })
        });
        let key = Memo::new(move |_| app.address.route.with(|route| route.kpi.clone()));
        let last = StoredValue::new(String::new());
        let (page, detail) = (RwSignal::new(None), RwSignal::new(None));
        let kpis = Kpis {
            app,
            question,
            key,
            compare: Memo::new(move |_| app.address.route.with(|route| !route.alone)),
            picked: RwSignal::new(None),
            page,
            detail,
            report: RwSignal::new(None),
            last,
            wanted: StoredValue::new(None),
            asked: StoredValue::new(0),
            stale: StoredValue::new(None),
            waits: StoredValue::new(false),
        };
        Effect::new(move |_| {
            app.work.watch_kinds(Kind::ALL);
            question.track();
            kpis.compare.track();
            let now = key.get();
            if !now.is_empty() {
                last.set_value(now);
            }
            kpis.stale.update_value(|stale| *stale = stale.or_else(|| Some(marks::now())));
            let nth = kpis.asked.with_value(|nth| nth.wrapping_add(1));
            kpis.asked.set_value(nth);
            // Several changes of one frame are one question.
            frame::next_frame(move || kpis.ask(nth));
        });
        kpis
    }

    /// Tells whether nothing was asked since.
    fn is_latest(&self, nth: u32) -> bool {
        self.asked.try_get_value() == Some(nth)
    }

    fn ask(self, nth: u32) {
        // Who waits for an answer asks again when it comes, so that questions do not queue up.
        if !self.is_latest(nth) || self.waits.try_get_value() != Some(false) {
            return;
        }
        self.waits.set_value(true);
        let (question, key) = (self.question.get_untracked(), self.key.get_untracked());
        let world = self.app.work.world();
        let is_page = key.is_empty();
        // Why another number could not be opened says nothing about this one.
        if self.detail.with_untracked(|detail| matches!(detail, Some(Err(_)))) {
            self.detail.set(None);
        }
        if is_page {
            self.fetch(nth, &Ask::Kpis { question, world }, self.page, |page: Box<Page>| Ok(*page));
        } else if key == REPORT {
            let ask = Ask::Status { question, form: Form::Page, world };
            self.fetch(nth, &ask, self.report, |report: Box<Result<Report, String>>| *report);
        } else {
            let ask = Ask::Kpi { question, key, compare: self.compare.get_untracked(), world };
            let found = |detail: Option<Box<Detail>>| detail.map(|d| *d).ok_or(GONE.to_owned());
            self.fetch(nth, &ask, self.detail, found);
        }
    }

    /// Asks, and shows what `found` makes of the answer if nothing was asked since.
    fn fetch<T, P>(
        self,
        nth: u32,
        ask: &Ask,
        to: RwSignal<Given<T>>,
        found: impl FnOnce(P) -> Result<T, String> + 'static,
    ) where
        T: PartialEq + Send + Sync + 'static,
        P: Payload,
    {
        let take = move |answer: Reply<P>| {
            self.waits.try_update_value(|waits| *waits = false);
            if !self.is_latest(nth) {
                return self.asked.try_get_value().into_iter().for_each(|now| self.ask(now));
            }
            if let Some(Some(since)) = self.stale.try_update_value(Option::take) {
                marks::measure_from("throughline:numbers", since);
            }
            match answer {
                Ok((held, _)) => show(to, held.ok_or(GONE.to_owned()).and_then(found)),
                Err(e) => show(to, Err(format!("{} {}", e.message, e.hint))),
            }
        };
        self.app.work.ask(ask, "", take);
    }
}

/// Saves the report of a question as a file.
pub fn save_report(app: App, question: Question, form: Form) {
    let world = app.work.world();
    let (ending, mime) = match form {
        Form::Markdown => ("md", "text/markdown"),
        Form::Html | Form::Page => ("html", "text/html"),
    };
    let name = format!("status-{}.{ending}", world.today);
    let take = move |answer: Reply<Box<Result<Report, String>>>| {
        let saved = match answer {
            Ok((Some(report), text)) => (*report).and_then(|_| files::download(&name, mime, &text)),
            Ok(_) => Ok(()),
            Err(e) => return app.fail(&e),
        };
        if let Err(message) = saved {
            app.fail(&Failure { message, hint: String::new() });
        }
    };
    app.work.ask(&Ask::Status { question, form, world }, "", take);
}

/// Asks which readings are in pasted rows.
pub fn ask_readings(app: App, rows: &str, then: impl FnOnce(Vec<Read>, Vec<Left>) + 'static) {
    let take = move |answer: Reply<(Vec<Read>, Vec<Left>)>| match answer {
        Ok((Some((read, left)), _)) => then(read, left),
        Ok(_) => {}
        Err(e) => app.fail(&e),
    };
    app.work.ask(&Ask::Readings, rows, take);
}

/// Asks what there is to say about a formula.
pub fn ask_formula(app: App, formula: &str, typed: Typed, then: impl FnOnce(Checked) + 'static) {
    let take = move |answer: Reply<Checked>| match answer {
        Ok((Some(checked), _)) => then(checked),
        Ok(_) => {}
        Err(e) => app.fail(&e),
    };
    let period = Span::default().period(clock::today());
    app.work.ask(&Ask::Formula { typed, period }, formula, take);
}

/// Shows an answer unless it is the one that is there.
fn show<T>(to: RwSignal<Given<T>>, answer: Result<T, String>)
where
    T: PartialEq + Send + Sync + 'static,
{
    let same = |now: &Given<T>| match (now, &answer) {
        (Some(Ok(now)), Ok(new)) => **now == *new,
        _ => false,
    };
    if !to.try_with_untracked(same).unwrap_or(true) {
        let _ = to.try_set(Some(answer.map(Arc::new)));
    }
}

/// Reads the span of an address.
pub fn span(text: &str) -> Span {
    text.parse().unwrap_or_default()
}

/// Reads the counting rule of an address.
pub fn counting(text: &str) -> Counting {
    if text == "inclusive" { Counting::Inclusive } else { Counting::Elapsed }
}
