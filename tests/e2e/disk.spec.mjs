// What shows as “Saved to disk” survives the death of the browser, and whatever happens to one of
// the two copies, the work is there again, with a word about it. `FAULTS=50` runs every kill.

import { chromium } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectAccessible } from './helpers/axe.mjs';
import { reseal } from './helpers/envelope.mjs';
import { expect, test } from './helpers/app.mjs';
import { watch } from './helpers/test.mjs';
import { Workspace } from './pages/workspace.mjs';

const KILLS = Number(process.env.FAULTS ?? 3);

const onDisk = (app) => expect(app.saveState).toHaveAttribute('data-disk', 'even', { timeout: 15_000 });

const openStorage = async (app) => {
  await app.saveState.click();
  const dialog = app.dialog('Storage and safety');
  await dialog.waitFor();
  return dialog;
};

async function quickAdd(app, title) {
  const column = app.columns.first();
  const field = column.getByRole('textbox', { name: 'Title of the new item' });
  if (await field.count() === 0) await column.getByRole('button', { name: 'Add item' }).click();
  await field.fill(title);
  await field.press('Enter');
  await expect(field).toHaveValue('');
}

async function titles(app) {
  const { text } = await app.export();
  return (JSON.parse(text).items ?? []).map((item) => item.title);
}

/** Starts a browser on a profile of its own. */
async function launch(profile, { baseURL, launchOptions }) {
  const context = await chromium.launchPersistentContext(profile, {
    ...launchOptions, baseURL, locale: 'en-US', timezoneId: 'UTC',
    viewport: { width: 1440, height: 900 },
  });
  const faults = await watch(context, new URL(baseURL).origin);
  const app = new Workspace(context.pages()[0] ?? await context.newPage());
  return { context, faults, app };
}

async function kill(context) {
  const session = await context.browser().newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const closed = context.waitForEvent('close');
  process.kill(processInfo.find(({ type }) => type === 'browser').id, 'SIGKILL');
  await closed;
}

test(`the browser is killed in the middle of editing, ${KILLS} times`, async ({
  baseURL, launchOptions,
}) => {
  test.setTimeout(60_000 + KILLS * 40_000);
  const profile = await mkdtemp(join(tmpdir(), 'throughline-'));
  const kept = [];
  let seed = 7;
  const roll = (n) => (seed = (seed * 48271) % 2147483647) % n;
  try {
    let run = await launch(profile, { baseURL, launchOptions });
    await run.app.startEmpty();
    await onDisk(run.app);
    for (let round = 0; round < KILLS; round += 1) {
      for (let n = 0; n <= roll(4); n += 1) {
        const title = `Kept ${round}.${n}`;
        await quickAdd(run.app, title);
        await onDisk(run.app);
        kept.push(title);
      }
      // Then the browser dies, after what is acknowledged and in the middle of the next.
      const dying = quickAdd(run.app, `Perhaps ${round}`).catch(() => {});
      await new Promise((done) => setTimeout(done, roll(120)));
      await kill(run.context);
      await dying;
      run = await launch(profile, { baseURL, launchOptions });
      await run.app.open('/');
      await expect.poll(() => titles(run.app), { timeout: 15_000 }).toEqual(expect.arrayContaining(kept));
      const found = await titles(run.app);
      expect(found.filter((title) => title.startsWith('Kept')).sort()).toEqual([...kept].sort());
      await expect(run.app.choice('Start empty')).toHaveCount(0);
      await expect(run.app.toast('damaged')).toHaveCount(0);
      expect(run.faults.unexpected).toEqual([]);
      await onDisk(run.app);
    }
    console.log(`disk: ${KILLS} kills, ${kept.length} changes on the disk, none lost`);
    await run.context.close();
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

test('local storage cleared between visits: the work comes back, with a word', async ({ app, page }) => {
  await app.startWith([['Chart the coast', 'Buy rope']]);
  await onDisk(app);
  await page.addInitScript(() => {
    if (!sessionStorage.getItem('cleared')) localStorage.clear();
    sessionStorage.setItem('cleared', 'yes');
  });
  await app.reload();
  await expect(app.toast('brought back from the second copy')).toBeVisible();
  await expect(app.card('Chart the coast')).toBeVisible();
  await expect(app.choice('Start empty')).toHaveCount(0);
  await onDisk(app);
  await app.reload();
  await expect(app.card('Buy rope')).toBeVisible();
  await expect(app.toast('brought back')).toHaveCount(0);
});

test('local storage cleared under a running tab: it writes everything again and says so', async ({
  app, page,
}) => {
  await app.startWith([['Chart the coast']]);
  await onDisk(app);
  await page.evaluate(() => localStorage.clear());
  await expect(app.toast('was cleared while Throughline was open')).toBeVisible({ timeout: 10_000 });
  await quickAdd(app, 'Buy rope');
  await onDisk(app);
  await app.reload();
  await expect(app.card('Chart the coast')).toBeVisible();
  await expect(app.card('Buy rope')).toBeVisible();
});

test('the last changes missing from local storage come back from the copy', async ({ app, page }) => {
  await app.startWith([['Chart the coast']]);
  await onDisk(app);
  const before = await page.evaluate(() => ({ ...localStorage }));
  await quickAdd(app, 'Buy rope');
  await quickAdd(app, 'Paint the boat');
  await onDisk(app);
  // As after a crash of the browser: local storage is what it was some seconds ago.
  await page.addInitScript((old) => {
    if (sessionStorage.getItem('rolled')) return;
    sessionStorage.setItem('rolled', 'yes');
    localStorage.clear();
    for (const [key, value] of Object.entries(old)) localStorage.setItem(key, value);
  }, before);
  await app.reload();
  await expect(app.toast('brought back from the second copy')).toBeVisible();
  await expect(app.card('Buy rope')).toBeVisible();
  await expect(app.card('Paint the boat')).toBeVisible();
});

test('damaged values are mended from the copy', async ({ app, page }) => {
  await app.startWith([['Chart the coast']]);
  await onDisk(app);
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage).filter((k) => /^tl1\/(s|j)\//.test(k))) {
      localStorage.setItem(key, localStorage.getItem(key).slice(0, -5));
    }
  });
  await app.reload();
  await expect(app.toast('mended from the second copy')).toBeVisible();
  await expect(app.card('Chart the coast')).toBeVisible();
});

