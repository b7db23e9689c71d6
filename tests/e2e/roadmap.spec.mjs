// The roadmap: the plan in each lens, zoom and walk, moving by pointer and key with the
// consequences shown before, links, dates, baselines.

import { expectAccessible } from './helpers/axe.mjs';
import { expect, test } from './helpers/app.mjs';

const LENSES = ['portfolio', 'product', 'program', 'project'];
const SIZES = [{ width: 1440, height: 900 }, { width: 390, height: 844 }];

const rows = (page) => page.locator('[data-row]');
const bars = (page) => page.locator('[data-bar]');
const undo = (app) => app.undo.click();

/** Opens the roadmap of a lens with the sample. */
async function openRoadmap(app, page, rest = 'project/roadmap') {
  await app.openSample();
  await page.goto(`/#/${rest}`);
  await page.locator('main[data-view=roadmap]').waitFor();
  await rows(page).first().waitFor();
  await app.dismiss();
}

/** The rows that are not done yet. */
const OPEN = 'project/roadmap?filter=-is%3Adone';

/** What the table says of a row once it says the same for a while: the plan comes with a delay. */
async function settled(page, row) {
  let last = null;
  await expect.poll(async () => {
    const before = last;
    last = await facts(row);
    return before !== null && before.join() === last.join();
  }, { intervals: [400] }).toBe(true);
  return last;
}

/** Takes back one step after the other until the row stands as before. */
async function undoTo(app, page, row, before) {
  let now = await settled(page, row);
  while (now.join() !== before.join()) {
    const shown = now;
    await undo(app);
    await expect.poll(() => facts(row), 'the undone step shows').not.toEqual(shown);
    now = await facts(row);
  }
}

/** Leaves that have not begun: all of their bar moves. */
const movable = (page) => page.locator(
  '[data-row][data-movable]:not([data-parent]):not([data-done]):has([data-pull=start])');

/** What the table says of a row: name, start, finish. */
async function facts(row) {
  const cells = await row.locator('[role=gridcell].road-cell').allTextContents();
  return cells.slice(0, 2);
}

/** A row by its stable name, wherever it is drawn. */
const named = (page, key) => page.locator(`[data-row="${key}"]`);

/** Brings a row with a bar into view, in time as well, and gives it the focus. */
async function stand(page, row) {
  await row.focus();
  await page.keyboard.press('z');
  return row;
}

