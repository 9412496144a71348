// Everything that the editor changes can be taken back and done again.

import { MAYA } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { Editor } from '../pages/editor.ts';

test('title, description, source, grouping, values and display go back step by step, and forth again', async ({ inlay, page }) => {
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.after(() => editor.jql.fill('project = FIN'));
  const steps: (() => Promise<unknown>)[] = [
    () => editor.title.fill('Work'),
    () => editor.after(() => editor.jql.fill('project = FIN AND created >= -52w')),
    () => editor.after(() => editor.chooseField('Priority')),
    () => editor.after(() => editor.value('Low').getByRole('button', { name: 'Hide Low' }).click()),
    () =>
      editor.after(async () => {
        await editor.value('High').getByRole('textbox', { name: 'Name of High' }).fill('Soon');
        await page.keyboard.press('Enter');
      }),
    () => editor.after(() => editor.value('High').getByLabel(/^Colour of/).fill('#ff00aa')),
    () => editor.after(() => editor.value('Medium').getByRole('button', { name: /^Move .* down/ }).click()),
    () => editor.after(() => editor.kind('Donut').click()),
    async () => {
      await editor.tab('Display').click();
      await page.getByRole('textbox', { name: 'Description' }).fill('What waits');
    },
    async () => {
      const height = page.getByRole('spinbutton', { name: /Height/ });
      await height.fill('500');
      await height.press('Enter');
    },
    async () => {
      await page.getByRole('button', { name: 'Text', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: 'The chart as text' });
      const text = dialog.getByRole('textbox', { name: 'Text of the chart' });
      await text.fill((await text.inputValue()).replace('"donut"', '"pie"'));
      await dialog.getByRole('button', { name: 'Compare' }).click();
      await dialog.getByRole('button', { name: 'Apply' }).click();
      await expect(dialog).toBeHidden();
    },
  ];
  const texts = [await editor.text()];
  for (const step of steps) {
    await step();
    texts.push(await editor.text());
    expect(texts.at(-1)).not.toEqual(texts.at(-2));
  }
  for (let at = texts.length - 2; at >= 0; at -= 1) {
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await editor.text(), `back to ${at}`).toEqual(texts[at]);
  }
  await expect(editor.jql).toHaveValue('project = FIN');
  for (let at = 1; at < texts.length; at += 1) {
    await page.getByRole('button', { name: 'Redo' }).click();
    expect(await editor.text(), `forth to ${at}`).toEqual(texts[at]);
  }
  await expect(editor.title).toHaveValue('Work');
  await expect(editor.jql).toHaveValue('project = FIN AND created >= -52w');
  await expect(page.getByRole('button', { name: 'Redo' })).toBeDisabled();
  await editor.settled();
});

test('a value is dragged to another place, and a hex colour is written', async ({ inlay, page }) => {
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.after(() => editor.jql.fill('project = FIN'));
  await editor.after(() => editor.kind('Table').click());
  await editor.after(() => editor.chooseField('Priority'));
  const before = Object.keys(await editor.numbers());
  const [first, third] = [before[0]!, before[2]!];
  const middle = async (key: string) => {
    const box = (await editor.value(key).locator('.grip').boundingBox())!;
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  const [from, to] = [await middle(first), await middle(third)];
  await editor.after(async () => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x, (from.y + to.y) / 2, { steps: 4 });
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
  });
  expect(Object.keys(await editor.numbers()).slice(0, 3)).toEqual([before[1], third, first]);

  const value = editor.value(first);
  await value.getByRole('button', { name: `More about ${first}` }).click();
  await editor.after(async () => {
    await value.getByRole('textbox', { name: `Hex of ${first}` }).fill('AA00FF');
    await page.keyboard.press('Enter');
  });
  await expect(value.getByLabel(`Colour of ${first}`)).toHaveValue('#aa00ff');
  await editor.after(() => page.getByRole('button', { name: 'Reset all values' }).click());
  expect(Object.keys(await editor.numbers())).toEqual(before);
});
