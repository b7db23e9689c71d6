// Leveling and scenarios on the roadmap: what would follow is seen before anything changes, one step
// of the history does it, and the plan stays as it is while a scenario moves.

import { expectAccessible } from './helpers/axe.mjs';
import { expect, test } from './helpers/app.mjs';

const rows = (page) => page.locator('[data-row]');
const tray = (page) => page.locator('[data-level]');
const strip = (page) => page.locator('[data-scenario]');
const line = (page) => page.locator('.road-line').first();

/** Opens the roadmap of the sample's open work. */
async function openRoadmap(app, page) {
  await app.openSample();
  await page.goto('/#/project/roadmap?filter=-is%3Adone');
  await page.locator('main[data-view=roadmap]').waitFor();
  await rows(page).first().waitFor();
  await expect(line(page)).toHaveText(/Finishes on/);
  await app.dismiss();
}

/** Levels, and waits until the search has ended. */
async function level(page) {
  await rows(page).first().focus();
  await page.keyboard.press('Shift+L');
  await expect(tray(page)).toBeVisible();
  await expect(page.locator('[data-level-line]')).toHaveText(/over capacity on .* → /);
  const enough = page.getByRole('button', { name: 'That will do' });
  if (await enough.isVisible()) await enough.click({ timeout: 2000 }).catch(() => {});
  await expect(tray(page)).not.toHaveAttribute('data-runs', '');
}

test.describe('leveling', () => {
  test('shows what would move, and Escape puts it back', async ({ app, page }) => {
    await openRoadmap(app, page);
    const before = await line(page).textContent();
    await level(page);
    await expect(page.locator('[data-ghost]').first()).toBeAttached();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(tray(page)).toHaveCount(0);
    await expect(page.locator('[data-ghost]')).toHaveCount(0);
    expect(await line(page).textContent()).toBe(before);
  });

  test('is one step of the history', async ({ app, page }) => {
    await openRoadmap(app, page);
    const before = await line(page).textContent();
    await level(page);
    await page.getByRole('button', { name: 'Apply', exact: true }).click();
    await expect(tray(page)).toHaveCount(0);
    await expect(line(page)).not.toHaveText(before);
    await app.undo.click();
    await expect(line(page)).toHaveText(before);
  });
});

test.describe('scenarios', () => {
  test('one is made, moved in, compared, and left without a trace on the plan', async ({ app, page }) => {
    await openRoadmap(app, page);
    const before = await line(page).textContent();
    await rows(page).first().focus();
    await page.keyboard.press('Shift+S');
    const dialog = page.getByRole('dialog', { name: 'Plan and scenarios' });
    await expect(dialog.locator('tbody tr')).toHaveCount(1);
    await dialog.getByRole('button', { name: 'New scenario' }).click();
    await expect(strip(page)).toBeVisible();
    for (const name of ['Compare', 'Back to the plan', 'Make it the plan']) {
      await expect(strip(page).getByRole('button', { name })).toBeInViewport({ ratio: 1 });
    }
    await expect(line(page)).toHaveText(/as in the plan/);
    const row = page.locator(
      '[data-row][data-movable]:not([data-parent]):not([data-done]):has([data-pull=start])').first();
    await row.focus();
    const cell = row.locator('[role=gridcell].road-cell').first();
    const start = await cell.textContent();
    await page.keyboard.press('Alt+ArrowRight');
    await expect(cell).not.toHaveText(start);
    await expectAccessible(page);
    await strip(page).getByRole('button', { name: 'Compare' }).click();
    await expect(dialog.locator('tbody tr')).toHaveCount(2);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await strip(page).getByRole('button', { name: 'Back to the plan' }).click();
    await expect(strip(page)).toHaveCount(0);
    await expect(line(page)).toHaveText(before);
  });

  test('what leveling found is kept as one, made the plan, and taken back by one undo', async ({ app, page }) => {
    await openRoadmap(app, page);
    const before = await line(page).textContent();
    await level(page);
    await page.getByRole('button', { name: 'Keep as a scenario' }).click();
    await expect(strip(page)).toBeVisible();
    await expect(line(page)).toHaveText(/ the plan;/);
    await strip(page).getByRole('button', { name: 'Make it the plan' }).click();
    await expect(strip(page)).toHaveCount(0);
    await expect(line(page)).not.toHaveText(before);
    await expect(line(page)).not.toHaveText(/ the plan;/);
    // Undo leads back to where it was done: into the scenario, and the plan is as it was.
    await app.undo.click();
    await expect(strip(page)).toBeVisible();
    await expect(line(page)).toHaveText(/ the plan;/);
    await strip(page).getByRole('button', { name: 'Back to the plan' }).click();
    await expect(strip(page)).toHaveCount(0);
    await expect(line(page)).toHaveText(before);
  });

  test('fits a phone, in the dark', async ({ app, page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await openRoadmapOnPhone(app, page);
    await page.locator('main').getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: /Level the plan/ }).click();
    await expect(page.locator('[data-level-line]')).toHaveText(/over capacity on .* → /);
    await expect(tray(page)).not.toHaveAttribute('data-runs', '', { timeout: 15000 });
    await expectAccessible(page);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/phone-level.png` });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBe(390);
    await page.getByRole('button', { name: 'Keep as a scenario' }).click();
    await expect(strip(page)).toBeVisible();
    await expectAccessible(page);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/phone-scenario.png` });
  });
});

async function openRoadmapOnPhone(app, page) {
  await app.openSample();
  await page.goto('/#/project/roadmap?filter=-is%3Adone');
  await rows(page).first().waitFor();
  await app.dismiss();
}
