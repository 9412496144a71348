// Sites with very much of everything: nothing is read whole, and every list stays usable.

import { answered } from '../fixtures/complaints.ts';
import { MAYA } from '../fixtures/people.ts';
import { Stack } from '../fixtures/stack.ts';
import { expect, test as plain } from '../fixtures/test.ts';
import { Editor } from '../pages/editor.ts';

const MANY = 50_000;

/** A stack of its own: what is added stays. */
const test = plain.extend<object, { stack: Stack }>({
  stack: [
    async ({}, use) => {
      const stack = await Stack.start();
      await stack.control.many({ site: stack.world.siteAt(0).cloud_id, projects: MANY, filters: MANY, versions: MANY });
      await use(stack);
      await stack.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

test('of fifty thousand projects one is found by a few letters', async ({ inlay, page, control }) => {
  await inlay.signIn(MAYA, '/charts/new');
  await page.getByRole('combobox', { name: 'Source' }).selectOption('projects');
  const projects = page.getByRole('combobox', { name: 'Add a project' });
  const options = page.getByRole('listbox', { name: '' }).getByRole('option');
  await projects.click();
  // A page, and the way to more.
  await expect(options).toHaveCount(101);
  await control.noCounters();
  await projects.fill('project 49999');
  await expect(options).toHaveText(['Big project 49999 (BIG49999)']);
  expect(await control.calls('project/search'), 'one question for the letters').toBeLessThanOrEqual(2);
  await options.first().click();
  await expect(page.getByRole('list', { name: 'Chosen projects' })).toContainText('BIG49999');
});

test('fifty thousand filters come page by page, by mouse and keyboard', async ({ inlay, page, control }) => {
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await page.getByRole('combobox', { name: 'Source' }).selectOption('filter');
  const filters = page.getByRole('combobox', { name: 'Filter' });
  const options = page.getByRole('listbox', { name: '' }).getByRole('option');
  await filters.click();
  await expect(options).toHaveCount(101);
  await control.noCounters();
  await options.filter({ hasText: 'Show more' }).click();
  await expect(options).toHaveCount(201);
  expect(await control.calls('filter/search')).toBe(1);
  // The list stays open; the last row by keyboard does the same.
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(options).toHaveCount(301);

  await filters.fill('filter 4999');
  await expect(options).toHaveCount(10);
  await editor.after(() => options.filter({ hasText: 'Saved filter 49999' }).click());
  await expect(filters).toHaveValue('Saved filter 49999');
  await expect(editor.found).toContainText('issues');

  // It has its name again after a reload, though it is on no page of the list.
  await page.keyboard.press('Control+s');
  await expect(editor.saved).toContainText('Saved');
  await page.reload();
  await inlay.live();
  await expect(filters).toHaveValue('Saved filter 49999');
});

test('of fifty thousand values of a field the query’s list finds one by its letters', async ({ inlay, page, complaints }) => {
  // Half a query is asked, too, where somebody pauses.
  complaints.allow(answered(422));
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.jql.focus();
  await page.keyboard.type('fixVersion = "Build 4999');
  await expect(editor.suggestions).toHaveCount(10);
  await editor.suggestions.filter({ hasText: 'Build 49999' }).click();
  await expect(editor.jql).toHaveValue(/^fixVersion = "Build 49999" ?$/);
});

test('a chart by a field of fifty thousand values shows those that issues have, in Jira’s order', async ({ inlay, page, world, control }) => {
  const [project] = world.siteAt(0).projects;
  await control.newIssue({ site: world.siteAt(0).cloud_id, project: project!, fields: { summary: 'late', fixVersions: [{ name: 'Build 49999' }] } });
  await control.newIssue({ site: world.siteAt(0).cloud_id, project: project!, fields: { summary: 'early', fixVersions: [{ name: 'Build 00007' }] } });
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await page.getByRole('combobox', { name: 'Source' }).selectOption('projects');
  await page.getByRole('combobox', { name: 'Add a project' }).fill(project!);
  await editor.after(() => page.getByRole('listbox').getByRole('option', { name: `(${project!})` }).first().click());
  await editor.after(async () => {
    await editor.field.click();
    await editor.field.fill('Fix versions');
    await page.getByRole('listbox').getByRole('option', { name: /^Fix versions/ }).first().click();
  });
  const keys = () => editor.values.getByRole('listitem').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-key')));
  await expect.poll(keys).toEqual(expect.arrayContaining(['Build 00007', 'Build 49999']));
  expect((await keys()).filter((key) => key?.startsWith('Build'))).toEqual(['Build 00007', 'Build 49999']);
});

test('a slow answer to older letters never replaces that to newer ones', async ({ inlay, page }) => {
  await inlay.signIn(MAYA, '/charts/new');
  await page.getByRole('combobox', { name: 'Source' }).selectOption('filter');
  const filters = page.getByRole('combobox', { name: 'Filter' });
  const options = page.getByRole('listbox', { name: '' }).getByRole('option');
  await filters.click();
  await expect(options).toHaveCount(101);
  let go = () => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  await page.route('**/api/filters', async (route) => {
    if (route.request().postData()?.includes('filter 00001')) await held;
    await route.continue();
  });
  const older = page.waitForRequest((request) => request.postData()?.includes('filter 00001') === true);
  await filters.fill('filter 00001');
  await older;
  await filters.fill('filter 00002');
  await expect(options).toHaveText([/^Saved filter 00002/]);
  const late = page.waitForResponse((response) => response.request().postData()?.includes('filter 00001') === true);
  go();
  await (await late).finished();
  await filters.press('End');
  await expect(options).toHaveText([/^Saved filter 00002/]);
});

test('thousands of values in a list: the first ones, the rest by letters or step by step', async ({ inlay, page, control, world }) => {
  test.setTimeout(240_000);
  const labels = Array.from({ length: 3_000 }, (_, number) => `many-${String(number).padStart(4, '0')}`);
  await control.newIssue({ site: world.siteAt(0).cloud_id, project: 'FIN', fields: { summary: 'crowded', labels } });
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.after(() => editor.jql.fill('labels = many-0000'));
  await editor.after(() => editor.kind('Table').click());
  // Three thousand rows are drawn, too: that may take its time on a busy machine.
  const patiently = async (change: () => Promise<unknown>) => {
    const drawn = page.waitForResponse((response) => response.url().endsWith('/api/preview_chart') && response.request().postData()?.includes('"labels"') === true, { timeout: 60_000 });
    await change();
    await drawn;
    await editor.settled();
  };
  await patiently(async () => {
    await editor.field.click();
    await editor.field.fill('Labels');
    await page.getByRole('listbox').getByRole('option', { name: /^Labels/ }).first().click();
  });
  const values = editor.values.getByRole('listitem');
  await expect(values).toHaveCount(60);
  await expect(page.getByText('60 of 3,000 values')).toBeVisible();
  await page.getByRole('button', { name: 'Show 60 more' }).click();
  await expect(values).toHaveCount(120);

  const find = page.getByRole('searchbox', { name: 'Find a value' });
  await find.fill('many-299');
  await expect(values).toHaveCount(10);
  await expect(page.getByText('10 of 10 found, of 3,000 values')).toBeVisible();
  const last = editor.value('many-2999');
  await patiently(() => last.getByRole('button', { name: 'Hide many-2999' }).click());
  await expect(last.getByRole('button', { name: 'Hide many-2999' })).toHaveAttribute('aria-pressed', 'true');
  await find.fill('nowhere');
  await expect(page.getByText('None of the 3,000 values has these letters.')).toBeVisible();
  await find.fill('');
  // An order of one's own over all of them is still quick enough to go on working.
  await expect(values).toHaveCount(60);
  const key = async (place: number) => (await values.nth(place).getAttribute('data-key'))!;
  const [first, second] = [await key(0), await key(1)];
  await patiently(() => editor.value(second).getByRole('textbox', { name: `Name of ${second}` }).press('Alt+ArrowUp'));
  await expect(values.first()).toHaveAttribute('data-key', second);
  const { order } = (await editor.text())['chart_by'] as { order: string[] };
  expect(order.slice(0, 2)).toEqual([second, first]);
  expect(order).toHaveLength(2_999);
});
