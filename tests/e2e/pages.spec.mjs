// Pages: each opens, what is typed on one ranks anew, what is offered is one step of the history,
// the inbox is emptied by keys, and every task is three presses from its number.

import { expectAccessible } from './helpers/axe.mjs';
import { expect, test } from './helpers/app.mjs';

const PAGES = ['strategy', 'needs', 'priorities', 'surveys', 'why-map', 'loose-ends', 'guide'];

const block = (page, key) => page.locator(`[data-block="${key}"]`);

/** Opens a page of the product lens and waits until it is drawn. */
async function go(page, key, rest = '') {
  await page.goto(`/#/product/pages?page=${key}${rest}`);
  await page.locator(`[data-page="${key}"] [data-block]`).first().waitFor();
}

/** Reads the titles of the ranking in their order. */
const order = (page) =>
  block(page, 'ranking').locator('tbody th .cell-link').allTextContents();

test('key 9 and the palette lead to pages, the list leads on', async ({ app, page }) => {
  await app.openSample();
  await app.main.focus();
  await page.keyboard.press('2');
  await expect(page.locator('main[data-lens=product]')).toBeVisible();
  await page.keyboard.press('9');
  await expect(page.locator('[data-page=strategy] [data-block=due]')).toBeVisible();
  await page.getByRole('navigation', { name: 'Pages of this lens' })
    .getByRole('link', { name: 'Priorities' }).click();
  await expect(block(page, 'ranking')).toBeVisible();
  await page.keyboard.press('Control+k');
  const palette = app.dialog('Search and run anything');
  await palette.getByRole('combobox').fill('open page: loose');
  await expect(palette.getByRole('option').first()).toContainText('Loose ends');
  await page.keyboard.press('Enter');
  await expect(block(page, 'aimless')).toBeVisible();
});

test('typed inputs rank anew, the focus stays, and undo takes it back', async ({ app, page }) => {
  await app.openSample();
  await go(page, 'priorities');
  const before = await order(page);
  const cell = page.getByRole('spinbutton', { name: `Reach, ${before[2]}` });
  await cell.fill('90000');
  await cell.press('Enter');
  await expect.poll(async () => (await order(page))[0]).toBe(before[2]);
  await expect(cell).toBeFocused();
  await app.main.focus();
  await page.keyboard.press('Control+z');
  await expect.poll(() => order(page)).toEqual(before);
});

test('each letter ranks anew, and one undo takes all of them back', async ({ app, page }) => {
  await app.openSample();
  await go(page, 'priorities');
  const before = await order(page);
  const cell = page.getByRole('spinbutton', { name: `Reach, ${before[2]}` });
  const was = await cell.inputValue();
  await cell.focus();
  await cell.press('End');
  // Ten times as many, without leaving the cell.
  await cell.press('0');
  await expect.poll(async () => (await order(page))[0]).toBe(before[2]);
  await expect(cell).toBeFocused();
  await cell.press('0');
  await expect(cell).toHaveValue(`${was}00`);
  await app.main.focus();
  await page.keyboard.press('Control+z');
  await expect.poll(() => order(page)).toEqual(before);
  await expect(cell).toHaveValue(was);
});

test('what has no estimate gets one by typing', async ({ app, page }) => {
  await app.openSample();
  await go(page, 'priorities', '&with=method:ice');
  const name = 'Invite a neighbor';
  for (const [input, value] of [['Value', '9'], ['Confidence %', '100'], ['Ease', '10']]) {
    const cell = page.getByRole('spinbutton', { name: `${input}, ${name}` });
    await cell.fill(value);
    await cell.press('Enter');
    await expect(cell).toHaveValue(value);
  }
  await expect.poll(async () => (await order(page))[0]).toBe(name);
});

test('the order is written to the backlog as one step', async ({ app, page }) => {
  await app.openSample();
  await go(page, 'priorities');
  await page.getByRole('button', { name: 'Write this order to the backlog' }).click();
  await expect(app.messages).toContainText('The backlog is in the order of RICE');
  const places = block(page, 'ranking').locator('tbody tr:not(.sheet-line) td:last-child');
  await expect(places.first()).toHaveText('1');
  await expect(places.nth(1)).toHaveText('2');
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await places.allTextContents()).some((t) => /[↑↓]/.test(t))).toBe(true);
});

test('a bubble is moved by keys, and its numbers with it', async ({ app, page }) => {
  await app.openSample();
  await go(page, 'needs');
  const title = 'Know months ahead when a sensor wears out';
  const importance = page.getByRole('spinbutton', { name: `Importance, ${title}` });
  await expect(importance).toHaveValue('6');
  const dot = block(page, 'gap').getByRole('link', { name: title });
  await dot.focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(importance).toHaveValue('6.2');
  await expect(dot).toBeFocused();
});

