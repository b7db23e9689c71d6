//! Words that were typed and not saved yet, by the record and the field they are for. They last as
//! long as the page, so that closing the panel loses none.

use std::cell::RefCell;
use std::collections::HashMap;

use throughline_core::model::id::Ref;

type Drafts = HashMap<(Ref, &'static str), String>;

thread_local! {
    static DRAFTS: RefCell<Drafts> = RefCell::new(Drafts::new());
}

/// Gives the words that are kept for a field.
pub fn get(at: Ref, field: &'static str) -> Option<String> {
    DRAFTS.with_borrow(|drafts| drafts.get(&(at, field)).cloned())
}

/// Keeps words for a field, or forgets them.
pub fn set(at: Ref, field: &'static str, words: Option<String>) {
    DRAFTS.with_borrow_mut(|drafts| match words {
        Some(words) => drafts.insert((at, field), words),
        None => drafts.remove(&(at, field)),
    });
}
