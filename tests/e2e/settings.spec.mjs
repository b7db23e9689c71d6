// Settings: what belongs to the person is remembered by the device, what belongs to the work is a
// step like any other, and working time moves dates.

import { expectAccessible } from './helpers/axe.mjs';
import { expect, test } from './helpers/app.mjs';

async function open(app, page) {
  await page.keyboard.press('Control+,');
  const dialog = app.dialog('Settings');
  await expect(dialog).toBeVisible();
  return dialog;
}

test('what belongs to the person is remembered, and single keys can be turned off', async ({ app, page }) => {
  await app.startWith([['Chart the coast']]);
  const dialog = await open(app, page);
  await dialog.getByRole('radio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await dialog.getByRole('combobox', { name: 'A week begins on' }).selectOption('Sunday');
  await dialog.getByRole('switch', { name: /single key/ }).uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('c');
  await expect(app.dialog('New item')).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(app.dialog('Search and run anything')).toBeVisible();

  await app.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const again = await open(app, page);
  await expect(again.getByRole('combobox', { name: 'A week begins on' })).toHaveValue('6');
  await again.getByRole('switch', { name: /single key/ }).check();
  await page.keyboard.press('Escape');
  await page.keyboard.press('c');
  await expect(app.dialog('New item')).toBeVisible();
});

test('density fits more on a screen, at once and after a reload, and drags land where they show', async ({ app, page }) => {
  await app.openSample();
  await app.dismiss();
  const steps = async () => ({
    board: await gap('/#/project/board', '[data-column] [data-card]'),
    table: await gap('/#/project/table', '[data-grid] .grid-row'),
    roadmap: await gap('/#/program/roadmap', '[data-row]'),
  });
  const gap = async (path, rows) => {
    await page.goto(path);
    await page.locator(rows).nth(1).waitFor();
    return page.locator(rows).evaluateAll((all) => {
      const tops = [...new Set(all.map((row) => Math.round(row.getBoundingClientRect().top)))].sort((a, b) => a - b);
      return Math.min(...tops.slice(1).map((top, idx) => top - tops[idx]).filter((step) => step > 8));
    });
  };
  const before = await steps();
  const dialog = await open(app, page);
  await dialog.getByRole('radio', { name: 'Compact' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-density', 'compact');
  await page.keyboard.press('Escape');
  const after = await steps();
  for (const view of ['board', 'table', 'roadmap']) expect(after[view], view).toBeLessThan(before[view]);
  await app.reload();
  await expect(page.locator('html')).toHaveAttribute('data-density', 'compact');
  expect(await steps()).toEqual(after);

  // A card that is dropped before the second of its column stands there.
  await page.goto('/#/project/board');
  const cards = page.locator('[data-column]').nth(2).locator('[data-card]');
  const name = await cards.nth(6).locator('.card-title').textContent();
  const target = await cards.nth(1).boundingBox();
  await cards.nth(6).hover();
  await page.mouse.down();
  await page.mouse.move(target.x + 60, target.y + 8, { steps: 12 });
  await page.mouse.up();
  await expect(cards.nth(1).locator('.card-title')).toHaveText(name);
  await page.keyboard.press('Control+z');
  const again = await open(app, page);
  await again.getByRole('radio', { name: 'Comfortable' }).click();
  await page.keyboard.press('Escape');
  expect(await steps()).toEqual(before);
});

test('what belongs to the work is part of it, and can be undone', async ({ app, page }) => {
  await app.startWith([['Chart the coast']]);
  const dialog = await open(app, page);
  const name = dialog.getByRole('textbox', { name: 'Name' }).first();
  await name.fill('Coast guard');
  await name.press('Enter');
  await expect(page.locator('.workspace-button').first()).toContainText('Coast guard');
  await name.fill('');
  await name.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('Name cannot be empty');
  await dialog.getByRole('combobox', { name: 'Currency' }).selectOption('JPY');
  await page.keyboard.press('Escape');
  const { text } = await app.export();
  expect(JSON.parse(text).workspaces[0]).toMatchObject({ name: 'Coast guard', currency: 'JPY' });
  await app.main.focus();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(page.locator('.workspace-button').first()).not.toContainText('Coast guard');
});

test('a week and its days off are typed as people write them', async ({ app, page }) => {
  await app.startWith([['Chart the coast']]);
  const dialog = await open(app, page);
  await dialog.locator('[data-action="own-week"]').click();
  await expect(dialog).toContainText('40 hours a week');
  const friday = dialog.getByRole('textbox', { name: 'Hours on Friday' });
  await friday.fill('13-9');
  await friday.press('Enter');
  await expect(dialog).toContainText('“13-9” ends before it starts.');
  await friday.fill('9-12, 13-16');
  await friday.press('Enter');
  await expect(friday).toHaveValue('9:00–12:00, 13:00–16:00');
  await expect(dialog).toContainText('38 hours a week');
  await dialog.getByRole('checkbox', { name: 'Saturday' }).check();
  await expect(dialog).toContainText('46 hours a week');
  await dialog.getByRole('checkbox', { name: 'Saturday' }).uncheck();

  await dialog.getByRole('textbox', { name: 'Name' }).last().fill('Harbor fair');
  await dialog.getByLabel('First day').fill('2026-12-24');
  await dialog.getByLabel('Last day').fill('2026-12-01');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(dialog).toContainText('The last day lies before the first.');
  await dialog.getByLabel('Last day').fill('2026-12-26');
  await dialog.getByRole('checkbox', { name: 'Every year' }).check();
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(dialog.getByRole('listitem')).toContainText('2026-12-24 to 2026-12-26, every year');
  await page.keyboard.press('Escape');

  const { text } = await app.export();
  const [calendar] = JSON.parse(text).calendars;
  expect(calendar.week.at(-1)).toEqual({ day: 5, shifts: [{ from: 540, to: 720 }, { from: 780, to: 960 }] });
  expect(calendar.exceptions).toEqual([{ name: 'Harbor fair', from: '2026-12-24', to: '2026-12-26', yearly: true }]);
  const again = await open(app, page);
  await again.getByRole('button', { name: 'Remove Harbor fair' }).click();
  await expect(again).toContainText('None yet');
});

for (const [theme, width] of [['light', 1440], ['dark', 390]]) {
  test(`the dialog is accessible and fits, ${theme}, ${width} pixels wide`, async ({ app, page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 900 });
    await app.openSample();
    const dialog = await open(app, page);
    await expectAccessible(page, 'html', `settings, ${theme}`);
    const overflows = await dialog.evaluate((one) =>
      [...one.querySelectorAll('.dialog-body')].some((body) => body.scrollWidth > body.clientWidth));
    expect(overflows).toBe(false);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/settings-${theme}-${width}.png` });
  });
}
