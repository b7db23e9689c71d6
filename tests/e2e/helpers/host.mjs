// A plain static host whose deploys can be changed, broken and taken away while pages are open, and
// sites that differ from the one that was built. It knows nothing of the application.

import { execFileSync } from 'node:child_process';
import { cp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const { THROUGHLINE_DIST = `${root}dist`, THROUGHLINE_XTASK = `${root}target/debug/xtask` } = process.env;
const TYPES = {
  css: 'text/css',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  json: 'application/json',
  png: 'image/png',
  svg: 'image/svg+xml',
  wasm: 'application/wasm',
  webmanifest: 'application/manifest+json',
};

/** The site as it was built. */
export const SITE = THROUGHLINE_DIST;

/** Makes a later version of the site: other code under other names, listed again. */
export async function makeVersion(name) {
  const folder = `${root}target/e2e/site-${name}-${process.env.TEST_WORKER_INDEX ?? 0}`;
  await rm(folder, { recursive: true, force: true });
  await cp(SITE, folder, { recursive: true });
  const old = (await readdir(folder)).find((file) => file.startsWith('app-'));
  const code = `app-${Buffer.from(name).toString('hex').padStart(16, '0').slice(-16)}`;
  await rename(`${folder}/${old}`, `${folder}/${code}`);
  const page = await readFile(`${folder}/index.html`, 'utf8');
  await writeFile(`${folder}/index.html`, page.replaceAll(old, code));
  const script = `${folder}/${code}/throughline.js`;
  await writeFile(script, `${await readFile(script, 'utf8')}\nglobalThis.deploy = '${name}';\n`);
  execFileSync(THROUGHLINE_XTASK, ['list', folder]);
  return folder;
}

export class Host {
  /** What stands in the place of a file: `(bytes) => ({ status, type, body })`. */
  faults = new Map();
  /** What was asked for, in order. */
  asked = [];
  #server;
  #folder = SITE;
  #base;

  constructor(base = '/') {
    this.#base = base;
  }

  async start(port = 0) {
    this.#server = createServer((request, response) => this.#answer(request, response));
    await new Promise((resolve) => { this.#server.listen(port, '127.0.0.1', resolve); });
    this.port = this.#server.address().port;
    return this;
  }

  get url() {
    return `http://127.0.0.1:${this.port}${this.#base}`;
  }

  /** Serves another folder from now on. */
  deploy(folder) {
    this.#folder = folder;
    this.faults.clear();
  }

  /** Takes the host off the network. */
  async down() {
    this.#server.closeAllConnections();
    await new Promise((resolve) => { this.#server.close(resolve); });
  }

  /** Brings it back at the same address. */
  async up() {
    await this.start(this.port);
  }

  async #answer(request, response) {
    const { pathname } = new URL(request.url, this.url);
    const send = (status, type, body = '') => {
      response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-cache' });
      response.end(body);
    };
    if (!pathname.startsWith(this.#base) || pathname.includes('..')) {
      return send(404, 'text/plain', 'Nothing.');
    }
    const name = pathname.slice(this.#base.length) || 'index.html';
    this.asked.push(name);
    let body;
    try {
      body = await readFile(`${this.#folder}/${name}`);
    } catch {
      return send(404, 'text/plain', 'Nothing.');
    }
    const type = TYPES[name.split('.').at(-1)] ?? 'application/octet-stream';
    const fault = [...this.faults].find(([pattern]) => pattern.test(name))?.[1];
    const { status = 200, type: other = type, body: put = body } = fault?.(body) ?? {};
    return send(status, other, put);
  }
}
