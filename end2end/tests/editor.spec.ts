// Describing a chart: from the first visit to its address in a page.

import { answered } from '../fixtures/complaints.ts';
import { JONAS, MAYA } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { consentIn } from '../pages/atlassian.ts';
import { ChartPage } from '../pages/chart-page.ts';
import { Editor, type KindName } from '../pages/editor.ts';

test('a first visit asks for consent in place and goes on without a reload', async ({ inlay, page }) => {
  await inlay.open('/charts/new');
  await expect(page.getByRole('heading', { name: 'Describe a chart with your Jira permissions' })).toBeVisible();
  await page.evaluate(() => Object.assign(window, { stillTheSame: true }));
  await consentIn(await new ChartPage(page).load(), MAYA, 'All my sites');
  const editor = new Editor(page);
  await expect(editor.jql).toBeVisible();
  await expect(editor.site).toBeVisible();
  expect(await page.evaluate(() => (window as { stillTheSame?: boolean }).stillTheSame)).toBe(true);
});

test('home welcomes a stranger, and after consent shows my shelf', async ({ inlay, page }) => {
  await inlay.open('/');
  await expect(page.getByRole('heading', { name: 'Custom Jira charts for Confluence' })).toBeVisible();
  await consentIn(await new ChartPage(page).load(), JONAS);
  await expect(page.getByRole('heading', { name: 'Your charts' })).toBeVisible();
  await expect(page.getByText('No charts yet')).toBeVisible();
});

