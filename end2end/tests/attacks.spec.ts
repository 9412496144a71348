// What somebody with bad intentions sends: each attempt has to fail, and the honest way beside it to work.

import { request as plainRequest } from 'node:http';
import { CHART } from '../fixtures/charts.ts';
import { Client, cookiesOf, Verifier } from '../fixtures/client.ts';
import { fileOf, sqlite } from '../fixtures/database.ts';
import { JONAS, MAYA, OLIVER } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { consentIn } from '../pages/atlassian.ts';

test('a one-time code that somebody stole opens nothing without its verifier, and nothing twice', async ({ stack }) => {
  const client = new Client(stack);
  const verifier = new Verifier();
  const { code } = await client.consentFor(verifier, CHART.status, MAYA);
  expect(code).not.toBe('');
  for (const stolen of [await client.handOver(new Verifier().text, code), await client.handOver('', code), await client.handOver(verifier.hash, code)]) {
    expect([stolen.status, stolen.bearer, stolen.cookies]).toEqual(['pending', undefined, []]);
  }
  // The right verifier with another code is not the frame either.
  expect((await client.handOver(verifier.text, new Verifier().text)).status).toBe('pending');

  const honest = await client.handOver(verifier.text, code);
  expect(honest.status).toBe('authorized');
  expect((await client.settled(CHART.status, { authorization: `Bearer ${honest.bearer}` })).status).toBe('chart');
  const replayed = await client.handOver(verifier.text, code);
  expect([replayed.status, replayed.cookies]).toEqual(['pending', []]);
});

test('Atlassian’s answer counts once, and in no other window', async ({ stack, control }) => {
  const client = new Client(stack);
  // Somebody's own consent, carried into the browser of somebody else who has a popup open.
  const [theirs, mine] = [await client.start(), await client.start()];
  const carried = await client.accept(theirs, JONAS);
  for (const [state, cookie] of [[theirs.state, mine.cookie], [theirs.state, undefined], ['', mine.cookie]] as const) {
    const answer = await client.callback(carried, state, cookie);
    expect(sessionsOf(answer)).toEqual([]);
    expect(await answer.text()).toContain('This window was not waiting for Atlassian');
  }
  expect(await control.calls('/oauth/token'), 'nothing is even exchanged').toBe(0);
  // Who knew the victim's state would still fail by the challenge, which is the other window's.
  const guessed = await client.callback(carried, mine.state, mine.cookie);
  expect(sessionsOf(guessed)).toEqual([]);

  const popup = await client.start();
  const code = await client.accept(popup, MAYA);
  expect(sessionsOf(await client.callback(code, popup.state, popup.cookie))).toHaveLength(1);
  const again = await client.callback(code, popup.state, popup.cookie);
  expect(sessionsOf(again)).toEqual([]);
  expect(await again.text()).toContain('was used already or came too late');
});

test('what a window of another origin posts to a frame is not heard', async ({ confluence, page }) => {
  const [frame] = await confluence.open([CHART.status]);
  await frame!.shows('prompt');
  const codes: unknown[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/hand_over')) codes.push((request.postDataJSON() as { code: unknown }).code);
  });
  const window = await frame!.load();
  // The page around the frame is another origin's window, and knows what our popup would say.
  await page.evaluate(() => {
    for (const outcome of ['authorized', 'cancelled']) frames[0]!.postMessage({ type: 'inlay:handover', outcome, code: 'forged' }, '*');
  });
  // It polls on by its verifier alone.
  await expect.poll(() => codes.length).toBeGreaterThan(1);
  await frame!.shows('prompt');
  await consentIn(window, MAYA);
  await frame!.shows('chart');
  expect(codes).not.toContain('forged');
});

test('return leads to no other site, whatever it looks like', async ({ stack }) => {
  const client = new Client(stack);
  const hash = new Verifier().hash;
  const evil = ['https://evil.example/', '//evil.example/', '/\\evil.example', '\\\\evil.example', '/\t/evil.example', 'javascript:alert(1)', 'http:evil.example', '/%2f%2fevil.example', `/oauth/start?frame=${hash}`, `/charts/../oauth/start?frame=${hash}`, '/embed/c_1'];
  for (const path of evil) {
    const popup = await client.start({ return: path });
    const answer = await client.callback(await client.accept(popup, MAYA), popup.state, popup.cookie);
    expect([path, answer.headers.get('location')]).toEqual([path, '/']);
  }
  const popup = await client.start({ return: `/charts/${CHART.status}?as=owner` });
  const answer = await client.callback(await client.accept(popup, MAYA), popup.state, popup.cookie);
  expect(answer.headers.get('location')).toBe(`/charts/${CHART.status}?as=owner`);
});

