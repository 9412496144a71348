// What the browser's and the server's charts share. Run by `npm test`.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textWidth } from '../js/chart/metrics.js';
import { ROLES, inColours } from '../js/chart/roles.js';
import { grouped } from '../js/chart/number.js';
import { inRoom } from '../js/chart/room.js';
import { toXml } from '../js/chart/xml.js';

const dark = { ink: '#dee4ea', ink2: '#9fadbc', ink3: '#8696a7', line: '#38414a', surface: '#1d2125' };

test('role colours follow the theme wherever an option names a colour', () => {
  const option = { textStyle: { color: ROLES.ink }, xAxis: [{ axisLine: { lineStyle: { color: [[1, '#626F86']] } } }], series: [{ itemStyle: { borderColor: ROLES.surface } }] };
  assert.deepEqual(inColours(option, dark), {
    textStyle: { color: dark.ink },
    xAxis: [{ axisLine: { lineStyle: { color: [[1, dark.ink3]] } } }],
    series: [{ itemStyle: { borderColor: dark.surface } }],
  });
});

test('data and labels that read like a role colour stay what they are', () => {
  const option = { color: [ROLES.ink], series: [{ name: ROLES.ink, data: [{ name: ROLES.line, value: 1, itemStyle: { color: ROLES.ink2 } }] }] };
  assert.deepEqual(inColours(option, dark), option);
});

test('a text is as wide as its letters, in the weight and size of the font', () => {
  assert.equal(textWidth('', '12px Arial'), 0);
  assert.equal(textWidth('il', '10px Arial'), 4.44);
  assert.ok(textWidth('High', 'bold 12px Arial') > textWidth('High', '12px Arial'));
  assert.equal(textWidth('High', '24px Arial'), 2 * textWidth('High', '12px Arial'));
});

test('letters outside the table have a width too', () => {
  assert.equal(textWidth('完了', '12px Arial'), 24);
  assert.equal(textWidth('e\u0301', '12px Arial'), textWidth('e', '12px Arial'));
  assert.equal(textWidth('😀', '12px Arial'), 12);
});

test('a low drawing gets fewer steps on its scale, and a chosen number stays', () => {
  const steps = (height, axis = { type: 'value' }) => inRoom({ yAxis: axis }, height).yAxis[0].splitNumber;
  assert.equal(steps(80), 2);
  assert.equal(steps(360), 6);
  assert.equal(steps(80, { type: 'value', splitNumber: 9 }), 9);
  assert.equal(steps(80, { type: 'category' }), undefined);
});

test('each name of a few is seen, however narrow the drawing: in two lines, then cut, then turned', () => {
  const names = ['In Progress', 'In Review', 'Done'];
  const label = (width, more = {}) => inRoom({ yAxis: {}, xAxis: { type: 'category', data: names, axisLabel: { interval: 0, hideOverlap: true, ...more } } }, 360, width).xAxis.axisLabel;
  assert.equal(label(656).width, undefined);
  assert.deepEqual([label(236).width, label(236).overflow, label(236).hideOverlap], [54, 'break', false]);
  assert.deepEqual([label(206).width, label(206).overflow, label(206).rotate], [44, 'truncate', undefined]);
  assert.equal(label(160).rotate, 40);
  assert.equal(label(160, { rotate: 90 }).rotate, 90);
  assert.equal(label(236, { interval: 'auto' }).width, undefined);
});

test('numbers over bars are all seen where each has room, and otherwise none is', () => {
  const label = (text) => ({ value: 0, label: { formatter: text } });
  const over = (texts, more = {}) => ({ type: 'bar', label: { show: true, position: 'top', fontSize: 12, fontWeight: 'bold' }, data: texts.map(label), ...more });
  const seen = (series, width, grid) => inRoom({ yAxis: {}, xAxis: { type: 'category', data: Array(10).fill('x') }, series, grid }, 360, width)
    .series.map((each) => each.label?.show ?? null);
  const stacked = [{ type: 'bar', stack: 'all', data: [] }, over(Array(10).fill('1,234'), { stack: 'all' })];
  assert.deepEqual(seen(stacked, 760), [null, true]);
  assert.deepEqual(seen(stacked, 360), [null, false]);
  assert.deepEqual(seen(stacked, Infinity), [null, true]);
  // Names of lines beside the plot take their room.
  assert.deepEqual(seen(stacked, 500), [null, true]);
  assert.deepEqual(seen(stacked, 500, [{ right: 160 }]), [null, false]);
  // Side by side each has a part of the room; one that is too wide takes all away.
  const grouped = (texts) => [over(texts), over(Array(10).fill('7'))];
  assert.deepEqual(seen(grouped(Array(10).fill('99')), 760), [true, true]);
  assert.deepEqual(seen(grouped([...Array(9).fill('9'), '12,345,678']), 760), [false, false]);
  // What stands inside bars stays.
  assert.deepEqual(seen([over(['1,000,000'], { label: { show: true, position: 'inside' } })], 200), [true]);
});

test('numbers under the pointer are written as in the tables', () => {
  // The cases of `grouped` in the crate `chart`.
  const cases = [[0, '0'], [-0, '0'], [999, '999'], [1000, '1,000'], [29_057, '29,057'], [1_234_567.5, '1,234,567.5'], [-1234, '-1,234'],
    [0.126, '0.13'], [0.05, '0.05'], [0.0086, '0.0086'], [-0.001_234, '-0.0012'], [1e-17, '0'], [-1e-17, '0'], [13.556134964891976, '13.56']];
  for (const [number, text] of cases) assert.equal(grouped(number), text);
  assert.equal(grouped(null), '–');
});

test('narrow stacks have no rims between their pieces', () => {
  const piece = { value: 3, itemStyle: { borderWidth: 1, borderRadius: 3 } };
  const drawn = (width) => inRoom({ yAxis: {}, xAxis: { type: 'category', data: Array(60).fill('w') }, series: [{ type: 'bar', stack: 'all', data: [piece, null, 4] }] }, 360, width).series[0].data;
  assert.deepEqual(drawn(800), [piece, null, 4]);
  assert.deepEqual(drawn(360), [{ value: 3, itemStyle: { borderWidth: 0, borderRadius: 3 } }, null, 4]);
  assert.deepEqual(drawn(Infinity), [piece, null, 4]);
});

test('slices leave room for their names, which end before the edge, however narrow the drawing', () => {
  const pie = { type: 'pie', radius: ['50%', '72%'], label: { show: true, width: 140 } };
  const at = (width, more = {}) => inRoom({ series: [{ ...pie, ...more }] }, 360, width).series[0];
  assert.deepEqual([at(760).radius, at(760).label.width], [pie.radius, 140]);
  const { radius, label } = at(368);
  assert.ok(radius[1] < 0.72 * 180 && radius[1] + label.width <= 184, `${radius} ${label.width}`);
  assert.ok(Math.abs(radius[0] / radius[1] - 50 / 72) < 1e-9, 'the ring keeps its shape');
  assert.ok(label.width >= 60, `${label.width} px say something`);
  assert.deepEqual(at(368, { label: { show: false, width: 140 } }).radius, pie.radius);
});

test('nothing in an attribute or a text can become markup', () => {
  const hostile = '"/><script>alert(1)</script>&';
  const xml = toXml({ tag: 'text', attrs: { fill: hostile, gone: undefined, off: false }, text: hostile, children: [{ tag: 'g' }] });
  assert.equal(xml, '<text fill="&quot;/&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;">&quot;/&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;<g></g></text>');
});
