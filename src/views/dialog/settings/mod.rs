//! Settings: what belongs to the person on this device, and what belongs to the work. Each takes
//! effect at once; those of the work are commands like any other.

mod device;
mod off;
mod text;
mod week;
mod work;

use leptos::prelude::*;

use super::Problem;
use crate::app::ui::Dialog as Which;
use crate::app::use_app;
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::dialog::Dialog;

/// Draws the dialog.
#[component]
pub fn SettingsDialog() -> impl IntoView {
    let app = use_app();
    let footer = ViewFn::from(move || {
        view! {
            <Problem />
            <Button label=text::SHORTCUTS kind=ButtonKind::Quiet on_press=move |_| app.ui.show(Which::Shortcuts) />
            <Button label=text::STORAGE kind=ButtonKind::Quiet on_press=move |_| app.ui.show(Which::Storage) />
        }
    });
    view! {
        <Dialog open=true on_close=move |()| app.ui.close() title=text::SETTINGS size="wide" footer>
            <div class="settings">
                {titled(text::DEVICE, text::DEVICE_WHY, view! { <device::DeviceSettings /> }.into_any())}
                {titled(text::WORK, text::WORK_WHY, view! { <work::WorkSettings /> }.into_any())}
                {titled(text::TIME, text::TIME_WHY, view! { <week::TimeSettings /> }.into_any())}
            </div>
        </Dialog>
    }
}

fn titled(title: &'static str, why: &'static str, content: AnyView) -> AnyView {
    view! {
        <section class="settings-section">
            <header>
                <h3 class="settings-title">{title}</h3>
                <p class="muted">{why}</p>
            </header>
            {content}
        </section>
    }
    .into_any()
}
