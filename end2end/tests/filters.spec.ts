// Whoever looks at a chart narrows it: in its frame, with all charts of the page, and on its own page.

import type { FrameLocator, Page } from '@playwright/test';
import { CHART, QUERY, type Spec } from '../fixtures/charts.ts';
import { look } from '../fixtures/look.ts';
import { ELENA, MAYA } from '../fixtures/people.ts';
import { expect, test, type Inlay } from '../fixtures/test.ts';
import { AccessPage } from '../pages/access.ts';
import { ChartPage } from '../pages/chart-page.ts';
import { Editor } from '../pages/editor.ts';
import { FilterBar } from '../pages/filter-bar.ts';

const FILTERS = [{ field: 'priority' }, { field: 'labels' }, { text: true }];

/** A chart of the shop that offers filters. */
const offering = (inlay: Inlay, more: Partial<Spec> = {}) => inlay.spec(QUERY.shop, { title: 'Shop by status', kind: 'table', filters: FILTERS, ...more });

/** The total under a chart's numbers. */
const total = (around: Page | FrameLocator) => around.locator('table tfoot td').first();

/** How many issues Jira itself finds. */
async function jira(inlay: Inlay, page: Page, jql: string): Promise<string> {
  return (await inlay.navigatorCount(page.context(), MAYA, jql)).toLocaleString('en');
}

/** The words of a page's or a frame's address. */
const words = (page: Page) => [...new URL(page.url()).searchParams].filter(([name]) => /^(filter\.|how\.|text$)/.test(name));

test('without JavaScript a link’s frame is narrowed by its own filters, and keeps its link', async ({ inlay, page, browser }) => {
  await inlay.signIn(MAYA);
  const id = await inlay.save(offering(inlay, { filters: [{ field: 'priority' }, { field: 'issuetype' }] }));
  await inlay.open(`/charts/${id}/access`);
  const access = new AccessPage(page);
  await access.run(/Everybody who has the link/);
  const link = await access.link();
  const [high, notHigh, all] = [await jira(inlay, page, 'project = SHOP AND priority = High'), await jira(inlay, page, 'project = SHOP AND priority != High'), await jira(inlay, page, QUERY.shop)];

  const anybody = await browser.newContext({ javaScriptEnabled: false });
  const theirs = await anybody.newPage();
  await theirs.goto(inlay.url(link));
  const bar = new FilterBar(theirs);
  await expect(total(theirs)).toHaveText(all);
  await expect(bar.text).toHaveCount(0);
  await expect(bar.clear).toHaveCount(0);

  await bar.open('Priority');
  await expect(bar.way('all of')).toHaveCount(0);
  await bar.value('High').check();
  await bar.apply.click();
  await expect(total(theirs)).toHaveText(high);
  await expect(bar.tab('Priority')).toHaveText('Priority: High');
  expect(words(theirs)).toContainEqual(['filter.priority', 'High']);
  expect(new URL(theirs.url()).searchParams.get('link')).toBe(new URL(inlay.url(link)).searchParams.get('link'));

  await bar.open('Priority');
  await expect(bar.value('High')).toBeChecked();
  await bar.way('none of').check();
  await bar.apply.click();
  await expect(total(theirs)).toHaveText(notHigh);
  await expect(bar.tab('Priority')).toHaveText('Priority: not High');
  // Another filter opened keeps this one.
  await bar.open('Issue Type');
  await expect(total(theirs)).toHaveText(notHigh);
  await bar.close.click();
  await expect(bar.panel).toHaveCount(0);
  expect(await theirs.content()).not.toContain('project = SHOP');

  await bar.clear.click();
  await expect(total(theirs)).toHaveText(all);
  expect(words(theirs)).toEqual([]);
  expect(new URL(theirs.url()).searchParams.has('link')).toBe(true);

  // What its owner does not offer is not followed, and nobody is told a number by it.
  for (const other of ['filter.assignee=x', 'text=checkout', 'filter.reporter=x']) {
    await theirs.goto(inlay.url(`${link}&${other}`));
    await expect(theirs.getByText('This chart does not follow the filter').first()).toBeVisible();
    await expect(total(theirs)).toHaveText(all);
  }
  await anybody.close();
});

