// The app without a network, and from one version to another: with the service worker in place, on
// a host that changes, breaks and goes away under open tabs.

import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, file, smallBoard, test as base } from './helpers/app.mjs';
import { Host, SITE, makeVersion } from './helpers/host.mjs';
import { entry } from './helpers/seal.mjs';
import { Workspace } from './pages/workspace.mjs';

const test = base.extend({
  folder: ['/', { option: true }],
  host: async ({ folder }, use) => {
    const host = await new Host(folder).start();
    await use(host);
    await host.down().catch(() => {});
  },
  baseURL: async ({ host }, use) => use(host.url),
});
test.use({ serviceWorkers: 'allow' });
// Versions are whole copies of the site.
test.setTimeout(90_000);

const NEW = 'A new version of Throughline is here.';
/** A version is told when every file of it was fetched and its sum was found right. */
const WHOLE = { timeout: 20_000 };

/** Opens the app and waits until the service worker has all of it. */
async function visit(app, host, hash = '') {
  await app.open(host.url + hash);
  await app.page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}

async function another(context, host) {
  const other = new Workspace(await context.newPage());
  await visit(other, host);
  return other;
}

/** The version that waits. */
function waiting(page) {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const channel = new MessageChannel();
    const answer = new Promise((resolve) => { channel.port1.onmessage = (e) => resolve(e.data); });
    registration.waiting?.postMessage('version', [channel.port2]);
    return registration.waiting && answer;
  });
}

/** The version of the page and of what serves it; a mixed page has two. */
function versions(page) {
  return page.evaluate(async () => {
    const own = document.querySelector('script[data-version]').dataset.version;
    const channel = new MessageChannel();
    const answer = new Promise((resolve) => { channel.port1.onmessage = (e) => resolve(e.data); });
    navigator.serviceWorker.controller.postMessage('version', [channel.port2]);
    return { page: own, worker: await answer };
  });
}

/** The version that runs: its mark is in the code itself. */
const deploy = (page) => page.evaluate(() => globalThis.deploy ?? 'built');

async function expectVersion(app, name) {
  await expect.poll(() => deploy(app.page).catch(() => 'loading')).toBe(name);
  await app.ready();
  const { page, worker } = await versions(app.page);
  expect(page).toBe(worker);
}

/** Looks for a new version, by the menu, unless the browser has found it by itself. */
async function check(app) {
  const places = app.page.getByRole('navigation', { name: 'Places' });
  const entry = app.page.getByRole('menuitem', { name: /Check for updates|Update to the new version/ });
  await expect(async () => {
    await app.page.keyboard.press('Escape');
    await places.locator('.workspace-button').click();
    await expect(entry).toBeVisible({ timeout: 500 });
  }).toPass();
  if (await entry.textContent() === 'Check for updates') await entry.click();
  else await app.page.keyboard.press('Escape');
}

async function update(app) {
  await app.pickWhenThere('Update to the new version');
}

const caches = (page) => page.evaluate(async () => (await globalThis.caches.keys()).length);

