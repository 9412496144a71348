// By what issues are grouped: queries of one's own, dates, numbers; and what becomes of each value.

import { answered } from '../fixtures/complaints.ts';
import { MAYA } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { Editor } from '../pages/editor.ts';

test('queries of one’s own have counts and faults of their own', async ({ inlay, page, complaints }) => {
  complaints.expect(answered(422));
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.after(() => editor.jql.fill('project = FIN ORDER BY created'));
  await editor.after(() => editor.kind('Table').click());
  await editor.after(() => editor.choice('By').selectOption('Queries of your own'));
  const numbers = await editor.numbers();
  expect(Object.keys(numbers)).toEqual(['Open', 'Done']);
  const row = (place: number) => editor.queries.getByRole('listitem').nth(place);
  await expect(row(0).getByRole('link')).toHaveText(numbers['Open']!.toLocaleString('en'));

  await page.getByRole('button', { name: 'Add a query' }).click();
  await expect(row(2)).toContainText('Give it a name');
  await page.getByRole('textbox', { name: 'Name of query 3' }).fill('Mine');
  await expect(row(2)).toContainText('Write a query');
  await editor.after(() => page.getByRole('combobox', { name: 'JQL of query 3' }).fill('assignee = currentUser()'));
  expect(Object.keys(await editor.numbers())).toEqual(['Open', 'Done', 'Mine']);

  await editor.after(async () => {
    await page.getByRole('textbox', { name: 'Name of query 3' }).press('Alt+ArrowUp');
  });
  expect(Object.keys(await editor.numbers())).toEqual(['Open', 'Mine', 'Done']);

  await page.getByRole('combobox', { name: 'JQL of query 2' }).fill('nosuchfield = 1');
  await expect(row(1)).toContainText(/Jira: .*nosuchfield/);
  await expect(row(1).locator('.wrong')).toHaveText('nosuchfield');
  await editor.after(() => page.getByRole('button', { name: 'Remove Mine' }).click());
  expect(Object.keys(await editor.numbers())).toEqual(['Open', 'Done']);
});

test('several dates stand on one axis', async ({ inlay, page }) => {
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.after(() => editor.jql.fill('project = FIN'));
  await editor.after(() => editor.choice('By').selectOption('Several dates on one axis'));
  await editor.after(() => editor.setting('Interval').selectOption('Quarter'));
  await expect(page.getByRole('list', { name: 'Dates on the axis' }).getByRole('listitem')).toHaveCount(2);
  await editor.tab('Group by').click();
  await expect(page.getByText('are the columns already')).toBeVisible();
  expect((await editor.text())['chart_by']).toEqual({ dates: ['created', 'resolutiondate'], interval: 'quarter' });
});

test('days are limited, and what is no day is told where it stands', async ({ inlay, page }) => {
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.after(() => editor.jql.fill('project = FIN'));
  await editor.after(() => editor.kind('Table').click());
  await editor.after(() => editor.chooseField('Created'));
  const all = Object.keys(await editor.numbers()).length;
  const from = page.getByRole('textbox', { name: 'From', exact: true });
  await editor.after(() => from.fill('-3M'));
  expect(Object.keys(await editor.numbers()).length).toBeLessThan(all);
  await editor.after(() => from.fill('-3X'));
  await expect(from).toHaveAttribute('aria-invalid', 'true');
  await expect(from).toHaveAccessibleDescription(/“-3X” is no day; try -36M or 2024-01-31/);
  expect(Object.keys(await editor.numbers()).length).toBe(all);
});

test('numbers are cut into ranges', async ({ inlay, page }) => {
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.after(() => editor.jql.fill('project = FIN'));
  await editor.after(() => editor.chooseField('Story Points'));
  const width = page.getByRole('spinbutton', { name: 'Width of a range' });
  await editor.after(async () => {
    await width.fill('5');
    await width.press('Enter');
  });
  expect((await editor.text())['chart_by']).toMatchObject({ bins: { width: 5 } });
});

test('values are merged, painted from the palette, and given back', async ({ inlay, page }) => {
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.after(() => editor.jql.fill('project = FIN'));
  await editor.after(() => editor.kind('Table').click());
  await editor.after(() => editor.chooseField('Priority'));
  const before = await editor.numbers();

  const low = editor.value('Low');
  await low.getByRole('button', { name: 'More about Low' }).click();
  await editor.merge('Low', 'Medium');
  const merged = await editor.numbers();
  expect(merged['Medium']).toBe(before['Medium']! + before['Low']!);
  expect(Object.keys(merged)).not.toContain('Low');
  const medium = editor.value('Medium');
  const parts = medium.getByRole('list', { name: 'Values that count as Medium' });
  await expect(parts).toContainText('Low');
  await editor.after(() => parts.getByRole('button', { name: 'Take Low out' }).click());
  expect(await editor.numbers()).toEqual(before);

  await medium.getByRole('button', { name: 'More about Medium' }).click();
  await editor.after(() => medium.getByRole('button', { name: 'Paint Medium pink' }).click());
  await expect(medium.getByLabel('Colour of Medium')).toHaveValue('#fe8da3');
  await editor.after(() => medium.getByRole('button', { name: 'Reset Medium' }).click());
  await expect(medium.getByLabel('Colour of Medium')).not.toHaveValue('#fe8da3');
  await expect(page.getByRole('button', { name: 'Reset all values' })).toBeDisabled();
});

