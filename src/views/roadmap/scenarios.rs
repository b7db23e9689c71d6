//! The plan and its scenarios side by side: when each ends, what is critical, who has too much to
//! do. From here one is made, shown, made the plan, or thrown away.

use leptos::prelude::*;
use throughline_core::desk::Ask;
use throughline_core::lens::roadmap::cell;
use throughline_core::model::Kind;
use throughline_core::replan::Standing;

use super::text;
use crate::app::desk::Reply;
use crate::app::roadmap::Road;
use crate::shell::clock;
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::dialog::Dialog;
use crate::widgets::icon::Glyph;
use crate::widgets::icon_button::IconButton;

/// Draws the dialog.
#[component]
pub fn ScenariosDialog(road: Road) -> impl IntoView {
    let app = road.app;
    let list = RwSignal::new(None::<Vec<Standing>>);
    Effect::new(move |_| {
        app.work.watch_kinds(&[Kind::Scenario, Kind::Item]);
        let place = road.question.get_untracked().place;
        let take = move |answer: Reply<Vec<Standing>>| match answer {
            Ok((found, _)) => {
                let _ = list.try_set(found);
            }
            Err(e) => app.fail(&e),
        };
        app.work.ask(&Ask::Compare { place, world: app.work.world() }, "", take);
    });
    let only_plan = move || list.with(|list| list.as_ref().is_some_and(|list| list.len() == 1));
    let rows = move || {
        let list = list.get().unwrap_or_default();
        list.into_iter().map(|standing| row(road, &standing)).collect::<Vec<_>>()
    };
    let heads = [
        text::NAME,
        text::FINISHES,
        text::AGAINST,
        text::MOVED,
        text::CRITICAL,
        text::OVER,
        text::MISSED,
    ];
    let foot = ViewFn::from(move || {
        view! {
            <Button
                label=text::NEW_SCENARIO
                kind=ButtonKind::Primary
                on_press=move |_| {
                    app.ui.close();
                    road.new_scenario(None);
                }
            />
        }
    });
    view! {
        <Dialog
            open=true
            on_close=move |()| app.ui.close()
            title=text::SCENARIOS
            size="wide"
            footer=foot
        >
            <div class="scenario-table" tabindex="0" role="region" aria-label=text::SCENARIOS>
                <table>
                    <thead>
                        <tr>
                            {heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }).collect::<Vec<_>>()}
                            <th scope="col"><span class="visually-hidden">{text::ACTIONS}</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <Show when=only_plan>
                <p class="muted">{text::NO_SCENARIO}</p>
            </Show>
        </Dialog>
    }
}

fn row(road: Road, standing: &Standing) -> impl IntoView + use<> {
    let app = road.app;
    let today = clock::today();
    let id = standing.scenario;
    let name = id.map_or_else(
        || text::PLAN.to_owned(),
        |id| app.work.with(|model| model.title_of(id.to_ref())),
    );
    let finish = standing.finish.map(|at| cell::brief(at.finish_date(), today)).unwrap_or_default();
    let against = if id.is_some() { text::against(standing.days) } else { String::new() };
    let tone = match standing.days {
        1.. => Some("danger"),
        ..0 => Some("success"),
        0 => None,
    };
    let moved = if id.is_some() { standing.n_moved.to_string() } else { String::new() };
    let called = name.clone();
    let actions = id.map(|id| {
        view! {
            <Button
                label=text::SHOW
                small=true
                attr:aria-label=text::verb_on(text::SHOW, &called)
                on_press=move |_| {
                    app.ui.close();
                    road.show_scenario(Some(id));
                }
            />
            <Button
                label=text::COMMIT
                small=true
                attr:aria-label=text::verb_on(text::COMMIT, &called)
                on_press=move |_| {
                    app.ui.close();
                    road.commit_scenario(id);
                }
            />
            <IconButton
                label=text::verb_on(text::DROP, &called)
                glyph=Glyph::Trash
                small=true
                on_press=move |_| road.drop_scenario(id)
            />
        }
    });
    view! {
        <tr data-standing=id.map(|id| id.to_string()).unwrap_or_default()>
            <th scope="row" title=standing.line.clone()>{name}</th>
            <td>{finish}</td>
            <td data-tone=tone>{against}</td>
            <td>{moved}</td>
            <td>{text::of(standing.n_critical, standing.n_items)}</td>
            <td>{text::over(standing.strain.people, standing.strain.days)}</td>
            <td>{standing.n_late}</td>
            <td><div class="scenario-acts">{actions}</div></td>
        </tr>
    }
}