for (const [how, script] of [
  ['absent', () => Object.defineProperty(globalThis, 'indexedDB', { get: () => undefined })],
  ['denied', () => {
    IDBFactory.prototype.open = () => { throw new DOMException('Denied.', 'SecurityError'); };
  }],
  ['silent', () => { IDBFactory.prototype.open = () => new EventTarget(); }],
  ['failing', () => {
    IDBObjectStore.prototype.put = () => { throw new DOMException('Broken.', 'UnknownError'); };
  }],
  ['full', () => {
    IDBObjectStore.prototype.put = () => { throw new DOMException('Full.', 'QuotaExceededError'); };
  }],
]) {
  test(`IndexedDB ${how}: it starts, works, and says that there is no second copy`, async ({
    app, page,
  }) => {
    await page.addInitScript(script);
    await app.startWith([['Chart the coast']]);
    await expect(app.saveState).toHaveAttribute('data-save-state', 'saved');
    await expect(app.saveState).toHaveAttribute('data-disk', 'off', { timeout: 15_000 });
    await expect(app.saveState).toHaveAttribute('title', /no second copy/);
    await app.reload();
    await expect(app.card('Chart the coast')).toBeVisible();
  });
}

test('the quota of the browser is used up: it says so, keeps the work, and writes all of it once there is room', async ({
  app, page, context,
}) => {
  const session = await context.newCDPSession(page);
  const { origin } = new URL(test.info().project.use.baseURL);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 400_000 });
  await app.startWith([['Chart the coast']]);
  await onDisk(app);
  // Letters that no compression makes fewer.
  const long = randomBytes(300_000).toString('hex');
  await app.openCard('Chart the coast');
  const description = app.panel.locator('[data-field="description"]');
  await description.getByRole('button', { name: /add description/i }).click();
  await description.getByRole('textbox', { name: 'Description' }).fill(long);
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Escape');
  await expect(app.saveState).toHaveAttribute('data-disk', 'off', { timeout: 15_000 });
  await expect(app.saveState).toHaveAttribute('data-save-state', 'saved');
  await expect(app.saveState).toHaveAttribute('title', /no second copy/);
  await app.reload();
  await expect(app.saveState).toHaveAttribute('data-disk', 'off', { timeout: 15_000 });
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await expect(app.saveState).toHaveAttribute('data-disk', 'even', { timeout: 60_000 });
  // The second copy alone has all of it.
  await page.evaluate(() => localStorage.clear());
  await app.reload();
  await app.card('Chart the coast').waitFor();
  expect((await app.export()).text).toContain(long);
});

