// On a phone: everything within reach, and a hint where there is more at the side.

import type { Locator } from '@playwright/test';
import { CHART } from '../fixtures/charts.ts';
import { MAYA } from '../fixtures/people.ts';
import { look } from '../fixtures/look.ts';
import { expect, test } from '../fixtures/test.ts';
import { Editor } from '../pages/editor.ts';

test.use({ viewport: { width: 400, height: 800 } });

const CROSSED = { kind: 'table_2d', title: 'Types and priorities', chart_by: { field: 'issuetype' }, group_by: { field: 'priority' } };

test('the editor’s bar takes two lines', async ({ inlay, page }) => {
  await inlay.signIn(MAYA);
  await inlay.open(`/charts/${CHART.status}/edit`);
  await expect(new Editor(page).preview.locator('canvas').first()).toBeVisible();
  const bar = page.locator('.editor-bar');
  const tops = await bar.locator('button:visible').evaluateAll((buttons) => buttons.map((button) => Math.round(button.getBoundingClientRect().top)));
  expect(tops.length).toBeGreaterThan(6);
  expect(new Set(tops).size, `lines at ${tops.join(', ')}`).toBe(2);
  await expect(bar.getByRole('button', { name: 'Save as template…' })).toHaveText(/Template…/);
});

/** The table scrolls sideways, and its first column stays where it is. */
async function keepsItsRowsInSight(room: Locator): Promise<void> {
  const name = room.locator('tbody th').first();
  await expect(name).toBeVisible();
  const over = await room.evaluate((part) => part.scrollWidth - part.clientWidth);
  expect(over).toBeGreaterThan(40);
  const before = await name.boundingBox();
  await room.evaluate((part) => part.scrollTo({ left: 60, behavior: 'instant' }));
  expect(await room.evaluate((part) => part.scrollLeft)).toBe(60);
  expect((await name.boundingBox())!.x).toBeCloseTo(before!.x, 0);
}

test('a wide table keeps the names of its rows in sight, on a page and in a frame', async ({ inlay, page }) => {
  await inlay.signIn(MAYA);
  const id = await inlay.save(inlay.spec('project = SHOP', CROSSED));
  await inlay.open(`/charts/${id}`);
  const room = page.getByRole('region', { name: 'Numbers' });
  await keepsItsRowsInSight(room);
  await look(page, 'chart-table-2d');
  await page.setViewportSize({ width: 400, height: 400 });
  await inlay.open(`/embed/${id}`);
  await keepsItsRowsInSight(room);
  await look(page, 'embed-table-2d', { height: 400 });
});

test('a number that leads to its issues can be told from one that does not before it is touched', async ({ inlay, page }) => {
  await inlay.signIn(MAYA);
  for (const place of [`/charts/${CHART.table}`, `/embed/${CHART.table}`]) {
    await inlay.open(place);
    const link = page.locator('.figures td a').first();
    await expect(link).toHaveCSS('text-decoration-style', 'dotted');
    await expect(link).toHaveCSS('text-decoration-line', 'underline');
  }
});

test('an average over everything is not called a total', async ({ inlay, page }) => {
  await inlay.signIn(MAYA);
  const measure = { type: 'average', of: 'resolution_time' };
  const id = await inlay.save(inlay.spec('project = SHOP', { kind: 'table', chart_by: { field: 'priority' }, measure }));
  for (const place of [`/charts/${id}`, `/embed/${id}`]) {
    await inlay.open(place);
    await expect(page.locator('.figures tfoot th').first()).toHaveText('All issues');
  }
});
