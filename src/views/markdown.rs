//! Markdown as views. The words are read in the background, unless no sign of Markdown is in them;
//! until the answer is there they stand as they were typed.

use leptos::prelude::*;
use throughline_core::prose::{Block, Node, read_plain};

use crate::app::desk;

/// Draws Markdown, and again when the words change.
#[component]
pub fn Markdown(
    /// The words as they were typed.
    #[prop(into)]
    words: Signal<String>,
) -> impl IntoView {
    let read = RwSignal::new((String::new(), Vec::<Node>::new()));
    Effect::new(move |_| {
        let words = words.get();
        if read_plain(&words).is_none() {
            let asked = words.clone();
            desk::ask_prose(&asked, move |nodes| drop(read.try_set((words, nodes))));
        }
    });
    let nodes = move || {
        let words = words.get();
        read.with(|(of, nodes)| match *of == words {
            true => nodes.iter().map(draw).collect::<Vec<_>>(),
            false => read_plain(&words).unwrap_or_else(|| typed(&words)).iter().map(draw).collect(),
        })
    };
    view! { <div class="prose" dir="auto">{nodes}</div> }
}

/// Is the words as they were typed, line by line.
fn typed(words: &str) -> Vec<Node> {
    let lines = words.lines().map(|line| vec![Node::Text(line.to_owned()), Node::Break]);
    vec![Node::Block(Block::Paragraph, lines.flatten().collect())]
}

fn draw(node: &Node) -> AnyView {
    match node {
        Node::Text(words) => words.clone().into_any(),
        Node::Code(words) => view! { <code>{words.clone()}</code> }.into_any(),
        Node::Break => view! { <br /> }.into_any(),
        Node::Rule => view! { <hr /> }.into_any(),
        Node::Tick(done) => {
            let label = if *done { "Done" } else { "Open" };
            view! { <input type="checkbox" disabled=true prop:checked=*done aria-label=label /> }
                .into_any()
        }
        Node::Link(address, inside) => view! {
            <a href=address.clone() target="_blank" rel="noopener noreferrer">{all(inside)}</a>
        }
        .into_any(),
        Node::Block(block, inside) => element(block, all(inside)),
    }
}

fn all(nodes: &[Node]) -> Vec<AnyView> {
    nodes.iter().map(draw).collect()
}

/// Draws an element around what is inside it. Headings start below those of the panel.
fn element(block: &Block, inside: Vec<AnyView>) -> AnyView {
    match block {
        Block::Paragraph => view! { <p>{inside}</p> }.into_any(),
        Block::Heading(1) => view! { <h4>{inside}</h4> }.into_any(),
        Block::Heading(2) => view! { <h5>{inside}</h5> }.into_any(),
        Block::Heading(_) => view! { <h6>{inside}</h6> }.into_any(),
        Block::Quote => view! { <blockquote>{inside}</blockquote> }.into_any(),
        Block::Code(language) => view! {
            <pre tabindex="0" data-language=language.clone()><code>{inside}</code></pre>
        }
        .into_any(),
        Block::List => view! { <ul>{inside}</ul> }.into_any(),
        Block::Numbered(start) => view! { <ol start=start.to_string()>{inside}</ol> }.into_any(),
        Block::Entry => view! { <li>{inside}</li> }.into_any(),
        Block::Emphasis => view! { <em>{inside}</em> }.into_any(),
        Block::Strong => view! { <strong>{inside}</strong> }.into_any(),
        Block::Struck => view! { <del>{inside}</del> }.into_any(),
        Block::Table => {
            view! { <div class="table-scroll" tabindex="0"><table>{inside}</table></div> }
                .into_any()
        }
        Block::Head => view! { <thead><tr>{inside}</tr></thead> }.into_any(),
        Block::Row => view! { <tr>{inside}</tr> }.into_any(),
        Block::HeadCell => view! { <th>{inside}</th> }.into_any(),
        Block::Cell => view! { <td>{inside}</td> }.into_any(),
        Block::Plain => view! { <span>{inside}</span> }.into_any(),
    }
}