test('both denied: it starts in memory, says so, and can be used', async ({ app, page }) => {
  await page.addInitScript(() => {
    const deny = { get() { throw new DOMException('Access is denied.', 'SecurityError'); } };
    Object.defineProperty(globalThis, 'localStorage', deny);
    Object.defineProperty(globalThis, 'indexedDB', deny);
  });
  await app.open();
  await expect(app.saveState).toContainText('In memory only');
  await app.choice('Start empty').click();
  await app.createPlace('New project', 'Harbor', 'Create project');
  await app.addTo(app.columns.first(), ['Chart the coast']);
  await expect(app.card('Chart the coast')).toBeVisible();
});

test('a read-only visit writes nothing', async ({ app, page }) => {
  await app.startWith([['Chart the coast']]);
  await onDisk(app);
  const stored = () => page.evaluate(() => JSON.stringify(
    Object.entries({ ...localStorage }).filter(([key]) => key.startsWith('tl1/')).sort()));
  const before = await stored();
  const dialog = await openStorage(app);
  await dialog.getByRole('button', { name: 'Open read-only' }).click();
  await expect(app.main).toContainText('This visit is read-only');
  await quickAdd(app, 'Not to be kept');
  await expect(app.card('Not to be kept')).toBeVisible();
  expect(await stored()).toBe(before);
  await (await openStorage(app)).getByRole('button', { name: 'Leave read-only' }).click();
  await expect(app.saveState).toHaveAttribute('data-save-state', 'saved');
  await expect(app.card('Chart the coast')).toBeVisible();
  await expect(app.card('Not to be kept')).toHaveCount(0);
});

test('a clock that jumps a year changes nothing', async ({ app, page }) => {
  await page.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() + (globalThis.shiftedYears ?? 0) * 365 * 86_400_000;
  });
  await app.startEmpty();
  const all = [];
  for (const years of [1, -1, 0]) {
    await page.evaluate((n) => { globalThis.shiftedYears = n; }, years);
    const title = `In year ${years}`;
    await quickAdd(app, title);
    all.push(title);
  }
  await onDisk(app);
  await app.reload();
  await expect.poll(async () => (await titles(app)).sort()).toEqual(all.sort());
});

test('the storage page says what is kept where, checks it, and is accessible', async ({ app, page }) => {
  await app.startWith([['Chart the coast']]);
  await onDisk(app);
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const dialog = await openStorage(app);
    await expect(dialog.locator('[data-place=copy]')).toContainText('It holds everything.');
    await expect(dialog.locator('[data-place=copy]')).toContainText('Last written');
    await dialog.getByRole('button', { name: 'Check what is stored' }).click();
    await expect(dialog.getByRole('status')).toContainText('Both hold the same.');
    await expectAccessible(page, 'html', `the storage page, ${colorScheme}`);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  }
});

test('a damaged copy is repaired', async ({ app, page }) => {
  await app.startWith([['Chart the coast']]);
  await onDisk(app);
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((k) => k.startsWith('tl1/s/'));
    localStorage.setItem(key, 'nonsense');
  });
  const dialog = await openStorage(app);
  await dialog.getByRole('button', { name: 'Check what is stored' }).click();
  await expect(dialog.getByRole('status')).toContainText('one of them damaged');
  await dialog.getByRole('button', { name: 'Repair' }).click();
  await expect(dialog.getByRole('status')).toContainText('Both hold the same.');
  await expect(dialog.getByRole('status')).not.toContainText('damaged');
});

