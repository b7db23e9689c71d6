//! Views and closures as few types.

use std::any::Any;
use std::sync::Arc;

use ::leptos::prelude::{AnyView, Children, ChildrenFn, Get, Render, RenderHtml, View};

use crate::signal::{Memo, RwSignal};

/// Makes any view one type, and leaves alone what is that type already.
pub fn erase<T: RenderHtml>(view: T) -> AnyView {
    let mut view = Some(view.into_owned());
    let any: &mut dyn Any = &mut view;
    if let Some(view) = any.downcast_mut::<Option<AnyView>>().and_then(Option::take) {
        return view;
    }
    let any: &mut dyn Any = &mut view;
    if let Some(view) = any.downcast_mut::<Option<View<AnyView>>>().and_then(Option::take) {
        return view.into_inner();
    }
    match view {
        Some(view) => ::leptos::prelude::IntoAny::into_any(view),
        None => ().into_any(),
    }
}

/// Can be drawn as one type.
pub trait IntoAny {
    /// Makes it one type.
    fn into_any(self) -> AnyView;
}

impl<T: RenderHtml> IntoAny for T {
    fn into_any(self) -> AnyView {
        erase(self)
    }
}

/// Is what `view!` and `#[component]` call on each child and on each component.
pub trait IntoMaybeErased {
    /// Is always the same.
    type Output;

    /// Makes it one type.
    fn into_maybe_erased(self) -> Self::Output;
}

impl<T: RenderHtml> IntoMaybeErased for T {
    type Output = AnyView;

    fn into_maybe_erased(self) -> AnyView {
        erase(self)
    }
}

/// Is a closure that `view!` met.
pub struct Shared<F>(pub F);

/// Is what `view!` puts around closures.
pub fn __as_shared_reactive_fn<T, F>(f: F) -> Shared<F>
where
    F: FnMut() -> T + Send + 'static,
{
    Shared(f)
}

/// Is what `view!` calls on each block.
pub trait IntoRender {
    /// What is drawn.
    type Output;

    /// Makes it something to draw.
    fn into_render(self) -> Self::Output;
}

impl<T: Render> IntoRender for T {
    type Output = T;

    fn into_render(self) -> T {
        self
    }
}

impl<F, T> IntoRender for Shared<F>
where
    F: FnMut() -> T + Send + 'static,
    T: RenderHtml,
{
    type Output = AnyView;

    fn into_render(self) -> AnyView {
        redrawn(self.0)
    }
}

macro_rules! signals {
    ($($signal:ident)*) => {
        $(
            impl<T: RenderHtml + Clone + Send + Sync + 'static> IntoRender for $signal<T> {
                type Output = AnyView;

                fn into_render(self) -> AnyView {
                    redrawn(move || self.get())
                }
            }
        )*
    };
}

signals!(Memo RwSignal);

/// Draws what a closure gives, and again when what it read has changed.
pub fn redrawn<T: RenderHtml>(mut f: impl FnMut() -> T + Send + 'static) -> AnyView {
    again(Box::new(move || erase(f())))
}

#[inline(never)]
fn again(f: Box<dyn FnMut() -> AnyView + Send>) -> AnyView {
    f.into_any()
}

/// Is what `view!` calls on each value of an attribute.
pub trait IntoAttributeValue {
    /// Is the same.
    type Output;

    /// Does nothing: elements take what they are given.
    fn into_attribute_value(self) -> Self::Output;
}

impl<T> IntoAttributeValue for T {
    type Output = T;

    fn into_attribute_value(self) -> T {
        self
    }
}

/// Is what `view!` calls on what stands inside a component.
pub trait ToChildren<F> {
    /// Makes it what the component takes.
    fn to_children(f: F) -> Self;
}

impl<F, C> ToChildren<F> for Children
where
    F: FnOnce() -> C + Send + 'static,
    C: RenderHtml,
{
    fn to_children(f: F) -> Self {
        Box::new(move || erase(f()))
    }
}

impl<F, C> ToChildren<F> for ChildrenFn
where
    F: Fn() -> C + Send + Sync + 'static,
    C: RenderHtml,
{
    fn to_children(f: F) -> Self {
        Arc::new(move || erase(f()))
    }
}

/// Draws something as often as it is asked to.
#[derive(Clone)]
pub struct ViewFn(Arc<dyn Fn() -> AnyView + Send + Sync>);

impl Default for ViewFn {
    fn default() -> Self {
        Self(Arc::new(|| ().into_any()))
    }
}

impl<F, C> From<F> for ViewFn
where
    F: Fn() -> C + Send + Sync + 'static,
    C: RenderHtml,
{
    fn from(f: F) -> Self {
        Self(Arc::new(move || erase(f())))
    }
}

impl ViewFn {
    /// Draws it.
    pub fn run(&self) -> AnyView {
        (self.0)()
    }
}
