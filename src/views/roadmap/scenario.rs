//! What says that a scenario is looked at, and the ways out of it.

use leptos::prelude::*;
use serde_json::json;
use throughline_core::command::Command;
use throughline_core::model::Scenario;
use throughline_core::model::id::Id;

use super::text;
use crate::app::roadmap::Road;
use crate::app::ui::Dialog;
use crate::app::watch::Watch;
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::inline_edit::InlineEdit;

/// Draws it over the rows while a scenario is shown.
#[component]
pub fn ScenarioStrip(road: Road) -> impl IntoView {
    let here = Memo::new(move |_| road.question.with(|question| question.scenario));
    move || here.get().map(|id| view! { <Strip road id /> })
}

#[component]
fn Strip(road: Road, id: Id<Scenario>) -> impl IntoView {
    let app = road.app;
    let name = Signal::derive(move || {
        app.work.watch(Watch::Record(id.to_ref()));
        app.work.with(|model| model.title_of(id.to_ref()))
    });
    let rename = move |name: String| {
        let (at, field) = (vec![id.to_ref()], "name".to_owned());
        app.run(&Command::SetField { at, field, value: json!(name) });
    };
    view! {
        <div class="road-scenario" role="region" aria-label=text::SCENARIO data-scenario="">
            <span class="scenario-mark" aria-hidden="true">{text::SCENARIO}</span>
            <InlineEdit label=text::SCENARIO value=name on_commit=rename required=true />
            <span class="scenario-hint muted">{text::SCENARIO_HINT}</span>
            <span class="spacer"></span>
            <Button label=text::COMPARE kind=ButtonKind::Quiet on_press=move |_| app.ui.show(Dialog::Scenarios) />
            <Button label=text::BACK_TO_PLAN on_press=move |_| road.show_scenario(None) />
            <Button label=text::COMMIT kind=ButtonKind::Primary on_press=move |_| road.commit_scenario(id) />
        </div>
    }
}