test.describe('without a network', () => {
  for (const folder of ['/', '/some/folder/']) {
    test.describe(`in ${folder}`, () => {
      test.use({ folder });

      test('the second visit shows every view, reads files and counts', async ({ app, host, page }) => {
        await visit(app, host);
        await app.choice('Open the sample').click();
        await app.cards.first().waitFor();
        await host.down();
        for (const lens of ['portfolio', 'product', 'program', 'project']) {
          for (const [view, content] of [['board', '[data-card]'], ['roadmap', '[data-bar]'],
            ['kpis', '[data-kpi]'], ['table', '[role=gridcell], [data-row]']]) {
            // Each is a first paint of its own.
            await page.goto('about:blank');
            await app.open(`${host.url}#/${lens}/${view}`);
            await expect(page.locator(`main[data-lens=${lens}][data-view=${view}]`)).toBeVisible();
            await expect(page.locator(content).first(), `${lens} ${view}`).toBeVisible();
            await expect(page.locator('.part-missing')).toHaveCount(0);
          }
        }
        await page.goto(`${host.url}#/project/board`);
        await app.import(file('garden.json', JSON.stringify(smallBoard())));
        await app.confirmImport();
        await expect(app.card('Beans')).toBeVisible();
        await app.openCard('Beans');
        await expect(app.panel).toContainText('Beans');
        await app.reload();
        await expect(app.card('Beans')).toBeVisible();
        const saving = page.waitForEvent('download');
        await app.pick('Export as CSV');
        expect((await saving).suggestedFilename()).toMatch(/\.csv$/);
      });

      test('what is no file of the site is not answered with the page', async ({ app, host, page, faults }) => {
        faults.allow(/status of 404 .*(nothing\.wasm|app-0000000000000000)/);
        await visit(app, host);
        const ask = (name) => page.evaluate(async (path) => {
          const answer = await fetch(path);
          return [answer.status, answer.headers.get('content-type')];
        }, name);
        for (const isUp of [true, false]) {
          if (!isUp) await host.down();
          expect((await ask('nothing.wasm'))[0]).toBe(404);
          expect((await ask('app-0000000000000000/throughline.js'))[0]).toBe(404);
          expect(await ask('manifest.webmanifest')).toEqual([200, 'application/manifest+json']);
        }
      });
    });
  }

  test('every file of the site is kept, each once', async ({ app, host, page }) => {
    await visit(app, host);
    const worker = await readFile(`${SITE}/sw.js`, 'utf8');
    const names = [...worker.matchAll(/^ {2}'(.+)': '[0-9a-f]{64}',$/gm)].map((found) => found[1]);
    expect(names).toContain('index.html');
    expect(names.length).toBeGreaterThan(12);
    const kept = await page.evaluate(async () => {
      const [name] = await globalThis.caches.keys();
      const requests = await (await globalThis.caches.open(name)).keys();
      return requests.map((request) => request.url);
    });
    expect(kept.sort()).toEqual(names.map((name) => host.url + name).sort());
  });

  test('what the browser threw away is fetched again', async ({ app, host, page }) => {
    await visit(app, host);
    const all = await page.evaluate(async () => {
      const [name] = await globalThis.caches.keys();
      const cache = await globalThis.caches.open(name);
      const requests = await cache.keys();
      for (const request of requests) await cache.delete(request);
      return requests.length;
    });
    const n = () => page.evaluate(async () => {
      const [name] = await globalThis.caches.keys();
      return (await (await globalThis.caches.open(name)).keys()).length;
    });
    expect(await n()).toBe(0);
    await app.reload();
    await expect(app.choice('Open the sample')).toBeVisible();
    await expect.poll(n).toBe(all);
    await host.down();
    await app.reload();
    await expect(app.choice('Open the sample')).toBeVisible();
  });

  test('where there are no service workers it starts and offers no updates', async ({ app, page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined });
    });
    await app.startEmpty();
    await page.getByRole('navigation', { name: 'Places' }).locator('.workspace-button').click();
    await expect(page.getByRole('menuitem', { name: 'Storage and safety' })).toBeVisible();
    await expect(page.getByRole('menuitem', { name: /update/i })).toHaveCount(0);
  });
});

