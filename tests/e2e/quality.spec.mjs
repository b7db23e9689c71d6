// Quality and launches: a run is entered by keyboard, a failed one opens a bug, the template makes
// deliverables that move with the day, a decision keeps its reason, and what was expected is said.

import { expectAccessible } from './helpers/axe.mjs';
import { expect, test } from './helpers/app.mjs';

const block = (page, key) => page.locator(`[data-block="${key}"]`);
const rows = (page, key) => block(page, key).locator('tbody tr[data-row]');
const says = (page) => page.locator('.page-says');

/** Opens a page of the sample. */
async function openPage(app, page, lens, key) {
  await app.openSample();
  await page.goto(`/#/${lens}/pages?page=${key}`);
  await page.locator(`[data-page="${key}"] [data-block]`).first().waitFor();
  await app.dismiss();
}

/** Reads how many must-have tests pass. */
const passed = async (page) => Number((await says(page).textContent()).match(/(\d+) of \d+ passed/)[1]);

test.describe('quality', () => {
  test('a run is entered in the row by keyboard, and taken back', async ({ app, page }) => {
    await openPage(app, page, 'product', 'quality');
    const n = await passed(page);
    const name = 'The release candidate rolls back';
    const row = rows(page, 'tests').filter({ hasText: name });
    await expect(row).toContainText('never run');
    const result = row.getByRole('combobox', { name: `Run today, ${name}` });
    await result.focus();
    await page.keyboard.press('ArrowDown');
    await expect(row).toContainText('passed');
    await expect(result).toHaveValue('pass');
    await expect(result).toBeFocused();
    await expect.poll(() => passed(page)).toBe(n + 1);
    await app.undo.click();
    await expect(row).toContainText('never run');
    await expect.poll(() => passed(page)).toBe(n);
  });

  test('a run that fails opens a bug as one step, and passes after it', async ({ app, page }) => {
    await openPage(app, page, 'project', 'quality');
    const row = rows(page, 'tests').filter({ hasText: 'Number, color and sentence agree' });
    await row.getByRole('combobox', { name: /^Run today/ }).selectOption('fail');
    await expect(row).toContainText('failed');
    await row.getByRole('button', { name: 'Open a bug' }).press('Enter');
    await expect(row.getByRole('link', { name: /DEV-\d+/ })).toBeVisible();
    await expect(row.getByRole('button', { name: 'Open a bug' })).toHaveCount(0);
    await row.getByRole('link', { name: /DEV-\d+/ }).click();
    await expect(app.panel).toContainText('Fails: Number, color and sentence agree');
    await page.keyboard.press('Escape');
    await row.getByRole('button', { name: 'Passes now' }).click();
    await expect(row).toContainText('passed');
    await app.undo.click();
    await expect(row).toContainText('failed');
    await app.undo.click();
    await expect(row.getByRole('button', { name: 'Open a bug' })).toBeVisible();
    await expect(row.getByRole('link', { name: /DEV-\d+/ })).toHaveCount(0);
  });

  test('only tests that stand so are shown, and the gate asks for them', async ({ app, page }) => {
    await openPage(app, page, 'product', 'quality');
    const all = await rows(page, 'tests').count();
    await page.getByLabel('Tests', { exact: true }).selectOption('again');
    await expect(rows(page, 'tests')).toHaveCount(1);
    await expect(rows(page, 'tests')).toContainText('to be run again');
    expect(all).toBeGreaterThan(20);
    await page.goto('/#/project/pages?page=gates');
    await expect(page.getByText('All must-have tests pass').first()).toBeVisible();
  });

  test('a test leads to what it is for', async ({ app, page }) => {
    await openPage(app, page, 'product', 'quality');
    await rows(page, 'tests').getByRole('link', { name: 'A monitor is set up in under ten minutes' }).click();
    await expect(app.panel.locator('.why-chain')).toContainText('Set up in under ten minutes');
    await expect(app.panel.locator('[data-section=test_run]')).toBeVisible();
    await expectAccessible(page, '.panel', 'a test in the panel');
  });
});

