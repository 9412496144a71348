// The server draws SVG, the browser a canvas, from one option: they look the same, and labels stay text.

import type { Locator } from '@playwright/test';
import { CHART } from '../fixtures/charts.ts';
import { MAYA } from '../fixtures/people.ts';
import { difference } from '../fixtures/pictures.ts';
import { expect, test } from '../fixtures/test.ts';

const PICTURES = { bar: CHART.status, donut: CHART.priority, stacked: CHART.types, pie: CHART.everything, dates: CHART.created };

for (const scheme of ['light', 'dark'] as const) {
  test(`the server’s drawing and the browser’s look the same, ${scheme}`, async ({ inlay, page, context }, info) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await inlay.signIn(MAYA);
    for (const [name, id] of Object.entries(PICTURES)) {
      await page.setViewportSize({ width: 800, height: 460 });
      await inlay.open(`/embed/${id}`);
      const stage = page.locator('[data-part="stage"]');
      await expect(stage.locator('svg')).toBeVisible();
      await drawInItsRoom(stage, id);
      const drawn = await stage.screenshot({ path: info.outputPath(`${name}-svg.png`) });
      const label = await stage.getAttribute('data-label');
      await stage.dispatchEvent('pointerenter');
      await expect(stage.locator('canvas').first()).toBeVisible();
      await expect(stage).toHaveAttribute('aria-label', label ?? 'none');
      const live = await stage.screenshot({ path: info.outputPath(`${name}-canvas.png`) });
      const blank = await context.newPage();
      const apart = await difference(blank, drawn, live);
      await blank.close();
      expect(apart.inked, `${name}: something is drawn`).toBeGreaterThan(0.02);
      expect(apart.mean, `${name}: ${JSON.stringify(apart)}`).toBeLessThan(0.012);
      expect(apart.seen, `${name}: ${JSON.stringify(apart)}`).toBeLessThan(0.02);
    }
  });
}

/** Has the server draw at exactly the size of its place, so that nothing is scaled. */
async function drawInItsRoom(stage: Locator, id: string): Promise<void> {
  await stage.evaluate(async (stage, id) => {
    const room = new URLSearchParams({ width: String(stage.clientWidth), height: String(stage.clientHeight) });
    const answer = await fetch(`/embed/${id}/view?${room}`);
    const drawn = document.createElement('template');
    drawn.innerHTML = (await answer.json()).html;
    stage.replaceChildren(drawn.content.querySelector('[data-part="stage"] > svg')!);
  }, id);
}

test('a hostile label stays text in both drawings, in the table and in the editor', async ({ inlay, page, control, world }) => {
  const hostile = '</script><img/src=x/onerror=alert(1)>';
  const { key } = await control.newIssue({ site: world.siteAt(0).cloud_id, project: 'FIN', fields: { summary: hostile, labels: [hostile, '"><svg/onload=alert(2)>', '${7*7}{{7*7}}'] } });
  page.on('dialog', (dialog) => {
    throw new Error(`a script ran: ${dialog.message()}`);
  });
  await inlay.signIn(MAYA);
  const id = await inlay.save(inlay.spec(`key = ${key}`, { title: hostile, kind: 'bar', chart_by: { field: 'labels' } }));

  await inlay.open(`/embed/${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(hostile);
  await expect(page.locator('[data-part="stage"] svg')).toContainText('onerror');
  await expect(page.locator('img')).toHaveCount(0);
  await page.locator('[data-part="stage"]').hover();
  await expect(page.locator('[data-part="stage"] canvas').first()).toBeVisible();
  await expect(page.locator('.beside, .twin').first()).toContainText(hostile);

  for (const path of [`/charts/${id}`, `/charts/${id}/edit`]) {
    await inlay.open(path);
    await expect(page.locator('canvas').first()).toBeVisible();
    await expect(page.locator('table.figures').first()).toContainText(hostile);
    await expect(page.locator('img')).toHaveCount(0);
  }
});
