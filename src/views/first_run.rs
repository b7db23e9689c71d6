//! The first screen: open the sample, import, go back to what was here before, or start empty.
//! Nothing blocks.

use leptos::prelude::*;
use throughline_core::model::Lens;

use super::text;
use crate::app::ui::Dialog;
use crate::app::{action, boot, use_app};
use crate::widgets::icon::{Glyph, Icon};

/// Draws the screen.
#[component]
pub fn FirstRun() -> impl IntoView {
    let app = use_app();
    view! {
        <div class="first-run">
            <div class="first-run-body">
                <header>
                    <h2>{text::WELCOME}</h2>
                    <p>{text::WELCOME_TEXT}</p>
                </header>
                <Roles />
                <ul class="choices">
                    <li><ChoiceButton glyph=Glyph::Spark name=text::OPEN_SAMPLE words=text::OPEN_SAMPLE_TEXT act=move || boot::open_sample(app) /></li>
                    <li><ChoiceButton glyph=Glyph::Import name=text::IMPORT words=text::IMPORT_TEXT act=action::pick_file /></li>
                    <Show when=move || app.ui.has_past.get()>
                        <li><ChoiceButton glyph=Glyph::Clock name=text::GO_BACK words=text::GO_BACK_TEXT act=move || app.ui.show(Dialog::Past) /></li>
                    </Show>
                    <li><ChoiceButton glyph=Glyph::Plus name=text::START_EMPTY words=text::START_EMPTY_TEXT act=move || boot::start_empty(app) /></li>
                </ul>
                <p class="first-run-note">{text::WELCOME_NOTE}</p>
            </div>
        </div>
    }
}

/// Draws what somebody may look after: it chooses the lens that opens, here and from now on.
#[component]
fn Roles() -> impl IntoView {
    let app = use_app();
    let role = move |lens: Lens| {
        let own = lens.clone();
        let is_on = Memo::new(move |_| app.address.route.with(|route| route.lens == own));
        let (role, question) = (text::role(&lens), lens.question());
        view! {
            <button
                type="button"
                class="role"
                role="radio"
                aria-checked=move || is_on.get().to_string()
                data-lens=lens.name().to_owned()
                on:click=move |_| app.address.open_with(&lens)
            >
                <span class="choice-name">{role}</span>
                <span class="choice-text">{question}</span>
            </button>
        }
    };
    view! {
        <div class="roles" role="radiogroup" aria-label=text::ROLE>
            <p aria-hidden="true">{text::ROLE}</p>
            {Lens::ALL.iter().cloned().map(role).collect::<Vec<_>>()}
        </div>
    }
}

#[component]
fn ChoiceButton(
    glyph: Glyph,
    name: &'static str,
    words: &'static str,
    act: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <button type="button" class="choice" on:click=move |_| act()>
            <Icon glyph />
            <span>
                <span class="choice-name">{name}</span>
                <span class="choice-text">{words}</span>
            </span>
            <Icon glyph=Glyph::ChevronRight />
        </button>
    }
}
