// The sandbox's Confluence page, at another site than Inlay.

import type { Page } from '@playwright/test';
import type { Stack } from '../fixtures/stack.ts';
import { EmbedFrame } from './embed-frame.ts';

export class ConfluencePage {
  private left = 'about:blank';

  constructor(
    private readonly stack: Stack,
    readonly page: Page,
  ) {}

  /** The same page of the wiki in another window. */
  in(page: Page): ConfluencePage {
    return new ConfluencePage(this.stack, page);
  }

  address(charts: string[], how: { forge?: boolean; height?: number } = {}): string {
    const frames = charts.map((id) => `${this.stack.inlay}/embed/${id}`).join(',');
    const query = new URLSearchParams({ charts: frames });
    if (how.forge) query.set('sandbox', 'forge');
    if (how.height) query.set('height', String(how.height));
    return `${this.stack.sandbox.host('wiki')}/wiki/spaces/TEAM/pages/65537/Weekly+quality+report?${query}`;
  }

  /** Opens a page with these charts. */
  async open(charts: string[], how: { forge?: boolean; height?: number } = {}): Promise<EmbedFrame[]> {
    await this.page.goto(this.address(charts, how));
    return charts.map((_, place) => this.frame(place, how.forge));
  }

  /**
   * Leaves the page, for a while in which Inlay is away: a frame that asks for its picture in another size just
   * then would hear nothing, and the browser would complain.
   */
  async leave(): Promise<void> {
    this.left = this.page.url();
    await this.page.goto('about:blank');
  }

  /** Comes back, to a page that is asked for anew. */
  async comeBack(): Promise<void> {
    await this.page.goto(this.left);
  }

  /** A frame by its place on the page. */
  frame(place = 0, forge = false): EmbedFrame {
    const outer = this.page.locator('.macro iframe').nth(place).contentFrame();
    return new EmbedFrame(this.page, forge ? outer.locator('iframe').contentFrame() : outer);
  }
}
