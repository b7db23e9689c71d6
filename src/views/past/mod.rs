//! The Time machine: the restore points of this device, what differs from one, and bringing all or
//! some of it back. It compares nothing itself.

mod detail;
mod difference;
mod list;
mod lost;
mod text;

use leptos::{html, prelude::*};
use throughline_core::keep::Lost;
use throughline_core::past::Point;

use crate::app::past::{lost as lost_values, points, service};
use crate::app::use_app;
use crate::app::work::Failure;
use crate::shell::frame;
use crate::widgets::dialog::Dialog;
use crate::widgets::empty_state::EmptyState;
use crate::widgets::icon::Glyph;

/// Says what this part of the page is wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Making restore points, as long as the page lives; nothing is drawn.
    Serve,
    /// Drawing the dialog.
    Dialog,
}

/// Does what the part is wanted for.
pub fn draw(ask: Ask) -> AnyView {
    match ask {
        Ask::Serve => {
            service::serve(use_app());
            ().into_any()
        }
        Ask::Dialog => view! { <TimeMachine /> }.into_any(),
    }
}

/// Holds what the dialog shows.
#[derive(Clone, Copy)]
struct Shelf {
    /// The points, the newest first; nothing while they are looked for.
    points: RwSignal<Option<Result<Vec<Point>, Failure>>>,
    /// The id of the one that is looked at.
    open: RwSignal<Option<String>>,
    /// The values that edits of other tabs replaced unseen.
    lost: RwSignal<Vec<Lost>>,
    /// The list, to be focused when what was open closes.
    list: NodeRef<html::Section>,
}

impl Shelf {
    /// Looks for the points anew.
    fn look(self) {
        leptos::task::spawn_local(async move {
            let found = points::list().await;
            let _ = self.points.try_set(Some(found));
            if let Ok(all) = lost_values::list().await {
                let _ = self.lost.try_set(all);
            }
        });
    }

    /// Closes the point that is looked at; the focus goes to the list.
    fn back(self) {
        if self.open.try_set(None).is_some() {
            return;
        }
        let list = self.list;
        frame::next_frame(move || {
            if let Some(list) = list.try_get_untracked().flatten() {
                let _ = list.focus();
            }
        });
    }

    /// Gives the point that is looked at.
    fn opened(self) -> Option<Point> {
        let id = self.open.get()?;
        self.points.with(|points| {
            points.as_ref()?.as_ref().ok()?.iter().find(|point| point.id == id).cloned()
        })
    }
}

/// Draws the dialog.
#[component]
fn TimeMachine() -> impl IntoView {
    let app = use_app();
    let shelf = Shelf {
        points: RwSignal::new(None),
        open: RwSignal::new(None),
        lost: RwSignal::new(Vec::new()),
        list: NodeRef::new(),
    };
    shelf.look();
    let opened = Memo::new(move |_| shelf.opened());
    view! {
        <Dialog
            open=true
            on_close=move |()| app.ui.close()
            title=text::TITLE
            size="wide"
            class="past"
            keep=true
        >
            <p class="past-promise">{text::PROMISE}</p>
            <crate::views::dialog::Problem />
            <div class="past-panes" data-open=move || opened.with(Option::is_some).then_some("")>
                <list::Points shelf />
                <section class="past-detail" aria-label=text::DIFFERENCES>
                    {redrawn(move || match opened.get() {
                        Some(point) => view! { <detail::Detail shelf point /> }.into_any(),
                        None => view! {
                            <EmptyState title=text::CHOOSE text=text::CHOOSE_WHY glyph=Glyph::Clock />
                        }.into_any(),
                    })}
                </section>
            </div>
        </Dialog>
    }
}
