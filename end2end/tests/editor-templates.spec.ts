// Charts to begin with.

import { MAYA } from '../fixtures/people.ts';
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
