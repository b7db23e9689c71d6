// Copies in files: written by themselves into a folder, never torn, never over what somebody else
// wrote, by one tab at a time; and a reminder where no page may write. The browser's own file system
// stands in for the disk: its folders are the same kind of handle.

import { expect, file, test } from './helpers/app.mjs';
import { expectAccessible } from './helpers/axe.mjs';

/** Lets the pickers give a folder of the browser's own file system, and its permission be set. */
async function stub(context) {
  await context.addInitScript(() => {
    // The page before the first has none.
    if (!globalThis.FileSystemHandle) return;
    const folder = async () => (await navigator.storage.getDirectory())
      .getDirectoryHandle('Backups', { create: true });
    globalThis.showDirectoryPicker = folder;
    globalThis.showSaveFilePicker = async ({ suggestedName }) =>
      (await folder()).getFileHandle(suggestedName, { create: true });
    const said = () => localStorage.getItem('test-permission') ?? 'granted';
    FileSystemHandle.prototype.queryPermission = async () => said();
    FileSystemHandle.prototype.requestPermission = async () => {
      const now = localStorage.getItem('test-answer') ?? said();
      localStorage.setItem('test-permission', now);
      return now;
    };
  });
}

/** Returns what lies in the folder: `{name: text}`. */
function folder(page) {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const backups = await root.getDirectoryHandle('Backups', { create: true });
    const found = {};
    for await (const [name, handle] of backups.entries()) {
      found[name] = await (await handle.getFile()).text();
    }
    return found;
  });
}

function put(page, files) {
  return page.evaluate(async (files) => {
    const root = await navigator.storage.getDirectory();
    const backups = await root.getDirectoryHandle('Backups', { create: true });
    for (const [name, text] of Object.entries(files)) {
      const writing = await (await backups.getFileHandle(name, { create: true })).createWritable();
      await writing.write(text);
      await writing.close();
    }
  }, files);
}

/** Opens the storage dialog and returns the section about copies. */
async function section(app, page) {
  await app.pick('Storage and safety');
  return page.locator('[data-section=copies]');
}

async function close(app, page) {
  await page.keyboard.press('Escape');
  await app.dialog('Storage and safety').waitFor({ state: 'detached' });
}

async function choose(app, page, name = 'Choose a folder…') {
  const part = await section(app, page);
  await part.getByRole('button', { name }).click();
  await expect(part.locator('[data-copy=on]')).toBeVisible();
  await expect(part.locator('[data-copy=last]')).toContainText('just now');
  await close(app, page);
}

const newest = async (page) => (await folder(page))['Workspace.json'];
const SLOW = { timeout: 20_000 };

test.setTimeout(60_000);
test.beforeEach(async ({ context }) => stub(context));

test('a folder gets the newest copy and a version, and the newest opens as the same workspace', async ({ app, page }) => {
  await app.startWith([['One', 'Two']]);
  await put(page, { 'holiday.txt': 'not ours' });
  await choose(app, page);
  const first = await app.export();
  expect(await newest(page)).toBe(first.text);
  const names = Object.keys(await folder(page)).sort();
  expect(names).toHaveLength(3);
  expect(names[0]).toMatch(/^Workspace \d{4}-\d\d-\d\d \d\d-\d\d-\d\dZ\.json$/);
  expect(names.slice(1)).toEqual(['Workspace.json', 'holiday.txt']);

  await app.addTo(app.columns.nth(0), ['Three']);
  await expect.poll(() => newest(page), SLOW).toContain('"title":"Three"');
  const copy = await newest(page);
  expect(copy).toBe((await app.export()).text);
  expect(Object.keys(await folder(page)), 'one version an hour').toHaveLength(3);

  // Through import, in an empty browser, it is the same workspace.
  await app.wipe();
  await app.import(file('Workspace.json', copy));
  await app.confirmImport();
  await expect(app.card('Three')).toBeVisible();
  expect((await app.export()).text).toBe(copy);
});

