//! Asks before the workspace is thrown away.

use leptos::prelude::*;

use super::text;
use crate::app::{action, boot, use_app};
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::dialog::Dialog;

/// Draws the dialog.
#[component]
pub fn StartOverDialog() -> impl IntoView {
    let app = use_app();
    let footer = ViewFn::from(move || {
        view! {
            <Button label=text::CANCEL kind=ButtonKind::Quiet on_press=move |_| app.ui.close() />
            <Button label=text::SAVE_COPY on_press=move |_| action::export(app) />
            <Button
                label=text::THROW_AWAY
                kind=ButtonKind::Danger
                on_press=move |_| {
                    app.ui.close();
                    boot::start_over(app);
                }
            />
        }
    });
    view! {
        <Dialog open=true on_close=move |()| app.ui.close() title=text::START_OVER size="small" footer>
            <p>{text::START_OVER_TEXT}</p>
        </Dialog>
    }
}
