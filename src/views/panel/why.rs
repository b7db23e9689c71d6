//! What the open record is for: links upward to the needs, the objectives and the KPIs behind it.

use leptos::prelude::*;
use throughline_core::lens::chain::{KINDS, why};
use throughline_core::model::Kind;

use super::head::glyph_of_kind;
use super::opened::Opened;
use super::text;
use crate::widgets::icon::{Glyph, Icon};

/// Draws the chain.
#[component]
pub fn WhyChain(one: Opened) -> impl IntoView {
    let chain = Memo::new(move |_| {
        let kinds = KINDS.into_iter().filter(|kind| *kind != Kind::Item).collect::<Vec<_>>();
        one.app.work.watch_kinds(&kinds);
        one.around(|model| why(model, one.at))
    });
    let links = move || {
        let link = |step: throughline_core::lens::chain::Why| {
            let at = step.at;
            view! {
                <li>
                    <span class="why-how">{step.how}</span>
                    <a class="why-link" href=move || one.link(at)>
                        <Icon glyph=glyph_of_kind(at.kind) small=true />
                        <span class="truncate">{step.name}</span>
                    </a>
                </li>
            }
        };
        chain.get().into_iter().map(link).collect_view()
    };
    // What stands at the top of the graph is a reason itself.
    let may_lack = !matches!(one.at.kind, Kind::Kpi | Kind::Objective);
    let none =
        move || may_lack && chain.with(|c| !c.iter().any(|step| step.at.kind == Kind::Objective));
    view! {
        <ol class="why-chain" aria-label=text::WHY>
            {move || links()}
            <Show when=none>
                <li>
                    <span class="why-link" data-missing="">
                        <Icon glyph=Glyph::Target small=true />
                        {text::NO_OBJECTIVE}
                    </span>
                </li>
            </Show>
        </ol>
    }
}
