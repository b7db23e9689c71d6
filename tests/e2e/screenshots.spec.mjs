// The board of the sample, wide and narrow, light and dark: it fits the window, and with
// UPDATE_SCREENSHOTS=1 its pictures are written.

import { fileURLToPath } from 'node:url';
import { expect, test } from './helpers/app.mjs';

const folder = fileURLToPath(new URL('screenshots/', import.meta.url));
const SIZES = [
  ['board', { width: 1440, height: 900 }],
  ['board-phone', { width: 390, height: 844 }],
];

for (const [name, viewport] of SIZES) {
  for (const colorScheme of ['light', 'dark']) {
    test.describe(`${name}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });

      test('fits the window', async ({ app, page }) => {
        await app.openSample();
        await page.goto('/#/project/board');
        await app.reload();
        await expect(app.cards.first()).toBeVisible();
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
