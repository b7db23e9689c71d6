// Four hundred percent, 320 pixels, and the colors of the person's own system: every view and dialog
// fits without scrolling in two directions, says what it says by more than color, and axe is clean.

import { expectAccessible } from './helpers/axe.mjs';
import { expect, test } from './helpers/app.mjs';

const VIEWS = [
  'project/board', 'portfolio/board', 'project/table', 'program/roadmap', 'project/kpis',
  'product/pages?page=priorities', 'program/pages?page=checkins', 'portfolio/pages?page=choose',
];
const DIALOGS = [
  ['New item', 'c'],
  ['Search and run anything', 'Control+k'],
  ['Keyboard shortcuts', '?'],
];

/** What sticks out of the window to the right, though nothing around it scrolls. */
const sticksOut = (page) => page.evaluate(() => {
  const width = document.documentElement.clientWidth;
  const scrolls = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (/auto|scroll|hidden|clip/.test(style.overflowX) || style.position === 'fixed') return true;
    }
    return false;
  };
  const wide = [...document.querySelectorAll('body *')].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.right > width + 1 && !scrolls(element);
  });
  return wide.slice(0, 3).map((element) => element.outerHTML.slice(0, 120));
});

async function show(page, path) {
  await page.goto(`/#/${path}`);
  await page.locator('main[data-view]').waitFor();
  const content = '[data-card], [data-grid] [role=row], [data-kpi], .page-block, [data-bar]';
  await expect(page.locator(content).first()).toBeVisible();
}

for (const [name, viewport] of [
  ['320 pixels wide', { width: 320, height: 640 }],
  ['1280 by 1024 at 400 percent', { width: 320, height: 256 }],
]) {
  test.describe(name, () => {
    test.use({ viewport, hasTouch: true });
    test.setTimeout(120_000);

    test('every view fits and axe is clean', async ({ app, page }) => {
      await app.openSample();
      await app.dismiss();
      for (const path of VIEWS) {
        await show(page, path);
        expect.soft(await sticksOut(page), path).toEqual([]);
        await expectAccessible(page, 'html', `${path}, ${name}`);
        const shots = process.env.SHOTS;
        if (shots) await page.screenshot({ path: `${shots}/${path.replaceAll(/\W/g, '-')}-${viewport.height}.png` });
      }
    });

    test('every dialog fits, and its way out is in sight', async ({ app, page }) => {
      await app.openSample();
      await app.dismiss();
      await show(page, 'project/board');
      for (const [title, key] of DIALOGS) {
        await page.keyboard.press(key);
        const dialog = app.dialog(title);
        await expect(dialog).toBeVisible();
        expect.soft(await sticksOut(page), title).toEqual([]);
        await expectAccessible(page, 'html', `${title}, ${name}`);
        const shots = process.env.SHOTS;
        if (shots) await page.screenshot({ path: `${shots}/dialog-${title.replaceAll(' ', '-')}-${viewport.height}.png` });
        await page.keyboard.press('Escape');
        await expect(dialog).toBeHidden();
      }
      await page.locator('[data-card]').first().click();
      await expect(app.panel).toBeVisible();
      expect.soft(await sticksOut(page), 'the panel').toEqual([]);
      await expectAccessible(page, 'html', `the panel, ${name}`);
    });
  });
}

test.describe('the colors of the system', () => {
  test.use({ viewport: { width: 1440, height: 900 }, forcedColors: 'active' });
  test.setTimeout(90_000);

  test('what is chosen, marked or drawn shows without our colors', async ({ app, page }) => {
    await app.openSample();
    await app.dismiss();
    for (const path of VIEWS) {
      await show(page, path);
      await expectAccessible(page, 'html', `${path}, forced colors`);
      const shots = process.env.SHOTS;
      if (shots) await page.screenshot({ path: `${shots}/forced-${path.replaceAll(/\W/g, '-')}.png` });
      // What is chosen differs from what stands beside it by more than a ground that is taken away.
      const alike = await page.evaluate(() => {
        const look = (element) => {
          const style = getComputedStyle(element);
          return [style.backgroundColor, style.color, style.borderColor, style.outlineStyle,
            style.borderStyle, style.fontWeight, style.textDecorationLine].join();
        };
        const chosen = document.querySelector('nav [aria-current]');
        const other = [...document.querySelectorAll('nav a:not([aria-current])')]
          .find((link) => link.className === chosen?.className);
        return chosen && other ? look(chosen) === look(other) : false;
      });
      expect.soft(alike, `${path}: the current place shows`).toBe(false);
    }
    await show(page, 'program/roadmap');
    const bar = page.locator('[data-bar]').first();
    const seen = await bar.evaluate((element) => {
      const style = getComputedStyle(element);
      return style.borderStyle !== 'none' || style.outlineStyle !== 'none'
        || style.forcedColorAdjust === 'none';
    });
    expect(seen, 'a bar has an edge').toBe(true);
  });
});
