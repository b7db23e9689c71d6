//! Files and folders that a person lets this page write to, where the browser has them (the File
//! System Access interface). It knows not what is written.
//!
//! The browser's bindings count most of it as unstable, so it is declared here. A file is never
//! torn: the browser writes beside it and puts the whole in its place when it is closed.

use js_sys::{AsyncIterator, Function, IteratorNext, JsString, Object, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::js;

#[wasm_bindgen]
extern "C" {
    /// A file or a folder; it can be kept in the database.
    #[derive(Clone, Debug)]
    pub type Handle;
    #[wasm_bindgen(method, getter)]
    fn name(this: &Handle) -> String;
    #[wasm_bindgen(method, getter)]
    fn kind(this: &Handle) -> String;
    #[wasm_bindgen(method, catch, js_name = queryPermission)]
    fn query_permission(this: &Handle, how: &Object) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = requestPermission)]
    fn request_permission(this: &Handle, how: &Object) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getFileHandle)]
    fn get_file_handle(this: &Handle, name: &str, how: &Object) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = removeEntry)]
    fn remove_entry(this: &Handle, name: &str) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn keys(this: &Handle) -> Result<AsyncIterator, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getFile)]
    fn get_file(this: &Handle) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = createWritable)]
    fn create_writable(this: &Handle) -> Result<Promise, JsValue>;

    type Writing;
    #[wasm_bindgen(method, catch)]
    fn write(this: &Writing, text: &str) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn close(this: &Writing) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn abort(this: &Writing) -> Result<Promise, JsValue>;
}

/// Says why a file or folder did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The person closed the browser's own dialog.
    Dismissed,
    /// The page may not, or may not any more.
    Forbidden,
    /// It is not there any more.
    Gone,
    /// The disk is full.
    Full,
    /// What was read back is not what was written.
    Torn,
    /// Anything else, in the browser's words.
    Other(String),
}

/// Says whether the page may write now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// It may.
    Granted,
    /// The person must be asked, which takes a press of a button.
    Ask,
    /// The person said no.
    Denied,
}

/// Is what a file is known by: when it was changed last, and how long it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    /// When, in milliseconds since 1970.
    pub modified: f64,
    /// How many bytes.
    pub size: f64,
}

/// Tells whether the browser lets pages write to files at all.
pub fn is_offered() -> bool {
    let window = web_sys::window();
    window.is_some_and(|w| js::get(&w, "showDirectoryPicker").is_some())
}

/// Lets the person choose a folder.
pub async fn choose_folder() -> Result<Handle, Fault> {
    let how = object(&[("id", js::text("copies")), ("mode", js::text("readwrite"))]);
    choose("showDirectoryPicker", &how).await
}

/// Lets the person choose a file, a new one or one that is there.
pub async fn choose_file(name: &str) -> Result<Handle, Fault> {
    choose("showSaveFilePicker", &object(&[("suggestedName", js::text(name))])).await
}

async fn choose(picker: &str, how: &Object) -> Result<Handle, Fault> {
    let window = web_sys::window().ok_or(Fault::Forbidden)?;
    let pick: Function =
        js::get(&window, picker).ok_or(Fault::Forbidden)?.dyn_into().map_err(fault)?;
    let promise = pick.call1(&window, how).map_err(fault)?;
    Ok(done(Ok(promise.unchecked_into())).await?.unchecked_into())
}

impl Handle {
    /// Gives its name; the browser does not say where it is.
    pub fn title(&self) -> String {
        self.name()
    }

    /// Tells whether it is a folder.
    pub fn is_folder(&self) -> bool {
        self.kind() == "directory"
    }

    /// Tells whether the page may write; `ask` lets the browser ask, after a press of a button.
    pub async fn permission(&self, ask: bool) -> Permission {
        let how = object(&[("mode", js::text("readwrite"))]);
        let asked = if ask { self.request_permission(&how) } else { self.query_permission(&how) };
        let said = done(asked).await.ok().and_then(|said| said.as_string());
        match said.as_deref() {
            Some("granted") => Permission::Granted,
            Some("denied") => Permission::Denied,
            _ => Permission::Ask,
        }
    }

    /// Lists the names in a folder.
    pub async fn names(&self) -> Result<Vec<String>, Fault> {
        let keys = self.keys().map_err(fault)?;
        let mut names = Vec::new();
        loop {
            let next: IteratorNext = done(keys.next()).await?.unchecked_into();
            if next.done() {
                return Ok(names);
            }
            names.extend(next.value().as_string());
        }
    }

    /// Gives a file of a folder, made if need be.
    pub async fn file(&self, name: &str, make: bool) -> Result<Handle, Fault> {
        let how = object(&[("create", make.into())]);
        Ok(done(self.get_file_handle(name, &how)).await?.unchecked_into())
    }

    /// Deletes a file of a folder.
    pub async fn remove(&self, name: &str) -> Result<(), Fault> {
        done(self.remove_entry(name)).await.map(drop)
    }

    /// Gives what a file is known by.
    pub async fn mark(&self) -> Result<Mark, Fault> {
        self.look().await.map(|file| mark(&file))
    }

    /// Reads a file.
    pub async fn read(&self) -> Result<(String, Mark), Fault> {
        let file = self.look().await?;
        let text = done(Ok(file.text())).await?;
        Ok((String::from(text.unchecked_into::<JsString>()), mark(&file)))
    }

    async fn look(&self) -> Result<web_sys::File, Fault> {
        Ok(done(self.get_file()).await?.unchecked_into())
    }

    /// Writes a whole file and reads it back: it is the new one then, or still the old one.
    pub async fn put(&self, text: &str) -> Result<Mark, Fault> {
        let writing: Writing = done(self.create_writable()).await?.unchecked_into();
        let written = match done(writing.write(text)).await {
            Ok(_) => done(writing.close()).await,
            failed => failed,
        };
        if let Err(fault) = written {
            // What was written so far is thrown away; the file is as it was.
            let _ = done(writing.abort()).await;
            return Err(fault);
        }
        let (found, mark) = self.read().await?;
        if found == text { Ok(mark) } else { Err(Fault::Torn) }
    }
}

fn mark(file: &web_sys::File) -> Mark {
    Mark { modified: file.last_modified(), size: file.size() }
}

async fn done(promise: Result<Promise, JsValue>) -> Result<JsValue, Fault> {
    JsFuture::from(promise.map_err(fault)?).await.map_err(fault)
}

fn object(fields: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        js::set(&object, name, value);
    }
    object
}

fn fault(e: JsValue) -> Fault {
    let text = |name: &str| js::get(&e, name).and_then(|text| text.as_string());
    match text("name").as_deref() {
        Some("AbortError") => Fault::Dismissed,
        Some("NotAllowedError" | "SecurityError") => Fault::Forbidden,
        Some("NotFoundError") => Fault::Gone,
        Some("QuotaExceededError") => Fault::Full,
        _ => Fault::Other(text("message").unwrap_or_default()),
    }
}
