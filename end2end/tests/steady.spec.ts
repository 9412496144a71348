// Nothing jumps: not while a page loads, and not while an answer is awaited.

import type { Page } from '@playwright/test';
import { CHART, QUERY } from '../fixtures/charts.ts';
import { MAYA } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { ChartPage } from '../pages/chart-page.ts';
import { Editor } from '../pages/editor.ts';

/** What moved, as the browser says it; a move right after a key or a click is what somebody wanted. */
interface Shift {
  value: number;
  what: string[];
}

declare global {
  interface Window {
    shifts: Shift[];
  }
}

/** Notes every shift of the pages that are opened from now on. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.shifts = [];
    type Entry = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[] };
    const note = (list: PerformanceObserverEntryList) => {
      for (const entry of list.getEntries() as Entry[]) {
        if (entry.hadRecentInput) continue;
        const what = entry.sources.map(({ node, previousRect: was, currentRect: is }) => {
          const name = node instanceof Element ? `${node.localName}.${node.className}` : (node?.textContent ?? 'something');
          return `${name}: ${was.x},${was.y} ${was.width}x${was.height} -> ${is.x},${is.y} ${is.width}x${is.height}`;
        });
        window.shifts.push({ value: entry.value, what });
      }
    };
    new PerformanceObserver(note).observe({ type: 'layout-shift', buffered: true });
  });
}

/** Two frames later, so that the browser has noted what it painted. */
async function expectSteady(page: Page, what: string): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  expect(await page.evaluate(() => window.shifts), what).toEqual([]);
}

test('many editors opened at the same time are all there', async ({ inlay, page }) => {
  await inlay.signIn(MAYA);
  for (let round = 0; round < 20; round += 1) {
    const paths = ['/charts/new', `/charts/${CHART.status}/edit`, '/charts/new', '/charts/new', '/charts/new', '/charts/new'];
    const answers = await Promise.all(paths.map((path) => page.request.get(inlay.url(path))));
    expect(answers.map((answer) => answer.status())).toEqual(paths.map(() => 200));
  }
});

for (const width of [1280, 400]) {
  test(`pages stay where they are while they load, ${width} wide`, async ({ inlay, page }) => {
    await page.setViewportSize({ width, height: 800 });
    await watchShifts(page);
    await inlay.signIn(MAYA);
    const charts = [CHART.priority, CHART.types, CHART.table, CHART.tile, CHART.nothing];
    // Read once: how a page says that a chart is still being read has a test of its own.
    for (const id of charts) expect((await page.request.get(inlay.url(`/charts/${id}.json`))).ok()).toBe(true);
    for (const id of charts) {
      await inlay.open(`/charts/${id}`);
      await expect(new ChartPage(page).title).toBeVisible();
      await expect(page.locator('.picture canvas, table.figures, .tile-number, .empty').first()).toBeVisible();
      await expectSteady(page, `chart ${id}`);
      await inlay.open(`/embed/${id}`);
      await expect(page.locator('[data-state="chart"]')).toBeVisible();
      await page.waitForLoadState('networkidle');
      await expectSteady(page, `frame ${id}`);
    }
    await inlay.open('/');
    await expect(page.getByRole('heading', { name: 'Your charts' })).toBeVisible();
    await expectSteady(page, 'home');
    const { body } = await inlay.call<{ id: string }>('save_template', { name: `Kept at ${width}`, spec: inlay.spec('project = SHOP') });
    await inlay.open('/charts/new');
    await expect(page.getByRole('list', { name: 'Yours' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Web Shop' })).toBeVisible();
    await expectSteady(page, 'a new chart');
    await inlay.call('delete_template', { id: body.id });
  });

  test(`the editor stays where it is while the chart comes, ${width} wide`, async ({ inlay, page, control }) => {
    await page.setViewportSize({ width, height: 800 });
    await watchShifts(page);
    await inlay.signIn(MAYA);
    await control.latency(250);
    await inlay.open(`/charts/${CHART.priority}/edit`);
    const editor = new Editor(page);
    await expect(editor.preview.locator('canvas').first()).toBeVisible({ timeout: 30_000 });
    await expect(editor.value('High')).toBeVisible();
    await editor.settled();
    await expectSteady(page, 'the editor');
  });
}

test('a chart that takes its time comes into the room that was kept for it', async ({ inlay, page, control }) => {
  await watchShifts(page);
  await inlay.signIn(MAYA);
  const id = await inlay.save(inlay.spec(`${QUERY.everything} AND project is not EMPTY`, { title: 'Slowly', kind: 'bar' }));
  await control.latency(700);
  await inlay.open(`/charts/${id}`);
  await expect(page.getByRole('status').filter({ hasText: /Asking Jira|of about [\d,]+ issues/ })).toBeVisible();
  await control.latency(0);
  await expect(new ChartPage(page).picture.locator('canvas')).toBeVisible({ timeout: 30_000 });
  await expectSteady(page, 'the page');
});

test('a slow answer never takes the place of a newer one, and the last picture stays until then', async ({ inlay, page }) => {
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.after(() => editor.jql.fill(QUERY.shop));
  await editor.after(() => editor.kind('Table').click());
  const statuses = await editor.numbers();

  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/api/preview_chart', async (route) => {
    const asked = route.request().postDataJSON() as { spec: { chart_by: { field: string } } };
    if (asked.spec.chart_by.field === 'priority') await held;
    await route.continue();
  });
  const slow = page.waitForResponse((answer) => answer.url().endsWith('/api/preview_chart') && answer.request().postData()!.includes('"priority"'));
  const asked = page.waitForRequest((request) => request.url().endsWith('/api/preview_chart') && request.postData()!.includes('"priority"'));
  await editor.field.click();
  await editor.field.fill('Priority');
  await page.getByRole('listbox').getByRole('option', { name: /^Priority/ }).first().click();
  await asked;
  await expect(editor.preview).toHaveAttribute('aria-busy', 'true');
  expect(await editor.numbers(), 'the last picture').toEqual(statuses);

  await editor.field.click();
  await editor.field.fill('Issue Type');
  await page.getByRole('listbox').getByRole('option', { name: /^Issue Type/ }).first().click();
  await editor.settled();
  await expect(editor.preview.getByRole('rowheader', { name: 'Bug', exact: true })).toBeVisible();
  const types = await editor.numbers();
  letGo();
  await (await slow).finished();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  expect(await editor.numbers()).toEqual(types);
  await editor.settled();
});
