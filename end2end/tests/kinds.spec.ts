// Every kind of chart, on its page and in a frame: drawn, told, with its numbers beside it, and each number leading to its issues.

import type { Locator, Page } from '@playwright/test';
import { QUERY } from '../fixtures/charts.ts';
import { EVERY_KIND } from '../fixtures/kinds.ts';
import { MAYA } from '../fixtures/people.ts';
import { keeps, photographOf, type Scheme } from '../fixtures/photo.ts';
import { expect, test, type Inlay } from '../fixtures/test.ts';

interface Table {
  rows: { key: string; label: string }[];
  columns: { key: string; label: string }[];
  cells: (number | null)[][];
  row_totals: (number | null)[];
  total: number;
}

const IS_HTML = new Set(['table', 'table_2d', 'tile']);

const whole = (text: string | null) => Number((text ?? '').replaceAll(/[^0-9]/g, ''));

async function saveAll(inlay: Inlay): Promise<{ kind: string; title: string; id: string }[]> {
  const saved = [];
  for (const { kind, title, more } of EVERY_KIND) saved.push({ kind, title, id: await inlay.save(inlay.spec(QUERY.shop, { title, kind, ...more })) });
  return saved;
}

/** The first number of each row of a table, by the row's name. */
async function firstNumbers(table: Locator): Promise<[string, number][]> {
  return table.locator('tbody tr').evaluateAll((rows) =>
    rows.map((row): [string, number] => [row.querySelector('th')?.textContent?.trim() ?? '', Number((row.querySelector('td a, td')?.textContent ?? '').replaceAll(/[^0-9]/g, ''))]),
  );
}

test('every kind is drawn and told, with its numbers beside it', async ({ inlay, page }) => {
  test.setTimeout(120_000);
  await inlay.signIn(MAYA);
  for (const { kind, id } of await saveAll(inlay)) {
    const table = (await (await page.request.get(inlay.url(`/charts/${id}.json`))).json()) as Table;
    expect(table.total, kind).toBeGreaterThan(30);
    await inlay.open(`/charts/${id}`);
    const summary = await page.locator('.chart-card > p.unseen').innerText();
    expect(summary, kind).toMatch(/^Issues.*\.$/);
    if (!IS_HTML.has(kind)) {
      const picture = page.getByRole('img', { name: summary });
      await expect(picture.locator('canvas').first(), kind).toBeVisible();
    }
    if (kind === 'tile') {
      await expect(page.locator('.tile-number')).toHaveText(table.total.toLocaleString('en'));
      const parts = page.locator('.tile-parts li');
      await expect(parts).toHaveCount(table.rows.length);
      // The first quarter has nothing before it; each other one is compared with the one before.
      for (const [at, step] of table.row_totals.slice(1).entries()) {
        const [from, to] = [table.row_totals[at]!, step!];
        const heading = to > from ? `${(to - from).toLocaleString('en')} more than in ` : to < from ? `${(from - to).toLocaleString('en')} less than in ` : 'as in ';
        await expect(parts.nth(at + 1)).toContainText(heading + table.rows[at]!.label);
        await expect(parts.nth(at + 1).locator('small').first()).toHaveText(/^\d+(\.\d+)? %$/);
      }
      continue;
    }
    const fold = page.getByText('The numbers as a table');
    if (await fold.isVisible()) await fold.click();
    const twin = page.locator('table.figures').last();
    await expect(twin, kind).toBeVisible();
    const first = table.rows.map(({ label }, at): [string, number] => [label, table.columns.length > 1 ? table.cells[at]![0]! : table.row_totals[at]!]);
    const shown = await firstNumbers(twin);
    expect(shown.map(([name]) => name), kind).toEqual(first.map(([name]) => name));
    if (kind !== 'table_2d') expect(shown, kind).toEqual(first);
    else expect(await shares(twin), 'shares of a row').toEqual(table.rows.map(() => 100));
  }
});

/** What the shares of each row add up to, rounded as people would. */
async function shares(table: Locator): Promise<number[]> {
  const sums = await table.locator('tbody tr').evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll('td small')].reduce((sum, share) => sum + (Number.parseFloat(share.textContent ?? '') || 0), 0)),
  );
  return sums.map((sum) => (Math.abs(sum - 100) <= 2 ? 100 : sum));
}

test('every number of every kind leads to as many issues in Jira', async ({ inlay, page, context, control, stack }) => {
  test.setTimeout(120_000);
  const { name, value } = await control.logIn(MAYA);
  await context.addCookies([{ name, value, url: stack.sandbox.host('northwind') }]);
  await inlay.signIn(MAYA);
  const jira = await context.newPage();
  for (const { kind, id } of await saveAll(inlay)) {
    for (const path of [`/charts/${id}`, `/embed/${id}`]) {
      await inlay.open(path);
      await page.locator('.chart-card, [data-state="chart"]').waitFor();
      const found = await page.locator(':is(table.figures, .tile) a[href*="jql="]').evaluateAll((links) => links.map((link): [string, string] => [link.textContent ?? '', (link as HTMLAnchorElement).href]));
      expect(found.length, `${kind}: ${path}`).toBeGreaterThan(2);
      // Every single one is asked for in `crates/service/tests/story/drill.rs`.
      for (const [said, address] of [found[0]!, found.at(-1)!]) {
        await jira.goto(address);
        await expect(jira.locator('[data-count]'), `${kind}: ${said}: ${address}`).toHaveAttribute('data-count', String(whole(said)));
      }
    }
  }
});

/** Each kind in its frame, put together on one page. */
async function gallery(inlay: Inlay, page: Page, charts: { id: string; title: string }[], width: number, scheme: Scheme): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  const [columns, across] = width > 400 ? [3, 416] : [1, 400];
  await page.setViewportSize({ width: across, height: 300 });
  const pictures: string[] = [];
  for (const { id } of charts) {
    await inlay.open(`/embed/${id}`);
    await page.locator('[data-state="chart"]').waitFor();
    await page.waitForLoadState('networkidle');
    pictures.push((await page.screenshot({ animations: 'disabled' })).toString('base64'));
  }
  const wall = await page.context().newPage();
  await wall.setViewportSize({ width, height: 800 });
  const ground = scheme === 'dark' ? '#101214' : '#f1f2f4';
  const images = pictures.map((data) => `<img width="${across}" height="300" src="data:image/png;base64,${data}">`).join('');
  await wall.setContent(`<body style="margin:0;background:${ground}"><div style="display:grid;gap:8px;grid-template-columns:repeat(${columns},${across}px)">${images}</div>`);
  await photographOf(wall.locator('div'), `kinds-${width}-${scheme}`);
  await wall.close();
}

test('every kind, as a picture for the documentation', async ({ inlay, page }) => {
  test.skip(!keeps(), 'only where pictures are wanted');
  test.setTimeout(120_000);
  await inlay.signIn(MAYA);
  const charts = await saveAll(inlay);
  await gallery(inlay, page, charts, 1280, 'light');
  await gallery(inlay, page, charts, 400, 'dark');
});
