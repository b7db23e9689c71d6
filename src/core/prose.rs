//! Markdown as a tree. No HTML text is ever made: what is written as HTML is text, images are
//! links, and links lead only to web and mail addresses. It knows no view.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TextMergeStream};
use serde::{Deserialize, Serialize};

/// How deep lists and quotes may nest before they are drawn flat.
const DEEPEST: usize = 24;

/// Is a piece of prose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Node {
    /// Words.
    Text(String),
    /// Code within a line.
    Code(String),
    /// The end of a line.
    Break,
    /// A line across.
    Rule,
    /// A box of a task list, ticked or not.
    Tick(bool),
    /// A link to an address that may be followed, with what it says.
    Link(String, Vec<Node>),
    /// Something with something inside.
    Block(Block, Vec<Node>),
}

/// Says what a block of prose is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Block {
    /// A paragraph.
    Paragraph,
    /// A heading of level 1 to 3; deeper ones are 3.
    Heading(u8),
    /// A quotation.
    Quote,
    /// Code on lines of its own, with its language if it is named.
    Code(Option<String>),
    /// A list.
    List,
    /// A numbered list with its first number.
    Numbered(u64),
    /// An entry of a list.
    Entry,
    /// Stressed words.
    Emphasis,
    /// Strongly stressed words.
    Strong,
    /// Words that no longer hold.
    Struck,
    /// A table.
    Table,
    /// The head of a table.
    Head,
    /// A row of a table.
    Row,
    /// A cell of a table's head.
    HeadCell,
    /// A cell of a table.
    Cell,
    /// Anything else, drawn as what is inside.
    Plain,
}

/// Is an element whose end has not come yet.
struct Open<'a> {
    tag: Tag<'a>,
    inside: Vec<Node>,
}

/// Reads Markdown (CommonMark with tables, struck words and task lists).
pub fn read(words: &str) -> Vec<Node> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut done: Vec<Node> = Vec::new();
    let mut open: Vec<Open<'_>> = Vec::new();
    for event in TextMergeStream::new(Parser::new_ext(words, options)) {
        match event {
            Event::Start(tag) => open.push(Open { tag, inside: Vec::new() }),
            Event::End(_) => close(&mut open, &mut done),
            event => {
                let plain = open.iter().any(|o| {
                    matches!(o.tag, Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_))
                });
                leaf(event, plain, open.last_mut().map_or(&mut done, |o| &mut o.inside));
            }
        }
    }
    // What was left open at the end still shows.
    while !open.is_empty() {
        close(&mut open, &mut done);
    }
    done
}

/// Reads words that no sign of Markdown stands in, which most are; nothing if one may.
pub fn read_plain(words: &str) -> Option<Vec<Node>> {
    const SIGNS: &[char] = &['*', '_', '`', '[', ']', '<', '>', '#', '&', '~', '\\', '|', '\t'];
    let may_list = |line: &str| {
        line.starts_with("  ")
            || line.trim_start().starts_with(['-', '+', '='])
            || line.trim_start().starts_with(|c: char| c.is_ascii_digit())
    };
    if words.contains(SIGNS) || words.contains("://") || words.lines().any(may_list) {
        return None;
    }
    let mut blocks: Vec<Node> = Vec::new();
    let mut lines: Vec<Node> = Vec::new();
    for line in words.lines().chain([""]) {
        let line = line.trim();
        if !line.is_empty() {
            if !lines.is_empty() {
                lines.push(Node::Break);
            }
            lines.push(Node::Text(line.to_owned()));
        } else if !lines.is_empty() {
            blocks.push(Node::Block(Block::Paragraph, std::mem::take(&mut lines)));
        }
    }
    Some(blocks)
}

fn close(open: &mut Vec<Open<'_>>, done: &mut Vec<Node>) {
    let Some(ended) = open.pop() else { return };
    let in_head = open.last().is_some_and(|o| matches!(o.tag, Tag::TableHead));
    let deep = open.len() > DEEPEST;
    let into = open.last_mut().map_or(done, |o| &mut o.inside);
    if deep {
        into.extend(ended.inside);
    } else {
        into.push(element(ended, in_head));
    }
}

/// Takes in what has nothing inside.
fn leaf(event: Event<'_>, plain: bool, out: &mut Vec<Node>) {
    match event {
        Event::Text(words) if plain => out.push(Node::Text(words.into_string())),
        Event::Text(words) => linked(&words, out),
        Event::Html(words) | Event::InlineHtml(words) => out.push(Node::Text(words.into_string())),
        Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words) => {
            out.push(Node::Code(words.into_string()));
        }
        // People who break a line in a comment mean it.
        Event::SoftBreak | Event::HardBreak => out.push(Node::Break),
        Event::Rule => out.push(Node::Rule),
        Event::TaskListMarker(done) => out.push(Node::Tick(done)),
        _ => {}
    }
}

fn element(ended: Open<'_>, in_head: bool) -> Node {
    let inside = ended.inside;
    let block = match ended.tag {
        Tag::Paragraph | Tag::HtmlBlock => Block::Paragraph,
        Tag::Heading { level: HeadingLevel::H1, .. } => Block::Heading(1),
        Tag::Heading { level: HeadingLevel::H2, .. } => Block::Heading(2),
        Tag::Heading { .. } => Block::Heading(3),
        Tag::BlockQuote(_) => Block::Quote,
        Tag::CodeBlock(CodeBlockKind::Fenced(language)) if !language.is_empty() => {
            Block::Code(Some(language.into_string()))
        }
        Tag::CodeBlock(_) => Block::Code(None),
        Tag::List(None) => Block::List,
        Tag::List(Some(start)) => Block::Numbered(start),
        Tag::Item => Block::Entry,
        Tag::Emphasis => Block::Emphasis,
        Tag::Strong => Block::Strong,
        Tag::Strikethrough => Block::Struck,
        Tag::Link { dest_url, .. } => return link(&dest_url, inside),
        Tag::Image { dest_url, .. } if inside.is_empty() => {
            return link(&dest_url, vec![Node::Text(dest_url.to_string())]);
        }
        Tag::Image { dest_url, .. } => return link(&dest_url, inside),
        Tag::Table(_) => Block::Table,
        Tag::TableHead => Block::Head,
        Tag::TableRow => Block::Row,
        Tag::TableCell if in_head => Block::HeadCell,
        Tag::TableCell => Block::Cell,
        _ => Block::Plain,
    };
    Node::Block(block, inside)
}

/// Makes a link where its address may be followed, else what it says.
fn link(address: &str, inside: Vec<Node>) -> Node {
    match safe_address(address) {
        Some(address) => Node::Link(address, inside),
        None => Node::Block(Block::Plain, inside),
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

/// Takes in words, with the web addresses in them as links.
fn linked(words: &str, out: &mut Vec<Node>) {
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
            out.push(Node::Text(before.to_owned()));
        }
        out.push(link(address, vec![Node::Text(address.to_owned())]));
        rest = tail.get(address.len()..).unwrap_or("");
    }
    if !rest.is_empty() {
        out.push(Node::Text(rest.to_owned()));
    }
}

fn next_address(words: &str) -> Option<usize> {
    [words.find("https://"), words.find("http://")].into_iter().flatten().min()
}
