//! Waiting for what the browser's database answers, no longer than a limit; knows no area.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbOpenDbRequest, IdbRequest, IdbTransaction};

use super::error::{DatabaseError, DatabaseErrorKind};

/// Is whatever says by events how it went.
pub(super) enum Events<'a> {
    /// Opening, which another page may block.
    Open(&'a IdbOpenDbRequest),
    /// Reading.
    Request(&'a IdbRequest),
    /// A transaction to its end.
    Transaction(&'a IdbTransaction),
}

impl Events<'_> {
    /// Has the browser settle a promise by the events.
    fn listen(&self, good: &Function, bad: &Function) {
        let (good, bad) = (Some(good), Some(bad));
        match self {
            Events::Open(request) => {
                request.set_onsuccess(good);
                request.set_onerror(bad);
                request.set_onblocked(bad);
            }
            Events::Request(request) => {
                request.set_onsuccess(good);
                request.set_onerror(bad);
            }
            Events::Transaction(transaction) => {
                transaction.set_oncomplete(good);
                transaction.set_onabort(bad);
            }
        }
    }

    /// Gives what the browser noted as the reason.
    fn error(&self) -> DatabaseError {
        let noted = match self {
            // An opening that has no answer yet throws here: it is blocked.
            Events::Open(request) => match request.error() {
                Ok(e) => e,
                Err(_) => return DatabaseError::new(DatabaseErrorKind::Blocked),
            },
            Events::Request(request) => request.error().ok().flatten(),
            Events::Transaction(transaction) => transaction.error(),
        };
        let kind = DatabaseErrorKind::Closed;
        noted.map_or(DatabaseError::new(kind), |e| DatabaseError::failed(&e.into()))
    }
}

/// Waits for an end, good or bad.
pub(super) async fn heard(events: &Events<'_>, ms: i32) -> Result<(), DatabaseError> {
    let ended = Promise::new(&mut |good, bad| events.listen(&good, &bad));
    // The clock resolves with nothing, the browser with an event.
    let late = Promise::new(&mut |done, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, ms);
        }
    });
    match JsFuture::from(Promise::race(&Array::of2(&ended, &late))).await {
        Ok(event) if event.is_undefined() => Err(DatabaseError::new(DatabaseErrorKind::Silent)),
        Ok(_) => Ok(()),
        Err(_) => Err(events.error()),
    }
}

/// Waits for what a request brings.
pub(super) async fn answer(request: &IdbRequest, ms: i32) -> Result<JsValue, DatabaseError> {
    heard(&Events::Request(request), ms).await?;
    request.result().map_err(|e| DatabaseError::failed(&e))
}
