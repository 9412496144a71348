// A chart that others see as its owner does: who is let in, what they get, and how it ends.

import { CHART } from '../fixtures/charts.ts';
import { answered } from '../fixtures/complaints.ts';
import { MAYA, PRIYA } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { AccessPage } from '../pages/access.ts';
import { ChartPage } from '../pages/chart-page.ts';

/** What must not reach somebody who sees numbers alone. */
const NAMED = [/\b(?:SHOP|OPS|FIN|APP)-\d+/, /712020:/, /Maya/i, /Lindqvist/i, /project = SHOP/, /\bjql\b/i];

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('whoever has the link sees the chart, without an account, and nothing behind it', async ({ inlay, page, browser, complaints }) => {
      complaints.allow(answered(403));
      await inlay.signIn(MAYA);
      await inlay.open(`/charts/${CHART.status}/access`);
      const access = new AccessPage(page);
      await access.run(/Everybody who has the link/);
      const link = await access.link();
      expect(link).toMatch(new RegExp(`^/embed/${CHART.status}\\?link=`));

      const anybody = await browser.newContext({ javaScriptEnabled: false });
      const theirs = await anybody.newPage();
      await theirs.goto(inlay.url(link));
      await expect(theirs.locator('[data-state="chart"] svg').first()).toBeVisible();
      await expect(theirs.locator('footer.foot')).toContainText('As its owner sees it');
      const query = link.slice(link.indexOf('?'));
      const seen: Record<string, string> = { html: await theirs.content() };
      for (const end of ['svg', 'csv', 'json']) {
        const answer = await anybody.request.get(inlay.url(`/charts/${CHART.status}.${end}${query}`));
        expect(answer.status(), end).toBe(200);
        seen[end] = await answer.text();
      }
      for (const [what, text] of Object.entries(seen)) {
        for (const named of NAMED) expect(text.match(named)?.[0], `${named} in the ${what}`).toBeUndefined();
      }
      // Without the link there is nothing.
      await theirs.goto(inlay.url(`/embed/${CHART.status}`));
      await expect(theirs.locator('[data-state="prompt"]')).toBeVisible();

      await inlay.open(`/charts/${CHART.status}/access`);
      await access.sent(access.owners.getByRole('button', { name: 'New link' }));
      await theirs.goto(inlay.url(link));
      await expect(theirs.getByText('The address of this chart was replaced.')).toBeVisible();
      const renewed = await access.link();
      await access.stop();
      await theirs.goto(inlay.url(renewed));
      await expect(theirs.getByText('Its owner no longer shares this chart.')).toBeVisible();
      await anybody.close();
    });
  });
}

test('somebody on the site sees the owner’s numbers, and their own when they choose', async ({ inlay, page, browser }) => {
  await inlay.signIn(MAYA);
  const id = await inlay.save(inlay.spec('created >= -800d', { title: 'All of it', kind: 'table', chart_by: { field: 'project' } }));
  await inlay.open(`/charts/${id}`);
  const all = await new ChartPage(page).total();
  await page.getByRole('link', { name: 'Access' }).click();
  const access = new AccessPage(page);
  await access.run(/Everybody who authorized Inlay on/);

  const theirs = await browser.newContext();
  const other = await theirs.newPage();
  const there = inlay.in(other);
  await there.signIn(PRIYA);
  await there.open(`/charts/${id}`);
  const chart = new ChartPage(other);
  const own = await chart.total();
  expect(own).toBeLessThan(all);
  await other.getByRole('link', { name: 'As its owner sees it' }).click();
  await expect(other.getByText(`As ${MAYA} sees it in Jira`)).toBeVisible();
  expect(await chart.total()).toBe(all);
  // The numbers lead to Jira as the owner asked, and say what that means for somebody else.
  await expect(other.locator('table.figures tfoot').getByRole('link')).toHaveText(all.toLocaleString('en'));
  await expect(other.getByText('its days are those of UTC. Your own Jira may count differently')).toBeVisible();
  await there.open(`/embed/${id}?as=owner`);
  await other.getByText('Numbers, 1 note').click();
  await expect(other.getByText('Your own Jira may count differently')).toBeVisible();
  await expect(other.locator('table.figures tbody a[href*="jql="]').first()).toBeVisible();
  await there.open(`/charts/${id}?as=owner`);
  await other.getByRole('link', { name: 'As you see it' }).click();
  await expect(other.getByText('Your own Jira may count differently')).toBeHidden();
  await expect(other.getByText('As you see it in Jira')).toBeVisible();
  expect(await chart.total()).toBe(own);
  await theirs.close();
});

test('a chart that is shared with nobody is not there for others, and is for whom it is shared with', async ({ inlay, page, browser }) => {
  await inlay.signIn(MAYA);
  const id = await inlay.save(inlay.spec('project = SHOP', { title: 'Between us' }));
  await inlay.open(`/charts/${id}/access`);
  const access = new AccessPage(page);
  await access.everybody(/Only the people below/);
  const theirs = await browser.newContext();
  const other = await theirs.newPage();
  const there = inlay.in(other);
  await there.signIn(PRIYA);
  await there.open(`/embed/${id}`);
  await expect(other.locator('#frame')).not.toContainText('Between us');

  await access.people.getByRole('textbox', { name: 'Add somebody by name' }).fill('Priya');
  await access.sent(access.people.getByRole('button', { name: 'Find' }));
  await access.sent(access.people.getByRole('listitem').filter({ hasText: PRIYA }).getByRole('button', { name: 'May change it' }));
  await expect(access.people.getByRole('listitem').filter({ hasText: PRIYA })).toContainText('may change it');
  await there.open(`/charts/${id}`);
  await expect(new ChartPage(other).title).toHaveText('Between us');
  await expect(other.getByRole('link', { name: 'Edit' })).toBeVisible();
  await expect(other.getByRole('link', { name: 'Access' })).toBeHidden();
  await there.open('/');
  const shared = other.getByRole('region', { name: 'Shared with you' }).getByRole('listitem').filter({ hasText: 'Between us' });
  await expect(shared.getByRole('link', { name: 'Edit' })).toBeVisible();
  await expect(shared.getByRole('button', { name: 'Delete' })).toHaveCount(0);
  await theirs.close();
});

test('what an editor changes is not shown as the owner’s until the owner has looked', async ({ inlay, page, browser, complaints }) => {
  complaints.allow(answered(403));
  await inlay.signIn(MAYA);
  const id = await inlay.save(inlay.spec('project = SHOP', { title: 'Ours to change' }));
  await inlay.open(`/charts/${id}/access`);
  const access = new AccessPage(page);
  await access.everybody(/may see and change it/);
  await access.run(/Everybody who has the link/);
  const link = await access.link();

  const theirs = await browser.newContext();
  const other = await theirs.newPage();
  const there = inlay.in(other);
  await there.signIn(PRIYA);
  const saved = await there.call('save_chart', { spec: inlay.spec('created >= -800d', { title: 'Ours to change' }), id, version: null });
  expect(saved.status).toBe(200);
  const nobody = await browser.newContext();
  const reader = await nobody.newPage();
  await reader.goto(inlay.url(link));
  await expect(reader.getByText('It is shown again when its owner has looked at it.')).toBeVisible();

  await inlay.open(`/charts/${id}/access`);
  await access.sent(access.owners.getByRole('button', { name: 'Go on showing it' }));
  await reader.goto(inlay.url(link));
  await expect(reader.locator('[data-state="chart"]')).toBeVisible();
  await theirs.close();
  await nobody.close();
});
