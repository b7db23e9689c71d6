//! What stands where nothing is yet: what belongs there, and the one action that fills it.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// Draws an empty place.
#[component]
pub fn EmptyState(
    /// What is missing, in a few words.
    #[prop(into)]
    title: Signal<String>,
    /// What belongs here and how it comes.
    #[prop(optional, into)]
    text: Signal<String>,
    /// A drawing above the title.
    #[prop(optional, into)]
    glyph: Option<Glyph>,
    /// Whether it stands inside something small, such as a column.
    #[prop(optional)]
    small: bool,
    /// The action.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty" data-size=small.then_some("small")>
            {glyph.map(|glyph| view! { <Icon glyph /> })}
            <p class="empty-title">{title}</p>
            <p class="empty-text" hidden=move || text.read().is_empty()>{text}</p>
            {children.map(|children| view! { <div class="empty-action">{children()}</div> })}
        </div>
    }
}