test('the ring keeps an hour, a day, a month, and what is not ours', async ({ app, page }) => {
  await app.startWith([['One']]);
  await choose(app, page);
  const hours = (n) => {
    const at = new Date(Date.now() - n * 3_600_000).toISOString();
    return `Workspace ${at.slice(0, 10)} ${at.slice(11, 19).replaceAll(':', '-')}Z.json`;
  };
  const ages = [2, 3, 5, 30, 31, 32, 40 * 24, 40 * 24 + 1, 3 * 365 * 24];
  const old = Object.fromEntries(ages.map((n) => [hours(n), `${n} hours old`]));
  const others = { 'Workspace (2) 2001-01-01 00-00-00Z.json': 'a', 'Workspace 2001.json': 'b' };
  await put(page, { ...old, ...others });
  await app.addTo(app.columns.nth(0), ['Two']);
  await expect.poll(() => newest(page), SLOW).toContain('"title":"Two"');
  const ofTheDay = (texts) => texts.filter((text) => /^3[012] hours old$/.test(text)).length;
  // Copies are let go one after the other.
  await expect.poll(async () => {
    const texts = Object.values(await folder(page));
    const gone = ['26280 hours old', '961 hours old'].filter((text) => texts.includes(text));
    return gone.length + Math.max(0, ofTheDay(texts) - 2);
  }, SLOW).toBe(0);
  const texts = Object.values(await folder(page));
  for (const n of [2, 3, 5]) expect(texts).toContain(`${n} hours old`);
  expect(texts).toContain('30 hours old');
  expect(texts).toEqual(expect.arrayContaining(['a', 'b']));
});

test('a write that fails half-way leaves the copy before whole, says so, and is tried again', async ({ app, page }) => {
  await app.startWith([['One']]);
  await choose(app, page);
  const before = await newest(page);
  await page.evaluate(() => {
    const { write } = FileSystemWritableFileStream.prototype;
    globalThis.healed = () => { FileSystemWritableFileStream.prototype.write = write; };
    FileSystemWritableFileStream.prototype.write = async function half(text) {
      await write.call(this, text.slice(0, 50));
      throw new DOMException('The device is full', 'QuotaExceededError');
    };
  });
  await app.addTo(app.columns.nth(0), ['Two']);
  await expect(app.toast('the disk is full')).toBeVisible(SLOW);
  await expect(app.card('Two'), 'editing goes on').toBeVisible();
  expect(await newest(page)).toBe(before);
  const part = await section(app, page);
  await expect(part.locator('[data-copy=failed]')).toContainText('Make room on it. The copy before is whole.');
  await close(app, page);
  await page.evaluate(() => globalThis.healed());
  await app.addTo(app.columns.nth(0), ['Three']);
  await expect.poll(() => newest(page), SLOW).toContain('"title":"Three"');
  await expect((await section(app, page)).locator('[data-copy=on]')).toBeVisible();
});

test('the chosen folder is known after a reload, and a lost permission is asked for with one press', async ({ app, page }) => {
  await app.startWith([['One']]);
  await choose(app, page);
  await app.reload();
  await app.addTo(app.columns.nth(0), ['Two']);
  await expect.poll(() => newest(page), SLOW).toContain('"title":"Two"');

  await page.evaluate(() => {
    localStorage.setItem('test-permission', 'prompt');
    localStorage.setItem('test-answer', 'granted');
  });
  await app.reload();
  await expect(app.toast('wait for your permission')).toBeVisible();
  await app.addTo(app.columns.nth(0), ['Three']);
  const part = await section(app, page);
  await expect(part.locator('[data-copy=waits]')).toBeVisible();
  expect(await newest(page)).not.toContain('"title":"Three"');
  await part.getByRole('button', { name: 'Allow' }).click();
  await expect(part.locator('[data-copy=on]')).toBeVisible();
  await expect.poll(() => newest(page), SLOW).toContain('"title":"Three"');
  await part.getByRole('button', { name: 'Stop' }).click();
  await expect(part.getByRole('button', { name: 'Choose a folder…' })).toBeVisible();
  await close(app, page);
  await app.reload();
  await expect((await section(app, page)).getByRole('button', { name: 'Choose a folder…' })).toBeVisible();
  expect(Object.keys(await folder(page)).length, 'the copies stay').toBeGreaterThan(1);
});

