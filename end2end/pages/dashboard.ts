// `/dashboards`, `/dashboards/{id}` and `/dashboards/{id}/edit`.

import type { Locator, Page } from '@playwright/test';
import { EmbedFrame } from './embed-frame.ts';

export class DashboardPage {
  constructor(readonly page: Page) {}

  get title(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  get frames(): Locator {
    return this.page.locator('.frames iframe');
  }

  frame(place: number): EmbedFrame {
    return new EmbedFrame(this.page, this.frames.nth(place).contentFrame());
  }

  /** Presses a button of a plain form; the page that comes back is there. */
  async sent(button: Locator): Promise<void> {
    await Promise.all([this.page.waitForEvent('load'), button.click()]);
  }

  /** Makes an empty one and ends where it is changed. */
  async make(title: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'New dashboard' }).fill(title);
    await this.sent(this.page.getByRole('button', { name: 'Make it' }));
  }

  async add(chart: RegExp): Promise<void> {
    const select = this.page.getByRole('combobox', { name: 'Add a chart' });
    const option = select.locator('option').filter({ hasText: chart }).first();
    await select.selectOption((await option.getAttribute('value'))!);
    await this.sent(this.page.getByRole('button', { name: 'Add', exact: true }));
  }

  /** Says what everybody on its site may do. */
  async share(choice: RegExp): Promise<void> {
    const part = this.page.getByRole('region', { name: 'Who may see it' });
    await part.getByRole('radio', { name: choice }).check();
    await this.sent(part.getByRole('button', { name: 'Save' }));
  }

  get public(): Locator {
    return this.page.getByRole('region', { name: 'Public link' });
  }

  /** The public link as a path. */
  async link(): Promise<string> {
    const address = await this.public.getByRole('textbox', { name: 'Public link' }).inputValue();
    return address.replace(/^https?:\/\/[^/]+/, '');
  }

  /** Its id, from the address. */
  get id(): string {
    return new URL(this.page.url()).pathname.split('/')[2]!;
  }
}
