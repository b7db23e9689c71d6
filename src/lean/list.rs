//! `<For>` and `<Show>`, compiled once: rows are boxed, and their keys are bytes.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use ::leptos::component;
use ::leptos::either::Either;
use ::leptos::prelude::{AnyView, ArcMemo, ChildrenFn, Get, IntoAny as _, IntoView, Owner};
use ::leptos::tachys::reactive_graph::OwnedView;
use ::leptos::tachys::view::keyed::keyed;

use crate::erase::{ViewFn, erase};

type Draw = Box<dyn FnOnce() -> AnyView + Send>;

/// Is one row: how it is known again, and how it is drawn if it is new.
struct Row {
    key: Key,
    draw: Draw,
}

/// Holds all that a key gives to a hasher, which differs wherever the key does.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key(Vec<u8>);

impl Hasher for Key {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        0
    }
}

/// Draws a row for each of the items; a row stays as long as its key does.
#[component(transparent)]
pub fn For<IF, I, T, EF, N, KF, K>(
    /// Gives the items.
    each: IF,
    /// Gives what an item is known by.
    key: KF,
    /// Draws an item.
    children: EF,
) -> impl IntoView
where
    IF: Fn() -> I + Send + 'static,
    I: IntoIterator<Item = T>,
    T: Send + 'static,
    EF: Fn(T) -> N + Send + Sync + 'static,
    N: IntoView + 'static,
    KF: Fn(&T) -> K + Send + 'static,
    K: Hash,
{
    let children = Arc::new(children);
    rows(Box::new(move |add| {
        for item in each() {
            let mut bytes = Key(Vec::new());
            key(&item).hash(&mut bytes);
            let children = children.clone();
            add(bytes, Box::new(move || erase(children(item))));
        }
    }))
}

type Add<'a> = &'a mut dyn FnMut(Key, Draw);

fn rows(each: Box<dyn Fn(Add<'_>) + Send>) -> AnyView {
    // Rows have owners of their own below that of the list, so that they outlive its changes.
    let owner = Owner::current().unwrap_or_default();
    let list = move || {
        let mut rows = Vec::new();
        each(&mut |key, draw| rows.push(Row { key, draw }));
        let owner = owner.clone();
        keyed(
            rows,
            |row: &Row| row.key.clone(),
            move |_, row: Row| {
                let owner = owner.with(Owner::new);
                let view = owner.with(row.draw);
                (drop::<usize>, OwnedView::new_with_owner(view, owner))
            },
        )
    };
    list.into_any()
}

/// Draws its children while something holds, else the fallback.
#[component(transparent)]
pub fn Show<W>(
    /// What is drawn.
    children: ChildrenFn,
    /// Whether it is.
    when: W,
    /// What is drawn otherwise.
    #[prop(optional, into)]
    fallback: ViewFn,
) -> impl IntoView
where
    W: Fn() -> bool + Send + Sync + 'static,
{
    choose(Box::new(when), children, fallback)
}

fn choose(
    when: Box<dyn Fn() -> bool + Send + Sync>,
    children: ChildrenFn,
    fallback: ViewFn,
) -> AnyView {
    let when = ArcMemo::new(move |_| when());
    let view = move || match when.get() {
        true => Either::<AnyView, AnyView>::Left(children()),
        false => Either::Right(fallback.run()),
    };
    view.into_any()
}
