// A chart's own page, and what each viewer sees of it.

import { CHART, QUERY } from '../fixtures/charts.ts';
import { answered } from '../fixtures/complaints.ts';
import { ELENA, LIAM, MAYA, PRIYA, SOFIA } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { consentIn } from '../pages/atlassian.ts';
import { ChartPage } from '../pages/chart-page.ts';

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a chart is read whole: picture, numbers, where they come from', async ({ inlay, page }) => {
    await inlay.signIn(MAYA, `/charts/${CHART.priority}`);
    const chart = new ChartPage(page);
    await expect(chart.title).toHaveText('Shop by priority');
    await expect(chart.picture.locator('svg')).toBeVisible();
    await expect(page.locator('table.figures')).toBeVisible();
    const numbers = await chart.numbers();
    expect(Object.values(numbers).reduce((sum, count) => sum + count, 0)).toBe(await chart.total());
    await expect(page.getByText('As you see it in Jira')).toBeVisible();
    await expect(page.getByText(/UTC/)).toBeVisible();
  });

  test('signing out is a plain button', async ({ inlay, page }) => {
    await inlay.signIn(MAYA, `/charts/${CHART.status}`);
    const chart = new ChartPage(page);
    await chart.signOut.click();
    await page.waitForURL(inlay.url('/'));
    await inlay.open(`/charts/${CHART.status}`);
    await expect(chart.loadChart).toBeVisible();
    expect(await page.content()).not.toContain('Shop by status');
  });

  test('the prompt is a link that leads to Atlassian and back', async ({ inlay, page }) => {
    await inlay.open(`/charts/${CHART.status}`);
    await new ChartPage(page).loadChart.click();
    await consentIn(page, MAYA);
    await expect(new ChartPage(page).title).toHaveText('Shop by status');
  });

  test('a frame shows the chart, and its numbers unfold', async ({ inlay, page }) => {
    await inlay.signIn(MAYA);
    await inlay.open(`/embed/${CHART.priority}`);
    await expect(page.locator('[data-part="stage"] svg')).toBeVisible();
    await page.getByText('Numbers', { exact: true }).click();
    await expect(page.getByRole('region', { name: 'Numbers' }).getByRole('row').first()).toBeVisible();
  });

  test('the editor says that it needs JavaScript', async ({ inlay, page }) => {
    await inlay.signIn(MAYA, '/charts/new');
    const said = page.locator('noscript p');
    await expect(said).toBeVisible();
    expect(await said.innerText()).toContain('The editor needs JavaScript.');
  });
});

test('a chart’s page asks in place, and shows the chart without a reload', async ({ inlay, page }) => {
  const chart = new ChartPage(page);
  await inlay.open(`/charts/${CHART.status}`);
  await page.evaluate(() => Object.assign(window, { stillTheSame: true }));
  const window_ = await chart.load();
  await consentIn(window_, MAYA);
  await expect(chart.title).toHaveText('Shop by status');
  await expect(chart.picture.locator('canvas')).toBeVisible();
  expect(await page.evaluate(() => (window as { stillTheSame?: boolean }).stillTheSame)).toBe(true);
  await expect(page.getByText(MAYA)).toBeVisible();
});

test('a chart that takes its time says how far it is, and comes by itself', async ({ inlay, page, control }) => {
  await inlay.signIn(ELENA);
  await control.latency(700);
  const began = Date.now();
  await inlay.open(`/charts/${CHART.everything}`);
  const chart = new ChartPage(page);
  await expect(chart.title).toHaveText('Everything by project');
  await expect(page.getByRole('status').filter({ hasText: /Asking Jira|of about [\d,]+ (issues|questions)/ })).toBeVisible();
  expect(Date.now() - began, 'milliseconds until the page said something').toBeLessThan(10_000);
  await control.latency(0);
  await expect(chart.picture.locator('canvas')).toBeVisible({ timeout: 30_000 });
  expect(await chart.total()).toBeGreaterThan(1_000);
});

test('every number leads to its issues, and Jira finds as many', async ({ inlay, page, context, control, stack }) => {
  const { name, value } = await control.logIn(MAYA);
  await context.addCookies([{ name, value, url: stack.sandbox.host('northwind') }]);
  await inlay.signIn(MAYA);
  for (const id of [CHART.priority, CHART.types]) {
    await inlay.open(`/charts/${id}`);
    const links = page.locator('table.figures').last().getByRole('link');
    if (id === CHART.types) await page.getByText('The numbers as a table').click();
    await expect(links.first()).toBeVisible();
    for (const place of [0, Math.floor((await links.count()) / 2), -1]) {
      const link = links.nth(place);
      const said = (await link.textContent())?.replaceAll(',', '') ?? '';
      const jira = await context.newPage();
      await jira.goto((await link.getAttribute('href')) ?? '');
      await expect(jira.locator('[data-count]'), `${id}, number ${place}`).toHaveAttribute('data-count', said);
      await jira.close();
    }
  }
});

