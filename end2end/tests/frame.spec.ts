// What a frame costs the page around it.

import { CHART } from '../fixtures/charts.ts';
import { SEARCH } from '../fixtures/control.ts';
import { MAYA } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { consentIn } from '../pages/atlassian.ts';

test('a frame is a page, a style and a small script: never the application, never wasm', async ({ confluence, context, stack }) => {
  const fetched: { path: string; kind: string; bytes: Promise<number> }[] = [];
  context.on('response', (response) => {
    const { origin, pathname } = new URL(response.url());
    const bytes = response.body().then((body) => body.length, () => 0);
    if (origin === stack.inlay) fetched.push({ path: pathname, kind: response.request().resourceType(), bytes });
  });
  const [frame] = await confluence.open([CHART.status]);
  await consentIn(await frame!.load(), MAYA);
  await frame!.shows('chart');
  expect(fetched.map(({ path }) => path).filter((path) => /\.wasm$|^\/pkg\//.test(path))).toEqual([]);
  const scripts = fetched.filter(({ kind, path }) => kind === 'script' && !path.includes('charts'));
  expect(scripts.length).toBeGreaterThan(0);
  for (const { path, bytes } of scripts) expect(await bytes, path).toBeLessThan(16_000);
  // No control that shares or removes anything.
  await expect(frame!.inside.getByRole('button', { name: /share|remove|stop|delete/i })).toHaveCount(0);
});

test('twenty frames on one page, all being read over HTTP/1.1, ask once and hold nobody up', async ({ confluence, page, control, context, inlay }) => {
  test.slow();
  // Jira takes its time with each query's first page: every frame waits, and a browser opens six connections to one host.
  const slow = { path: SEARCH, delay_ms: 2_500, times: 7 };
  await control.fault(slow);
  const ids = [CHART.status, CHART.priority, CHART.types, CHART.created, CHART.table, CHART.tile, CHART.everything];
  const frames = await confluence.open(Array.from({ length: 20 }, (_, place) => ids[place % ids.length]!), { height: 200 });
  await page.setViewportSize({ width: 1280, height: 6_000 });
  for (const frame of frames) await frame.shows('prompt');
  const protocol = () => (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).nextHopProtocol;
  expect(await frames[0]!.inside.locator('body').evaluate(protocol)).toBe('http/1.1');

  await consentIn(await frames[7]!.load(), MAYA);
  for (const frame of frames) await frame.shows('chart');
  expect(await control.calls('/oauth/token')).toBe(1);

  // The same from the first response on: nothing is held after a restart.
  await control.fault(slow);
  await confluence.leave();
  await inlay.stack.restart();
  await confluence.comeBack();
  // Meanwhile other windows of the same browser are answered.
  const alone = await context.newPage();
  await inlay.in(alone).open('/authorizations');
  await expect(alone.getByRole('heading', { level: 1 })).toBeVisible();
  for (const frame of frames) await frame.shows('chart');
  expect(await control.calls('/oauth/token')).toBe(1);
});