test('what somebody else wrote is kept beside, and a chosen file is not written over', async ({ app, page }) => {
  await app.startWith([['One']]);
  await choose(app, page);
  await put(page, { 'Workspace.json': 'by another hand' });
  await app.addTo(app.columns.nth(0), ['Two']);
  await expect.poll(() => newest(page), SLOW).toContain('"title":"Two"');
  const kept = Object.entries(await folder(page)).filter(([, text]) => text === 'by another hand');
  expect(kept).toHaveLength(1);
  expect(kept[0][0]).toMatch(/^Workspace kept /);

  const part = await section(app, page);
  await part.getByRole('button', { name: 'Stop' }).click();
  await part.getByRole('button', { name: 'Choose a file…' }).click();
  await expect(part.locator('[data-copy=on]')).toContainText('Workspace.json');
  await expect(part.locator('[data-copy=last]')).toContainText('just now');
  await close(app, page);
  await put(page, { 'Workspace.json': 'by a third hand' });
  await app.addTo(app.columns.nth(0), ['Three']);
  await expect(app.toast('something else has changed the file')).toBeVisible(SLOW);
  expect(await newest(page)).toBe('by a third hand');
});

test('two tabs: what either wrote is in the copy, and it is whole', async ({ app, context, page }) => {
  await app.startWith([['One']]);
  await choose(app, page);
  const other = await context.newPage();
  await other.goto('/');
  await other.locator('[data-card]').first().waitFor();
  await app.addTo(app.columns.nth(0), ['From the first']);
  await other.locator('[data-card]').nth(1).waitFor();
  const column = other.locator('[data-column]').nth(0);
  await column.getByRole('button', { name: 'Add item' }).click();
  const field = column.getByRole('textbox', { name: 'Title of the new item' });
  await field.fill('From the second');
  await field.press('Enter');
  await expect(app.card('From the second')).toBeVisible();
  await expect.poll(() => newest(page), SLOW).toContain('From the second');
  const copy = await newest(page);
  expect(copy).toContain('From the first');
  expect(copy).toBe((await app.export()).text);
  expect(Object.keys(await folder(page)).filter((name) => name.includes('kept')),
    'neither tab takes the other for a stranger').toEqual([]);
});

test('an empty workspace never replaces a copy', async ({ app, page }) => {
  await app.startWith([['One']]);
  await choose(app, page);
  const before = await newest(page);
  await app.pick('Throw this workspace away');
  await app.dialog('Throw this workspace away').getByRole('button', { name: 'Throw it away' }).click();
  await expect(app.choice('Start empty')).toBeVisible();
  // The tab that goes away writes what it has; then the longest delay is over.
  await page.waitForTimeout(5_000);
  expect(await newest(page)).toBe(before);
});

test('where no page may write, the app reminds once a week of work that is in no file', async ({ app, context, page }) => {
  await context.addInitScript(() => {
    delete globalThis.showDirectoryPicker;
    delete Window.prototype.showDirectoryPicker;
  });
  await app.startWith([['One']]);
  const part = await section(app, page);
  await expect(part).toContainText('This browser lets no page write to files by itself.');
  await expect(part).toContainText('None of this work is in a file yet.');
  await close(app, page);
  await page.evaluate(() => {
    const days = (n) => String(Date.now() - n * 86_400_000);
    localStorage.setItem('tl-ui/copied', days(9));
    localStorage.setItem('tl-ui/told', days(8));
    localStorage.setItem('tl-ui/changes', '40');
  });
  await app.reload();
  const toast = app.toast('The last copy in a file was made 9 days ago.');
  await expect(toast).toBeVisible();
  const saving = page.waitForEvent('download');
  await toast.getByRole('button', { name: 'Download a copy' }).click();
  expect((await saving).suggestedFilename()).toMatch(/\.json$/);
  await expect(await section(app, page)).toContainText('Last copy in a file: just now');
  await close(app, page);
  // Told once, it is quiet for a week, even if the copy is old.
  await page.evaluate(() => {
    localStorage.setItem('tl-ui/copied', '0');
    localStorage.setItem('tl-ui/changes', '40');
  });
  await app.reload();
  await expect(await section(app, page)).toContainText('days ago');
  await expect(app.toast('The last copy in a file')).toHaveCount(0);
});

test('the section can be read and reached in both themes', async ({ app, page }) => {
  await app.openSample();
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const part = await section(app, page);
    await expect(part.getByRole('button', { name: 'Choose a folder…' })).toBeVisible();
    await expectAccessible(page, 'dialog', `copies, ${scheme}`);
    await page.screenshot({ path: test.info().outputPath(`copies-${scheme}.png`) });
    await close(app, page);
  }
});
