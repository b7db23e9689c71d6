// The page of numbers: tiles for each lens, what is behind one, its chart by pointer, key and table,
// readings of a KPI of one's own.

import { expectAccessible } from './helpers/axe.mjs';
import { expect, test } from './helpers/app.mjs';

const LENSES = ['portfolio', 'product', 'program', 'project'];
const SIZES = [{ width: 1440, height: 900 }, { width: 390, height: 844 }];

/** Opens the page of numbers of a lens with the sample. */
async function openKpis(app, page, rest = 'project/kpis') {
  await app.openSample();
  await page.goto(`/#/${rest}`);
  await page.locator('main[data-view=kpis]').waitFor();
}

const tiles = (page) => page.locator('[data-kpi]');
const readings = (page) => page.locator('table.readings tbody tr');

test.describe('the page of numbers', () => {
  test('each lens has tiles, and none says NaN or a false zero', async ({ app, page }) => {
    await openKpis(app, page);
    for (const lens of LENSES) {
      await page.goto(`/#/${lens}/kpis`);
      await expect(page.locator(`main[data-view=kpis][data-lens=${lens}]`)).toBeVisible();
      await expect(tiles(page).first()).toBeVisible();
      const values = await tiles(page).evaluateAll((all) => all.map((tile) =>
        [tile.dataset.kpi, tile.dataset.value, tile.textContent]));
      for (const [key, value, words] of values) {
        expect.soft(words, key).not.toMatch(/NaN|Infinity|undefined/);
        // What is not known says why, in words.
        if (value === undefined) expect.soft(words, key).toMatch(/\p{L}+ \p{L}+ \p{L}+/u);
        else expect.soft(Number.isFinite(Number(value)), `${key}: ${value}`).toBe(true);
      }
    }
  });

  test('keys and links lead from the board to the numbers and back', async ({ app, page }) => {
    await app.openSample();
    await app.main.focus();
    await page.keyboard.press('7');
    await expect(page.locator('main[data-view=kpis]')).toBeVisible();
    await page.keyboard.press('5');
    await expect(page.locator('main[data-view=board]')).toBeVisible();
    await page.getByRole('link', { name: 'KPIs', exact: true }).click();
    await expect(tiles(page).first()).toBeVisible();
  });

  test('a tile opens what is behind it, and the way back finds the tile', async ({ app, page }) => {
    await openKpis(app, page);
    const tile = page.locator('[data-kpi][data-value]').first();
    const key = await tile.getAttribute('data-kpi');
    await tile.getByRole('link').click();
    await expect(page).toHaveURL(new RegExp(`kpi=${key}`));
    await expect(page.locator(`[data-kpi-open="${key}"]`)).toBeVisible();
    await expect(page.getByText('Formula', { exact: true })).toBeVisible();
    await expect(page.getByText('Source', { exact: true })).toBeVisible();
    await expect(page.locator('.kpi-title')).toBeFocused();
    await page.getByRole('link', { name: 'All KPIs' }).click();
    await expect(page.locator(`[data-kpi="${key}"] a`)).toBeFocused();
  });

  test('arrow keys walk the points of a chart and say them', async ({ app, page }) => {
    await openKpis(app, page);
    await page.locator('[data-kpi][data-value]').first().getByRole('link').click();
    const chart = page.locator('.chart-stage').first();
    await chart.focus();
    await page.keyboard.press('Home');
    await expect(page.locator('.chart-tip')).toBeVisible();
    const first = await app.announcement.first().textContent();
    expect(first).toMatch(/: .*\d/);
    await page.keyboard.press('ArrowRight');
    await expect(app.announcement.first()).not.toHaveText(first);
    await page.keyboard.press('Escape');
    await expect(page.locator('.chart-tip')).toHaveCount(0);
    await expect(page).toHaveURL(/kpi=/);
  });

  test('a chart has the same numbers as a table', async ({ app, page }) => {
    await openKpis(app, page);
    await page.locator('[data-kpi][data-value]').first().getByRole('link').click();
    const chart = page.locator('.chart').first();
    // It is always there for those who listen.
    await expect(chart.getByRole('table')).toHaveCount(1);
    await expect(chart.locator('.chart-table')).toHaveCount(0);
    await chart.getByRole('button', { name: 'Show as a table' }).click();
    await expect(chart.locator('.chart-table')).toBeVisible();
    expect(await chart.locator('tbody tr').count()).toBeGreaterThan(0);
  });

  test('a chart is copied as CSV, SVG and PNG', async ({ app, page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await openKpis(app, page);
    await page.locator('[data-kpi][data-value]').first().getByRole('link').click();
    const chart = page.locator('.chart').first();
    const copy = async (name) => {
      await chart.getByRole('button', { name: 'Copy' }).click();
      await page.getByRole('menuitem', { name }).click();
    };
    const text = () => page.evaluate(() => navigator.clipboard.readText());
    await copy('Copy the numbers as CSV');
    await expect(app.toast('Copied as CSV')).toBeVisible();
    expect(await text()).toMatch(/^[^\n]+,[^\n]+\r?\n.*\d/);
    await copy('Copy as SVG');
    await expect(app.toast('Copied as SVG')).toBeVisible();
    const svg = await text();
    expect(svg).toMatch(/^<svg[^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(svg).not.toMatch(/var\(|oklch|class=/);
    await copy('Copy as PNG');
    await expect(app.toast('Copied as PNG')).toBeVisible();
  });

  test('the period, the comparison and the counting rule are in the address', async ({ app, page }) => {
    await openKpis(app, page);
    await page.getByRole('combobox', { name: 'Period' }).selectOption('26w');
    await expect(page).toHaveURL(/period=26w/);
    await page.getByRole('combobox', { name: 'How days are counted' }).selectOption('inclusive');
    await expect(page).toHaveURL(/counting=inclusive/);
    await expect(page.locator('.tile-delta:visible').first()).toBeVisible();
    await page.getByRole('button', { name: 'Compare with the period before' }).click();
    await expect(page).toHaveURL(/before=off/);
    await expect(page.locator('.tile-delta:visible')).toHaveCount(0);
    await page.getByRole('combobox', { name: 'Period' }).selectOption('custom');
    await page.getByLabel('From', { exact: true }).fill('2020-01-01');
    await expect(page).toHaveURL(/period=2020-01-01\.\./);
    await page.reload();
    await expect(page.getByLabel('From', { exact: true })).toHaveValue('2020-01-01');
  });

  test('a filter changes the numbers, and taking it away brings them back', async ({ app, page }) => {
    await openKpis(app, page);
    const wip = page.locator('[data-kpi=wip]');
    await expect(wip).toHaveAttribute('data-value', /\d/);
    const all = Number(await wip.getAttribute('data-value'));
    await page.goto('/#/project/kpis?filter=priority:high');
    await expect(wip).not.toHaveAttribute('data-value', String(all));
    const some = Number(await wip.getAttribute('data-value'));
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(all);
    await page.goto('/#/project/kpis');
    await expect(wip).toHaveAttribute('data-value', String(all));
  });

  test('another lens starts at the top, and so does what is behind a number', async ({ app, page }) => {
    await openKpis(app, page);
    const body = page.locator('.view-body.kpis');
    const top = () => body.evaluate((element) => element.scrollTop);
    for (const rest of ['program/kpis', 'project/kpis', 'project/kpis?kpi=wip']) {
      await expect(tiles(page).first()).toBeVisible();
      await body.evaluate((element) => { element.scrollTop = 400; });
      await expect.poll(top).toBeGreaterThan(300);
      await page.goto(`/#/${rest}`);
      await expect.poll(top).toBe(0);
    }
  });

  test('a filter that cannot be read is said on the page', async ({ app, page }) => {
    await openKpis(app, page, 'project/kpis?filter=ownre:me');
    await expect(page.locator('.kpi-problem')).toBeVisible();
  });

  test('records lead to the panel and to the board', async ({ app, page }) => {
    await openKpis(app, page, 'project/kpis?kpi=throughput');
    const records = page.locator('.kpi-records');
    await records.getByRole('link').first().click();
    await expect(app.panel).toBeVisible();
    await page.keyboard.press('Escape');
    await records.getByRole('button', { name: 'Show on the board' }).click();
    await expect(page.locator('main[data-view=board]')).toBeVisible();
    await expect(page).toHaveURL(/filter=key:/);
    await expect(app.cards.first()).toBeVisible();
  });

  test('the rules of red and amber are read and changed', async ({ app, page }) => {
    await openKpis(app, page, 'portfolio/kpis?kpi=health');
    await expect(page.getByText(/Amber: an index below 0.95/)).toBeVisible();
    await page.getByRole('button', { name: 'Change the rules' }).click();
    const field = app.panel.getByRole('textbox', { name: 'Amber below an index of' });
    await field.fill('0.9');
    await field.press('Enter');
    await expect(page.getByText(/Amber: an index below 0.9\b/)).toBeVisible();
  });

  test('an edit shows in the numbers', async ({ app, page }) => {
    await openKpis(app, page, 'project/kpis');
    const wip = page.locator('[data-kpi=wip]');
    const before = await wip.getAttribute('data-value');
    await page.goto('/#/project/board');
    await page.locator('[data-column]').filter({ has: page.locator('[data-category=active]') })
      .first().locator('[data-card]').first().focus();
    await page.keyboard.press('Delete');
    await page.keyboard.press('7');
    await expect(wip).toBeVisible();
    await expect(wip).not.toHaveAttribute('data-value', before);
    // How long an edit takes until its numbers are painted is in User Timing.
    const taken = () => page.evaluate(() => performance.getEntriesByName('throughline:numbers').length);
    const n = await taken();
    await page.keyboard.press('Control+z');
    await expect(wip).toHaveAttribute('data-value', before);
    await expect.poll(taken).toBeGreaterThan(n);
  });
});

test.describe('a KPI of one’s own', () => {
  test('it is added, gets readings, and every step can be undone', async ({ app, page }) => {
    await openKpis(app, page, 'product/kpis');
    await page.getByRole('button', { name: 'Add a KPI' }).click();
    const dialog = app.dialog('New KPI');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Support calls');
    await dialog.getByRole('textbox', { name: 'Unit' }).fill('calls');
    await dialog.getByRole('button', { name: 'Create KPI' }).last().click();
    await expect(page).toHaveURL(/kpi=support_calls/);
    await expect(page.getByText('No reading yet.')).toBeVisible();
    await page.getByRole('spinbutton', { name: 'Value' }).fill('41.5');
    await page.getByRole('button', { name: 'Add reading' }).click();
    await expect(readings(page)).toHaveCount(1);
    await app.undo.click();
    await expect(readings(page)).toHaveCount(0);
    await page.keyboard.press('Control+Shift+z');
    await expect(readings(page)).toHaveCount(1);
    await readings(page).first().getByRole('spinbutton').fill('44');
    await page.keyboard.press('Tab');
    await page.getByRole('link', { name: 'All KPIs' }).click();
    await expect(page.locator('[data-kpi=support_calls]')).toHaveAttribute('data-value', '44');
  });

  test('rows are pasted, and what stays behind is told', async ({ app, page }) => {
    await openKpis(app, page, 'project/kpis?kpi=crash_free');
    const n = Number(await page.locator('.kpi-readings .section-count').textContent());
    await page.getByRole('button', { name: 'Paste rows…' }).click();
    const dialog = app.dialog('Paste readings');
    await dialog.getByRole('textbox').fill('Date;Value\n01.02.2019;97,5\n08.02.2019;98\nsoon;3');
    await expect(dialog.getByText('2 readings found.')).toBeVisible();
    await expect(dialog.getByText('Line 4')).toBeVisible();
    await dialog.getByRole('button', { name: 'Take in readings' }).click();
    const count = page.locator('.kpi-readings .section-count');
    await expect(count).toHaveText(String(n + 2));
    await page.keyboard.press('Control+z');
    await expect(count).toHaveText(String(n));
  });
});

for (const colorScheme of ['light', 'dark']) {
  for (const viewport of SIZES) {
    test.describe(`${colorScheme}, ${viewport.width} pixels wide`, () => {
      test.use({ viewport, colorScheme });
      test.setTimeout(90_000);

      test('nothing is wider than the window, and axe finds nothing', async ({ app, page }) => {
        await openKpis(app, page);
        for (const lens of LENSES) {
          await page.goto(`/#/${lens}/kpis`);
          await expect(page.locator(`main[data-lens=${lens}]`)).toBeVisible();
          await expect(tiles(page).first()).toBeVisible();
          await expectAccessible(page, 'html', `${lens} numbers`);
        }
        for (const kpi of ['throughput', 'cycle-time-p85']) {
          await page.goto(`/#/project/kpis?kpi=${kpi}`);
          await expect(page.locator('.chart-drawing').first()).toBeVisible();
          await expectAccessible(page, 'html', kpi);
          const overflow = await page.evaluate(() => {
            const body = document.querySelector('.view-body');
            const { scrollWidth, clientWidth } = document.documentElement;
            return [scrollWidth - clientWidth, body.scrollWidth - body.clientWidth];
          });
          expect(overflow).toEqual([0, 0]);
        }
      });

      test('axe finds nothing on tiles that are hidden, and on a report, shown or printed', async ({ app, page }) => {
        await openKpis(app, page);
        const tile = page.locator('[data-kpi=throughput]');
        await tile.hover();
        await tile.getByRole('button', { name: /^Arrange/ }).click();
        await page.getByRole('menuitem', { name: 'Hide', exact: true }).click();
        await expect(tile).toHaveCount(0);
        await page.getByRole('button', { name: '1 hidden' }).click();
        await expect(page.getByRole('menuitem', { name: 'Throughput' })).toBeVisible();
        await expectAccessible(page, 'html', 'hidden tiles');
        await page.keyboard.press('Escape');
        for (const lens of LENSES) {
          await page.goto(`/#/${lens}/kpis?kpi=status-report`);
          await expect(page.locator(`main[data-lens=${lens}] .report-section`).first()).toBeVisible();
          await expectAccessible(page, 'html', `${lens} report`);
        }
        await page.emulateMedia({ media: 'print', colorScheme });
        await expect(page.locator('.report-bar')).toBeHidden();
        await expectAccessible(page, '.report', 'a printed report');
      });
    });
  }
}
