// The Confluence app, as Forge nests it: the reader is named by Forge, and needs no consent where the
// owner lets readers of the page see the chart.

import { CHART } from '../fixtures/charts.ts';
import { deploy } from '../fixtures/app.ts';
import { answered } from '../fixtures/complaints.ts';
import { MAYA, PRIYA } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { AccessPage } from '../pages/access.ts';
import { ChartPage } from '../pages/chart-page.ts';

test.beforeEach(async ({ stack }) => deploy(stack));

test('a reader of the page sees the chart as its owner does, without a consent', async ({ inlay, stack, control, page, browser }) => {
  await inlay.signIn(MAYA);
  await inlay.open(`/charts/${CHART.priority}/access`);
  await new AccessPage(page).run(/logged in to Confluence on/);

  const theirs = await browser.newContext();
  const { name, value } = await control.logIn(PRIYA);
  await theirs.addCookies([{ name, value, url: stack.sandbox.host('wiki') }]);
  const reader = await theirs.newPage();
  await reader.goto(await control.macros([CHART.priority]));
  const inside = reader.locator('.macro iframe').first().contentFrame().locator('iframe').contentFrame();
  await expect(inside.locator('[data-state="chart"]')).toBeVisible();
  await expect(inside.getByRole('heading', { level: 1 })).toHaveText('Shop by priority');
  await expect(inside.locator('footer.foot')).toContainText('As its owner sees it');
  const address = await inside.locator('body').evaluate(() => location.href);
  expect(address).not.toContain('grant=');
  await theirs.close();

  await inlay.open(`/charts/${CHART.priority}/access`);
  await new AccessPage(page).stop();
});

test('a reader whom nobody lets see it gets the prompt', async ({ stack, control, page }) => {
  const { name, value } = await control.logIn(PRIYA);
  await page.context().addCookies([{ name, value, url: stack.sandbox.host('wiki') }]);
  await page.goto(await control.macros([CHART.types]));
  const inside = page.locator('.macro iframe').first().contentFrame().locator('iframe').contentFrame();
  await expect(inside.locator('[data-state="prompt"]')).toBeVisible();
});

test('a call that Forge did not sign for us, or that was made before, opens nothing', async ({ stack, control }) => {
  const call = (headers: Record<string, string>) =>
    fetch(`${stack.inlay}/forge/grant`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ chart: CHART.status }) });
  expect((await call({})).status).toBe(401);
  expect((await call({ authorization: 'Bearer made.up.token' })).status).toBe(401);
  for (const forge_token of ['wrong_audience', 'wrong_issuer', 'expired', 'not_yet', 'wrong_key']) {
    await control.set({ forge_token });
    expect((await control.invoke('/forge/grant', { chart: CHART.status })).status, forge_token).toBe(401);
  }
  await control.set({ forge_token: 'good' });
  expect((await control.invoke('/forge/grant', { chart: CHART.status })).status).toBe(200);
  await control.set({ forge_token: 'replayed' });
  expect((await control.invoke('/forge/grant', { chart: CHART.status })).status, 'the same token again').toBe(401);
});

test('a page that is exported has the chart as picture and table, where its owner lets it', async ({ inlay, control, page }) => {
  const refused = await control.invoke('/forge/export', { chart: CHART.status, exportType: 'pdf' });
  expect(refused.status).toBe(403);
  await inlay.signIn(MAYA);
  await inlay.open(`/charts/${CHART.status}/access`);
  await new AccessPage(page).run(/logged in to Confluence on/);
  const { status, body } = await control.invoke<{ image: string; table: { rows: unknown[] } }>('/forge/export', { chart: CHART.status, exportType: 'pdf' });
  expect(status).toBe(200);
  expect(body.table.rows.length).toBeGreaterThan(1);
  const picture = await fetch(body.image);
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect((await fetch(body.image.replace('signature=', 'signature=x'))).status).toBe(404);
  await inlay.open(`/charts/${CHART.status}/access`);
  await new AccessPage(page).stop();
  expect((await fetch(body.image)).status).not.toBe(200);
});

test('uninstalling the app ends the access that was given on that site', async ({ inlay, control, page, complaints }) => {
  complaints.allow(answered(401));
  await inlay.signIn(MAYA, '/', 'All my sites');
  const { status } = await control.forgeEvent('preUninstall');
  expect(status).toBe(204);
  await inlay.open(`/charts/${CHART.status}`);
  await expect(new ChartPage(page).loadChart).toBeVisible();
  await expect(page.getByText('Inlay was uninstalled from this site')).toBeVisible();
});
