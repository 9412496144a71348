// A page with the macro, exported to PDF or Word.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chartDocument, type Adf, type Exported, type Node } from '../src/document.ts';
import { adfExport } from '../src/index.ts';

const BASE = 'https://charts.example.com';
const provenance = { fetched_at: '2026-11-23T09:14:00Z', complete: true, warnings: [] };
const one: Exported = {
  title: 'Bugs by priority',
  image: `${BASE}/pictures/signed.png`,
  table: {
    rows: [{ label: 'High' }, { label: 'Low' }],
    columns: [{ key: 'value', label: 'value' }],
    cells: [[12], [1234.5]],
    row_totals: [12, 1234.5],
    column_totals: [1246.5],
    total: 1246.5,
    unit: 'issues',
    provenance,
  },
};

/** What build.mjs and Forge's runtime put in place. */
const runtime = globalThis as unknown as { INLAY_PUBLIC_URL: string; __forge_fetch__: unknown };
runtime.INLAY_PUBLIC_URL = BASE;

interface Call {
  remote: unknown;
  path: string;
  body: unknown;
}

/** Answers the app's call to its remote, and tells what was asked. */
function answering(status: number, body: unknown): Call[] {
  const calls: Call[] = [];
  runtime.__forge_fetch__ = async (remote: unknown, path: string, init: { body: string }) => {
    calls.push({ remote, path, body: JSON.parse(init.body) });
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
  };
  return calls;
}

/** All words of a document, in order. */
function words(node: Adf | Node): string {
  const own = 'text' in node && node.text !== undefined ? [node.text] : [];
  return [...own, ...(node.content ?? []).map(words)].join('|');
}

function find(node: Adf | Node, type: string): Node[] {
  return (node.content ?? []).flatMap((child) => [...(child.type === type ? [child] : []), ...find(child, type)]);
}

test('a chart with one dimension is a picture, a table of one column and its provenance', () => {
  const document = chartDocument(one);
  assert.equal(words(document), 'Bugs by priority||issues|High|12|Low|1,234.5|Total|1,246.5|As of 2026-11-23 09:14 UTC.'.replace('||', '|||'));
  assert.deepEqual(find(document, 'media').map((media) => media.attrs), [{ type: 'external', url: one.image, alt: one.title }]);
});

test('a chart with two dimensions has the totals of its rows and columns', () => {
  const table = {
    ...one.table,
    columns: [{ key: 'a', label: 'Open' }, { key: 'b', label: 'Done' }],
    cells: [[1, null], [3, 4]],
    row_totals: [1, 7],
    column_totals: [4, 4],
    total: 8,
    provenance: { ...provenance, complete: false, warnings: ['2 issues have no priority.'] },
  };
  const rows = find(chartDocument({ ...one, table }), 'tableRow').map(words);
  assert.deepEqual(rows, ['|Open|Done|Total', 'High|1|–|1', 'Low|3|4|7', 'Total|4|4|8']);
  assert.match(words(chartDocument({ ...one, table })), /Not complete\. 2 issues have no priority\.$/);
});

test('what is no sum of the numbers above it is not called a total', () => {
  const table = { ...one.table, adds_up: false, unit: 'days' };
  assert.match(words(chartDocument({ ...one, table })), /\|All issues\|1,246\.5\|/);
});

test('a table longer than a document’s room says so', () => {
  const rows = Array.from({ length: 250 }, (_, at) => ({ label: `R${at}` }));
  const many = { ...one, table: { ...one.table, rows, cells: rows.map(() => [1]), row_totals: rows.map(() => 1) } };
  assert.equal(find(chartDocument(many), 'tableRow').length, 202);
  assert.match(words(chartDocument(many)), /The first 200 of 250 rows\./);
});

for (const [program, payload] of [
  ['PDF', { exportType: 'pdf', extensionPayload: { config: { chartId: 'c1' } }, context: { extension: { content: { id: '65537' } } } }],
  ['Word', { exportType: 'word', context: { config: { chartId: 'c1' }, contentId: '65537' } }],
  ['a macro from a pasted address', { exportType: 'pdf', extensionPayload: { autoConvertLink: `${BASE}/charts/c1` } }],
] as const) {
  test(`${program}: Inlay is asked for the chart and its answer becomes the document`, async () => {
    const calls = answering(200, one);
    assert.deepEqual(await adfExport(payload), chartDocument(one));
    assert.deepEqual(calls, [{ remote: { type: 'frc', remote: 'charts-remote' }, path: '/forge/export', body: { chart: 'c1', exportType: payload.exportType } }]);
  });
}

test('a chart that runs as its viewers is a sentence with a link', async () => {
  answering(403, { error: 'This chart shows each reader their own issues, so it is not part of exports.' });
  const document = await adfExport({ exportType: 'pdf', extensionPayload: { config: { chartId: 'c1' } } });
  assert.match(words(document), /^This chart shows each reader/);
  assert.match(JSON.stringify(document), /"href":"https:\/\/charts\.example\.com\/charts\/c1"/);
});

for (const [what, status, body] of [
  ['an answer that is no JSON', 502, '<html>'],
  ['an answer without a table', 200, {}],
] as const) {
  test(`${what} does not spoil the page’s export`, async () => {
    answering(status, body);
    const document = await adfExport({ context: { config: { chartId: 'c1' } } });
    assert.match(words(document), /could not be read while the page was exported/);
  });
}

test('a macro without a chart says so and asks nobody', async () => {
  const calls = answering(200, one);
  assert.equal(words(await adfExport({ exportType: 'pdf' })), 'No chart was chosen here.');
  assert.equal(calls.length, 0);
});
