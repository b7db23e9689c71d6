//! One restore point: what differs from it, and what can be done with it.

use std::collections::HashSet;
use std::sync::Arc;

use leptos::prelude::*;
use throughline_core::desk::Ask;
use throughline_core::interchange::{Unplaced, report_csv};
use throughline_core::model::Kind;
use throughline_core::model::id::Ref;
use throughline_core::past::{Choice, Differences, Point, Reason};

use super::difference::GroupRow;
use super::{Shelf, text};
use crate::app::desk::Reply;
use crate::app::past::{points, service};
use crate::app::work::Failure;
use crate::app::{App, use_app};
use crate::shell::files;
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::empty_state::EmptyState;
use crate::widgets::icon::Glyph;
use crate::widgets::inline_edit::InlineEdit;
use crate::widgets::toast::{Toast, Tone};

/// Is what is chosen to be brought back.
#[derive(Clone, Copy)]
pub struct Chosen {
    /// Whole kinds.
    pub kinds: RwSignal<HashSet<Kind>>,
    /// Single records.
    pub records: RwSignal<HashSet<Ref>>,
}

/// Draws a point.
#[component]
pub fn Detail(shelf: Shelf, point: Point) -> impl IntoView {
    let app = use_app();
    let found = RwSignal::new(None::<Arc<Differences>>);
    let chosen =
        Chosen { kinds: RwSignal::new(HashSet::new()), records: RwSignal::new(HashSet::new()) };
    compare(app, &point.id, found);
    let n_chosen = Memo::new(move |_| {
        let kinds = chosen.kinds.get();
        let found = found.get();
        let groups = found.iter().flat_map(|found| &found.groups);
        let whole: usize = groups.filter(|g| kinds.contains(&g.kind)).map(|g| g.total()).sum();
        let single =
            chosen.records.with(|all| all.iter().filter(|r| !kinds.contains(&r.kind)).count());
        whole + single
    });
    let differs =
        Memo::new(move |_| found.with(|f| f.as_ref().is_some_and(|f| !f.groups.is_empty())));
    let point = StoredValue::new(point);
    let some = move || Choice::Some {
        kinds: chosen.kinds.get_untracked().into_iter().collect(),
        records: chosen.records.get_untracked().into_iter().collect(),
    };
    view! {
        <Head shelf point />
        <div class="past-differences" tabindex="0" role="group" aria-label=text::DIFFERENCES>
            {redrawn(move || match found.get() {
                None => view! { <p class="muted" role="status">{text::COMPARING}</p> }.into_any(),
                Some(found) if found.groups.is_empty() => {
                    view! { <EmptyState title=text::SAME text=text::SAME_WHY small=true glyph=Glyph::Check /> }
                        .into_any()
                }
                Some(found) => {
                    let groups = found.groups.iter().cloned();
                    groups.map(|group| view! { <GroupRow group chosen /> }).collect::<Vec<_>>().into_any()
                }
            })}
        </div>
        <footer class="past-foot">
            <Button
                label=text::EXPORT
                kind=ButtonKind::Quiet
                on_press=move |_| export(app, &point.get_value())
            />
            <Button
                label=Signal::derive(move || text::restore_chosen(n_chosen.get()))
                disabled=Signal::derive(move || n_chosen.get() == 0)
                attr:data-action="restore-some"
                on_press=move |_| bring_back(app, &point.get_value(), some())
            />
            <Button
                label=text::RESTORE_ALL
                kind=ButtonKind::Primary
                disabled=Signal::derive(move || !differs.get())
                attr:data-action="restore-all"
                on_press=move |_| bring_back(app, &point.get_value(), Choice::All)
            />
        </footer>
    }
}

/// Draws what the point is called, when it was made, and its deletion.
#[component]
fn Head(shelf: Shelf, point: StoredValue<Point>) -> impl IntoView {
    let app = use_app();
    let sure = RwSignal::new(false);
    let name = Signal::derive(move || point.with_value(text::title));
    let rename = move |name: String| {
        let renamed = Point { name, reason: Reason::Named, ..point.get_value() };
        leptos::task::spawn_local(async move {
            match points::describe(&renamed).await {
                Ok(()) => shelf.look(),
                Err(e) => app.fail(&e),
            }
        });
    };
    let delete = move || {
        let id = point.with_value(|point| point.id.clone());
        leptos::task::spawn_local(async move {
            match points::delete(&id).await {
                Ok(()) => {
                    shelf.back();
                    shelf.look();
                }
                Err(e) => app.fail(&e),
            }
        });
    };
    view! {
        <header class="past-head">
            <div class="past-back">
                <Button
                    label=text::BACK
                    glyph=Glyph::ChevronLeft
                    kind=ButtonKind::Quiet
                    small=true
                    on_press=move |_| shelf.back()
                />
            </div>
            <div class="past-title">
                <InlineEdit label=text::RENAME value=name on_commit=rename required=true />
                <p class="muted">{point.with_value(text::when_and_what)}</p>
            </div>
            <span data-sure=move || sure.get().then_some("")>
                <Button
                    label=Signal::derive(move || if sure.get() { text::DELETE_SURE } else { text::DELETE }.to_owned())
                    kind=ButtonKind::Quiet
                    small=true
                    attr:data-action="delete-point"
                    on_press=move |_| if sure.get_untracked() { delete() } else { sure.set(true) }
                />
            </span>
        </header>
    }
}

/// Asks what differs.
fn compare(app: App, id: &str, found: RwSignal<Option<Arc<Differences>>>) {
    service::with_packed(app, id, move |packed| {
        let take = move |reply: Reply<Box<Differences>>| match reply {
            Ok((differences, _)) => {
                let _ = found.try_set(differences.map(Arc::from));
            }
            Err(e) => app.fail(&e),
        };
        app.work.ask(&Ask::Differ, &packed, take);
    });
}

/// Brings something back, closes the dialog and says what could not be placed.
fn bring_back(app: App, point: &Point, choice: Choice) {
    let label = text::step(point, choice == Choice::All);
    service::with_packed(app, &point.id, move |packed| {
        app.ui.close();
        service::restore(app, &packed, choice, &label, move |left| tell_left(app, &left));
    });
}

fn tell_left(app: App, left: &[Unplaced]) {
    if left.is_empty() {
        return;
    }
    let list = report_csv(left);
    let toast = Toast::new(Tone::Warning, text::left(left.len()));
    app.toasts.show(toast.action(text::SAVE_LIST, move || {
        if let Err(message) = files::download(text::LIST_FILE, "text/csv", &list) {
            app.fail(&Failure { message, hint: String::new() });
        }
    }));
}

/// Hands out what the point holds as a file.
fn export(app: App, point: &Point) {
    let file = text::file_name(point);
    service::with_packed(app, &point.id, move |packed| {
        service::unpack(app, &packed, move |json| {
            if let Err(message) = files::download(&file, "application/json", &json) {
                app.fail(&Failure { message, hint: String::new() });
            }
        });
    });
}
