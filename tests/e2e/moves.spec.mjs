// Moving cards: by mouse, by finger, by key and by dialog. Whatever the way, the card is where it
// was put, the move is announced, and it can be undone and done again.

import { expect, test } from './helpers/app.mjs';

const FIRST = ['Ada', 'Ben', 'Cleo', 'Dina'];
const SECOND = ['Ed', 'Fay', 'Gus'];

async function start(app) {
  await app.startWith([FIRST, SECOND]);
  return [app.columns.nth(0), app.columns.nth(1)];
}

async function expectBoard(app, first, second) {
  await expect.poll(() => app.titles(app.columns.nth(0))).toEqual(first);
  await expect.poll(() => app.titles(app.columns.nth(1))).toEqual(second);
}

/** Undoes and redoes the last step, with the board before and after it. */
async function expectUndoAndRedo(app, page, before, after) {
  await page.keyboard.press('Control+z');
  await expect(app.toast(/^Undid: /).last()).toBeVisible();
  await expectBoard(app, ...before);
  await page.keyboard.press('Control+Shift+z');
  await expect(app.toast(/^Did again: /).last()).toBeVisible();
  await expectBoard(app, ...after);
}

test('the mouse drags a card to a place in another column', async ({ app, page }) => {
  const [, second] = await start(app);
  const name = await second.getAttribute('aria-label');
  await app.drag(app.card('Ben'), second, 1);
  const after = [['Ada', 'Cleo', 'Dina'], ['Ed', 'Ben', 'Fay', 'Gus']];
  await expectBoard(app, ...after);
  await expect(app.announcement).toContainText(`Ben moved to ${name}, 2 of 4`);
  // The click that ends a drag does not open the card.
  await expect(app.panel).toHaveCount(0);
  await expectUndoAndRedo(app, page, [FIRST, SECOND], after);
  await expect(app.toast(`Did again: Move`).last()).toContainText(name);
});

test('the mouse drags a card within its column', async ({ app, page }) => {
  const [first] = await start(app);
  await app.drag(app.card('Ada'), first, 3);
  await expectBoard(app, ['Ben', 'Cleo', 'Ada', 'Dina'], SECOND);
  await app.drag(app.card('Dina'), first, 0);
  const after = [['Dina', 'Ben', 'Cleo', 'Ada'], SECOND];
  await expectBoard(app, ...after);
  await expectUndoAndRedo(app, page, [['Ben', 'Cleo', 'Ada', 'Dina'], SECOND], after);
});

test('a drag shows where the card would land, and Escape puts it back', async ({ app, page }) => {
  const [, second] = await start(app);
  await app.dragOver(app.card('Ada'), second, 0);
  await expect(page.locator('.drag-overlay')).toContainText('Ada');
  await expect(page.locator('.drop-line')).toHaveCount(1);
  await expect(app.announcement).toContainText('Ada lifted');
  await page.keyboard.press('Escape');
  await expect(page.locator('.drag-overlay')).toHaveCount(0);
  await expect(page.locator('.drop-line')).toHaveCount(0);
  await expect(app.announcement).toContainText('Put back.');
  await page.mouse.up();
  await expectBoard(app, FIRST, SECOND);
  await expect(app.undo).toHaveAccessibleName(/Create task/);
});

test('a card dropped beside the board stays where it was', async ({ app, page }) => {
  await start(app);
  const from = await app.middle(app.card('Ada'));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 30, from.y + 10, { steps: 3 });
  await page.mouse.move(from.x, 4, { steps: 4 });
  await page.mouse.up();
  await expectBoard(app, FIRST, SECOND);
});

