//! What stands in the way of the open item: a block, the archive or the trash.

use leptos::prelude::*;
use throughline_core::command::Command;

use super::opened::Opened;
use super::text;
use crate::shell::clock;
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::icon::{Glyph, Icon};

/// Draws a banner for each thing that holds the item up or puts it out of sight.
#[component]
pub fn Banners(one: Opened) -> impl IntoView {
    let blocked = Memo::new(move |_| {
        one.item(|item| item.blocked.clone()).flatten().map(|b| {
            text::blocked(&b.reason, &clock::say_date(clock::local_date(b.since), clock::today()))
        })
    });
    let archived = Memo::new(move |_| {
        one.item(|item| item.archived).flatten().map(|at| text::archived(&clock::say_time(at)))
    });
    let trashed = Memo::new(move |_| {
        one.item(|item| item.trashed).flatten().map(|at| text::trashed(&clock::say_time(at)))
    });
    let free = move |_| run(one, |items| Command::Block { items, reason: None });
    let back = move |_| run(one, |items| Command::Archive { items, on: false });
    let restore = move |_| run(one, |items| Command::Trash { items, on: false });
    view! {
        <Banner words=blocked tone="danger" glyph=Glyph::Block verb=text::UNBLOCK on_press=Callback::new(free) />
        <Banner words=archived tone="info" glyph=Glyph::Archive verb=text::BRING_BACK on_press=Callback::new(back) />
        <Banner words=trashed tone="warning" glyph=Glyph::Trash verb=text::RESTORE on_press=Callback::new(restore) />
    }
}

fn run(
    one: Opened,
    command: impl Fn(Vec<throughline_core::model::id::Id<throughline_core::model::Item>>) -> Command,
) {
    if let Some(id) = one.item_id() {
        one.app.run_and_tell(&command(vec![id]));
    }
}

#[component]
fn Banner(
    words: Memo<Option<String>>,
    tone: &'static str,
    glyph: Glyph,
    verb: &'static str,
    on_press: Callback<leptos::ev::MouseEvent>,
) -> impl IntoView {
    view! {
        <Show when=move || words.with(Option::is_some)>
            <div class="banner" data-tone=tone>
                <Icon glyph />
                <span class="banner-text" dir="auto">{move || words.get()}</span>
                <Button label=verb kind=ButtonKind::Quiet small=true on_press />
            </div>
        </Show>
    }
}
