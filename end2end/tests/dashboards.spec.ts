// Several charts at one address: made, arranged, shared, and shown to whoever has the link.

import { CHART } from '../fixtures/charts.ts';
import { answered } from '../fixtures/complaints.ts';
import { look } from '../fixtures/look.ts';
import { MAYA, PRIYA } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { AccessPage } from '../pages/access.ts';
import { DashboardPage } from '../pages/dashboard.ts';

/** What must not reach somebody who has the link alone. */
const NAMED = [/\b(?:SHOP|OPS|FIN|APP)-\d+/, /712020:/, /Maya/i, /Lindqvist/i, /project = SHOP/, /\bjql\b/i, /Shop by priority/];

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('a dashboard is made, arranged, shown, deleted and taken back', async ({ inlay, page }) => {
      await inlay.signIn(MAYA, '/dashboards');
      const dashboard = new DashboardPage(page);
      await expect(page.getByRole('heading', { name: 'No dashboards yet' })).toBeVisible();
      await dashboard.make('Release 12');
      await expect(dashboard.title).toHaveText('Edit “Release 12”');
      await dashboard.add(/^Shop by status/);
      await dashboard.add(/^Bugs of the shop/);
      await dashboard.add(/^Status of each type/);
      await expect(dashboard.frames).toHaveCount(3);

      await dashboard.sent(page.getByRole('button', { name: 'Move Bugs of the shop earlier' }));
      const second = page.locator('#chart-2');
      await second.getByRole('combobox', { name: 'Width' }).selectOption('A third');
      await second.getByRole('spinbutton', { name: 'Height' }).fill('240');
      await dashboard.sent(second.getByRole('button', { name: 'Resize Shop by status' }));
      await dashboard.sent(page.getByRole('button', { name: 'Remove Status of each type' }));
      await page.getByRole('textbox', { name: 'Description' }).fill('What is left to do');
      await page.getByRole('combobox', { name: 'Theme' }).selectOption('Dark');
      await dashboard.sent(page.locator('.about').getByRole('button', { name: 'Save' }));

      await page.getByRole('link', { name: 'Done' }).click();
      await expect(dashboard.title).toHaveText('Release 12');
      await expect(page.getByText('What is left to do')).toBeVisible();
      await expect(dashboard.frames).toHaveCount(2);
      await dashboard.frame(0).shows('chart');
      await dashboard.frame(1).shows('chart');
      await expect(dashboard.frames.nth(1)).toHaveAttribute('title', 'Shop by status');
      await expect(dashboard.frames.nth(1)).toHaveAttribute('height', '240');
      expect(await page.locator('.frames > li').nth(1).getAttribute('class')).toBe('span-4');

      await inlay.open(`/dashboards/${dashboard.id}/edit`);
      await page.getByText('Delete this dashboard…').click();
      await dashboard.sent(page.getByRole('button', { name: 'Delete', exact: true }));
      await expect(page.getByText('The dashboard is deleted.')).toBeVisible();
      await expect(page.getByRole('heading', { name: 'No dashboards yet' })).toBeVisible();
      await dashboard.sent(page.getByRole('button', { name: 'Undo' }));
      await expect(dashboard.title).toHaveText('Release 12');
      await inlay.open(`/dashboards/${dashboard.id}/edit`);
      await page.getByText('Delete this dashboard…').click();
      await dashboard.sent(page.getByRole('button', { name: 'Delete', exact: true }));
    });
  });
}

test('whoever has the public link sees the charts that anybody may see, without account and script, and nothing behind them', async ({ inlay, page, browser, complaints }) => {
  complaints.allow(answered(404));
  await inlay.signIn(MAYA);
  await inlay.open(`/charts/${CHART.status}/access`);
  await new AccessPage(page).run(/Everybody who has the link/);
  await inlay.open('/dashboards');
  const dashboard = new DashboardPage(page);
  await dashboard.make('For everybody');
  await dashboard.add(/^Shop by status/);
  await dashboard.add(/^Shop by priority/);
  await dashboard.sent(dashboard.public.getByRole('button', { name: 'Make a public link' }));
  const link = await dashboard.link();
  expect(link).toMatch(/^\/dashboards\/[\w-]+\?link=/);

  const anybody = await browser.newContext({ javaScriptEnabled: false });
  const theirs = new DashboardPage(await anybody.newPage());
  await theirs.page.goto(inlay.url(link));
  await expect(theirs.title).toHaveText('For everybody');
  await theirs.frame(0).shows('chart');
  await expect(theirs.frame(0).foot).toContainText('As its owner sees it');
  await theirs.frame(1).shows('prompt');
  const html = [await theirs.page.content(), await theirs.frame(0).section.innerHTML(), await theirs.frame(1).section.innerHTML()];
  for (const named of NAMED) expect(html.join('\n').match(named)?.[0], `${named}`).toBeUndefined();

  // Without the link it is not there, nor with an old one.
  await theirs.page.goto(inlay.url(link.split('?')[0]!));
  await expect(theirs.page.getByRole('heading', { name: 'For everybody' })).toBeHidden();
  await dashboard.sent(dashboard.public.getByRole('button', { name: 'New link' }));
  await theirs.page.goto(inlay.url(link));
  await expect(theirs.page.getByRole('heading', { name: 'For everybody' })).toBeHidden();
  await theirs.page.goto(inlay.url(await dashboard.link()));
  await expect(theirs.title).toHaveText('For everybody');
  await dashboard.sent(dashboard.public.getByRole('button', { name: 'Stop it' }));
  await expect(dashboard.public.getByRole('button', { name: 'Make a public link' })).toBeVisible();
  await anybody.close();
  await inlay.open(`/charts/${CHART.status}/access`);
  await new AccessPage(page).stop();
});

