// Starts the application and, if the WebAssembly cannot start or dies, says so and gives the
// person's data back. It knows nothing of the application: it works when nothing else does.

performance.mark('throughline:start');

// A module has no document.currentScript.
const script = document.querySelector('script[data-wasm]');

// What the browser offers before anybody can take it.
const offers = [];
addEventListener('beforeinstallprompt', keepOffer);

start().then(() => whenIdle(stayOffline));

async function start() {
  // A panic aborts the WebAssembly: whatever it was doing, the page is dead from then on.
  addEventListener('error', (event) => noticeCrash(event.error));
  addEventListener('unhandledrejection', (event) => noticeCrash(event.reason));
  try {
    const base = document.baseURI;
    const module = await import(new URL(script.dataset.js, base).href);
    await module.default({ module_or_path: new URL(script.dataset.wasm, base) });
  } catch (error) {
    showRescue('Throughline could not start.', error);
  }
}

function keepOffer(event) {
  event.preventDefault();
  offers.push(event);
}

function whenIdle(act) {
  if (globalThis.requestIdleCallback) requestIdleCallback(act, { timeout: 5_000 });
  else setTimeout(act, 300);
}

// Also when the application did not start: a newer version may.
async function stayOffline() {
  try {
    // The same version as this file's.
    const offline = await import(`./offline.js${new URL(import.meta.url).search}`);
    removeEventListener('beforeinstallprompt', keepOffer);
    offline.begin(offers);
  } catch (error) {
    console.warn('Throughline will not open without a network.', error);
  }
}

function noticeCrash(error) {
  if (error instanceof WebAssembly.RuntimeError) {
    showRescue('Throughline has stopped because of a fault of its own.', error);
  }
}

function showRescue(what, error) {
  console.error(error);
  if (document.querySelector('.rescue')) return;
  const section = element('section', 'rescue');
  section.setAttribute('role', 'alert');
  section.append(
    element('h1', 'rescue-title', what),
    element('p', 'rescue-text', 'Your work is still in this browser’s storage; nothing was ' +
      'deleted. Save a copy of it first, then try again.'),
    element('p', 'rescue-reason', `What the browser said: ${reason(error)}`),
    button('Save my data as a file', saveRawData),
    button('Try again', () => location.reload()),
  );
  document.title = 'Throughline: stopped';
  // What is left of the application cannot answer any more.
  for (const rest of document.body.children) rest.hidden = true;
  document.body.append(section);
  section.querySelector('button').focus();
}

function reason(error) {
  if (typeof WebAssembly !== 'object') return 'it does not know WebAssembly.';
  return String(error?.message ?? error);
}

// Every key and value as they are stored: the file can be imported, or read by a person.
function saveRawData(event) {
  const data = {};
  try {
    for (let index = 0; index < localStorage.length; index += 1) {
      const key = localStorage.key(index);
      data[key] = localStorage.getItem(key);
    }
  } catch (error) {
    event.target.after(element('p', 'rescue-reason',
      `The browser does not give access to its storage: ${error.message}`));
    return;
  }
  const savedAt = new Date().toISOString();
  const content = { format: 'throughline-raw', savedAt, typed: typedText(), data };
  const file = new Blob([JSON.stringify(content, null, 1)], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = `throughline-raw-${savedAt.slice(0, 10)}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// What was typed and perhaps not saved when the application died.
function typedText() {
  const fields = document.querySelectorAll('textarea, input:not([type=file], [type=password])');
  return [...fields].map((field) => field.value).filter((text) => text.trim() !== '');
}

function button(text, act) {
  const made = element('button', 'button', text);
  made.type = 'button';
  made.addEventListener('click', act);
  return made;
}

function element(name, className, text = '') {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}