test.describe('the roadmap', () => {
  test('each lens has rows with dates', async ({ app, page }) => {
    await openRoadmap(app, page);
    for (const lens of LENSES) {
      await page.goto(`/#/${lens}/roadmap`);
      await expect(page.locator(`main[data-view=roadmap][data-lens=${lens}]`)).toBeVisible();
      await expect(rows(page).first()).toBeVisible();
      await expect(bars(page).first()).toBeVisible();
      const words = await page.locator('[data-road]').textContent();
      expect.soft(words, lens).not.toMatch(/NaN|Infinity|undefined/);
    }
    await page.goto('/#/portfolio/roadmap');
    await expect(page.locator('[data-capacity]')).toBeVisible();
  });

  test('a key, a link and the palette lead to it', async ({ app, page }) => {
    await app.openSample();
    await app.main.focus();
    await page.keyboard.press('6');
    await expect(rows(page).first()).toBeVisible();
    await page.keyboard.press('5');
    await expect(page.locator('main[data-view=board]')).toBeVisible();
    await page.getByRole('link', { name: 'Roadmap', exact: true }).click();
    await expect(rows(page).first()).toBeVisible();
  });

  test('keys walk, fold, open and keep the focus', async ({ app, page }) => {
    await openRoadmap(app, page);
    await rows(page).first().focus();
    const before = await rows(page).count();
    await expect(rows(page).first()).toHaveAttribute('aria-expanded', 'true');
    await page.keyboard.press('ArrowLeft');
    await expect(rows(page).first()).toHaveAttribute('aria-expanded', 'false');
    await page.keyboard.press('ArrowRight');
    await expect(rows(page).first()).toHaveAttribute('aria-expanded', 'true');
    await expect(rows(page)).toHaveCount(before);
    await page.keyboard.press('ArrowDown');
    await expect(page.locator('[data-row]:focus')).toHaveAttribute('aria-rowindex', '3');
    await page.keyboard.press('Enter');
    await expect(app.panel).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(app.panel).toHaveCount(0);
  });

  test('the filter is the board’s own', async ({ app, page }) => {
    await openRoadmap(app, page, OPEN);
    const title = await movable(page).first().locator('.road-title').textContent();
    await app.filter.fill(`"${title}"`);
    await expect(page).toHaveURL(/filter=/);
    await expect(page.locator('[data-row]:not([data-context])', { hasText: title })).toHaveCount(1);
    await app.filter.fill('nothing-is-called-so');
    await expect(page.getByText('Nothing matches this filter.')).toBeVisible();
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await expect(rows(page).first()).toBeVisible();
  });

  test('the wheel zooms around the pointer, keys zoom, and the address knows', async ({ app, page }) => {
    await openRoadmap(app, page, OPEN);
    const axis = await page.locator('[data-axis]').boundingBox();
    const px = () => page.locator('[data-road]').evaluate((e) =>
      Number.parseFloat(e.style.getPropertyValue('--px')));
    const first = await px();
    const bar = movable(page).first().locator('[data-bar]');
    const before = await bar.boundingBox();
    await page.mouse.move(before.x, before.y + 4);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -200);
    await page.keyboard.up('Control');
    await expect.poll(px).toBeGreaterThan(first);
    expect(Math.abs((await bar.boundingBox()).x - before.x)).toBeLessThan(3);
    await expect(page).toHaveURL(/zoom=\d{4}-\d\d-\d\d\.\d+/);
    await page.mouse.move(axis.x + 40, axis.y + 10);
    await app.main.focus();
    const near = await px();
    await page.keyboard.press('-');
    await expect.poll(px).toBeLessThan(near);
    await page.keyboard.press('0');
    await expect.poll(px).toBeCloseTo(first, 6);
    await expect(page).not.toHaveURL(/zoom=/);
  });

  test('time is panned by dragging where nothing is', async ({ app, page }) => {
    await openRoadmap(app, page);
    const left = () => page.locator('[data-road]').evaluate((e) =>
      Number.parseFloat(e.style.getPropertyValue('--left')));
    const before = await left();
    const axis = await page.locator('[data-axis]').boundingBox();
    await page.mouse.move(axis.x + 300, axis.y + 30);
    await page.mouse.down();
    await page.mouse.move(axis.x + 200, axis.y + 30, { steps: 4 });
    await page.mouse.up();
    await expect.poll(left).toBeGreaterThan(before);
  });

  test('dragging a bar shows what follows before it is let go', async ({ app, page }) => {
    await openRoadmap(app, page, OPEN);
    const key = await movable(page).first().getAttribute('data-row');
    const row = await stand(page, named(page, key));
    const before = await facts(row);
    const box = await row.locator('[data-bar]').boundingBox();
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    await page.mouse.move(middle.x + box.width, middle.y, { steps: 8 });
    await expect(page.locator('[data-preview]')).toBeVisible();
    await expect(row.locator('[data-ghost]')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.locator('[data-preview]')).toHaveCount(0);
    await expect(page.locator('[data-ghost]')).toHaveCount(0);
    await page.mouse.up();
    expect(await facts(row)).toEqual(before);
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    await page.mouse.move(middle.x + box.width, middle.y, { steps: 8 });
    await page.mouse.up();
    await expect.poll(() => facts(row)).not.toEqual(before);
    await expect(page.locator('[data-ghost]')).toHaveCount(0);
    await undo(app);
    await expect.poll(() => facts(row)).toEqual(before);
  });

  test('keys move and resize a bar, and the focus stays', async ({ app, page }) => {
    await openRoadmap(app, page, OPEN);
    const key = await movable(page).first().getAttribute('data-row');
    const row = named(page, key);
    await row.focus();
    const before = await facts(row);
    for (const keys of ['Alt+ArrowRight', 'Alt+Shift+ArrowRight']) {
      for (let n = 0; n < 7; n += 1) await page.keyboard.press(keys);
      await expect.poll(() => facts(row), keys).not.toEqual(before);
      await expect(row).toBeFocused();
      await expect(app.announcement.first()).not.toHaveText('');
      await undoTo(app, page, row, before);
      await row.focus();
    }
  });

  test('dragging the end of a bar and its progress changes these', async ({ app, page }) => {
    await openRoadmap(app, page, OPEN);
    const key = await movable(page).first().getAttribute('data-row');
    const row = await stand(page, named(page, key));
    const [start, finish] = await facts(row);
    const bar = await row.locator('[data-bar]').boundingBox();
    const end = { x: bar.x + bar.width - 3, y: bar.y + 10 };
    await page.mouse.move(end.x, end.y);
    await page.mouse.down();
    await page.mouse.move(end.x + bar.width / 2, end.y, { steps: 6 });
    await page.mouse.up();
    await expect.poll(async () => (await facts(row))[1]).not.toBe(finish);
    expect((await facts(row))[0]).toBe(start);
    await undo(app);
    await expect.poll(async () => (await facts(row))[1]).toBe(finish);
    await row.hover();
    const grip = await row.locator('[data-pull=progress]').boundingBox();
    await page.mouse.move(grip.x + 6, grip.y + 7);
    await page.mouse.down();
    await page.mouse.move(bar.x + bar.width * 0.9, grip.y + 7, { steps: 6 });
    await page.mouse.up();
    await expect(row.locator('[data-bar]')).toHaveAttribute('style', /--done: ?(85|90|95)/);
  });

  test('a link is drawn from bar to bar, and broken in the dialog', async ({ app, page }) => {
    await openRoadmap(app, page, OPEN);
    const from = await movable(page).nth(0).getAttribute('data-row');
    const to = await movable(page).nth(2).getAttribute('data-row');
    const count = async () => {
      await named(page, from).focus();
      await page.keyboard.press('l');
      const n = await page.getByRole('dialog').locator('.road-ties > li').count();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      return n;
    };
    const before = await count();
    await named(page, from).hover();
    const knob = await named(page, from).locator('[data-pull=link-finish]').boundingBox();
    const target = await named(page, to).locator('[data-bar]').boundingBox();
    await page.mouse.move(knob.x + 8, knob.y + 8);
    await page.mouse.down();
    await page.mouse.move(target.x + 4, target.y + 10, { steps: 8 });
    await expect(page.locator('[data-row][data-target]')).toHaveCount(1);
    await page.mouse.up();
    await expect.poll(count).toBe(before + 1);
    await named(page, from).focus();
    await page.keyboard.press('l');
    await page.getByRole('dialog').getByRole('button', { name: /^Break the link/ }).last().click();
    await expect(page.getByRole('dialog').locator('.road-ties > li')).toHaveCount(before);
  });

  test('Move… gives dates without dragging and says what follows', async ({ app, page }) => {
    await openRoadmap(app, page, OPEN);
    const key = await movable(page).first().getAttribute('data-row');
    const row = named(page, key);
    const before = await facts(row);
    await row.focus();
    await page.keyboard.press('m');
    const dialog = page.getByRole('dialog', { name: /^Move/ });
    await dialog.getByRole('spinbutton', { name: 'Days later' }).fill('21');
    await dialog.getByRole('spinbutton', { name: 'Days later' }).blur();
    await expect(dialog.locator('[data-preview]')).not.toHaveText('');
    await dialog.getByRole('button', { name: 'Move', exact: true }).click();
    await expect.poll(() => facts(row)).not.toEqual(before);
    await expect(row).toBeFocused();
  });

  test('titles are written in place', async ({ app, page }) => {
    await openRoadmap(app, page, OPEN);
    const key = await movable(page).first().getAttribute('data-row');
    const row = named(page, key);
    await row.locator('.road-title').dblclick();
    const field = row.getByRole('textbox', { name: 'Title' });
    await field.fill('A title of its own');
    await field.press('Enter');
    await expect(row.locator('.road-title')).toHaveText('A title of its own');
    await expect(row).toBeFocused();
  });

  test('a baseline is taken, and can be chosen', async ({ app, page }) => {
    await openRoadmap(app, page);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Take a baseline…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Take a baseline' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Before the storm');
    await dialog.getByRole('button', { name: 'Take', exact: true }).last().click();
    await expect(dialog).toHaveCount(0);
    const choice = page.getByRole('combobox', { name: 'Baseline' });
    await choice.selectOption({ label: 'Before the storm' });
    await expect(page).toHaveURL(/baseline=/);
  });

  test('rows beyond the window are not drawn', async ({ app, page }) => {
    const rows10 = Array.from({ length: 2_000 }, (_, n) => {
      const day = (by) => new Date(Date.UTC(2026, 5, 1 + (n % 300) + by)).toISOString().slice(0, 10);
      return `Task ${n},${day(0)},${day(4)}`;
    });
    await app.open();
    const table = `Title,Start,Due\n${rows10.join('\n')}\n`;
    await app.import({ name: 'plan.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
    await app.confirmImport();
    await page.goto('/#/project/roadmap');
    await expect(rows(page).first()).toBeVisible();
    expect(await rows(page).count()).toBeLessThan(60);
    await page.locator('.road-rows').evaluate((list) => list.scrollTo(0, 20_000));
    await expect(page.locator('[data-row]', { hasText: 'Task 6' }).first()).toBeVisible();
    expect(await rows(page).count()).toBeLessThan(70);
  });
});

for (const colorScheme of ['light', 'dark']) {
  for (const viewport of SIZES) {
    test.describe(`the roadmap, ${colorScheme}, ${viewport.width} pixels wide`, () => {
      test.use({ viewport, colorScheme });

      test('holds what axe sees', async ({ app, page }) => {
        test.setTimeout(60_000);
        await openRoadmap(app, page);
        for (const lens of LENSES) {
          await page.goto(`/#/${lens}/roadmap`);
          await expect(page.locator(`main[data-view=roadmap][data-lens=${lens}]`)).toBeVisible();
          await expect(rows(page).first()).toBeVisible();
          await expectAccessible(page, 'html', `${lens} roadmap`);
        }
        await rows(page).nth(1).focus();
        await page.keyboard.press('m');
        await expect(page.getByRole('dialog')).toBeVisible();
        await expectAccessible(page, 'dialog', 'dates');
      });
    });
  }
}
