// The workspace gives every byte back: exported, thrown away, imported and exported again, it is
// the same file.

import { expect, file, reference, test } from './helpers/app.mjs';

async function expectRoundTrip(app) {
  const first = await app.export();
  expect(first.name).toMatch(/^[\p{L}\d-]+-\d{4}-\d\d-\d\d\.json$/u);
  expect(JSON.parse(first.text).format).toBe('throughline');
  await app.wipe();
  await expect(app.choice('Open the sample')).toBeVisible();
  await app.import(file(first.name, first.text));
  await app.confirmImport();
  await expect(app.cards.first()).toBeVisible();
  const second = await app.export();
  expect(second.text === first.text, 'the second export is the first, byte for byte').toBe(true);

  // What was imported is also what is stored.
  await app.reload();
  await expect(app.cards.first()).toBeVisible();
  const third = await app.export();
  expect(third.text === first.text, 'so is one after a reload').toBe(true);
}

test('the sample', async ({ app, page }) => {
  await app.openSample();
  await expectRoundTrip(app);
});

test('a Trello board and a table of 653 rows', async ({ app, page }) => {
  const files = ['trello/delivery-board-anonymised.json', 'kubernetes/enhancements.csv'];
  const paths = files.map(reference);
  await app.open();
  for (const path of paths) {
    await app.import(path);
    await app.confirmImport();
  }
  await page.goto('/');
  await app.ready();
  await expectRoundTrip(app);
});

test('a file replaces own work only when asked to', async ({ app, page }) => {
  await app.startWith([['Old card']]);
  const { name, text } = await app.export();
  await app.addTo(app.columns.nth(1), ['New card']);
  const dialog = await app.import(file(name, text));
  await expect(dialog.getByRole('radio', { name: 'Add to it' })).toBeChecked();
  await expect(dialog).toContainText('This file brings nothing that is not here already.');
  await dialog.getByRole('radio', { name: 'Replace it' }).click();
  await expect(app.planned(dialog, 'Items')).toHaveText('1 as they are, 1 removed');
  await app.confirmImport();
  await expect(app.card('Old card')).toBeVisible();
  await expect(app.card('New card')).toHaveCount(0);
  expect((await app.export()).text === text).toBe(true);
  await page.keyboard.press('Control+z');
  await expect(app.card('New card')).toBeVisible();
});

test('the export can be had by the menu and by its stable name', async ({ app, page }) => {
  await app.startWith([['Card']]);
  for (const reach of [
    () => app.pick('Export as JSON'),
    async () => {
      await app.pick('Storage and safety');
      await app.dialog('Storage and safety').getByRole('button', { name: 'Export as JSON' }).click();
    },
  ]) {
    const saving = page.waitForEvent('download');
    await reach();
    expect((await saving).suggestedFilename()).toMatch(/\.json$/);
  }
  await page.keyboard.press('Escape');
  const sidebar = page.getByRole('navigation', { name: 'Places' });
  await sidebar.locator('.workspace-button').click();
  await expect(page.locator('[data-action="export-json"]')).toHaveCount(1);
});
