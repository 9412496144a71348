// What a chart may be narrowed by: in a frame, and over a chart on its page.

import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';

export type Way = 'any of' | 'all of' | 'none of';

export class FilterBar {
  constructor(private readonly around: Page | FrameLocator) {}

  get form(): Locator {
    return this.around.getByRole('search', { name: 'Filters' });
  }

  get text(): Locator {
    return this.form.getByRole('searchbox', { name: 'Search in text' });
  }

  get clear(): Locator {
    return this.form.getByRole('link', { name: 'Clear filters' });
  }

  get panel(): Locator {
    return this.form.locator('#filter-panel');
  }

  get apply(): Locator {
    return this.panel.getByRole('button', { name: 'Apply' });
  }

  get close(): Locator {
    return this.panel.getByRole('link', { name: 'Close' });
  }

  /** The button of a field's filter. */
  tab(name: string): Locator {
    return this.form.locator('.filter-tab').filter({ hasText: new RegExp(`^${name}(:|$)`) });
  }

  value(name: string): Locator {
    return this.panel.getByRole('checkbox', { name, exact: true });
  }

  way(name: Way): Locator {
    return this.panel.getByRole('radio', { name });
  }

  async open(name: string): Promise<void> {
    await this.tab(name).click();
    await expect(this.panel).toBeVisible();
  }

  /** Chooses these alone, and applies. */
  async choose(name: string, values: string[], way: Way = 'any of'): Promise<void> {
    await this.open(name);
    await this.way(way).check();
    for (const box of await this.panel.getByRole('checkbox').all()) {
      const label = (await box.locator('xpath=..').innerText()).trim();
      await box.setChecked(values.includes(label));
    }
    await this.apply.click();
    await expect(this.panel).toHaveCount(0);
  }
}
