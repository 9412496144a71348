// Nothing that somebody did is lost: over a reload, and where two people save.

import type { Page } from '@playwright/test';
import { answered } from '../fixtures/complaints.ts';
import { MAYA } from '../fixtures/people.ts';
import { expect, test, type Inlay } from '../fixtures/test.ts';
import { ChartPage } from '../pages/chart-page.ts';
import { Editor } from '../pages/editor.ts';

async function reload(inlay: Inlay, page: Page): Promise<void> {
  await page.reload();
  await inlay.live();
}

test('unsaved changes are offered after a reload, and gone when they were saved', async ({ inlay, page }) => {
  // The browser asks whether to leave; here somebody does.
  page.on('dialog', (dialog) => void dialog.accept());
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  const offer = page.getByText('You left this chart with changes that were not saved.');
  await editor.after(() => editor.jql.fill('project = FIN'));
  await editor.title.fill('Half a thought');
  await reload(inlay, page);
  await expect(offer).toBeVisible();
  await editor.after(() => page.getByRole('button', { name: 'Bring them back' }).click());
  await expect(offer).toBeHidden();
  await expect(editor.title).toHaveValue('Half a thought');
  await expect(editor.jql).toHaveValue('project = FIN');

  await page.keyboard.press('Control+s');
  await expect(editor.saved).toContainText('Saved');
  await expect(page).toHaveURL(/\/edit$/);
  await reload(inlay, page);
  await expect(editor.title).toHaveValue('Half a thought');
  await expect(offer).toBeHidden();

  await editor.title.fill('Another thought');
  await expect(editor.saved).toHaveText('Unsaved changes');
  await reload(inlay, page);
  await page.getByRole('button', { name: 'Let them go' }).click();
  await expect(editor.title).toHaveValue('Half a thought');
  await reload(inlay, page);
  await expect(editor.title).toHaveValue('Half a thought');
  await expect(offer).toBeHidden();
});

test.describe('a save by somebody else in between', () => {
  /** A chart that is called “Mine” here, unsaved, and “Theirs” where it is saved. */
  async function conflict(inlay: Inlay, page: Page): Promise<{ editor: Editor; id: string }> {
    await inlay.signIn(MAYA);
    const id = await inlay.save(inlay.spec('project = FIN', { title: 'Ours' }));
    await inlay.open(`/charts/${id}/edit`);
    const editor = new Editor(page);
    await expect(editor.title).toHaveValue('Ours');
    const other = await page.context().newPage();
    await inlay.in(other).open(`/charts/${id}/edit`);
    await new Editor(other).title.fill('Theirs');
    await new Editor(other).save.click();
    await expect(new ChartPage(other).title).toHaveText('Theirs');
    await other.close();

    await editor.title.fill('Mine');
    await editor.save.click();
    await expect(page.getByRole('alert')).toContainText('Somebody saved this chart while you edited it.');
    await expect(editor.title).toHaveValue('Mine');
    return { editor, id };
  }

  test('is seen, and my own is one undo away', async ({ inlay, page, complaints }) => {
    complaints.expect(answered(409));
    const { editor } = await conflict(inlay, page);
    await page.getByRole('button', { name: 'See theirs' }).click();
    await expect(editor.title).toHaveValue('Theirs');
    await expect(page.getByRole('alert')).toBeHidden();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(editor.title).toHaveValue('Mine');
    await editor.save.click();
    await expect(new ChartPage(page).title).toHaveText('Mine');
  });

  test('stays beside a copy of mine', async ({ inlay, page, complaints }) => {
    complaints.expect(answered(409));
    const { editor, id } = await conflict(inlay, page);
    await page.getByRole('button', { name: 'Keep mine as a copy' }).click();
    await expect(editor.saved).toContainText('Saved');
    await expect(page).not.toHaveURL(new RegExp(id));
    await inlay.open(`/charts/${id}`);
    await expect(new ChartPage(page).title).toHaveText('Theirs');
  });

  test('is overwritten where I say so', async ({ inlay, page, complaints }) => {
    complaints.expect(answered(409));
    const { editor, id } = await conflict(inlay, page);
    await page.getByRole('button', { name: 'Overwrite theirs' }).click();
    await expect(editor.saved).toContainText('Saved');
    await inlay.open(`/charts/${id}`);
    await expect(new ChartPage(page).title).toHaveText('Mine');
  });
});
