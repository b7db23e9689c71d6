//! The page of numbers as the views share it: what the address asks, and what came back. Numbers
//! are computed elsewhere; this knows no formula and no pixel.

use std::sync::Arc;

use leptos::prelude::*;
use throughline_core::metrics::page as core_page;
use throughline_core::metrics::period::Span;
use throughline_core::metrics::report::{Counting, Detail, Page, Question};
use throughline_core::model::Kind;
use wasm_bindgen_futures::spawn_local;

use super::App;
use crate::shell::{clock, frame};

/// Why there is nothing behind a number.
const GONE: &str = "Its KPI was deleted, or it belongs to another lens or place.";

/// Is what came back: nothing yet, what was asked for, or why not.
pub type Answer<T> = Option<Result<Arc<T>, String>>;

/// Is the page of numbers that is shown.
#[derive(Clone, Copy)]
pub struct Kpis {
    app: App,
    /// What the address asks.
    pub question: Memo<Question>,
    /// The key of the number that is open; empty for the page.
    pub key: Memo<String>,
    /// All numbers.
    pub page: RwSignal<Answer<Page>>,
    /// What is behind the open one.
    pub detail: RwSignal<Answer<Detail>>,
    asked: StoredValue<u32>,
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
        let (page, detail) = (RwSignal::new(None), RwSignal::new(None));
        let kpis = Kpis { app, question, key, page, detail, asked: StoredValue::new(0) };
        Effect::new(move |_| {
            app.work.watch_kinds(Kind::ALL);
            question.track();
            key.track();
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
        if !self.is_latest(nth) {
            return;
        }
        let (question, key) = (self.question.get_untracked(), self.key.get_untracked());
        spawn_local(async move {
            if key.is_empty() {
                show(self.page, page(self.app, question).await, || self.is_latest(nth));
            } else {
                show(self.detail, detail(self.app, question, key).await, || self.is_latest(nth));
            }
        });
    }
}

/// Shows an answer unless it is old, or the one that is there.
fn show<T>(to: RwSignal<Answer<T>>, answer: Result<T, String>, is_latest: impl Fn() -> bool)
where
    T: PartialEq + Send + Sync + 'static,
{
    let same = |now: &Answer<T>| match (now, &answer) {
        (Some(Ok(now)), Ok(new)) => **now == *new,
        _ => false,
    };
    if is_latest() && !to.try_with_untracked(same).unwrap_or(true) {
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

async fn page(app: App, question: Question) -> Result<Page, String> {
    if question.filter == "demo" {
        return Ok(super::kpis_demo::page(app, question));
    }
    Ok(app.work.with(|model| core_page::page(model, &question, &moment())))
}

async fn detail(app: App, question: Question, key: String) -> Result<Detail, String> {
    if question.filter == "demo" {
        return Ok(super::kpis_demo::detail(app, question, key));
    }
    let detail = app.work.with(|model| core_page::detail(model, &question, &key, &moment()));
    detail.ok_or_else(|| GONE.to_owned())
}

fn moment() -> core_page::Moment {
    core_page::Moment { now: clock::now(), today: clock::today() }
}
