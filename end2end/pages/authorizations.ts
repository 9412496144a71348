// `/authorizations`, and `/sites/{id}/authorizations` for administrators.

import type { Locator, Page } from '@playwright/test';

export class Authorizations {
  constructor(readonly page: Page) {}

  /** A site's, or a person's, by its name. */
  card(name: string): Locator {
    return this.page.getByRole('listitem').filter({ has: this.page.getByRole('heading', { name, exact: true }) });
  }

  /** Unfolds what removing means, and removes. */
  async remove(name: string): Promise<void> {
    const card = this.card(name);
    await card.locator('summary').click();
    await this.sent(card.getByRole('button', { name: 'Remove access', exact: true }));
  }

  async removeAll(): Promise<void> {
    await this.page.getByText('Remove everything', { exact: true }).click();
    await this.sent(this.page.getByRole('button', { name: 'Remove all my authorizations' }));
  }

  /** A plain form loads a page. */
  private async sent(button: Locator): Promise<void> {
    await Promise.all([this.page.waitForEvent('load'), button.click()]);
  }
}
