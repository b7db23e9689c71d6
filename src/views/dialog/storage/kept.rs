//! What is kept where: each copy with its state, its age and how full it is.

use leptos::prelude::*;

use super::text;
use crate::app::App;
use crate::app::disk::{self, PERSIST};
use crate::app::work::{Disk, SaveState};
use crate::shell::{persist, preference};
use crate::widgets::progress::Progress;

/// Draws the section.
pub fn section(app: App) -> AnyView {
    let at = RwSignal::new(None::<String>);
    let space = RwSignal::new(None::<(f64, f64)>);
    Effect::new(move |_| {
        // Looked up again whenever the copy has caught up.
        app.work.disk.track();
        leptos::task::spawn_local(async move {
            let _ = at.try_set(disk::written().await);
            let _ = space.try_set(persist::estimate().await);
        });
    });
    let local = move || match app.work.save.get() {
        SaveState::Saved => ("success", text::LOCAL_SAVED.to_owned()),
        SaveState::Failed(why) | SaveState::Memory(why) => ("danger", why),
    };
    let copy = move || match app.work.disk.get() {
        Disk::Even => ("success", text::COPY_EVEN.to_owned()),
        Disk::Behind | Disk::Unknown => ("", text::COPY_BEHIND.to_owned()),
        Disk::Off(why) => ("warning", why),
    };
    let usage = app.work.keeper(|keeper, _| keeper.engine().usage().ok()).flatten();
    let part = usage.as_ref().map_or(0.0, |usage| usage.percent() / 100.0);
    let full = usage.as_ref().map(|usage| text::of_quota(usage.percent()));
    let tone = usage.as_ref().map_or("", |usage| text::tone(usage.level()));
    let label = full.clone().unwrap_or_default();
    let content = view! {
        <dl class="storage-places">
            <div data-place="local">
                <dt>{text::LOCAL}</dt>
                <dd>
                    <p class="storage-state" data-tone=move || local().0>{move || local().1}</p>
                    <Progress part=part label=label tone=tone.to_owned() />
                    <p class="muted">{full}</p>
                </dd>
            </div>
            <div data-place="copy">
                <dt>{text::COPY}</dt>
                <dd>
                    <p class="storage-state" data-tone=move || copy().0>{move || copy().1}</p>
                    <p class="muted">
                        {move || at.get().map(|at| text::written(&at))}" "
                        {move || space.get().map(|(used, all)| text::space(used, all))}
                    </p>
                </dd>
            </div>
            <div data-place="persist">
                <dt>{text::PERSIST}</dt>
                <dd><p>{text::persisted(preference::get(PERSIST).as_deref())}</p></dd>
            </div>
        </dl>
    };
    super::titled(text::KEPT, content.into_any())
}
