// A chart that others saw as its owner does: each way it can end or pause is told in its own words.

import { answered } from '../fixtures/complaints.ts';
import { fileOf, sqlite } from '../fixtures/database.ts';
import { MAYA, TOMASZ } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { AccessPage } from '../pages/access.ts';
import { Authorizations } from '../pages/authorizations.ts';

test('an owner’s view that ends says how, in the frame, each end in its own sentence', async ({ inlay, stack, page, browser, control, world, complaints }) => {
  test.slow();
  complaints.allow(answered(403));
  complaints.allow(answered(401));
  complaints.allow(answered(422));
  const { cloud_id: site, name: siteName } = world.siteAt(0);
  const database = sqlite(fileOf(stack.env.INLAY_DATABASE_URL!));
  await inlay.signIn(MAYA);
  const access = new AccessPage(page);
  const reader = await (await browser.newContext()).newPage();

  /** A chart of Maya's that everybody with the link sees. */
  async function shared(spec = inlay.spec('project = SHOP')): Promise<{ id: string; link: string }> {
    const id = await inlay.save(spec);
    await inlay.open(`/charts/${id}/access`);
    await access.run(/Everybody who has the link/);
    const link = await access.link();
    await reader.goto(inlay.url(link));
    await expect(reader.locator('[data-state="chart"]')).toBeVisible();
    return { id, link };
  }
  const told: string[] = [];
  /** What the reader finds there now. */
  async function says(link: string, sentence: string): Promise<void> {
    await reader.goto(inlay.url(link));
    await expect(reader.locator('#frame'), sentence).toContainText(sentence);
    await expect(reader.locator('#frame svg[role="img"], #frame table')).toHaveCount(0);
    told.push(sentence);
  }

  let chart = await shared();
  database.run(`UPDATE owner_runs SET until = ${Date.UTC(2026, 9, 14)} WHERE chart_id = '${chart.id}'`);
  await says(chart.link, 'Its owner shared this chart until 13 October 2026.');

  chart = await shared();
  await inlay.open(`/charts/${chart.id}/access`);
  await access.sent(access.owners.getByRole('button', { name: 'New link' }));
  await says(chart.link, 'The address of this chart was replaced. Ask whoever gave it to you for the new one.');
  const renewed = await access.link();
  await access.stop();
  await says(renewed, 'Its owner no longer shares this chart.');

  const { access_token } = await control.tokens(TOMASZ);
  const answer = await fetch(`${stack.sandbox.base}/ex/jira/${site}/rest/api/3/filter/search?expand=jql`, { headers: { authorization: `Bearer ${access_token}` } });
  const filter = ((await answer.json()) as { values: { id: string; jql: string; name: string }[] }).values.find(({ name }) => name.startsWith('Open bugs'))!;
  chart = await shared({ ...inlay.spec(''), source: { filter: filter.id } });
  await control.filter({ site, id: Number(filter.id), jql: 'project = FIN' });
  // A run is shown as it was confirmed, and its filters are looked at once in five minutes: or by a process that begins.
  await stack.restart();
  await says(chart.link, 'A saved filter behind this chart has changed. It is shown again when its owner has looked at it.');
  await control.filter({ site, id: Number(filter.id), jql: filter.jql });

  chart = await shared();
  await inlay.call('save_chart', { spec: inlay.spec('project = SHOP', { chart_by: { field: 'assignee' } }), id: chart.id, version: null });
  // It would name people now, and its owner has not ticked that.
  await says(chart.link, 'Somebody changed what this chart shows. It is shown again when its owner has looked at it.');

  chart = await shared();
  await inlay.call('save_chart', { spec: inlay.spec('project = NOSUCHPROJECT'), id: chart.id, version: null });
  await says(chart.link, 'This chart does not work just now. Its owner can mend it in the editor.');

  // What the site's administrators do not allow.
  chart = await shared();
  const theirs = await browser.newContext();
  const admin = inlay.in(await theirs.newPage());
  await admin.signIn(TOMASZ);
  const forbid = async (name: RegExp, on: boolean) => {
    await admin.open(`/sites/${site}/authorizations`);
    await admin.page.getByRole('checkbox', { name }).setChecked(on);
    await Promise.all([admin.page.waitForEvent('load'), admin.page.getByRole('button', { name: 'Save' }).click()]);
  };
  await forbid(/whoever has its link/, true);
  await says(chart.link, 'The administrators of this Jira site do not allow charts to be shown by an address alone.');
  await forbid(/whoever has its link/, false);
  await forbid(/as they see them/, true);
  await says(chart.link, 'The administrators of this Jira site do not allow charts to be shown as their owner sees them.');
  await forbid(/as they see them/, false);
  await theirs.close();

  chart = await shared();
  await inlay.open('/authorizations');
  await new Authorizations(page).remove(siteName);
  await says(chart.link, "Its owner's access to this Jira site has ended, and with it the sharing of this chart.");
  expect(new Set(told).size).toBe(told.length);
  await reader.context().close();
});
