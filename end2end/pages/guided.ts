// Somebody who does what a guide says, and knows nothing but its words.

import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';
import type { Sentence } from '../fixtures/sentences.ts';

type Act = (reader: Guided, ...words: string[]) => Promise<void>;

/** What a sentence can say: `**` is a name on the screen, `` ` `` is what one types. */
const SHAPES: Record<string, Act> = {
  'Open `': (reader, address) => reader.open(address!),
  'Click **': (reader, name) => reader.click(name!),
  'In the window, click **': async (reader, name) => (await reader.window).getByRole('button', { name: name! }).click(),
  'In the chart, click **': (reader, name) => reader.frame.getByRole('button', { name: name!, exact: true }).click(),
  'In the chart, you see **': (reader, text) => expect(reader.frame.getByRole('heading', { name: text!, exact: true })).toBeVisible(),
  'Type ` into **': (reader, text, name) => reader.type(text!, name!),
  'Type ` into ** and choose **': (reader, text, name, choice) => reader.pick(text!, name!, choice!),
  'Set ** to **': (reader, name, choice) => reader.set(name!, choice!),
  'Tick **': (reader, name) => reader.page.getByRole('checkbox', { name: name!, exact: true }).check(),
  'The button says **': (reader, name) => expect(reader.page.getByRole('button', { name: name!, exact: true })).toBeVisible(),
  'Begin with the template **': (reader, title) => reader.template(title!).click(),
  'Paste it into **': (reader, name) => reader.paste(name!),
  'You see **': (reader, text) => expect(reader.page.getByRole('heading', { name: text!, exact: true })).toBeVisible(),
  'You see the chart **': (reader, title) => reader.seeChart(title!),
};

export class Guided {
  /** The window that was opened last. */
  window: Promise<Page>;

  constructor(
    readonly page: Page,
    /** Where the addresses of the guide are here. */
    private readonly here: (address: string) => string,
  ) {
    this.window = this.nextWindow();
  }

  /** Does what the sentence says. */
  async follow({ said, shape, words }: Sentence): Promise<void> {
    const act = SHAPES[shape];
    if (!act) throw new Error(`${said}\nNobody knows how to do this. There are:\n${Object.keys(SHAPES).join('\n')}`);
    await act(this, ...words);
  }

  async open(address: string): Promise<void> {
    await this.page.goto(this.here(address));
    await this.live();
  }

  async click(name: string): Promise<void> {
    const named = { name, exact: true };
    const there = this.page.getByRole('button', named).or(this.page.getByRole('link', named)).or(this.page.getByRole('tab', named));
    await this.shows(there, name);
    this.window = this.nextWindow();
    // A plain form ends in a page of its own.
    const posts = await there.evaluate((part) => Boolean(part.closest('form[method="post"]')));
    await Promise.all([posts ? this.page.waitForEvent('load') : null, there.click()]);
    await this.live();
  }

  async type(text: string, name: string): Promise<void> {
    await this.shows(this.box(name), name);
    await this.box(name).fill(text);
    // What is typed counts for some boxes when one leaves them.
    await this.box(name).blur();
  }

  async pick(text: string, name: string, choice: string): Promise<void> {
    const box = this.page.getByRole('combobox', { name, exact: true });
    await this.shows(box, name);
    await box.click();
    await box.fill(text);
    const list = this.page.locator(`#${await box.getAttribute('aria-controls')}`);
    await list.getByRole('option').filter({ has: this.page.getByText(choice, { exact: true }) }).click();
  }

  async set(name: string, choice: string): Promise<void> {
    await this.shows(this.box(name), name);
    await this.box(name).selectOption({ label: choice });
  }

  /** Who sees the screen finds it by this name: on it, beside it, or when pointing at it. */
  private async shows(part: Locator, name: string): Promise<void> {
    const seen = await part.evaluate((it: HTMLInputElement) => {
      const around = [...(it.labels ?? []), it.closest('.row, .stack, fieldset')];
      return [it.innerText, it.title, it.placeholder, ...around.map((label) => (label as HTMLElement | null)?.innerText)].join('\n');
    });
    expect(seen, `“${name}” can be seen`).toContain(name);
  }

  async paste(name: string): Promise<void> {
    await this.box(name).focus();
    await this.page.keyboard.press('Control+V');
    await expect(this.box(name)).not.toHaveValue('');
  }

  async seeChart(title: string): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: title, exact: true })).toBeVisible();
    await expect(this.chart.locator('.picture canvas, table.figures, .tile').first()).toBeVisible();
    await expect(this.page.getByRole('alert')).toHaveCount(0);
  }

  /** The card of the chart. */
  get chart(): Locator {
    return this.page.locator('.chart-card');
  }

  /** The chart in a page of the wiki. */
  get frame(): FrameLocator {
    return this.page.locator('[data-macro-name="iframe"] iframe').last().contentFrame();
  }

  /** Whatever takes words or choices under this name; a tab of the same name has a panel that is called so, too. */
  box(name: string): Locator {
    const named = { name, exact: true };
    const { page } = this;
    return page.getByRole('textbox', named).or(page.getByRole('combobox', named)).or(page.getByRole('spinbutton', named));
  }

  template(title: string): Locator {
    const titled = { has: this.page.getByText(title, { exact: true }) };
    return this.page.getByRole('region', { name: 'Templates' }).getByRole('button').filter(titled);
  }

  /** Nobody waits for a window that does not come. */
  private nextWindow(): Promise<Page> {
    const window = this.page.waitForEvent('popup');
    window.catch(() => undefined);
    return window;
  }

  /** Until the application has taken over a page that the server rendered; other pages are live at once. */
  private async live(): Promise<void> {
    await this.page.waitForFunction(() => !document.querySelector('script[src="/assets/charts.js"]') || document.documentElement.hasAttribute('data-live'));
  }
}
