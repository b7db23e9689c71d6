// Every screen and dialog, in both themes, wide and narrow, holds WCAG 2.2 AA as far as axe sees.

import { expectAccessible } from './helpers/axe.mjs';
import { expect, file, smallBoard, test } from './helpers/app.mjs';

const SIZES = [{ width: 1440, height: 900 }, { width: 390, height: 844 }];
const DIALOGS = [
  ['New item', 'c'],
  ['Search and run anything', 'Control+k'],
  ['Keyboard shortcuts', '?'],
];

for (const colorScheme of ['light', 'dark']) {
  for (const viewport of SIZES) {
    test.describe(`${colorScheme}, ${viewport.width} pixels wide`, () => {
      test.use({ viewport, colorScheme });
      test.setTimeout(90_000);

      test('the screens', async ({ app, page }) => {
        await app.open();
        await expectAccessible(page, 'html', 'first run');
        await app.choice('Open the sample').click();
        for (const [key, lens] of ['portfolio', 'product', 'program', 'project'].entries()) {
          await app.main.focus();
          await page.keyboard.press(String(key + 1));
          await expect(page.locator(`main[data-lens=${lens}]`)).toBeVisible();
          await expect(app.cards.first()).toBeVisible();
          await expectAccessible(page, 'html', `${lens} lens`);
        }
        await page.goto('/#/project/kpis');
        await expect(page.locator('[data-kpi]').first()).toBeVisible();
        await expectAccessible(page, 'html', 'numbers');
        await page.goto('/#/project/kpis?kpi=cycle-time-p85');
        await expect(page.locator('.chart-drawing').first()).toBeVisible();
        await page.locator('.chart-stage').first().focus();
        await page.keyboard.press('Home');
        await expectAccessible(page, 'html', 'what is behind a number');
        await page.goto('/#/project/board');
        await expect(app.cards.first()).toBeVisible();
        // A card that has most of what cards can have.
        await page.keyboard.press('Control+k');
        await app.dialog('Search and run anything').getByRole('combobox').fill('Pairing over');
        await page.keyboard.press('Enter');
        await expect(app.panel).toBeVisible();
        await expectAccessible(page, 'html', 'panel');
        await page.keyboard.press('Escape');
        await page.goto('/#/project/board?group=owner');
        await expect(page.locator('[data-lane]').first()).toBeVisible();
        await expectAccessible(page, 'html', 'lanes');
        await page.goto('/#/project/board?filter=ownre:me');
        if (viewport.width < 600) {
          await page.getByRole('button', { name: 'Filter: ownre:me' }).click();
        }
        await expect(page.getByRole('alert')).toBeVisible();
        await expectAccessible(page, 'html', 'a filter that cannot be read');
        await page.goto('/#/project/board');
        if (viewport.width < 600) {
          await page.getByRole('button', { name: 'More', exact: true }).click();
          await expect(page.locator('.frame[data-drawer=open]')).toBeVisible();
          await expectAccessible(page, 'html', 'drawer');
        }
      });

      test('the dialogs', async ({ app, page }) => {
        await app.startWith([['Chart the coast', 'Buy rope'], ['Paint the boat']]);
        await expectAccessible(page, 'html', 'small board with messages');
        const check = async (name, open) => {
          await app.main.focus();
          await open();
          await expect(app.dialog(name)).toBeVisible();
          await expectAccessible(page, 'dialog', name);
          await page.keyboard.press('Escape');
          await expect(app.dialog(name)).toHaveCount(0);
        };
        for (const [name, key] of DIALOGS) await check(name, () => page.keyboard.press(key));
        await check('New KPI', async () => {
          await page.keyboard.press('7');
          await page.getByRole('button', { name: 'Add a KPI' }).first().click();
        });
        await page.keyboard.press('5');
        for (const name of ['New project', 'New product', 'Storage and safety',
          'Throw this workspace away']) {
          await check(name, async () => {
            await page.keyboard.press('Control+k');
            await app.dialog('Search and run anything').getByRole('combobox').fill(name);
            await page.keyboard.press('Enter');
          });
        }
        const onCard = (key) => async () => {
          await app.card('Buy rope').focus();
          await page.keyboard.press(key);
        };
        await check('Move “Buy rope”', onCard('m'));
        await check('Why can it not go on?', onCard('b'));
        const board = smallBoard();
        const table = 'Summary,State,Who,Mood\nDig,Open,Ada,fine\nSow,Closed,Grace,\n';
        await check('Import a file', () => app.import(file('garden.json', JSON.stringify(board))));
        await check('Import a file', () => app.import(file('rows.csv', table, 'text/csv')));
        await check('Import a file', () => app.import(
          file('cut.json', JSON.stringify(board, null, 1).replace('"labels": []', '"labels": [,]'))));
        await app.card('Buy rope').click({ modifiers: ['Control'] });
        await expect(page.getByRole('toolbar', { name: 'Selection' })).toBeVisible();
        await expectAccessible(page, 'html', 'selection');
        await app.columns.first().getByRole('button', { name: 'Column menu' }).click();
        await expectAccessible(page, 'html', 'menu');
      });
    });
  }
}
