//! What people say about the open record, the newest last.

use leptos::{ev, prelude::*};
use serde_json::Value as Json;
use throughline_core::command::Command;
use throughline_core::model::Comment;
use throughline_core::model::id::Id;
use throughline_core::model::record::RecordType;
use throughline_core::sort;

use super::add::rescue_focus;
use super::opened::Opened;
use super::{draft, text, words};
use crate::shell::clock;
use crate::views::markdown::Markdown;
use crate::widgets::avatar::Avatar;
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::icon::Glyph;
use crate::widgets::icon_button::IconButton;
use crate::widgets::text_area::TextArea;

/// The name under which the words of a new comment are kept.
const NEW: &str = "new comment";

/// Draws the comments and the form for a new one.
#[component]
pub fn Comments(one: Opened) -> impl IntoView {
    let app = one.app;
    let list = Memo::new(move |_| {
        one.around(|model| {
            let all = model.index().owned_of::<Comment>(one.at).filter_map(|id| model.find(id));
            let mut all: Vec<_> = all.map(|c| (c.at, c.id)).collect();
            sort::sort(&mut all);
            all.into_iter().map(|(_, id)| id).collect::<Vec<_>>()
        })
    });
    let typed = RwSignal::new(draft::get(one.at, NEW).unwrap_or_default());
    let keep = move |words: String| {
        draft::set(one.at, NEW, Some(words.clone()).filter(|w| !w.is_empty()));
        typed.set(words);
    };
    let send = move || {
        let body = typed.get_untracked();
        if body.trim().is_empty() {
            return;
        }
        if app.run(&Command::AddComment { about: one.at, body }).is_some() {
            keep(String::new());
            app.say.say(text::COMMENT_ADDED);
        }
    };
    let nothing = Signal::derive(move || typed.with(|t| t.trim().is_empty()));
    view! {
        <section class="section" data-section="comments">
            <header class="section-head">
                <h3>{text::COMMENTS}</h3>
                <span class="section-count">
                    {move || Some(list.with(Vec::len)).filter(|n| *n > 0).map(|n| n.to_string())}
                </span>
            </header>
            <div class="comments">
                <For each=move || list.get() key=|id| *id let:id>
                    <OneComment one id />
                </For>
            </div>
            <div class="comment-form">
                <TextArea
                    label=text::NEW_COMMENT
                    hide_label=true
                    placeholder=text::NEW_COMMENT
                    value=typed
                    on_input=keep
                    on_submit=move |_| send()
                />
                <Button label=text::SEND shortcut="Ctrl+Enter" disabled=nothing on_press=move |_| send() />
            </div>
        </section>
    }
}

/// Draws one comment; its author may edit it.
#[component]
fn OneComment(one: Opened, id: Id<Comment>) -> impl IntoView {
    let app = one.app;
    let comment = Memo::new(move |_| app.work.get(id));
    let at = id.to_ref();
    let author = Signal::derive(move || {
        let author = comment.with(|c| c.as_ref().and_then(|c| c.author));
        author.map(|id| app.work.with(|m| words::title(m, id.to_ref()))).unwrap_or_default()
    });
    let name = move || {
        Some(author.get()).filter(|n| !n.is_empty()).unwrap_or_else(|| text::SOMEBODY.to_owned())
    };
    let time = move || comment.with(|c| c.as_ref().map(|c| c.at));
    let edited = move || comment.with(|c| c.as_ref().is_some_and(|c| c.edited.is_some()));
    let body = Signal::derive(move || {
        comment.with(|c| c.as_ref().map(|c| c.body.0.clone())).unwrap_or_default()
    });
    let own = move || {
        let author = comment.with(|c| c.as_ref().and_then(|c| c.author.map(|id| id.to_ref())));
        author.is_none() || author == app.work.me()
    };
    let kept = RwSignal::new(draft::get(at, "body"));
    let editing = RwSignal::new(kept.get_untracked().is_some());
    let value = Signal::derive(move || kept.get().unwrap_or_else(|| body.get()));
    let keep = move |words: Option<String>| {
        draft::set(at, "body", words.clone());
        kept.set(words);
    };
    let stop = move || {
        keep(None);
        editing.set(false);
    };
    let save = move || {
        let Some(words) = kept.get_untracked() else { return stop() };
        let value = Json::String(words.trim_end().to_owned());
        let command = Command::SetField { at: vec![at], field: "body".to_owned(), value };
        if app.run(&command).is_some() {
            stop();
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        // Escape leaves unchanged words; changed ones are left by their button alone.
        let unchanged =
            kept.with_untracked(|k| k.as_ref().is_none_or(|k| *k == body.get_untracked()));
        if event.key() == "Escape" && unchanged {
            event.prevent_default();
            event.stop_propagation();
            stop();
        }
    };
    let remove = move |_| {
        app.run_and_tell(&Command::DeleteRecords(vec![at]));
        rescue_focus();
    };
    let editor = move || {
        view! {
            <div class="markdown-edit" on:keydown=on_key>
                <TextArea
                    label=Comment::KIND.one()
                    hide_label=true
                    value
                    on_input=move |words| keep(Some(words))
                    on_submit=move |_| save()
                />
                <div class="button-group">
                    <Button label=text::SAVE kind=ButtonKind::Primary small=true on_press=move |_| save() />
                    <Button label=text::DISCARD kind=ButtonKind::Quiet small=true on_press=move |_| stop() />
                </div>
            </div>
        }
    };
    view! {
        <article class="comment" data-comment=id.to_string()>
            <Avatar name=author decorative=true />
            <header class="comment-head">
                <strong>{name}</strong>
                <time datetime=move || time().map(|t| t.to_string())>{move || time().map(clock::say_time)}</time>
                <Show when=edited><span class="muted">{text::EDITED}</span></Show>
                <span class="comment-actions">
                    <Show when=move || own() && !editing.get()>
                        <Button label=text::EDIT kind=ButtonKind::Quiet small=true on_press=move |_| editing.set(true) />
                    </Show>
                    <IconButton label=text::DELETE_COMMENT glyph=Glyph::Trash small=true on_press=remove />
                </span>
            </header>
            <Show when=move || editing.get() fallback=move || view! { <Markdown words=body /> }>
                {editor()}
            </Show>
        </article>
    }
}
