// The service worker: keeps one whole version of the site in this browser and serves it from there,
// so that the app opens without a network. It knows files and versions; it never sees the work.
//
// `cargo xtask finish` writes the version and the files with their SHA-256 into the two lines below.

const VERSION = '';
const FILES = {};

const scope = new URL(self.registration.scope);
// The storage is one for the whole origin, and other copies may stand in other folders of it. No
// path holds a space, so no name begins like another's.
const OWN = `throughline ${scope.pathname} `;
const CACHE = OWN + VERSION;
/** Where a shared file waits until the page takes it. */
const SHARED = `throughline-shared ${scope.pathname}`;
/** How many files are fetched at once. */
const AT_ONCE = 4;
/** How long a page has to say its version, in milliseconds. */
const PATIENCE = 3_000;

self.addEventListener('install', (event) => event.waitUntil(install()));
// Pages that nobody serves yet, as on the first visit, are served from now on.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('message', onMessage);
self.addEventListener('fetch', onFetch);

function onMessage(event) {
  if (event.data === 'switch') self.skipWaiting();
  if (event.data === 'version') event.ports[0]?.postMessage(VERSION);
  if (event.data === 'tidy') event.waitUntil(tidy());
}

/** All or nothing: one file that is missing or not what it should be, and the old version goes on. */
async function install() {
  const wasThere = await caches.has(CACHE);
  const cache = await caches.open(CACHE);
  const names = Object.keys(FILES);
  const work = async () => {
    for (let name = names.shift(); name !== undefined; name = names.shift()) {
      await cache.put(new URL(name, scope), await fetchWhole(name));
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } catch (error) {
    names.length = 0;
    if (!wasThere) await caches.delete(CACHE);
    throw error;
  }
}

/** Fetches a file and checks that it is the one of this version. */
async function fetchWhole(name) {
  // Many hosts send those who ask for index.html on to the folder.
  const url = new URL(name === 'index.html' ? './' : name, scope);
  // A copy that the browser holds and the host confirms will do, unless it is damaged.
  for (const cache of ['no-cache', 'reload']) {
    const response = await fetch(url, { cache, redirect: 'error' });
    if (!response.ok) throw new Error(`${name}: the host answers ${response.status}.`);
    const bytes = await response.arrayBuffer();
    if (await digest(bytes) === FILES[name]) return kept(name, bytes, response.headers);
  }
  throw new Error(`${name} is not the file of version ${VERSION}.`);
}

async function digest(bytes) {
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(sum, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const TYPES = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  png: 'image/png',
  svg: 'image/svg+xml',
  wasm: 'application/wasm',
  webmanifest: 'application/manifest+json',
};

/** Makes the answer that is kept: the host's headers, but for how the bytes travelled. */
function kept(name, bytes, from) {
  const headers = new Headers(from);
  for (const gone of ['Content-Encoding', 'Content-Length', 'Vary', 'ETag']) headers.delete(gone);
  const type = TYPES[name.split('?')[0].split('.').at(-1)];
  if (type) headers.set('Content-Type', type);
  return new Response(bytes, { headers });
}

function onFetch(event) {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return;
  const name = url.pathname.slice(scope.pathname.length);
  if (request.method === 'POST' && name === 'share') event.respondWith(takeShared(request));
  if (request.method === 'GET') event.respondWith(answer(event, name || 'index.html', url.search));
}

async function answer(event, name, search) {
  // Files whose name never changes are asked for with their version behind it.
  const own = [name + search, name].find((one) => Object.hasOwn(FILES, one));
  if (own) {
    const cache = await caches.open(CACHE);
    return await cache.match(new URL(own, scope)) ?? heal(cache, own, event);
  }
  return await older(name + search) ?? elsewhere(event.request);
}

/** Finds a file for a page of an earlier version, which has not switched yet. */
async function older(name) {
  for (const cache of await caches.keys()) {
    if (!cache.startsWith(OWN) || cache === CACHE) continue;
    const found = await (await caches.open(cache)).match(new URL(name, scope));
    if (found) return found;
  }
  return undefined;
}

/** Fetches again what the browser has thrown away. Without the right one, the host's answer counts. */
async function heal(cache, name, event) {
  try {
    const response = await fetchWhole(name);
    await cache.put(new URL(name, scope), response.clone());
    event.waitUntil(healRest(cache));
    return response;
  } catch {
    return elsewhere(event.request);
  }
}

let isHealing = false;

/** Where one file went, others may be gone. */
async function healRest(cache) {
  if (isHealing) return;
  isHealing = true;
  try {
    for (const name of Object.keys(FILES)) {
      const url = new URL(name, scope);
      if (!await cache.match(url)) await cache.put(url, await fetchWhole(name));
    }
  } catch {
    // The next file that is missed tries again.
  }
  isHealing = false;
}

/** What is not of this site is the host's to answer. */
async function elsewhere(request) {
  try {
    return await fetch(request);
  } catch {
    return new Response('There is nothing at this address.\n', {
      status: 404,
      headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    });
  }
}

/** Keeps a file that another app shares, and opens the page, which takes it from there. */
async function takeShared(request) {
  const home = new URL('./', scope);
  try {
    const file = (await request.formData()).get('file');
    const name = encodeURIComponent(file.name);
    const cache = await caches.open(SHARED);
    await cache.put(new URL('share', scope), new Response(file, { headers: { 'X-Name': name } }));
  } catch {
    home.search = '?do=share-failed';
  }
  return Response.redirect(home, 303);
}

/** Deletes the versions before this one, once every page says that it is of this one. */
async function tidy() {
  if (self.registration.waiting || self.registration.installing) return;
  const all = await self.clients.matchAll({ includeUncontrolled: true, type: 'window' });
  const ours = all.filter((client) => client.url.startsWith(scope.href));
  const versions = await Promise.all(ours.map(versionOf));
  if (versions.some((version) => version !== VERSION)) return;
  const old = (await caches.keys()).filter((name) => name.startsWith(OWN) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

function versionOf(client) {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = (event) => resolve(event.data);
    setTimeout(resolve, PATIENCE);
    client.postMessage('version', [channel.port2]);
  });
}
