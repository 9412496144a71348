// What was authorized once goes on: after a restart, after the token's hour. And what of it no longer holds says so.

import { CHART } from '../fixtures/charts.ts';
import { SEARCH } from '../fixtures/control.ts';
import { JONAS, MAYA, OLIVER } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { ConsentPage, consentIn, LogInPage } from '../pages/atlassian.ts';
import { ChartPage } from '../pages/chart-page.ts';

test('after a restart of the server, and after the access token’s hour, every chart loads by itself', async ({ confluence, inlay, stack, page, control }) => {
  await control.set({ access_token_seconds: 30 });
  const [frame] = await confluence.open([CHART.status]);
  await consentIn(await frame!.load(), MAYA);
  await frame!.shows('chart');
  const windows: unknown[] = [];
  page.on('popup', (window) => windows.push(window));

  // An hour later, for both: the token is refused, and Inlay knows that it is old.
  await control.set({ access_token_seconds: 3600 });
  await control.advance(3601);
  await control.noCounters();
  await confluence.leave();
  await stack.restart();
  await confluence.comeBack();
  await frame!.shows('chart');
  await expect(frame!.heading).toHaveText('Shop by status');
  await expect(frame!.foot).toContainText('As Maya Lindqvist sees it');
  const [other] = await confluence.open([CHART.everything]);
  await other!.shows('chart');
  await inlay.open(`/charts/${CHART.types}`);
  await expect(new ChartPage(page).title).toHaveText('Status of each type');

  expect(windows).toEqual([]);
  const { refreshes, reuse_events } = await control.counters();
  expect([refreshes, reuse_events]).toEqual([1, 0]);
});

test('a restart while a chart is being read ends in the chart all the same', async ({ confluence, stack, control, complaints }) => {
  // While the server is away the frame hears nothing, and the browser says so.
  complaints.allow(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED_ENCODING/);
  const [first] = await confluence.open([CHART.status]);
  await consentIn(await first!.load(), OLIVER);
  await first!.shows('chart');
  await control.fault({ path: SEARCH, delay_ms: 3_000 });
  const [frame] = await confluence.open([CHART.everything]);
  await frame!.shows('progress');
  await stack.restart();
  const again = frame!.inside.getByRole('button', { name: 'Try again' });
  await expect(frame!.section.and(frame!.inside.locator('[data-state="chart"]')).or(again).first()).toBeVisible({ timeout: 15_000 });
  if (await again.isVisible()) await again.click();
  await frame!.shows('chart');
});

test('an authorization that covers too little is refused in the window, in words, and leads on', async ({ confluence, control }) => {
  const [frame] = await confluence.open([CHART.status]);
  const window = await frame!.load();
  const logIn = new LogInPage(window);
  await expect(logIn.heading).toBeVisible();
  // Atlassian's answer to a consent for fewer scopes than were asked for.
  const asked = new URL(new URL(window.url()).searchParams.get('continue') ?? '', window.url()).searchParams;
  const code = await control.consent(JONAS, { scopes: ['read:me', 'offline_access'], code_challenge: asked.get('code_challenge') });
  await window.goto(`${asked.get('redirect_uri')}?${new URLSearchParams({ code, state: asked.get('state') ?? '' })}`);
  const sentence = 'The authorization does not cover reading Jira issues. Try again and accept all that Inlay asks for.';
  await expect(window.getByText(sentence)).toBeVisible();
  await expect(frame!.inside.getByRole('status')).toContainText(sentence);
  await window.getByRole('link', { name: 'Try again' }).click();
  await consentIn(window, JONAS);
  await frame!.shows('chart');
});

test('an authorization that no longer covers reading issues is told as such', async ({ confluence, control }) => {
  const [first] = await confluence.open([CHART.status]);
  await consentIn(await first!.load(), JONAS);
  await first!.shows('chart');
  await control.fault({ path: SEARCH, times: 0, status: 401, body: { text: '{"code":401,"message":"Unauthorized; scope does not match"}' } });
  const [frame] = await confluence.open([CHART.everything]);
  await frame!.shows('prompt');
  await expect(frame!.heading).toHaveText('Inlay may not read your issues any more');
  await control.noFaults();
  await new ConsentPage(await frame!.load()).accept();
  await frame!.shows('chart');
});

test('an authorization that a later one replaced leads back to the prompt, and a new one mends it', async ({ confluence, control }) => {
  const [first] = await confluence.open([CHART.status]);
  await consentIn(await first!.load(), MAYA);
  await first!.shows('chart');
  // The same app is authorized again, elsewhere, for less: Atlassian ends what it gave before.
  await control.tokens(MAYA, { scopes: ['read:jira-work', 'offline_access'] });
  await control.expire(MAYA);
  const [frame] = await confluence.open([CHART.everything]);
  await frame!.shows('prompt');
  await expect(frame!.heading).toHaveText('Your access to Jira has ended');
  await expect(frame!.section).toContainText('Authorize again and the chart loads.');
  await new ConsentPage(await frame!.load()).accept();
  await frame!.shows('chart');
});
