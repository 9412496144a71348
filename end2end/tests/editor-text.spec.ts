// The chart as text, and as what other programs take.

import { readFileSync } from 'node:fs';
import { answered } from '../fixtures/complaints.ts';
import { MAYA } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { AccessPage } from '../pages/access.ts';
import { ChartPage } from '../pages/chart-page.ts';
import { Editor } from '../pages/editor.ts';

test('a chart is read from text, and what would change is seen before', async ({ inlay, page, complaints }) => {
  complaints.expect(answered(422));
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.after(() => editor.jql.fill('project = FIN'));
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'The chart as text' });
  const text = dialog.getByRole('textbox', { name: 'Text of the chart' });
  const apply = dialog.getByRole('button', { name: 'Apply' });
  const written = await text.inputValue();

  await text.fill(written.replace('"kind"', '"knd"'));
  await dialog.getByRole('button', { name: 'Compare' }).click();
  await expect(dialog.getByRole('status').first()).toContainText('knd');
  await expect(apply).toBeDisabled();

  await text.fill(written);
  await dialog.getByRole('button', { name: 'Compare' }).click();
  await expect(dialog.getByText('The same as the chart is now.')).toBeVisible();
  await expect(apply).toBeDisabled();

  await text.fill(written.replace('"bar"', '"pie"'));
  await dialog.getByRole('button', { name: 'Compare' }).click();
  const changes = dialog.getByRole('group', { name: 'What would change' });
  await expect(changes.locator('del')).toHaveText('- ' + '  "kind": "bar",');
  await expect(changes.locator('ins')).toHaveText('+ ' + '  "kind": "pie",');
  await editor.after(() => apply.click());
  await expect(dialog).toBeHidden();
  await expect(editor.kind('Pie')).toHaveAttribute('aria-pressed', 'true');
  await editor.after(() => page.getByRole('button', { name: 'Undo' }).click());
  await expect(editor.kind('Bar')).toHaveAttribute('aria-pressed', 'true');
});

test('the text is JSON or YAML, to copy, to download and to paste', async ({ inlay, page, context, complaints }) => {
  complaints.expect(answered(422));
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.after(() => editor.jql.fill('project = FIN'));
  await editor.title.fill('Bugs: all / now');
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'The chart as text' });
  const text = dialog.getByRole('textbox', { name: 'Text of the chart' });
  const notation = dialog.getByRole('combobox', { name: 'Written as' });
  await expect(text).toHaveValue(/^\{/);
  await notation.selectOption('YAML');
  await expect(text).toHaveValue(/^version: 1\ntitle: 'Bugs: all \/ now'\n/);
  await dialog.getByRole('button', { name: 'Copy text' }).click();
  await expect(dialog.getByText('Copied')).toBeVisible();
  const yaml = await text.inputValue();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(yaml);
  const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('link', { name: 'Download' }).click()]);
  expect(download.suggestedFilename()).toBe('bugs-all-now.yaml');
  expect(readFileSync(await download.path(), 'utf8')).toBe(yaml);

  await text.fill(yaml.replace('  field: status', '  field: status\n  limit: many'));
  await dialog.getByRole('button', { name: 'Compare' }).click();
  await expect(dialog.getByRole('status').first()).toContainText('chart_by.limit');
  // What cannot be read stays as it is written.
  await notation.selectOption('JSON');
  await expect(dialog.getByRole('status').first()).toContainText('chart_by.limit');
  await expect(notation).toHaveValue('yaml');

  await text.fill(yaml.replace('kind: bar', 'kind: pie'));
  await dialog.getByRole('button', { name: 'Compare' }).click();
  const changes = dialog.getByRole('group', { name: 'What would change' });
  await expect(changes.locator('del')).toHaveText('- kind: bar');
  await expect(changes.locator('ins')).toHaveText('+ kind: pie');
  await editor.after(() => dialog.getByRole('button', { name: 'Apply' }).click());
  await expect(editor.kind('Pie')).toHaveAttribute('aria-pressed', 'true');
});

