// What the filter bar's scripts decide, without a browser. Run by `npm test`.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acts, words } from '../js/embed/filter.js';
import { follow, windows } from '../js/embed/follow.js';
import { Frame } from '../js/embed/frame.js';

const settle = async () => { for (let i = 0; i < 20; i += 1) await Promise.resolve(); };

test('the words of an address are what narrows, always written alike', () => {
  const form = [['link', '3.mac'], ['filter.status', 'To Do'], ['how.status', 'any'], ['how.labels', 'none'], ['open', 'status'], ['text', ' a&b ']];
  assert.equal(words(form), 'filter.status=To+Do&text=a%26b');
  assert.equal(words('filter.status=To%20Do&how.status=none'), 'filter.status=To+Do&how.status=none');
  assert.equal(words([['text', '  '], ['filter.status', '']]), '');
  assert.equal(words(words(form)), words(form));
});

/** A window of a page: what it was told, and its frames. */
function pane(frames = [], location = { origin: 'https://ours.example' }) {
  const told = [];
  return { told, location, length: frames.length, ...frames, postMessage: (data, to) => told.push([data, to]) };
}

/** The same of somebody else. */
function foreign(frames) {
  const it = pane(frames);
  Object.defineProperty(it, 'location', { get() { throw new Error('of another origin'); } });
  return it;
}

/** A frame inside a page, and how to speak to it. */
function world({ site = 's1', words: own = '' } = {}) {
  const self = pane();
  const sibling = pane();
  const deep = pane();
  globalThis.window = self;
  globalThis.top = foreign([foreign([self, sibling]), deep]);
  globalThis.location = { origin: 'https://ours.example' };
  let hear = null;
  globalThis.addEventListener = (_, listener) => { hear = listener; };
  const frame = { site, words: own, taken: [] };
  const others = follow({
    site: () => frame.site,
    words: () => frame.words,
    take: (chosen) => { frame.words = chosen; frame.taken.push(chosen); },
  });
  const say = (data, more = {}) => hear({ origin: location.origin, source: sibling, data, ...more });
  return { self, sibling, deep, frame, others, say };
}

const chosen = (site, said) => ({ type: 'inlay:filter', site, words: said });

test('every window of ours on the page is told, and no other, and not this one', () => {
  const { self, sibling, deep, others } = world();
  others.tell('filter.status=Done');
  const message = [chosen('s1', 'filter.status=Done'), 'https://ours.example'];
  assert.deepEqual(sibling.told, [message]);
  assert.deepEqual(deep.told, [message]);
  assert.deepEqual(top.told, []);
  assert.deepEqual(self.told, []);
});

test('windows that are in themselves, or go away, end the search and not the frame', () => {
  const round = pane([]);
  round.length = 1;
  round[0] = round;
  assert.ok(windows(round).length < 20);
  const gone = pane();
  Object.defineProperty(gone, 'length', { get() { throw new Error('gone'); } });
  assert.equal(windows(pane([gone, pane()])).length, 3);
});

test('a chart of the same site follows, once, and tells nobody', () => {
  const { frame, say, sibling } = world();
  say(chosen('s1', 'filter.status=Done'));
  say(chosen('s1', 'filter.status=Done'));
  assert.deepEqual(frame.taken, ['filter.status=Done']);
  assert.deepEqual(sibling.told, []);
});

test('another site, another origin, this frame itself and other words are not followed', () => {
  const { frame, say, self } = world();
  say(chosen('s2', 'filter.status=Done'));
  say(chosen('s1', 'filter.status=Done'), { origin: 'https://evil.example' });
  say(chosen('s1', 'filter.status=Done'), { source: self });
  say(chosen('s1', { toString: 'x' }));
  say(chosen('s1', 'a'.repeat(20_000)));
  say({ type: 'else', site: 's1', words: 'filter.status=Done' });
  assert.deepEqual(frame.taken, []);
});

test('what is no filter does not come along', () => {
  const { frame, say } = world();
  say(chosen('s1', 'as=owner&link=stolen&filter.status=Done&how.status=any'));
  assert.deepEqual(frame.taken, ['filter.status=Done']);
});

test('a chart that waits for its reader follows once it is there', () => {
  const { frame, others, say } = world({ site: null });
  say(chosen('s1', 'filter.status=Done'));
  say(chosen('s2', 'filter.status=Open'));
  others.shown();
  assert.deepEqual(frame.taken, []);
  frame.site = 's1';
  others.shown();
  others.shown();
  assert.deepEqual(frame.taken, ['filter.status=Done']);
});

