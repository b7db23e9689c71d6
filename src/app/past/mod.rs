//! Asking for restore points, before what would be hard to take back. It knows not where they are
//! kept: that part of the page loads when the browser is idle, and what was asked for waits until
//! then.

pub mod points;
pub mod service;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use throughline_core::change::ChangeSet;
use throughline_core::past::{Reason, is_weighty};

use super::work::Failure;
use super::{App, boot};

/// Is a restore point that somebody wants.
pub struct Wanted {
    /// Why.
    pub reason: Reason,
    /// What it is called.
    pub name: String,
    /// What has been done since, to be left out of it.
    pub before: Option<ChangeSet>,
    /// What happens when it is kept, or is known not to be.
    pub then: Box<dyn FnOnce(Result<(), Failure>)>,
}

/// Is what makes restore points.
pub type Service = Rc<dyn Fn(Wanted)>;

/// Says who makes restore points.
enum Maker {
    /// Nobody yet; these are waited for.
    Coming(Vec<Wanted>),
    /// This does.
    Here(Service),
    /// Nobody: the part of the page could not be loaded.
    Missing,
}

thread_local! {
    static MAKER: RefCell<Maker> = const { RefCell::new(Maker::Coming(Vec::new())) };
    static COVERED: Cell<bool> = const { Cell::new(false) };
}

/// Asks for a restore point.
pub fn want(wanted: Wanted) {
    let service = MAKER.with_borrow_mut(|maker| match maker {
        Maker::Coming(waiting) => {
            waiting.push(wanted);
            None
        }
        Maker::Here(service) => Some((Some(Rc::clone(service)), wanted)),
        Maker::Missing => Some((None, wanted)),
    });
    match service {
        None => {}
        Some((Some(service), wanted)) => service(wanted),
        Some((None, wanted)) => (wanted.then)(Err(missing())),
    }
}

/// Has restore points made from now on, or, with nothing, says that nobody can.
pub fn begin(service: Option<Service>) {
    let maker = service.map_or(Maker::Missing, Maker::Here);
    let before = MAKER.with_borrow_mut(|now| std::mem::replace(now, maker));
    if let Maker::Coming(waiting) = before {
        waiting.into_iter().for_each(want);
    }
}

/// Does something after a restore point was made, or could not be: then it is said what happened.
/// What is done then asks for no other one.
pub fn first(app: App, reason: Reason, name: &str, act: impl FnOnce() + 'static) {
    // Nobody misses a workspace without work, or the sample as it came.
    if boot::is_bare(app) {
        return covered(act);
    }
    let then = Box::new(move |made: Result<(), Failure>| {
        covered(act);
        if let Err(e) = made {
            app.fail(&Failure { message: format!("{NOT_MADE} {}", e.message), hint: e.hint });
        }
    });
    want(Wanted { reason, name: name.to_owned(), before: None, then });
}

fn covered(act: impl FnOnce()) {
    COVERED.set(true);
    act();
    COVERED.set(false);
}

/// Asks for a point of how it was before a change that has just been made, if it is a weighty one.
pub fn before(set: &ChangeSet) {
    if COVERED.get() || !is_weighty(set) {
        return;
    }
    // The page of the restore points says why there is none; the step itself can be undone.
    let then = Box::new(|_| {});
    want(Wanted { reason: Reason::Bulk, name: set.label.clone(), before: Some(set.clone()), then });
}

fn missing() -> Failure {
    Failure { message: PART_MISSING.to_owned(), hint: RELOAD.to_owned() }
}

const NOT_MADE: &str = "No restore point could be made before this; undo still takes it back.";
const PART_MISSING: &str = "The part of the page that keeps restore points could not be loaded.";
const RELOAD: &str = "Reload the page.";
