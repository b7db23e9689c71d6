// Restore points: made before what would be hard to take back, compared with now, and brought back
// whole or in part, as one step that can be undone.

import { expectAccessible } from './helpers/axe.mjs';
import { expect, file, smallBoard, test } from './helpers/app.mjs';

const points = (dialog) => dialog.locator('[data-point]');

async function open(app) {
  await app.pick('Time machine');
  const dialog = app.dialog('Time machine');
  await dialog.waitFor();
  return dialog;
}

/** Keeps the workspace as it is under a name, and closes the dialog. */
async function keep(app, page, name) {
  const dialog = await open(app);
  await dialog.getByRole('textbox', { name: 'Name of a restore point' }).fill(name);
  await page.keyboard.press('Enter');
  await expect(points(dialog).filter({ hasText: name })).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
}

async function look(app, name) {
  const dialog = await open(app);
  await points(dialog).filter({ hasText: name }).first().click();
  return dialog;
}

const group = (dialog, kind) => dialog.locator(`.past-group[data-kind="${kind}"]`);

test('a named point brings everything back, to the byte, and undo takes that back', async ({ app, page }) => {
  await app.startWith([['Chart the coast', 'Buy rope'], ['Hire a crew']]);
  const before = (await app.export()).text;
  await keep(app, page, 'Before the storm');
  await app.card('Buy rope').click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Delete');
  await expect(app.cards).toHaveCount(2);
  const after = (await app.export()).text;
  expect(after).not.toBe(before);

  const dialog = await look(app, 'Before the storm');
  await expect(group(dialog, 'item').locator('li')).toHaveCount(1);
  await expect(group(dialog, 'item')).toContainText('Buy rope');
  for (const theme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: theme });
    await expectAccessible(page, 'html', `the Time machine, ${theme}`);
  }
  await dialog.locator('[data-action="restore-all"]').click();
  await expect(dialog).toHaveCount(0);
  await expect(app.cards).toHaveCount(3);
  expect((await app.export()).text).toBe(before);
  await page.keyboard.press('Control+z');
  await expect(app.cards).toHaveCount(2);
  expect((await app.export()).text).toBe(after);

  // The restore itself was preceded by a point.
  const again = await open(app);
  await expect(points(again).filter({ hasText: 'Before: Restore all as of' })).toHaveCount(1);
});

test('single records come back beside what has changed since', async ({ app, page }) => {
  await app.startWith([['Chart the coast', 'Buy rope', 'Mend sails'], []]);
  await keep(app, page, 'Monday');
  for (const title of ['Buy rope', 'Mend sails']) {
    await app.openCard(title);
    await app.panel.getByRole('button', { name: /^Title: / }).click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(`${title} twice`);
    await page.keyboard.press('Enter');
    await expect(app.card(`${title} twice`)).toHaveCount(1);
    await page.keyboard.press('Escape');
  }
  const dialog = await look(app, 'Monday');
  const rows = group(dialog, 'item').locator('li');
  await expect(rows).toHaveCount(2);
  const row = rows.filter({ hasText: 'Mend sails' });
  await expect(row.locator('.past-fields')).toContainText('Title');
  await expect(row.locator('dd').first()).toContainText('Mend sails');
  await expect(row.locator('dd').last()).toContainText('Mend sails twice');
  const some = dialog.locator('[data-action="restore-some"]');
  await expect(some).toBeDisabled();
  await row.getByRole('checkbox').check();
  await expect(some).toHaveText('Restore 1 chosen');
  await some.click();
  await expect(app.card('Mend sails twice')).toHaveCount(0);
  await expect(app.card('Mend sails')).toHaveCount(1);
  await expect(app.card('Buy rope twice')).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(app.card('Mend sails twice')).toHaveCount(1);
});

