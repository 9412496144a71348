// What Atlassian may do to us, and the sentence that each ends in.

import { CHART } from '../fixtures/charts.ts';
import { SEARCH, type Fault } from '../fixtures/control.ts';
import { ELENA, MAYA, OLIVER } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { answered } from '../fixtures/complaints.ts';
import { ConsentPage, consentIn } from '../pages/atlassian.ts';
import { ChartPage } from '../pages/chart-page.ts';

test('a token that ended is renewed unseen', async ({ inlay, page, control }) => {
  await inlay.signIn(MAYA);
  await control.expire(MAYA);
  await inlay.open(`/charts/${CHART.status}`);
  await expect(new ChartPage(page).title).toHaveText('Shop by status');
  const { refreshes, reuse_events } = await control.counters();
  expect([refreshes, reuse_events]).toEqual([1, 0]);
});

test('a token is renewed before it ends', async ({ inlay, page, control }) => {
  await control.set({ access_token_seconds: 30 });
  await inlay.signIn(MAYA);
  await inlay.open(`/charts/${CHART.status}`);
  await expect(new ChartPage(page).title).toHaveText('Shop by status');
  expect((await control.counters()).refreshes).toBeGreaterThan(0);
});

test('several requests at the same moment refresh once', async ({ inlay, page, control }) => {
  await inlay.signIn(OLIVER);
  await control.expire(OLIVER);
  await control.latency(100);
  const specs = ['SHOP', 'OPS', 'FIN', 'APP'].map((project) => inlay.spec(`project = ${project}`));
  const statuses = await Promise.all(specs.map((spec) => inlay.call('preview_chart', { spec }).then(({ status }) => status)));
  expect(statuses).toEqual([200, 200, 200, 200]);
  const { refreshes, reuse_events } = await control.counters();
  expect([refreshes, reuse_events]).toEqual([1, 0]);
  await expect(page.getByRole('heading', { name: 'Your charts' })).toBeVisible();
});

test('a refresh whose answer is lost does not cost the grant', async ({ inlay, page, control }) => {
  await inlay.signIn(MAYA);
  await control.expire(MAYA);
  await control.fault({ path: '/oauth/token', cut: 'after' });
  await inlay.open(`/charts/${CHART.status}`);
  await expect(new ChartPage(page).title).toHaveText('Shop by status', { timeout: 20_000 });
});

for (const dialect of [
  { refresh_errors: 'invalid_grant', refresh_error_status: 403 },
  { refresh_errors: 'unauthorized_client', refresh_error_status: 403 },
  { refresh_errors: 'expired_or_revoked', refresh_error_status: 400 },
]) {
  test(`a removed authorization leads back to the prompt and says so (${dialect.refresh_errors})`, async ({ inlay, confluence, page, control }) => {
    await control.set({ ...dialect, access_outlives_removal: false });
    const [frame] = await confluence.open([CHART.status]);
    await consentIn(await frame!.load(), MAYA);
    await frame!.shows('chart');
    await control.revoke(MAYA);
    // Held numbers need no question to Jira; another query does.
    const [other] = await confluence.open([CHART.everything]);
    await other!.shows('prompt');
    await expect(other!.heading).toHaveText('Your access to Jira has ended');
    await expect(other!.section).toContainText('it was removed or replaced by a later one, it expired, or your password changed');

    // Atlassian knows the person in this browser already.
    await new ConsentPage(await other!.load()).accept();
    await other!.shows('chart');
    await inlay.open(`/charts/${CHART.status}`);
    await expect(new ChartPage(page).title).toHaveText('Shop by status');
  });
}

test('an app that a site’s administrator removed is told as such', async ({ inlay, page, control, world, complaints }) => {
  complaints.allow(answered(403));
  await inlay.signIn(MAYA);
  await control.uninstall(world.siteAt(0).cloud_id);
  await inlay.open(`/charts/${CHART.everything}`);
  await expect(page.locator('main')).toContainText(/may not read this Jira site any more|no longer accepts your authorization/);
});

