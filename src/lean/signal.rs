//! Signals and memos that hold a value of any type behind one type of their own.
//!
//! Leptos makes locks, guards and graphs anew for each type that a signal holds. Here it makes them
//! once, for a boxed value, and what is left for each type is to look into the box.

use std::any::Any;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::panic::Location;

use ::leptos::prelude::{
    DefinedAt, Get, IsDisposed, Notify, ReadUntracked, Signal, Track, UntrackableGuard, Write,
};
use ::leptos::prelude::{Memo as InnerMemo, RwSignal as InnerSignal};

type Stored = Box<dyn Any + Send + Sync>;
type Compute = Box<dyn Fn(Option<Stored>) -> (Stored, bool) + Send + Sync>;

/// Looks into the box that a guard of Leptos holds.
pub struct Guard<G, T>(G, PhantomData<fn() -> T>);

impl<G, T> Guard<G, T> {
    fn new(guard: G) -> Self {
        Guard(guard, PhantomData)
    }
}

impl<G: Deref<Target = Stored>, T: 'static> Deref for Guard<G, T> {
    type Target = T;

    fn deref(&self) -> &T {
        (**self.0).downcast_ref().unwrap_or_else(|| unreachable!("only a `T` was put in"))
    }
}

impl<G: DerefMut<Target = Stored>, T: 'static> DerefMut for Guard<G, T> {
    fn deref_mut(&mut self) -> &mut T {
        (**self.0).downcast_mut().unwrap_or_else(|| unreachable!("only a `T` was put in"))
    }
}

impl<G: UntrackableGuard<Target = Stored>, T: 'static> UntrackableGuard for Guard<G, T> {
    fn untrack(&mut self) {
        self.0.untrack();
    }
}

/// Is a value that is computed when it is first read, and again when what it read has changed.
pub struct Memo<T> {
    inner: InnerMemo<Stored>,
    kind: PhantomData<fn() -> T>,
}

impl<T: Send + Sync + 'static> Memo<T> {
    /// Creates a memo; the closure is given the value of before.
    pub fn new(f: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self
    where
        T: PartialEq,
    {
        Self::new_with_compare(f, |before, now| before != now)
    }

    /// Creates a memo with a way of its own to tell whether it changed.
    pub fn new_with_compare(
        f: impl Fn(Option<&T>) -> T + Send + Sync + 'static,
        changed: fn(Option<&T>, Option<&T>) -> bool,
    ) -> Self {
        let inner = computed(Box::new(move |before| {
            let before = before.as_ref().and_then(|before| before.downcast_ref::<T>());
            let now = f(before);
            let changed = changed(before, Some(&now));
            (Box::new(now), changed)
        }));
        Memo { inner, kind: PhantomData }
    }
}

#[inline(never)]
fn computed(f: Compute) -> InnerMemo<Stored> {
    InnerMemo::new_owning(f)
}

/// Is a value that can be read and written.
pub struct RwSignal<T> {
    inner: InnerSignal<Stored>,
    kind: PhantomData<fn() -> T>,
}

impl<T: Send + Sync + 'static> RwSignal<T> {
    /// Creates a signal.
    pub fn new(value: T) -> Self {
        RwSignal { inner: held(Box::new(value)), kind: PhantomData }
    }
}

#[inline(never)]
fn held(value: Stored) -> InnerSignal<Stored> {
    InnerSignal::new(value)
}

macro_rules! read {
    ($kind:ident $inner:ident) => {
        impl<T> Clone for $kind<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $kind<T> {}

        impl<T> DefinedAt for $kind<T> {
            fn defined_at(&self) -> Option<&'static Location<'static>> {
                self.inner.defined_at()
            }
        }

        impl<T> Track for $kind<T> {
            fn track(&self) {
                self.inner.track();
            }
        }

        impl<T: 'static> ReadUntracked for $kind<T> {
            type Value = Guard<<$inner<Stored> as ReadUntracked>::Value, T>;

            fn try_read_untracked(&self) -> Option<Self::Value> {
                self.inner.try_read_untracked().map(Guard::new)
            }
        }

        impl<T: Clone + Send + Sync + 'static> From<$kind<T>> for Signal<T> {
            fn from(from: $kind<T>) -> Self {
                Signal::derive(move || from.get())
            }
        }
    };
}

read!(Memo InnerMemo);
read!(RwSignal InnerSignal);

impl<T> IsDisposed for RwSignal<T> {
    fn is_disposed(&self) -> bool {
        self.inner.is_disposed()
    }
}

impl<T> Notify for RwSignal<T> {
    fn notify(&self) {
        self.inner.notify();
    }
}

impl<T: 'static> Write for RwSignal<T> {
    type Value = T;

    fn try_write(&self) -> Option<impl UntrackableGuard<Target = T>> {
        self.inner.try_write().map(Guard::new)
    }

    fn try_write_untracked(&self) -> Option<impl DerefMut<Target = T>> {
        self.inner.try_write_untracked().map(Guard::new)
    }
}
