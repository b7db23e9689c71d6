// The board, the roadmap and the numbers of the sample, wide and narrow, light and dark: they fit the window, and with
// UPDATE_SCREENSHOTS=1 their pictures are written.

import { fileURLToPath } from 'node:url';
import { expect, test } from './helpers/app.mjs';

const folder = fileURLToPath(new URL('screenshots/', import.meta.url));
const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const SHOTS = [
  ['board', 'board', '[data-card]', WIDE],
  ['board-phone', 'board', '[data-card]', PHONE],
  ['roadmap', 'roadmap', '[data-bar]', WIDE],
  ['roadmap-phone', 'roadmap', '[data-bar]', PHONE],
  ['kpis', 'kpis', '[data-kpi]', WIDE],
  ['kpis-phone', 'kpis', '[data-kpi]', PHONE],
];

for (const [name, view, content, viewport] of SHOTS) {
  for (const colorScheme of ['light', 'dark']) {
    test.describe(`${name}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });

      test('fits the window', async ({ app, page }) => {
        await app.openSample();
        await page.goto(`/#/project/${view}`);
        await app.reload();
        await expect(page.locator(content).first()).toBeVisible();
        const overflow = await page.evaluate(() => {
          const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
          return [scrollWidth - clientWidth, scrollHeight - clientHeight];
        });
        expect(overflow).toEqual([0, 0]);
        // The theme is the one that the system asks for: dark text on light, or light on dark.
        const scheme = await page.evaluate(() => {
          const probe = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          probe.fillStyle = getComputedStyle(document.querySelector('main')).color;
          probe.fillRect(0, 0, 1, 1);
          return probe.getImageData(0, 0, 1, 1).data[1] > 128 ? 'dark' : 'light';
        });
        expect(scheme).toBe(colorScheme);
        if (process.env.UPDATE_SCREENSHOTS === '1') {
          await page.evaluate(() => document.activeElement.blur());
          await page.screenshot({ path: `${folder}${name}-${colorScheme}.png` });
        }
      });
    });
  }
}
