// Starts the background thread: the WebAssembly that stands beside this file. It knows nothing of
// what is asked there. The version in the address keeps an older copy from being taken.
importScripts('worker.js' + self.location.search);
wasm_bindgen({ module_or_path: 'worker_bg.wasm' + self.location.search }).catch((error) => {
  // The page hears of what is thrown, not of a promise that fails.
  setTimeout(() => { throw error; });
});
