// A chart alone: `/charts/{id}`.

import type { Locator, Page } from '@playwright/test';

export class ChartPage {
  constructor(readonly page: Page) {}

  get title(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  get picture(): Locator {
    return this.page.locator('.picture');
  }

  /** Why there is no chart. */
  get trouble(): Locator {
    return this.page.getByRole('alert');
  }

  get loadChart(): Locator {
    return this.page.getByRole('link', { name: 'Load Chart' });
  }

  get signOut(): Locator {
    return this.page.getByRole('button', { name: 'Sign out' });
  }

  /** Clicks Load Chart and gives the window that opens. */
  async load(): Promise<Page> {
    const [window] = await Promise.all([this.page.waitForEvent('popup'), this.loadChart.click()]);
    return window;
  }

  /** The rows of its table of numbers, with their totals. */
  async numbers(): Promise<Record<string, number>> {
    return numbersOf(this.page.locator('table.figures').first());
  }

  /** The total under the table. */
  async total(): Promise<number> {
    return Number((await this.page.locator('table.figures tfoot td').first().textContent())?.replaceAll(/[^0-9]/g, ''));
  }
}

/** Name and first number of each row. */
export async function numbersOf(table: Locator): Promise<Record<string, number>> {
  const rows = await table.locator('tbody tr').evaluateAll((rows) =>
    rows.map((row): [string, number] => [
      row.querySelector('th')?.textContent?.trim() ?? '',
      Number((row.querySelector('td')?.textContent ?? '').replaceAll(',', '')),
    ]),
  );
  return Object.fromEntries(rows);
}
