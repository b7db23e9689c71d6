//! Says how full the browser's storage is, from the moment at which that is worth knowing.

use leptos::prelude::*;
use throughline_core::store::Level;

use super::text;
use crate::app::ui::Dialog;
use crate::app::{action, use_app};
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::icon::{Glyph, Icon};
use crate::widgets::icon_button::IconButton;

/// Draws a quiet note that can be put away, or a banner with what to do.
#[component]
pub fn RoomBanner() -> impl IntoView {
    let app = use_app();
    let level = Memo::new(move |_| app.work.room.with(|room| room.level));
    // What was put away comes back only when it is more urgent.
    let put_away = RwSignal::new(Level::Calm);
    let shown = move || level.get() > put_away.get();
    let tone = move || match level.get() {
        Level::Limit => "danger",
        Level::Warning => "warning",
        Level::Calm | Level::Notice => "quiet",
    };
    let words = move || app.work.room.with(|room| text::room(room.level, room.percent));
    view! {
        <Show when=shown>
            <div class="banner" data-tone=tone data-room="" role="status">
                <Icon glyph=Glyph::Warning />
                <span class="banner-text">{words}</span>
                <Show when=move || { level.get() > Level::Notice }>
                    <Button label=text::EXPORT_NOW small=true on_press=move |_| action::export(app) />
                </Show>
                <Button
                    label=text::STORAGE
                    kind=ButtonKind::Quiet
                    small=true
                    on_press=move |_| app.ui.show(Dialog::Storage)
                />
                <Show when=move || level.get() == Level::Notice>
                    <IconButton
                        label=text::PUT_AWAY
                        glyph=Glyph::Close
                        small=true
                        on_press=move |_| put_away.set(level.get_untracked())
                    />
                </Show>
            </div>
        </Show>
    }
}
