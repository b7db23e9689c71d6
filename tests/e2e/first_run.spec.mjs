// The first minutes: what an empty browser offers, and what each choice leads to.

import { expect, test } from './helpers/app.mjs';

test('an empty browser offers three ways to begin', async ({ app }) => {
  await app.open();
  for (const name of ['Open the sample', 'Import a file', 'Start empty']) {
    await expect(app.choice(name)).toBeVisible();
  }
  await expect(app.cards).toHaveCount(0);
});

test('who looks after the portfolio starts with it, and finds it again', async ({ app, page }) => {
  await app.open();
  const roles = page.getByRole('radiogroup', { name: 'What do you look after?' });
  await expect(roles.getByRole('radio', { name: 'A project' })).toBeChecked();
  await roles.getByRole('radio', { name: 'The portfolio' }).click();
  await expect(roles.getByRole('radio', { name: 'The portfolio' })).toBeChecked();
  await app.choice('Open the sample').click();
  await expect(page.locator('main[data-lens=portfolio][data-view=board]')).toBeVisible();
  await expect(app.cards.first()).toBeVisible();
  // Without an address, later.
  await page.goto('about:blank');
  await page.goto('/');
  await expect(page.locator('main[data-lens=portfolio]')).toBeVisible();
  // An address says more than a habit.
  await page.goto('/#/product/board');
  await expect(page.locator('main[data-lens=product]')).toBeVisible();
});

test('the sample opens as a board full of cards that is saved', async ({ app, page }) => {
  await app.openSample();
  await expect(page.locator('main[data-view=board]')).toBeVisible();
  await expect(page.locator('[data-save-state=saved]')).toBeVisible();
  expect(await app.total()).toBeGreaterThan(50);
  const total = await app.total();
  await app.reload();
  await expect(app.cards.first()).toBeVisible();
  expect(await app.total()).toBe(total);
});

test('each lens shows a board of the sample', async ({ app, page }) => {
  await app.openSample();
  for (const lens of ['Portfolio', 'Product', 'Program', 'Project']) {
    await page.getByRole('radio', { name: lens }).click();
    await expect(page.locator(`main[data-lens=${lens.toLowerCase()}]`)).toBeVisible();
    await expect(app.cards.first()).toBeVisible();
    expect(page.url()).toContain(`#/${lens.toLowerCase()}/board`);
  }
});

test('an empty start leads to a project and to cards added in place', async ({ app, page }) => {
  await app.startEmpty('Harbor');
  await expect(app.heading).toHaveText('Harbor');
  const column = app.columns.first();
  await column.getByRole('button', { name: 'Add item' }).click();
  const field = column.getByRole('textbox', { name: 'Title of the new item' });
  for (const title of ['Chart the coast', 'Paint the boat', 'Buy rope']) {
    await expect(field).toBeFocused();
    await page.keyboard.type(title);
    await page.keyboard.press('Enter');
    await expect(field).toHaveValue('');
  }
  await expect.poll(() => app.titles(column))
    .toEqual(['Chart the coast', 'Paint the boat', 'Buy rope']);
  await page.keyboard.press('Escape');
  await expect(field).toHaveCount(0);
  await expect(page.locator('[data-save-state=saved]')).toBeVisible();
});

test('several lines become several cards', async ({ app }) => {
  await app.startWith([['One', 'Two', 'Three']]);
  expect(await app.titles(app.columns.first())).toEqual(['One', 'Two', 'Three']);
});

test('the sample does not land on own work', async ({ app }) => {
  await app.startWith([['My own card']]);
  await app.pick('Open the sample workspace');
  await expect(app.toast('The sample does not replace work that is here.')).toBeVisible();
  await expect(app.card('My own card')).toBeVisible();
  expect(await app.total()).toBe(1);
});

test('the sample does not replace a sample that somebody worked in', async ({ app, page }) => {
  await app.openSample();
  const column = app.columns.first();
  await app.addTo(column, ['My own card']);
  const total = await app.total();
  await app.pick('Open the sample workspace');
  await expect(app.messages.locator('.toast').last()).toBeVisible();
  await page.waitForTimeout(200);
  expect(await app.total()).toBe(total);
});

test('a workspace is thrown away only on demand, and comes back', async ({ app, page }) => {
  await app.startWith([['Keep me']]);
  await app.pick('Throw this workspace away');
  const dialog = app.dialog('Throw this workspace away');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(app.card('Keep me')).toBeVisible();
  await app.pick('Throw this workspace away');
  await dialog.getByRole('button', { name: 'Throw it away' }).click();
  await expect(app.choice('Open the sample')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(app.toast('Undid: Throw the workspace away')).toBeVisible();
  await expect(app.card('Keep me')).toBeVisible();
});
