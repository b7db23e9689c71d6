// The application as a person meets it: where things are and what can be done, by role and name
// first and by the names of the stable surface where order or ids matter. It asserts nothing.

import { expect } from '@playwright/test';

/** The distance from the top of one card to the next, in CSS pixels. */
const CARD_STEP = 84;

export class Workspace {
  constructor(page) {
    this.page = page;
    this.main = page.locator('main');
    this.heading = page.getByRole('heading', { level: 1 });
    this.columns = page.locator('[data-column]');
    this.cards = page.locator('[data-card]');
    this.panel = page.locator('aside[data-record]');
    this.messages = page.getByRole('region', { name: 'Messages' });
    this.announcement = page.locator('[role=status][aria-live=polite]');
    this.filter = page.getByRole('searchbox', { name: 'Filter' });
    this.undo = page.getByRole('button', { name: /^Undo/ }).first();
    this.saveState = page.locator('[data-save-state]');
  }

  /** Opens an address and waits until the first screen of real content is painted. */
  async open(address = '/') {
    await this.page.goto(address);
    await this.ready();
  }

  /**
   * Does something to what is stored while the application does not run, and starts it again: from
   * an empty page of the same site, since a service worker may hand out the script that starts it.
   */
  async asleep(act, argument) {
    const [home, context] = [this.page.url(), this.page.context()];
    const empty = { contentType: 'text/html', body: '<!doctype html><link rel="icon" href="data:,">' };
    await context.route('**/asleep', (route) => route.fulfill(empty));
    await this.page.goto('/asleep');
    const done = await this.page.evaluate(act, argument);
    await this.open(home);
    await context.unroute('**/asleep');
    return done;
  }

  /** Deletes all that this browser keeps of the site, as a person does in its settings. */
  async wipe() {
    await this.asleep(async () => {
      localStorage.clear();
      await new Promise((resolve, reject) => {
        const asked = indexedDB.deleteDatabase('throughline');
        asked.onsuccess = resolve;
        asked.onerror = () => reject(asked.error);
      });
    });
  }

  async reload() {
    await this.page.reload();
    await this.ready();
  }

  async ready() {
    await this.page.waitForFunction(
      () => performance.getEntriesByName('throughline:ready').length > 0);
  }

  choice(name) {
    return this.main.getByRole('button', { name });
  }

  async openSample() {
    await this.open();
    await this.choice('Open the sample').click();
    await this.cards.first().waitFor();
  }

  /** Starts empty with one project, whose columns are those of the usual workflow. */
  async startEmpty(name = 'Harbor') {
    await this.open();
    await this.choice('Start empty').click();
    await this.createPlace('New project', name, 'Create project');
    await this.columns.first().waitFor();
    await this.dismiss();
  }

  /** Takes away every message. */
  async dismiss() {
    const buttons = this.messages.getByRole('button', { name: 'Dismiss' });
    while (await buttons.count() > 0) await buttons.first().click();
  }

  async createPlace(title, name, verb) {
    const dialog = this.dialog(title);
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    await dialog.getByRole('button', { name: verb }).last().click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** Starts empty with cards in the first columns: `[['One', 'Two'], ['Three']]`. */
  async startWith(titles) {
    await this.startEmpty();
    for (const [index, some] of titles.entries()) {
      if (some.length > 0) await this.addTo(this.columns.nth(index), some);
    }
  }

  async addTo(column, titles) {
    const n = await this.count(column);
    await column.getByRole('button', { name: 'Add item' }).click();
    const field = column.getByRole('textbox', { name: 'Title of the new item' });
    await field.fill(titles.join('\n'));
    await field.press('Enter');
    await column.getByText(`${n + titles.length} card`).waitFor();
    await field.press('Escape');
  }

  dialog(name) {
    return this.page.getByRole('dialog', { name });
  }

  column(name) {
    return this.main.getByRole('region', { name, exact: true });
  }

  card(title) {
    return this.cards.filter({ has: this.page.locator('.card-title', { hasText: title }) });
  }

  /** Returns the titles of a column's cards in their order, as far as they are drawn. */
  titles(column) {
    return column.locator('[data-slot]:not([data-vacant])').evaluateAll((slots) => slots
      .map((slot) => [Number(slot.ariaPosInSet), slot.querySelector('.card-title')?.textContent])
      .sort(([a], [b]) => a - b)
      .map(([, title]) => title));
  }

  /** Returns the number that a column's head says. */
  async count(column) {
    return Number.parseInt(await column.locator('.column-count').textContent(), 10);
  }

  async counts() {
    const words = await this.page.locator('[data-column] .column-count').allTextContents();
    return words.map((text) => Number.parseInt(text, 10));
  }

  async total() {
    return (await this.counts()).reduce((sum, n) => sum + n, 0);
  }

  toast(text) {
    return this.messages.locator('.toast').filter({ hasText: text });
  }

  /** Opens the menu of the workspace and picks from it. */
  async pick(name) {
    const sidebar = this.page.getByRole('navigation', { name: 'Places' });
    await sidebar.locator('.workspace-button').click();
    await this.page.getByRole('menuitem', { name }).click();
  }

  /** Picks what the menu has only from some moment on: a menu shows what was when it opened. */
  async pickWhenThere(name) {
    const sidebar = this.page.getByRole('navigation', { name: 'Places' });
    const entry = this.page.getByRole('menuitem', { name });
    await expect(async () => {
      await this.page.keyboard.press('Escape');
      await sidebar.locator('.workspace-button').click();
      await expect(entry).toBeVisible({ timeout: 500 });
    }).toPass();
    await entry.click();
  }

  async openCard(title) {
    await this.card(title).first().click();
    await this.panel.waitFor();
  }

  /** Hands a file to the importer and returns the dialog with its preview. */
  async import(file) {
    await this.page.locator('#import-file').setInputFiles(file);
    const dialog = this.dialog('Import a file');
    await dialog.waitFor();
    return dialog;
  }

  async confirmImport() {
    await this.page.locator('[data-action="import-confirm"]').click();
    await this.dialog('Import a file').waitFor({ state: 'detached' });
  }

  /** Returns what the preview says about a kind, such as “122 new”. */
  planned(dialog, kind) {
    return dialog.locator('.import-counts > div')
      .filter({ has: this.page.locator('dt', { hasText: new RegExp(`^${kind}$`) }) })
      .locator('dd');
  }

  /** Exports the workspace by its key and returns the text. */
  async export() {
    const saving = this.page.waitForEvent('download');
    await this.page.keyboard.press('Control+e');
    const download = await saving;
    const chunks = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    return { name: download.suggestedFilename(), text: Buffer.concat(chunks).toString('utf8') };
  }

  /** Returns the middle of a card in the window. */
  async middle(card) {
    const box = await card.boundingBox();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  /** Returns a point at which a dragged card would land before the card at `row`. */
  async landing(column, row) {
    const box = await column.locator('.virtual').first().boundingBox();
    return { x: box.x + box.width / 2, y: box.y + row * CARD_STEP + 6 };
  }

  /** Lifts a card with the mouse and holds it over a place. */
  async dragOver(card, column, row) {
    const { mouse } = this.page;
    const from = await this.middle(card);
    const to = await this.landing(column, row);
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move(from.x + 6, from.y + 6, { steps: 2 });
    await mouse.move(to.x, to.y, { steps: 8 });
  }

  async drag(card, column, row) {
    await this.dragOver(card, column, row);
    await this.page.mouse.up();
  }
}
