//! Locks that the tabs of one browser share, so that one thing is done by one tab at a time. It
//! knows not what is done.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What is to be called once, by whoever comes first.
type Waiting = Rc<RefCell<Option<Box<dyn FnOnce()>>>>;

/// Calls back while no other tab of this browser does so under the same name; soon, but later than
/// now. Where the browser has no locks it calls back at once.
pub fn alone(name: &str, f: impl FnOnce() + 'static) {
    let waiting: Waiting = Rc::new(RefCell::new(Some(Box::new(f))));
    let run = move || {
        let f = waiting.borrow_mut().take();
        f.into_iter().for_each(|f| f());
    };
    let granted = Closure::once_into_js(run.clone());
    match request(name, &granted) {
        // Where the browser refuses, as for an origin without a name, it has called nothing.
        Some(promise) => wasm_bindgen_futures::spawn_local(async move {
            let _ = JsFuture::from(promise).await;
            run();
        }),
        None => run(),
    }
}

/// Asks for a lock, which is held while the callback runs. The browser's bindings count the
/// interface as unstable, so it is looked up by name; every browser of today has it.
fn request(name: &str, granted: &JsValue) -> Option<Promise> {
    let (locks, request) = locks()?;
    request.call2(&locks, &name.into(), granted).ok()?.dyn_into().ok()
}

fn locks() -> Option<(JsValue, Function)> {
    let navigator: JsValue = web_sys::window()?.navigator().into();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    Some((locks, request))
}

/// Does something that takes time while no other tab of this browser does so under the same name.
/// Where another is at it, nothing is done and the answer is `false`. Without locks it is done.
pub async fn turn(name: &str, work: impl Future<Output = ()> + 'static) -> bool {
    let began = Rc::new(Cell::new(false));
    let (told, work) = (began.clone(), RefCell::new(Some(work)));
    let granted = Closure::<dyn FnMut(JsValue) -> JsValue>::new(move |lock: JsValue| {
        let work = work.borrow_mut().take().filter(|_| !lock.is_null());
        let Some(work) = work else { return JsValue::UNDEFINED };
        told.set(true);
        wasm_bindgen_futures::future_to_promise(async move {
            work.await;
            Ok(JsValue::UNDEFINED)
        })
        .into()
    });
    let locks = locks();
    let promise = locks.and_then(|(locks, request)| {
        let options = Object::new();
        Reflect::set(&options, &"ifAvailable".into(), &true.into()).ok()?;
        request.call3(&locks, &name.into(), &options, granted.as_ref()).ok()?.dyn_into().ok()
    });
    let promise: Promise = promise.unwrap_or_else(|| {
        let call: &Function = granted.as_ref().unchecked_ref();
        let done = call.call1(&JsValue::NULL, &JsValue::UNDEFINED);
        Promise::resolve(&done.unwrap_or(JsValue::UNDEFINED))
    });
    let _ = JsFuture::from(promise).await;
    began.get()
}
