// The panel beside the board: everything about one item, changed where it stands.

import { expect, test } from './helpers/app.mjs';

test.beforeEach(async ({ app }) => {
  await app.startWith([['Chart the coast', 'Buy rope'], ['Paint the boat']]);
});

const section = (app, name) => app.panel.locator(`[data-section="${name}"]`);
const history = (app) => section(app, 'history').getByRole('listitem');

/** Picks from the panel's menu of actions. */
async function act(app, page, name) {
  await app.panel.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name }).click();
}

test('a card opens by click and by Enter; Escape closes and gives the focus back', async ({ app, page }) => {
  await app.card('Buy rope').click();
  await expect(app.panel).toHaveAccessibleName('Item: Buy rope');
  expect(page.url()).toMatch(/open=/);
  await page.keyboard.press('Escape');
  await expect(app.panel).toHaveCount(0);
  await expect(app.card('Buy rope')).toBeFocused();

  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(app.panel).toHaveAccessibleName('Item: Chart the coast');
  await page.keyboard.press('Escape');
  await expect(app.card('Chart the coast')).toBeFocused();
});

test('the title is edited where it stands', async ({ app, page }) => {
  await app.openCard('Buy rope');
  await app.panel.getByRole('button', { name: /^Title: Buy rope/ }).click();
  const field = app.panel.getByRole('textbox', { name: 'Title' });
  await expect(field).toBeFocused();
  await field.fill('Buy a longer rope');
  await page.keyboard.press('Enter');
  await expect(app.card('Buy a longer rope')).toBeVisible();
  await expect(app.panel.getByRole('button', { name: /^Title: Buy a longer rope/ })).toBeFocused();

  // Escape restores, and closes nothing else.
  await app.panel.getByRole('button', { name: /^Title: / }).click();
  await field.fill('Never mind');
  await page.keyboard.press('Escape');
  await expect(app.panel.getByRole('button', { name: /^Title: Buy a longer rope/ })).toBeVisible();
  await expect(app.card('Never mind')).toHaveCount(0);
});

test('a description is Markdown; HTML stays text and no link can run a script', async ({ app, page }) => {
  await app.openCard('Buy rope');
  const description = app.panel.locator('[data-field="description"]');
  await description.getByRole('button', { name: /add description/i }).click();
  await description.getByRole('textbox', { name: 'Description' }).fill([
    '# Why', '', 'The old one is **frayed**:', '', '- length', '- strength', '',
    '<img src=x onerror="globalThis.broken = true"> and <b>bold?</b>', '',
    '[safe](https://example.org/) and [unsafe](javascript:alert(1))',
  ].join('\n'));
  await page.keyboard.press('Control+Enter');
  const read = description.locator('.prose');
  await expect(read.getByRole('heading', { name: 'Why' })).toBeVisible();
  await expect(read.locator('strong')).toHaveText('frayed');
  await expect(read.getByRole('listitem')).toHaveText(['length', 'strength']);
  await expect(read).toContainText('<img src=x onerror="globalThis.broken = true">');
  await expect(read.locator('img, b')).toHaveCount(0);
  await expect(read.getByRole('link')).toHaveText(['safe']);
  await expect(read.getByRole('link')).toHaveAttribute('rel', /noopener/);
  await expect(read).toContainText('unsafe');
  expect(await page.evaluate(() => globalThis.broken)).toBeUndefined();
});

test('words that are not saved yet survive closing the panel', async ({ app, page }) => {
  await app.openCard('Buy rope');
  const description = app.panel.locator('[data-field="description"]');
  await description.getByRole('button', { name: /add description/i }).click();
  await description.getByRole('textbox', { name: 'Description' }).fill('half a thought');
  await app.panel.getByRole('button', { name: 'Close' }).click();
  await expect(app.panel).toHaveCount(0);
  await app.openCard('Buy rope');
  await expect(description).toContainText('half a thought');
  await expect(description).toContainText('Draft, not saved yet');
  await description.getByRole('button', { name: 'Save' }).click();
  await expect(description).not.toContainText('Draft');
  await app.reload();
  await expect(description).toContainText('half a thought');
});

test('a checklist gets entries, and they are ticked', async ({ app, page }) => {
  await app.openCard('Buy rope');
  await app.panel.getByRole('button', { name: 'Add checklist' }).click();
  const list = app.panel.getByRole('region', { name: 'Checklist' });
  const add = list.getByRole('textbox', { name: 'Add a step' });
  for (const step of ['Measure', 'Compare', 'Pay']) {
    await add.fill(step);
    await page.keyboard.press('Enter');
    await expect(list.getByRole('checkbox', { name: step })).toBeVisible();
  }
  await expect(add).toBeFocused();
  await list.getByRole('checkbox', { name: 'Compare' }).check({ force: true });
  await expect(list.locator('.section-count')).toHaveText('1/3');
  await expect(app.card('Buy rope')).toContainText('1/3');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await expect(app.card('Buy rope')).toContainText('0/3');
});

