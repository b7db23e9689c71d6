//! What leveling would do, over the foot of the roadmap: the plan above shows it as ghosts until it
//! is applied or put back.

use leptos::{html, prelude::*};

use super::text;
use crate::app::roadmap::{Road, walk};
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::progress::Progress;

/// Draws it while there is anything to look at.
#[component]
pub fn Tray(road: Road) -> impl IntoView {
    let open = Memo::new(move |_| road.leveling.with(Option::is_some));
    view! {
        <Show when=move || open.get()>
            <Level road />
        </Show>
    }
}

#[component]
fn Level(road: Road) -> impl IntoView {
    let seen = move |f: fn(&crate::app::roadmap::leveling::Search) -> String| {
        road.leveling.with(|now| now.as_ref().map(f).unwrap_or_default())
    };
    let runs = Memo::new(move |_| road.leveling.with(|now| now.as_ref().is_some_and(|s| s.runs)));
    let can = Memo::new(move |_| {
        road.leveling.with(|now| now.as_ref().is_some_and(|s| s.change.is_some()))
    });
    let line = move || {
        let line = seen(|search| search.line.clone());
        if line.is_empty() { text::LEVEL_BEGINS.to_owned() } else { line }
    };
    let part = Signal::derive(move || {
        road.leveling.with(|now| now.as_ref().map_or(0.0, |search| search.part))
    });
    let tray = NodeRef::<html::Section>::new();
    Effect::new(move |_| {
        if let Some(tray) = tray.get() {
            let _ = tray.focus();
        }
    });
    let back = move || {
        road.drop_level();
        walk::focus_here(road);
    };
    view! {
        <section
            class="road-tray"
            tabindex="-1"
            aria-label=text::LEVEL
            data-level=""
            data-runs=move || runs.get().then_some("")
            node_ref=tray
        >
            <div class="tray-words">
                <p data-level-line="">{move || line()}</p>
                <p class="tray-follows" data-warns=move || road.leveling.with(|now| now.as_ref().is_some_and(|s| s.warns)).then_some("")>
                    {move || seen(|search| search.follows.clone())}
                </p>
                <p class="muted">{move || seen(|search| text::tried(search.n_tried))}</p>
            </div>
            <Show when=move || runs.get()>
                <Progress part label=text::LEVEL_TIME />
            </Show>
            <div class="tray-foot">
                <Button label=text::PUT_BACK kind=ButtonKind::Quiet shortcut="Escape" on_press=move |_| back() />
                <Show when=move || runs.get()>
                    <Button label=text::ENOUGH on_press=move |_| road.stop_level() />
                </Show>
                <Button
                    label=text::AS_SCENARIO
                    disabled=Signal::derive(move || !can.get())
                    on_press=move |_| road.keep_level()
                />
                <Button
                    label=text::APPLY
                    kind=ButtonKind::Primary
                    disabled=Signal::derive(move || !can.get())
                    on_press=move |_| {
                        road.apply_level();
                        walk::focus_here(road);
                    }
                />
            </div>
        </section>
    }
}
