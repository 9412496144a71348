// PyPI `jira` drives the sandbox; `drive.py` says what it saw.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { MAYA, PRIYA } from '../fixtures/people.ts';
import { test } from './sandbox.ts';

interface Seen {
  me: string;
  cloud: string;
  count: number;
  keys: string[];
  statuses: string[];
  posted: string[];
  theirs: number;
  all: number;
  projects: string[];
  fields: string[];
  priorities: string[];
  histories: number;
  wrong: { status: number; text: string } | null;
  missing: { status: number; text: string } | null;
  old_name: string[];
  old_path: { status: number; text: string } | null;
}

test('it searches, counts, pages, lists and hears refusals as with Jira Cloud', async ({ sandbox }) => {
  test.setTimeout(180_000);
  const tokens = {
    maya: (await sandbox.control.tokens(MAYA)).access_token,
    priya: (await sandbox.control.tokens(PRIYA)).access_token,
  };
  const site = sandbox.world.siteAt(0);
  const said = execFileSync(join(import.meta.dirname, 'python'), [join(import.meta.dirname, 'drive.py')], {
    input: JSON.stringify({ server: `${sandbox.base}/ex/jira/${site.cloud_id}`, tokens }),
    encoding: 'utf8',
  });
  const seen = JSON.parse(said) as Seen;

  expect([seen.me, seen.cloud]).toEqual([MAYA, 'Cloud']);
  expect(seen.keys).toHaveLength(seen.count);
  expect(new Set(seen.keys).size).toBe(seen.keys.length);
  expect(seen.posted).toEqual(seen.keys.slice(0, 90));
  expect(seen.statuses).toContain('Done');
  expect(seen.theirs).toBeLessThan(seen.all);
  expect(seen.projects).toEqual([...site.projects].sort());
  expect(seen.fields).toEqual(expect.arrayContaining(['Status', 'Sprint', 'Story Points']));
  expect(seen.priorities).toEqual(['Highest', 'High', 'Medium', 'Low', 'Lowest']);
  expect(seen.histories).toBeGreaterThan(0);
  expect(seen.wrong).toEqual({ status: 400, text: "The value 'NOSUCH' does not exist for the field 'project'." });
  expect(seen.missing?.status).toBe(404);
  // The client asks the new search under its old name; the old path itself is gone.
  expect(seen.old_name).toEqual(seen.keys.slice(0, 2));
  expect(seen.old_path?.status).toBe(410);
});
