// Finding: the filter narrows the board and is part of the address; the palette finds by key.

import { expectAccessible } from './helpers/axe.mjs';
import { expect, test } from './helpers/app.mjs';

test('the filter narrows the board and stands in the address', async ({ app, page }) => {
  await app.startWith([['Chart the coast', 'Buy rope'], ['Paint the boat', 'Chart the bay']]);
  await page.keyboard.press('f');
  await expect(app.filter).toBeFocused();
  await app.filter.fill('chart');
  await expect(app.cards).toHaveCount(2);
  await expect.poll(() => page.url()).toContain('filter=chart');
  expect(await app.counts()).toEqual(expect.arrayContaining([1, 1]));
  await app.reload();
  await expect(app.filter).toHaveValue('chart');
  await expect(app.cards).toHaveCount(2);
  await app.filter.focus();
  await page.keyboard.press('Escape');
  await expect(app.cards).toHaveCount(4);
  expect(page.url()).not.toContain('filter=');
});

test('terms ask for fields, and what cannot be read is told', async ({ app, page }) => {
  await app.startWith([['Chart the coast', 'Buy rope']]);
  await app.card('Buy rope').focus();
  await page.keyboard.press('b');
  const dialog = app.dialog('Why can it not go on?');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('No money');
  await dialog.getByRole('button', { name: 'Block' }).click();
  await app.filter.fill('is:blocked');
  await expect(app.cards).toHaveCount(1);
  await expect(app.card('Buy rope')).toBeVisible();
  await app.filter.fill('-is:blocked');
  await expect(app.card('Chart the coast')).toBeVisible();
  await expect(app.cards).toHaveCount(1);
  await app.filter.fill('ownre:me');
  await expect(page.getByRole('alert')).toContainText('There is no field “ownre”.');
  await expect(page.getByRole('alert')).toContainText(/owner/);
  await app.filter.fill('is:blockd');
  await expect(page.getByRole('alert')).toContainText('“blockd” is no state of an item.');
  await app.filter.fill('');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(app.cards).toHaveCount(2);
});

test('the filter holds through every lens', async ({ app, page }) => {
  await app.openSample();
  const all = await app.total();
  await app.filter.fill('pairing');
  await expect.poll(() => app.total()).toBeLessThan(all);
  expect(await app.total()).toBeGreaterThan(0);
  await app.main.focus();
  await page.keyboard.press('2');
  await expect(page.locator('main[data-lens=product]')).toBeVisible();
  await expect(app.filter).toHaveValue('pairing');
});

test('the palette finds a card by its key and opens it', async ({ app, page }) => {
  await app.openSample();
  const card = app.cards.nth(5);
  const key = await card.locator('.card-key').textContent();
  const title = await card.locator('.card-title').textContent();
  await page.keyboard.press('Control+k');
  const palette = app.dialog('Search and run anything');
  await palette.getByRole('combobox').fill(key.toLowerCase());
  await expect(palette.getByRole('option').first()).toContainText(title);
  await page.keyboard.press('Enter');
  await expect(palette).toHaveCount(0);
  await expect(app.panel).toHaveAccessibleName(`Item: ${title}`);
  await expect(app.panel.locator('.panel-key')).toHaveText(key);
});

test('the palette runs actions and goes to places', async ({ app, page }) => {
  await app.startWith([['Chart the coast']]);
  await page.keyboard.press('Control+k');
  const palette = app.dialog('Search and run anything');
  await palette.getByRole('combobox').fill('new project');
  await page.keyboard.press('Enter');
  await app.createPlace('New project', 'Lighthouse', 'Create project');
  await expect(app.heading).toHaveText('Lighthouse');
  await page.keyboard.press('Control+k');
  await palette.getByRole('combobox').fill('harbor');
  await expect(palette.getByRole('option').first()).toContainText('Harbor');
  await page.keyboard.press('Enter');
  await expect(app.heading).toHaveText('Harbor');
  await page.keyboard.press('Control+k');
  await palette.getByRole('combobox').fill('zzzz');
  await expect(palette).toContainText('Nothing found');
  await page.keyboard.press('Escape');
  await expect(palette).toHaveCount(0);
});

