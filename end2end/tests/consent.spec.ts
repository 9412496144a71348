// From the prompt inside a Confluence page to the chart, once, and never again.

import { ConsentPage, LogInPage, consentIn } from '../pages/atlassian.ts';
import { CHART } from '../fixtures/charts.ts';
import { CHEN, MAYA } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';

for (const coop of [false, true]) {
  test(`a chart appears in the page after one consent, without a reload, ${coop ? 'even where' : 'where no'} Atlassian cuts the window off`, async ({ confluence, control }) => {
    await control.set({ coop });
    const [frame] = await confluence.open([CHART.status]);
    await frame!.shows('prompt');
    await expect(frame!.heading).toHaveText('See this chart with your Jira permissions');
    await frame!.mark();

    const window = await frame!.load();
    await expect(new LogInPage(window).heading).toBeVisible();
    const closed = window.waitForEvent('close', { timeout: 15_000 });
    await consentIn(window, MAYA);

    await frame!.shows('chart');
    await expect(frame!.heading).toHaveText('Shop by status');
    await expect(frame!.picture).toBeVisible();
    await expect(frame!.foot).toContainText('As Maya Lindqvist sees it');
    expect(await frame!.isMarked()).toBe(true);
    await closed;
  });
}

test('one consent loads every chart of the page, and a reload asks nothing', async ({ confluence, page, control }) => {
  const frames = await confluence.open([CHART.status, CHART.priority, CHART.types]);
  for (const frame of frames) await frame.shows('prompt');
  for (const frame of frames) await frame.mark();
  const windows: unknown[] = [];
  page.on('popup', (window) => windows.push(window));

  await consentIn(await frames[1]!.load(), MAYA);
  for (const frame of frames) await frame.shows('chart');
  for (const frame of frames) expect(await frame.isMarked()).toBe(true);

  const documents = frameDocuments(page);
  await page.reload();
  for (const frame of frames) await frame.shows('chart');
  for (const html of await documents()) expect(html).toContain('<svg');
  expect(windows).toHaveLength(1);
  expect(await control.calls('/oauth/token')).toBe(1);
});

test('a chart on another page of the wiki loads by itself later', async ({ confluence, page }) => {
  const [frame] = await confluence.open([CHART.status]);
  await consentIn(await frame!.load(), MAYA);
  await frame!.shows('chart');

  const documents = frameDocuments(page);
  const [other] = await confluence.open([CHART.table]);
  await other!.shows('chart');
  const [html] = await documents();
  expect(html).toContain('data-state="chart"');
  expect(html).toContain('Shop by assignee');
});

test('a chart in an app’s frame inside the page, as Forge nests it, hands over too', async ({ confluence }) => {
  const [frame] = await confluence.open([CHART.priority], { forge: true });
  await frame!.shows('prompt');
  await consentIn(await frame!.load(), MAYA);
  await frame!.shows('chart');
});

test('where browsers refuse even partitioned cookies, a reload costs one click and no consent', async ({ confluence, page, context, control }) => {
  // As a browser would: the answer is the same, its cookie is not kept.
  await context.route('**/api/hand_over', async (route) => {
    const answer = await route.fetch();
    const headers = answer.headers();
    delete headers['set-cookie'];
    await route.fulfill({ response: answer, headers });
  });
  const frames = await confluence.open([CHART.status, CHART.priority]);
  await consentIn(await frames[0]!.load(), MAYA);
  for (const frame of frames) await frame.shows('chart');

  await page.reload();
  for (const frame of frames) await frame.shows('prompt');
  const window = await frames[0]!.load();
  for (const frame of frames) await frame.shows('chart');
  await expect.poll(() => window.isClosed()).toBe(true);
  expect(await control.calls('/oauth/token')).toBe(1);
});

test('Cancel at Atlassian says what happened, in the window and in the frame, and shows a way on', async ({ confluence }) => {
  const [frame] = await confluence.open([CHART.status]);
  await frame!.mark();
  const window = await frame!.load();
  await new LogInPage(window).choose(MAYA);
  await new ConsentPage(window).cancel();

  await expect(window.getByRole('heading', { name: 'You did not authorize Inlay' })).toBeVisible();
  await expect(frame!.inside.getByRole('status')).toContainText('You did not authorize Inlay');
  await frame!.shows('prompt');

  await window.getByRole('link', { name: 'Try again' }).click();
  await new ConsentPage(window).accept();
  // The frame has gone on waiting for that window.
  await frame!.shows('chart');
  expect(await frame!.isMarked()).toBe(true);
});

test('a wrong site is named, and choosing the right one then works', async ({ confluence, world }) => {
  const [frame] = await confluence.open([CHART.status]);
  const window = await frame!.load();
  await new LogInPage(window).choose(MAYA);
  await new ConsentPage(window).accept(world.siteAt(1).name);

  await expect(window.getByRole('heading', { name: 'This chart needs another Jira site' })).toBeVisible();
  await expect(window.getByText(world.siteAt(1).name)).toBeVisible();
  await expect(frame!.section).toContainText(world.siteAt(1).name);
  await window.close();

  const again = await frame!.load();
  await new ConsentPage(again).accept(world.siteAt(0).name);
  await frame!.shows('chart');
});

test('somebody without any Jira site is told so', async ({ confluence }) => {
  const [frame] = await confluence.open([CHART.status]);
  const window = await frame!.load();
  await new LogInPage(window).choose(CHEN);
  await expect(window.getByText('You have no site on which you could use the app.')).toBeVisible();
});

test('a window that the browser blocks leaves a link in its place', async ({ confluence, page, context }) => {
  await context.addInitScript(() => {
    window.open = () => null;
  });
  const [frame] = await confluence.open([CHART.status]);
  await frame!.loadChart.click();
  const link = frame!.inside.getByRole('link', { name: 'Open Atlassian yourself' });
  const [popup] = await Promise.all([page.waitForEvent('popup'), link.click()]);
  await consentIn(popup, MAYA);
  await frame!.shows('chart');
});

/** Collects the first HTML response of every frame from now on. */
function frameDocuments(page: import('@playwright/test').Page): () => Promise<string[]> {
  const texts: Promise<string>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'document' && /\/embed\/[^/]+$/.test(new URL(response.url()).pathname)) texts.push(response.text());
  });
  return () => Promise.all(texts);
}
