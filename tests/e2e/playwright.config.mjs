// End-to-end tests against the release. `cargo xtask test e2e` builds it, serves it and gives its
// address; the browser is the system's Chromium.

import { defineConfig } from '@playwright/test';

const { THROUGHLINE_URL, THROUGHLINE_REPORT, CHROMIUM, CI } = process.env;
if (!THROUGHLINE_URL) {
  throw new Error('No address to test: run `cargo xtask test e2e`, or set THROUGHLINE_URL.');
}

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.mjs',
  outputDir: '../../target/e2e/results',
  globalSetup: './helpers/warm.mjs',
  fullyParallel: true,
  forbidOnly: Boolean(CI),
  // A busy machine fails now and then what holds: one more try there, and the run names the test.
  retries: CI ? 1 : 0,
  workers: 2,
  timeout: 30_000,
  expect: { timeout: 5_000 },
  reporter: [
    ['list'],
    ['json', { outputFile: THROUGHLINE_REPORT ?? '../../target/e2e/report.json' }],
  ],
  use: {
    baseURL: THROUGHLINE_URL,
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'UTC',
    // Only the tests of it meet the service worker: to all others each load is the first.
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
    trace: 'off',
    launchOptions: {
      executablePath: CHROMIUM || undefined,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
