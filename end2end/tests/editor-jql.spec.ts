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

  await expect(editor.suggestions.filter({ hasText: /^AND$/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(editor.suggestions.first()).toBeHidden();
  await editor.after(() => page.keyboard.type('and project = FIN'));
  await page.keyboard.press('Escape');
  await expect(editor.found).toContainText('issues');
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