test('forgetting everything takes typing, and nothing comes back', async ({ app, page, context }) => {
  await app.startWith([['Chart the coast']]);
  await onDisk(app);
  const other = new Workspace(await context.newPage());
  await other.open();
  await expect(other.card('Chart the coast')).toBeVisible();
  await page.bringToFront();
  const dialog = await openStorage(app);
  await dialog.getByRole('button', { name: 'Forget everything…' }).click();
  const forget = dialog.getByRole('button', { name: 'Forget everything for good' });
  await expect(forget).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'Type “forget everything”' }).fill('forget everything');
  await forget.click();
  await expect(app.choice('Start empty')).toBeVisible();
  // The other tab does not take it for an accident.
  await other.page.bringToFront();
  await expect(other.choice('Start empty')).toBeVisible({ timeout: 15_000 });
  await page.bringToFront();
  await app.reload();
  await expect(app.choice('Start empty')).toBeVisible();
});

test('three tabs that edit at the same time lose nothing, in either copy', async ({ app, page, context }) => {
  test.setTimeout(90_000);
  await app.startWith([['First']]);
  const tabs = [app];
  for (let n = 0; n < 2; n += 1) {
    const tab = new Workspace(await context.newPage());
    await tab.open();
    await tab.columns.first().waitFor();
    tabs.push(tab);
  }
  const all = ['First'];
  for (let round = 0; round < 4; round += 1) {
    await Promise.all(tabs.map(async (tab, n) => {
      const title = `Tab ${n} round ${round}`;
      all.push(title);
      await quickAdd(tab, title);
    }));
  }
  for (const tab of tabs) {
    await expect.poll(() => tab.total(), { timeout: 15_000 }).toBe(all.length);
    await tab.page.bringToFront();
    await onDisk(tab);
  }
  for (const tab of tabs.slice(1)) await tab.page.close();
  await page.bringToFront();
  await page.evaluate(() => {
    addEventListener('pagehide', () => localStorage.clear());
  });
  await app.reload();
  await expect(app.toast('brought back from the second copy')).toBeVisible();
  expect((await titles(app)).sort()).toEqual(all.sort());
});

test('when the WebAssembly dies, the rescue page has both copies, and nothing is lost', async ({
  app, page, faults,
}) => {
  faults.allow(/RuntimeError|unreachable|Simulated/);
  await app.startWith([['Chart the coast']]);
  await onDisk(app);
  await page.evaluate(() => {
    const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0,
      7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11]);
    // A trap, as a panic ends in one.
    WebAssembly.instantiate(bytes).then(({ instance }) => setTimeout(() => instance.exports.f()));
  });
  const rescue = page.locator('.rescue');
  await expect(rescue).toBeVisible();
  const saving = page.waitForEvent('download');
  await rescue.getByRole('button', { name: 'Save my data as a file' }).click();
  const chunks = [];
  for await (const chunk of await (await saving).createReadStream()) chunks.push(chunk);
  const { data, copy } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  expect(Object.keys(copy)).toContain('tl1/head');
  expect(copy['tl1/head']).toBe(data['tl1/head']);
  await rescue.getByRole('button', { name: 'Try again' }).click();
  await expect(app.card('Chart the coast')).toBeVisible();
});

test('beside a newer version nothing is written, and a reload shows the work', async ({ app, context, page }) => {
  await app.startWith([['Chart the coast']]);
  await onDisk(app);
  const all = () => page.evaluate(() => ({ ...localStorage }));
  const before = await all();
  const head = reseal('tl1/head', before['tl1/head'], 2);
  // Another tab has the newer version already and saves with it.
  const other = await context.newPage();
  const empty = { contentType: 'text/html', body: '<!doctype html><link rel="icon" href="data:,">' };
  await context.route('**/newer', (route) => route.fulfill(empty));
  await other.goto('/newer');
  await other.evaluate((value) => localStorage.setItem('tl1/head', value), head);

  await page.bringToFront();
  const column = app.columns.first();
  await column.getByRole('button', { name: 'Add item' }).click();
  const field = column.getByRole('textbox', { name: 'Title of the new item' });
  await field.fill('Paint the boat');
  await field.press('Enter');
  await expect(app.toast('newer version').first()).toBeVisible();
  await expect(field).toHaveValue('Paint the boat');
  await expect(app.card('Paint the boat')).toHaveCount(0);
  expect(await all()).toEqual({ ...before, 'tl1/head': head });

  await app.reload();
  await expect(app.saveState).toHaveAttribute('data-save-state', 'failed');
  await expect(app.saveState).toHaveAttribute('title', /newer version/i);
  await expect(app.choice('Open the sample')).toHaveCount(0);
  expect(await all()).toEqual({ ...before, 'tl1/head': head });
});