test('comments are added, changed and removed', async ({ app, page }) => {
  await app.openCard('Buy rope');
  const comments = section(app, 'comments');
  await comments.getByRole('textbox', { name: 'Write a comment' }).fill('Twelve *meters* at least');
  await comments.getByRole('button', { name: 'Comment', exact: true }).click();
  await expect(comments.getByRole('article')).toContainText('Twelve meters at least');
  await expect(comments.getByRole('textbox', { name: 'Write a comment' })).toHaveValue('');
  await comments.getByRole('button', { name: 'Edit' }).click();
  await comments.getByRole('textbox', { name: 'Comment', exact: true }).fill('Fifteen meters');
  await comments.getByRole('button', { name: 'Save' }).click();
  await expect(comments.getByRole('article')).toContainText('Fifteen meters');
  await expect(comments.getByRole('article')).toContainText('edited');
  await comments.getByRole('button', { name: 'Delete comment' }).click();
  await expect(comments.getByRole('article')).toHaveCount(0);
  await app.messages.getByRole('button', { name: 'Undo' }).last().click();
  await expect(comments.getByRole('article')).toContainText('Fifteen meters');
});

test('one item waits for another, and a circle is refused', async ({ app, page }) => {
  await app.openCard('Paint the boat');
  await section(app, 'waits-for').getByRole('button', { name: 'Add' }).click();
  await page.getByRole('combobox', { name: 'Waits for' }).fill('rope');
  await page.keyboard.press('Enter');
  await expect(section(app, 'waits-for').getByRole('listitem')).toContainText('Buy rope');
  await section(app, 'waits-for').getByRole('link', { name: 'Buy rope' }).click();
  await expect(app.panel).toHaveAccessibleName('Item: Buy rope');
  await expect(section(app, 'blocks').getByRole('listitem')).toContainText('Paint the boat');

  await section(app, 'waits-for').getByRole('button', { name: 'Add' }).click();
  await page.getByRole('combobox', { name: 'Waits for' }).fill('paint');
  await page.keyboard.press('Enter');
  await expect(app.messages.locator('[data-tone=danger]')).toBeVisible();
  await expect(section(app, 'waits-for').getByRole('listitem')).toHaveCount(0);
});

test('an item is blocked with a reason and freed', async ({ app, page }) => {
  await app.openCard('Buy rope');
  await act(app, page, /^Block…/);
  const dialog = app.dialog('Why can it not go on?');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('The shop is closed');
  await dialog.getByRole('button', { name: 'Block' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(app.panel.locator('.banner')).toContainText('The shop is closed');
  await expect(app.card('Buy rope')).toHaveAttribute('data-blocked', '');
  await expect(app.card('Buy rope')).toHaveAccessibleName(/Blocked The shop is closed/);
  await app.panel.locator('.banner').getByRole('button', { name: 'Unblock' }).click();
  await expect(app.panel.locator('.banner')).toHaveCount(0);
  await expect(app.card('Buy rope')).not.toHaveAttribute('data-blocked', '');
});

test('an item is archived, shown again and brought back', async ({ app, page }) => {
  await app.openCard('Buy rope');
  await act(app, page, /^Archive/);
  await expect(app.card('Buy rope')).toHaveCount(0);
  await page.getByRole('button', { name: 'Show archived' }).click();
  await expect(app.card('Buy rope')).toHaveAttribute('data-archived', '');
  if (await app.panel.count() === 0) await app.openCard('Buy rope');
  await app.panel.locator('.banner').getByRole('button', { name: 'Bring back' }).click();
  await page.getByRole('button', { name: 'Show archived' }).click();
  await expect(app.card('Buy rope')).toBeVisible();
});

test('a deleted item comes back by undo', async ({ app, page }) => {
  await app.openCard('Buy rope');
  await act(app, page, 'Delete');
  await expect(app.card('Buy rope')).toHaveCount(0);
  await expect(app.panel).toHaveCount(0);
  await app.messages.getByRole('button', { name: 'Undo' }).last().click();
  await expect(app.card('Buy rope')).toBeVisible();
  expect(await app.titles(app.columns.first())).toEqual(['Chart the coast', 'Buy rope']);
});

test('the history tells what was changed', async ({ app, page }) => {
  await app.openCard('Buy rope');
  await app.panel.getByRole('combobox', { name: 'Priority' }).selectOption('High');
  await expect(history(app).first()).toContainText(/changed Priority|set Priority/);
  await expect(history(app).first()).toContainText('High');
  await app.panel.getByRole('button', { name: /^Title: / }).click();
  await app.panel.getByRole('textbox', { name: 'Title' }).fill('Buy wire');
  await page.keyboard.press('Enter');
  await expect(history(app).first()).toContainText('from “Buy rope” to “Buy wire”');
  await page.keyboard.press('Escape');
  await app.card('Buy wire').focus();
  await page.keyboard.press('Alt+ArrowRight');
  await page.keyboard.press('Enter');
  await expect(history(app).first()).toContainText('moved it from');
  await expect(history(app).last()).toContainText('created it in');
});

test('sub-items are added and lead to themselves', async ({ app, page }) => {
  await app.openCard('Chart the coast');
  const parts = section(app, 'parts');
  await parts.getByRole('textbox', { name: 'Add a sub-item' }).fill('Sound the bay');
  await page.keyboard.press('Enter');
  await parts.getByRole('link', { name: 'Sound the bay' }).click();
  await expect(app.panel).toHaveAccessibleName('Item: Sound the bay');
  await page.goBack();
  await expect(app.panel).toHaveAccessibleName('Item: Chart the coast');
});
