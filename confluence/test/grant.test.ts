// From Inlay's answer to what the macro shows.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitting, understood } from '../static/main/grant.ts';
import { heightIn } from '../static/main/height.ts';

const BASE = 'https://charts.example.com';
const body = { embed: '/embed/c1?grant=g', title: 'Bugs by priority', height: 412 };

test('a grant becomes a frame at Inlay’s own address', () => {
  const chart = { kind: 'chart', address: `${BASE}/embed/c1?grant=g`, title: 'Bugs by priority', height: 412 };
  assert.deepEqual(understood({ status: 200, body }, BASE), chart);
  assert.deepEqual(understood({ status: 200, body: JSON.stringify(body) }, BASE), chart, 'as text too');
});

test('a grant that leads anywhere else is not followed', () => {
  for (const embed of ['https://evil.example/embed/c1', '//evil.example/embed/c1', 'javascript:alert(1)', '/charts/c1', '/embed/../oauth/start', 'https://', 7, null]) {
    assert.equal(understood({ status: 200, body: { ...body, embed } }, BASE).kind, 'unreachable', String(embed));
  }
});

for (const status of [403, 404]) {
  test(`${status} is told in Inlay’s own words`, () => {
    const state = understood({ status, body: { error: 'Its owner no longer shares this chart.' } }, BASE);
    assert.deepEqual(state, { kind: 'refused', sentence: 'Its owner no longer shares this chart.' });
  });
}

test('a refusal without words gets some', () => {
  const state = understood({ status: 403, body: '<html>' }, BASE);
  assert.ok(state.kind === 'refused' && state.sentence.length > 0);
});

test('any other answer, or none, means that Inlay was not reached', () => {
  for (const answer of [{}, { status: 502, body: 'Bad gateway' }, { status: 401, body: { error: 'x' } }, { status: 200, body: null }, { status: '200', body }]) {
    assert.deepEqual(understood(answer, BASE), { kind: 'unreachable', host: 'charts.example.com' });
  }
});

test('a height stays between what is readable and what fits a page', () => {
  assert.deepEqual([1, 360.2, 1e9, NaN, '300', undefined].map(fitting), [80, 361, 2000, 360, 360, 360]);
});

test('only the chart’s own frame, at Inlay’s exact origin, sets the height', () => {
  const frame = {};
  const message = { origin: BASE, source: frame, data: { type: 'inlay:height', height: 500 } };
  assert.equal(heightIn(message, frame, BASE), 500);
  for (const [what, other] of Object.entries({
    'another origin': { ...message, origin: 'https://evil.example' },
    'an origin that begins like ours': { ...message, origin: `${BASE}.evil.example` },
    'no origin': { ...message, origin: 'null' },
    'another window of ours': { ...message, source: {} },
    'another kind of message': { ...message, data: { type: 'inlay:handover', height: 500 } },
    'a height that is none': { ...message, data: { type: 'inlay:height', height: 'tall' } },
    'no data': { ...message, data: null },
  })) {
    assert.equal(heightIn(other, frame, BASE), null, what);
  }
  assert.equal(heightIn({ ...message, source: null }, null, BASE), null, 'no frame yet');
});
