// The frame's decisions, without a browser. Run by `npm test`.

import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { follow } from '../js/embed/hand_over.js';
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
  assert.equal(far({ done: 0, of: 0 }), 'Asking Jira');
  assert.equal(far({ done: 3400, of: 0 }), '3,400 issues');
  assert.equal(far({ done: 3400, of: 10000 }), '3,400 of about 10,000 issues');
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
