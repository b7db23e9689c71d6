// Starts the application and, if the WebAssembly cannot start or dies, says so and gives the
// person's data back. It knows nothing of the application: it works when nothing else does.

performance.mark('throughline:start');

const DATABASE = 'throughline';

// A module has no document.currentScript.
const script = document.querySelector('script[data-wasm]');

// What the browser offers before anybody can take it.
const offers = [];
addEventListener('beforeinstallprompt', keepOffer);

start().then(() => whenIdle(stayOffline));

// On a first visit there is no database: then the application need not wait for a second copy.
async function noteDatabase() {
  try {
    const all = await indexedDB.databases();
    if (!all.some(({ name }) => name === DATABASE)) document.documentElement.dataset.copy = 'none';
  } catch {
    // Where it cannot be asked, the application asks itself.
  }
}

async function start() {
  noteDatabase();
  // A panic aborts the WebAssembly: whatever it was doing, the page is dead from then on.
  addEventListener('error', (event) => noticeCrash(event.error));
  addEventListener('unhandledrejection', (event) => noticeCrash(event.reason));
  try {
    const base = document.baseURI;
    const module = await import(new URL(script.dataset.js, base).href);
    await module.default({ module_or_path: new URL(script.dataset.wasm, base) });
    styleLater(new URL(script.dataset.style, base));
  } catch (error) {
    showRescue('Throughline could not start.', error);
  }
}

// The sheet of what loads after the first paint. Without it that is plain, but there.
function styleLater(sheet) {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = sheet;
  link.onerror = () => document.documentElement.style.setProperty('--later', 'visible');
  document.head.append(link);
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
  offerPast(section);
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

// Every key and value as they are stored, and the second copy: the file can be imported, or read
// by a person. What cannot be read is left out and named; both missing is a failure.
async function saveRawData(event) {
  const { target } = event;
  const data = {};
  const problems = [];
  try {
    for (let index = 0; index < localStorage.length; index += 1) {
      const key = localStorage.key(index);
      data[key] = localStorage.getItem(key);
    }
  } catch (error) {
    problems.push(`The browser does not give access to its storage: ${error.message}`);
  }
  const copy = await readArea('mirror').catch((error) => {
    problems.push(`The second copy could not be read: ${error.message}`);
    return {};
  });
  for (const text of problems) target.after(element('p', 'rescue-reason', text));
  if (problems.length === 2) return;
  const savedAt = new Date().toISOString();
  const content = { format: 'throughline-raw', savedAt, problems, typed: typedText(), data, copy };
  const file = new Blob([JSON.stringify(content, null, 1)], { type: 'application/json' });
  download(file, `throughline-raw-${savedAt.slice(0, 10)}.json`);
}

function download(file, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// Offers the newest restore point, where there is one. Its bytes are the workspace's JSON, deflated.
async function offerPast(section) {
  const points = Object.values(await readArea('past').catch(() => ({})))
    .filter((point) => point?.bytes instanceof Uint8Array && Number.isFinite(point.at));
  const newest = points.sort((one, two) => two.at - one.at)[0];
  if (!newest) return;
  const day = new Date(newest.at);
  const save = async ({ target }) => {
    try {
      const unpack = (form) => new Response(
        new Blob([newest.bytes]).stream().pipeThrough(new DecompressionStream(form))).blob();
      const file = await unpack('deflate').catch(() => unpack('deflate-raw'));
      download(new Blob([file], { type: 'application/json' }),
        `throughline-${day.toISOString().slice(0, 10)}.json`);
    } catch (error) {
      target.after(element('p', 'rescue-reason', `It could not be unpacked: ${error.message}`));
    }
  };
  const name = newest.name ? `“${newest.name}”, ` : '';
  section.querySelector('button')
    .after(button(`Save the restore point ${name}${day.toLocaleString()}`, save));
}

// Gives all keys and values of an area of the database; nothing where there is none. Looking must
// not create it: what begins by being upgraded from nothing is taken back.
function readArea(name) {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('the browser’s database does not answer.')), 2_000);
    const opening = indexedDB.open(DATABASE);
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = () => (opening.error?.name === 'AbortError' ? resolve({}) : reject(opening.error));
    opening.onsuccess = () => {
      const database = opening.result;
      const found = {};
      try {
        const walk = database.transaction(name).objectStore(name).openCursor();
        walk.onerror = () => reject(walk.error);
        walk.onsuccess = () => {
          const at = walk.result;
          if (at) {
            found[at.key] = at.value;
            at.continue();
          } else {
            database.close();
            resolve(found);
          }
        };
      } catch (error) {
        database.close();
        reject(error);
      }
    };
  });
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
