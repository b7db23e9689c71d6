//! How many restore points there are, how old the newest is, and the way to them.

use leptos::prelude::*;
use throughline_core::past::Point;

use super::text;
use crate::app::App;
use crate::app::past::points;
use crate::app::ui::Dialog;
use crate::app::work::Failure;
use crate::shell::clock;
use crate::widgets::button::Button;

/// Draws the section.
pub fn section(app: App) -> AnyView {
    let found = RwSignal::new(None::<Result<Vec<Point>, Failure>>);
    leptos::task::spawn_local(async move {
        let _ = found.try_set(Some(points::list().await));
    });
    let words = move || {
        found.with(|found| match found {
            None => String::new(),
            Some(Err(e)) => format!("{} {}", e.message, e.hint),
            Some(Ok(points)) => {
                let newest = points.first().map(|point| clock::say_time(point.at));
                let bytes = points.iter().map(|point| point.size).sum();
                text::points(points.len(), newest.as_deref(), bytes)
            }
        })
    };
    let content = view! {
        <p>{words}</p>
        <p><Button label=text::OPEN_PAST on_press=move |_| app.ui.show(Dialog::Past) /></p>
    };
    super::titled(text::PAST, content.into_any())
}
