// Whom the server asks: Atlassian's configured addresses and nobody else, whatever an answer or an id says.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CHART } from '../fixtures/charts.ts';
import { Client, cookiesOf } from '../fixtures/client.ts';
import { SEARCH } from '../fixtures/control.ts';
import { ELENA, MAYA } from '../fixtures/people.ts';
import { expect, test as base } from '../fixtures/test.ts';

/** A server that nobody has a reason to ask, and everything that it was asked. */
class Trap {
  readonly heard: string[] = [];
  constructor(
    readonly address: string,
    readonly server: Server,
  ) {}
}

const test = base.extend<{ trap: Trap }>({
  trap: async ({}, use) => {
    const server = createServer((request, answer) => {
      trap.heard.push(`${request.method} ${request.url}`);
      answer.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const trap = new Trap(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, server);
    await use(trap);
    server.closeAllConnections();
    server.close();
  },
});

test('addresses in Atlassian’s answers are never fetched, and none of them becomes a script', async ({ stack, control, world, trap, inlay, page }) => {
  const { cloud_id: id, name } = world.siteAt(0);
  const site = (url: string) => [{ id, name, url, scopes: ['read:jira-work', 'read:jira-user'], avatarUrl: `${trap.address}/avatar.png` }];
  const { account_id, email } = world.person(ELENA);
  const me = { account_type: 'atlassian', account_id, email, name: ELENA, picture: `${trap.address}/picture.png`, account_status: 'active', zoneinfo: 'UTC', locale: 'en-GB' };
  const answers = (path: string, body: unknown) => ({ path, times: 0, status: 200, body: { text: JSON.stringify(body) } });
  const sites = '/oauth/token/accessible-resources';

  // A site at an address that is none is not taken in at all.
  const client = new Client(stack);
  for (const url of ['javascript:alert(1)//', 'data:text/html,x', 'https:']) {
    await control.fault(answers(sites, site(url)));
    const popup = await client.start();
    const answer = await client.callback(await client.accept(popup, ELENA), popup.state, popup.cookie);
    expect([url, cookiesOf(answer)]).toEqual([url, []]);
    await control.noFaults();
  }

  await control.fault([answers(sites, site(`${trap.address}/site`)), answers('/me', me)]);
  await inlay.signIn(ELENA);
  for (const path of [`/charts/${CHART.status}`, `/charts/${CHART.table}`, '/', '/authorizations', `/embed/${CHART.status}`]) {
    await inlay.open(path);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  }
  // The site's own address is where links lead, and only a click follows them.
  await inlay.open(`/charts/${CHART.status}`);
  await expect(page.locator(`a[href^="${trap.address}/site"]`).first()).toBeAttached();
  for (const end of ['svg', 'png', 'csv', 'json']) expect((await page.request.get(inlay.url(`/charts/${CHART.status}.${end}`))).status()).toBe(200);
  expect(trap.heard).toEqual([]);
});

test('a redirect leads the server nowhere: neither a question nor a token follows it', async ({ stack, control, trap }) => {
  const client = new Client(stack);
  const cookie = await client.signIn(MAYA);
  const headers: [string, string][] = [['location', `${trap.address}/steal`]];
  for (const status of [301, 302, 307, 308]) {
    await control.fault({ path: SEARCH, times: 0, status, headers });
    const view = await client.post('/api/view_chart', { id: CHART.everything }, { cookie });
    expect(view.status, `${status}`).toBeGreaterThanOrEqual(400);
    await control.noFaults();
    // The refresh token is in the body: 307 and 308 would send it along.
    await control.expire(MAYA);
    await control.fault({ path: '/oauth/token', times: 0, status, headers });
    await client.post('/api/view_chart', { id: CHART.everything }, { cookie });
    await control.noFaults();
  }
  const popup = await client.start();
  await control.fault({ path: '/oauth/token', times: 0, status: 307, headers });
  expect(await (await client.callback(await client.accept(popup, MAYA), popup.state, popup.cookie)).text()).toContain('Connecting to Jira did not work');
  expect(trap.heard).toEqual([]);
});

test('what is no cloud id, or is not one of mine, leads to no question at all', async ({ stack, control, world, inlay, trap }) => {
  const client = new Client(stack);
  const [main, lab] = [world.siteAt(0).cloud_id, world.siteAt(1).cloud_id];
  const popup = await client.start();
  const answer = await client.callback(await client.accept(popup, MAYA, { sites: [main] }), popup.state, popup.cookie);
  const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('__Host-inlay='))!.split(';')[0]!;
  const ours = { cookie };
  // Once, so that nothing has to be asked for other reasons.
  expect((await client.post('/api/preview_chart', { spec: inlay.spec('project = SHOP') }, ours)).status).toBe(200);
  await control.noCounters();
  const hostile = [lab, lab.toUpperCase(), '..', '../../oauth/token', `${main}/../${lab}`, `${main}%2f..%2f${lab}`, `${main}?x=`, `${main}#`, trap.address, '@127.0.0.1', '', '00000000-0000-0000-0000-000000000000', 'null'];
  for (const site of hostile) {
    const spec = { ...inlay.spec('project = SHOP'), site };
    for (const [call, body] of [['preview_chart', { spec }], ['save_chart', { spec, id: null, version: null }]] as const) {
      const { status } = await client.post(`/api/${call}`, body, ours);
      expect([call, site, status >= 400 && status < 500]).toEqual([call, site, true]);
    }
    for (const path of [`/sites/${encodeURIComponent(site)}/authorizations`, `/sites/${encodeURIComponent(site)}/log.csv`]) await client.get(path, ours);
  }
  const { total_calls } = await control.counters();
  expect(total_calls).toBe(0);
  expect(trap.heard).toEqual([]);
});
