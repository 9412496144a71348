// Writing a query with Jira's help.

import { answered } from '../fixtures/complaints.ts';
import { MAYA } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { Editor } from '../pages/editor.ts';

test('a query is written with what Jira offers, by keyboard and mouse', async ({ inlay, page, complaints }) => {
  // Half a query is asked, too, where somebody pauses.
  complaints.allow(answered(422));
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.jql.focus();
  await page.keyboard.type('prior');
  await expect(editor.suggestions.first()).toContainText('priority');
  await expect(editor.jql).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(editor.suggestions.first()).toHaveAttribute('aria-selected', 'true');
  await expect(editor.jql).toHaveAttribute('aria-activedescendant', (await editor.suggestions.first().getAttribute('id')) ?? 'nothing');
  await page.keyboard.press('Enter');
  await expect(editor.jql).toHaveValue('priority ');

  await expect(editor.suggestions.filter({ hasText: /^=$/ })).toBeVisible();
  await page.keyboard.type('= Hig');
  const high = editor.suggestions.filter({ hasText: /^High$/ });
  await expect(high).toBeVisible();
  await high.click();
  await expect(editor.jql).toHaveValue(/^priority = "?High"? $/);
  await expect(editor.jql).toBeFocused();

  // The query may end here: what may follow comes when it is asked for.
  await expect(editor.suggestions.first()).toBeHidden();
  await page.keyboard.press('Control+Space');
  await expect(editor.suggestions.filter({ hasText: /^AND$/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(editor.suggestions.first()).toBeHidden();
  await editor.after(() => page.keyboard.type('and project = FIN'));
  await expect(editor.suggestions.first()).toBeHidden();
  await expect(editor.jql).toBeFocused();
  await expect(editor.found).toContainText('issues');
});

for (const width of [1280, 400]) {
  test(`what may come next never lies over the chart, at ${width} pixels`, async ({ inlay, page, complaints }) => {
    complaints.allow(answered(422));
    await page.setViewportSize({ width, height: 800 });
    await inlay.signIn(MAYA, '/charts/new');
    const editor = new Editor(page);
    await editor.after(() => editor.jql.fill('project = FIN'));
    await expect(editor.suggestions.first()).toBeHidden();
    await editor.jql.focus();
    await page.keyboard.press('End');
    await page.keyboard.type(' and s');
    await expect(editor.suggestions.first()).toBeVisible();
    const list = page.getByRole('listbox', { name: 'What may come next' });
    const [above, below] = [(await list.boundingBox())!, (await editor.preview.boundingBox())!];
    expect(above.y + above.height).toBeLessThanOrEqual(below.y);
    expect(above.height).toBeLessThan(200);
    expect(await list.evaluate((element) => element.scrollHeight > element.clientHeight)).toBe(true);
    // Fewer of them leave the chart where it is.
    await page.keyboard.type('tatusc');
    await expect(editor.suggestions).toHaveCount(2);
    expect((await list.boundingBox())!.height).toBe(above.height);
    await page.keyboard.press('Escape');
    await expect(list).toBeHidden();
  });
}

test('what lies under the list is pressed with one click, though the list closes', async ({ inlay, page, complaints }) => {
  complaints.allow(answered(422));
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  const offer = page.getByRole('button', { name: 'Finance Tools', exact: true });
  await expect(offer).toBeVisible();
  await editor.jql.focus();
  await page.keyboard.press('Control+Space');
  await expect(editor.suggestions.first()).toBeVisible();
  await offer.click();
  await expect(editor.jql).toHaveValue('project = FIN');
  await expect(editor.suggestions.first()).toBeHidden();
});

test('an answer that comes after Escape opens nothing', async ({ inlay, page, complaints }) => {
  complaints.allow(answered(422));
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  let go = () => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  await page.route('**/api/suggest_jql', async (route) => {
    await held;
    await route.continue();
  });
  const asked = page.waitForRequest('**/api/suggest_jql');
  await editor.jql.focus();
  await page.keyboard.type('prior');
  await asked;
  await page.keyboard.press('Escape');
  const answer = page.waitForResponse('**/api/suggest_jql');
  go();
  await (await answer).finished();
  // The next question is answered after it.
  await page.unroute('**/api/suggest_jql');
  await expect(editor.suggestions.first()).toBeHidden();
  await page.keyboard.type('i');
  await expect(editor.suggestions.first()).toContainText('priority');
});

test('a fault of a query inside the source is counted and marked in its own box', async ({ inlay, page, complaints }) => {
  complaints.expect(answered(422));
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.after(() => editor.jql.fill('project = FIN AND created >= -52w'));
  await editor.after(() => editor.choice('By').selectOption('Queries of your own'));
  const box = page.getByRole('combobox', { name: 'JQL of query 1' });
  const row = editor.queries.getByRole('listitem').first();
  await box.fill('assignee = x y');
  await expect(row).toContainText(/Jira: .*\(line 1, character 14\)/);
  await expect(row.locator('.wrong')).toHaveText('y');
  await box.fill('due <');
  await expect(row).toContainText(/Jira: .*\(line 1, character 5\)/);
  await expect(row.locator('.wrong')).toHaveText('<');
});

test('a fault of the source is told beside the source alone', async ({ inlay, page, complaints }) => {
  complaints.expect(answered(422));
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.after(() => editor.jql.fill('project = FIN'));
  await editor.after(() => editor.choice('By').selectOption('Queries of your own'));
  const row = editor.queries.getByRole('listitem').first();
  await expect(row.getByRole('link')).toBeVisible();
  await editor.jql.fill('project = NOSUCH');
  await expect(editor.sentence).toContainText("'NOSUCH' does not exist");
  await expect(row.getByRole('status').first()).toHaveText('–');
  await expect(row).not.toContainText('Jira:');
});

test('functions are offered where they fit', async ({ inlay, page, complaints }) => {
  complaints.allow(answered(422));
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.jql.focus();
  await page.keyboard.type('assignee = currentU');
  await expect(editor.suggestions.filter({ hasText: 'currentUser()' })).toContainText('function');
});

test('a fault is marked where Jira says it is', async ({ inlay, page, complaints }) => {
  complaints.expect(answered(422));
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.jql.fill('project = NOSUCH');
  await expect(editor.sentence).toContainText("The value 'NOSUCH' does not exist");
  const mark = page.locator('.source .jql-ink .wrong');
  await expect(mark).toHaveText('NOSUCH');
  await expect(editor.jql).toHaveAttribute('aria-invalid', 'true');
  await editor.after(() => editor.jql.fill('project = FIN'));
  await expect(mark).toBeHidden();
});
