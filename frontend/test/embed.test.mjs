// The frame's decisions, without a browser. Run by `npm test`.

import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { Frame } from '../js/embed/frame.js';
import { follow } from '../js/embed/hand_over.js';
import { tellHeight, wanted } from '../js/embed/height.js';
import { fits } from '../js/embed/picture.js';
import { far } from '../js/embed/progress.js';

test('a picture is drawn again when its text would be too small, too large, or the room half empty', () => {
  const drawn = { width: 760, height: 360 };
  assert.ok(fits(drawn, { width: 760, height: 360 }));
  assert.ok(fits(drawn, { width: 800, height: 400 }));
  assert.ok(!fits(drawn, { width: 320, height: 360 }), 'too small');
  assert.ok(!fits(drawn, { width: 1500, height: 720 }), 'too large');
  assert.ok(!fits(drawn, { width: 1200, height: 360 }), 'half empty');
});

test('progress is told in the words that are known', () => {
  assert.equal(far({ done: 0, of: 0, unit: 'issues' }), 'Asking Jira');
  assert.equal(far({ done: 3400, of: 0, unit: 'issues' }), '3,400 issues');
  assert.equal(far({ done: 3400, of: 10000, unit: 'issues' }), '3,400 of about 10,000 issues');
  assert.equal(far({ done: 3, of: 12, unit: 'questions' }), '3 of about 12 questions');
});

/** A window with one message listener, a server with prepared answers, and a clock that only we move. */
function world(answers) {
  const asked = [];
  let heard = null;
  mock.timers.enable({ apis: ['setTimeout'] });
  globalThis.location = { origin: 'https://ours.example' };
  globalThis.addEventListener = (_, listener) => { heard = listener; };
  globalThis.removeEventListener = () => { heard = null; };
  globalThis.fetch = async (_, { body }) => {
    asked.push(JSON.parse(body));
    const answer = answers.shift() ?? { status: 'pending' };
    if (answer instanceof Error) throw answer;
    return { ok: true, json: async () => answer };
  };
  const settle = async () => { for (let i = 0; i < 20; i += 1) await Promise.resolve(); };
  return {
    asked,
    pass: async (ms) => { mock.timers.tick(ms); await settle(); },
    post: async (event) => { heard({ origin: location.origin, ...event }); await settle(); },
    end: () => mock.timers.reset(),
  };
}

const popup = { name: 'popup' };
const message = { source: popup, data: { type: 'inlay:handover', outcome: 'authorized', code: 'c1' } };
const begin = (ends = []) => follow('v', { popup, signal: new AbortController().signal, onEnd: (end) => ends.push(end.status) });

test('what the popup posts is traded at once, with its code', async () => {
  const here = world([{ status: 'authorized', bearer: 'b' }]);
  const followed = begin();
  await here.post(message);
  assert.deepEqual(await followed, { status: 'authorized', bearer: 'b' });
  assert.deepEqual(here.asked, [{ verifier: 'v', code: 'c1' }]);
  here.end();
});

test('messages of other origins, other windows and other kinds are not heard', async () => {
  const here = world([]);
  begin();
  await here.post({ ...message, origin: 'https://evil.example' });
  await here.post({ ...message, source: { name: 'another' } });
  await here.post({ ...message, data: { type: 'else' } });
  assert.deepEqual(here.asked, []);
  here.end();
});

test('with a lost popup the verifier alone is asked until the end, through lost connections', async () => {
  const here = world([{ status: 'pending' }, new Error('offline'), { status: 'authorized', bearer: 'b' }]);
  const followed = begin();
  for (let i = 0; i < 3; i += 1) await here.pass(1500);
  assert.deepEqual(await followed, { status: 'authorized', bearer: 'b' });
  assert.deepEqual(here.asked.map(({ code }) => code), [null, null, null]);
  here.end();
});

test('after Cancel the frame says so and still hears a second try', async () => {
  const here = world([{ status: 'cancelled' }, { status: 'authorized', bearer: 'b' }]);
  const ends = [];
  const followed = begin(ends);
  await here.pass(1500);
  assert.deepEqual(ends, ['cancelled']);
  await here.post(message);
  assert.equal((await followed).status, 'authorized');
  here.end();
});

/** The frame's element, as far as `Frame` touches it. */
function element(dataset) {
  const listeners = {};
  return {
    listeners,
    dataset,
    innerHTML: '',
    querySelector: () => null,
    contains: () => false,
    addEventListener: (name, listener) => { listeners[name] = listener; },
  };
}