test('a new item is created with what is known of it', async ({ app, page }) => {
  await app.startEmpty();
  await page.keyboard.press('c');
  const dialog = app.dialog('New item');
  await expect(dialog.getByRole('button', { name: 'Create item' })).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Fix the mast');
  await dialog.getByRole('combobox', { name: 'Kind' }).selectOption('Bug');
  await dialog.getByRole('combobox', { name: 'Priority' }).selectOption('Urgent');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(app.card('Fix the mast')).toHaveAccessibleName(/Bug .*Urgent priority/);
});

test('a column folds and unfolds, and stays folded over a reload', async ({ app, page }) => {
  await app.startWith([['Chart the coast']]);
  const column = app.columns.first();
  await column.getByRole('button', { name: 'Column menu' }).click();
  await page.getByRole('menuitem', { name: 'Fold this column' }).click();
  await expect(column).toHaveAttribute('data-collapsed', '');
  await app.reload();
  await expect(column).toHaveAttribute('data-collapsed', '');
  await column.getByRole('button', { name: 'Unfold this column' }).click();
  await expect(app.card('Chart the coast')).toBeVisible();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('the filter comes over the bar, and its button tells that it is set', async ({ app, page }) => {
    await app.startWith([['Chart the coast', 'Buy rope']]);
    await expect(app.filter).not.toBeInViewport();
    await page.getByRole('button', { name: 'Filter', exact: true }).tap();
    await expect(app.filter).toBeFocused();
    await expect(app.filter).toBeInViewport({ ratio: 0.95 });
    const bar = await page.locator('.topbar').boundingBox();
    const field = await app.filter.boundingBox();
    expect(field.width).toBeGreaterThan(240);
    expect(field.y + field.height).toBeLessThanOrEqual(bar.y + bar.height + 1);
    await expectAccessible(page, 'html', 'the filter on a phone');
    await app.filter.fill('chart');
    await expect(app.cards).toHaveCount(1);
    await page.getByRole('button', { name: 'Done' }).tap();
    await expect(app.filter).not.toBeInViewport();
    const set = page.getByRole('button', { name: 'Filter: chart' });
    await expect(set).toBeFocused();
    await expect(page.locator('.filter-button[data-set]')).toBeVisible();
    await expectAccessible(page, 'html', 'a filter that is set, on a phone');
    await set.tap();
    await app.filter.fill('ownre:me');
    await expect(page.getByRole('alert')).toBeInViewport({ ratio: 1 });
    await expectAccessible(page, 'html', 'a filter that cannot be read, on a phone');
    await page.keyboard.press('Escape');
    await expect(app.filter).toHaveValue('');
    await page.keyboard.press('Escape');
    await expect(app.filter).not.toBeInViewport();
    await expect(app.cards).toHaveCount(2);
  });
});

test('the filter offers how it can go on, by keys and by pointer, and stays out of the way', async ({ app, page }) => {
  await app.openSample();
  await app.dismiss();
  await page.goto('/#/project/board');
  await expect(app.cards.first()).toBeVisible();
  const offers = page.getByRole('listbox', { name: 'Ways to go on with the filter' });
  const option = (name) => offers.getByRole('option', { name });
  await app.filter.focus();
  await expect(offers).toBeHidden();
  await page.keyboard.press('ArrowDown');
  await expect(option(/^owner:/)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(offers).toBeHidden();

  await page.keyboard.type('pri');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(app.filter).toHaveValue('priority:');
  await expect(option(/^Urgent/)).toBeVisible();
  // What is not finished is no mistake yet.
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expectAccessible(page, 'html', 'a filter with its offers');
  await option(/^Urgent/).click();
  await expect(app.filter).toHaveValue('priority:urgent ');
  await expect(app.filter).toBeFocused();
  await expect(offers).toBeHidden();
  const urgent = await app.cards.count();
  expect(urgent).toBeGreaterThan(0);

  // A name brings its field; what is meant is replaced and nothing beside it.
  await page.keyboard.type('adey');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await expect(app.filter).toHaveValue('priority:urgent owner:"Grace Adeyemi" ');
  await page.keyboard.press('Home');
  for (let n = 0; n < 'priority:urg'.length; n += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(offers).toBeHidden();

  // Nothing is offered for words, and Escape does what it did.
  await app.filter.fill('zzqx');
  await expect(offers).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(app.filter).toHaveValue('');
  await page.goto('/#/project/table?of=person');
  await app.filter.fill('tea');
  await expect(option(/^team:/)).toBeVisible();
});
