// How long the numbers of 10,000 items take after an edit, from the change to the paint. It runs
// only with MEASURE=1, says its figures and asserts none: they mean something on a release, with
// nothing else on the machine.

import { expect, file, test } from './helpers/app.mjs';

const N_CARDS = 10_000;
const LISTS = ['Ideas', 'To do', 'Doing', 'Review', 'Done'];

/** A Trello board of cards that went through all lists, or some, in the last year. */
function bigBoard() {
  const id = (n) => n.toString(16).padStart(24, '0');
  const now = Date.now();
  const [cards, actions] = [[], []];
  for (let n = 0; n < N_CARDS; n += 1) {
    const made = now - ((n * 7919) % 365) * 86_400_000 - 3_600_000;
    let list = 0;
    const action = (type, at, data) => actions.push({
      id: id(1_000_000 + actions.length), type, date: new Date(at).toISOString(),
      data: { ...data, card: { id: id(100 + n), name: `Card ${n}` } },
    });
    action('createCard', made, { list: { id: id(10), name: LISTS[0] } });
    for (let step = 1; step < LISTS.length; step += 1) {
      const at = made + step * (1 + (n % 5)) * 50_000_000;
      if (at > now) break;
      action('updateCard', at, {
        listBefore: { id: id(9 + step), name: LISTS[step - 1] },
        listAfter: { id: id(10 + step), name: LISTS[step] },
        old: { idList: id(9 + step) },
      });
      list = step;
    }
    cards.push({
      id: id(100 + n), idShort: n + 1, name: `Card ${n}`, desc: '', idList: id(10 + list), pos: n + 1,
      closed: false, labels: [], idLabels: [], idMembers: [], idChecklists: [],
    });
  }
  const lists = LISTS.map((name, nth) => ({ id: id(10 + nth), name, pos: nth + 1, closed: false }));
  return { id: id(1), name: 'Ten thousand', lists, cards, labels: [], members: [], checklists: [], actions };
}

test('the numbers of 10,000 items after an edit', async ({ app, page }) => {
  test.skip(process.env.MEASURE !== '1', 'It measures; run it with MEASURE=1.');
  test.setTimeout(300_000);
  await app.startEmpty();
  await app.import(file('big.json', JSON.stringify(bigBoard())));
  await app.confirmImport();
  await page.goto('/#/project/board');
  await app.cards.first().focus();
  await page.keyboard.press('Alt+ArrowRight');
  await page.goto('/#/project/kpis');
  await expect(page.locator('[data-kpi=wip][data-value]')).toBeVisible({ timeout: 60_000 });
  const entries = () => page.evaluate(() =>
    performance.getEntriesByName('throughline:numbers').map((entry) => entry.duration));
  const start = (await entries()).length;
  for (let round = 0; round < 20; round += 1) {
    await page.keyboard.press(round % 2 ? 'Control+Shift+z' : 'Control+z');
    await expect.poll(async () => (await entries()).length).toBeGreaterThan(start + round);
  }
  const taken = (await entries()).slice(start).sort((a, b) => a - b);
  const ms = (n) => `${Math.round(n)} ms`;
  const said = `median ${ms(taken[taken.length >> 1])}, least ${ms(taken[0])}, most ${ms(taken.at(-1))}`;
  console.log(`throughline:numbers, ${N_CARDS} items, ${taken.length} edits: ${said}`);
});