test('it is shared with everybody on its site, who see in it what they may see', async ({ inlay, page, browser, complaints }) => {
  complaints.allow(answered(404));
  await inlay.signIn(MAYA, '/dashboards');
  const dashboard = new DashboardPage(page);
  await dashboard.make('For the team');
  await dashboard.add(/^Shop by status/);
  const { id } = dashboard;
  const theirs = await browser.newContext();
  const other = inlay.in(await theirs.newPage());
  await other.signIn(PRIYA);
  await other.open(`/dashboards/${id}`);
  await expect(other.page.getByRole('heading', { name: 'No such dashboard' })).toBeVisible();

  await dashboard.share(/may see it$/);
  const seen = new DashboardPage(other.page);
  await other.open(`/dashboards/${id}`);
  await expect(seen.title).toHaveText('For the team');
  await seen.frame(0).shows('chart');
  await expect(seen.frame(0).foot).toContainText('As Priya Raman sees it');
  await expect(other.page.getByRole('link', { name: 'Edit' })).toBeHidden();
  await other.open('/dashboards');
  await expect(other.page.getByRole('link', { name: 'For the team' })).toBeVisible();
  await dashboard.share(/see and change it$/);
  await other.open(`/dashboards/${id}/edit`);
  await expect(other.page.getByRole('region', { name: 'Public link' })).toBeHidden();

  // Two change it at the same time: nothing is lost, and the later one is told.
  await other.page.getByRole('textbox', { name: 'Description' }).fill('By Priya');
  await seen.sent(other.page.locator('.about').getByRole('button', { name: 'Save' }));
  await page.getByRole('textbox', { name: 'Description' }).fill('By Maya');
  await dashboard.sent(page.locator('.about').getByRole('button', { name: 'Save' }));
  await expect(page.getByText('Somebody changed this dashboard in between.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('By Priya');
  await theirs.close();
});

test('a double click on a button of a dashboard is one click', async ({ inlay, page }) => {
  await inlay.signIn(MAYA, '/dashboards');
  const dashboard = new DashboardPage(page);
  await dashboard.make('Twice');
  for (const chart of [/^Shop by status/, /^Bugs of the shop/, /^Status of each type/]) await dashboard.add(chart);
  await expect(dashboard.frames).toHaveCount(3);
  const chart = page.locator('#chart-1');
  // Both clicks before the page goes.
  await Promise.all([
    page.waitForEvent('load'),
    page.getByRole('button', { name: 'Move Shop by status later' }).evaluate((button: HTMLElement) => { button.click(); button.click(); }),
  ]);
  await expect(chart.getByRole('heading')).toHaveText('Bugs of the shop');
  await expect(page.locator('#chart-2').getByRole('heading')).toHaveText('Shop by status');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a dashboard is made and filled with the keyboard alone', async ({ inlay, page }) => {
  await inlay.signIn(MAYA, '/dashboards');
  const dashboard = new DashboardPage(page);
  const tabTo = async (name: RegExp) => {
    const focused = () => page.evaluate(() => (document.activeElement as HTMLElement | null)?.getAttribute('name') ?? document.activeElement?.textContent ?? '');
    for (let presses = 0; presses < 60 && !name.test(await focused()); presses += 1) await page.keyboard.press('Tab');
    expect(await focused()).toMatch(name);
  };
  await tabTo(/^title$/);
  await page.keyboard.type('By keyboard');
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
  await tabTo(/^chart$/);
  await page.keyboard.type('Shop by st');
  await tabTo(/^Add$/);
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
  await expect(dashboard.frames).toHaveCount(1);
  await dashboard.frame(0).shows('chart');
  await expect(dashboard.frame(0).heading).toHaveText('Shop by status');
});

test('how dashboards look', async ({ inlay, page }) => {
  test.setTimeout(180_000);
  await inlay.signIn(MAYA, '/dashboards');
  const dashboard = new DashboardPage(page);
  await dashboard.make('Shop, week 48');
  for (const chart of [/^Bugs of the shop/, /^Shop by priority/, /^Status of each type/, /^Created by month/]) await dashboard.add(chart);
  for (const [place, width, height] of [[1, 'A third', 300], [2, 'Two thirds', 300], [3, 'Half', 340], [4, 'Half', 340]] as const) {
    const part = page.locator(`#chart-${place}`);
    await part.getByRole('combobox', { name: 'Width' }).selectOption(width);
    await part.getByRole('spinbutton', { name: 'Height' }).fill(String(height));
    await dashboard.sent(part.getByRole('button', { name: 'Apply' }).or(part.getByRole('button', { name: /^Resize/ })).first());
  }
  await inlay.live();
  for (let place = 0; place < 4; place += 1) await dashboard.frame(place).shows('chart');
  await look(page, 'dashboard-edit');
  await page.getByRole('link', { name: 'Done' }).click();
  await expect(dashboard.title).toHaveText('Shop, week 48');
  await page.setViewportSize({ width: 1280, height: 1600 });
  for (let place = 0; place < 4; place += 1) await dashboard.frame(place).shows('chart');
  await look(page, 'dashboard');
  await inlay.open('/dashboards');
  await look(page, 'dashboards');
});
