// From what an author pastes to a chart.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chartOf, chosen } from '../static/shared/chosen.ts';

const BASE = 'https://charts.example.com';

for (const [what, text] of [
  ['an id', 'aB3_-x'],
  ['a chart’s address', `${BASE}/charts/aB3_-x`],
  ['the address of its editor', `${BASE}/charts/aB3_-x/edit`],
  ['the address of its frame', `${BASE}/embed/aB3_-x?theme=dark#top`],
  ['an address with spaces around it', `\n  ${BASE}/charts/aB3_-x/ `],
] as const) {
  test(`${what} is understood`, () => assert.deepEqual(chosen(text, BASE), { id: 'aB3_-x' }));
}

for (const [what, text, says] of [
  ['nothing', '  ', /^Paste the address/],
  ['a sentence', 'the chart with the bugs', /^“the chart with the bugs” is neither/],
  ['another program’s address', 'https://charts.example.com.evil.example/charts/a', /belongs to charts\.example\.com\.evil\.example/],
  ['another port of ours', 'https://charts.example.com:8443/charts/a', /belongs to charts\.example\.com:8443/],
  ['ours without encryption', 'http://charts.example.com/charts/a', /Paste one that begins with https:/],
  ['a script', 'javascript:alert(1)', /belongs to another program/],
  ['the page for a new chart', `${BASE}/charts/new`, /not a chart/],
  ['another page of ours', `${BASE}/authorizations`, /not a chart/],
  ['a path that climbs', `${BASE}/charts/..%2f..%2fapi`, /not a chart/],
  ['a page below a chart', `${BASE}/charts/a/edit/more`, /not a chart/],
  ['an id that is too long', 'a'.repeat(65), /neither a chart/],
] as const) {
  test(`${what} is refused with a sentence`, () => {
    const answer = chosen(text, BASE);
    assert.ok('problem' in answer);
    assert.match(answer.problem, says);
  });
}

test('the saved choice counts before the pasted address', () => {
  assert.equal(chartOf({ config: { chartId: 'saved' }, autoConvertLink: `${BASE}/charts/pasted` }, BASE), 'saved');
});

test('a pasted address alone is a choice', () => {
  assert.equal(chartOf({ config: {}, autoConvertLink: `${BASE}/charts/pasted` }, BASE), 'pasted');
});

test('a macro without a choice, or with nonsense for one, has no chart', () => {
  for (const extension of [undefined, null, 'x', {}, { config: null }, { config: { chartId: 7 } }, { config: { chartId: '../x' } }, { autoConvertLink: 'https://elsewhere.example/charts/a' }]) {
    assert.equal(chartOf(extension, BASE), null);
  }
});