test('a chart is described, saved, embedded, edited again and deleted', async ({ inlay, page, context, world }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await inlay.signIn(JONAS, '/charts/new');
  const editor = new Editor(page);

  await editor.after(() => editor.jql.fill('project = SHOP AND issuetype = Bug'));
  const count = await inlay.navigatorCount(context, JONAS, 'project = SHOP AND issuetype = Bug');
  await expect(editor.found).toContainText(count.toLocaleString('en'));
  const link = editor.found.getByRole('link');
  await expect(link).toHaveAttribute('href', new RegExp(`^${world.siteAt(0).url}/issues/?\\?jql=`));

  await editor.after(() => editor.chooseField('Priority'));
  await expect(editor.title).toHaveValue(/priority/i);
  await editor.after(() => editor.kind('Donut').click());
  const numbers = await editor.numbers();
  expect(Object.values(numbers).reduce((a, b) => a + b, 0)).toBe(count);

  await editor.title.fill('Bugs that wait');
  await expect(editor.saved).toHaveText('Unsaved changes');
  await editor.save.click();
  await expect(new ChartPage(page).title).toHaveText('Bugs that wait');
  const address = new URL(page.url()).pathname;
  expect(address).toMatch(/^\/charts\/[\w-]{16,}$/);

  await page.getByRole('button', { name: 'Embed' }).click();
  const dialog = page.getByRole('dialog', { name: 'Embed this chart' });
  const embed = inlay.url(address.replace('/charts/', '/embed/'));
  await expect(dialog.getByRole('textbox', { name: 'Address for an iframe' })).toHaveValue(embed);
  await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(dialog.getByText('Copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(embed);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await page.getByRole('link', { name: 'Edit' }).click();
  await expect(editor.title).toHaveValue('Bugs that wait');
  await editor.after(() => editor.kind('Bar').click());
  await page.keyboard.press('Control+s');
  await expect(editor.saved).toContainText('Saved');

  await inlay.open('/');
  const card = page.getByRole('listitem').filter({ hasText: 'Bugs that wait' });
  await card.getByRole('button', { name: 'Delete Bugs that wait' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click();
  await expect(card).toBeVisible();
  await card.getByRole('button', { name: 'Delete Bugs that wait' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(card).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(card).toBeVisible();
  await expect(card.getByRole('link', { name: 'Bugs that wait' })).toHaveAttribute('href', address);
});

test('a new chart that is saved by keyboard has an address: a reload comes back to it', async ({ inlay, page }) => {
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.after(() => editor.jql.fill('project = FIN'));
  await editor.title.fill('Kept');
  await page.keyboard.press('Control+s');
  await expect(editor.saved).toContainText('Saved');
  await expect(page).toHaveURL(/\/charts\/[\w-]{16,}\/edit$/);
  await page.reload();
  await expect(editor.title).toHaveValue('Kept');
  await expect(editor.jql).toHaveValue('project = FIN');
});

test('the number of issues leads to the same number in Jira', async ({ inlay, page, context, control, stack }) => {
  const { name, value } = await control.logIn(MAYA);
  await context.addCookies([{ name, value, url: stack.sandbox.host('northwind') }]);
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.after(() => editor.jql.fill('project = OPS AND statusCategory != Done'));
  const said = (await editor.found.getByRole('link').textContent())?.replaceAll(',', '');
  const [jira] = await Promise.all([context.waitForEvent('page'), editor.found.getByRole('link').click()]);
  await expect(jira.locator('[data-count]')).toHaveAttribute('data-count', said ?? 'nothing');
});

test('Jira’s own sentence stands beside a query that it refuses', async ({ inlay, page, complaints }) => {
  complaints.expect(answered(422));
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.jql.fill('project = NOSUCH');
  await expect(editor.sentence).toContainText("Jira: The value 'NOSUCH' does not exist for the field 'project'.");
  await editor.jql.fill('project = SHOP AND (');
  await expect(editor.sentence).toContainText(/Jira: .*JQL/);
  await expect(page.getByText('The chart follows as soon as Jira accepts the query.')).toBeVisible();
  await editor.after(() => editor.jql.fill('project = FIN'));
  await expect(editor.sentence).toBeHidden();
  await expect(editor.preview.locator('canvas').first()).toBeVisible();
});

test('every kind is drawn', async ({ inlay, page }) => {
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.after(() => editor.jql.fill('project = APP'));
  const drawn: Record<KindName, string> = { Pie: 'canvas', Donut: 'canvas', Bar: 'canvas', Stacked: 'canvas', Table: 'table.figures', Tile: '.tile-number' };
  for (const [kind, mark] of Object.entries(drawn) as [KindName, string][]) {
    await editor.kind(kind).click();
    await expect(editor.kind(kind)).toHaveAttribute('aria-pressed', 'true');
    await editor.settled();
    await expect(editor.preview.locator(mark).first(), kind).toBeVisible();
  }
});

test('values are grouped, ordered, limited, hidden, renamed and painted', async ({ inlay, page }) => {
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.after(() => editor.jql.fill('project = FIN'));
  await editor.after(() => editor.kind('Table').click());
  await editor.after(() => editor.chooseField('Assignee'));
  await editor.after(() => editor.setting('Order').selectOption('Smallest first'));
  const rising = Object.values(await editor.numbers());
  expect(rising).toEqual([...rising].sort((a, b) => a - b));

  await editor.after(() => editor.setting('Show at most so many values').fill('3'));
  await expect(editor.preview.getByRole('row', { name: /Others/ })).toBeVisible();
  expect(Object.keys(await editor.numbers())).toHaveLength(4);
  await editor.after(() => editor.setting('What happens to the rest').selectOption('leave the rest out'));
  expect(Object.keys(await editor.numbers())).toHaveLength(3);

  await editor.after(() => editor.chooseField('Status'));
  await editor.after(() => editor.value('Done').getByRole('button', { name: 'Hide Done' }).click());
  expect(Object.keys(await editor.numbers())).not.toContain('Done');
  await editor.after(async () => {
    await editor.value('Backlog').getByRole('textbox', { name: /^Name of/ }).fill('Not begun');
    await page.keyboard.press('Enter');
    await editor.title.focus();
  });
  expect(Object.keys(await editor.numbers())).toContain('Not begun');
  await editor.after(() => editor.value('Backlog').getByLabel(/^Colour of/).fill('#ff00aa'));
  await expect(editor.preview.locator('svg.dot rect[fill="#ff00aa"]').first()).toBeVisible();

  await editor.kind('Stacked').click();
  await editor.tab('Group by').click();
  await editor.after(() => editor.chooseField('Priority'));
  await expect(editor.preview.getByText('The numbers as a table')).toBeVisible();
  await editor.after(() => page.getByRole('button', { name: 'Undo' }).click());
  await expect(editor.field).not.toHaveValue('Priority');
});

test('dates are cut into intervals', async ({ inlay, page }) => {
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.after(() => editor.jql.fill('project = FIN'));
  await editor.after(() => editor.kind('Table').click());
  await editor.after(() => editor.chooseField('Created'));
  await editor.after(() => editor.setting('Interval').selectOption('Quarter'));
  for (const name of Object.keys(await editor.numbers())) expect(name).toMatch(/^\d{4}-Q[1-4]$/);
});

test('issues may be named by projects or by a saved filter', async ({ inlay, page }) => {
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await page.getByRole('combobox', { name: 'Source' }).selectOption('projects');
  const projects = page.getByRole('combobox', { name: 'Add a project' });
  await projects.click();
  await projects.fill('FIN');
  await editor.after(() => page.getByRole('listbox').getByRole('option', { name: /FIN/ }).first().click());
  await expect(page.getByRole('list', { name: 'Chosen projects' })).toContainText('FIN');

  await page.getByRole('combobox', { name: 'Source' }).selectOption('filter');
  const filters = page.getByRole('combobox', { name: 'Filter' });
  await filters.click();
  await filters.fill('Open bugs');
  await editor.after(() => page.getByRole('listbox').getByRole('option', { name: /Open bugs/ }).first().click());
  await expect(editor.found).toContainText('issues');
});

test('leaving with unsaved changes asks first', async ({ inlay, page }) => {
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.title.fill('Half a thought');
  await expect(editor.saved).toHaveText('Unsaved changes');
  const asked = page.waitForEvent('dialog');
  const left = page.getByRole('link', { name: 'Your charts' }).click({ noWaitAfter: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await left;
  await expect(editor.title).toHaveValue('Half a thought');
});