test('a chart goes on as a copy, and the first one stays', async ({ inlay, page }) => {
  await inlay.signIn(MAYA);
  const id = await inlay.save(inlay.spec('project = FIN', { title: 'The first' }));
  await inlay.open(`/charts/${id}/edit`);
  const editor = new Editor(page);
  await page.getByRole('button', { name: 'Duplicate' }).click();
  await expect(editor.title).toHaveValue('The first (copy)');
  await expect(page).toHaveURL(/\/charts\/new$/);
  await expect(editor.saved).toHaveText('A copy, not saved yet. Back');
  await expect(editor.saved.getByRole('link', { name: 'Back' })).toHaveAttribute('href', `/charts/${id}/edit`);
  await editor.save.click();
  await expect(new ChartPage(page).title).toHaveText('The first (copy)');
  await inlay.open(`/charts/${id}`);
  await expect(new ChartPage(page).title).toHaveText('The first');
});

test('a chart is embedded by programs, too', async ({ inlay, page }) => {
  await inlay.signIn(MAYA);
  const id = await inlay.save(inlay.spec('project = FIN', { title: 'Bugs [all]' }));
  await inlay.open(`/charts/${id}/edit`);
  await page.getByRole('button', { name: 'Embed' }).click();
  const dialog = page.getByRole('dialog', { name: 'Embed this chart' });
  await dialog.getByText('For pages made by programs, and for links').click();
  const macro = await dialog.getByRole('textbox', { name: 'Iframe macro' }).inputValue();
  expect(macro).toContain(`<ri:url ri:value="${inlay.url(`/embed/${id}`)}" />`);
  await expect(dialog.getByRole('textbox', { name: 'Link in Markdown' })).toHaveValue(`[Bugs \\[all\\]](${inlay.url(`/charts/${id}`)})`);
});

test('the picture for other pages says who sees it, and is signed once the chart is shared by link', async ({ inlay, page, context, browser }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await inlay.signIn(MAYA);
  const id = await inlay.save(inlay.spec('project = FIN', { title: 'Bugs [all]' }));
  await inlay.open(`/charts/${id}`);
  const dialog = page.getByRole('dialog', { name: 'Embed this chart' });
  const image = dialog.getByRole('textbox', { name: 'Image in Markdown' });
  await page.getByRole('button', { name: 'Embed' }).click();
  await expect(image).toHaveValue(`![Bugs \\[all\\]](${inlay.url(`/charts/${id}.png`)})`);
  await expect(image).toHaveAccessibleDescription(/Only people who are signed in to Inlay/);
  await dialog.getByRole('link', { name: 'Share the chart by link' }).click();
  await new AccessPage(page).run(/Everybody who has the link/);

  await inlay.open(`/charts/${id}`);
  await page.getByRole('button', { name: 'Embed' }).click();
  await expect(image).toHaveAccessibleDescription(/Whoever has this address sees the picture/);
  await dialog.getByRole('button', { name: 'Copy image' }).click();
  await expect(dialog.getByText('Copied')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const address = /^!\[.*\]\((.*)\)$/.exec(copied)?.[1] ?? 'nothing';
  const anybody = await browser.newContext();
  const picture = await anybody.request.get(address);
  expect([picture.status(), picture.headers()['content-type']]).toEqual([200, 'image/png']);
  await anybody.close();
});

test('a chart without a picture says so', async ({ inlay, page }) => {
  await inlay.signIn(MAYA);
  const id = await inlay.save(inlay.spec('project = FIN', { kind: 'table' }));
  await inlay.open(`/charts/${id}/edit`);
  await page.getByRole('button', { name: 'Embed' }).click();
  const dialog = page.getByRole('dialog', { name: 'Embed this chart' });
  await expect(dialog).toContainText('Tables and tiles are no drawings');
  await expect(dialog.getByRole('textbox', { name: 'Image in Markdown' })).toBeHidden();
});
