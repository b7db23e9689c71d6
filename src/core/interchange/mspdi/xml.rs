//! XML as a tree of elements with text. This module knows no name of an element.

use quick_xml::Reader;
use quick_xml::events::Event;

/// How deep elements may lie in one another; a plan needs ten.
const DEEPEST: usize = 64;

/// Is one element. Attributes and name spaces are left out: a plan has none that matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) children: Vec<Element>,
}

impl Element {
    /// Reads a text; gives what is wrong in words if it is not XML.
    pub(super) fn parse(text: &str) -> Result<Element, String> {
        let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
        let mut open: Vec<Element> = vec![Element::default()];
        loop {
            let event = reader.read_event();
            let wrong =
                |why: &dyn std::fmt::Display| format!("{why} at byte {}", reader.buffer_position());
            match event.map_err(|e| wrong(&e))? {
                Event::Start(tag) => {
                    if open.len() > DEEPEST {
                        return Err(wrong(&"elements lie too deep in one another"));
                    }
                    let name = String::from_utf8_lossy(tag.local_name().as_ref()).into_owned();
                    open.push(Element { name, ..Element::default() });
                }
                Event::Empty(tag) => {
                    let name = String::from_utf8_lossy(tag.local_name().as_ref()).into_owned();
                    let child = Element { name, ..Element::default() };
                    open.last_mut().into_iter().for_each(|e| e.children.push(child.clone()));
                }
                Event::Text(part) => {
                    let part = part.unescape().map_err(|e| wrong(&e))?;
                    open.last_mut().into_iter().for_each(|e| e.text.push_str(&part));
                }
                Event::CData(part) => {
                    let part = String::from_utf8_lossy(&part).into_owned();
                    open.last_mut().into_iter().for_each(|e| e.text.push_str(&part));
                }
                Event::End(_) => {
                    if let Some(done) = open.pop()
                        && let Some(above) = open.last_mut()
                    {
                        above.children.push(done);
                    }
                }
                Event::Eof => break,
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::DocType(_) => {}
            }
        }
        let root = open.into_iter().next().and_then(|top| top.children.into_iter().next());
        root.ok_or_else(|| "there is no element in it".to_owned())
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
