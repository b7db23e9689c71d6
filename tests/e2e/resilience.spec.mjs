// When storage is denied, full or damaged, the application says so, loses nothing that it was
// given, and deletes nothing.

import { expectAccessible } from './helpers/axe.mjs';
import { expect, file, smallBoard, test } from './helpers/app.mjs';
import { Workspace } from './pages/workspace.mjs';

test.describe('where storage is denied', () => {
  test.beforeEach(async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(globalThis, 'localStorage', {
        get() { throw new DOMException('Access is denied for this document.', 'SecurityError'); },
      });
    });
  });

  test('it starts, says that nothing is kept, and can be used', async ({ app, page }) => {
    await app.open();
    await expect(app.saveState).toHaveAttribute('data-save-state', 'failed');
    await expect(app.saveState).toContainText('In memory only');
    await expect(app.main.getByRole('status')).toContainText('your work is gone when this tab closes');
    await app.choice('Start empty').click();
    await app.createPlace('New project', 'Harbor', 'Create project');
    await app.addTo(app.columns.first(), ['Chart the coast']);
    await expect(app.saveState).toHaveAttribute('data-save-state', 'failed');
    await app.card('Chart the coast').focus();
    await page.keyboard.press('Alt+ArrowRight');
    await expect.poll(() => app.titles(app.columns.nth(1))).toEqual(['Chart the coast']);
    await page.keyboard.press('Control+z');
    await expect.poll(() => app.titles(app.columns.first())).toEqual(['Chart the coast']);
    const saving = page.waitForEvent('download');
    await app.main.getByRole('button', { name: 'Export now' }).click();
    expect((await saving).suggestedFilename()).toMatch(/\.json$/);
  });
});

test.describe('when storage is full', () => {
  const fail = (page) => page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    };
  });

  test('what cannot be saved is not done, and typed words stay', async ({ app, page }) => {
    await app.startWith([['Chart the coast']]);
    await fail(page);
    const column = app.columns.first();
    await column.getByRole('button', { name: 'Add item' }).click();
    const field = column.getByRole('textbox', { name: 'Title of the new item' });
    await field.fill('Paint the boat');
    await page.keyboard.press('Enter');
    await expect(app.toast('Not saved: the browser\'s storage for this site is full.')).toBeVisible();
    await expect(app.toast('Export a copy, then archive or delete finished work')).toBeVisible();
    await expect(field).toHaveValue('Paint the boat');
    await expect(app.card('Paint the boat')).toHaveCount(0);
    expect(await app.total()).toBe(1);

    await app.card('Chart the coast').click();
    await app.panel.getByRole('button', { name: /^Title: / }).click();
    await app.panel.getByRole('textbox', { name: 'Title' }).fill('Chart the whole coast');
    await page.keyboard.press('Enter');
    await expect(app.panel).toContainText('Not saved. What you typed is still here.');
    await expect(app.panel).toContainText('Chart the whole coast');
    await expect(app.card('Chart the whole coast')).toHaveCount(0);

    await app.reload();
    await expect(app.card('Chart the coast')).toBeVisible();
    expect(await app.total()).toBe(1);
  });

  test('a dialog says so too, keeps its words and stays open', async ({ app, page }) => {
    await app.startWith([['Chart the coast']]);
    await fail(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('c');
    const dialog = app.dialog('New item');
    await dialog.getByRole('textbox', { name: 'Title' }).fill('Paint the boat');
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('alert'))
      .toContainText('Not saved: the browser\'s storage for this site is full.');
    await expect(dialog.getByRole('textbox', { name: 'Title' })).toHaveValue('Paint the boat');
    expect(await app.total()).toBe(1);
  });

  test('an import that does not fit changes nothing', async ({ app, page }) => {
    await app.startWith([['Chart the coast']]);
    await fail(page);
    const dialog = await app.import(file('garden.json', JSON.stringify(smallBoard())));
    await page.locator('[data-action="import-confirm"]').click();
    await expect(dialog.getByRole('alert'))
      .toContainText('Not saved: the browser\'s storage for this site is full.');
    await expect(page.getByRole('link', { name: 'Garden' })).toHaveCount(0);
    await app.reload();
    expect(await app.total()).toBe(1);
  });

  test('a storage that is really full refuses a long text and keeps it typed', async ({ app, page }) => {
    // Filling the storage takes a slow machine long.
    test.setTimeout(60_000);
    await app.startWith([['Chart the coast']]);
    await page.evaluate(() => {
      for (let size = 1 << 20, n = 0; size > 0; size >>= 1) {
        try {
          for (;;) {
            localStorage.setItem(`other/${n}`, 'x'.repeat(size));
            n += 1;
          }
        } catch { /* The next size is tried. */ }
      }
    });
    await app.openCard('Chart the coast');
    const description = app.panel.locator('[data-field="description"]');
    await description.getByRole('button', { name: /add description/i }).click();
    const field = description.getByRole('textbox', { name: 'Description' });
    // Text that packs no smaller: a repeated word would fit into the room that is kept.
    let seed = 1;
    const letter = () => String.fromCharCode(0x4e00 + ((seed = (seed * 48271) % 2147483647) % 20_000));
    const long = Array.from({ length: 300_000 }, letter).join('');
    await field.fill(long);
    await page.keyboard.press('Control+Enter');
    await expect(app.toast('Not saved: the browser\'s storage for this site is full.')).toBeVisible();
    expect(await field.inputValue()).toBe(long);
    // Small changes still fit: room is kept for a last save.
    await field.fill('Two fathoms');
    await page.keyboard.press('Control+Enter');
    await expect(description.locator('.prose')).toHaveText('Two fathoms');
    await app.reload();
    await expect(description.locator('.prose')).toHaveText('Two fathoms');
  });
});

