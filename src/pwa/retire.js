// The way out. Served as sw.js in place of the real one, it takes the service worker out of every
// browser that comes by: its files go, the pages load from the host again, the work stays.

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(retire()));

async function retire() {
  const { pathname } = new URL(self.registration.scope);
  const own = [`throughline ${pathname} `, `throughline-shared ${pathname}`];
  const names = await caches.keys();
  const gone = names.filter((name) => own.some((start) => name.startsWith(start)));
  await Promise.all(gone.map((name) => caches.delete(name)));
  // The pages that the old one served; a page that only registers this one goes on as it is.
  const pages = await self.clients.matchAll({ type: 'window' });
  await self.registration.unregister();
  await Promise.all(pages.map((page) => page.navigate(page.url).catch(() => {})));
}