test('the inbox is sorted by keys', async ({ app, page }) => {
  await app.openSample();
  await go(page, 'needs');
  const entries = block(page, 'inbox').locator('[data-entry]');
  await expect(entries).toHaveCount(5);
  await entries.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(entries.nth(1)).toBeFocused();
  await page.keyboard.press('1');
  await expect(entries).toHaveCount(4);
  await page.keyboard.press('e');
  await expect(entries).toHaveCount(3);
  await app.main.focus();
  await page.keyboard.press('Control+z');
  await expect(entries).toHaveCount(4);
  await page.keyboard.press('Control+z');
  await expect(entries).toHaveCount(5);
});

test('a need is added by a line, and its cells are edited', async ({ app, page }) => {
  await app.openSample();
  await go(page, 'needs');
  await page.getByRole('button', { name: 'Add a need' }).click();
  const line = page.getByRole('textbox', { name: 'Add a need' });
  await line.fill('Breathe in peace');
  await line.press('Enter');
  const cell = page.getByRole('spinbutton', { name: 'Importance, Breathe in peace' });
  await expect(cell).toBeVisible();
  await cell.fill('7');
  await cell.press('Enter');
  await expect(cell).toHaveValue('7');
});

test('from a task three presses reach the number that it moves, and back', async ({ app, page }) => {
  await app.openSample();
  await page.keyboard.press('Control+k');
  await app.dialog('Search and run anything').getByRole('combobox').fill('Air index and its sentence');
  await page.keyboard.press('Enter');
  await expect(app.panel).toBeVisible();
  const why = app.panel.getByRole('list', { name: 'Why are we doing this?' });
  await why.getByRole('link', { name: 'Back in week four' }).click();
  await expect(app.panel).toHaveAttribute('data-kind', 'kpi');
  const serves = () => app.panel.getByRole('region').or(app.panel.locator('section'))
    .filter({ has: page.getByRole('heading', { name: 'What serves this?' }) }).last();
  await serves().getByRole('link', { name: 'Families trust what Aria tells them' }).click();
  await expect(app.panel).toHaveAttribute('data-kind', 'objective');
  await serves().getByRole('link', { name: 'Live air quality at a glance' }).click();
  await expect(app.panel).toHaveAttribute('data-kind', 'item');
});

test('the way to rank is tried, kept for everyone, and one undo takes it back', async ({ app, page }) => {
  await app.openSample();
  await app.dismiss();
  await go(page, 'priorities');
  const method = page.getByRole('combobox', { name: 'Method' });
  const keep = page.getByRole('button', { name: 'Rank like this from now on' });
  await expect(keep).toHaveCount(0);
  await method.selectOption('weighted');
  await page.getByRole('combobox', { name: 'Value', exact: true }).selectOption('5');
  const tried = await order(page);
  await keep.click();
  await expect(keep).toHaveCount(0);
  await go(page, 'priorities');
  await expect(method).toHaveValue('weighted');
  await expect(page.getByRole('combobox', { name: 'Value', exact: true })).toHaveValue('5');
  expect(await order(page)).toEqual(tried);
  await app.main.focus();
  await page.keyboard.press('Control+z');
  await expect(method).toHaveValue('rice');
});

for (const colorScheme of ['light', 'dark']) {
  for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
    test.describe(`${colorScheme}, ${viewport.width} pixels wide`, () => {
      test.use({ viewport, colorScheme });
      test.setTimeout(90_000);

      test('every page holds what axe sees and fits its width', async ({ app, page }) => {
        await app.openSample();
        for (const key of PAGES) {
          await go(page, key);
          await expectAccessible(page, 'html', key);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          expect(wide, key).toBeLessThanOrEqual(viewport.width);
          const shots = process.env.PAGES_SHOTS;
          if (shots) {
            await page.screenshot({ path: `${shots}/${key}-${viewport.width}-${colorScheme}.png` });
          }
        }
      });
    });
  }
}

test('the words lead from any lens to where another answers', async ({ app, page }) => {
  await app.openSample();
  await page.goto('/#/project/pages?page=guide');
  const words = page.locator('[data-page=guide]');
  await expect(words).toContainText('Product management: why, and what?');
  await words.getByRole('link', { name: 'Needs and research' }).click();
  await expect(page.locator('main[data-lens=product]')).toBeVisible();
  await expect(page.locator('[data-page=needs] [data-block]').first()).toBeVisible();
  await page.goto('/#/project/pages?page=guide');
  await words.locator('[data-block=program]').getByRole('link', { name: 'Roadmap' }).click();
  await expect(page.locator('main[data-lens=program][data-view=roadmap]')).toBeVisible();
});
