// Text stays text: forty payloads in every text field, through every importer and every kind of
// field that is typed into. No script runs, no rule of the content security policy is broken, no
// request is made, no element comes of it, and the words show as they were typed. The watch that
// all tests have fails on a report of the policy, an error, and a request to elsewhere.

import { expect, file, test as base } from './helpers/app.mjs';
import { PAYLOADS, fillWords, fillWorkspace, plan, sampleFile, table } from './helpers/payloads.mjs';

const test = base.extend({
  // What a payload would call, and what it would open.
  quiet: [
    async ({ page }, use) => {
      const seen = [];
      await page.exposeFunction('hit', (...what) => { seen.push(['a script ran', ...what]); });
      page.on('dialog', (dialog) => {
        seen.push(['dialog', dialog.message()]);
        dialog.dismiss();
      });
      page.on('popup', (popup) => seen.push(['window', popup.url()]));
      await use(seen);
      expect(seen).toEqual([]);
    },
    { auto: true },
  ],
});
test.setTimeout(120_000);

/** Looks through the page for elements and addresses that only a payload can have brought. */
async function expectPlain(page, what) {
  const found = await page.evaluate(() => {
    const brought = 'iframe, object, embed, base[href], marquee, video, math, noscript p, body form[action], '
      + 'body link, body style, body script:not([data-wasm]), svg script, svg animate, svg a, '
      + 'main img[src^=http], aside img[src^=http], meta[http-equiv=refresh]';
    const elements = [...document.querySelectorAll(brought)];
    const handlers = [...document.querySelectorAll('*')].filter((element) =>
      [...element.attributes].some((attribute) => attribute.name.startsWith('on')));
    const links = [...document.querySelectorAll('a[href]')].filter((link) =>
      !/^(https?:|mailto:|#)/.test(link.getAttribute('href')));
    return [...elements, ...handlers, ...links].map((element) => element.outerHTML.slice(0, 200));
  });
  expect(found, what).toEqual([]);
}

// All kinds of the sample's records; it has no scenario.
const KINDS = ['item', 'project', 'program', 'product', 'product_line', 'release', 'stage', 'workflow',
  'status', 'label', 'custom_field', 'calendar', 'person', 'team', 'role', 'absence', 'objective',
  'kpi', 'reading', 'comment', 'cost', 'time_entry', 'dependency', 'assignment', 'baseline',
  'saved_view'];

/** Shows everything that a workspace with payloads can show. */
async function walk(app, page) {
  for (const lens of ['portfolio', 'product', 'program', 'project']) {
    for (const view of ['board', 'roadmap', 'kpis', 'table']) {
      await page.goto(`/#/${lens}/${view}`);
      await expect(page.locator(`main[data-lens=${lens}][data-view=${view}]`)).toBeVisible();
      await expect(page.locator('[data-card], [data-bar], [data-kpi], .grid-row').first()).toBeVisible();
      await expectPlain(page, `${lens} ${view}`);
    }
  }
}

test('payloads in every text field of every record, in all views, and on their way out', async ({ app, page }) => {
  await app.openSample();
  await app.dismiss();
  const { text } = await app.export();
  const filled = await fillWorkspace(text);
  const dialog = await app.import(file('filled.json', filled));
  await expectPlain(page, 'the preview');
  await expect(dialog).not.toContainText('could not be read');
  await app.confirmImport();
  await walk(app, page);
  for (const kind of KINDS) {
    await page.goto(`/#/project/table?of=${kind}`);
    await expect(page.locator('main[data-view=table]')).toBeVisible();
    await expect(page.locator('.grid-row').first()).toBeVisible();
    await expectPlain(page, `a table of ${kind}`);
  }
  // Items of every kind with what belongs to them, places, and the way to them.
  await page.goto('/#/project/board');
  await page.reload();
  await app.ready();
  const { items, projects, products, programs, kpis } = JSON.parse(filled);
  const some = (list, n) => list.filter((_, at) => at % Math.ceil(list.length / n) === 0);
  const withMore = items.filter((item) => item.checklists?.length || item.blocked).slice(0, 6);
  for (const record of [...some(items, 20), ...withMore, projects[0], products[0], programs[0], kpis[0]]) {
    await page.goto(`/#/project/board?open=${record.id}`);
    const title = record.title ?? record.name;
    await expect(app.panel.getByRole('button', { name: title }).first()).toBeVisible();
    await expectPlain(page, `the panel of ${title}`);
  }
  await page.goto('/#/project/board');
  await page.keyboard.press('Control+k');
  await app.dialog('Search and run anything').getByRole('combobox').fill('script');
  await expect(app.dialog('Search and run anything').getByRole('option').first()).toContainText('script');
  await expectPlain(page, 'the palette');
  await page.keyboard.press('Escape');

  // What goes out is what came in.
  const again = JSON.parse((await app.export()).text);
  expect(again.items.map((item) => item.title)).toEqual(items.map((item) => item.title));
  expect(again.people).toEqual(JSON.parse(filled).people);
  const saving = page.waitForEvent('download');
  await app.pick('Export as CSV');
  const chunks = [];
  for await (const chunk of await (await saving).createReadStream()) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString()).not.toMatch(/(^|,)"?[=+@]/m);
});

test('payloads through every importer', async ({ app, page }) => {
  const trello = fillWords(await sampleFile('trello/features.json'), /^(name|desc|text|fullName|username)$/);
  const github = fillWords(await sampleFile('github/issues.json'), /^(title|body|description)$/);
  const files = [
    ['board.json', JSON.stringify(trello)],
    ['issues.json', JSON.stringify(github)],
    ['rows.csv', table()],
    ['plan.xml', plan()],
  ];
  for (const [name, text] of files) {
    await test.step(name, async () => {
      await app.open('/');
      await app.import(file(name, text, 'text/plain'));
      await expect(page.locator('[data-action="import-confirm"]')).toBeEnabled();
      await expectPlain(page, `the preview of ${name}`);
      await app.confirmImport();
      await page.goto('/#/project/table?of=item');
      await expect(page.locator('.grid-row').first()).toBeVisible();
      await expectPlain(page, `what came of ${name}`);
      await page.goto('/#/project/board');
      await expect(page.locator('[data-card]').first()).toBeVisible();
      await expectPlain(page, `the board of ${name}`);
    });
  }
});

test('payloads that are typed show as they were typed', async ({ app, page }) => {
  await app.startWith([[], ['Plain']]);
  // Forty titles at once.
  await app.addTo(app.columns.first(), PAYLOADS);
  const titles = new Set(JSON.parse((await app.export()).text).items.map((item) => item.title));
  expect(PAYLOADS.filter((payload) => !titles.has(payload))).toEqual([]);
  await expect(app.card(PAYLOADS[0]).first()).toBeVisible();
  await expectPlain(page, 'titles on the board');

  await app.openCard('Plain');
  const description = app.panel.locator('[data-field="description"]');
  await description.getByRole('button', { name: /add description/i }).click();
  // HTML between blank lines is a block of its own for Markdown.
  await description.getByRole('textbox', { name: 'Description' }).fill(PAYLOADS.join('\n\n'));
  await page.keyboard.press('Control+Enter');
  const prose = description.locator('.prose');
  await expect(prose).toContainText('<script>hit()</script>');
  await expect(prose).toContainText('<img src=x onerror=hit()>');
  for (const link of await prose.getByRole('link').all()) {
    expect(await link.getAttribute('href')).toMatch(/^(https?|mailto):/);
  }
  await expectPlain(page, 'a description');

  const [tag, image] = [PAYLOADS[1], PAYLOADS[12]];
  const comments = app.panel.locator('[data-section="comments"]');
  await comments.getByRole('textbox', { name: 'Write a comment' }).fill(tag);
  await comments.getByRole('button', { name: 'Comment', exact: true }).click();
  await expect(comments.getByRole('article')).toContainText(tag);
  await app.panel.getByRole('button', { name: 'Add checklist' }).click();
  const list = app.panel.getByRole('region', { name: 'Checklist' });
  await list.getByRole('textbox', { name: 'Add a step' }).fill(image);
  await page.keyboard.press('Enter');
  await expect(list).toContainText(image);
  await expectPlain(page, 'the panel');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+s');
  await app.dialog('Save this view').getByRole('textbox', { name: 'Name' }).fill(tag);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: tag, exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'New project' }).first().click();
  await app.createPlace('New project', image, 'Create project');
  await expect(page.getByRole('link', { name: image, exact: true })).toBeVisible();
  await page.goto('/#/project/kpis');
  await page.getByRole('button', { name: 'Add a KPI' }).first().click();
  const dialog = app.dialog('New KPI');
  await dialog.getByRole('textbox', { name: 'Name' }).fill(tag);
  await dialog.getByRole('textbox', { name: 'Unit' }).fill(image);
  await dialog.getByRole('button', { name: 'Create KPI' }).last().click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText(tag).first()).toBeVisible();
  await expectPlain(page, 'a KPI');
  await page.goto(`/#/project/board?filter=${encodeURIComponent(image)}`);
  await expect(app.filter).toHaveValue(image);
  await expectPlain(page, 'a filter in an address');
  await app.reload();
  await expectPlain(page, 'opened again');
});
