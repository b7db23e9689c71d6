// Files that a passphrase seals: out, thrown away, and back in, byte for byte; and a wrong passphrase
// or a damaged file says so and changes nothing. What the format's description says opens them too.

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, file, test } from './helpers/app.mjs';
import { expectAccessible } from './helpers/axe.mjs';

const PASSPHRASE = 'korrekt Pferd Büro Klammer';
const root = fileURLToPath(new URL('../../', import.meta.url));

async function read(download) {
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Exports the workspace with a passphrase. */
async function seal(app, page, passphrase = PASSPHRASE) {
  await app.pick('Export with a passphrase…');
  const dialog = app.dialog('Export with a passphrase');
  await dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await dialog.getByLabel('The same once more').fill(passphrase);
  const saving = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export' }).last().click();
  const download = await saving;
  await dialog.waitFor({ state: 'detached' });
  return { name: download.suggestedFilename(), text: await read(download) };
}

async function unlock(dialog, passphrase) {
  await dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await dialog.getByRole('button', { name: 'Open' }).click();
}

test('a sealed workspace comes back byte for byte, and only with its passphrase', async ({ app, page }) => {
  await app.openSample();
  const plain = await app.export();
  const sealed = await seal(app, page);
  expect(sealed.name).toMatch(/^[\p{L}\d-]+-\d{4}-\d\d-\d\d\.throughline$/u);
  const envelope = JSON.parse(sealed.text);
  expect(envelope).toMatchObject({
    format: 'throughline-encrypted',
    version: 1,
    kdf: { name: 'PBKDF2-HMAC-SHA-256', rounds: 600000 },
    cipher: { name: 'AES-256-GCM' },
    compression: 'deflate-raw',
  });
  expect(sealed.text).not.toContain('Aria');
  const again = await seal(app, page);
  for (const [a, b] of [[envelope.kdf.salt, JSON.parse(again.text).kdf.salt],
    [envelope.cipher.nonce, JSON.parse(again.text).cipher.nonce]]) {
    expect(a, 'salt and nonce are new each time').not.toBe(b);
  }

  await app.wipe();
  await expect(app.choice('Open the sample')).toBeVisible();
  const dialog = await app.import(file(sealed.name, sealed.text));
  await expect(dialog).toContainText('Encrypted workspace');
  const confirm = page.locator('[data-action="import-confirm"]');
  await expect(confirm).toBeDisabled();
  await unlock(dialog, `${PASSPHRASE} `);
  await expect(dialog.locator('.field-error')).toContainText('the passphrase is another one, or the file is damaged');
  await expect(confirm).toBeDisabled();
  await unlock(dialog, PASSPHRASE.normalize('NFD'));
  await expect(dialog).toContainText('Throughline workspace');
  await app.confirmImport();
  await expect(app.cards.first()).toBeVisible();
  expect((await app.export()).text === plain.text, 'byte for byte').toBe(true);

  // What FORMAT.md says opens it without Throughline.
  const format = readFileSync(`${root}src/core/interchange/FORMAT.md`, 'utf8');
  const program = /```js\n([\s\S]*?)```/.exec(format)[1];
  const folder = test.info().outputPath('');
  writeFileSync(`${folder}open.mjs`, program);
  writeFileSync(`${folder}file.throughline`, sealed.text);
  const opened = spawnSync('node', [`${folder}open.mjs`, `${folder}file.throughline`, PASSPHRASE],
    { encoding: 'utf8', maxBuffer: 1 << 28 });
  expect(opened.stderr).toBe('');
  expect(opened.stdout === plain.text).toBe(true);
});

test('a damaged or hostile file is refused with words and changes nothing', async ({ app, page }) => {
  await app.startWith([['Card']]);
  const before = await app.export();
  const { text } = await seal(app, page);
  const envelope = JSON.parse(text);
  const at = text.indexOf('"data":"') + 40;
  const flipped = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
  const closed = 'the passphrase is another one, or the file is damaged';
  for (const [broken, words] of [
    [flipped, closed],
    [JSON.stringify({ ...envelope, kdf: { ...envelope.kdf, rounds: 600001 } }), closed],
    [JSON.stringify({ ...envelope, kdf: { ...envelope.kdf, rounds: 1e9 } }), 'found 1000000000, expected a whole number of rounds'],
    [JSON.stringify({ ...envelope, kdf: { ...envelope.kdf, rounds: 0 } }), 'found 0, expected a whole number of rounds'],
    [JSON.stringify({ ...envelope, version: 2 }), 'a newer Throughline encrypted this file'],
    [text.slice(0, -20), 'the file ends too early'],
  ]) {
    const dialog = await app.import(file('broken.throughline', broken));
    if (words === closed) await unlock(dialog, PASSPHRASE);
    await expect(dialog).toContainText(words);
    if (words === closed) await expect(dialog.getByLabel('Passphrase', { exact: true })).toBeFocused();
    await expect(page.locator('[data-action="import-confirm"]')).toBeDisabled();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }
  expect((await app.export()).text === before.text).toBe(true);
});

test('a passphrase is typed twice, shown on demand, and judged by its length alone', async ({ app, page }) => {
  await app.startWith([['Card']]);
  await app.pick('Export with a passphrase…');
  const dialog = app.dialog('Export with a passphrase');
  await expect(dialog).toContainText('A lost passphrase is a lost file');
  const [first, second] = [dialog.getByLabel('Passphrase', { exact: true }), dialog.getByLabel('The same once more')];
  const verb = dialog.getByRole('button', { name: 'Export' }).last();
  await expect(first).toBeFocused();
  await first.fill('seven77');
  await second.fill('seven77');
  await expect(dialog).toContainText('7 of at least 8 characters.');
  await expect(verb).toBeDisabled();
  await first.fill('P@ssw0rd!');
  await expect(dialog).toContainText('9 characters: short.');
  await expect(dialog).toContainText('The two are not the same.');
  await expect(verb).toBeDisabled();
  await expect(first).toHaveAttribute('type', 'password');
  await dialog.getByText('Show what I type').click();
  await expect(first).toHaveAttribute('type', 'text');
  await second.fill('P@ssw0rd!');
  await expect(verb).toBeEnabled();
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await expectAccessible(page, 'dialog', `the passphrase, ${scheme}`);
    await page.screenshot({ path: test.info().outputPath(`seal-${scheme}.png`) });
  }
});
