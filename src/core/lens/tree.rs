//! The tree of places: products under their lines, projects under their programs.

use crate::model::id::Ref;
use crate::model::rank::Rank;
use crate::model::record::RecordType;
use crate::model::workspace::Model;

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
    let lines = ordered(model.product_lines.iter().map(|l| (l.rank.clone(), l)));
    let mut nodes = Vec::new();
    for line in &lines {
        nodes.push(node(*line, 0));
        let of = model.products.iter().filter(|p| p.line == Some(line.id));
        nodes.extend(ordered(of.map(|p| (p.rank.clone(), p))).into_iter().map(|p| node(p, 1)));
    }
    let free = model.products.iter().filter(|p| p.line.is_none());
    nodes.extend(ordered(free.map(|p| (p.rank.clone(), p))).into_iter().map(|p| node(p, 0)));
    nodes
}

/// Gives the places that projects are in: programs and their projects, then projects without one.
/// Archived projects are left out.
pub fn projects(model: &Model) -> Vec<Node> {
    let live = || model.projects.iter().filter(|p| p.archived.is_none());
    let programs = ordered(model.programs.iter().map(|p| (p.rank.clone(), p)));
    let mut nodes = Vec::new();
    for program in &programs {
        nodes.push(node(*program, 0));
        let of = live().filter(|p| p.program == Some(program.id));
        nodes.extend(ordered(of.map(|p| (p.rank.clone(), p))).into_iter().map(|p| node(p, 1)));
    }
    let free = live().filter(|p| p.program.is_none());
    nodes.extend(ordered(free.map(|p| (p.rank.clone(), p))).into_iter().map(|p| node(p, 0)));
    nodes
}

fn ordered<'a, R: RecordType>(rows: impl Iterator<Item = (Rank, &'a R)>) -> Vec<&'a R> {
    let mut rows: Vec<(Rank, &R)> = rows.collect();
    rows.sort_by(|(a, x), (b, y)| (a, x.id()).cmp(&(b, y.id())));
    rows.into_iter().map(|(_, r)| r).collect()
}

fn node<R: RecordType>(record: &R, depth: usize) -> Node {
    Node { at: record.id().to_ref(), name: record.title().to_owned(), depth }
}
