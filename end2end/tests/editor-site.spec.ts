// The same chart on another Jira site.

import { MAYA } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { Editor } from '../pages/editor.ts';

interface Field {
  id: string;
  name: string;
  kind: string;
  custom: boolean;
}

test('a chart moves to another site with what holds there, in one step that can be taken back', async ({ inlay, page, world }) => {
  await inlay.signIn(MAYA, '/charts/new', 'All my sites');
  const [main, lab] = [world.siteAt(0), world.siteAt(1)];
  const editor = new Editor(page);
  const fieldsOf = async (site: string) => (await inlay.call<Field[]>('catalogue', { site })).body;
  const [here, there] = [await fieldsOf(main.cloud_id), await fieldsOf(lab.cloud_id)];
  const twin = (field: Field) => there.find((other) => other.custom && other.name === field.name && other.kind === field.kind);
  const field = here.find((one) => one.custom && one.kind === 'number' && twin(one));
  expect(field, 'a number field that both sites have').toBeDefined();

  await editor.after(() => editor.jql.fill('created >= -4w'));
  await editor.after(() => editor.kind('Table').click());
  await editor.after(() => editor.chooseField(field!.name));
  await editor.after(() => editor.site.selectOption(lab.name));
  await expect(editor.jql).toHaveValue('created >= -4w');
  await expect(editor.kind('Table')).toHaveAttribute('aria-pressed', 'true');
  await expect(editor.field).toHaveValue(field!.name);
  expect((await editor.text())['chart_by']).toEqual({ field: twin(field!)!.id });
  await expect(editor.preview.locator('table.figures')).toBeVisible();

  await editor.after(() => page.getByRole('button', { name: 'Undo' }).click());
  await expect(editor.site).toHaveValue(main.cloud_id);
  expect((await editor.text())['chart_by']).toEqual({ field: field!.id });
});

test('projects and filters are another site’s: the source begins again there', async ({ inlay, page, world }) => {
  await inlay.signIn(MAYA, '/charts/new', 'All my sites');
  const editor = new Editor(page);
  await page.getByRole('combobox', { name: 'Source' }).selectOption('projects');
  const projects = page.getByRole('combobox', { name: 'Add a project' });
  await projects.click();
  await projects.fill('FIN');
  await editor.after(() => page.getByRole('listbox').getByRole('option', { name: /FIN/ }).first().click());
  await editor.site.selectOption(world.siteAt(1).name);
  await expect(page.getByRole('list', { name: 'Chosen projects' }).getByRole('listitem')).toHaveCount(0);
  await projects.click();
  await expect(page.getByRole('listbox').getByRole('option').first()).toContainText(world.siteAt(1).projects[0]!);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('list', { name: 'Chosen projects' })).toContainText('FIN');
});
