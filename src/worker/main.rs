//! The background thread: takes a message, asks the desk, sends the answer. It knows neither the
//! page nor what is asked.
//!
//! A message is an array: the question's number, the question as JSON, and the text that goes with
//! it. So is an answer: the number, the answer as JSON (or nothing, and then the text says why),
//! and its text.

#![forbid(unsafe_code)]

#[cfg(target_arch = "wasm32")]
mod thread;

fn main() {
    #[cfg(target_arch = "wasm32")]
    thread::listen();
}
