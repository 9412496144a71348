// Charts of real issues, against counts that were made without any of our code in Rust.
// Only where INLAY_REAL_DATA names the folder: `make real-data`.

import type { Stack } from '../fixtures/stack.ts';
import { Stack as StackClass } from '../fixtures/stack.ts';
import { MAYA } from '../fixtures/people.ts';
import { category, counted, crossed, date, folded, issuesOf, labels, named, names, person, project, type Cut, type Issue } from '../fixtures/real-issues.ts';
import { expect, test as base } from '../fixtures/test.ts';

const folder = process.env.INLAY_REAL_DATA!;
const PROJECTS = ['TIMOB', 'AC', 'ALOY', 'MOD', 'DAEMON'];
const JQL = `project in (${PROJECTS.join(', ')})`;

/** The usual test, but the sandbox holds the real issues. */
const test = base.extend<{}, { stack: Stack }>({
  stack: [
    async ({}, use) => {
      const stack = await StackClass.start({ data: folder });
      await use(stack);
      await stack.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

interface Table {
  rows: { key: string; label: string }[];
  columns: { key: string }[];
  cells: number[][];
  row_totals: number[];
  total: number;
  provenance: { issues: number; complete: boolean };
}

const site = (stack: Stack, slug: string) => stack.world.sites.find(({ url }) => url.includes(`//${slug}.`))!.cloud_id;

/** What is not zero, by key. */
function filled(table: Table): Record<string, number> {
  const pairs = table.rows.map((row, place): [string, number] => [row.key, table.row_totals[place] ?? 0]);
  return Object.fromEntries(pairs.filter(([, count]) => count > 0));
}

function cells(table: Table): Record<string, number> {
  const pairs = table.rows.flatMap((row, y) => table.columns.map((column, x): [string, number] => [`${row.key} | ${column.key}`, table.cells[y]?.[x] ?? 0]));
  return Object.fromEntries(pairs.filter(([, count]) => count > 0));
}

test.beforeEach(async ({ inlay }) => {
  test.setTimeout(180_000);
  await inlay.signIn(MAYA, '/', 'All my sites');
});

async function table(inlay: import('../fixtures/test.ts').Inlay, slug: string, jql: string, spec: Record<string, unknown>): Promise<Table> {
  const { status, body } = await inlay.call<{ table: Table }>('preview_chart', {
    spec: { version: 1, title: 'Real', site: site(inlay.stack, slug), source: { jql }, kind: 'table', ...spec },
  });
  expect(status, JSON.stringify(body).slice(0, 400)).toBe(200);
  return body.table;
}

test('the reference numbers', async ({ inlay }) => {
  const by = async (chart_by: Record<string, unknown>) => filled(await table(inlay, 'appcelerator', JQL, { chart_by }));
  expect(await by({ field: 'status' })).toEqual({ Closed: 23834, Open: 2639, Resolved: 2335, Reopened: 192, 'In Review': 29, 'In Progress': 26, 'In QE Test': 2 });
  expect(await by({ field: 'priority' })).toEqual({ High: 7462, Medium: 6409, '(none)': 5024, Low: 4494, Critical: 2992, None: 1766, Trivial: 910 });
  const months = Object.entries(await by({ field: 'created', interval: 'month' }));
  expect(months[0]?.[0]).toBe('2011-03-01');
  expect(months.reduce((most, month) => (month[1] > most[1] ? month : most))).toEqual(['2011-04-01', 3735]);
});

const DIMENSIONS: [string, Record<string, unknown>, Cut][] = [
  ['issue type', { field: 'issuetype' }, named('issuetype')],
  ['project', { field: 'project' }, project],
  ['status category', { field: 'statusCategory' }, category],
  ['resolution', { field: 'resolution' }, named('resolution')],
  ['labels', { field: 'labels' }, labels],
  ['components', { field: 'components' }, names('components')],
  ['fix versions', { field: 'fixVersions' }, names('fixVersions')],
  ['affected versions', { field: 'versions' }, names('versions')],
  ['assignee', { field: 'assignee' }, person('assignee')],
  ['reporter', { field: 'reporter' }, person('reporter')],
  ['sprint', { field: 'customfield_10020', sprint: 'all' }, names('customfield_10020')],
  ['created by day', { field: 'created', interval: 'day' }, date('created', 'day')],
  ['created by week', { field: 'created', interval: 'week' }, date('created', 'week')],
  ['created by quarter', { field: 'created', interval: 'quarter' }, date('created', 'quarter')],
  ['created by year', { field: 'created', interval: 'year' }, date('created', 'year')],
  ['resolved by month', { field: 'resolutiondate', interval: 'month' }, date('resolutiondate', 'month')],
];

for (const slug of ['appcelerator', 'duraspace']) {
  test(`${slug}: every cut gives what counting by hand gives`, async ({ inlay }) => {
    const jql = slug === 'appcelerator' ? JQL : 'created >= "1990-01-01"';
    const issues = issuesOf(folder, slug, slug === 'appcelerator' ? PROJECTS : undefined);
    const fold = folded(issues);
    for (const [name, chart_by, cut] of DIMENSIONS) {
      const drawn = await table(inlay, slug, jql, { chart_by });
      const expected = counted(issues, cut, fold);
      // Whether there is a row for those without a date is a question of taste, not of counting.
      if (!('(none)' in filled(drawn)) && 'interval' in chart_by) delete expected['(none)'];
      const seen = Object.entries(filled(drawn)).map(([key, count]): [string, number] => [fold(key), count]);
      expect.soft(Object.fromEntries(seen), name).toEqual(expected);
      expect.soft(new Set(seen.map(([key]) => key)).size, `${name}: no value has two rows`).toBe(seen.length);
      expect.soft(drawn.provenance, name).toMatchObject({ issues: issues.length, complete: true });
    }
  });
}

test('days begin in the chart’s own zone', async ({ inlay }) => {
  const issues = issuesOf(folder, 'appcelerator', PROJECTS);
  for (const interval of ['day', 'month'] as const) {
    const drawn = await table(inlay, 'appcelerator', JQL, { timezone: 'Europe/Berlin', chart_by: { field: 'created', interval } });
    const here = counted(issues, date('created', interval, 'Europe/Berlin'));
    expect(here).not.toEqual(counted(issues, date('created', interval)));
    expect(filled(drawn)).toEqual(here);
  }
});

test('two dimensions cross as they should', async ({ inlay }) => {
  const issues = issuesOf(folder, 'appcelerator', PROJECTS);
  const stacked = await table(inlay, 'appcelerator', JQL, { kind: 'stacked_bar', chart_by: { field: 'status' }, group_by: { field: 'priority' } });
  expect(cells(stacked)).toEqual(crossed(issues, named('status'), named('priority')));
  const years = await table(inlay, 'appcelerator', JQL, { kind: 'stacked_bar', chart_by: { field: 'created', interval: 'year' }, group_by: { field: 'components' } });
  expect(cells(years)).toEqual(crossed(issues, date('created', 'year'), names('components')));
  expect(years.total).toBe(issues.length);
});

test('queries choose the issues that they name', async ({ inlay }) => {
  const issues = issuesOf(folder, 'appcelerator', PROJECTS);
  const QUERIES: [string, (issue: Issue) => boolean][] = [
    [`${JQL} AND "Story Points" is not EMPTY`, ({ fields }) => fields.customfield_10016 != null],
    [`${JQL} AND cf[10016] >= 5`, ({ fields }) => (fields.customfield_10016 ?? -1) >= 5],
    [`${JQL} AND resolution is EMPTY AND issuetype = Bug`, ({ fields }) => !fields.resolution && fields.issuetype.name === 'Bug'],
    [`project = TIMOB AND created >= "2015-01-01" AND created < "2016-01-01"`, ({ key, fields }) => key.startsWith('TIMOB-') && fields.created.startsWith('2015')],
    [`${JQL} AND priority = None`, ({ fields }) => fields.priority?.name === 'None'],
    [`${JQL} AND priority is EMPTY`, ({ fields }) => !fields.priority],
    [`${JQL} AND assignee is EMPTY AND statusCategory = Done`, ({ fields }) => !fields.assignee && fields.status.statusCategory.key === 'done'],
    [`${JQL} AND labels in (android, regression)`, ({ fields }) => (fields.labels ?? []).some((label: string) => /^(android|regression)$/i.test(label))],
  ];
  for (const [jql, chosen] of QUERIES) {
    const drawn = await table(inlay, 'appcelerator', jql, { chart_by: { field: 'issuetype' } });
    expect.soft(filled(drawn), jql).toEqual(counted(issues.filter(chosen), named('issuetype')));
  }
});