test('all charts of a page on one site follow, and none of another site', async ({ inlay, confluence, page }) => {
  // Access to both sites, given once.
  await inlay.signIn(ELENA, '/', 'All my sites');
  const first = await inlay.save(offering(inlay));
  const second = await inlay.save(offering(inlay, { title: 'Shop by type', chart_by: { field: 'issuetype' }, filters: [{ field: 'issuetype' }] }));
  const [high, bugs] = [await jira(inlay, page, 'project = SHOP AND priority = High'), await jira(inlay, page, 'project = SHOP AND priority = High AND issuetype = Bug')];

  const frames = await confluence.open([first, second, CHART.status, CHART.lab]);
  const [offers, other, plain, lab] = frames as [typeof frames[0] & object, typeof frames[0] & object, typeof frames[0] & object, typeof frames[0] & object];
  const [window] = await Promise.all([page.waitForEvent('popup'), offers.loadChart.click()]);
  if (!window.isClosed()) await window.waitForEvent('close').catch(() => {});
  for (const frame of frames) await frame.shows('chart');
  const before = await total(lab.inside).textContent();
  for (const frame of frames) await frame.mark();
  await expect(plain.inside.getByRole('search')).toHaveCount(0);

  const bar = new FilterBar(offers.inside);
  await bar.choose('Priority', ['High']);
  await expect(total(offers.inside)).toHaveText(high);
  await expect(total(other.inside)).toHaveText(high);
  // Folded under the picture, of a chart that offers no filter itself.
  await expect(total(plain.inside)).toHaveText(high);
  await expect(new FilterBar(plain.inside).tab('Priority')).toHaveText('Priority: High');

  const others = new FilterBar(other.inside);
  await others.choose('Issue Type', ['Bug']);
  for (const frame of [offers, other, plain]) await expect(total(frame.inside)).toHaveText(bugs);
  await expect(new FilterBar(offers.inside).tab('Issue Type')).toHaveText('Issue Type: Bug');
  await expect(total(lab.inside)).toHaveText(before ?? '');
  await expect(lab.inside.getByRole('search')).toHaveCount(0);

  // Words are looked for at Enter, and the query says it all.
  await bar.text.fill('checkout');
  await bar.text.press('Enter');
  await expect(bar.text).toBeFocused();
  await offers.inside.getByText('Query', { exact: true }).click();
  await expect(offers.inside.getByRole('region', { name: 'Query' })).toContainText(/priority.*text ~/s);
  await offers.inside.getByText('Query', { exact: true }).click();

  await bar.clear.click();
  const all = await jira(inlay, await page.context().newPage(), QUERY.shop);
  for (const frame of [offers, other, plain]) await expect(total(frame.inside)).toHaveText(all);
  for (const frame of frames) expect(await frame.isMarked(), 'no frame was loaded anew').toBe(true);
});

test('what a window of another origin says about filters is not heard', async ({ inlay, confluence, page }) => {
  await inlay.signIn(MAYA);
  const id = await inlay.save(offering(inlay));
  const all = await jira(inlay, page, QUERY.shop);
  const [frame] = await confluence.open([id]);
  const [window] = await Promise.all([page.waitForEvent('popup'), frame!.loadChart.click()]);
  if (!window.isClosed()) await window.waitForEvent('close').catch(() => {});
  await frame!.shows('chart');
  const site = await frame!.section.getAttribute('data-site');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.evaluate((site) => frames[0]!.postMessage({ type: 'inlay:filter', site, words: 'filter.priority=High' }, '*'), site);
  // What is chosen in the frame itself, after that, is all that was asked.
  await new FilterBar(frame!.inside).choose('Priority', ['Low']);
  await expect(total(frame!.inside)).not.toHaveText(all);
  expect(asked.filter((url) => url.includes('filter.priority=High'))).toEqual([]);
});

