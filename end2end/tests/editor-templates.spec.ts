// Charts to begin with.

import { answered } from '../fixtures/complaints.ts';
import { LIAM, MAYA } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { Editor } from '../pages/editor.ts';

test('an empty editor offers a dozen charts, and one of them is there at once', async ({ inlay, page }) => {
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  const templates = page.getByRole('region', { name: 'Templates' });
  await expect(templates.getByRole('listitem')).toHaveCount(13);
  await editor.after(() => templates.getByRole('button', { name: /^Where the work stands/ }).click());
  await expect(templates).toBeHidden();
  await expect(editor.title).toHaveValue('Where the work stands');
  await expect(editor.jql).toHaveValue('updated >= -4w');
  await expect(editor.kind('Donut')).toHaveAttribute('aria-pressed', 'true');
  await expect(editor.preview.locator('canvas').first()).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(templates).toBeVisible();
});

test('a template of one’s own is kept from a chart, begins another, is renamed and deleted, and comes back', async ({ inlay, page, complaints }) => {
  complaints.expect(answered(422));
  await inlay.signIn(LIAM, '/charts/new');
  const editor = new Editor(page);
  await editor.after(() => editor.jql.fill('project = FIN'));
  await editor.after(() => editor.kind('Donut').click());
  await editor.after(() => editor.chooseField('Priority'));
  const keep = async (name: string) => {
    await page.getByRole('button', { name: 'Save as template…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Save as template' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    await dialog.getByRole('button', { name: 'Save template' }).click();
    return dialog;
  };
  const dialog = await keep('By priority');
  await expect(dialog.getByRole('status')).toContainText('“By priority” is kept');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await keep('By priority');
  await expect(dialog.getByRole('alert')).toContainText('You have a template called “By priority” already');
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await editor.jql.fill('');
  const yours = page.getByRole('list', { name: 'Yours' });
  const named = (name: string) => yours.getByRole('listitem').filter({ hasText: name });
  await expect(named('By priority')).toBeVisible();
  await named('By priority').getByRole('button', { name: 'Rename By priority' }).click();
  const box = page.getByRole('textbox', { name: 'New name of By priority' });
  await expect(box).toBeFocused();
  await box.fill('Mine');
  await page.keyboard.press('Enter');
  await expect(named('Mine')).toBeVisible();
  const note = page.getByRole('region', { name: 'Templates' }).getByRole('status');
  await expect(note).toContainText('“By priority” is called “Mine” now.');
  await note.getByRole('button', { name: 'Undo' }).click();
  await expect(named('By priority')).toBeVisible();

  await named('By priority').getByRole('button', { name: 'Delete By priority' }).click();
  await expect(yours).toBeHidden();
  await note.getByRole('button', { name: 'Undo' }).click();
  await expect(named('By priority')).toBeVisible();
  await page.reload();
  await inlay.live();
  await editor.after(() => named('By priority').getByRole('button', { name: /^By priority/ }).click());
  await expect(editor.title).toHaveValue('By priority');
  await expect(editor.kind('Donut')).toHaveAttribute('aria-pressed', 'true');
  await expect(editor.field).toHaveValue('Priority');
  await expect(editor.jql).toHaveValue('updated >= -4w');
});
