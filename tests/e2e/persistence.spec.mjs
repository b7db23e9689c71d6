// What is said to be saved is there again: after the page is closed at once, and after the whole
// browser is killed.

import { chromium } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './helpers/app.mjs';
import { watch } from './helpers/test.mjs';
import { Workspace } from './pages/workspace.mjs';

/** How long local storage takes at most to reach the disk, with some room. */
const FLUSH = 6_500;

async function rename(app, title) {
  const name = app.panel.getByRole('button', { name: /^Title: / });
  await name.click();
  await app.panel.getByRole('textbox', { name: 'Title' }).fill(title);
  await app.page.keyboard.press('Enter');
}

test('work outlives the sudden death of the browser', async ({ baseURL, launchOptions }) => {
  test.setTimeout(60_000);
  const profile = await mkdtemp(join(tmpdir(), 'throughline-'));
  const launch = async () => {
    const context = await chromium.launchPersistentContext(profile, {
      ...launchOptions, baseURL, locale: 'en-US', timezoneId: 'UTC',
      viewport: { width: 1440, height: 900 },
    });
    const faults = await watch(context, new URL(baseURL).origin);
    return { context, faults, app: new Workspace(context.pages()[0] ?? await context.newPage()) };
  };
  try {
    const one = await launch();
    const { app } = one;
    const { page } = app;
    await app.startWith([['Draft', 'Walk'], ['Swim']]);
    await app.openCard('Draft');
    await rename(app, 'Renamed before the crash');
    await app.panel.getByRole('textbox', { name: 'Write a comment' }).fill('Said before the crash');
    await page.keyboard.press('Control+Enter');
    await expect(app.panel.getByText('Said before the crash')).toBeVisible();
    await page.keyboard.press('Escape');
    await app.card('Walk').focus();
    await page.keyboard.press('Alt+ArrowRight');
    await expect.poll(() => app.titles(app.columns.nth(1))).toContain('Walk');
    await expect(app.saveState).toHaveAttribute('data-save-state', 'saved');
    await page.waitForTimeout(FLUSH);

    const session = await one.context.browser().newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const closed = one.context.waitForEvent('close');
    process.kill(processInfo.find(({ type }) => type === 'browser').id, 'SIGKILL');
    await closed;
    expect(one.faults.unexpected).toEqual([]);

    const two = await launch();
    await two.app.open('/');
    await expect(two.app.card('Renamed before the crash')).toBeVisible();
    expect(await two.app.titles(two.app.columns.nth(1))).toContain('Walk');
    await two.app.openCard('Renamed before the crash');
    await expect(two.app.panel.getByText('Said before the crash')).toBeVisible();
    expect(two.faults.unexpected).toEqual([]);
    await two.context.close();
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

test('a change is kept when the page is closed right after it', async ({ app, page, context }) => {
  await app.startWith([['Draft']]);
  await app.openCard('Draft');
  await rename(app, 'Renamed and gone');
  await page.close();
  const again = new Workspace(await context.newPage());
  await again.open();
  await expect(again.card('Renamed and gone')).toBeVisible();
});

test('the place, the open card and the lens come back with the address', async ({ app, page }) => {
  await app.startWith([['Draft']]);
  await app.openCard('Draft');
  const address = page.url();
  await app.reload();
  await expect(app.panel).toBeVisible();
  await expect(app.heading).toHaveText('Harbor');
  expect(page.url()).toBe(address);
  await page.goBack();
  await expect(app.panel).toHaveCount(0);
});
