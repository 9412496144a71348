// A whole run with the log as loud as it gets: consent, frames, the Confluence app, links, exports, renewals, the
// end of it all. Afterwards every secret that was given out is looked for in everything that was left behind.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { deploy } from '../fixtures/app.ts';
import { CHART } from '../fixtures/charts.ts';
import { answered } from '../fixtures/complaints.ts';
import { bytesOf, fileOf } from '../fixtures/database.ts';
import { JONAS, MAYA, PRIYA } from '../fixtures/people.ts';
import { Stack } from '../fixtures/stack.ts';
import { expect, test as base } from '../fixtures/test.ts';
import { Traces } from '../fixtures/traces.ts';
import { AccessPage } from '../pages/access.ts';
import { consentIn, LogInPage, ConsentPage } from '../pages/atlassian.ts';
import { Authorizations } from '../pages/authorizations.ts';
import { ChartPage } from '../pages/chart-page.ts';

/** An Inlay that logs everything. */
const test = base.extend<{}, { stack: Stack }>({
  stack: [
    async ({}, use) => {
      const stack = await Stack.start({ env: { INLAY_LOG: 'trace' } });
      await use(stack);
      await stack.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

test('no secret of a whole run is where it must not be', async ({ inlay, stack, confluence, page, context, browser, control, complaints }) => {
  test.setTimeout(180_000);
  complaints.allow(answered(401));
  complaints.allow(answered(403));
  await deploy(stack);
  const traces = new Traces(stack.inlay);
  await traces.listen(context);

  // A frame, cut off from its popup and not; a reload; another page.
  const [frame, other] = await confluence.open([CHART.status, CHART.priority]);
  await consentIn(await frame!.load(), MAYA);
  await frame!.shows('chart');
  await other!.shows('chart');
  await control.set({ coop: true });
  const jonas = await somebody(browser, traces);
  const [theirs] = await confluence.in(jonas).open([CHART.types]);
  await consentIn(await theirs!.load(), JONAS);
  await theirs!.shows('chart');
  await kept(jonas, traces);
  await page.reload();
  await frame!.shows('chart');
  await kept(page, traces);

  // Our own pages, the editor's functions, exports.
  await inlay.open(`/charts/${CHART.status}`);
  await expect(new ChartPage(page).picture).toBeVisible();
  const saved = await inlay.save(inlay.spec('project = SHOP', { title: 'To be shared' }));
  for (const end of ['svg', 'csv', 'json', 'png']) expect((await context.request.get(inlay.url(`/charts/${CHART.status}.${end}`))).status()).toBe(200);

  // A token that ends, and is renewed with an answer that is lost once.
  await control.expire(MAYA);
  await control.fault({ path: '/oauth/token', cut: 'after' });
  await inlay.open(`/charts/${CHART.tile}`);
  await expect(new ChartPage(page).title).toHaveText('Bugs of the shop');

  // By link, and by the Confluence app.
  await inlay.open(`/charts/${saved}/access`);
  const access = new AccessPage(page);
  await access.run(/Everybody who has the link/);
  const link = await access.link();
  const anybody = await somebody(browser, traces);
  await anybody.goto(inlay.url(link));
  await expect(anybody.locator('[data-state="chart"]')).toBeVisible();
  await inlay.open(`/charts/${CHART.priority}/access`);
  await access.run(/logged in to Confluence on/);
  const priya = await somebody(browser, traces);
  const { name, value } = await control.logIn(PRIYA);
  await priya.context().addCookies([{ name, value, url: stack.sandbox.host('wiki') }]);
  await priya.goto(await control.macros([CHART.priority]));
  const inApp = priya.locator('.macro iframe').first().contentFrame().locator('iframe').contentFrame();
  await expect(inApp.locator('[data-state="chart"]')).toBeVisible();
  await kept(priya, traces);
  const exported = await control.invoke<{ image: string }>('/forge/export', { chart: CHART.priority, exportType: 'pdf' });
  expect((await fetch(exported.body.image)).status).toBe(200);

  // Things that fail say so without repeating what they were sent.
  const made = 'made-up-secret-of-somebody';
  for (const address of [`/embed/${CHART.status}?grant=${made}`, `/embed/${CHART.status}?link=${made}`, `/oauth/callback?code=${made}&state=${made}`, `/pictures/${CHART.status}.png?site=${made}&until=1&signature=${made}`]) {
    const answer = await fetch(inlay.url(address), { headers: { authorization: `Bearer ${made}`, cookie: `__Host-inlay=${made}` } });
    traces.note('error page', (await answer.text()).replaceAll(/name="link" value="[^"]*"|data-link="[^"]*"/g, ''));
  }

  // A refused code, a removed authorization, and the end.
  await control.fault({ path: '/oauth/token', status: 403, body: { text: '{"error":"invalid_grant"}' } });
  const refused = await somebody(browser, traces);
  await inlay.in(refused).page.goto(inlay.url('/oauth/start?return=/'));
  await new LogInPage(refused).choose(PRIYA);
  await new ConsentPage(refused).accept();
  await expect(refused.getByRole('heading', { name: 'Connecting to Jira did not work' })).toBeVisible();
  await control.revoke(JONAS);
  const [ended] = await confluence.in(jonas).open([CHART.everything]);
  await ended!.section.waitFor();
  await inlay.open('/authorizations');
  await kept(page, traces);

  const database = bytesOf(fileOf(stack.env.INLAY_DATABASE_URL!)).toString('latin1');
  await new Authorizations(page).removeAll();
  await page.waitForURL(inlay.url('/'));
  await traces.settle();
  traces.note('log', stack.log());
  traces.note('database', database);
  traces.note('database', bytesOf(fileOf(stack.env.INLAY_DATABASE_URL!)).toString('latin1'));
  expect(stack.log()).toMatch(/TRACE/);

  const given = await control.secrets();
  const of = (kind: string) => given.filter((one) => one.kind === kind).map((one) => one.secret);
  const cookies = (named: RegExp) => [...new Set(traces.cookies.filter(({ name }) => named.test(name)).map(({ value }) => value))];
  const sent = (address: RegExp, what: RegExp) => [...new Set(traces.all.filter(({ where }) => address.test(where)).flatMap(({ text }) => [...text.matchAll(what)].map(([, found]) => found!)))];

  /** What there is, how many at least, and the only places where it may be. */
  const rules: { what: string; secrets: string[]; least: number; only: RegExp }[] = [
    { what: 'access tokens of Atlassian’s', secrets: of('access_token'), least: 4, only: /^$/ },
    { what: 'refresh tokens of Atlassian’s', secrets: of('refresh_token'), least: 4, only: /^$/ },
    { what: 'invocation tokens of Forge’s', secrets: of('invocation_token'), least: 2, only: /^$/ },
    { what: 'codes of Atlassian’s', secrets: of('code'), least: 3, only: /^address of GET \/oauth\/callback$/ },
    { what: 'what the operator set', secrets: [stack.env.INLAY_ATLASSIAN_CLIENT_SECRET!, stack.env.INLAY_SECRET_KEYS!.split(':')[1]!], least: 2, only: /^$/ },
    { what: 'sessions of browsers', secrets: cookies(/^__Host-inlay$/), least: 2, only: /^cookie (to|of) / },
    { what: 'what popups remember', secrets: cookies(/^__Host-inlay-consent-/), least: 3, only: /^cookie (to|of) / },
    { what: 'sessions of frames', secrets: sent(/^body of POST \/api\/hand_over/, /"bearer":"([^"]+)"/g), least: 2, only: /^(body of POST \/api\/hand_over|cookie (to|of) .*|authorization to GET \/embed\/…\/view)$/ },
    { what: 'sessions of the app’s frames', secrets: sent(/^body of GET \/embed\/…$/, /data-bearer="([^"]+)"/g), least: 1, only: /^(body of GET \/embed\/…|authorization to GET \/embed\/…\/view)$/ },
    { what: 'tickets of the app', secrets: sent(/^address of/, /[?&]grant=([^&]+)/g), least: 1, only: /^(address of GET \/embed\/…|page that stands around Inlay’s)$/ },
    { what: 'verifiers of frames', secrets: sent(/^sent to POST \/api\/hand_over/, /"verifier":"([^"]+)"/g), least: 2, only: /^sent to POST \/api\/hand_over$/ },
    { what: 'one-time codes', secrets: sent(/^body of GET \/oauth\/callback/, /data-code="([^"]+)"/g), least: 2, only: /^(body of GET \/oauth\/callback|sent to POST \/api\/hand_over)$/ },
    { what: 'signed addresses', secrets: [link.split('link=')[1]!], least: 1, only: /^(address of GET \/embed\/…(\/view)?|body of (GET|POST) .*|sent to POST \/api\/.*)$/ },
    { what: 'signed pictures', secrets: [new URL(exported.body.image).searchParams.get('signature')!], least: 1, only: /^$/ },
    { what: 'what nobody ever gave out', secrets: [made], least: 1, only: /^$/ },
  ];
  const found: string[] = [];
  for (const { what, secrets, least, only } of rules) {
    expect(secrets.length, `${what} that were there to be found`).toBeGreaterThanOrEqual(least);
    for (const secret of secrets) for (const where of traces.places(secret)) if (!only.test(where)) found.push(`${what}: ${where}`);
  }
  expect([...new Set(found)]).toEqual([]);
  // The database keeps hashes; the search would have found a text that is there.
  expect(database).toContain(stack.world.person(MAYA).account_id);
  expect(readFileSync(join(stack.sandbox.folder, 'sandbox.log'), 'utf8')).not.toContain('panicked');
});

/** Another browser, listened to as well. */
async function somebody(browser: import('@playwright/test').Browser, traces: Traces): Promise<Page> {
  const context: BrowserContext = await browser.newContext();
  await traces.listen(context);
  return context.newPage();
}

/** What a page and its frames keep where scripts can read it, and their addresses. */
async function kept(page: Page, traces: Traces): Promise<void> {
  for (const frame of page.frames()) {
    const seen = await frame.evaluate(() => {
      const read = (what: () => string) => {
        try {
          return what();
        } catch {
          return '';
        }
      };
      return {
        storage: read(() => JSON.stringify({ ...localStorage })) + read(() => JSON.stringify({ ...sessionStorage })),
        cookie: read(() => document.cookie),
        address: location.href,
        page: document.documentElement.outerHTML,
      };
    });
    traces.note('storage that scripts read', seen.storage + seen.cookie);
    traces.note('address that stays', seen.address);
    traces.note(traces.isOurs(seen.address) ? 'page that stands' : 'page that stands around Inlay’s', seen.page);
  }
}