/** Each fault meets every search until the test's end. */
const ENDS: { name: string; fault: Omit<Fault, 'path'>; says: RegExp; status: number; slow?: boolean; lasts?: boolean }[] = [
  { name: '400 with a sentence', fault: { status: 400, body: { text: '{"errorMessages":["The value \'X\' does not exist."],"errors":{}}' } }, says: /The value 'X' does not exist\./, status: 422 },
  { name: '403', fault: { status: 403 }, says: /Jira does not show this to you/, status: 403 },
  { name: '404', fault: { status: 404 }, says: /Jira does not show this to you/, status: 403 },
  { name: '410', fault: { status: 410 }, says: /no longer offers a call that Inlay needs/, status: 503 },
  { name: '429 for long', fault: { status: 429, retry_after: '300' }, says: /Try again in 5 minutes/, status: 429, lasts: true },
  { name: '500', fault: { status: 500, body: 'html' }, says: /Jira is not answering/, status: 503, slow: true },
  { name: 'an answer that is no JSON', fault: { status: 200, body: 'html' }, says: /does not understand|is not answering/, status: 503, slow: true },
  { name: 'a cut connection', fault: { cut: 'within' }, says: /Jira is not answering/, status: 503, slow: true },
  { name: 'no answer at all', fault: { delay_ms: 25_000, cut: 'before' }, says: /Jira is not answering/, status: 503, slow: true },
];

for (const end of ENDS) {
  test(`Jira answers with ${end.name}: the page and the frame say it in the right sentence`, async ({ inlay, confluence, page, context, control, complaints }) => {
    if (end.slow) test.setTimeout(150_000);
    complaints.expect(answered(end.status));
    await inlay.signIn(ELENA);
    await control.fault({ path: SEARCH, times: 0, ...end.fault });
    // Both at once: they wait for the same question.
    const [frame] = await confluence.open([CHART.everything]);
    await frame!.load();
    const alone = await context.newPage();
    const patience = { timeout: end.slow ? 60_000 : 20_000 };
    await inlay.in(alone).open(`/charts/${CHART.everything}`);
    await expect(new ChartPage(alone).trouble).toContainText(end.says, patience);
    await expect(alone.getByRole('navigation', { name: 'Main' })).toBeVisible();
    await expect(frame!.section).toHaveAttribute('data-state', 'error', patience);
    await expect(frame!.section).toContainText(end.says);
    const { status } = await inlay.in(alone).call('view_chart', { id: CHART.everything });
    expect(status).toBe(end.status);

    // Jira named the moment: before it, nobody is asked again.
    if (end.lasts) return;
    // Once Jira answers again, so do we.
    await control.noFaults();
    const again = frame!.inside.getByRole('button', { name: 'Try again' });
    await expect(async () => {
      if (await again.isVisible()) await again.click();
      else await page.reload();
      await expect(frame!.section).toHaveAttribute('data-state', 'chart', { timeout: 4_000 });
    }).toPass({ timeout: 20_000 });
  });
}

test('a short 429 is waited for', async ({ inlay, page, control }) => {
  await inlay.signIn(ELENA);
  await control.fault({ path: SEARCH, status: 429, retry_after: '1' });
  await inlay.open(`/charts/${CHART.status}`);
  await expect(new ChartPage(page).title).toHaveText('Shop by status');
});

test('a single 503 is tried again', async ({ inlay, page, control }) => {
  await inlay.signIn(ELENA);
  await control.fault({ path: SEARCH, status: 503, body: 'html' });
  await inlay.open(`/charts/${CHART.priority}`);
  await expect(new ChartPage(page).title).toHaveText('Shop by priority');
});

test('a 401 that no refresh heals ends at the prompt', async ({ inlay, page, control }) => {
  await inlay.signIn(ELENA);
  await control.fault({ path: SEARCH, status: 401, times: 0 });
  await inlay.open(`/charts/${CHART.everything}`);
  await expect(new ChartPage(page).loadChart).toBeVisible();
  await expect(page.getByText('no longer accepts your authorization')).toBeVisible();
});

test('where the exchange of the code fails, the window says so and offers to try again', async ({ confluence, control, complaints }) => {
  complaints.allow(answered(503));
  await control.fault({ path: '/oauth/token', status: 500, times: 0 });
  const [frame] = await confluence.open([CHART.status]);
  const window = await frame!.load();
  await consentIn(window, MAYA);
  await expect(window.getByRole('heading', { name: 'Connecting to Jira did not work' })).toBeVisible({ timeout: 30_000 });
  await control.noFaults();
  await window.getByRole('link', { name: 'Try again' }).click();
});

test('a query that Jira refuses shows Jira’s own sentence to who may mend it', async ({ inlay, page, complaints }) => {
  complaints.expect(answered(422));
  await inlay.signIn(MAYA);
  await inlay.open(`/charts/${CHART.broken}`);
  await expect(new ChartPage(page).trouble).toContainText("The value 'NOSUCHPROJECT' does not exist for the field 'project'.");
});
