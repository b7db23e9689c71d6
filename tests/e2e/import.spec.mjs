// Files from elsewhere: each is previewed with its counts, comes in as one step and twice is once.

import { expect, file, reference, smallBoard, test } from './helpers/app.mjs';

test('a real Trello board comes in whole, archived lists and cards included', async ({ app, page }) => {
  const path = reference('trello/delivery-board-anonymised.json');
  await app.open();
  const dialog = await app.import(path);
  await expect(app.planned(dialog, 'Items')).toHaveText('122 new');
  await expect(app.planned(dialog, 'Statuses')).toHaveText('18 new');
  await app.confirmImport();
  await expect(app.heading).toHaveText('Mill Dune');
  await expect(page.locator('[data-save-state=saved]')).toBeVisible();

  await page.getByRole('button', { name: 'Show archived' }).click();
  await expect(app.columns).toHaveCount(18);
  expect(await app.total()).toBe(122);

  // The same file again brings nothing.
  const again = await app.import(path);
  await expect(again).toContainText('This file brings nothing that is not here already.');
  await expect(again.locator('dd').filter({ hasText: /new|changed|removed/ })).toHaveCount(0);
  await page.keyboard.press('Escape');
  expect(await app.total()).toBe(122);
});

test('a real table of 653 rows becomes 653 items', async ({ app }) => {
  const path = reference('kubernetes/enhancements.csv');
  await app.open();
  const dialog = await app.import(path);
  await expect(app.planned(dialog, 'Items')).toHaveText('653 new');
  await expect(dialog.getByRole('combobox', { name: 'Title' })).toHaveValue('Title');
  await app.confirmImport();
  await expect(app.cards.first()).toBeVisible();
  expect(await app.total()).toBe(653);
  const again = await app.import(path);
  await expect(again).toContainText('This file brings nothing that is not here already.');
});

test('a plan of Microsoft Project comes in and goes out again', async ({ app, page }) => {
  const path = reference('mspdi/converted/aspose__Software_Development_Plan.xml');
  await app.open();
  const dialog = await app.import(path);
  await expect(dialog).toContainText('Microsoft Project plan “Software Development”');
  await expect(app.planned(dialog, 'Items')).toHaveText('86 new');
  await expect(app.planned(dialog, 'Dependencies')).toHaveText('84 new');
  await app.confirmImport();
  await expect(app.heading).toHaveText('Software Development');
  const saving = page.waitForEvent('download');
  await app.pick('Export as Microsoft Project XML');
  const download = await saving;
  expect(download.suggestedFilename()).toMatch(/^software-development-\d{4}-\d\d-\d\d\.xml$/);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  expect(text).toContain('<Project xmlns="http://schemas.microsoft.com/project">');
  expect(text.match(/<Task>/g)).toHaveLength(87);
  await expect(app.messages.getByText(/things have no place in it/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save the list' })).toBeVisible();

  // A broken file says where.
  const broken = await app.import(file('plan.xml', `${text.slice(0, 2000)}</Oops>`, 'text/xml'));
  await expect(broken).toContainText('expected `</');
  await page.keyboard.press('Escape');
});

test('calendars and tables are handed out by their stable names', async ({ app, page }) => {
  await app.openSample();
  for (const [name, ending, start] of [
    ['export-ics', /\.ics$/, 'BEGIN:VCALENDAR\r\n'],
    ['export-csv', /\.csv$/, 'Key,Title,'],
  ]) {
    await page.locator('.workspace-button').click();
    const saving = page.waitForEvent('download');
    await page.locator(`[data-action="${name}"]`).click();
    const download = await saving;
    expect(download.suggestedFilename()).toMatch(ending);
    const chunks = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString('utf8').startsWith(start)).toBe(true);
  }
});

test('an import is one step of the history', async ({ app, page }) => {
  await app.startWith([['My own card']]);
  await app.import(file('garden.json', JSON.stringify(smallBoard())));
  await app.confirmImport();
  await expect(app.heading).toHaveText('Garden');
  expect(await app.total()).toBe(4);
  await page.keyboard.press('Control+z');
  await expect(app.toast(/^Undid: Import.*Garden/)).toBeVisible();
  await expect(app.card('Beans')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Garden' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Harbor' }).click();
  await expect(app.card('My own card')).toBeVisible();
  await page.keyboard.press('Control+Shift+z');
  await expect(page.getByRole('link', { name: 'Garden' })).toBeVisible();
});

test('what an import would change is seen before it does', async ({ app, page }) => {
  await app.open();
  const board = smallBoard();
  await app.import(file('garden.json', JSON.stringify(board)));
  await app.confirmImport();
  board.cards[0].name = 'Runner beans';
  board.cards.push({ ...board.cards[1], id: '5f0000000000000000000099', idShort: 9, pos: 9, name: 'Leek' });
  const dialog = await app.import(file('garden.json', JSON.stringify(board)));
  await expect(app.planned(dialog, 'Items')).toHaveText('1 new, 1 changed, 3 as they are');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(app.card('Beans')).toBeVisible();
  expect(await app.total()).toBe(4);
});

test('a broken file is told by line and column and changes nothing', async ({ app, page }) => {
  await app.startWith([['My own card']]);
  const text = JSON.stringify(smallBoard(), null, 1).replace('"labels": []', '"labels": [,]');
  const dialog = await app.import(file('broken.json', text));
  await expect(dialog.getByRole('alert')).toContainText(/Line \d+, column \d+/);
  await expect(page.locator('[data-action="import-confirm"]')).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  expect(await app.total()).toBe(1);
});

test('a file of an unknown format is refused in words', async ({ app, page }) => {
  await app.open();
  await page.locator('#import-file').setInputFiles(file('notes.txt', 'hello', 'text/plain'));
  await expect(app.toast('“notes.txt” is in no format that Throughline knows.')).toBeVisible();
});

test('a dropped file opens the preview', async ({ app, page }) => {
  await app.open();
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'garden.json', { type: 'application/json' }));
    return transfer;
  }, JSON.stringify(smallBoard()));
  await app.main.dispatchEvent('dragover', { dataTransfer: data });
  await expect(page.getByText('Drop the file to import it')).toBeVisible();
  await app.main.dispatchEvent('drop', { dataTransfer: data });
  await expect(page.getByText('Drop the file to import it')).toHaveCount(0);
  await expect(app.planned(app.dialog('Import a file'), 'Items')).toHaveText('4 new');
});

test('pasted rows open the preview, and what a column means can be chosen', async ({ app, page }) => {
  await app.open();
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', text);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, 'Summary\tState\tWho\nDig\tOpen\tAda\nSow\tClosed\tGrace\n');
  const dialog = app.dialog('Import a file');
  await expect(app.planned(dialog, 'Items')).toHaveText('2 new');
  await expect(app.planned(dialog, 'Statuses')).toHaveText('2 new');
  await dialog.getByRole('combobox', { name: 'State' }).selectOption('Leave out');
  await expect(dialog).toContainText('What found no place');
  await app.confirmImport();
  await expect(app.card('Dig')).toBeVisible();
});
