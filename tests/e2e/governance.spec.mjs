// Risks, decisions, gates, hand-overs and roles: the pages open, what is added and edited stands, what
// they offer to do is one step of the history, and a late decision moves what waits for it.

import { expectAccessible } from './helpers/axe.mjs';
import { expect, test } from './helpers/app.mjs';

const block = (page, key) => page.locator(`[data-block="${key}"]`);
const rows = (page, key) => block(page, key).locator('tbody tr[data-row]');
const says = (page) => page.locator('.page-says');

/** Opens a page of the sample. */
async function openPage(app, page, lens, key) {
  await app.openSample();
  await page.goto(`/#/${lens}/pages?page=${key}`);
  await page.locator('main[data-view=pages]').waitFor();
  await expect(page.locator('.page-block').first()).toBeVisible();
  await app.dismiss();
}

test.describe('risks', () => {
  test('one is added, gets a probability and days, and counts', async ({ app, page }) => {
    await openPage(app, page, 'program', 'risks');
    await expect(says(page)).toHaveText(/10 risks, 3 assumptions and 1 issue are open/);
    const n = await rows(page, 'register').count();
    await block(page, 'register').getByRole('button', { name: 'Add a risk' }).click();
    await page.keyboard.type('The ferry does not run');
    await page.keyboard.press('Enter');
    await expect(rows(page, 'register')).toHaveCount(n + 1);
    await expect(says(page)).toHaveText(/11 risks/);
    const row = rows(page, 'register').filter({ hasText: 'The ferry does not run' });
    await row.getByLabel(/^Probability/).fill('40');
    await row.getByLabel(/^Probability/).blur();
    await expect(row.getByLabel(/^Probability/)).toHaveValue('40');
    await row.getByLabel(/^Days/).fill('10');
    await row.getByLabel(/^Days/).blur();
    await expect(row).toContainText('4 working days');
    await app.undo.click();
    await expect(row).not.toContainText('4 working days');
  });

  test('what has happened becomes an issue, as one step', async ({ app, page }) => {
    await openPage(app, page, 'program', 'risks');
    const watched = rows(page, 'triggers').filter({ hasText: 'The radio report fails a second time' });
    await watched.getByRole('button', { name: 'It happened' }).click();
    await expect(says(page)).toHaveText(/9 risks, 3 assumptions and 2 issues/);
    await expect(watched).toHaveCount(0);
    await app.undo.click();
    await expect(says(page)).toHaveText(/10 risks, 3 assumptions and 1 issue/);
    await expect(watched).toHaveCount(1);
  });
});

test.describe('decisions', () => {
  test('a decision is looked at on its sheet, made, and taken back', async ({ app, page }) => {
    await openPage(app, page, 'program', 'decisions');
    await expect(says(page)).toHaveText(/4 decisions are open, 1 of them late/);
    await page.getByLabel('Decision', { exact: true }).selectOption({ label: 'Which launch date do we announce?' });
    await expect(says(page)).toHaveText(/Two weeks later leads/);
    await expect(block(page, 'people').locator('tbody tr')).not.toHaveCount(0);
    await expectAccessible(page, 'main', 'a decision');
    await block(page, 'head').getByRole('button', { name: 'Decide: Two weeks later' }).click();
    await expect(says(page)).toHaveText(/Decided on .*: Two weeks later/);
    await app.undo.click();
    await expect(says(page)).toHaveText(/Two weeks later leads/);
  });

  test('where somebody stands is said in the matrix', async ({ app, page }) => {
    await openPage(app, page, 'program', 'decisions');
    await page.getByLabel('Decision', { exact: true }).selectOption({ label: 'Which launch date do we announce?' });
    const stand = block(page, 'people').getByLabel('Keep the date, Grace Adeyemi');
    await expect(stand).toHaveValue('');
    await stand.selectOption('strong_for');
    await expect(block(page, 'people').getByLabel('Keep the date, Grace Adeyemi')).toHaveValue('strong_for');
    await app.undo.click();
    await expect(block(page, 'people').getByLabel('Keep the date, Grace Adeyemi')).toHaveValue('');
  });

  test('one decision prints without what is pressed', async ({ app, page }) => {
    await openPage(app, page, 'program', 'decisions');
    await page.getByLabel('Decision', { exact: true }).selectOption({ label: 'Which launch date do we announce?' });
    await expect(says(page)).toHaveText(/leads/);
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('.page-nav')).toBeHidden();
    await expect(page.locator('.page-choices')).toBeHidden();
    await expect(block(page, 'options')).toBeVisible();
  });
});

test.describe('gates, hand-overs and roles', () => {
  test('a criterion holds when somebody says so', async ({ app, page }) => {
    await openPage(app, page, 'project', 'gates');
    await expect(says(page)).toHaveText(/gates are ahead/);
    const hold = page.getByRole('button', { name: 'It holds' });
    const n = await hold.count();
    await hold.first().click();
    await expect(hold).toHaveCount(n - 1);
    await app.undo.click();
    await expect(hold).toHaveCount(n);
  });

  test('a hand-over is agreed on', async ({ app, page }) => {
    await openPage(app, page, 'program', 'handovers');
    await expect(says(page)).toHaveText(/hand-overs between projects are open/);
    const agree = block(page, 'list').getByRole('button', { name: 'Agree', exact: true });
    const n = await agree.count();
    await agree.first().click();
    await expect(agree).toHaveCount(n - 1);
    await app.undo.click();
    await expect(agree).toHaveCount(n);
  });
});

for (const colorScheme of ['light', 'dark']) {
  for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
    test.describe(`${colorScheme}, ${viewport.width} pixels wide`, () => {
      test.use({ viewport, colorScheme });
      test.setTimeout(90_000);

      test('the pages are accessible and fit', async ({ app, page }) => {
        await app.openSample();
        for (const [lens, key] of [
          ['program', 'risks'], ['program', 'decisions'], ['project', 'gates'], ['project', 'charter'],
          ['program', 'handovers'], ['program', 'roles'],
        ]) {
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
