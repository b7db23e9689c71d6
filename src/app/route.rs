//! Where the person is: the address as a signal, and going elsewhere.

use leptos::prelude::*;
use throughline_core::model::Lens;
use throughline_core::model::id::Ref;
use throughline_core::route::Route;

use super::work::Work;
use crate::shell::{hash, preference};

/// What the lens of whoever works here is remembered as.
const LENS: &str = "lens";

/// Is the address.
#[derive(Clone, Copy)]
pub struct Address {
    /// The route that it stands for.
    pub route: RwSignal<Route>,
}

impl Address {
    /// Follows the browser's address from now on.
    pub fn follow() -> Self {
        let address = hash::get();
        let mut first = Route::parse(&address);
        // An address that says nothing opens with the lens of whoever works here.
        let own =
            preference::get(LENS).filter(|_| address.trim_start_matches(['#', '/']).is_empty());
        if let Some(own) = own {
            first.lens = Lens::from_name(&own);
        }
        let route = RwSignal::new(first);
        let listener = window_event_listener(leptos::ev::hashchange, move |_| {
            let now = Route::parse(&hash::get());
            if route.try_get_untracked().is_some_and(|before| before != now) {
                route.set(now);
            }
        });
        on_cleanup(move || listener.remove());
        Address { route }
    }

    /// Goes elsewhere as a step that Back returns from.
    pub fn update(&self, f: impl FnOnce(&mut Route)) {
        let mut route = self.route.get_untracked();
        f(&mut route);
        self.go(route, hash::push);
    }

    /// Looks through a lens, now and whenever the app is opened without an address.
    pub fn open_with(&self, lens: &Lens) {
        preference::set(LENS, lens.name());
        self.amend(|route| route.lens = lens.clone());
    }

    /// Changes the address without a step of its own, as while typing.
    pub fn amend(&self, f: impl FnOnce(&mut Route)) {
        let mut route = self.route.get_untracked();
        f(&mut route);
        self.go(route, hash::replace);
    }

    #[inline(never)]
    fn go(&self, route: Route, write: fn(&str)) {
        if route != self.route.get_untracked() {
            write(&route.to_string());
            self.route.set(route);
        }
    }

    /// Gives the address of another route, for a link.
    pub fn link(&self, f: impl FnOnce(&mut Route)) -> String {
        let mut route = self.route.get();
        f(&mut route);
        route.to_string()
    }

    /// Gives the place that is shown, if it is there.
    pub fn place(&self, work: &Work) -> Option<Ref> {
        let place = self.route.with(|route| route.place)?;
        work.with(|model| model.locate(place)).filter(|r| r.kind.is_place())
    }

    /// Gives the record that is open, if it is there.
    pub fn open(&self, work: &Work) -> Option<Ref> {
        let open = self.route.with(|route| route.open)?;
        work.with(|model| model.locate(open))
    }
}
