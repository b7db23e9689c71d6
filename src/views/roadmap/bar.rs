//! The bar above the roadmap: what rows are by, which baseline, how the plan stands, the zoom.

use leptos::prelude::*;
use throughline_core::lens::lane::{GROUPS, group_field};
use throughline_core::model::Kind;
use throughline_core::replan::PlanChange;

use super::text;
use crate::app::action;
use crate::app::roadmap::{Road, replan};
use crate::app::ui::Dialog;
use crate::app::use_app;
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::icon::Glyph;
use crate::widgets::icon_button::IconButton;
use crate::widgets::kbd::is_mac;
use crate::widgets::menu::{MenuButton, MenuEntry, MenuItem};
use crate::widgets::select::Select;
use throughline_core::action::{Action, say_key};

/// Draws the bar.
#[component]
pub fn Bar(road: Road) -> impl IntoView {
    let app = road.app;
    let group = Signal::derive(move || app.address.route.with(|route| route.group.clone()));
    let groups = Signal::derive(move || {
        let fields = GROUPS.iter().filter_map(|name| group_field(name));
        let named = fields.map(|(_, f)| (f.name.to_owned(), text::by(f.label)));
        std::iter::once((String::new(), text::NO_GROUP.to_owned())).chain(named).collect::<Vec<_>>()
    });
    let bases = Memo::new(move |_| {
        app.work.watch_kinds(&[Kind::Baseline]);
        app.work.with(|model| {
            model.baselines.iter().map(|b| (b.id.to_string(), b.name.clone())).collect::<Vec<_>>()
        })
    });
    let base = Signal::derive(move || {
        let chosen = app.address.route.with(|route| route.baseline);
        chosen.map(|id| id.to_string()).unwrap_or_default()
    });
    let choices = Signal::derive(move || {
        let latest = (String::new(), text::LATEST.to_owned());
        std::iter::once(latest).chain(bases.get()).collect::<Vec<_>>()
    });
    let line = Memo::new(move |_| {
        road.read(|chart| replan::plain(&chart.plan.line))
            .unwrap_or_else(|| text::READING.to_owned())
    });
    let more = Signal::derive(move || more(road));
    view! {
        <div class="view-bar road-bar">
            <Select
                label=text::GROUP
                hide_label=true
                bare=true
                value=group
                options=groups
                on_change=move |group: String| app.address.update(|route| route.group = group)
            />
            <Show when=move || bases.with(|bases| bases.len() > 1)>
                <Select
                    label=text::BASELINE
                    hide_label=true
                    bare=true
                    value=base
                    options=choices
                    on_change=move |id: String| app.address.update(|route| route.baseline = id.parse().ok())
                />
            </Show>
            <span class="road-line" title=move || line.get()>{move || line.get()}</span>
            <span class="spacer"></span>
            <Button label=text::TODAY kind=ButtonKind::Quiet shortcut="." on_press=move |_| road.time.today() />
            <IconButton label=text::ZOOM_OUT glyph=Glyph::Minus shortcut="-" on_press=move |_| road.time.step(false) />
            <IconButton label=text::ZOOM_IN glyph=Glyph::Plus shortcut="+" on_press=move |_| road.time.step(true) />
            <IconButton label=text::FIT glyph=Glyph::Fit shortcut="0" on_press=move |_| road.time.fit() />
            <MenuButton label=text::MORE entries=more glyph=Glyph::More class="icon-button" align_end=true />
        </div>
    }
}

fn more(road: Road) -> Vec<MenuEntry> {
    let app = road.app;
    let settle = move || {
        let place = app.address.place(&app.work);
        road.replan(vec![PlanChange::Settle { items: Vec::new(), place }]);
    };
    vec![
        MenuItem::new(text::LEVEL_MENU, move || action::perform(app, Action::Level))
            .glyph(Glyph::People)
            .shortcut(say_key("Shift+l", is_mac()))
            .into(),
        MenuItem::new(text::SCENARIOS_MENU, move || app.ui.show(Dialog::Scenarios))
            .glyph(Glyph::Layers)
            .shortcut(say_key("Shift+s", is_mac()))
            .into(),
        MenuEntry::Separator,
        MenuItem::new(text::TAKE_BASELINE, move || app.ui.show(Dialog::NewBaseline))
            .glyph(Glyph::Flag)
            .into(),
        MenuItem::new(text::SETTLE, settle).glyph(Glyph::Calendar).into(),
        MenuEntry::Separator,
        MenuItem::new(text::PRINT, || {
            if let Err(e) = window().print() {
                leptos::logging::warn!("{e:?}");
            }
        })
        .into(),
    ]
}

/// Draws the way out of an empty roadmap.
#[component]
pub fn Begin() -> impl IntoView {
    let app = use_app();
    let filtered = move || app.address.route.with(|route| !route.filter.is_empty());
    let clear = move |_| app.address.update(|route| route.filter = String::new());
    view! {
        <Show
            when=filtered
            fallback=move || view! {
                <Button
                    label=text::NEW_ITEM
                    kind=ButtonKind::Primary
                    on_press=move |_| action::perform(app, Action::NewItem)
                />
            }
        >
            <Button label=text::CLEAR_FILTER kind=ButtonKind::Plain on_press=clear />
        </Show>
    }
}
