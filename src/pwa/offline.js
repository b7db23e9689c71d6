// Keeps the app in this browser and up to date: registers the service worker, hears of new
// versions, switches all tabs to one together, hands on what the system opens the app with. It
// knows nothing of the work, and runs when the app does not.
//
// It talks with the app by events: `throughline:news` tells what happened, `throughline:ask` says
// what the person wants. News waits until the app says that it listens.

const version = document.querySelector('script[data-version]').dataset.version;
const base = new URL('./', document.baseURI);
const container = navigator.serviceWorker;
const tabs = new BroadcastChannel(`throughline ${base.pathname}`);
/** How often the host is asked for a new version without being told to, in milliseconds. */
const HOUR = 3_600_000;
/** How long other tabs have to say that something is typed there, in milliseconds. */
const PATIENCE = 500;

let registration;
let offer;
let checked = Date.now();
let isHeard = false;
let isToldOfBroken = false;
const unheard = [];

/** Begins; `offers` are offers to install that came before. */
export function begin(offers) {
  addEventListener('throughline:ask', onAsk);
  // Whoever of the two comes second speaks first.
  dispatchEvent(new CustomEvent('throughline:news', { detail: ['begun', null] }));
  addEventListener('beforeinstallprompt', takeOffer);
  addEventListener('appinstalled', () => {
    offer = undefined;
    tell('installed');
  });
  tabs.addEventListener('message', onTab);
  offers.splice(0).forEach(takeOffer);
  takeLaunches();
  takeShared();
  if (container) keep();
}

function tell(kind, what = null) {
  if (!isHeard) unheard.push([kind, what]);
  else dispatchEvent(new CustomEvent('throughline:news', { detail: [kind, what] }));
}

function onAsk(event) {
  if (event.detail === 'news') {
    isHeard = true;
    unheard.splice(0).forEach(([kind, what]) => tell(kind, what));
  }
  if (event.detail === 'check') check(true);
  if (event.detail === 'update') update();
  if (event.detail === 'install') install();
}

// —— the service worker

async function keep() {
  container.addEventListener('message', (event) => {
    if (event.data === 'version') event.ports[0].postMessage(version);
  });
  try {
    const before = await container.getRegistration(base);
    // The first service worker of all takes over a page of its own version, or of one as new.
    let isFirst = !before?.active;
    container.addEventListener('controllerchange', () => {
      onOther(!isFirst);
      isFirst = false;
    });
    registration = await container.register(new URL('sw.js', base), { updateViaCache: 'none' });
  } catch {
    // Forbidden, or out of reach: the app works as it would without.
    registration = undefined;
  }
  if (!registration) return;
  tell('kept');
  if (registration.installing) follow(registration.installing);
  registration.addEventListener('updatefound', () => follow(registration.installing));
  if (registration.waiting) ready();
  else if (container.controller) await onOther(false);
  container.controller?.postMessage('tidy');
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && Date.now() - checked > HOUR) check(false);
  });
}

/** Follows a new version until it is whole, or is not. */
function follow(worker) {
  let isWhole = false;
  worker.addEventListener('statechange', () => {
    if (worker.state === 'installed') {
      isWhole = true;
      if (container.controller) ready();
    } else if (worker.state === 'redundant' && !isWhole && container.controller) {
      if (!isToldOfBroken) tell('broken');
      isToldOfBroken = true;
    }
  });
}

/** Says that a version waits. Where the app has died, nobody hears of it: then a button does. */
function ready() {
  const rescue = document.querySelector('.rescue');
  if (!rescue) return tell('update');
  if (rescue.querySelector('[data-update]')) return undefined;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button';
  button.dataset.update = '';
  button.textContent = 'Get the newest version';
  button.addEventListener('click', update);
  return rescue.append(button);
}

async function check(isAsked) {
  checked = Date.now();
  isToldOfBroken &&= !isAsked;
  try {
    await registration.update();
  } catch {
    if (isAsked) tell('unreachable');
    return;
  }
  if (registration.waiting) ready();
  else if (!registration.installing && isAsked) tell('current');
}

/** Switches all tabs to the version that waits, unless something would be lost. */
async function update() {
  const worker = registration?.waiting;
  if (await isTyping() || await isTypingElsewhere()) return tell('typing');
  // Without a version that waits, the one that serves this page is another: opening it again will do.
  return worker ? worker.postMessage('switch') : location.reload();
}

/** Another version serves this page from now on. */
async function onOther(isSwitch) {
  const other = await versionOf(container.controller);
  if (other === undefined || other === version) return;
  if (isSwitch && !await isTyping()) location.reload();
  else ready();
}

function versionOf(worker) {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = (event) => resolve(event.data);
    setTimeout(resolve, 6 * PATIENCE);
    if (worker) worker.postMessage('version', [channel.port2]);
    else resolve();
  });
}

/** Whether words stand in a field that are saved nowhere. Fields that save on leaving are left. */
async function isTyping() {
  document.activeElement?.blur();
  await new Promise((resolve) => setTimeout(resolve, 50));
  const fields = document.querySelectorAll('textarea, dialog input, .rescue input');
  const isTyped = (field) => !['checkbox', 'radio', 'search', 'file'].includes(field.type)
    && !field.readOnly && field.value.trim() !== '';
  return !document.querySelector('.rescue') && [...fields].some(isTyped);
}

function isTypingElsewhere() {
  return new Promise((resolve) => {
    const hear = (event) => {
      if (event.data === 'typing') done(true);
    };
    const done = (is) => {
      tabs.removeEventListener('message', hear);
      resolve(is);
    };
    tabs.addEventListener('message', hear);
    setTimeout(done, PATIENCE, false);
    tabs.postMessage('is-typing');
  });
}

async function onTab(event) {
  if (event.data === 'is-typing' && await isTyping()) tabs.postMessage('typing');
}

// —— installing, and what the system opens the app with

function takeOffer(event) {
  event.preventDefault();
  offer = event;
  tell('installable');
}

async function install() {
  const { outcome } = await offer.prompt();
  // An offer can be made once.
  offer = undefined;
  tell(outcome === 'accepted' ? 'installed' : 'not-installed');
}

function takeLaunches() {
  act(new URL(location.href));
  let isFirst = true;
  globalThis.launchQueue?.setConsumer(async ({ targetURL, files = [] }) => {
    const isOwn = isFirst;
    isFirst = false;
    for (const handle of files) tell('file', await handle.getFile());
    // What this page was opened with, it shows already.
    if (!targetURL || isOwn) return;
    const url = new URL(targetURL);
    if (url.hash) location.hash = url.hash;
    act(url);
  });
}

/** Does what an address asks for, and takes it out of the page's own. */
function act(url) {
  const what = url.searchParams.get('do');
  if (!what) return;
  tell('act', what);
  const own = new URL(location.href);
  own.searchParams.delete('do');
  history.replaceState(history.state, '', own);
}

async function takeShared() {
  const name = `throughline-shared ${base.pathname}`;
  try {
    if (!await caches.has(name)) return;
    const kept = await (await caches.open(name)).match(new URL('share', base));
    await caches.delete(name);
    if (!kept) return;
    const file = await kept.blob();
    tell('file', new File([file], decodeURIComponent(kept.headers.get('X-Name')), { type: file.type }));
  } catch {
    tell('act', 'share-failed');
  }
}
