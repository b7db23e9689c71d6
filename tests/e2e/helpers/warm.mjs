// Starts the browser once before the tests: on a machine that has not run it for a while the first
// start takes longer than a test may. It asserts nothing.

import { chromium } from '@playwright/test';

export default async function warm(config) {
  const { baseURL, launchOptions } = config.projects[0].use;
  const browser = await chromium.launch({ ...launchOptions, timeout: 180_000 });
  try {
    const page = await browser.newPage();
    await page.goto(baseURL, { timeout: 180_000 });
    await page.locator('main').waitFor({ timeout: 180_000 });
  } finally {
    await browser.close();
  }
}
