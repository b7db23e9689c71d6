//! The restore points by day, and making one.

use leptos::prelude::*;
use throughline_core::past::{Point, Reason};

use super::{Shelf, text};
use crate::app::past::{self, Wanted};
use crate::app::use_app;
use crate::widgets::button::Button;
use crate::widgets::empty_state::EmptyState;
use crate::widgets::icon::{Glyph, Icon};
use crate::widgets::text_field::TextField;

/// Draws the list.
#[component]
pub fn Points(shelf: Shelf) -> impl IntoView {
    view! {
        <section class="past-points" node_ref=shelf.list tabindex="-1" aria-label=text::POINTS>
            <Save shelf />
            <super::lost::LostValues shelf />
            {redrawn(move || match shelf.points.get() {
                None => view! { <p class="muted" role="status">{text::LOOKING}</p> }.into_any(),
                Some(Err(e)) => {
                    let why = format!("{} {}", e.message, e.hint);
                    view! { <EmptyState title=text::NO_PLACE text=why small=true glyph=Glyph::Warning /> }
                        .into_any()
                }
                Some(Ok(points)) if points.is_empty() => {
                    view! { <EmptyState title=text::NONE text=text::NONE_WHY small=true /> }.into_any()
                }
                Some(Ok(points)) => days(shelf, &points),
            })}
        </section>
    }
}

fn days(shelf: Shelf, points: &[Point]) -> AnyView {
    let days = points.chunk_by(|a, b| text::day(a.at) == text::day(b.at)).map(|points| {
        let day = points.first().map(|point| text::day(point.at)).unwrap_or_default();
        let rows = points.iter().map(|point| row(shelf, point)).collect::<Vec<_>>();
        view! {
            <section>
                <h3 class="past-day">{day}</h3>
                <ul>{rows}</ul>
            </section>
        }
    });
    days.collect::<Vec<_>>().into_any()
}

fn row(shelf: Shelf, point: &Point) -> impl IntoView + use<> {
    let id = point.id.clone();
    let own = id.clone();
    let is_open = Memo::new(move |_| shelf.open.with(|open| open.as_ref() == Some(&own)));
    let glyph = match point.reason {
        Reason::Named => Glyph::Pin,
        Reason::Daily => Glyph::Calendar,
        Reason::Import => Glyph::Import,
        Reason::Restore => Glyph::Undo,
        Reason::StartOver => Glyph::Trash,
        Reason::Update => Glyph::Redo,
        Reason::Bulk | Reason::Other => Glyph::Layers,
    };
    view! {
        <li>
            <button
                type="button"
                class="past-point"
                data-point=id.clone()
                aria-current=move || is_open.get().then_some("true")
                on:click=move |_| shelf.open.set(Some(id.clone()))
            >
                <Icon glyph />
                <span class="past-name" dir="auto">{text::title(point)}</span>
                <time datetime=point.at.to_string()>{text::time_of_day(point.at)}</time>
                <span class="past-facts">{text::facts(point)}</span>
            </button>
        </li>
    }
}

/// Draws the field that makes a point with a name.
#[component]
fn Save(shelf: Shelf) -> impl IntoView {
    let app = use_app();
    let name = RwSignal::new(String::new());
    let save = move || {
        let typed = name.get_untracked().trim().to_owned();
        if typed.is_empty() {
            return;
        }
        let then = Box::new(move |made: Result<(), _>| match made {
            Ok(()) => {
                let _ = name.try_set(String::new());
                app.say.say(text::SAVED);
                shelf.look();
            }
            Err(e) => app.fail(&e),
        });
        past::want(Wanted { reason: Reason::Named, name: typed, before: None, then });
    };
    view! {
        <form
            class="past-save"
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <TextField
                label=text::NAME
                value=name
                hide_label=true
                placeholder=text::NAME_HINT
                on_input=move |typed| name.set(typed)
            />
            <Button
                label=text::SAVE
                role_in_form="submit"
                disabled=Signal::derive(move || name.with(|name| name.trim().is_empty()))
            />
        </form>
    }
}
