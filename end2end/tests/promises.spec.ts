// docs/security.md promises things, and names for each the tests that would fail without it. They have to be there.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ROOT } from '../fixtures/sandbox.ts';

const FOLDERS = ['app/src', 'crates', 'server/src', 'frontend/test', 'confluence/test', 'end2end/tests'];
const files = FOLDERS.flatMap((folder) => (readdirSync(join(ROOT, folder), { recursive: true }) as string[]).map((name) => join(folder, name)));
const text = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');

/** The rows of the table of promises: the first cell and the last. */
const rows = text
  .split(/^## /m)
  .find((part) => part.startsWith('Promises'))!
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(2)
  .map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()))
  .map((cells) => ({ promise: cells[0]!, tests: cells[4] ?? '' }));

test('every promise names tests, and each of them is there', () => {
  expect(rows.length).toBeGreaterThan(15);
  const missing: string[] = [];
  for (const { promise, tests } of rows) {
    const named = [...tests.matchAll(/`([^`]+)`: ((?:"[^"]+"(?:, )?)+)/g)];
    if (named.length === 0) missing.push(`${promise}: names no test`);
    for (const [, file, names] of named) {
      const found = files.filter((path) => `/${path}`.endsWith(`/${file}`));
      if (found.length !== 1) missing.push(`${promise}: ${file} is ${found.length === 0 ? 'not there' : found.join(' or ')}`);
      const source = found[0] ? readFileSync(join(ROOT, found[0]), 'utf8') : '';
      for (const [, name] of names!.matchAll(/"([^"]+)"/g)) if (!isTest(source, name!)) missing.push(`${promise}: ${file} has no test "${name}"`);
    }
  }
  expect(missing).toEqual([]);
});

/** Whether a source has a test of this name, in Rust or here. */
function isTest(source: string, name: string): boolean {
  return source.includes(`fn ${name}(`) || [`'`, '`', '"'].some((quote) => source.includes(`test(${quote}${name}${quote}`));
}
