// What I let Inlay do, and how it ends: by my hand, or by a site's administrator.

import { CHART } from '../fixtures/charts.ts';
import { answered } from '../fixtures/complaints.ts';
import { ELENA, MAYA, OLIVER, TOMASZ } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { consentIn } from '../pages/atlassian.ts';
import { Authorizations } from '../pages/authorizations.ts';
import { ChartPage } from '../pages/chart-page.ts';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('I remove one site, and the other goes on', async ({ inlay, page, world }) => {
      const [main, lab] = [world.siteAt(0), world.siteAt(1)];
      await inlay.signIn(ELENA, '/', 'All my sites');
      await inlay.open('/authorizations');
      const mine = new Authorizations(page);
      await expect(mine.card(main.name)).toContainText('Issues and projects');
      await mine.remove(main.name);
      await expect(mine.card(main.name)).toContainText('You ended it');
      await expect(mine.card(lab.name)).toContainText('since');

      await inlay.open(`/charts/${CHART.lab}`);
      await expect(new ChartPage(page).title).toHaveText('The lab by status');
      await inlay.open(`/charts/${CHART.status}`);
      await expect(new ChartPage(page).loadChart).toBeVisible();
      expect(await page.content()).not.toContain('Shop by status');
    });

    test('I remove everything, and am a stranger', async ({ inlay, page }) => {
      await inlay.signIn(ELENA);
      await inlay.open('/authorizations');
      await new Authorizations(page).removeAll();
      await page.waitForURL(inlay.url('/'));
      await expect(page.getByRole('heading', { name: 'Custom Jira charts for Confluence' })).toBeVisible();
      await inlay.open('/authorizations');
      await expect(page.getByRole('heading', { name: 'Nothing is authorized' })).toBeVisible();
    });
  });
}

test('a frame that showed a chart shows the prompt once its reader has removed the site', async ({ inlay, confluence, page, context, world }) => {
  const [frame] = await confluence.open([CHART.status]);
  await consentIn(await frame!.load(), OLIVER);
  await frame!.shows('chart');
  const other = await context.newPage();
  await inlay.in(other).open('/authorizations');
  await new Authorizations(other).remove(world.siteAt(0).name);
  await page.reload();
  await frame!.shows('prompt');
});

test('a site that I removed is open again when I authorize it again, and only then', async ({ inlay, page, world }) => {
  await inlay.signIn(ELENA, '/', 'All my sites');
  await inlay.open('/authorizations');
  const mine = new Authorizations(page);
  await mine.remove(world.siteAt(0).name);
  await inlay.open(`/charts/${CHART.status}`);
  const window = await new ChartPage(page).load();
  const closed = window.waitForEvent('close');
  await window.getByRole('button', { name: 'Accept' }).click();
  await closed;
  await expect(new ChartPage(page).title).toHaveText('Shop by status');
});

test('a site’s administrator sees who authorized there, removes one, and no other site changes', async ({ inlay, page, browser, world }) => {
  const [main, lab] = [world.siteAt(0), world.siteAt(1)];
  await inlay.signIn(ELENA, '/', 'All my sites');
  const theirs = await browser.newContext();
  const admin = await theirs.newPage();
  const there = inlay.in(admin);
  await there.signIn(TOMASZ, '/', 'All my sites');
  await there.open('/authorizations');
  await new Authorizations(admin).card(main.name).getByRole('link', { name: 'Administer' }).click();
  await expect(admin.getByRole('heading', { name: `Authorizations on ${main.name}` })).toBeVisible();
  const site = new Authorizations(admin);
  await expect(site.card(ELENA)).toContainText('Since');
  await site.remove(ELENA);
  await expect(site.card(ELENA)).toBeHidden();
  await expect(admin.getByRole('table')).toContainText('Removed an access to this site');
  // Of whom, by name, though their authorization is gone; ids are in the file alone.
  await expect(admin.getByRole('row').nth(1)).toContainText(ELENA);
  await expect(admin.getByRole('table')).toContainText('“Shop by status”');
  await expect(admin.getByRole('table')).not.toContainText(/[0-9a-f]{8}-[0-9a-f]{4}|c_[a-z]/);

  await inlay.open(`/charts/${CHART.status}`);
  await expect(new ChartPage(page).loadChart).toBeVisible();
  await expect(page.getByText(/administrator/)).toBeVisible();
  await inlay.open(`/charts/${CHART.lab}`);
  await expect(new ChartPage(page).title).toHaveText('The lab by status');

  await there.open(`/sites/${lab.cloud_id}/authorizations`);
  await expect(site.card(ELENA)).toBeVisible();
  const [download] = await Promise.all([admin.waitForEvent('download'), admin.getByRole('link', { name: 'Download as CSV' }).click()]);
  expect(download.suggestedFilename()).toBe('inlay-authorizations.csv');
  await theirs.close();
});

test('whoever administers nothing finds no such page', async ({ inlay, page, world, complaints }) => {
  complaints.expect(answered(404));
  await inlay.signIn(MAYA);
  const seen: string[] = [];
  for (const site of [world.siteAt(0).cloud_id, '00000000-0000-4000-8000-000000000000']) {
    await inlay.open(`/sites/${site}/authorizations`);
    seen.push(await page.locator('main').innerText());
    await expect(page.getByText(ELENA)).toBeHidden();
  }
  expect(seen[0]).toBe(seen[1]);
});
