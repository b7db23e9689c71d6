// The table: any kind of record in rows; walking, editing, sorting, grouping, columns and the
// clipboard by key and by mouse.

import { expectAccessible } from './helpers/axe.mjs';
import { expect, test } from './helpers/app.mjs';

const rows = (page) => page.locator('.grid-row:not([data-group]) [role=rowheader]');
const cell = (page, row, field) =>
  page.locator(`.grid-row[aria-rowindex="${row + 2}"] [data-field=${field}]`);
const head = (page, field) => page.locator(`.grid-head [data-field=${field}]`);
const label = (at) => at.locator('.grid-label');
const bar = (page) => page.locator('.table-bar');

/** Opens the table of a lens with the sample. */
async function openTable(app, page, rest = 'project/table') {
  await app.openSample();
  await page.goto(`/#/${rest}`);
  await rows(page).first().waitFor();
  await app.dismiss();
}

/** Starts with a table of three items. */
async function smallTable(app, page) {
  await app.startWith([['Chart the coast', 'Buy rope', 'Paint the boat']]);
  await page.goto('/#/project/table');
  await expect(rows(page)).toHaveCount(3);
  await app.dismiss();
}

test('a key, a link and the palette lead to it', async ({ app, page }) => {
  await app.openSample();
  await app.main.focus();
  await page.keyboard.press('8');
  await expect(page.locator('main[data-view=table]')).toBeVisible();
  await rows(page).first().waitFor();
  await page.keyboard.press('5');
  await expect(page.locator('main[data-view=board]')).toBeVisible();
  await page.getByRole('link', { name: 'Table', exact: true }).click();
  await rows(page).first().waitFor();
  await page.keyboard.press('Control+k');
  const palette = app.dialog('Search and run anything');
  await palette.getByRole('combobox').fill('table: all');
  await expect(palette.getByRole('option').first()).toContainText('Table');
});

test('keys walk from cell to cell, edit, take back and go on', async ({ app, page }) => {
  await smallTable(app, page);
  await cell(page, 0, 'title').focus();
  await page.keyboard.press('ArrowDown');
  await expect(cell(page, 1, 'title')).toBeFocused();
  await page.keyboard.press('Enter');
  const field = page.getByRole('textbox', { name: 'Title' });
  await expect(field).toBeFocused();
  await field.fill('Buy long rope');
  await page.keyboard.press('Escape');
  await expect(label(cell(page, 1, 'title'))).toHaveText('Buy rope');
  await expect(cell(page, 1, 'title')).toBeFocused();
  await page.keyboard.press('F2');
  await field.fill('Buy long rope');
  await page.keyboard.press('Tab');
  await expect(label(cell(page, 1, 'title'))).toHaveText('Buy long rope');
  await expect(cell(page, 1, 'key')).toBeFocused();
  await app.undo.click();
  await expect(label(cell(page, 1, 'title'))).toHaveText('Buy rope');
});

test('a value that does not fit stays and says why', async ({ app, page }) => {
  await smallTable(app, page);
  await cell(page, 0, 'estimate').click();
  await page.keyboard.press('Enter');
  const field = page.getByRole('textbox', { name: 'Estimate' });
  await field.fill('many');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('“many” is not a number');
  await field.fill('5');
  await page.keyboard.press('Enter');
  await expect(label(cell(page, 0, 'estimate'))).toHaveText('5');
  await expect(page.locator('.grid-foot')).toContainText('Sum 5');
});

test('a choice opens its list at once', async ({ app, page }) => {
  await smallTable(app, page);
  await cell(page, 0, 'priority').dblclick();
  await page.getByRole('combobox', { name: 'Priority' }).fill('urg');
  await page.keyboard.press('Enter');
  await expect(label(cell(page, 0, 'priority'))).toHaveText('Urgent');
  await expect(cell(page, 0, 'priority')).toBeFocused();
});

test('names of columns sort, by several with Shift', async ({ app, page }) => {
  await smallTable(app, page);
  await head(page, 'title').click();
  await expect(head(page, 'title')).toHaveAttribute('aria-sort', 'ascending');
  await expect(label(cell(page, 0, 'title'))).toHaveText('Buy rope');
  await head(page, 'title').click();
  await expect(label(cell(page, 0, 'title'))).toHaveText('Paint the boat');
  await head(page, 'status').click({ modifiers: ['Shift'] });
  await expect(head(page, 'status')).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(() => page.url()).toContain('sort=-title,status');
  await cell(page, 0, 'key').click();
  await page.keyboard.press('s');
  await expect(head(page, 'key')).toHaveAttribute('aria-sort', 'ascending');
  await expect(head(page, 'title')).not.toHaveAttribute('aria-sort', /./);
});

