//! Markdown as views. No HTML text is ever made: what is written as HTML shows as text, images are
//! links, and links lead only to web and mail addresses.

use leptos::prelude::*;
use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TextMergeStream,
};

/// How deep lists and quotes may nest before they are drawn flat.
const DEEPEST: usize = 24;

/// Draws Markdown, and again when the words change.
#[component]
pub fn Markdown(
    /// The words as they were typed.
    #[prop(into)]
    words: Signal<String>,
) -> impl IntoView {
    view! { <div class="prose" dir="auto">{move || words.with(|words| views(words))}</div> }
}

/// Is an element whose end has not come yet.
struct Open<'a> {
    tag: Tag<'a>,
    inside: Vec<AnyView>,
}

/// Turns Markdown into views.
fn views(words: &str) -> Vec<AnyView> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut done: Vec<AnyView> = Vec::new();
    let mut open: Vec<Open<'_>> = Vec::new();
    for event in TextMergeStream::new(Parser::new_ext(words, options)) {
        match event {
            Event::Start(tag) => {
                open.push(Open { tag, inside: Vec::new() });
                continue;
            }
            Event::End(_) => {
                let Some(ended) = open.pop() else { continue };
                let in_head = open.last().is_some_and(|o| matches!(o.tag, Tag::TableHead));
                let deep = open.len() > DEEPEST;
                let into = open.last_mut().map_or(&mut done, |o| &mut o.inside);
                if deep {
                    into.extend(ended.inside);
                } else {
                    into.push(element(ended, in_head));
                }
                continue;
            }
            _ => {}
        }
        let plain = open
            .iter()
            .any(|o| matches!(o.tag, Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)));
        let into = open.last_mut().map_or(&mut done, |o| &mut o.inside);
        leaf(event, plain, into);
    }
    // What was left open at the end still shows.
    while let Some(ended) = open.pop() {
        open.last_mut().map_or(&mut done, |o| &mut o.inside).extend(ended.inside);
    }
    done
}

/// Draws what has nothing inside.
fn leaf(event: Event<'_>, plain: bool, out: &mut Vec<AnyView>) {
    match event {
        Event::Text(words) if plain => out.push(text(words)),
        Event::Text(words) => linked(&words, out),
        Event::Html(words) | Event::InlineHtml(words) => out.push(text(words)),
        Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words) => {
            out.push(view! { <code>{words.into_string()}</code> }.into_any());
        }
        // People who break a line in a comment mean it.
        Event::SoftBreak | Event::HardBreak => out.push(view! { <br /> }.into_any()),
        Event::Rule => out.push(view! { <hr /> }.into_any()),
        Event::TaskListMarker(done) => {
            let label = if done { "Done" } else { "Open" };
            let mark = view! { <input type="checkbox" disabled=true prop:checked=done aria-label=label /> };
            out.push(mark.into_any());
        }
        _ => {}
    }
}

fn text(words: CowStr<'_>) -> AnyView {
    words.into_string().into_any()
}

/// Draws an element around what is inside it. Headings start below those of the panel.
fn element(ended: Open<'_>, in_head: bool) -> AnyView {
    let inside = ended.inside;
    match ended.tag {
        Tag::Paragraph | Tag::HtmlBlock => view! { <p>{inside}</p> }.into_any(),
        Tag::Heading { level: HeadingLevel::H1, .. } => view! { <h4>{inside}</h4> }.into_any(),
        Tag::Heading { level: HeadingLevel::H2, .. } => view! { <h5>{inside}</h5> }.into_any(),
        Tag::Heading { .. } => view! { <h6>{inside}</h6> }.into_any(),
        Tag::BlockQuote(_) => view! { <blockquote>{inside}</blockquote> }.into_any(),
        Tag::CodeBlock(kind) => {
            let language = match kind {
                CodeBlockKind::Fenced(language) if !language.is_empty() => {
                    Some(language.into_string())
                }
                _ => None,
            };
            view! { <pre tabindex="0" data-language=language><code>{inside}</code></pre> }
                .into_any()
        }
        Tag::List(None) => view! { <ul>{inside}</ul> }.into_any(),
        Tag::List(Some(start)) => view! { <ol start=start.to_string()>{inside}</ol> }.into_any(),
        Tag::Item => view! { <li>{inside}</li> }.into_any(),
        Tag::Emphasis => view! { <em>{inside}</em> }.into_any(),
        Tag::Strong => view! { <strong>{inside}</strong> }.into_any(),
        Tag::Strikethrough => view! { <del>{inside}</del> }.into_any(),
        Tag::Link { dest_url, .. } => link(&dest_url, inside),
        Tag::Image { dest_url, .. } if inside.is_empty() => {
            let words = dest_url.to_string().into_any();
            link(&dest_url, vec![words])
        }
        Tag::Image { dest_url, .. } => link(&dest_url, inside),
        Tag::Table(_) => {
            view! { <div class="table-scroll" tabindex="0"><table>{inside}</table></div> }
                .into_any()
        }
        Tag::TableHead => view! { <thead><tr>{inside}</tr></thead> }.into_any(),
        Tag::TableRow => view! { <tr>{inside}</tr> }.into_any(),
        Tag::TableCell if in_head => view! { <th>{inside}</th> }.into_any(),
        Tag::TableCell => view! { <td>{inside}</td> }.into_any(),
        _ => view! { <span>{inside}</span> }.into_any(),
    }
}

/// Draws a link where its address may be followed, else what it says.
fn link(address: &str, inside: Vec<AnyView>) -> AnyView {
    match safe_address(address) {
        Some(address) => view! {
            <a href=address target="_blank" rel="noopener noreferrer">{inside}</a>
        }
        .into_any(),
        None => view! { <span>{inside}</span> }.into_any(),
    }
}

/// Gives an address that may be followed: a web or mail address without odd characters.
pub fn safe_address(address: &str) -> Option<String> {
    let address = address.trim();
    let odd = |c: char| c.is_control() || c.is_whitespace();
    let lower = address.to_ascii_lowercase();
    let known = ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| lower.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()));
    (known && !address.contains(odd)).then(|| address.to_owned())
}

/// Draws words with the web addresses in them as links.
fn linked(words: &str, out: &mut Vec<AnyView>) {
    let mut rest = words;
    while let Some(at) = next_address(rest) {
        let (before, tail) = rest.split_at(at);
        let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"');
        let end = tail.find(ends).unwrap_or(tail.len());
        let address = tail.get(..end).unwrap_or(tail);
        let closing: &[char] = if address.contains('(') { &[] } else { &[')'] };
        let address =
            address.trim_end_matches(|c: char| ".,;:!?'*_".contains(c) || closing.contains(&c));
        if !before.is_empty() {
            out.push(before.to_owned().into_any());
        }
        out.push(link(address, vec![address.to_owned().into_any()]));
        rest = tail.get(address.len()..).unwrap_or("");
    }
    if !rest.is_empty() {
        out.push(rest.to_owned().into_any());
    }
}

fn next_address(words: &str) -> Option<usize> {
    [words.find("https://"), words.find("http://")].into_iter().flatten().min()
}
