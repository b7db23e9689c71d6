// The page of numbers as somebody arranges it: by dragging, by keys, by the menu of a tile; a
// formula that is checked while it is typed; the status report; the numbers of an imported board.

import { readFileSync } from 'node:fs';
import { expectAccessible } from './helpers/axe.mjs';
import { expect, reference, test } from './helpers/app.mjs';

async function openKpis(app, page, rest = 'project/kpis') {
  await app.openSample();
  await page.goto(`/#/${rest}`);
  await page.locator('[data-kpi], [data-kpi-open]').first().waitFor();
}

const tile = (page, key) => page.locator(`[data-kpi="${key}"]`);
const group = (page, name) => page.getByRole('region', { name, exact: true });
const keys = (within) =>
  within.locator('[data-kpi]').evaluateAll((all) => all.map((one) => one.dataset.kpi));

/** Picks an entry of a tile's menu. */
async function menu(page, key, entry, role = 'menuitem') {
  await tile(page, key).hover();
  await tile(page, key).getByRole('button', { name: /^Arrange/ }).click();
  await page.getByRole(role, { name: entry }).click();
}

test.describe('an arrangement', () => {
  test('keys move a tile in its group, and undo takes it back', async ({ app, page }) => {
    await openKpis(app, page);
    const flow = group(page, 'Flow');
    const before = await keys(flow);
    await tile(page, before[1]).getByRole('link').focus();
    await page.keyboard.press('Alt+ArrowLeft');
    await expect.poll(() => keys(flow)).toEqual([before[1], before[0], ...before.slice(2)]);
    await expect(tile(page, before[1]).getByRole('link')).toBeFocused();
    await expect(app.announcement.first()).toContainText('Now 1 of');
    await page.keyboard.press('Control+z');
    await expect.poll(() => keys(flow)).toEqual(before);
  });

  test('a tile is dragged to another place, and stays there after a reload', async ({ app, page }) => {
    await openKpis(app, page);
    const flow = group(page, 'Flow');
    const before = await keys(flow);
    const target = tile(page, before[0]);
    await tile(page, before[2]).dragTo(target, { targetPosition: { x: 12, y: 40 } });
    const after = [before[2], before[0], before[1], ...before.slice(3)];
    await expect.poll(() => keys(flow)).toEqual(after);
    await page.reload();
    await tile(page, before[0]).waitFor();
    await expect.poll(() => keys(flow)).toEqual(after);
  });

  test('a tile is hidden and shown again, each in one step', async ({ app, page }) => {
    await openKpis(app, page);
    await menu(page, 'throughput', 'Hide');
    await expect(tile(page, 'throughput')).toHaveCount(0);
    await page.keyboard.press('Control+z');
    await expect(tile(page, 'throughput')).toHaveCount(1);
    await page.keyboard.press('Control+Shift+z');
    await expect(tile(page, 'throughput')).toHaveCount(0);
    await page.getByRole('button', { name: /hidden$/ }).click();
    await page.getByRole('menuitem', { name: 'Throughput' }).click();
    await expect(tile(page, 'throughput')).toHaveCount(1);
  });

  test('a number is pinned on the page of another lens and opens there', async ({ app, page }) => {
    await openKpis(app, page);
    await menu(page, 'throughput', 'Portfolio', 'menuitemradio');
    await page.goto('/#/portfolio/kpis');
    const pinned = tile(page, 'project:throughput');
    await expect(group(page, 'Pinned').locator('[data-kpi]')).toHaveCount(1);
    await pinned.getByRole('link').click();
    await expect(page.locator('[data-kpi-open="project:throughput"]')).toContainText('Throughput');
    await page.getByRole('link', { name: 'All KPIs' }).click();
    await menu(page, 'project:throughput', 'Portfolio', 'menuitemradio');
    await expect(pinned).toHaveCount(0);
  });
});