test.describe('a new version', () => {
  test('waits, then all tabs change to it together and nothing is lost', async ({ app, context, host, page }) => {
    await visit(app, host);
    await app.choice('Start empty').click();
    await app.createPlace('New project', 'Harbor', 'Create project');
    await app.addTo(app.columns.first(), ['Chart the coast']);
    const other = await another(context, host);
    await other.card('Chart the coast').waitFor();
    await page.bringToFront();
    await app.dismiss();
    host.deploy(await makeVersion('two'));
    await check(app);
    await expect(app.toast(NEW)).toBeVisible(WHOLE);
    await expect(app.toast('all tabs change to it together')).toBeVisible();
    await expectVersion(app, 'built');
    // The old version is whole while the new one waits and the host has no other.
    await other.page.bringToFront();
    await other.page.goto(`${host.url}#/project/kpis`);
    await other.reload();
    await expect(other.page.locator('[data-kpi]').first()).toBeVisible();
    await expectVersion(other, 'built');
    // What stands in a field that saves when it is left is saved.
    await other.page.goto(`${host.url}#/project/board`);
    await other.openCard('Chart the coast');
    await other.panel.getByRole('button', { name: /^Title: / }).click();
    await other.panel.getByRole('textbox', { name: 'Title' }).fill('Chart the whole coast');
    await page.bringToFront();
    await update(app);
    await expectVersion(app, 'two');
    await expectVersion(other, 'two');
    await expect(app.card('Chart the whole coast')).toBeVisible();
    // What was here under the old version can be brought back.
    await app.pick('Time machine');
    await expect(app.dialog('Time machine').locator('[data-point]')
      .filter({ hasText: 'Before a new version of the app' })).toHaveCount(1);
    await page.keyboard.press('Escape');
    // Nobody uses the old version any more.
    await page.reload();
    await expect.poll(() => caches(page)).toBe(1);
    await host.down();
    await app.reload();
    await expectVersion(app, 'two');
  });

  test('does not take what is being typed in another tab', async ({ app, context, host, page }) => {
    await visit(app, host);
    await app.choice('Start empty').click();
    await app.createPlace('New project', 'Harbor', 'Create project');
    const other = await another(context, host);
    await other.columns.first().waitFor();
    await other.page.keyboard.press('c');
    const title = other.dialog('New item').getByRole('textbox', { name: 'Title' });
    await title.fill('Half a tho');
    await page.bringToFront();
    await app.dismiss();
    host.deploy(await makeVersion('two'));
    await check(app);
    await update(app);
    await expect(app.toast('Not updated yet')).toBeVisible();
    await expectVersion(app, 'built');
    await expect(title).toHaveValue('Half a tho');
    await other.page.bringToFront();
    await title.fill('');
    await other.page.keyboard.press('Escape');
    await page.bringToFront();
    await update(app);
    await expectVersion(app, 'two');
    await expectVersion(other, 'two');
  });

  test('can be skipped, and taken back', async ({ app, host }) => {
    await visit(app, host);
    host.deploy(await makeVersion('two'));
    await check(app);
    await expect(app.toast(NEW)).toBeVisible(WHOLE);
    await app.dismiss();
    const three = await makeVersion('three');
    host.deploy(three);
    await app.reload();
    await expect(app.toast(NEW).first()).toBeVisible();
    await expectVersion(app, 'built');
    // The second new one takes the place of the first, which nobody took.
    const page = await readFile(`${three}/index.html`, 'utf8');
    const newest = /data-version="(\w+)"/.exec(page)[1];
    await expect.poll(() => waiting(app.page)).toBe(newest);
    await update(app);
    await expectVersion(app, 'three');

    host.deploy(SITE);
    await check(app);
    await app.toast(NEW).getByRole('button', { name: 'Update' }).click();
    await expectVersion(app, 'built');
    await app.reload();
    await expect.poll(() => caches(app.page)).toBe(1);
  });

  test('that does not arrive whole never becomes active', async ({ app, host, faults }) => {
    // The browser names what the new version lacks.
    faults.allow(/^console: Failed to load resource/);
    await visit(app, host);
    const two = await makeVersion('two');
    const wrong = {
      'a file is missing': [/split_\w+\.wasm$/, () => ({ status: 404 })],
      'the page in the place of code': [/\.wasm$/, () => ({ type: 'text/html', body: '<!doctype html>' })],
      'a file is cut short': [/throughline\.js$/, (body) => ({ body: body.subarray(0, 1_000) })],
      'one byte is another': [/main-\w+\.css$/, (body) => ({ body: Buffer.concat([body, Buffer.from(' ')]) })],
      'the host fails': [/worker_bg\.wasm$/, () => ({ status: 500 })],
    };
    for (const [name, [pattern, fault]] of Object.entries(wrong)) {
      await test.step(name, async () => {
        host.deploy(two);
        host.faults.set(pattern, fault);
        await check(app);
        await expect(app.toast('did not arrive whole')).toBeVisible();
        await app.dismiss();
        await app.reload();
        await expectVersion(app, 'built');
        expect(await app.page.evaluate(async () =>
          Boolean((await navigator.serviceWorker.getRegistration()).waiting))).toBe(false);
        await expect.poll(() => caches(app.page)).toBe(1);
      });
    }
    host.deploy(two);
    await check(app);
    await update(app);
    await expectVersion(app, 'two');
  });

  test('that comes between a page and its service worker is told', async ({ app, host }) => {
    const two = await makeVersion('two');
    host.faults.set(/^sw\.js$/, () => {
      host.deploy(two);
      return { status: 200, body: replaced };
    });
    const replaced = await readFile(`${two}/sw.js`);
    await visit(app, host);
    await expect(app.toast(NEW)).toBeVisible(WHOLE);
    expect(await deploy(app.page)).toBe('built');
    await update(app);
    await expectVersion(app, 'two');
  });

  test('is found and taken where the old one does not start', async ({ app, host, page, faults }) => {
    faults.allow(/./);
    // A version that is broken, and whole.
    const broken = await makeVersion('broken');
    const page1 = await readFile(`${broken}/index.html`, 'utf8');
    const script = /data-js="\.\/([^"]+)"/.exec(page1)[1];
    await writeFile(`${broken}/${script}`, 'export default () => { throw new Error("broken"); };');
    const { execFileSync } = await import('node:child_process');
    execFileSync(process.env.THROUGHLINE_XTASK
      ?? fileURLToPath(new URL('../../target/debug/xtask', import.meta.url)), ['list', broken]);
    host.deploy(broken);
    await page.goto(host.url);
    await expect(page.locator('.rescue')).toContainText('could not start');
    await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
    host.deploy(SITE);
    await page.reload();
    await expect(page.locator('.rescue')).toBeVisible();
    await page.getByRole('button', { name: 'Get the newest version' }).click();
    await expectVersion(app, 'built');
  });

  test('says so when there is none, and when nobody answers', async ({ app, host }) => {
    await visit(app, host);
    await check(app);
    await expect(app.toast('This is the newest version.')).toBeVisible();
    await host.down();
    await check(app);
    await expect(app.toast('Nobody answers')).toBeVisible();
  });
});

