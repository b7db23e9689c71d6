//! XML as a tree of elements with text. This module knows no name of an element.
//!
//! Nothing outside the text is ever fetched and no entity of the file's own is put in: a text with
//! a document type is refused, as a plan has none.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::super::ReadError;
use super::super::build::whole;
use super::super::position::line_column;

/// How deep elements may lie in one another; a plan needs ten.
const DEEPEST: usize = 64;

/// How many elements a file may have; the largest plans have some hundred thousand.
const MOST: usize = 2_000_000;

/// Is one element. Attributes and name spaces are left out: a plan has none that matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) children: Vec<Element>,
}

impl Element {
    /// Reads a text. The error says where it is broken and what was expected there.
    pub(super) fn parse(text: &str) -> Result<Element, ReadError> {
        let mut reader = Reader::from_str(text);
        let mut open: Vec<Element> = vec![Element::default()];
        let mut n_elements = 0usize;
        loop {
            let start = reader.buffer_position();
            let event = match reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    return Err(wrong(text, reader.error_position(), &error.to_string()));
                }
            };
            match event {
                Event::Start(tag) => {
                    if open.len() > DEEPEST {
                        let why = format!("found elements more than {DEEPEST} deep in one another");
                        return Err(wrong(text, start, &why));
                    }
                    n_elements += 1;
                    let name = String::from_utf8_lossy(tag.local_name().as_ref()).into_owned();
                    open.push(Element { name, ..Element::default() });
                }
                Event::Empty(tag) => {
                    n_elements += 1;
                    let name = String::from_utf8_lossy(tag.local_name().as_ref()).into_owned();
                    let child = Element { name, ..Element::default() };
                    open.last_mut().into_iter().for_each(|e| e.children.push(child.clone()));
                }
                Event::Text(part) => {
                    let part = part.unescape().map_err(|e| wrong(text, start, &e.to_string()))?;
                    if open.len() == 1 && !part.trim().is_empty() {
                        let why = "found text outside of all elements: `<Project>` was expected";
                        return Err(wrong(text, start, why));
                    }
                    open.last_mut().into_iter().for_each(|e| e.text.push_str(&part));
                }
                Event::CData(part) => {
                    let part = String::from_utf8_lossy(&part).into_owned();
                    open.last_mut().into_iter().for_each(|e| e.text.push_str(&part));
                }
                Event::End(_) => {
                    if let Some(mut done) = open.pop()
                        && let Some(above) = open.last_mut()
                    {
                        if !done.children.is_empty() {
                            // The blanks by which elements are indented.
                            done.text = String::new();
                        }
                        above.children.push(done);
                    }
                }
                Event::DocType(_) => {
                    let why = "found a document type: a plan has none, and none is read";
                    return Err(wrong(text, start, why));
                }
                Event::Eof => break,
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            }
            if n_elements > MOST {
                return Err(wrong(text, start, &format!("found more than {MOST} elements")));
            }
        }
        if let Some(last) = open.get(1..).and_then(<[Element]>::last) {
            let why = format!("the file ends too early: `</{}>` was expected", last.name);
            return Err(wrong(text, text.len() as u64, &why));
        }
        let root = open.into_iter().next().and_then(|top| top.children.into_iter().next());
        root.ok_or_else(|| {
            let why = "there is no element in the file: `<Project>` was expected".to_owned();
            whole(why, "Choose another file, or save the plan as XML again.")
        })
    }

    /// Gives the first child of a name.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|c| c.name == name)
    }

    /// Gives the text of the first child of a name, unless it is empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.child(name).map(|c| c.text.trim()).filter(|text| !text.is_empty())
    }

    /// Walks the children of a name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> + 'a {
        self.children.iter().filter(move |c| c.name == name)
    }

    /// Walks the children of a name within a list such as `Tasks`.
    pub(super) fn list<'a>(
        &'a self,
        list: &'a str,
        name: &'a str,
    ) -> impl Iterator<Item = &'a Element> + 'a {
        self.child(list).into_iter().flat_map(move |list| list.all(name))
    }
}

/// Makes an error at a byte of the text.
fn wrong(text: &str, at: u64, why: &str) -> ReadError {
    let at = usize::try_from(at).unwrap_or(text.len()).min(text.len());
    let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let (line, column) = line_column(text, at);
    let message = why.strip_prefix("ill-formed document: ").unwrap_or(why).to_owned();
    let hint = "The file is damaged or was edited by hand. Correct this place, or save the plan as \
                XML again.";
    ReadError { line, column, message, hint: hint.to_owned() }
}
