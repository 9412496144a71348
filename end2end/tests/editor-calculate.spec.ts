// What is calculated, and the lines over it.

import { MAYA } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { Editor } from '../pages/editor.ts';

test('what is calculated is chosen in plain words, and the title follows', async ({ inlay, page }) => {
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.after(() => editor.jql.fill('project = FIN AND resolution is not EMPTY'));
  await editor.after(() => editor.kind('Table').click());
  await editor.tab('Calculate').click();

  await editor.after(() => editor.choice('Calculate').selectOption('Average'));
  await expect(editor.title).toHaveValue('Average time to resolution by status');
  const days = await editor.numbers();
  await editor.after(() => editor.choice('In').selectOption('Hours'));
  const hours = await editor.numbers();
  for (const [name, value] of Object.entries(days).filter(([, value]) => value >= 1)) expect(hours[name], name).toBeGreaterThan(value * 20);

  await editor.after(() => editor.choice('Calculate').selectOption('Percentile'));
  await expect(page.getByRole('spinbutton', { name: 'Percent of the issues' })).toHaveValue('85');
  await editor.after(() => editor.choice('Of').selectOption('the time between two dates'));
  await expect(page.getByRole('combobox', { name: 'From', exact: true })).toHaveValue('Created');
  expect((await editor.text())['measure']).toEqual({ type: 'percentile', of: { between: ['created', 'resolutiondate'] }, p: 85, unit: 'hours' });

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(editor.choice('Of')).toHaveValue('resolution');
});

test('numbers are added up, counted and combined', async ({ inlay, page }) => {
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.after(() => editor.jql.fill('project = FIN'));
  await editor.tab('Calculate').click();
  await editor.after(() => editor.choice('Calculate').selectOption('Sum'));
  await editor.after(() => editor.choice('Of').selectOption('a number or a time'));
  const number = page.getByRole('combobox', { name: 'Number', exact: true });
  await number.click();
  await number.fill('Story Points');
  await page.getByRole('listbox').getByRole('option', { name: /^Story Points/ }).first().click();
  await editor.settled();
  await expect(editor.title).toHaveValue('Sum of story Points by status');
  await expect(page.getByRole('combobox', { name: 'In', exact: true })).toBeHidden();

  await editor.after(() => editor.choice('Calculate').selectOption('Two numbers combined'));
  const second = page.getByRole('group', { name: 'Second number' });
  await expect(second.getByRole('combobox', { name: 'Calculate' })).toHaveValue('count');
  await expect(page.getByRole('group', { name: 'First number' }).getByRole('combobox', { name: 'Number', exact: true })).toHaveValue(/Story Points/);
  await editor.after(() => editor.choice('How the numbers are combined').selectOption('times'));

  await editor.after(() => page.getByRole('combobox', { name: 'Calculate' }).first().selectOption('Number of different values'));
  await expect(page.getByRole('combobox', { name: 'Field whose values are counted' })).toHaveValue('Assignee');
  await editor.after(() => editor.choice('Calculate').selectOption('Number of issues'));
  expect(await editor.text()).not.toHaveProperty('measure');
});

test('goal, trend and average are drawn where there are axes', async ({ inlay, page }) => {
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.after(() => editor.jql.fill('project = FIN'));
  await editor.tab('Display').click();
  const lines = page.getByRole('group', { name: 'Lines' });
  const goal = lines.getByRole('spinbutton', { name: 'Goal' });
  await editor.after(async () => {
    await goal.fill('20');
    await goal.press('Enter');
  });
  await editor.after(() => lines.getByRole('textbox', { name: 'What stands at the goal' }).fill('Target'));
  await editor.after(() => lines.getByLabel('Trend').check());
  await editor.after(() => lines.getByLabel('Average').check());
  expect((await editor.text())['lines']).toEqual({ goal: { value: 20, label: 'Target' }, trend: true, average: true });
  await editor.after(() => editor.kind('Pie').click());
  await expect(lines).toBeHidden();
});
