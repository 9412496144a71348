// `/charts/{id}/access`: who may see a chart, and as whom.

import type { Locator, Page } from '@playwright/test';

export class AccessPage {
  constructor(readonly page: Page) {}

  get owners(): Locator {
    return this.page.getByRole('region', { name: 'As you see it' });
  }

  get people(): Locator {
    return this.page.getByRole('region', { name: 'With their own Jira permissions' });
  }

  /** Lets others see the chart as its owner does. */
  async run(audience: RegExp): Promise<void> {
    await this.owners.getByRole('radio', { name: audience }).check();
    await this.sent(this.owners.getByRole('button', { name: 'Show it as I see it' }));
  }

  async stop(): Promise<void> {
    await this.sent(this.owners.getByRole('button', { name: 'Stop showing it' }));
  }

  /** Shares it with these alone. */
  async everybody(choice: RegExp): Promise<void> {
    await this.people.getByRole('radio', { name: choice }).check();
    await this.sent(this.people.getByRole('button', { name: 'Save' }));
  }

  /** The signed address as a path. */
  async link(): Promise<string> {
    const address = await this.owners.getByRole('textbox', { name: 'Link' }).inputValue();
    return address.replace(/^https?:\/\/[^/]+/, '');
  }

  /** A plain form loads a page. */
  async sent(button: Locator): Promise<void> {
    await Promise.all([this.page.waitForEvent('load'), button.click()]);
  }
}
