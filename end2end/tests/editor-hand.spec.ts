// What a hand does in the editor: taking steps back and again, writing a colour, a height, a description.

import { MAYA } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { ChartPage } from '../pages/chart-page.ts';
import { Editor } from '../pages/editor.ts';

test('every step is taken back and again, with buttons and keys', async ({ inlay, page }) => {
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.after(() => editor.jql.fill('project = FIN'));
  const texts: unknown[] = [await editor.text()];
  const steps = [
    () => editor.kind('Donut').click(),
    () => editor.chooseField('Priority'),
    () => editor.value('High').getByRole('button', { name: 'Hide High' }).click(),
    () => editor.value('Low').getByRole('button', { name: 'Move Low up' }).click(),
  ];
  for (const step of steps) {
    await editor.after(step);
    texts.push(await editor.text());
  }
  await editor.title.fill('Another title');
  texts.push(await editor.text());
  const [undo, redo] = [page.getByRole('button', { name: 'Undo' }), page.getByRole('button', { name: 'Redo' })];
  await expect(redo).toBeDisabled();
  for (const text of texts.slice(0, -1).reverse()) {
    await undo.click();
    expect(await editor.text()).toEqual(text);
  }
  for (const text of texts.slice(1)) {
    await redo.click();
    expect(await editor.text()).toEqual(text);
  }
  await expect(redo).toBeDisabled();
  await editor.kind('Donut').focus();
  await page.keyboard.press('Control+z');
  expect(await editor.text()).toEqual(texts.at(-2));
  await page.keyboard.press('Control+Shift+z');
  expect(await editor.text()).toEqual(texts.at(-1));
});

test('a colour is written, a height and a description are seen', async ({ inlay, page }) => {
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.after(() => editor.jql.fill('project = FIN'));
  await editor.after(() => editor.chooseField('Priority'));
  const high = editor.value('High');
  await high.getByRole('button', { name: 'More about High' }).click();
  await editor.after(async () => {
    await high.getByRole('textbox', { name: 'Hex of High' }).fill('#00AAff');
    await page.keyboard.press('Enter');
  });
  await expect(editor.preview.locator('svg.dot rect[fill="#00aaff"]').first()).toBeVisible();

  await editor.tab('Display').click();
  await editor.after(async () => {
    await page.getByRole('spinbutton', { name: 'Height' }).fill('240');
    await page.keyboard.press('Enter');
  });
  await expect.poll(async () => (await editor.preview.locator('.picture').boundingBox())?.height).toBe(240);
  await page.getByRole('textbox', { name: 'Description' }).fill('Look at the *red* ones first.');
  await editor.save.click();
  await expect(new ChartPage(page).title).toBeVisible();
  const about = page.locator('.chart-card details').filter({ hasText: 'Description' });
  await expect(about.getByText('Look at the red ones first.')).toBeHidden();
  await about.getByText('Description').click();
  await expect(about.getByText('Look at the red ones first.')).toBeVisible();
  await expect(about.locator('em')).toHaveText('red');
  await expect.poll(async () => (await new ChartPage(page).picture.boundingBox())?.height).toBe(240);
});

