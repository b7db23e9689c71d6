//! What part of time is seen: zoomed, panned, kept in the address. The arithmetic is the core's.

use leptos::prelude::*;
use throughline_core::geometry::timeline::{Grain, Scale};
use throughline_core::model::time::Date;
use throughline_core::schedule::Moment;

use crate::app::App;
use crate::shell::{clock, frame};

/// How far a step of the zoom comes closer.
const STEP: f64 = 1.4;
/// The room beside a plan that is shown whole, in pixels.
const PAD: f64 = 48.0;
/// How long the address waits for the zoom to rest, in milliseconds.
const REST_MS: i32 = 250;

/// Is the part of time that is seen.
#[derive(Clone, Copy)]
pub struct Time {
    app: App,
    /// From minutes to pixels.
    pub scale: RwSignal<Scale>,
    /// The width of time on the screen in pixels.
    pub width: RwSignal<f64>,
    /// To what drags snap, and bars as well.
    pub grain: Memo<Grain>,
    /// The minute that the style sheet counts from: browsers lose the small part of large numbers.
    base: i64,
    /// From the first to the last minute of the plan.
    span: RwSignal<Option<(i64, i64)>>,
    /// Whether somebody chose what is seen; else all of the plan is.
    chosen: StoredValue<bool>,
    turns: StoredValue<u32>,
}

impl Time {
    /// Sees what the address says.
    pub fn new(app: App) -> Self {
        let today = Moment::start_of(clock::today()).minutes();
        let asked = app.address.route.with_untracked(|route| Self::read(&route.zoom));
        let usual = Scale::fit((today - 14 * 1_440, today + 42 * 1_440), 800.0, 0.0);
        let scale = RwSignal::new(asked.unwrap_or(usual));
        let width = RwSignal::new(0.0);
        let span = RwSignal::new(None);
        let time = Time {
            app,
            scale,
            width,
            grain: Memo::new(move |_| scale.with(Scale::grain)),
            base: today,
            span,
            chosen: StoredValue::new(asked.is_some()),
            turns: StoredValue::new(0),
        };
        Effect::new(move |_| {
            let (_, width) = (span.get(), width.get());
            if width > 0.0 && !time.chosen.get_value() {
                time.fit_plan();
            }
        });
        // Back and forward lead to what was seen then.
        Effect::new(move |before: Option<String>| {
            let zoom = app.address.route.with(|route| route.zoom.clone());
            if let Some(there) = Self::read(&zoom)
                && before.as_ref().is_some_and(|before| *before != zoom)
                && Self::write(&scale.get_untracked()) != zoom
            {
                time.chosen.set_value(true);
                scale.set(there);
            }
            zoom
        });
        time
    }

    /// Reads an address: the first day, and hundredths of a minute to a pixel.
    fn read(text: &str) -> Option<Scale> {
        let (day, zoom) = text.split_once('.')?;
        let day: Date = day.parse().ok()?;
        let zoom: u32 = zoom.parse().ok()?;
        Some(Scale::new(Moment::start_of(day).minutes() as f64, f64::from(zoom) / 100.0))
    }

    fn write(scale: &Scale) -> String {
        let day = Moment::from_minutes(scale.left() as i64).date();
        format!("{day}.{}", (scale.per_pixel() * 100.0) as u32)
    }

    /// Gives a minute as the style sheet counts it.
    pub fn place(self, minute: i64) -> String {
        (minute - self.base).to_string()
    }

    /// Gives the minute at the left edge as the style sheet counts it; tracks.
    pub fn left(self) -> String {
        self.scale.with(|scale| format!("{:.3}", scale.left() - self.base as f64))
    }

    /// Gives how wide a minute is, for the style sheet; tracks.
    pub fn px(self) -> String {
        self.scale.with(|scale| format!("{:.9}px", scale.per_pixel().recip()))
    }

    /// Learns from when to when the plan is.
    pub fn learn(self, span: Option<(i64, i64)>) {
        if self.span.try_get_untracked() != Some(span) {
            let _ = self.span.try_set(span);
        }
    }

    fn fit_plan(self) {
        let width = self.width.get_untracked();
        if let Some(span) = self.span.get_untracked() {
            self.scale.set(Scale::fit(span, width, PAD));
        }
    }

    /// Sees something else, and writes that into the address once it rests.
    pub fn see(self, scale: Scale) {
        let width = self.width.get_untracked();
        let today = Moment::start_of(clock::today()).minutes();
        let span = self.span.get_untracked().unwrap_or((today, today));
        let around = (span.0.min(today), span.1.max(today));
        self.chosen.set_value(true);
        self.scale.set(scale.near(around, width));
        let turn = self.turns.with_value(|turn| turn.wrapping_add(1));
        self.turns.set_value(turn);
        frame::after_ms(REST_MS, move || {
            if self.turns.try_get_value() == Some(turn)
                && let Some(scale) = self.scale.try_get_untracked()
            {
                self.app.address.amend(|route| route.zoom = Self::write(&scale));
            }
        });
    }

    /// Comes closer by a factor, around a place in pixels from the left edge of time.
    pub fn zoom(self, factor: f64, x: f64) {
        self.see(self.scale.get_untracked().zoom(factor, x));
    }

    /// Comes a step closer, or goes one farther, around the middle.
    pub fn step(self, closer: bool) {
        let factor = if closer { STEP } else { 1.0 / STEP };
        self.zoom(factor, self.width.get_untracked() / 2.0);
    }

    /// Moves by so many pixels; later times come into view where it is positive.
    pub fn pan(self, dx: f64) {
        if dx != 0.0 {
            self.see(self.scale.get_untracked().pan(dx));
        }
    }

    /// Sees all of the plan.
    pub fn fit(self) {
        self.turns.update_value(|turn| *turn = turn.wrapping_add(1));
        self.chosen.set_value(false);
        self.fit_plan();
        self.app.address.amend(|route| route.zoom = String::new());
    }

    /// Sees a span, as large as it can be.
    pub fn fit_span(self, span: (i64, i64)) {
        self.see(Scale::fit(span, self.width.get_untracked(), PAD));
    }

    /// Brings a span into view, no farther than needed.
    pub fn show(self, span: (i64, i64)) {
        let scale = self.scale.get_untracked();
        let width = self.width.get_untracked();
        let seen = scale.show(span, width, PAD.min(width / 8.0));
        if seen != scale {
            self.see(seen);
        }
    }

    /// Brings today to the first third of what is seen.
    pub fn today(self) {
        let now = Moment::start_of(clock::today()).minutes();
        let scale = self.scale.get_untracked();
        self.see(scale.pan(scale.x(now) - self.width.get_untracked() / 3.0));
    }
}
