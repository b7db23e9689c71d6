// Installing, and what the system opens the app with: shortcuts, files, what other apps share.

import { chromium } from '@playwright/test';
import { expect, file, smallBoard, test } from './helpers/app.mjs';
import { SITE } from './helpers/host.mjs';
import { readFile } from 'node:fs/promises';

test.use({ serviceWorkers: 'allow' });

test('the browser finds nothing that keeps it from installing the app', async ({ baseURL, launchOptions }) => {
  // A private window would be an obstacle of its own.
  const context = await chromium.launchPersistentContext('', launchOptions);
  try {
    const page = context.pages()[0] ?? await context.newPage();
    await page.goto(baseURL);
    await page.waitForFunction(() => navigator.serviceWorker.controller);
    const session = await context.newCDPSession(page);
    const { errors } = await session.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    await expect.poll(async () =>
      (await session.send('Page.getInstallabilityErrors')).installabilityErrors).toEqual([]);
    const { appId } = await session.send('Page.getAppId');
    expect(appId).toBe(`${new URL(baseURL).origin}/throughline`);
  } finally {
    await context.close();
  }
});

test('what the manifest names is there, and is as large as it says', async ({ page, baseURL }) => {
  await page.goto('/');
  const manifest = JSON.parse(await readFile(`${SITE}/manifest.webmanifest`, 'utf8'));
  const pictures = [...manifest.icons, ...manifest.screenshots,
    ...manifest.shortcuts.flatMap((shortcut) => shortcut.icons)];
  for (const { src, sizes } of pictures) {
    const size = await page.evaluate(async (url) => {
      const image = new Image();
      image.src = url;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, new URL(src, baseURL).href);
    expect(size, src).toBe(sizes);
  }
  // The address bar and the window take the color of the page.
  const colors = await page.locator('meta[name=theme-color]').evaluateAll((metas) =>
    metas.map((meta) => meta.content));
  for (const [index, colorScheme] of ['light', 'dark'].entries()) {
    await page.emulateMedia({ colorScheme });
    const ground = await page.evaluate(() => {
      const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
      pen.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
      pen.fillRect(0, 0, 1, 1);
      const hex = [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3)
        .map((value) => value.toString(16).padStart(2, '0'));
      return `#${hex.join('')}`;
    });
    expect(colors[index], colorScheme).toBe(ground);
  }
});

test('an offer of the browser becomes an entry of the menu', async ({ app, page }) => {
  await app.startEmpty();
  const button = page.getByRole('navigation', { name: 'Places' }).locator('.workspace-button');
  await button.click();
  await expect(page.getByRole('menuitem', { name: 'Storage and safety' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: 'Install Throughline' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.evaluate(() => {
    const offer = new Event('beforeinstallprompt', { cancelable: true });
    offer.prompt = async () => {
      globalThis.prompted = true;
      return { outcome: 'accepted' };
    };
    dispatchEvent(offer);
    globalThis.wasPrevented = offer.defaultPrevented;
  });
  await app.pickWhenThere('Install Throughline');
  await expect(app.toast('Throughline is installed')).toBeVisible();
  expect(await page.evaluate(() => [globalThis.prompted, globalThis.wasPrevented])).toEqual([true, true]);
  await button.click();
  await expect(page.getByRole('menuitem', { name: 'Install Throughline' })).toHaveCount(0);
});

test('every shortcut leads where it says', async ({ app, page }) => {
  const { shortcuts } = JSON.parse(await readFile(`${SITE}/manifest.webmanifest`, 'utf8'));
  expect(shortcuts.map((shortcut) => shortcut.name)).toEqual(['New item', 'Board', 'Roadmap', 'KPIs']);
  await app.openSample();
  for (const { name, url } of shortcuts) {
    await page.goto('about:blank');
    await app.open(url.replace('./', '/'));
    if (name === 'New item') {
      await expect(app.dialog('New item')).toBeVisible();
      // Opening it again later opens no dialog again.
      expect(page.url()).not.toContain('do=');
    } else {
      await expect(page.locator(`main[data-view=${name.toLowerCase()}]`)).toBeVisible();
    }
  }
});

test('an address cannot do more than open something', async ({ app, page }) => {
  await app.openSample();
  for (const name of ['start-over', 'delete', 'undo', '<script>']) {
    await page.goto('about:blank');
    await app.open(`/?do=${encodeURIComponent(name)}`);
    await expect.poll(() => page.url()).not.toContain('do=');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(app.cards.first()).toBeVisible();
  }
});

test('a file that the system opens with the app is previewed, in the window that is there', async ({ app, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'launchQueue', {
      value: { setConsumer: (consumer) => { globalThis.launch = consumer; } },
    });
  });
  await app.open();
  await page.waitForFunction(() => globalThis.launch);
  await page.evaluate((text) => globalThis.launch({
    targetURL: location.href,
    files: [{ getFile: async () => new File([text], 'garden.throughline') }],
  }), JSON.stringify(smallBoard()));
  const dialog = app.dialog('Import a file');
  await expect(dialog).toContainText('garden.throughline');
  await app.confirmImport();
  await expect(app.card('Beans')).toBeVisible();
  // A shortcut that finds a window goes there.
  await page.evaluate(() => globalThis.launch({
    targetURL: new URL('./?do=new-item#/project/roadmap', location.href).href,
  }));
  await expect(page.locator('main[data-view=roadmap]')).toBeVisible();
  await expect(app.dialog('New item')).toBeVisible();
});

test('a file that another app shares is previewed, once', async ({ app, page }) => {
  await app.open();
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  const where = await page.evaluate(async (text) => {
    const form = new FormData();
    form.append('file', new File([text], 'Garten & Höfe.json', { type: 'application/json' }));
    const answer = await fetch('share', { method: 'POST', body: form });
    return answer.url;
  }, JSON.stringify(smallBoard()));
  await app.open(where);
  const dialog = app.dialog('Import a file');
  await expect(dialog).toContainText('Garten & Höfe.json');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await app.reload();
  await expect(app.choice('Start empty')).toBeVisible();
  await page.waitForFunction(async () => !(await caches.keys()).some((name) => name.includes('shared')));
  await expect(dialog).toHaveCount(0);

  await page.evaluate(() => fetch('share', { method: 'POST', body: new FormData() }));
  await app.open('/?do=share-failed');
  await expect(app.toast('The shared file did not arrive.')).toBeVisible();
});

test('a file is read with the ending of its own', async ({ app }) => {
  await app.open();
  await app.import(file('garden.throughline', JSON.stringify(smallBoard()), ''));
  await app.confirmImport();
  await expect(app.card('Beans')).toBeVisible();
});