test.describe('as storage fills', () => {
  /** Fills the storage up to a part with what is not the application's, and opens it again. */
  async function fill(app, page, part) {
    await page.evaluate((wanted) => {
      localStorage.removeItem('other/fill');
      const own = Object.entries(localStorage).filter(([key]) => !key.endsWith('/ballast'))
        .reduce((sum, [key, value]) => sum + key.length + value.length, 0);
      localStorage.removeItem('tl1/ballast');
      localStorage.setItem('other/fill', 'x'.repeat(5_242_880 * wanted - own));
    }, part);
    await app.reload();
  }

  test('it says so, quietly at first, and what to do', async ({ app, page }) => {
    await app.startWith([['Chart the coast']]);
    const room = page.locator('[data-room]');
    await fill(app, page, 0.58);
    await expect(app.card('Chart the coast')).toBeVisible();
    await expect(room).toHaveCount(0);

    await fill(app, page, 0.625);
    await expect(room).toContainText('storage for this site is 62 % full');
    await expect(room.getByRole('button', { name: 'Export now' })).toHaveCount(0);
    await expectAccessible(page, 'html', 'a note on the room that is left');
    await room.getByRole('button', { name: 'Put this note away' }).click();
    await expect(room).toHaveCount(0);

    await fill(app, page, 0.825);
    await expect(room).toContainText('82 % full. Export a copy; then delete');
    await expectAccessible(page, 'html', 'a banner on the room that is left');
    const saving = page.waitForEvent('download');
    await room.getByRole('button', { name: 'Export now' }).click();
    expect((await saving).suggestedFilename()).toMatch(/\.json$/);

    await fill(app, page, 0.925);
    await expect(room).toContainText('92 % full. Imports are refused');
    await page.setViewportSize({ width: 390, height: 844 });
    await expectAccessible(page, 'html', 'the last banner on the room that is left, on a phone');
    const dialog = await app.import(file('garden.json', JSON.stringify(smallBoard())));
    await page.locator('[data-action="import-confirm"]').click();
    await expect(dialog.getByRole('alert')).toContainText('it would fill more than 90 %');
    await page.keyboard.press('Escape');
    // Work goes on all the same.
    await app.card('Chart the coast').focus();
    await page.keyboard.press('Alt+ArrowRight');
    await expect.poll(() => app.titles(app.columns.nth(1))).toEqual(['Chart the coast']);
  });

  test('emptying the trash makes room', async ({ app, page }) => {
    await app.startWith([['Chart the coast', 'Buy rope']]);
    await app.card('Buy rope').focus();
    await page.keyboard.press('Delete');
    await expect(app.card('Buy rope')).toHaveCount(0);
    await page.keyboard.press('Control+k');
    await app.dialog('Search and run anything').getByRole('combobox').fill('storage and safety');
    await page.keyboard.press('Enter');
    const dialog = app.dialog('Storage and safety');
    await expect(dialog).toContainText('One deleted item still takes room.');
    await dialog.getByRole('button', { name: 'Empty the trash' }).click();
    await expect(dialog).not.toContainText('still takes room');
    await page.keyboard.press('Escape');
    const { text } = await app.export();
    expect(text).not.toContain('Buy rope');
  });
});