test('persons are merged and hidden under their names, and nobody reads an account id', async ({ inlay, page }) => {
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.after(() => editor.jql.fill('project = FIN'));
  await editor.after(() => editor.kind('Table').click());
  await editor.after(() => editor.chooseField('Assignee'));
  const before = await editor.numbers();
  const [first, second, third] = Object.keys(before).filter((name) => !name.startsWith('('));
  await editor.value(first!).getByRole('button', { name: `More about ${first}` }).click();
  await editor.merge(first!, second!);
  const merged = await editor.numbers();
  // Who has issues of neither alone: an issue has one assignee.
  expect(merged[second!]).toBe(before[first!]! + before[second!]!);
  const parts = editor.value(second!).getByRole('list', { name: `Values that count as ${second}` });
  await expect(parts.getByRole('listitem')).toHaveText([new RegExp(`^${second}`), new RegExp(`^${first}`)]);
  const { name, values } = ((await editor.text())['chart_by'] as { merge: { name: string; values: string[] }[] }).merge[0]!;
  expect(name).toBe(second);
  expect(values).toHaveLength(2);
  expect(values).not.toContain(second);

  await editor.after(() => editor.value(third!).getByRole('button', { name: `Hide ${third}` }).click());
  await expect(editor.value(third!).getByRole('button', { name: `Hide ${third}` })).toHaveAttribute('aria-pressed', 'true');
  await expect(editor.value(third!).getByRole('textbox', { name: `Name of ${third}` })).toHaveValue(third!);
  await editor.after(() => editor.value(third!).getByRole('button', { name: `Hide ${third}` }).click());
  await editor.after(() => parts.getByRole('button', { name: `Take ${first} out` }).click());
  expect(await editor.numbers()).toEqual(before);
});

test('the arrow keys reach every value to merge with', async ({ inlay, page }) => {
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.after(() => editor.jql.fill('project = FIN'));
  await editor.after(() => editor.kind('Table').click());
  await editor.after(() => editor.chooseField('Priority'));
  await editor.value('High').getByRole('button', { name: 'More about High' }).click();
  const into = editor.choice('Count High as');
  await expect(page.getByRole('button', { name: 'Merge High' })).toBeDisabled();
  const last = (await into.locator('option').allTextContents()).at(-1)!;
  await into.focus();
  await into.press('End');
  await expect(into.locator('option:checked')).toHaveText(last);
  expect(Object.keys(await editor.numbers())).toContain('High');
  await into.press('Tab');
  await editor.after(() => page.keyboard.press('Enter'));
  expect(Object.keys(await editor.numbers())).not.toContain('High');
  await expect(page.getByRole('status').filter({ hasText: `High counts as ${last}` })).toBeAttached();
});

test('what boxes do not take is said, and they show what counts', async ({ inlay, page }) => {
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.after(() => editor.jql.fill('project = FIN'));
  await editor.after(() => editor.chooseField('Priority'));
  const high = editor.value('High');
  await high.getByRole('button', { name: 'More about High' }).click();
  const hex = high.getByRole('textbox', { name: 'Hex of High' });
  await editor.after(async () => {
    await hex.fill('#abc');
    await hex.blur();
  });
  await expect(hex).toHaveValue('#aabbcc');
  await hex.fill('red');
  await hex.blur();
  await expect(hex).toHaveAttribute('aria-invalid', 'true');
  await expect(hex).toHaveAccessibleDescription(/“red” is no colour here/);
  await editor.after(() => high.getByRole('button', { name: 'Paint High sky' }).click());
  await expect(hex).toHaveValue('#81c7fe');
  await expect(hex).toHaveAttribute('aria-invalid', 'false');

  const limit = page.getByRole('spinbutton', { name: 'Show at most so many values' });
  for (const wrong of ['0', '-2']) {
    await limit.fill(wrong);
    await limit.blur();
    await expect(limit).toHaveValue('1');
    await expect(limit).toHaveAccessibleDescription(new RegExp(`^${wrong} does not do`));
  }
  expect((await editor.text())['chart_by']).toMatchObject({ limit: 1 });
  await limit.fill('');
  await expect(limit).not.toHaveAccessibleDescription(/does not do/);
  await editor.tab('Display').click();
  const height = page.getByRole('spinbutton', { name: /Height/ });
  await height.fill('9');
  await height.blur();
  await expect(height).toHaveValue('80');
  await expect(height).toHaveAccessibleDescription(/^9 does not do: .* from 80 to 4000/);
  await height.fill('');
  await height.blur();
  await expect(height).toHaveValue('80');
});