test('an import, a change of many and throwing all away are preceded by points that outlive the page', async ({ app, page }) => {
  const many = Array.from({ length: 30 }, (_, n) => `Plank ${n + 1}`);
  await app.startWith([many]);
  await app.import(file('garden.json', JSON.stringify(smallBoard())));
  await app.confirmImport();
  await expect(app.cards).toHaveCount(4);
  await page.goBack();
  await expect(app.main).toContainText('Plank 1');
  await app.cards.first().focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('e');
  await expect(app.toast('Archive')).toBeVisible();
  await app.pick('Throw this workspace away…');
  await app.dialog('Throw this workspace away').getByRole('button', { name: 'Throw it away' }).click();
  await expect(page.getByText('Open the sample')).toBeVisible();

  await app.reload();
  await app.choice('Bring back earlier work').click();
  const dialog = app.dialog('Time machine');
  const names = ['Before: Throw this workspace away', 'Before: Archive 30 items', 'Before: Import of “Garden”'];
  for (const name of names) await expect(points(dialog).filter({ hasText: name })).toHaveCount(1);
  await expect(points(dialog).filter({ hasText: names[2] })).toContainText('30 items');
  await expect(points(dialog).filter({ hasText: names[1] })).toContainText('34 items');

  // Everything is in the point from before the end.
  await points(dialog).filter({ hasText: names[0] }).click();
  await dialog.locator('[data-action="restore-all"]').click();
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press('Control+k');
  const palette = app.dialog('Search and run anything');
  await palette.getByRole('combobox').fill('Kale');
  await expect(palette.getByRole('option').first()).toContainText('Kale');
});

test('a point is renamed to keep it, handed out as a file, and deleted', async ({ app, page }) => {
  await app.startWith([['Chart the coast']]);
  const now = (await app.export()).text;
  await keep(app, page, 'Draft');
  const dialog = await look(app, 'Draft');
  await expect(dialog).toContainText('Nothing differs');
  await expect(dialog.locator('[data-action="restore-all"]')).toBeDisabled();
  const saving = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export as JSON' }).click();
  const chunks = [];
  for await (const chunk of await (await saving).createReadStream()) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString('utf8')).toBe(now);
  await dialog.getByRole('button', { name: 'Name: Draft' }).click();
  await page.keyboard.type('Version one');
  await page.keyboard.press('Enter');
  await expect(points(dialog).filter({ hasText: 'Version one' })).toHaveCount(1);
  await dialog.locator('[data-action="delete-point"]').click();
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  await expect(points(dialog).filter({ hasText: 'Version one' })).toHaveCount(0);
});

test('where the database is denied, it says so and an import still comes in', async ({ app, page, faults }) => {
  faults.allow(/denied for this test/);
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('denied for this test', 'SecurityError');
    };
  });
  await app.startWith([['Chart the coast']]);
  await app.import(file('garden.json', JSON.stringify(smallBoard())));
  await app.confirmImport();
  await expect(app.cards).toHaveCount(4);
  await expect(app.toast('No restore point could be made before this')).toBeVisible();
  const dialog = await open(app);
  await expect(dialog).toContainText('Restore points cannot be kept here');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('the list and a point take turns', async ({ app, page }) => {
    await app.startWith([['Chart the coast']]);
    await page.keyboard.press('Shift+H');
    const dialog = app.dialog('Time machine');
    await dialog.getByRole('textbox', { name: 'Name of a restore point' }).fill('Ashore');
    await page.keyboard.press('Enter');
    await points(dialog).filter({ hasText: 'Ashore' }).click();
    await expect(dialog.locator('.past-detail')).toContainText('Nothing differs');
    await expect(points(dialog).first()).toBeHidden();
    await expectAccessible(page, 'html', 'a restore point on a phone');
    await dialog.getByRole('button', { name: 'All restore points' }).click();
    await expect(points(dialog).first()).toBeVisible();
    await expect(dialog.getByRole('region', { name: 'Restore points' })).toBeFocused();
  });
});
