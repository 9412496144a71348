// The editor: `/charts/new` and `/charts/{id}/edit`.

import { expect, type Locator, type Page } from '@playwright/test';
import { numbersOf } from './chart-page.ts';

export type Tab = 'Chart by' | 'Group by' | 'Calculate' | 'Display';
export type KindName = 'Pie' | 'Donut' | 'Bar' | 'Stacked' | 'Table' | 'Tile';

export class Editor {
  constructor(readonly page: Page) {}

  get title(): Locator {
    return this.page.getByRole('textbox', { name: 'Title' });
  }

  get site(): Locator {
    return this.page.getByRole('combobox', { name: 'Jira site' });
  }

  get jql(): Locator {
    return this.page.getByRole('combobox', { name: 'JQL', exact: true });
  }

  /** How many issues the query finds. */
  get found(): Locator {
    return this.page.locator('#source-answer');
  }

  /** What is wrong with the query. */
  get sentence(): Locator {
    return this.page.locator('.stage [role="alert"]').first();
  }

  get preview(): Locator {
    return this.page.locator('.preview');
  }

  get save(): Locator {
    return this.page.getByRole('button', { name: 'Save', exact: true });
  }

  get saved(): Locator {
    return this.page.locator('.saved');
  }

  get embed(): Locator {
    return this.page.getByRole('button', { name: 'Embed' });
  }

  get values(): Locator {
    return this.page.getByRole('list', { name: 'Values' });
  }

  /** A value of the dimension by the name that it has by itself, whatever it was renamed to. */
  value(name: string): Locator {
    return this.values.getByRole('listitem').filter({ has: this.page.getByRole('textbox', { name: `Name of ${name}`, exact: true }) });
  }

  kind(name: KindName): Locator {
    return this.page.getByRole('group', { name: 'Kind of chart' }).getByRole('button', { name, exact: true });
  }

  tab(name: Tab): Locator {
    return this.page.getByRole('tab', { name });
  }

  get field(): Locator {
    return this.page.getByRole('combobox', { name: 'Field' });
  }

  /** What may come next in the query that is being written. */
  get suggestions(): Locator {
    return this.page.getByRole('listbox', { name: 'What may come next' }).getByRole('option');
  }

  /** The values that are queries. */
  get queries(): Locator {
    return this.page.getByRole('list', { name: 'Queries' });
  }

  /** The choice of exactly this name; a tab of the same name has a panel that is called so, too. */
  choice(name: string): Locator {
    return this.page.getByRole('combobox', { name, exact: true });
  }

  /** Lets a value count as another one; what is more about it is unfolded already. */
  async merge(value: string, into: string): Promise<void> {
    await this.choice(`Count ${value} as`).selectOption(into);
    await this.after(() => this.page.getByRole('button', { name: `Merge ${value}`, exact: true }).click());
  }

  /** The chart as text, read from its dialog. */
  async text(): Promise<Record<string, unknown>> {
    await this.page.getByRole('button', { name: 'Text', exact: true }).click();
    const dialog = this.page.getByRole('dialog', { name: 'The chart as text' });
    const text = await dialog.getByRole('textbox', { name: 'Text of the chart' }).inputValue();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(dialog).toBeHidden();
    return JSON.parse(text) as Record<string, unknown>;
  }

  /** The setting of this label. */
  setting(label: string): Locator {
    return this.page.getByRole('combobox', { name: label, exact: true }).or(this.page.getByLabel(label, { exact: true }));
  }

  /** Chooses a field by a few letters. */
  async chooseField(name: string): Promise<void> {
    await this.field.click();
    await this.field.fill(name);
    await this.page.getByRole('listbox').getByRole('option', { name: new RegExp(`^${name}`) }).first().click();
    await this.settled();
  }

  /** Waits until the preview shows the present draft. */
  async settled(): Promise<void> {
    // The question leaves a moment after the last letter: first busy, then not.
    await expect(this.preview).toHaveAttribute('aria-busy', 'false');
    await expect(this.preview.locator('.preview-body')).not.toHaveClass(/stale/);
  }

  /** Does something that asks for a new drawing, and waits for its answer. */
  async after(change: () => Promise<unknown>): Promise<void> {
    const answer = this.page.waitForResponse((response) => response.url().endsWith('/api/preview_chart'));
    await change();
    await answer;
    await this.settled();
  }

  /** Rows of the numbers, whatever the kind. */
  async numbers(): Promise<Record<string, number>> {
    return numbersOf(this.preview.locator('table').first());
  }
}