test('a frame is narrowed with the keyboard alone, and the focus stays where it was', async ({ inlay, page }) => {
  await inlay.signIn(MAYA);
  const id = await inlay.save(offering(inlay));
  await inlay.open(`/embed/${id}`);
  const bar = new FilterBar(page);
  await bar.text.focus();
  await page.keyboard.press('Tab');
  await expect(bar.tab('Priority')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(bar.panel).toBeVisible();
  await expect(bar.tab('Priority')).toBeFocused();
  await expect(bar.tab('Priority')).toHaveAttribute('aria-expanded', 'true');

  await page.keyboard.press('Tab');
  await expect(bar.way('any of')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(bar.panel).toHaveCount(0);
  await expect(bar.tab('Priority')).toBeFocused();
  await expect(bar.tab('Priority')).toHaveAttribute('aria-expanded', 'false');

  await page.keyboard.press('Enter');
  await expect(bar.panel).toBeVisible();
  for (let presses = 0; presses < 12 && !(await bar.value('High').evaluate((box) => box === document.activeElement)); presses += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(bar.value('High')).toBeChecked();
  await page.keyboard.press('Enter');
  await expect(bar.tab('Priority')).toHaveText('Priority: High');
  await expect(bar.panel).toHaveCount(0);
  await expect(bar.tab('Priority')).toBeFocused();
  // Loaded anew it is the same: the address says so.
  expect(words(page)).toEqual([['filter.priority', 'High']]);
  await page.reload();
  await expect(bar.tab('Priority')).toHaveText('Priority: High');

  await bar.clear.focus();
  await page.keyboard.press('Enter');
  await expect(bar.clear).toHaveCount(0);
  await expect(bar.text).toBeFocused();
});

test('a filter opens over the chart: nothing moves, wide and narrow, light and dark', async ({ inlay, page }) => {
  await inlay.signIn(MAYA);
  const fields = ['priority', 'issuetype', 'assignee', 'labels', 'status'].map((field) => ({ field }));
  const id = await inlay.save(offering(inlay, { kind: 'bar', filters: [...fields, { text: true }] }));
  await inlay.open(`/embed/${id}?filter.priority=High&filter.priority=Low&filter.status=Done&how.status=none`);
  const bar = new FilterBar(page);
  await expect(bar.tab('Status')).toHaveText(/^Status: not /);
  await look(page, 'filters', { height: 420 });
  const stage = page.locator('[data-part="stage"]');
  const before = await stage.boundingBox();
  await bar.open('Assignee');
  expect(await stage.boundingBox()).toEqual(before);
  await look(page, 'filters-open', { height: 420 });
  const find = bar.panel.getByRole('searchbox', { name: 'Find a value' });
  await find.fill('maya');
  await expect(bar.panel.getByRole('checkbox')).toHaveCount(1);
  await find.press('Enter');
  await expect(bar.panel).toBeVisible();
  await bar.close.click();
  await expect(bar.panel).toHaveCount(0);

  await inlay.open(`/embed/${id}?text=thereisnosuchword`);
  await expect(page.getByText('Filters are on: no issue of this chart passes them.')).toBeVisible();
  await look(page, 'filters-nothing', { height: 420 });
  await page.locator('.middle').getByRole('link', { name: 'Clear filters' }).click();
  await expect(stage).toBeVisible();
});

test('while Jira is read the old numbers stay, and a slow older answer does not come over a newer one', async ({ inlay, page }) => {
  await inlay.signIn(MAYA);
  const id = await inlay.save(offering(inlay));
  const low = await jira(inlay, page, 'project = SHOP AND priority = Low');
  await inlay.open(`/embed/${id}`);
  const bar = new FilterBar(page);
  const all = await total(page).textContent();
  let go = () => {};
  const held = new Promise<void>((resolve) => { go = resolve; });
  await page.route(/filter\.priority=High/, async (route) => {
    await held;
    await route.continue().catch(() => {});
  });
  await bar.choose('Priority', ['High']).catch(() => {});
  await expect(page.locator('.frame')).toHaveAttribute('aria-busy', 'true');
  await expect(total(page)).toHaveText(all ?? '');
  await page.evaluate(() => {
    const form = document.querySelector<HTMLFormElement>('form.filters')!;
    for (const box of form.querySelectorAll<HTMLInputElement>('input[name="filter.priority"]')) box.checked = box.value === 'Low';
    form.requestSubmit();
  });
  await expect(total(page)).toHaveText(low);
  go();
  await page.unrouteAll({ behavior: 'wait' });
  await expect(bar.tab('Priority')).toHaveText('Priority: Low');
  await expect(total(page)).toHaveText(low);
});

test('a chart’s own page is narrowed by its address, and so are its exports', async ({ inlay, page }) => {
  await inlay.signIn(MAYA);
  const id = await inlay.save(offering(inlay));
  const high = await jira(inlay, page, 'project = SHOP AND priority = High');
  await inlay.open(`/charts/${id}`);
  const [chart, bar] = [new ChartPage(page), new FilterBar(page)];
  await bar.choose('Priority', ['High']);
  await inlay.live();
  await expect(total(page)).toHaveText(high);
  await page.reload();
  await inlay.live();
  await expect(total(page)).toHaveText(high);
  await expect(bar.tab('Priority')).toHaveText('Priority: High');
  await look(page, 'chart-filters');
  await bar.open('Labels');
  await inlay.live();
  await look(page, 'chart-filters-open');
  await bar.close.click();

  const csv = await page.request.get(inlay.url(`/charts/${id}.csv?filter.priority=High`));
  expect(csv.status()).toBe(200);
  const json = (await (await page.request.get(inlay.url(`/charts/${id}.json?filter.priority=High`))).json()) as { total: number };
  expect(json.total.toLocaleString('en')).toBe(high);

  await bar.clear.click();
  await expect(bar.clear).toHaveCount(0);
  await expect.poll(() => chart.total()).toBeGreaterThan(Number(high.replaceAll(',', '')));
  expect(words(page)).toEqual([]);
});

test('the editor says which filters a chart offers, in which order, and takes it back', async ({ inlay, page }) => {
  await inlay.signIn(MAYA);
  const id = await inlay.save(inlay.spec(QUERY.shop, { title: 'Shop' }));
  await inlay.open(`/charts/${id}/edit`);
  const editor = new Editor(page);
  await editor.tab('Display').click();
  const filters = page.getByRole('group', { name: 'Filters for viewers' });
  const picker = filters.getByRole('combobox', { name: 'Add a filter' });
  const add = async (name: string) => {
    await picker.click();
    await picker.fill(name);
    await page.getByRole('listbox').getByRole('option', { name: new RegExp(`^${name}`) }).first().click();
  };
  await add('Priority');
  await add('Labels');
  await picker.click();
  await picker.fill('Created');
  await expect(page.getByRole('listbox').getByRole('option', { name: /^Created/ })).toHaveCount(0);
  await picker.press('Escape');
  await filters.getByRole('checkbox', { name: 'Search in text' }).check();
  await filters.getByRole('button', { name: 'Move Labels up' }).press('Enter');
  await expect(filters.getByRole('button', { name: 'Move Labels down' })).toBeFocused();
  await look(page, 'editor-filters', { narrowAt: '#filters' });
  expect((await editor.text()).filters).toEqual([{ field: 'labels' }, { field: 'priority' }, { text: true }]);
  await filters.getByRole('button', { name: 'Remove Priority' }).press('Enter');
  await expect(picker).toBeFocused();
  expect((await editor.text()).filters).toEqual([{ field: 'labels' }, { text: true }]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(filters.getByRole('listitem')).toHaveCount(2);
  await editor.save.click();
  await expect(new FilterBar(page).tab('Labels')).toBeVisible();
  await expect(new FilterBar(page).text).toBeVisible();
});