test('several selected cards are dragged together', async ({ app, page }) => {
  const [, second] = await start(app);
  const name = await second.getAttribute('aria-label');
  await app.card('Ada').click({ modifiers: ['Control'] });
  await app.card('Cleo').click({ modifiers: ['Control'] });
  await expect(page.getByRole('toolbar', { name: 'Selection' })).toContainText('2 selected');
  await app.dragOver(app.card('Cleo'), second, 1);
  await expect(page.locator('.drag-count')).toHaveText('2');
  await page.mouse.up();
  await expect(app.announcement).toContainText(`2 cards moved to ${name}`);
  const [left, right] = [await app.titles(app.columns.nth(0)), await app.titles(second)];
  expect(left).toEqual(['Ben', 'Dina']);
  // They stay in the order in which they stood.
  expect(right).toEqual(['Ed', 'Ada', 'Cleo', 'Fay', 'Gus']);
  await expectUndoAndRedo(app, page, [FIRST, SECOND], [left, right]);
});

test('keys move the card that has the focus', async ({ app, page }) => {
  const [, second] = await start(app);
  const name = await second.getAttribute('aria-label');
  await app.card('Ben').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expectBoard(app, ['Ada', 'Cleo', 'Ben', 'Dina'], SECOND);
  await expect(app.announcement).toContainText('Ben moved to');
  await expect(app.card('Ben')).toBeFocused();
  await page.keyboard.press('Alt+ArrowRight');
  await expectBoard(app, ['Ada', 'Cleo', 'Dina'], ['Ed', 'Fay', 'Ben', 'Gus']);
  await expect(app.announcement).toContainText(`Ben moved to ${name}, 3 of 4`);
  await expect(app.card('Ben')).toBeFocused();
  await page.keyboard.press('Alt+ArrowUp');
  await expectBoard(app, ['Ada', 'Cleo', 'Dina'], ['Ed', 'Ben', 'Fay', 'Gus']);
  await page.keyboard.press('Alt+ArrowLeft');
  const after = [['Ada', 'Ben', 'Cleo', 'Dina'], SECOND];
  await expectBoard(app, ...after);
  const before = [['Ada', 'Cleo', 'Dina'], ['Ed', 'Ben', 'Fay', 'Gus']];
  await expectUndoAndRedo(app, page, before, after);
});