test('an unknown chart and one on a site that I did not authorize look the same', async ({ inlay, page, world }) => {
  await inlay.signIn(MAYA, '/', world.siteAt(0).name);
  const seen: Record<string, string> = {};
  for (const id of [CHART.lab, CHART.unknown]) {
    const answer = await inlay.open(`/charts/${id}`);
    await expect(new ChartPage(page).loadChart).toBeVisible();
    const text = await page.locator('main').innerText();
    seen[id] = `${answer?.status()} ${await page.title()} ${text}`;
    const frame = await inlay.open(`/embed/${id}`);
    const inside = (await page.locator('#frame').innerHTML()).replaceAll(id, 'ID');
    seen[id] += `${frame?.status()} ${await page.title()} ${inside}`;
  }
  expect(seen[CHART.unknown]).toBe(seen[CHART.lab]);
});

test('and so they do to somebody whom nobody knows', async ({ page, inlay }) => {
  const seen: string[] = [];
  for (const id of [CHART.status, CHART.unknown]) {
    const answer = await inlay.open(`/embed/${id}`);
    seen.push(`${answer?.status()} ${(await page.locator('#frame').innerHTML()).replaceAll(id, 'ID')}`);
  }
  expect(seen[1]).toBe(seen[0]);
});

test('an unknown chart is not found by somebody whose sites are all authorized', async ({ inlay, page, complaints }) => {
  complaints.allow(answered(404));
  await inlay.signIn(MAYA, '/', 'All my sites');
  await inlay.open(`/charts/${CHART.unknown}`);
  await expect(page.locator('main')).toContainText(/no such chart|another Jira site, or does not exist/i);
});

test('everybody sees what Jira shows them and no more', async ({ browser, inlay, stack, complaints }) => {
  const seen: Record<string, Record<string, number>> = {};
  for (const person of [MAYA, LIAM, PRIYA]) {
    const context = await browser.newContext({ javaScriptEnabled: false });
    complaints.listen(context);
    const page = await context.newPage();
    await inlay.in(page, false).signIn(person, `/charts/${CHART.everything}`);
    const chart = new ChartPage(page);
    seen[person] = await chart.numbers();
    expect(await chart.total()).toBe(await inlay.navigatorCount(context, person, QUERY.everything));
    await context.close();
  }
  expect(Object.keys(seen[PRIYA]!)).toHaveLength(1);
  expect(Object.keys(seen[LIAM]!)).toHaveLength(Object.keys(seen[MAYA]!).length);
  const sum = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0);
  expect(sum(seen[LIAM]!)).toBeLessThan(sum(seen[MAYA]!));
  expect(stack.world.siteAt(0).projects.length).toBeGreaterThan(1);
});

test('somebody without access to the site is asked for it, never shown the title', async ({ inlay, page }) => {
  await inlay.signIn(SOFIA);
  await inlay.open(`/charts/${CHART.status}`);
  await expect(new ChartPage(page).loadChart).toBeVisible();
  expect(await page.content()).not.toContain('Shop by status');
});

test('the frame’s numbers are those of Jira’s navigator', async ({ confluence, context, inlay }) => {
  const [frame] = await confluence.open([CHART.table]);
  await consentIn(await frame!.load(), MAYA);
  await frame!.shows('chart');
  const numbers = await frame!.numbers();
  const [first] = Object.entries(numbers).filter(([name]) => !/others|none/i.test(name));
  expect(first).toBeDefined();
  const [name, count] = first!;
  expect(await inlay.navigatorCount(context, MAYA, `${QUERY.shop} AND assignee = "${name}"`)).toBe(count);
  const total = await inlay.navigatorCount(context, MAYA, QUERY.shop);
  await expect(frame!.foot).toContainText(`${total.toLocaleString('en')} issues`);
});

test('a chart without issues says so', async ({ inlay, page }) => {
  await inlay.signIn(MAYA, `/charts/${CHART.nothing}`);
  await expect(page.getByText('No issues.')).toBeVisible();
  await inlay.open(`/embed/${CHART.nothing}`);
  await expect(page.getByText('No issues match')).toBeVisible();
});

test('a long reading shows how far it is, then the chart', async ({ confluence, control }) => {
  const [frame] = await confluence.open([CHART.everything]);
  await control.latency(900);
  await consentIn(await frame!.load(), MAYA);
  await frame!.shows('progress');
  // Longer than a frame lets pass between two questions: it meets each stage of the reading.
  await control.latency(4_000);
  await expect(frame!.inside.getByText(/of about [\d,]+ (issues|questions)/)).toBeVisible({ timeout: 30_000 });
  await control.latency(0);
  await frame!.shows('chart');
});

test('pointing at a chart makes it interactive', async ({ confluence }) => {
  const [frame] = await confluence.open([CHART.status]);
  await consentIn(await frame!.load(), MAYA);
  await frame!.shows('chart');
  await frame!.inside.locator('[data-part="stage"]').hover();
  await expect(frame!.inside.locator('[data-part="stage"] canvas').first()).toBeVisible();
});