test('cells are copied and pasted, and what is refused is told', async ({ app, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await smallTable(app, page);
  await cell(page, 0, 'estimate').click();
  await page.evaluate(() => navigator.clipboard.writeText('3\nmany\n8'));
  await page.keyboard.press('Control+v');
  await expect(label(cell(page, 0, 'estimate'))).toHaveText('3');
  await expect(label(cell(page, 2, 'estimate'))).toHaveText('8');
  await expect(page.locator('.grid-report')).toContainText('2 cells changed, 1 cell refused.');
  await expect(page.locator('.grid-report')).toContainText('Buy rope, Estimate: “many” is not a number');
  await expectAccessible(page, 'html', 'the report of a paste');
  await app.undo.click();
  await expect(label(cell(page, 0, 'estimate'))).toHaveCount(0);
  await expect(label(cell(page, 2, 'estimate'))).toHaveCount(0);
  await cell(page, 0, 'title').focus();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.locator('.grid-cell[data-chosen]')).toHaveCount(4);
  await page.keyboard.press('Control+c');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/^Chart the coast\t\w+-\d\nBuy rope\t\w+-\d$/);
});

test('columns are resized, moved and hidden by key and by mouse', async ({ app, page }) => {
  await smallTable(app, page);
  const names = () => page.locator('.grid-head [data-field]')
    .evaluateAll((all) => all.map((one) => one.dataset.field));
  const width = async () => (await head(page, 'status').boundingBox()).width;
  const before = await width();
  await cell(page, 0, 'status').click();
  await page.keyboard.press('Alt+Shift+ArrowRight');
  await expect.poll(width).toBe(before + 16);
  await page.keyboard.press('Alt+ArrowLeft');
  await expect.poll(async () => (await names())[1]).toBe('status');
  const box = await head(page, 'status').boundingBox();
  await page.mouse.move(box.x + box.width - 3, box.y + 12);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width + 37, box.y + 12, { steps: 4 });
  await page.mouse.up();
  await expect.poll(width).toBe(before + 56);
  await page.keyboard.press('h');
  await expect(head(page, 'status')).toHaveCount(0);
  await page.reload();
  await expect(rows(page)).toHaveCount(3);
  await expect(head(page, 'status')).toHaveCount(0);
  await bar(page).getByRole('button', { name: /^Columns/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Status' }).or(
    page.getByRole('menuitemradio', { name: 'Status' })).first().click();
  await expect(head(page, 'status')).toHaveCount(1);
});

test('rows are grouped with what they come to, and fold', async ({ app, page }) => {
  await openTable(app, page, 'project/table?group=status');
  const group = page.locator('.grid-row[data-group]').first();
  await expect(group).toBeVisible();
  const n = Number(await group.locator('.grid-count').textContent());
  expect(n).toBeGreaterThan(0);
  await group.locator('[data-field]').focus();
  await page.keyboard.press('Enter');
  await expect(group.locator('[role=rowheader]')).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('Enter');
  await expect(group.locator('[role=rowheader]')).toHaveAttribute('aria-expanded', 'true');
});

test('any kind of record is shown, and the filter narrows it', async ({ app, page }) => {
  await openTable(app, page);
  const kinds = bar(page).getByRole('combobox', { name: 'Kind of record' });
  for (const kind of ['person', 'kpi', 'project', 'comment', 'status']) {
    await kinds.selectOption(kind);
    await expect.poll(() => page.url()).toContain(`of=${kind}`);
    await rows(page).first().waitFor();
    expect(await page.locator('[data-grid]').textContent()).not.toMatch(/NaN|undefined/);
  }
  await kinds.selectOption('project');
  // Slots that show no row wait hidden for others.
  const shown = rows(page).filter({ visible: true });
  await expect(shown).toHaveCount(9);
  await app.filter.fill('health:"on track"');
  await expect(shown).toHaveCount(1);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

for (const [width, height] of [[1440, 900], [390, 844]]) {
  for (const scheme of ['light', 'dark']) {
    test(`axe finds nothing at ${width} in the ${scheme} theme`, async ({ app, page }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await openTable(app, page, 'project/table?group=priority&sort=due');
      await expectAccessible(page, 'html', `the table at ${width}, ${scheme}`);
      await page.screenshot({ path: `../../target/e2e/table-${width}-${scheme}.png` });
    });
  }
}
