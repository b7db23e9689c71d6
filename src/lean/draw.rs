//! An element as the rest of Leptos sees it: a view like any other.

use ::leptos::prelude::{AddAnyAttr, Render, RenderHtml};
use ::leptos::tachys::html::attribute::Attribute;
use ::leptos::tachys::html::attribute::any_attribute::{AnyAttribute, IntoAnyAttribute};
use ::leptos::tachys::hydration::Cursor;
use ::leptos::tachys::view::{Position, PositionState};

use crate::element::{Any, El, Part};
use crate::state::{ElState, build, rebuild};

impl<E: 'static> Render for El<E> {
    type State = ElState;

    fn build(self) -> ElState {
        build(*self.described)
    }

    fn rebuild(self, state: &mut ElState) {
        rebuild(*self.described, state);
    }
}

impl<E: 'static> AddAnyAttr for El<E> {
    type Output<A: Attribute> = El<E>;

    fn add_any_attr<A: Attribute>(mut self, attribute: A) -> Self::Output<A> {
        let attribute: AnyAttribute = attribute.into_cloneable_owned().into_any_attr();
        self.described.parts.push(Part::Any(attribute));
        self
    }
}

impl<E: 'static> RenderHtml for El<E> {
    type AsyncOutput = Self;
    type Owned = El<Any>;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        _: &mut String,
        _: &mut Position,
        _: bool,
        _: bool,
        _: Vec<AnyAttribute>,
    ) {
        unreachable!("this app is drawn in the browser alone");
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> ElState {
        unreachable!("this app is drawn in the browser alone");
    }

    fn into_owned(self) -> El<Any> {
        self.any()
    }
}
