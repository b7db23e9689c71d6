// The icons are drawn from src/pwa/icon.svg; with UPDATE_ICONS=1 they are drawn anew.

import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from './helpers/test.mjs';

const folder = fileURLToPath(new URL('../../src/pwa/', import.meta.url));
// Name, size, and whether the ground fills the square, because the system cuts its own shape.
const ICONS = [
  ['icon-192', 192, false],
  ['icon-512', 512, false],
  ['maskable-512', 512, true],
  ['apple-touch-icon', 180, true],
];

for (const [name, size, isFull] of ICONS) {
  test(`${name} is the drawing at ${size} pixels`, async ({ page }) => {
    const path = `${folder}icons/${name}.png`;
    const svg = await readFile(`${folder}icon.svg`, 'utf8');
    const draw = ([source, pixels, full]) => new Promise((resolve) => {
      const image = new Image();
      image.onload = () => {
        const canvas = document.createElement('canvas');
        canvas.width = pixels;
        canvas.height = pixels;
        const pen = canvas.getContext('2d');
        if (full) {
          pen.fillStyle = /fill="(#[0-9a-f]+)"/.exec(source)[1];
          pen.fillRect(0, 0, pixels, pixels);
        }
        // A mask may cut a tenth off each side; the mark stays inside of it.
        const inset = full ? pixels * 0.08 : 0;
        pen.drawImage(image, inset, inset, pixels - 2 * inset, pixels - 2 * inset);
        resolve(canvas.toDataURL('image/png'));
      };
      image.src = `data:image/svg+xml,${encodeURIComponent(source)}`;
    });
    await page.goto('about:blank');
    const url = await page.evaluate(draw, [svg, size, isFull]);
    const drawn = Buffer.from(url.split(',')[1], 'base64');
    if (process.env.UPDATE_ICONS === '1') await writeFile(path, drawn);
    const difference = await page.evaluate(async ([one, other]) => {
      const pixels = async (source) => {
        const image = new Image();
        image.src = `data:image/png;base64,${source}`;
        await image.decode();
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [image.width, image.height];
        const pen = canvas.getContext('2d');
        pen.drawImage(image, 0, 0);
        return pen.getImageData(0, 0, image.width, image.height).data;
      };
      const [a, b] = [await pixels(one), await pixels(other)];
      if (a.length !== b.length) return 1;
      return a.reduce((sum, value, at) => sum + Math.abs(value - b[at]), 0) / a.length / 255;
    }, [drawn, await readFile(path)].map((bytes) => bytes.toString('base64')));
    // Another version of the browser smooths edges a little differently.
    expect(difference).toBeLessThan(0.01);
  });
}
