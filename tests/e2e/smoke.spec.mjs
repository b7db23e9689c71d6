// The page opens, without a fault, as a careful host serves it; and the watching itself works.

import { expect, test } from './helpers/test.mjs';

test('the page opens and starts the application', async ({ page }) => {
  const answer = await page.goto('/');
  expect(answer.status()).toBe(200);
  await expect(page).toHaveTitle(/Throughline/);
  await page.waitForLoadState('networkidle');
  await expect(page.locator('.rescue')).toHaveCount(0);
  const starts = await page.evaluate(
    () => performance.getEntriesByName('throughline:start').length);
  expect(starts).toBe(1);
});

test('the page and its files are served with types, policy and compression', async ({ page }) => {
  const seen = new Map();
  page.on('response', (response) => seen.set(new URL(response.url()).pathname, response));
  await page.goto('/');
  await page.waitForLoadState('networkidle');
  const find = (extension) => [...seen].find(([path]) => path.endsWith(extension))?.[1];
  const expected = [
    ['/', 'text/html; charset=utf-8'],
    ['.css', 'text/css; charset=utf-8'],
    ['boot.js', 'text/javascript; charset=utf-8'],
    ['.wasm', 'application/wasm'],
  ];
  for (const [extension, type] of expected) {
    const headers = find(extension)?.headers();
    expect(headers?.['content-type'], extension).toBe(type);
    expect(headers['content-security-policy'], extension).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options'], extension).toBe('nosniff');
  }
  expect(find('.wasm').headers()['cache-control']).toContain('immutable');
  expect(find('.wasm').headers()['content-encoding']).toMatch(/^(br|gzip)$/);
});

test('each file is fetched once: what is preloaded is what is used', async ({ page }) => {
  const fetched = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await page.goto('/');
  await page.waitForLoadState('networkidle');
  const code = fetched.filter((path) => /\.(wasm|js|css)$/.test(path)).sort();
  expect(code).toEqual([...new Set(code)]);
  expect(code.length).toBeGreaterThanOrEqual(4);
});

test('an injected script is blocked and the watch reports it', async ({ page, faults }) => {
  await page.goto('/');
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.injected = true';
    document.body.append(script);
    const image = document.createElement('div');
    image.innerHTML = '<img src="data:," onerror="globalThis.injected = true">';
    document.body.append(image);
    return new Promise((done) => setTimeout(() => done(globalThis.injected === true), 300));
  });
  expect(ran).toBe(false);
  const kinds = faults.take().map((fault) => fault.split(':')[0]);
  expect(kinds).toContain('policy');
  expect(kinds).toContain('console');
});

test('a request to another origin is reported', async ({ page, faults }) => {
  await page.goto('/');
  await page.evaluate(() => fetch('http://127.0.0.2:1/').catch(() => {}));
  await page.evaluate(() => new Promise((done) => setTimeout(done, 100)));
  expect(faults.take().join('\n')).toMatch(/policy: connect-src|request: http:\/\/127\.0\.0\.2/);
});

test.describe('when the WebAssembly does not arrive', () => {
  test.use({ serviceWorkers: 'block' });

  test('the rescue screen gives the stored data back', async ({ page, faults }) => {
    faults.allow(/./);
    await page.goto('/');
    await page.evaluate(() => localStorage.setItem('rescue/test', 'kept “as it is” \u{1F4BE}'));
    await page.route('**/*.wasm', (route) => route.abort());
    await page.reload();
    const rescue = page.getByRole('alert');
    await expect(rescue).toContainText('Throughline could not start');
    await expect(rescue).toContainText('nothing was deleted');
    const saving = page.waitForEvent('download');
    await rescue.getByRole('button', { name: 'Save my data' }).click();
    const download = await saving;
    expect(download.suggestedFilename()).toMatch(/^throughline-raw-\d{4}-\d\d-\d\d\.json$/);
    const chunks = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    const saved = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    expect(saved.data['rescue/test']).toBe('kept “as it is” \u{1F4BE}');

    await page.unroute('**/*.wasm');
    await rescue.getByRole('button', { name: 'Try again' }).click();
    await expect(page.locator('.rescue')).toHaveCount(0);
  });
});

test.describe('when the WebAssembly dies', () => {
  test('the rescue screen takes over and keeps what was typed', async ({ page, faults }) => {
    faults.allow(/./);
    await page.goto('/');
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => {
      const field = document.createElement('textarea');
      field.value = 'half a thought';
      document.body.append(field);
      // As a panic does: the smallest module whose only function is `unreachable`.
      const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 97,
        0, 0, 10, 5, 1, 3, 0, 0, 11];
      const { exports } = new WebAssembly.Instance(
        new WebAssembly.Module(new Uint8Array(bytes)));
      setTimeout(exports.a);
    });
    const rescue = page.getByRole('alert').filter({ hasText: 'has stopped' });
    await expect(rescue).toBeVisible();
    await expect(page.locator('textarea')).toBeHidden();
    const saving = page.waitForEvent('download');
    await rescue.getByRole('button', { name: 'Save my data' }).click();
    const chunks = [];
    for await (const chunk of await (await saving).createReadStream()) chunks.push(chunk);
    const saved = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    expect(saved.typed).toContain('half a thought');
  });
});
