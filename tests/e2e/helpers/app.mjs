// The `test` of the specs that use the application: besides the watch for faults it brings the
// workspace's page object, and helpers for files.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Workspace } from '../pages/workspace.mjs';
import { expect, test as base } from './test.mjs';

export { expect };

export const test = base.extend({
  app: async ({ page }, use) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await use(new Workspace(page));
  },
});

const beside = fileURLToPath(new URL('../../../../shared/refs/', import.meta.url));

/** The folder of real files from other tools. */
export const references = process.env.THROUGHLINE_REFS ?? beside;

/** Returns the path of a real file; the test is skipped where it is not at hand. */
export function reference(name) {
  const path = `${references}/${name}`;
  test.skip(!existsSync(path), `The file ${name} is not beside the repository.`);
  return path;
}

/** Makes a file to hand to the importer. */
export function file(name, text, mimeType = 'application/json') {
  return { name, mimeType, buffer: Buffer.from(text) };
}

/** A board of four cards in two lists as Trello exports it. */
export function smallBoard(name = 'Garden') {
  const id = (n) => `5f0000000000000000000${String(n).padStart(3, '0')}`;
  return {
    id: id(1),
    name,
    lists: [
      { id: id(10), name: 'To plant', pos: 1, closed: false },
      { id: id(11), name: 'Planted', pos: 2, closed: false },
    ],
    cards: ['Beans', 'Peas', 'Corn', 'Kale'].map((title, index) => ({
      id: id(20 + index),
      idShort: index + 1,
      name: title,
      desc: '',
      idList: id(10 + Math.floor(index / 3)),
      pos: index + 1,
      closed: false,
      labels: [],
      idLabels: [],
      idMembers: [],
      idChecklists: [],
    })),
    labels: [],
    members: [],
    checklists: [],
    actions: [],
  };
}
