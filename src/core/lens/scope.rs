//! Scopes: which items are in a place, its parts included.

use rustc_hash::FxHashSet;

use crate::model::id::{Id, Ref};
use crate::model::workspace::Model;
use crate::model::{Item, Kind, Product, Program, Project, Release, Stage};

/// Says which items are looked at.
#[derive(Debug, Clone, PartialEq)]
pub enum Scope {
    /// All of them.
    All,
    /// Those in one of these projects.
    Projects(FxHashSet<Id<Project>>),
    /// Those that serve one of these products.
    Products(FxHashSet<Id<Product>>),
    /// Those of a release.
    Release(Id<Release>),
    /// Those of a stage.
    Stage(Id<Stage>),
    /// Those that are part of an item.
    Parent(Id<Item>),
}

impl Scope {
    /// Makes the scope of a place; one that is not there holds everything.
    pub fn of(model: &Model, place: Option<Ref>) -> Self {
        let Some(place) = place.filter(|p| model.has(*p)) else { return Scope::All };
        let id = place.id;
        match place.kind {
            Kind::Project => Scope::Projects([Id::new(id)].into_iter().collect()),
            Kind::Program => {
                let program: Id<Program> = Id::new(id);
                let of = model.projects.iter().filter(|p| p.program == Some(program));
                Scope::Projects(of.map(|p| p.id).collect())
            }
            Kind::Product => Scope::Products([Id::new(id)].into_iter().collect()),
            Kind::ProductLine => {
                let of = model.products.iter().filter(|p| p.line == Some(Id::new(id)));
                Scope::Products(of.map(|p| p.id).collect())
            }
            Kind::Release => Scope::Release(Id::new(id)),
            Kind::Stage => Scope::Stage(Id::new(id)),
            Kind::Item => Scope::Parent(Id::new(id)),
            _ => Scope::All,
        }
    }

    /// Tells whether an item is in the scope.
    pub fn holds(&self, item: &Item) -> bool {
        match self {
            Scope::All => true,
            Scope::Projects(ids) => item.project.is_some_and(|p| ids.contains(&p)),
            Scope::Products(ids) => item.product.is_some_and(|p| ids.contains(&p)),
            Scope::Release(id) => item.release == Some(*id),
            Scope::Stage(id) => item.stage == Some(*id),
            Scope::Parent(id) => item.parent == Some(*id),
        }
    }

    /// Tells whether a project is in the scope: itself, or by the product that it serves.
    pub fn holds_project(&self, project: &Project) -> bool {
        match self {
            Scope::All => true,
            Scope::Projects(ids) => ids.contains(&project.id),
            Scope::Products(ids) => project.product.is_some_and(|p| ids.contains(&p)),
            Scope::Release(_) | Scope::Stage(_) | Scope::Parent(_) => false,
        }
    }
}
