// Checks a page with axe against WCAG 2.2 AA and the best practices.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect } from './test.mjs';

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Fails with one readable line per violation, and lets the test go on to the next check;
 * `selector` narrows the check to a part, `what` says what was looked at.
 */
export async function expectAccessible(page, selector = 'html', what = 'the page') {
  await page.evaluate(await source);
  const violations = await page.evaluate(async ([root, tags]) => {
    const found = await globalThis.axe.run(root, { runOnly: { type: 'tag', values: tags } });
    return found.violations.map(({ id, help, nodes }) =>
      `${id}: ${help} (${nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', ')})`);
  }, [selector, TAGS]);
  expect.soft(violations, `axe finds no violation: ${what}`).toEqual([]);
}
