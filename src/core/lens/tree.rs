//! The tree of places: products under their lines, projects under their programs.

use crate::model::id::{Id, RawId, Ref};
use crate::model::rank::Rank;
use crate::model::record::RecordType;
use crate::model::workspace::Model;
use crate::sort;

/// Is one place of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The place.
    pub at: Ref,
    /// Its name.
    pub name: String,
    /// How deep it lies, from 0.
    pub depth: usize,
}

/// Gives the places that products are in: lines and their products, then products without one.
pub fn products(model: &Model) -> Vec<Node> {
    let lines = ordered(model.product_lines.iter().map(|l| (&l.rank, node(l, 0))).collect());
    let of = |line: Option<RawId>, depth: usize| {
        let found = model.products.iter().filter(|p| p.line.map(Id::raw) == line);
        ordered(found.map(|p| (&p.rank, node(p, depth))).collect())
    };
    under(lines, of)
}

/// Gives the places that projects are in: programs and their projects, then projects without one.
/// Archived projects are left out.
pub fn projects(model: &Model) -> Vec<Node> {
    let programs = ordered(model.programs.iter().map(|p| (&p.rank, node(p, 0))).collect());
    let of = |program: Option<RawId>, depth: usize| {
        let live = model.projects.iter().filter(|p| p.archived.is_none());
        let found = live.filter(|p| p.program.map(Id::raw) == program);
        ordered(found.map(|p| (&p.rank, node(p, depth))).collect())
    };
    under(programs, of)
}

/// Puts what is in each place under it, and what is in none after them all.
fn under(places: Vec<Node>, of: impl Fn(Option<RawId>, usize) -> Vec<Node>) -> Vec<Node> {
    let mut nodes = Vec::new();
    for place in places {
        let inside = of(Some(place.at.id), 1);
        nodes.push(place);
        nodes.extend(inside);
    }
    nodes.extend(of(None, 0));
    nodes
}

fn ordered(mut rows: Vec<(&Rank, Node)>) -> Vec<Node> {
    sort::by(&mut rows, |(a, x), (b, y)| (a, x.at).cmp(&(b, y.at)));
    rows.into_iter().map(|(_, node)| node).collect()
}

fn node<R: RecordType>(record: &R, depth: usize) -> Node {
    Node { at: record.id().to_ref(), name: record.title().to_owned(), depth }
}