test('arrow keys walk over the board, and the tab key reaches it', async ({ app, page }) => {
  await start(app);
  await app.card('Ada').focus();
  await page.keyboard.press('ArrowDown');
  await expect(app.card('Ben')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(app.card('Fay')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(app.card('Ed')).toBeFocused();
  await page.keyboard.press('Shift+ArrowDown');
  await expect(app.announcement).toContainText('2 cards selected');
  // On a board where nothing has been touched yet, one card can be reached by Tab.
  await app.reload();
  await expect(app.cards.first()).toBeVisible();
  await expect(page.locator('[data-card][tabindex="0"]')).toHaveCount(1);
});

test('“Move to…” moves a card by choosing', async ({ app, page }) => {
  const [, second] = await start(app);
  const name = await second.getAttribute('aria-label');
  await app.card('Cleo').focus();
  await page.keyboard.press('m');
  const dialog = app.dialog('Move “Cleo”');
  await dialog.getByRole('combobox', { name: 'Column' }).selectOption({ label: name });
  await dialog.getByRole('combobox', { name: 'Place' }).selectOption('At the bottom');
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  const after = [['Ada', 'Ben', 'Dina'], ['Ed', 'Fay', 'Gus', 'Cleo']];
  await expectBoard(app, ...after);
  await expect(app.announcement).toContainText(`Cleo moved to ${name}, 4 of 4`);
  await expect(app.card('Cleo')).toBeFocused();
  await expectUndoAndRedo(app, page, [FIRST, SECOND], after);
});

test('a card that moves into a long column keeps the focus and is seen', async ({ app, page }) => {
  const many = (from) => Array.from({ length: 60 }, (_, n) => `${from} ${String(n + 1).padStart(2, '0')}`);
  await app.startWith([many('Left'), many('Right')]);
  const [first, second] = [app.columns.nth(0), app.columns.nth(1)];
  await first.locator('.virtual').evaluate((list) => { list.scrollTop = 0; });
  await app.card('Left 01').focus();
  await page.keyboard.press('Alt+ArrowRight');
  await expect.poll(() => app.count(second)).toBe(61);
  await expect(app.card('Left 01')).toBeFocused();
  await expect(second.locator('[data-card]').filter({ hasText: 'Left 01' })).toBeInViewport();
  // Far down: the row is not drawn in the other column before the move.
  await page.keyboard.press('Alt+ArrowLeft');
  await expect.poll(() => app.count(second)).toBe(60);
  for (let n = 0; n < 40; n += 1) await page.keyboard.press('ArrowDown');
  const far = first.locator('[data-card]').filter({ hasText: 'Left 41' });
  await expect(far).toBeFocused();
  await page.keyboard.press('Alt+ArrowRight');
  await expect.poll(() => app.count(second)).toBe(61);
  const moved = second.locator('[data-card]').filter({ hasText: 'Left 41' });
  await expect(moved).toBeFocused();
  await expect(moved).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('m');
  const dialog = app.dialog('Move “Left 41”');
  const name = await first.getAttribute('aria-label');
  await dialog.getByRole('combobox', { name: 'Column' }).selectOption({ label: name });
  await dialog.getByRole('combobox', { name: 'Place' }).selectOption('At the bottom');
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(far).toBeFocused();
  await expect(far).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('ArrowUp');
  await expect(first.locator('[data-card]').filter({ hasText: 'Left 60' })).toBeFocused();
});

test('a card moves between lanes', async ({ app, page }) => {
  await start(app);
  await page.getByRole('combobox', { name: 'Lanes' }).selectOption('Lanes: Priority');
  await expect(page.locator('[data-lane]')).toHaveCount(1);
  await app.card('Ada').focus();
  await page.keyboard.press('Alt+ArrowRight');
  const cells = page.locator('[data-lane] [data-column]');
  await expect.poll(() => app.titles(cells.nth(1))).toContain('Ada');
});

test('projects move between phases in the portfolio', async ({ app, page }) => {
  await app.openSample();
  await page.keyboard.press('1');
  await expect(page.locator('main[data-lens=portfolio]')).toBeVisible();
  const [from, to] = [app.columns.nth(0), app.columns.nth(1)];
  const source = await app.count(from) > 0 ? from : app.columns.filter({ has: app.cards }).first();
  const target = await app.count(from) > 0 ? to : from;
  const title = (await app.titles(source))[0];
  const n = await app.count(target);
  await app.drag(app.card(title), target, 0);
  await expect.poll(() => app.count(target)).toBe(n + 1);
  expect(await app.titles(target)).toContain(title);
  await page.keyboard.press('Control+z');
  await expect.poll(() => app.count(target)).toBe(n);
});

test.describe('with a finger', () => {
  test.use({ hasTouch: true });

  async function finger(page) {
    const session = await page.context().newCDPSession(page);
    const send = (type, touchPoints) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints });
    return {
      down: ({ x, y }) => send('touchStart', [{ x, y }]),
      up: () => send('touchEnd', []),
      async move(from, to, steps = 8) {
        for (let step = 1; step <= steps; step += 1) {
          const part = step / steps;
          const x = from.x + (to.x - from.x) * part;
          const y = from.y + (to.y - from.y) * part;
          await send('touchMove', [{ x, y }]);
          await page.waitForTimeout(16);
        }
      },
    };
  }

  test('a card that is held is lifted and dragged', async ({ app, page }) => {
    const [, second] = await start(app);
    const touch = await finger(page);
    const from = await app.middle(app.card('Ben'));
    const to = await app.landing(second, 0);
    await touch.down(from);
    await page.waitForTimeout(350);
    await expect(page.locator('[data-dragging]')).toHaveCount(1);
    await touch.move(from, to);
    await expect(page.locator('.drag-overlay')).toContainText('Ben');
    await touch.up();
    const after = [['Ada', 'Cleo', 'Dina'], ['Ben', ...SECOND]];
    await expectBoard(app, ...after);
    await expect(app.announcement).toContainText('Ben moved to');
    await expect(app.panel).toHaveCount(0);
    await expectUndoAndRedo(app, page, [FIRST, SECOND], after);
  });

  test('a quick swipe scrolls and moves nothing', async ({ app, page }) => {
    await start(app);
    const touch = await finger(page);
    const from = await app.middle(app.card('Ben'));
    await touch.down(from);
    await touch.move(from, { x: from.x - 120, y: from.y }, 4);
    await expect(page.locator('[data-dragging]')).toHaveCount(0);
    await touch.up();
    await expectBoard(app, FIRST, SECOND);
    await expect(app.panel).toHaveCount(0);
  });

  test('a tap opens a card', async ({ app }) => {
    await start(app);
    await app.card('Ben').tap();
    await expect(app.panel).toBeVisible();
  });
});

