// Texts that would run a script where markup is made from text, forty of them, and files of every
// importer that carry them in each text field. Each names itself if it runs: `hit(n)`.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

export const PAYLOADS = [
  '<script>hit()</script>',
  '"><script>hit()</script>',
  '\'><script>hit()</script>',
  '</title><script>hit()</script>',
  '</textarea><script>hit()</script>',
  '</style><script>hit()</script>',
  '--><script>hit()</script>',
  ']]><script>hit()</script>',
  '<ScRiPt src=data:text/javascript,hit()></sCrIpT>',
  '<script src=//example.invalid/x.js></script>',
  '<img src=x onerror=hit()>',
  '<img src=x: onerror="hit()">',
  '"><img src=x onerror=hit()>',
  '<img/src/onerror=hit()>',
  '<img src="https://example.invalid/pixel.png">',
  '<svg onload=hit()>',
  '<svg><script>hit()</script></svg>',
  '<svg><animate onbegin=hit() attributeName=x dur=1s>',
  '<svg><a xlink:href="javascript:hit()"><text y=20>x</text></a></svg>',
  '<math><mtext><table><mglyph><style><img src=x onerror=hit()>',
  '<noscript><p title="</noscript><img src=x onerror=hit()>">',
  '<iframe src="javascript:hit()"></iframe>',
  '<iframe srcdoc="<script>parent.hit()</script>"></iframe>',
  '<object data="javascript:hit()"></object>',
  '<embed src="data:text/html,<script>hit()</script>">',
  '<body onload=hit()>',
  '<details open ontoggle=hit()>x</details>',
  '<input autofocus onfocus=hit()>',
  '<video><source onerror=hit()></video>',
  '<marquee onstart=hit()>x</marquee>',
  '<link rel=stylesheet href="https://example.invalid/x.css">',
  '<meta http-equiv=refresh content="0;url=javascript:hit()">',
  '<base href="https://example.invalid/">',
  '<form action="javascript:hit()"><button>x</button></form>',
  '[x](javascript:hit())',
  '[x](  JaVaScRiPt:hit())',
  '![x](https://example.invalid/pixel.png)',
  '[x](data:text/html,<script>hit()</script>) <javascript:hit()>',
  '{{constructor.constructor("hit()")()}} ${hit()} <%= hit() %>',
  'x" onmouseover="hit()" style="background:url(https://example.invalid/x)',
];

/** Gives one payload after the other. */
export function source() {
  let at = -1;
  return () => {
    at += 1;
    return PAYLOADS[at % PAYLOADS.length];
  };
}

// What follows rules of its own, and is refused or mended if it does not: keys, formulas, filters
// and the names of other fields.
const RULED = new Set(['key', 'former_keys', 'formula', 'currency', 'numbers', 'edits', 'view', 'group', 'source']);

/** Puts payloads into each text field of each record of our own format, also where there was none. */
export async function fillWorkspace(text) {
  const path = `${root}src/core/interchange/workspace.schema.json`;
  const schema = JSON.parse(await readFile(path, 'utf8'));
  const next = source();
  const isText = (type) => type.type === 'string' && !type.pattern && !type.examples && !type.enum;
  const fill = (record, type) => {
    for (const [name, of] of Object.entries(type.properties ?? {})) {
      if (RULED.has(name) || of === true) continue;
      if (isText(of)) record[name] = next();
      else if (record[name] === undefined) continue;
      else if (of.type === 'object') fill(record[name], of);
      else if (of.type === 'array' && of.items && isText(of.items)) {
        record[name] = record[name].map(next);
      } else if (of.type === 'array' && of.items?.properties) {
        record[name].forEach((part) => fill(part, of.items));
      }
    }
  };
  const workspace = JSON.parse(text);
  for (const [table, type] of Object.entries(schema.properties)) {
    const definition = schema.$defs[type.items?.$ref?.split('/').at(-1)];
    if (definition) (workspace[table] ?? []).forEach((record) => fill(record, definition));
  }
  return JSON.stringify(workspace);
}

/** Puts payloads into every value of a JSON file that a person could have written. */
export function fillWords(value, words, next = source(), name = '') {
  if (Array.isArray(value)) return value.map((one) => fillWords(one, words, next, name));
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value)
      .map(([key, one]) => [key, fillWords(one, words, next, key)]));
  }
  return typeof value === 'string' && words.test(name) ? next() : value;
}

/** A small file of the tests of an importer. */
export async function sampleFile(name) {
  return JSON.parse(await readFile(`${root}tests/data/${name}`, 'utf8'));
}

/** A table with payloads in the cells and in the headers. */
export function table() {
  const quote = (text) => `"${text.replaceAll('"', '""')}"`;
  const next = source();
  const rows = PAYLOADS.map((payload) => [payload, next(), next(), next(), next()]);
  const head = ['Title', 'Description', 'Status', 'Assignee', PAYLOADS[0]];
  return [head, ...rows].map((row) => row.map(quote).join(',')).join('\r\n');
}

/** A plan of Microsoft Project with payloads in names, notes and people. */
export function plan() {
  const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const task = (text, index) => `<Task><UID>${index + 1}</UID><ID>${index + 1}</ID>
    <Name>${escape(text)}</Name><Notes>${escape(text)}</Notes><OutlineLevel>1</OutlineLevel>
    <Duration>PT8H0M0S</Duration><DurationFormat>7</DurationFormat>
    <Start>2026-06-0${1 + (index % 5)}T08:00:00</Start></Task>`;
  const person = (text, index) => `<Resource><UID>${index + 1}</UID><ID>${index + 1}</ID>
    <Name>${escape(text)}</Name><Type>1</Type><EmailAddress>${escape(text)}</EmailAddress></Resource>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
    <Project xmlns="http://schemas.microsoft.com/project"><Name>${escape(PAYLOADS[0])}</Name>
    <Title>${escape(PAYLOADS[10])}</Title><StartDate>2026-06-01T08:00:00</StartDate>
    <Tasks>${PAYLOADS.map(task).join('')}</Tasks>
    <Resources>${PAYLOADS.map(person).join('')}</Resources></Project>`;
}