test('a formula says where it is wrong, offers keys, and gives a number', async ({ app, page }) => {
  await openKpis(app, page, 'product/kpis');
  await page.getByRole('button', { name: 'Add a KPI' }).click();
  const dialog = app.dialog('New KPI');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('New revenue per household');
  await dialog.getByRole('combobox', { name: 'Its numbers are' }).selectOption('formula');
  const field = dialog.getByRole('textbox', { name: 'Formula' });
  const create = dialog.getByRole('button', { name: 'Create KPI' }).last();
  await field.fill('new-mrr / custmers');
  await expect(dialog.locator('.formula-marked mark')).toHaveText('custmers');
  await expect(dialog.getByText('No KPI has the key')).toBeVisible();
  await expect(create).toBeDisabled();
  await field.fill('new-mrr / new-c');
  await dialog.getByRole('group', { name: 'Insert' })
    .getByRole('button', { name: 'new-customers' }).click();
  await expect(field).toHaveValue('new-mrr / new-customers');
  await expect(field).toBeFocused();
  await expect(dialog.getByText(/^Gives .*EUR per home/)).toBeVisible();
  await expectAccessible(page, 'dialog', 'the formula');
  await create.click();
  await expect(page.locator('[data-kpi-open=new_revenue_per_household]')).toBeVisible();
  await page.getByRole('button', { name: 'Edit formula…' }).click();
  const edit = app.dialog('Formula of the KPI');
  await edit.getByRole('textbox', { name: 'Formula' }).fill('new-mrr + new-customers');
  await expect(edit.getByText('cannot be added to')).toBeVisible();
  await expect(edit.getByRole('button', { name: 'Save formula' })).toBeDisabled();
});

test('a report of the place is shown, printed and saved', async ({ app, page }) => {
  await openKpis(app, page);
  await page.getByRole('link', { name: 'Status report' }).click();
  const report = page.locator('.report');
  for (const heading of ['What was expected', 'What happened', 'What is next', 'What needs a decision']) {
    await expect(report.getByRole('heading', { name: heading })).toBeVisible();
  }
  await expect(report).not.toContainText(/NaN|undefined|\d{4}-\d\d-\d\d/);
  await expectAccessible(page, 'html', 'the report');
  let html = '';
  for (const [button, ending, start] of [['Save as HTML', '.html', '<!doctype html>'],
    ['Save as Markdown', '.md', '# Status of']]) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: button }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`^status-.*${ending}$`));
    const saved = readFileSync(await download.path(), 'utf8');
    expect(saved.startsWith(start)).toBe(true);
    if (ending === '.html') html = saved;
  }
  await page.emulateMedia({ media: 'print' });
  await expect(report).toBeVisible();
  await expect(page.locator('.sidebar')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
  // The file stands alone, and is as easy to read. It lets nothing run, not even axe: that rule is
  // taken out for the check.
  await page.emulateMedia({ media: 'screen' });
  await page.goto('about:blank');
  await page.setContent(html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ''));
  await expect(page.getByRole('heading', { name: /^Status of/ })).toBeVisible();
  await expectAccessible(page, 'html', 'the saved report');
});

test('a point of a chart leads to the records that it counts', async ({ app, page }) => {
  await openKpis(app, page, 'project/kpis?kpi=throughput');
  const chart = page.locator('.chart-stage').first();
  await chart.focus();
  await page.keyboard.press('End');
  const said = await page.locator('.chart-tip-value').textContent();
  await page.keyboard.press('Enter');
  const records = page.locator('.kpi-records');
  const count = Number.parseInt(said, 10);
  if (count === 0) return;
  await expect(records.locator('.section-count')).toHaveText(String(count));
  await records.getByRole('button', { name: /on the board$/ }).click();
  await expect(page.locator('main[data-view=board]')).toBeVisible();
  await expect(page).toHaveURL(/filter=key:/);
});

test('an imported Trello board shows true flow metrics on the first day', async ({ app, page }) => {
  const path = reference('trello/delivery-board-anonymised.json');
  await app.open();
  await app.import(path);
  await app.confirmImport();
  await page.goto('/#/project/kpis?period=2000-01-01..2030-01-01');
  // Every change of list that the export has is in the history: cards that were finished have a
  // cycle time, and none is a guess.
  for (const key of ['throughput', 'cycle-time-p50', 'cycle-time-p85', 'lead-time-p50']) {
    await expect(tile(page, key)).toHaveAttribute('data-value', /^\d+(\.\d+)?$/);
  }
  const board = JSON.parse(readFileSync(path, 'utf8'));
  const moves = board.actions.filter((action) => action.data.listAfter);
  expect(moves.length).toBeGreaterThan(50);
  await tile(page, 'throughput').getByRole('link').click();
  const n = Number(await page.locator('.kpi-records .section-count').textContent());
  expect(n).toBeGreaterThan(0);
  expect(n).toBeLessThanOrEqual(122);
});
