//! Files for other tools: written in the background, handed out here. It knows no format.

use leptos::prelude::*;
use throughline_core::desk::Ask;
use throughline_core::interchange::{Handout, Unplaced, report_csv};
use throughline_core::lens::table::usual_kind;
use throughline_core::model::Kind;
use throughline_core::route::View;

use super::desk::Reply;
use super::work::Failure;
use super::{App, text};
use crate::shell::{clock, files};
use crate::widgets::toast::{Toast, Tone};

/// Makes a file's name from that of what is in it: `aria-device-2026-06-01.xml`.
pub fn file_name(title: &str, ending: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let safe: String = title.chars().map(plain).collect();
    format!("{}-{}.{ending}", safe.trim_matches('-'), clock::today())
}

/// Hands out the place that is shown, or the whole workspace, in a format of others.
pub fn hand_out(app: App, format: Handout) {
    let place = app.address.place(&app.work);
    let title = app.work.with(|model| match place {
        Some(at) => model.title_of(at),
        None => model.info().map(|info| info.name.clone()).unwrap_or_default(),
    });
    // A table has the rows of the kind that the table view shows.
    let kind = app.address.route.with_untracked(|route| match (format, route.view) {
        (Handout::Csv, View::Table) => {
            Kind::from_name(&route.of).unwrap_or_else(|| usual_kind(&route.lens))
        }
        _ => Kind::Item,
    });
    let title = match kind {
        Kind::Item => title,
        kind => format!("{title} {}", kind.many()),
    };
    let file = file_name(&title, format.ending());
    let ask = Ask::Export { format, place, kind, world: app.work.world() };
    let take = move |answer: Reply<Vec<Unplaced>>| match answer {
        Ok((Some(unplaced), body)) => {
            if let Err(message) = files::download(&file, format.mime(), &body) {
                let hint = text::TRY_AGAIN.to_owned();
                return app.fail(&Failure { message, hint });
            }
            let toast = Toast::new(Tone::Success, text::handed_out(&file, unplaced.len()));
            let list = report_csv(&unplaced);
            app.toasts.show(if unplaced.is_empty() {
                toast
            } else {
                toast.action(text::SAVE_LIST, move || {
                    if let Err(message) = files::download("export-report.csv", "text/csv", &list) {
                        app.fail(&Failure { message, hint: String::new() });
                    }
                })
            });
        }
        Ok(_) => {}
        Err(failure) => app.fail(&failure),
    };
    app.work.ask(&ask, "", take);
}
