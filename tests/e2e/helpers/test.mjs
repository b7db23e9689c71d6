// The `test` that every end-to-end test uses: it fails on any fault that a page reports, asked
// for or not: console errors, uncaught errors, broken rules of the content security policy,
// and requests that leave the origin.

import { test as base, expect } from '@playwright/test';

export { expect };

export class Faults {
  #seen = [];
  #allowed = [];

  add(kind, text) {
    this.#seen.push(`${kind}: ${text}`);
  }

  /** Lets faults that match pass; for tests that cause them on purpose. */
  allow(pattern) {
    this.#allowed.push(pattern);
  }

  /** Returns what was seen so far and forgets it. */
  take() {
    return this.#seen.splice(0);
  }

  /** Lists what nobody allowed. */
  get unexpected() {
    return this.#seen.filter((fault) => !this.#allowed.some((pattern) => pattern.test(fault)));
  }
}

/** Collects the faults of every page of a context, also of those that open later. */
export async function watch(context, origin, faults = new Faults()) {
  context.on('console', (message) => {
    const { url } = message.location();
    if (message.type() === 'error') faults.add('console', `${message.text()} (${url})`);
  });
  context.on('weberror', (error) => faults.add('page', String(error.error())));
  context.on('request', (request) => {
    const url = new URL(request.url());
    const isLocal = ['data:', 'blob:', 'about:'].includes(url.protocol) || url.origin === origin;
    if (!isLocal) faults.add('request', url.href);
  });
  await context.exposeFunction('__reportPolicyViolation', (text) => faults.add('policy', text));
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      const { effectiveDirective, blockedURI, sourceFile, lineNumber } = event;
      globalThis.__reportPolicyViolation(
        `${effectiveDirective} blocked ${blockedURI} at ${sourceFile}:${lineNumber}`);
    });
  });
  return faults;
}

export const test = base.extend({
  faults: [
    async ({ context, baseURL }, use) => {
      const faults = await watch(context, new URL(baseURL).origin);
      await use(faults);
      expect(faults.unexpected, 'no fault is reported by any page').toEqual([]);
    },
    { auto: true },
  ],
});