test('where a filter ended in an error, what clears it is told, and not undone by what was heard before', () => {
  const { frame, others, say, sibling } = world();
  say(chosen('s1', 'filter.status=Done'));
  frame.site = null;
  frame.words = '';
  others.tell('');
  assert.deepEqual(sibling.told, [[chosen('s1', ''), 'https://ours.example']]);
  frame.site = 's1';
  others.shown();
  assert.deepEqual(frame.taken, ['filter.status=Done']);
});

test('who comes late is told what was chosen on this page, and not what an address began with', () => {
  const { others, say, sibling, deep } = world({ words: 'filter.status=Open' });
  others.ask();
  assert.deepEqual(deep.told, [[{ type: 'inlay:filter?' }, 'https://ours.example']]);
  sibling.told.length = 0;
  say({ type: 'inlay:filter?' });
  assert.deepEqual(sibling.told, []);
  others.tell('');
  sibling.told.length = 0;
  say({ type: 'inlay:filter?' });
  assert.deepEqual(sibling.told, [[chosen('s1', ''), 'https://ours.example']]);
});

/** The frame's element, as far as a `Frame` with a chart in it touches it. */
function element(dataset) {
  const section = { busy: false, setAttribute: (name, value) => { section.busy = name === 'aria-busy' && value === 'true'; } };
  const place = {
    listeners: {},
    swaps: [],
    dataset,
    firstElementChild: section,
    querySelector: (selector) => (selector === '[data-state]' ? { dataset: { state: 'chart' } } : null),
    contains: () => false,
    addEventListener: (name, listener) => { place.listeners[name] = listener; },
  };
  Object.defineProperty(place, 'innerHTML', { set: (html) => place.swaps.push(html) });
  return { place, section };
}

test('the old picture stays while the new numbers are read, and an older answer never comes over a newer', async () => {
  globalThis.document = { activeElement: null };
  const asked = [];
  globalThis.fetch = (address, { signal }) => new Promise((resolve, reject) => {
    const answer = (html, status = 'chart') => resolve({ json: async () => ({ status, html }) });
    asked.push({ address, answer });
    signal?.addEventListener('abort', () => reject(new Error('aborted')));
  });
  const { place, section } = element({ chart: 'c_1', link: '3.mac', want: 'dark' });
  const frame = new Frame(place);
  const first = frame.narrow('filter.status=To+Do', 'status');
  await settle();
  assert.ok(section.busy);
  assert.equal(asked[0].address, '/embed/c_1/view?link=3.mac&theme=dark&filter.status=To+Do&open=status');
  const second = frame.narrow('text=crash');
  await settle();
  asked[0].answer('<old>');
  await settle();
  assert.equal(asked.length, 2, 'the first one is given up');
  assert.equal(asked[1].address, '/embed/c_1/view?link=3.mac&theme=dark&text=crash');
  asked[1].answer('<new>');
  await Promise.all([first, second]);
  assert.deepEqual(place.swaps, ['<new>']);
  assert.equal(frame.words, 'text=crash');
});

test('a button opens its filter, Enter applies, and Escape closes what is open without asking', () => {
  globalThis.FormData = class { constructor(form) { return form; } };
  const panel = { removed: false, remove() { this.removed = true; } };
  const attributes = {};
  panel.previousElementSibling = {
    dataset: { field: 'status' },
    value: '',
    focused: false,
    setAttribute: (name, value) => { attributes[name] = value; },
    removeAttribute: (name) => { attributes[name] = null; },
    focus() { this.focused = true; },
  };
  const frame = { closed: false, part: () => panel, close() { this.closed = true; } };
  const asked = [];
  const does = acts(frame, (...what) => asked.push(what));
  does.filter([['filter.status', 'Open'], ['text', '']], { name: 'open', value: 'labels' });
  does.filter([['text', 'crash']], null);
  does.clear();
  assert.deepEqual(asked, [['filter.status=Open', 'labels'], ['text=crash', ''], ['']]);

  does.escape({ target: { type: 'search', value: 'cra' } });
  assert.ok(!panel.removed, 'the search field is emptied first');
  does.escape({ target: { type: 'checkbox', value: 'on' } });
  assert.ok(panel.removed && frame.closed && panel.previousElementSibling.focused);
  assert.deepEqual(attributes, { 'aria-expanded': 'false', 'aria-controls': null });
  assert.equal(panel.previousElementSibling.value, 'status');
  assert.equal(asked.length, 3);
});

test('Escape takes back a filter whose values are on their way', () => {
  const frame = { opens: true, words: 'filter.status=Open&as=owner', part: () => null, close() { this.opens = false; } };
  const asked = [];
  const does = acts(frame, (...what) => asked.push(what));
  does.escape({ target: { type: 'submit', value: 'labels' } });
  does.escape({ target: { type: 'submit', value: 'labels' } });
  assert.deepEqual(asked, [['filter.status=Open']]);
});
