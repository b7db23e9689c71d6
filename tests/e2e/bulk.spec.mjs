// Several cards at once: what they share shows, what is set is set in all, and one undo takes it back.

import { expectAccessible } from './helpers/axe.mjs';
import { expect, test } from './helpers/app.mjs';

const row = (dialog, field) => dialog.locator(`[data-field="${field}"]`);

async function fields(app, name) {
  const { text } = await app.export();
  return Object.fromEntries(JSON.parse(text).items.map((item) => [item.title, item[name]]));
}

test.beforeEach(async ({ app, page }) => {
  await app.startWith([['Chart the coast', 'Paint the boat', 'Buy rope']]);
  await app.openCard('Paint the boat');
  await app.panel.locator('[data-field="priority"]').getByRole('combobox').selectOption('low');
  await page.keyboard.press('Escape');
});

test('a field is set in all that is selected, by keyboard alone, and undone in one step', async ({ app, page }) => {
  await app.card('Chart the coast').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Shift+E');
  const dialog = app.dialog('Edit 3 items');
  await expect(row(dialog, 'priority')).toContainText('Various');
  await expect(row(dialog, 'kind')).not.toContainText('Various');
  for (const theme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: theme });
    await expectAccessible(page, 'html', `several cards, ${theme}`);
  }
  await row(dialog, 'priority').getByRole('combobox').selectOption('high');
  await expect(row(dialog, 'priority')).not.toContainText('Various');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  const all = { 'Buy rope': 'high', 'Chart the coast': 'high', 'Paint the boat': 'high' };
  expect(await fields(app, 'priority')).toEqual(all);
  await page.keyboard.press('Control+z');
  await expect.poll(() => fields(app, 'priority')).toEqual({ 'Paint the boat': 'low' });
});

test('the bar of what is selected leads there, and dates are set in all', async ({ app, page }) => {
  await app.card('Chart the coast').focus();
  await page.keyboard.press('x');
  await app.card('Buy rope').focus();
  await page.keyboard.press('x');
  await page.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Edit…' }).click();
  const dialog = app.dialog('Edit 2 items');
  await row(dialog, 'due').locator('input').fill('2026-12-24');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await expect.poll(() => fields(app, 'due')).toEqual({ 'Buy rope': '2026-12-24', 'Chart the coast': '2026-12-24' });
});
