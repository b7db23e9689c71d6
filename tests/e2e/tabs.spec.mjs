// Two tabs of one browser: each sees what the other does, both write snapshots, and nothing is lost.

import { expect, test } from './helpers/app.mjs';
import { Workspace } from './pages/workspace.mjs';

const titles = (from, round, n) =>
  Array.from({ length: n }, (_, index) => `${from} ${round}.${String(index + 1).padStart(2, '0')}`);

/** Opens the same workspace in a second tab. */
async function secondTab(context) {
  const other = new Workspace(await context.newPage());
  await other.open();
  await other.columns.first().waitFor();
  return other;
}

const stored = (page, part) =>
  page.evaluate((p) => Object.keys(localStorage).filter((key) => key.includes(p)), part);

/** Returns the number of the last snapshot. */
const generation = async (page) => {
  const keys = await stored(page, 'tl1/s/');
  return Math.max(0, ...keys.map((key) => Number(key.split('/').at(-1))));
};

async function exported(app) {
  const { text } = await app.export();
  return JSON.parse(text).items.map((item) => item.title).sort();
}

for (const locks of [true, false]) {
  const where = locks ? 'with locks' : 'where the browser has no locks';
  test(`two tabs that edit while snapshots are written lose nothing, ${where}`, async ({
    app, context,
  }) => {
    test.setTimeout(90_000);
    if (!locks) {
      await context.addInitScript(() => {
        Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined });
      });
    }
    await app.startWith([['First']]);
    const other = await secondTab(context);
    const before = await generation(app.page);
    const all = ['First'];
    for (const round of [1, 2, 3]) {
      const [left, right] = [titles('Left', round, 90), titles('Right', round, 90)];
      all.push(...left, ...right);
      const add = async (tab, column, some) => {
        await column.getByRole('button', { name: 'Add item' }).click();
        const field = column.getByRole('textbox', { name: 'Title of the new item' });
        await field.fill(some.join('\n'));
        await field.press('Enter');
        await expect(field).toHaveValue('');
        await field.press('Escape');
      };
      await Promise.all([
        add(app, app.columns.nth(0), left),
        add(other, other.columns.nth(1), right),
      ]);
      const counts = [1 + round * 90, round * 90];
      for (const tab of [app, other]) {
        await expect.poll(() => tab.count(tab.columns.nth(0)), { timeout: 15_000 }).toBe(counts[0]);
        await expect.poll(() => tab.count(tab.columns.nth(1)), { timeout: 15_000 }).toBe(counts[1]);
      }
    }
    // The journal grew past what is due for a snapshot twice; both tabs are still saved.
    await expect.poll(() => generation(app.page)).toBeGreaterThan(before);
    for (const tab of [app, other]) {
      await expect(tab.saveState).toHaveAttribute('data-save-state', 'saved');
      await expect(tab.toast('Another tab changed the whole workspace')).toHaveCount(0);
    }
    all.sort();
    expect(await exported(app)).toEqual(all);
    expect(await exported(other)).toEqual(all);
    await app.reload();
    await expect.poll(() => app.total()).toBe(all.length);
    expect(await exported(app)).toEqual(all);
  });
}

test('another tab’s snapshot leaves what can be undone here', async ({ app, page, context }) => {
  test.setTimeout(60_000);
  await app.startWith([['Ada', 'Ben'], ['Cleo']]);
  await app.card('Ada').focus();
  await page.keyboard.press('Alt+ArrowRight');
  await expect.poll(() => app.count(app.columns.nth(1))).toBe(2);
  const other = await secondTab(context);
  const before = await generation(page);
  await other.addTo(other.columns.nth(2), titles('Many', 1, 240));
  await expect.poll(() => generation(page)).toBeGreaterThan(before);
  await expect.poll(() => app.count(app.columns.nth(2))).toBe(240);
  await expect(app.undo).toHaveAccessibleName(/Move HARBOR-1 to/);
  await expect(app.toast('Another tab changed the whole workspace')).toHaveCount(0);
  await page.bringToFront();
  await app.main.focus();
  await page.keyboard.press('Control+z');
  await expect.poll(() => app.titles(app.columns.nth(0))).toEqual(['Ada', 'Ben']);
  await expect.poll(() => other.titles(other.columns.nth(0))).toEqual(['Ada', 'Ben']);
});

test('work of an earlier visit that a snapshot follows is there again', async ({ app }) => {
  test.setTimeout(60_000);
  await app.startWith([['Early bird']]);
  await app.reload();
  // A second project: its many changes are what the next snapshot is written for.
  await app.page.keyboard.press('Control+k');
  await app.dialog('Search and run anything').getByRole('combobox').fill('new project');
  await app.page.keyboard.press('Enter');
  await app.createPlace('New project', 'Lighthouse', 'Create project');
  await expect(app.heading).toHaveText('Lighthouse');
  const before = await generation(app.page);
  for (const round of [1, 2, 3]) {
    await app.addTo(app.columns.first(), titles('Late', round, 210));
    await expect.poll(() => generation(app.page)).toBeGreaterThan(before + round - 1);
  }
  await app.reload();
  const found = await exported(app);
  expect(found).toContain('Early bird');
  expect(found).toHaveLength(631);
});

test('of two values that tabs gave one field unseen, the later stands and the other can be taken', async ({
  app, context, page,
}) => {
  // Deaf tabs hear nothing of one another until they are told to listen.
  await context.addInitScript(() => {
    globalThis.deaf = false;
    for (const name of ['storage', 'focus']) {
      addEventListener(name, (event) => {
        if (globalThis.deaf) event.stopImmediatePropagation();
      }, true);
    }
  });
  await app.startWith([['Rope']]);
  const other = await secondTab(context);
  const deafen = (tab, on) => tab.page.evaluate((is) => { globalThis.deaf = is; }, on);
  for (const tab of [app, other]) await deafen(tab, true);
  const rename = async (tab, title) => {
    await tab.openCard('Rope');
    await tab.panel.getByRole('button', { name: /^Title: / }).click();
    await tab.page.keyboard.press('Control+a');
    await tab.page.keyboard.type(title);
    await tab.page.keyboard.press('Enter');
    await expect(tab.card(title)).toHaveCount(1);
    await tab.page.keyboard.press('Escape');
  };
  await rename(app, 'Rope of hemp');
  await rename(other, 'Rope of steel');
  for (const tab of [app, other]) {
    await deafen(tab, false);
    await tab.page.evaluate(() => dispatchEvent(new Event('focus')));
    await expect(tab.card('Rope of steel')).toHaveCount(1);
  }
  await app.toast('Two tabs changed Title').getByRole('button', { name: 'Look' }).click();
  const dialog = app.dialog('Time machine');
  const lost = dialog.getByRole('region', { name: 'Overwritten in another tab' });
  await expect(lost.getByRole('listitem')).toHaveCount(1);
  await expect(lost).toContainText('“Rope of hemp” gave way to “Rope of steel”.');
  await lost.getByRole('button', { name: 'Take this value' }).click();
  await expect(lost).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(app.card('Rope of hemp')).toHaveCount(1);
  await expect(other.card('Rope of hemp')).toHaveCount(1);
});