test('“Add item” stands below the last card, and stays in view', async ({ app, page }) => {
  await app.startWith([['Ada', 'Ben']]);
  const column = app.columns.first();
  const add = column.getByRole('button', { name: 'Add item' });
  const edges = async () => {
    const cards = await column.locator('[data-card]').evaluateAll((all) =>
      Math.max(...all.map((card) => card.getBoundingClientRect().bottom)));
    const box = await add.boundingBox();
    return { cards, top: box.y, bottom: box.y + box.height };
  };
  const short = await edges();
  expect(short.top - short.cards).toBeGreaterThanOrEqual(0);
  expect(short.top - short.cards).toBeLessThan(16);
  // In an empty column it stands where the first card would be.
  const empty = await app.columns.nth(1).getByRole('button', { name: 'Add item' }).boundingBox();
  expect(empty.y).toBeLessThan(short.cards);
  await app.addTo(column, Array.from({ length: 30 }, (_, n) => `Card ${n}`));
  await expect(app.card('Card 29')).toBeInViewport({ ratio: 1 });
  const end = await edges();
  expect(end.top).toBeGreaterThanOrEqual(end.cards);
  // Scrolled up, it stays at the lower edge of the window.
  await column.locator('.virtual').evaluate((list) => { list.scrollTop = 0; });
  await expect(app.card('Ada')).toBeInViewport({ ratio: 1 });
  await expect(add).toBeInViewport({ ratio: 1 });
  expect((await edges()).bottom).toBeGreaterThan(page.viewportSize().height - 60);
  // A card that the keyboard walks to is not hidden behind it.
  await app.card('Ada').focus();
  for (let n = 0; n < 12; n += 1) await page.keyboard.press('ArrowDown');
  const card = column.locator('[data-card]:focus');
  await expect(card).toHaveCount(1);
  await expect.poll(async () => {
    const [box, foot] = [await card.boundingBox(), await add.boundingBox()];
    return box.y + box.height <= foot.y + 1;
  }).toBe(true);
});

test('cards read in their order, whichever slots they are drawn in', async ({ app, page }) => {
  const names = Array.from({ length: 60 }, (_, n) => `Card ${String(n + 1).padStart(2, '0')}`);
  await app.startWith([names]);
  const list = app.columns.first().locator('.virtual');
  for (const top of [0, 1700, 900, 2600, 300]) {
    await list.evaluate((element, to) => { element.scrollTop = to; }, top);
    // Slots are put into their order once the column has come to rest.
    await expect(async () => {
      // What assistive technology walks through: the tree of the browser, not the document.
      const session = await page.context().newCDPSession(page);
      const { nodes } = await session.send('Accessibility.getFullAXTree');
      const byId = new Map(nodes.map((node) => [node.nodeId, node]));
      const read = [];
      const walk = (node) => {
        const name = node.name?.value ?? '';
        if (node.role?.value === 'group' && name.startsWith('Card ')) read.push(name.slice(0, 7));
        for (const id of node.childIds ?? []) if (byId.has(id)) walk(byId.get(id));
      };
      walk(nodes[0]);
      expect(read.length).toBeGreaterThan(10);
      await session.detach();
      expect(read).toEqual([...read].sort());
    }).toPass({ timeout: 3000 });
  }
});
