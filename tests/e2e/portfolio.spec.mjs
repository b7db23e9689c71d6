// Check-ins, choosing and benefits: the pages open, what they offer is one step of the history, and
// what needs a reason asks for one.

import { expectAccessible } from './helpers/axe.mjs';
import { expect, test } from './helpers/app.mjs';

const block = (page, key) => page.locator(`[data-block="${key}"]`);
const rows = (page, key) => block(page, key).locator('tbody tr');
const says = (page) => page.locator('.page-says');

/** Opens a page of the sample. */
async function openPage(app, page, lens, key) {
  await app.openSample();
  await page.goto(`/#/${lens}/pages?page=${key}`);
  await page.locator('main[data-view=pages]').waitFor();
  await expect(page.locator('.page-block').first()).toBeVisible();
  await app.dismiss();
}

/** Writes a text of Markdown where it stands. */
async function write(app, page, where, text) {
  await where.getByRole('button', { name: /Edit|Add|Write/ }).first().click();
  await where.locator('textarea').fill(text);
  await where.getByRole('button', { name: 'Save' }).click();
  await expect(where.locator('textarea')).toHaveCount(0);
}

test('a check-in is drafted from the facts, and its health is the project’s, as one step', async ({ app, page }) => {
  await openPage(app, page, 'program', 'checkins');
  await expect(says(page)).toHaveText(/^2 check-ins are overdue/);
  const due = rows(page, 'due').filter({ hasText: 'Support readiness' });
  await expect(due).toContainText('overdue');
  await due.getByRole('button', { name: 'Draft' }).click();
  await expect(says(page)).toHaveText(/^1 check-in is overdue/);
  await expect(block(page, 'newest').getByRole('heading')).toHaveText(/^Support readiness: check-in of/);
  await expect(block(page, 'happened').locator('li').first()).toBeVisible();
  const health = block(page, 'newest').getByLabel(/^Health/);
  await expect(health).toHaveValue('at_risk');
  await health.selectOption('off_track');
  await expect(due).toContainText('Off track');
  await page.goto('/#/portfolio/pages?page=choose');
  await expect(rows(page, 'projects').filter({ hasText: 'Support readiness' })).toContainText('Off track');
  await app.undo.click();
  await expect(rows(page, 'projects').filter({ hasText: 'Support readiness' })).toContainText('At risk');
  await page.goto('/#/program/pages?page=checkins');
  await expect(block(page, 'newest').getByLabel(/^Health/)).toHaveValue('at_risk');
  await app.undo.click();
  await expect(says(page)).toHaveText(/^2 check-ins are overdue/);
});

test('a project is stopped with a reason, and not without', async ({ app, page }) => {
  await openPage(app, page, 'portfolio', 'choose');
  const row = rows(page, 'projects').filter({ has: page.getByRole('link', { name: 'Marketing launch' }) });
  await row.getByRole('button', { name: 'Go on?' }).click();
  const asked = page.locator('[data-block^=review-]');
  await expect(asked.getByRole('heading').first()).toHaveText('Does Marketing launch go on?');
  await asked.getByRole('button', { name: 'Stop' }).click();
  await expect(app.messages).toContainText('To stop needs a reason');
  await write(app, page, asked, 'The booths are gone.');
  await asked.getByRole('button', { name: 'Stop' }).click();
  await expect(asked).toHaveCount(0);
  await expect(row.getByLabel(/^Phase/)).toHaveValue('closed');
  await expect(rows(page, 'kept').filter({ hasText: 'The booths are gone.' })).toContainText('Stop');
  await app.undo.click();
  await expect(row.getByLabel(/^Phase/)).toHaveValue('active');
  await expect(asked).toHaveCount(1);
});

test('the best set within the limits is taken, and made real as one step', async ({ app, page }) => {
  await openPage(app, page, 'portfolio', 'choose');
  const option = rows(page, 'options').filter({ hasText: 'Focus on the launch' });
  await expect(option).toContainText('best is worth');
  await option.getByRole('button', { name: 'Take the best set' }).click();
  await expect(option).toContainText('is the best');
  await option.getByRole('button', { name: 'Make it real' }).click();
  const row = rows(page, 'projects').filter({ has: page.getByRole('link', { name: 'Filter subscription' }) });
  await expect(row.getByLabel(/^Phase/)).toHaveValue('approved');
  await app.undo.click();
  await expect(row.getByLabel(/^Phase/)).toHaveValue('proposed');
});

test('a target share is typed and its deviation said', async ({ app, page }) => {
  await openPage(app, page, 'portfolio', 'choose');
  const row = rows(page, 'mix').filter({ hasText: 'In sight where lamps are bought' });
  await row.getByRole('spinbutton').fill('60');
  await row.getByRole('spinbutton').blur();
  await expect(row).toContainText('points');
  await app.undo.click();
  await expect(row).not.toContainText('points');
});

for (const colorScheme of ['light', 'dark']) {
  for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
    test.describe(`${colorScheme}, ${viewport.width} pixels wide`, () => {
      test.use({ viewport, colorScheme });
      test.setTimeout(90_000);

      test('the pages are accessible and fit', async ({ app, page }) => {
        await app.openSample();
        for (const [lens, key] of [['program', 'checkins'], ['portfolio', 'choose'], ['program', 'benefits']]) {
          await page.goto(`/#/${lens}/pages?page=${key}`);
          await expect(page.locator('main[data-view=pages]')).toBeVisible();
          await expect(says(page)).not.toBeEmpty();
          await expect(page.locator('.page-block').first()).toBeVisible();
          await expectAccessible(page, 'html', key);
          const wider = await page.evaluate(() =>
            document.documentElement.scrollWidth - document.documentElement.clientWidth);
          expect.soft(wider, `${key} fits`).toBe(0);
          if (process.env.SHOTS) {
            await page.screenshot({ path: `${process.env.SHOTS}/${key}-${colorScheme}-${viewport.width}.png` });
          }
        }
      });
    });
  }
}