test.describe('launches', () => {
  test('the template makes what is missing before the day, as one step', async ({ app, page }) => {
    await openPage(app, page, 'program', 'launch');
    await expect(says(page)).toHaveText(/Aria 1\.0 goes out on .*deliverables are done/);
    const lines = block(page, 'deliverables').locator('tbody tr:not(.sheet-group)');
    const n = await lines.count();
    await block(page, 'deliverables').getByRole('button', { name: 'Add deliverables from the template' }).click();
    await expect(lines).toHaveCount(n + 23);
    await expect(says(page)).toHaveText(/ of 55 deliverables/);
    await expect(block(page, 'deliverables').getByRole('button', { name: 'Add deliverables' })).toHaveCount(0);
    await app.undo.click();
    await expect(lines).toHaveCount(n);
  });

  test('deliverables move with the day when somebody says so', async ({ app, page }) => {
    await openPage(app, page, 'program', 'launch');
    const date = block(page, 'launches').getByLabel('Date, Aria 1.0');
    const was = await date.inputValue();
    const later = new Date(Date.parse(was) + 14 * 86_400_000).toISOString().slice(0, 10);
    const move = block(page, 'deliverables').getByRole('button', { name: 'Move the deliverables with it' });
    await expect(move).toHaveCount(0);
    await date.fill(later);
    await date.blur();
    await expect(block(page, 'deliverables')).toContainText('still planned for');
    await move.click();
    await expect(app.messages).toContainText('moved with the launch');
    await expect(move).toHaveCount(0);
    await app.undo.click();
    await expect(move).toHaveCount(1);
    await app.undo.click();
    await expect(date).toHaveValue(was);
  });

  test('a decision keeps what was known, and what is expected is typed', async ({ app, page }) => {
    await openPage(app, page, 'portfolio', 'launch');
    await block(page, 'gate').getByRole('button', { name: 'No go' }).click();
    await expect(says(page)).toHaveText(/It was decided not to go/);
    await expect(block(page, 'gate').getByRole('textbox')).toHaveValue(/deliverables are done/);
    await app.undo.click();
    await expect(says(page)).toHaveText(/Nothing is decided yet/);
    const confidence = block(page, 'after').getByRole('spinbutton', { name: 'Expected, Launch confidence' });
    await confidence.fill('90');
    await confidence.press('Enter');
    await expect(block(page, 'after').getByLabel('Measured on, Launch confidence')).not.toHaveValue('');
  });

  test('a launch of the past says what happened', async ({ app, page }) => {
    await openPage(app, page, 'product', 'launch');
    await page.getByLabel('Launch', { exact: true }).selectOption({ label: 'Northlight Home 2.9' });
    await expect(says(page)).toHaveText(/went out on .*: \d of 4 numbers are as expected or better/);
    await expect(block(page, 'after')).toContainText('below what was expected');
  });

  test('a launch is added, and says what it lacks', async ({ app, page }) => {
    await openPage(app, page, 'product', 'launch');
    await block(page, 'launches').getByRole('button', { name: 'Add a launch' }).click();
    await page.keyboard.type('Widgets');
    await page.keyboard.press('Enter');
    await expect(rows(page, 'launches')).toHaveCount(3);
    await page.getByLabel('Launch', { exact: true }).selectOption({ label: 'Widgets' });
    await expect(says(page)).toHaveText(/Widgets has no date yet/);
    await block(page, 'deliverables').getByRole('button', { name: 'Add deliverables' }).click();
    await expect(app.messages).toContainText('no date to plan backward from');
  });
});

for (const colorScheme of ['light', 'dark']) {
  for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
    test.describe(`${colorScheme}, ${viewport.width} pixels wide`, () => {
      test.use({ viewport, colorScheme });
      test.setTimeout(90_000);

      test('the pages are accessible and fit', async ({ app, page }) => {
        await app.openSample();
        for (const [lens, key] of [['product', 'quality'], ['program', 'launch']]) {
          await page.goto(`/#/${lens}/pages?page=${key}`);
          await page.locator(`[data-page="${key}"] [data-block]`).first().waitFor();
          await expect(says(page)).not.toBeEmpty();
          await expectAccessible(page, 'html', key);
          const wider = await page.evaluate(() =>
            document.documentElement.scrollWidth - document.documentElement.clientWidth);
          expect.soft(wider, `${key} fits`).toBe(0);
          if (process.env.SHOTS) {
            const shot = (part) => `${process.env.SHOTS}/${key}-${colorScheme}-${viewport.width}${part}.png`;
            await page.screenshot({ path: shot('') });
            for (const own of await page.locator('[data-block]').all()) {
              await own.screenshot({ path: shot(`-${await own.getAttribute('data-block')}`) });
            }
          }
        }
      });
    });
  }
}
