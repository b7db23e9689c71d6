// Saved views: made from what is shown, opened from the sidebar and the palette, renamed, updated,
// deleted, and all of it undone.

import { expectAccessible } from './helpers/axe.mjs';
import { expect, test } from './helpers/app.mjs';

const places = (page) => page.getByRole('navigation', { name: 'Places' });
const view = (page, name) => places(page).getByRole('link', { name, exact: true });

async function saveAs(app, page, name) {
  const dialog = app.dialog('Save this view');
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(view(page, name)).toBeVisible();
}

test('a view is saved by key, and comes back with its filter and order', async ({ app, page }) => {
  await app.startWith([['Chart the coast', 'Buy rope']]);
  await page.goto('/#/project/table?filter=rope&sort=-title&cols=title:200,status:100');
  await expect(page.locator('.grid-row')).toHaveCount(1);
  await app.main.focus();
  await page.keyboard.press('Control+s');
  await expectAccessible(page, 'html', 'the dialog that saves a view');
  await saveAs(app, page, 'Ropes');
  await expect(view(page, 'Ropes')).toHaveAttribute('aria-current', 'page');
  await page.goto('/#/project/board');
  await expect(app.cards).toHaveCount(2);
  await view(page, 'Ropes').click();
  await expect(page.locator('.grid-row')).toHaveCount(1);
  expect(page.url()).toContain('cols=title:200,status:100');
  await page.reload();
  await expect(view(page, 'Ropes')).toBeVisible();
  await page.goto('/#/project/board');
  await page.keyboard.press('Control+k');
  const palette = app.dialog('Search and run anything');
  await palette.getByRole('combobox').fill('ropes');
  await expect(palette.getByRole('option').first()).toContainText('Saved view');
  await page.keyboard.press('Enter');
  await expect(page.locator('.grid-row')).toHaveCount(1);
});

test('a view is renamed, updated and deleted by its menu, and undone', async ({ app, page }) => {
  await app.startWith([['Chart the coast', 'Buy rope']]);
  await places(page).getByRole('button', { name: 'Save this view' }).click();
  await saveAs(app, page, 'Mine');
  const menu = (name) => places(page).getByRole('button', { name: `Menu of the view ${name}` });
  await menu('Mine').click();
  await page.getByRole('menuitem', { name: 'Rename…' }).click();
  const dialog = app.dialog('Rename the view');
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('Mine');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Ours');
  await page.keyboard.press('Enter');
  await expect(view(page, 'Ours')).toBeVisible();
  await app.filter.fill('rope');
  await expect(app.cards).toHaveCount(1);
  await menu('Ours').click();
  await page.getByRole('menuitem', { name: 'Update to what is shown' }).click();
  await expect(view(page, 'Ours')).toHaveAttribute('href', /filter=rope/);
  await menu('Ours').click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(view(page, 'Ours')).toHaveCount(0);
  await app.undo.click();
  await expect(view(page, 'Ours')).toHaveAttribute('href', /filter=rope/);
});
