// Everything on the screen, light and dark, wide and narrow: accessible, and photographed where asked for.

import { CHART, demoCharts } from '../fixtures/charts.ts';
import { SEARCH } from '../fixtures/control.ts';
import { accessible, look, SCHEMES } from '../fixtures/look.ts';
import { MAYA, TOMASZ } from '../fixtures/people.ts';
import { photograph } from '../fixtures/photo.ts';
import { expect, test } from '../fixtures/test.ts';
import { ConsentPage, LogInPage, consentIn } from '../pages/atlassian.ts';
import { ChartPage } from '../pages/chart-page.ts';
import { Editor } from '../pages/editor.ts';

/** A frame is seldom as wide and never as high as a window. */
const FRAME = { height: 400 };

// Two dozen looks, each with axe, in one test.
test.describe.configure({ timeout: 240_000 });

test('home, for a stranger and for me', async ({ inlay, page }) => {
  await inlay.open('/');
  await expect(new ChartPage(page).loadChart).toBeVisible();
  await look(page, 'welcome');
  await inlay.signIn(MAYA);
  await expect(page.getByRole('heading', { name: 'Your charts' })).toBeVisible();
  await look(page, 'home');
});

test('what I authorized, and who may see a chart', async ({ inlay, page }) => {
  await inlay.signIn(MAYA);
  await inlay.open('/authorizations');
  await expect(page.getByRole('heading', { name: 'My authorizations' })).toBeVisible();
  await look(page, 'authorizations');
  await inlay.open(`/charts/${CHART.status}/access`);
  await expect(page.getByRole('heading', { name: 'Who may see “Shop by status”' })).toBeVisible();
  await look(page, 'access');
});

test('a site’s authorizations', async ({ inlay, page, world }) => {
  await inlay.signIn(TOMASZ);
  await inlay.open(`/sites/${world.siteAt(0).cloud_id}/authorizations`);
  await expect(page.getByRole('heading', { name: `Authorizations on ${world.siteAt(0).name}` })).toBeVisible();
  await look(page, 'site-authorizations');
});

for (const tab of ['Chart by', 'Group by', 'Calculate', 'Display'] as const) {
  test(`the editor, tab ${tab}`, async ({ inlay, page }) => {
    await inlay.signIn(MAYA);
    await inlay.open(`/charts/${tab === 'Chart by' ? CHART.priority : CHART.types}/edit`);
    const editor = new Editor(page);
    await expect(editor.preview.locator('canvas').first()).toBeVisible();
    await editor.tab(tab).click();
    await editor.settled();
    await look(page, `editor-${tab.toLowerCase().replace(' ', '-')}`, tab === 'Chart by' ? {} : { narrowAt: '#settings' });
  });
}

test('a chart’s page', async ({ inlay, page }) => {
  await inlay.signIn(MAYA);
  for (const [name, id] of [['chart-bar', CHART.status], ['chart-stacked', CHART.types], ['chart-table', CHART.table], ['chart-tile', CHART.tile]] as const) {
    await inlay.open(`/charts/${id}`);
    await expect(page.locator('.picture canvas, table.figures, .tile-number').first()).toBeVisible();
    await look(page, name);
  }
});

test('the frame: prompt, chart, table, tile', async ({ inlay, page }) => {
  await inlay.open(`/embed/${CHART.priority}`);
  await look(page, 'embed-prompt', FRAME);
  await inlay.signIn(MAYA);
  for (const [name, id] of [['embed-donut', CHART.priority], ['embed-stacked', CHART.types], ['embed-table', CHART.table], ['embed-tile', CHART.tile], ['embed-nothing', CHART.nothing]] as const) {
    await inlay.open(`/embed/${id}`);
    await expect(page.locator('[data-state="chart"]')).toBeVisible();
    await look(page, name, FRAME);
  }
});

test('the frame: reading, and trouble', async ({ inlay, page, control }) => {
  await inlay.signIn(MAYA);
  await control.latency(4_000);
  await page.setViewportSize({ width: 720, height: FRAME.height });
  await inlay.open(`/embed/${CHART.everything}`);
  await expect(page.locator('[data-state="progress"]')).toBeVisible();
  for (const scheme of SCHEMES) {
    await page.emulateMedia({ colorScheme: scheme });
    await photograph(page, 'embed-progress', 1280, scheme);
  }
  await control.latency(0);
  await control.fault({ path: SEARCH, status: 403, times: 0 });
  await inlay.signIn(MAYA);
  await inlay.open(`/embed/${CHART.everything}`);
  await expect(page.locator('[data-state="error"]')).toBeVisible();
  await look(page, 'embed-trouble', FRAME);
});

test('the Confluence page of the demo, with its frames', async ({ confluence, page }) => {
  const charts = demoCharts();
  const frames = await confluence.open(charts.map(({ id }) => id));
  await consentIn(await frames[0]!.load(), MAYA);
  // What a reload breaks off is no session yet.
  for (const frame of frames) await frame.shows('chart');
  for (const scheme of SCHEMES) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const width of [400, 1280]) {
      // High enough for all frames: browsers do not paint those that are out of sight.
      await page.setViewportSize({ width, height: width > 400 ? 2000 : 2600 });
      await page.reload();
      for (const [place, frame] of frames.entries()) {
        await frame.shows('chart');
        await expect(frame.heading).toHaveText(charts[place]!.spec.title);
      }
      await page.mouse.move(0, 0);
      // A picture that did not fit its frame is drawn again.
      await page.waitForLoadState('networkidle');
      await accessible(page, `frames at ${width}, ${scheme}`, '.macro iframe');
      await photograph(page, 'confluence', width, scheme, width > 400 ? 1240 : 1840);
    }
  }
});

test('the way through Atlassian ends on readable pages', async ({ inlay, page, complaints }) => {
  complaints.allow(/status of 403/);
  await page.goto(inlay.url('/oauth/start?return=/'));
  await expect(new LogInPage(page).heading).toBeVisible();
  await look(page, 'sandbox-log-in');
  await new LogInPage(page).choose(MAYA);
  await expect(new ConsentPage(page).heading).toBeVisible();
  await look(page, 'sandbox-consent');
  await new ConsentPage(page).cancel();
  await expect(page.getByRole('heading', { name: 'You did not authorize Inlay' })).toBeVisible();
  await look(page, 'hand-over-cancelled');
});

test('dialogs, errors and pages that are not there', async ({ inlay, page, complaints }) => {
  complaints.expect(/status of (404|422)/);
  await inlay.signIn(MAYA);
  await inlay.open(`/charts/${CHART.status}`);
  await page.getByRole('button', { name: 'Embed' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await look(page, 'dialog-embed');
  await inlay.open('/nowhere');
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
  await accessible(page, 'a page that is not there');
  await inlay.open(`/charts/${CHART.broken}/edit`);
  await expect(new Editor(page).sentence).toBeVisible();
  await look(page, 'editor-refused');
});

test('the theme is chosen once and stays', async ({ inlay, page }) => {
  await inlay.open('/');
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const button = page.getByRole('button', { name: /^Theme:/ });
  await expect(button).toHaveAccessibleName('Theme: as your system');
  const light = await ground();
  await button.click();
  await button.click();
  await expect(button).toHaveAccessibleName('Theme: dark');
  expect(await ground()).not.toBe(light);
  const dark = await ground();
  await page.reload();
  expect(await ground()).toBe(dark);
});
