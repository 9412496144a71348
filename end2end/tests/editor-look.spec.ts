// Every part of the editor that unfolds: accessible and no wider than the window, light and dark, wide and narrow.

import { CHART } from '../fixtures/charts.ts';
import { answered } from '../fixtures/complaints.ts';
import { look } from '../fixtures/look.ts';
import { MAYA, OLIVER } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { Editor } from '../pages/editor.ts';

test('two numbers combined, and lines', async ({ inlay, page }) => {
  await inlay.signIn(MAYA);
  await inlay.open(`/charts/${CHART.status}/edit`);
  const editor = new Editor(page);
  await editor.tab('Calculate').click();
  await editor.after(() => editor.choice('Calculate').selectOption('Average'));
  await editor.after(() => editor.choice('Calculate').selectOption('Two numbers combined'));
  await look(page, 'editor-formula');
  await editor.tab('Display').click();
  await expect(page.getByRole('group', { name: 'Lines' })).toBeVisible();
  await look(page, 'editor-lines');
});

test('chart and settings scroll each by itself, and the page does not', async ({ inlay, page }) => {
  await inlay.signIn(MAYA);
  await inlay.open(`/charts/${CHART.status}/edit`);
  await page.setViewportSize({ width: 1280, height: 500 });
  const editor = new Editor(page);
  await editor.tab('Display').click();
  const settings = page.locator('#settings');
  expect(await settings.evaluate((part) => part.scrollHeight > part.clientHeight)).toBe(true);
  expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0);
});

test('queries, days, and more about a value', async ({ inlay, page }) => {
  await inlay.signIn(MAYA);
  await inlay.open(`/charts/${CHART.priority}/edit`);
  const editor = new Editor(page);
  await expect(editor.value('High')).toBeVisible();
  await editor.value('High').getByRole('button', { name: 'More about High' }).click();
  await editor.merge('High', 'Medium');
  await editor.value('Medium').getByRole('button', { name: 'More about Medium' }).click();
  await look(page, 'editor-value');
  await editor.after(() => editor.choice('By').selectOption('Queries of your own'));
  await page.getByRole('button', { name: 'Add a query' }).click();
  await look(page, 'editor-queries');
  await editor.after(() => editor.choice('By').selectOption('The values of a field'));
  await editor.after(() => editor.chooseField('Created'));
  await page.getByRole('textbox', { name: 'From', exact: true }).fill('-3X');
  await expect(page.getByText('is no day')).toBeVisible();
  await look(page, 'editor-range');
});

test('the chart as text, with what would change', async ({ inlay, page }) => {
  await inlay.signIn(MAYA);
  await inlay.open(`/charts/${CHART.status}/edit`);
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  const text = page.getByRole('textbox', { name: 'Text of the chart' });
  await text.fill((await text.inputValue()).replace('"bar"', '"pie"'));
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByRole('group', { name: 'What would change' })).toBeVisible();
  await look(page, 'editor-text');
});

test('suggestions for a query, and templates', async ({ inlay, page, complaints }) => {
  // Half a query is asked, too.
  complaints.allow(answered(422));
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await expect(page.getByRole('region', { name: 'Templates' })).toBeVisible();
  await look(page, 'editor-templates');
  await editor.jql.fill('pro');
  await expect(editor.suggestions.first()).toContainText('project');
  await page.keyboard.press('ArrowDown');
  await look(page, 'editor-suggestions');
});

test('a chart that somebody else saved in between', async ({ inlay, page, complaints }) => {
  complaints.expect(answered(409));
  await inlay.signIn(MAYA);
  const chart = inlay.spec('project = FIN', { title: 'Ours' });
  const id = await inlay.save(chart);
  await inlay.open(`/charts/${id}/edit`);
  const editor = new Editor(page);
  await expect(editor.preview.locator('canvas').first()).toBeVisible();
  const theirs = await inlay.call('save_chart', { spec: { ...chart, title: 'Theirs' }, id, version: null });
  expect(theirs.status).toBe(200);
  await editor.title.fill('Mine');
  await editor.save.click();
  await expect(page.getByRole('alert', { name: 'Saved by somebody else' })).toBeVisible();
  await look(page, 'editor-conflict');
});

test('templates of one’s own, and keeping one', async ({ inlay, page }) => {
  await inlay.signIn(OLIVER, '/charts/new');
  for (const [name, kind] of [['Bugs by priority, as we report them to the board every month', 'pie'], ['Throughput', 'line']]) {
    const chart = inlay.spec('project = FIN', { kind: kind!, chart_by: { field: 'created' } });
    expect((await inlay.call('save_template', { name, spec: chart })).status).toBe(200);
  }
  await page.reload();
  await inlay.live();
  const yours = page.getByRole('list', { name: 'Yours' });
  await expect(yours.getByRole('listitem')).toHaveCount(2);
  await yours.getByRole('button', { name: 'Delete Throughput' }).click();
  await expect(yours.getByRole('listitem')).toHaveCount(1);
  await yours.getByRole('button', { name: /^Rename/ }).click();
  await look(page, 'editor-own-templates');
  await page.getByRole('button', { name: 'Save as template…' }).click();
  await expect(page.getByRole('dialog', { name: 'Save as template' })).toBeVisible();
  await look(page, 'editor-save-template');
});

test('how a chart gets into other pages', async ({ inlay, page }) => {
  await inlay.signIn(MAYA);
  await inlay.open(`/charts/${CHART.status}/edit`);
  await page.getByRole('button', { name: 'Embed' }).click();
  await expect(page.getByRole('textbox', { name: 'Image in Markdown' })).toHaveValue(/png/);
  await look(page, 'editor-embed');
});

test('the text as YAML', async ({ inlay, page }) => {
  await inlay.signIn(MAYA);
  await inlay.open(`/charts/${CHART.status}/edit`);
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  await page.getByRole('combobox', { name: 'Written as' }).selectOption('YAML');
  await expect(page.getByRole('textbox', { name: 'Text of the chart' })).toHaveValue(/^version: 1/);
  await look(page, 'editor-yaml');
});
