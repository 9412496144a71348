// The editor without a mouse.

import { answered } from '../fixtures/complaints.ts';
import { MAYA } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { ChartPage } from '../pages/chart-page.ts';
import { Editor } from '../pages/editor.ts';
import type { Locator, Page } from '@playwright/test';

/** Presses Tab until this has the focus; the way there must not be long, and every stop is seen. */
async function tabTo(page: Page, target: Locator, most = 40): Promise<void> {
  for (let presses = 0; presses < most; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      const seen = await target.evaluate((element: HTMLElement) => {
        // A box may be framed with what belongs to it.
        const around: Element[] = [];
        for (let part: Element | null = element; part && around.length < 5; part = part.parentElement) around.push(part);
        const look = () => around.map((part) => {
          const { outline, boxShadow, borderColor, backgroundColor } = getComputedStyle(part);
          return [outline, boxShadow, borderColor, backgroundColor].join(' ');
        }).join('|');
        const focused = look();
        element.blur();
        const without = look();
        element.focus();
        return focused !== without;
      });
      expect(seen, `${target} shows that it has the focus`).toBe(true);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`${target} is not reached in ${most} steps`);
}

test('a chart is described, changed and saved with the keyboard alone', async ({ inlay, page, complaints }) => {
  // On a slow machine a pause between two letters is long enough to ask Jira about half a query.
  complaints.allow(answered(422));
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await expect(editor.jql).toBeVisible();

  await tabTo(page, page.getByRole('link', { name: 'Skip to the settings' }));
  await page.keyboard.press('Enter');
  await expect(page.locator('#settings')).toBeFocused();
  await inlay.open('/charts/new');

  await tabTo(page, editor.jql);
  await editor.after(() => page.keyboard.type('project = FIN'));

  await tabTo(page, editor.kind('Donut'));
  await editor.after(() => page.keyboard.press('Space'));
  await expect(editor.kind('Donut')).toHaveAttribute('aria-pressed', 'true');

  await tabTo(page, editor.tab('Chart by'));
  await page.keyboard.press('ArrowRight');
  await expect(editor.tab('Group by')).toBeFocused();
  await page.keyboard.press('End');
  await expect(editor.tab('Display')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Home');

  await tabTo(page, editor.field);
  await page.keyboard.type('Prior');
  await expect(page.getByRole('listbox').getByRole('option').first()).toContainText('Priority');
  await editor.after(() => page.keyboard.press('Enter'));
  await expect(editor.field).toHaveValue('Priority');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('listbox')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listbox')).toBeHidden();

  const hide = editor.value('High').getByRole('button', { name: 'Hide High' });
  await tabTo(page, hide);
  await editor.after(() => page.keyboard.press('Enter'));
  expect(Object.keys(await editor.numbers())).not.toContain('High');

  await page.keyboard.press('Control+s');
  await expect(editor.saved).toContainText('Saved');
  await tabTo(page, editor.save, 60);
  await page.keyboard.press('Enter');
  await expect(new ChartPage(page).title).toHaveText(/priority/i);
});

test('a value is moved with Alt and an arrow, and the focus stays with it', async ({ inlay, page }) => {
  await inlay.signIn(MAYA, '/charts/new');
  const editor = new Editor(page);
  await editor.after(() => editor.jql.fill('project = FIN'));
  await editor.after(() => editor.kind('Table').click());
  await editor.after(() => editor.chooseField('Priority'));
  const before = Object.keys(await editor.numbers());
  const second = editor.value(before[1]!).getByRole('textbox', { name: /^Name of/ });
  await second.focus();
  await editor.after(() => page.keyboard.press('Alt+ArrowUp'));
  await expect(second).toBeFocused();
  expect(Object.keys(await editor.numbers()).slice(0, 2)).toEqual([before[1], before[0]]);
  await expect(page.getByText(`${before[1]}: 1 of`)).toBeAttached();

  const down = editor.value(before[1]!).getByRole('button', { name: `Move ${before[1]} down` });
  await down.focus();
  await editor.after(() => page.keyboard.press('Enter'));
  await expect(down).toBeFocused();
  expect(Object.keys(await editor.numbers())).toEqual(before);
});

test('the prompt in a frame is reached and pressed with the keyboard', async ({ confluence, page }) => {
  const [frame] = await confluence.open(['c_shopstatus']);
  await frame!.loadChart.focus();
  const [window] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('Enter')]);
  await expect(window.getByRole('heading', { name: 'Log in to continue' })).toBeVisible();
});
