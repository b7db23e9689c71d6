//! The bar above the numbers: the period, what it is compared with, how days are counted.

use leptos::prelude::*;
use throughline_core::metrics::period::Span;
use throughline_core::metrics::report::{Counting, Period};

use super::arrange::HiddenMenu;
use super::text;
use crate::app::kpis::{Kpis, REPORT, counting, span};
use crate::app::ui::Dialog;
use crate::app::use_app;
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::chip::ChipToggle;
use crate::widgets::date_field::DateField;
use crate::widgets::icon::Glyph;
use crate::widgets::select::Select;

/// What the choice of a period of one's own is called in the list.
const CUSTOM: &str = "custom";

/// Draws the bar.
#[component]
pub fn Bar(kpis: Kpis) -> impl IntoView {
    let app = use_app();
    let now = Memo::new(move |_| app.address.route.with(|route| span(&route.period)));
    let days = move || kpis.question.with(|question| question.period);
    let set = move |span: Span| {
        let words = if span == Span::default() { String::new() } else { span.to_string() };
        app.address.update(|route| route.period = words);
    };
    let value = Signal::derive(move || match now.get() {
        Span::Fixed(_) => CUSTOM.to_owned(),
        span => span.to_string(),
    });
    let options = Signal::derive(move || {
        let mut list: Vec<Span> = Span::USUAL.to_vec();
        // A number of weeks that an address brought.
        if let span @ Span::Weeks(_) = now.get()
            && !list.contains(&span)
        {
            list.push(span);
        }
        let named = list.into_iter().map(|span| (span.to_string(), span.label()));
        named.chain([(CUSTOM.to_owned(), text::CUSTOM.to_owned())]).collect::<Vec<_>>()
    });
    let pick = move |id: String| match id.parse::<Span>() {
        Ok(span) => set(span),
        Err(()) => set(Span::Fixed(untrack(days))),
    };
    let custom = move || matches!(now.get(), Span::Fixed(_));
    let bound = move |words: String, is_from: bool| {
        if let Ok(day) = words.parse() {
            let Period { from, to } = untrack(days);
            let period = if is_from { Period { from: day, to } } else { Period { from, to: day } };
            set(Span::Fixed(Span::Fixed(period).period(day)));
        }
    };
    let from = Signal::derive(move || days().from.to_string());
    let to = Signal::derive(move || days().to.to_string());
    let rule = Signal::derive(move || {
        let rule = app.address.route.with(|route| counting(&route.counting));
        if rule == Counting::Inclusive { "inclusive" } else { "" }.to_owned()
    });
    let rules = vec![
        (String::new(), text::ELAPSED.to_owned()),
        ("inclusive".to_owned(), text::INCLUSIVE.to_owned()),
    ];
    let compare = Signal::derive(move || app.address.route.with(|route| !route.alone));
    view! {
        <div class="view-bar kpi-bar">
            <Select label=text::PERIOD hide_label=true bare=true value options on_change=pick />
            <Show when=custom>
                <DateField label=text::FROM hide_label=true value=from on_change=move |words| bound(words, true) />
                <DateField label=text::TO hide_label=true value=to on_change=move |words| bound(words, false) />
            </Show>
            <Select
                label=text::COUNTING
                hide_label=true
                bare=true
                value=rule
                options=Signal::derive(move || rules.clone())
                on_change=move |id: String| app.address.update(|route| route.counting = id)
            />
            <div class="filter-chips">
                <ChipToggle
                    label=text::COMPARE
                    pressed=compare
                    on_change=move |on: bool| app.address.update(|route| route.alone = !on)
                />
            </div>
            <span class="spacer"></span>
            <HiddenMenu kpis />
            <a class="button" data-kind="quiet" href=move || app.address.link(|route| REPORT.clone_into(&mut route.kpi))>
                {text::REPORT}
            </a>
            <Button
                label=text::ADD_KPI
                kind=ButtonKind::Quiet
                glyph=Glyph::Plus
                on_press=move |_| app.ui.show(Dialog::NewKpi)
            />
        </div>
    }
}