test('the way out takes the service worker and its files, and leaves the work', async ({ app, host, page }) => {
  await visit(app, host);
  await app.choice('Start empty').click();
  await app.createPlace('New project', 'Harbor', 'Create project');
  const body = await readFile(fileURLToPath(new URL('../../src/pwa/retire.js', import.meta.url)));
  host.faults.set(/^sw\.js$/, () => ({ body }));
  const loads = host.asked.filter((name) => name === 'index.html').length;
  await page.evaluate(async () => { (await navigator.serviceWorker.getRegistration()).update(); });
  // The page comes from the host again by itself.
  await expect.poll(() => host.asked.filter((name) => name === 'index.html').length).toBeGreaterThan(loads);
  await app.ready();
  await expect(page.getByRole('link', { name: 'Harbor' })).toBeVisible();
  await expect.poll(() => caches(page)).toBe(0);
  await app.reload();
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBe(null);
});

test('a tab of an older version freezes when a newer one has saved', async ({ app, host, page }) => {
  await visit(app, host);
  await app.choice('Start empty').click();
  await app.createPlace('New project', 'Harbor', 'Create project');
  const [key, value] = entry('newer', 1, 2, '{}');
  await page.evaluate(([name, text]) => localStorage.setItem(name, text), [key, value]);
  const stored = () => page.evaluate(() => JSON.stringify(
    Object.entries(localStorage).filter(([name]) => name.startsWith('tl1/')).sort()));
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  const before = await stored();
  await app.columns.first().getByRole('button', { name: 'Add item' }).click();
  await app.columns.first().getByRole('textbox', { name: 'Title of the new item' }).fill('Too late');
  await page.keyboard.press('Enter');
  await expect(app.toast('belongs to a newer version of Throughline')).toBeVisible();
  await expect(app.saveState).toHaveAttribute('data-save-state', 'failed');
  expect(await stored()).toBe(before);
  // Opened again it shows what is there, and still writes nothing.
  await app.reload();
  await expect(app.main.getByRole('status')).toContainText('A newer version of Throughline saved this');
  await expect(page.getByRole('link', { name: 'Harbor' })).toBeVisible();
  expect(await stored()).toBe(before);
});
