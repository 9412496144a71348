// One chart in its frame.

import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';

export type State = 'prompt' | 'progress' | 'chart' | 'error';

export class EmbedFrame {
  constructor(
    private readonly page: Page,
    readonly inside: FrameLocator,
  ) {}

  /** What stands in `<div id="frame">`. */
  get section(): Locator {
    return this.inside.locator('#frame > .frame');
  }

  get loadChart(): Locator {
    return this.inside.getByRole('button', { name: 'Load Chart' });
  }

  get heading(): Locator {
    return this.inside.getByRole('heading', { level: 1 });
  }

  /** The drawing: the server's, or the browser's once somebody points at it. */
  get picture(): Locator {
    return this.inside.locator('[data-part="stage"] > :is(svg, div)').first();
  }

  /** The footer's line about as whom and how many. */
  get foot(): Locator {
    return this.inside.locator('footer.foot');
  }

  /** Waits until it shows this. */
  async shows(state: State): Promise<void> {
    await expect(this.section).toHaveAttribute('data-state', state, { timeout: 15_000 });
  }

  /** Clicks Load Chart and gives the window that opens. */
  async load(): Promise<Page> {
    const [window] = await Promise.all([this.page.waitForEvent('popup'), this.loadChart.click()]);
    return window;
  }

  /** Marks the document, to see later that it is still the same one. */
  async mark(): Promise<void> {
    await this.inside.locator('body').evaluate(() => Object.assign(window, { stillTheSame: true }));
  }

  /** Whether the document is the one that was marked. */
  async isMarked(): Promise<boolean> {
    return this.inside.locator('body').evaluate(() => (window as { stillTheSame?: boolean }).stillTheSame === true);
  }

  /** Rows of its table: the name and the number. */
  async numbers(): Promise<Record<string, number>> {
    const rows = this.inside.locator('table').first().locator('tbody tr');
    return Object.fromEntries(
      await rows.evaluateAll((rows) =>
        rows.map((row) => [row.querySelector('th')?.textContent?.trim() ?? '', Number((row.querySelector('td')?.textContent ?? '').replaceAll(',', ''))]),
      ),
    );
  }
}
