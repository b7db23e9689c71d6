//! The background thread, seen from the page: started when it is first needed, asked by messages,
//! started anew after it died. It knows no question and no answer, only texts.

use std::cell::RefCell;
use std::collections::HashMap;

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{MessageEvent, Worker};

/// Takes an answer and the text that goes with it, or why there is none.
pub type Then = Box<dyn FnOnce(Result<(String, String), String>)>;

#[derive(Default)]
struct Thread {
    worker: Option<Worker>,
    asked: u32,
    /// What is sent once the thread says that it listens; nothing when it does.
    unsent: Option<Vec<Array>>,
    /// Who waits for which answer.
    waiting: HashMap<u32, Then>,
}

thread_local! {
    static THREAD: RefCell<Thread> = RefCell::new(Thread::default());
}

/// Asks the background thread. Questions are answered in their order; if the thread dies, all that
/// wait are told why.
pub fn ask(question: &str, body: &str, then: Then) {
    let Some(worker) = start() else {
        return then(Err("The background part of Throughline could not be started.".to_owned()));
    };
    let message = THREAD.with_borrow_mut(|thread| {
        thread.asked = thread.asked.wrapping_add(1);
        thread.waiting.insert(thread.asked, then);
        let message = Array::of3(&thread.asked.into(), &question.into(), &body.into());
        match &mut thread.unsent {
            Some(unsent) => {
                unsent.push(message);
                None
            }
            None => Some(message),
        }
    });
    if let Some(message) = message {
        send(&worker, &message);
    }
}

/// Tells whether the thread has been started and has not died since: what it was told, it knows.
pub fn is_running() -> bool {
    THREAD.with_borrow(|thread| thread.worker.is_some())
}

/// Starts the thread unless it runs.
pub fn start() -> Option<Worker> {
    if let Some(worker) = THREAD.with_borrow(|thread| thread.worker.clone()) {
        return Some(worker);
    }
    let worker = Worker::new(&address()?).ok()?;
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        // Its first message is none: it says that it listens.
        let Ok(reply) = event.data().dyn_into::<Array>() else { return open() };
        let Some(number) = reply.get(0).as_f64() else { return };
        let then = THREAD.with_borrow_mut(|thread| thread.waiting.remove(&(number as u32)));
        let body = reply.get(2).as_string().unwrap_or_default();
        if let Some(then) = then {
            then(
                reply
                    .get(1)
                    .as_string()
                    .map_or_else(|| Err(body.clone()), |answer| Ok((answer, body.clone()))),
            );
        }
    });
    worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
    let died = Closure::<dyn FnMut(web_sys::Event)>::new(|event: web_sys::Event| {
        event.prevent_default();
        fail("The background part of Throughline did not load or has stopped.");
    });
    worker.set_onerror(Some(died.as_ref().unchecked_ref()));
    died.forget();
    THREAD.with_borrow_mut(|thread| {
        thread.worker = Some(worker.clone());
        thread.unsent = Some(Vec::new());
    });
    Some(worker)
}

/// Sends what was asked while the thread was starting.
fn open() {
    let (worker, unsent) =
        THREAD.with_borrow_mut(|thread| (thread.worker.clone(), thread.unsent.take()));
    if let Some(worker) = worker {
        unsent.into_iter().flatten().for_each(|message| send(&worker, &message));
    }
}

fn send(worker: &Worker, message: &Array) {
    if worker.post_message(message).is_err() {
        fail("The question could not be sent to the background part of Throughline.");
    }
}

/// Gives up the thread and tells all who wait.
fn fail(why: &str) {
    let (worker, waiting) = THREAD
        .with_borrow_mut(|thread| (thread.worker.take(), std::mem::take(&mut thread.waiting)));
    if let Some(worker) = worker {
        worker.terminate();
    }
    waiting.into_values().for_each(|then| then(Err(why.to_owned())));
}

/// Gives the address of the thread's script, which the page's own script element names.
fn address() -> Option<String> {
    let document = web_sys::window()?.document()?;
    let script = document.query_selector("script[data-worker]").ok()??;
    script.get_attribute("data-worker")
}