test.describe('when stored data is damaged', () => {
  /** Damages one stored value, starts again, and returns the storage before and after. */
  async function damage(app, page, pattern) {
    const before = await app.asleep((source) => {
      const keys = Object.keys(localStorage).filter((key) => new RegExp(source).test(key));
      const key = keys.sort().at(-1);
      localStorage.setItem(key, localStorage.getItem(key).replace(/.{3}(?=.{20}$)/s, '???'));
      return { ...localStorage };
    }, pattern.source);
    const after = await page.evaluate(() => ({ ...localStorage }));
    return { before, after };
  }

  function expectNothingDeleted({ before, after }) {
    const values = Object.values(after);
    const lost = Object.entries(before)
      .filter(([key, value]) => !key.endsWith('/ballast') && !values.includes(value)
        && !values.some((other) => other.includes(value)));
    expect(lost.map(([key]) => key)).toEqual([]);
  }

  for (const [name, pattern] of [
    ['the list of what is saved', /^tl1\/head$/],
    ['a part of the workspace', /^tl1\/s\//],
  ]) {
    test(`${name}: it starts, says so and deletes nothing`, async ({ app, page }) => {
      await app.openSample();
      const storage = await damage(app, page, pattern);
      await expect(app.toast('Nothing was deleted').first()).toBeVisible();
      expectNothingDeleted(storage);
      await expect(app.choice('Open the sample')).toHaveCount(0);
      const saving = page.waitForEvent('download');
      await app.pick('Storage and safety');
      await app.dialog('Storage and safety').getByRole('button', { name: 'Save the raw data' }).click();
      expect((await saving).suggestedFilename()).toMatch(/^throughline-raw-/);
    });
  }

  test('a change in the journal: the rest is there', async ({ app, page }) => {
    await app.startWith([['Chart the coast', 'Buy rope']]);
    const storage = await damage(app, page, /^tl1\/j\//);
    await expect(app.toast('Nothing was deleted').first()).toBeVisible();
    expectNothingDeleted(storage);
    await expect(app.card('Chart the coast')).toBeVisible();
  });
});

test.describe('with two tabs', () => {
  test('a move in one shows in the other', async ({ app, context, page }) => {
    await app.startWith([['Chart the coast', 'Buy rope'], []]);
    const other = new Workspace(await context.newPage());
    await other.open(page.url());
    await expect(other.card('Buy rope')).toBeVisible();
    await page.bringToFront();
    await app.card('Buy rope').focus();
    await page.keyboard.press('Alt+ArrowRight');
    await expect.poll(() => other.titles(other.columns.nth(1))).toEqual(['Buy rope']);
    await other.page.bringToFront();
    await other.addTo(other.columns.nth(1), ['Paint the boat']);
    await expect.poll(() => app.titles(app.columns.nth(1))).toEqual(['Buy rope', 'Paint the boat']);
    // Undo takes back one's own step, not the other tab's.
    await page.bringToFront();
    await app.main.focus();
    await page.keyboard.press('Control+z');
    await expect.poll(() => app.titles(app.columns.first())).toEqual(['Chart the coast', 'Buy rope']);
    await expect.poll(() => app.titles(app.columns.nth(1))).toEqual(['Paint the boat']);
    for (const one of [app, other]) {
      await one.reload();
      await expect.poll(() => one.titles(one.columns.first())).toEqual(['Chart the coast', 'Buy rope']);
      await expect.poll(() => one.titles(one.columns.nth(1))).toEqual(['Paint the boat']);
    }
  });

  test('a large import in one shows in the other, which goes on', async ({ app, context, page }) => {
    await app.startWith([['Chart the coast']]);
    const other = new Workspace(await context.newPage());
    await other.open(page.url());
    await page.bringToFront();
    const rows = Array.from({ length: 500 }, (_, n) => `Task ${n},Open`);
    await app.import(file('many.csv', `Title,Status\n${rows.join('\n')}\n`, 'text/csv'));
    await app.confirmImport();
    await expect.poll(() => app.total()).toBe(500);
    await other.page.bringToFront();
    await expect(other.page.getByRole('link', { name: 'many' })).toBeVisible();
    await other.addTo(other.columns.first(), ['Paint the boat']);
    await expect(other.card('Paint the boat')).toBeVisible();
    await other.reload();
    await expect(other.card('Paint the boat')).toBeVisible();
    await expect(other.page.getByRole('link', { name: 'many' })).toBeVisible();
  });
});