/** A click on a link of the frame, and whether the browser still follows it. */
function click(place, dataset, more = {}) {
  const link = { dataset };
  const event = { target: { closest: () => link }, button: 0, followed: true, preventDefault() { this.followed = false; }, ...more };
  place.listeners.click(event);
  return event.followed;
}

test('the way to what its owner sees keeps the session that lives in the frame alone', async () => {
  const asked = [];
  globalThis.document = { activeElement: null };
  globalThis.fetch = async (address, { headers }) => {
    asked.push([address, headers.Authorization]);
    return { json: async () => ({ status: 'chart', html: '<section></section>' }) };
  };
  const place = element({ chart: 'c_1', link: '3.mac' });
  const frame = new Frame(place);
  frame.bearer = 'b';
  const seen = [];
  frame.onAct({ as: (link) => seen.push(frame.see(link.dataset.as)) });

  assert.ok(!click(place, { act: 'as', as: 'owner' }));
  await seen.at(-1);
  assert.ok(!click(place, { act: 'as', as: '' }));
  await seen.at(-1);
  assert.deepEqual(asked, [
    ['/embed/c_1/view?link=3.mac&as=owner', 'Bearer b'],
    ['/embed/c_1/view?link=3.mac', 'Bearer b'],
  ]);
  assert.equal(place.innerHTML, '<section></section>');

  // A window of its own, another link: the browser's business.
  for (const more of [{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { button: 1 }]) {
    assert.ok(click(place, { act: 'as', as: 'owner' }, more));
  }
  assert.ok(click(place, { act: 'other' }));
  place.listeners.click({ target: { closest: () => null } });
  assert.equal(seen.length, 2);
});

/** A frame of 400 pixels with a border, and in it a part that takes what is left. */
function section(part, { chosen, inside = 398 } = {}) {
  return {
    offsetHeight: 400,
    clientHeight: 398,
    scrollHeight: inside,
    dataset: chosen ? { height: String(chosen) } : {},
    querySelector: () => part && { offsetHeight: part.clientHeight, matches: (selector) => selector.includes(part.is), ...part },
  };
}

test('a frame wants its picture as high as its author chose, a table as high as it is, words no lower', () => {
  globalThis.document = { createRange: () => ({ selectNodeContents() {}, getBoundingClientRect: () => ({ height: 150.5 }) }) };
  assert.equal(wanted(section({ is: '.stage', clientHeight: 300 }, { chosen: 500 })), 600);
  assert.equal(wanted(section({ is: '.tile', clientHeight: 300 }, { chosen: 120 })), 220);
  assert.equal(wanted(section({ is: '.stage', clientHeight: 300 })), 400, 'while it is read');
  assert.equal(wanted(section({ is: '.stage', clientHeight: 0 }, { chosen: 300, inside: 430 })), 732, 'no room at all');
  assert.equal(wanted(section({ is: '.scroll', clientHeight: 300 }, { chosen: 500 })), 251);
  assert.equal(wanted(section({ is: '.middle', clientHeight: 300, scrollHeight: 300 })), 400);
  assert.equal(wanted(section({ is: '.middle', clientHeight: 300, scrollHeight: 340 })), 440);
  assert.equal(wanted(section(null)), 400);
});

test('the page around hears of a height once, and never because of a height', () => {
  const said = [];
  let mutated; let resized;
  globalThis.window = {};
  globalThis.parent = { postMessage: (message, to) => said.push([message.height, message.type, to]) };
  globalThis.MutationObserver = class { constructor(tell) { mutated = tell; } observe() {} };
  globalThis.ResizeObserver = class { constructor(tell) { resized = tell; } observe() {} };
  const shows = (chosen) => section({ is: '.stage', clientHeight: 300 }, { chosen });
  const place = { firstElementChild: shows(500) };
  const resize = (width, height) => resized([{ contentRect: { width, height } }]);
  tellHeight(place);
  resize(700, 400);
  assert.deepEqual(said, [[600, 'inlay:height', '*']]);
  // The page follows: only the height is another, whatever would be measured now.
  place.firstElementChild = shows(520);
  resize(700, 600);
  assert.equal(said.length, 1);
  resize(500, 600);
  assert.deepEqual(said.map(([height]) => height), [600, 620]);
  mutated();
  assert.equal(said.length, 2, 'the same again is not said again');
  place.firstElementChild = shows(300);
  mutated();
  place.firstElementChild = null;
  mutated();
  assert.deepEqual(said.map(([height]) => height), [600, 620, 400]);

  globalThis.parent = globalThis.window;
  resized = null;
  tellHeight(place);
  assert.equal(resized, null, 'a page of its own tells nobody');
});