test('nothing but a chart’s frame may be framed, signed in or not', async ({ stack, world }) => {
  const client = new Client(stack);
  const site = world.siteAt(0).cloud_id;
  const pages = ['/', '/charts/new', ...['', '/edit', '/access', '.svg', '.csv', '.json'].map((end) => `/charts/${CHART.status}${end}`), '/dashboards', '/dashboards/unknown', '/dashboards/unknown/edit', '/authorizations', `/sites/${site}/authorizations`, `/sites/${site}/log.csv`, '/oauth/start', '/oauth/callback?code=a&state=b', '/api/me', '/health/ready', '/not-there', '/embedded'];
  for (const cookie of ['', await client.signIn(MAYA)]) {
    for (const page of pages) {
      const policy = (await client.get(page, { cookie })).headers.get('content-security-policy') ?? '';
      expect([page, policy.includes("frame-ancestors 'none'")]).toEqual([page, true]);
    }
  }
  const policy = (await client.get(`/embed/${CHART.status}`)).headers.get('content-security-policy') ?? '';
  expect(policy).toContain(`frame-ancestors 'self' ${stack.env.INLAY_FRAME_ANCESTORS}`);
});

test('a forged host changes no address that we write', async ({ stack }) => {
  const forged = { host: 'evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example', 'x-original-url': 'https://evil.example/' };
  for (const path of ['/', '/oauth/start', `/embed/${CHART.status}`, `/charts/${CHART.status}`, '/charts/new', '/sign-out']) {
    const { head, body } = await plain(stack.inlay + path, forged);
    expect([path, /evil\.example/.test(head + body)]).toEqual([path, false]);
  }
  const { head } = await plain(`${stack.inlay}/oauth/start`, forged);
  expect(head).toContain(encodeURIComponent(`${stack.inlay}/oauth/callback`));
});

test('no write with my cookies is taken from a page of another site', async ({ stack, world }) => {
  const client = new Client(stack);
  const cookie = await client.signIn(MAYA);
  const site = world.siteAt(0).cloud_id;
  const access = ['everybody', 'add', 'remove', 'run', 'confirm', 'end', 'renew'].map((what) => `/charts/${CHART.status}/access/${what}`);
  const writes = ['/sign-out', '/authorizations/remove', '/authorizations/remove-all', `/sites/${site}/authorizations/remove`, `/sites/${site}/rules`, ...access, '/api/save_chart', '/api/delete_chart'];
  for (const path of writes) {
    for (const from of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'https://evil.example' }, { origin: 'null' }] as Record<string, string>[]) {
      const answer = await client.post(path, {}, { cookie, ...from });
      expect([path, from, answer.status]).toEqual([path, from, 403]);
    }
  }
  // Still signed in, and still authorized.
  expect(await (await client.post('/api/me', {}, { cookie })).json()).not.toBeNull();
});

test('a session that somebody chose for me is not taken over, and each sign-in makes a new one', async ({ stack, context, inlay }) => {
  const chosen = 'chosen-by-somebody-else-chosen-by-somebody';
  await context.addCookies([{ name: '__Host-inlay', value: chosen, url: stack.inlay.replace('http:', 'https:'), secure: true }]);
  await inlay.signIn(MAYA);
  const mine = async () => (await context.cookies(stack.inlay)).find(({ name }) => name === '__Host-inlay');
  const first = await mine();
  expect(first?.value).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect([first?.httpOnly, first?.secure, first?.sameSite]).toEqual([true, true, 'Lax']);
  const client = new Client(stack);
  const who = async (session: string) => (await client.post('/api/me', {}, { cookie: `__Host-inlay=${session}` })).json();
  expect(await who(chosen)).toBeNull();
  await inlay.signIn(MAYA);
  expect((await mine())?.value).not.toBe(first?.value);
  // A frame's session is none for our own pages.
  const verifier = new Verifier();
  const { code } = await client.consentFor(verifier, CHART.status, MAYA);
  expect(await who((await client.handOver(verifier.text, code)).bearer!)).toBeNull();
});

test('signing out ends the frames’ sessions with it, and time ends every session', async ({ stack }) => {
  const client = new Client(stack);
  const aFrame = async () => {
    const verifier = new Verifier();
    const { code } = await client.consentFor(verifier, CHART.status, OLIVER);
    return { authorization: `Bearer ${(await client.handOver(verifier.text, code)).bearer}` };
  };
  const frame = await aFrame();
  expect((await client.settled(CHART.status, frame)).status).toBe('chart');
  await client.post('/sign-out', {}, { cookie: await client.signIn(OLIVER) });
  expect((await client.settled(CHART.status, frame)).status).toBe('prompt');

  const other = await aFrame();
  expect((await client.settled(CHART.status, other)).status).toBe('chart');
  const account = stack.world.person(OLIVER).account_id;
  sqlite(fileOf(stack.env.INLAY_DATABASE_URL!)).run(`UPDATE sessions SET expires_at = 0 WHERE account = '${account}'`);
  expect((await client.settled(CHART.status, other)).status).toBe('prompt');
});

/** The browser's own sessions that an answer starts. */
const sessionsOf = (answer: Response) => cookiesOf(answer).filter((cookie) => cookie.startsWith('__Host-inlay='));

/** A request whose host a browser would not let anybody choose. */
function plain(address: string, headers: Record<string, string>): Promise<{ head: string; body: string }> {
  return new Promise((resolve, reject) => {
    const asking = plainRequest(address, { headers }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (part: string) => (body += part));
      answer.on('end', () => resolve({ head: JSON.stringify(answer.headers), body }));
    });
    asking.on('error', reject).end();
  });
}
