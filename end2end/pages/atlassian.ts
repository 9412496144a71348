// The sandbox's pages that stand for auth.atlassian.com.

import { expect, type Page } from '@playwright/test';

export class LogInPage {
  constructor(private readonly page: Page) {}

  get heading() {
    return this.page.getByRole('heading', { name: 'Log in to continue' });
  }

  /** Becomes a person. */
  async choose(person: string): Promise<void> {
    await this.page.getByRole('button', { name: person }).click();
  }
}

export class ConsentPage {
  constructor(private readonly page: Page) {}

  get heading() {
    return this.page.getByRole('heading', { name: /asks for access/ });
  }

  /** Consents; on the site that is chosen already, or on this one. */
  async accept(site?: string): Promise<void> {
    await expect(this.heading).toBeVisible();
    if (site) await this.page.getByRole('radio', { name: site }).check();
    await this.page.getByRole('button', { name: 'Accept' }).click();
  }

  async cancel(): Promise<void> {
    await expect(this.heading).toBeVisible();
    await this.page.getByRole('button', { name: 'Cancel' }).click();
  }
}

/** The way through a consent window: who, then Accept. */
export async function consentIn(window: Page, person: string, site?: string): Promise<void> {
  await new LogInPage(window).choose(person);
  await new ConsentPage(window).accept(site);
}
