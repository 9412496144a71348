// docs/guides/confluence.md, followed word by word: whoever changes a name on the screen changes the guide, too.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deploy } from '../fixtures/app.ts';
import { Guide } from '../fixtures/guide.ts';
import { JONAS, MAYA, PRIYA } from '../fixtures/people.ts';
import { ROOT } from '../fixtures/sandbox.ts';
import { alone, expect } from '../fixtures/test.ts';
import { LogInPage } from '../pages/atlassian.ts';
import { EmbedFrame } from '../pages/embed-frame.ts';
import { Editor } from '../pages/editor.ts';

// An app that is deployed turns pasted addresses into its own macro.
const test = alone();

test('the guide’s steps lead to a chart on a Confluence page, by each of the two ways', async ({ inlay, stack, page, context, browser, control, world }) => {
  test.slow();
  const guide = new Guide('confluence.md');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const press = (name: string) => page.getByRole('button', { name, exact: true }).or(page.getByRole('link', { name, exact: true })).click();
  const wiki = `${stack.sandbox.host('wiki')}/wiki`;

  const make = guide.steps('Make a chart');
  await inlay.open('/');
  const opening = page.waitForEvent('popup');
  await press(make[0]!.bold[0]!);
  const window = await opening;
  await new LogInPage(window).choose(MAYA);
  await window.getByRole('button', { name: make[2]!.bold[0]!, exact: true }).click();
  await expect(page.getByRole('heading', { name: make[2]!.bold[1]!, exact: true })).toBeVisible();
  await press(make[3]!.bold[0]!);
  const editor = new Editor(page);
  await editor.after(() => editor.choice(make[4]!.bold[0]!).fill(make[4]!.code[0]!));
  await expect(editor.found).toContainText(/\d/);
  const field = page.getByRole('combobox', { name: make[5]!.bold[0]!, exact: true });
  await editor.after(async () => {
    await field.click();
    await field.fill(make[5]!.code[0]!);
    await page.getByRole('listbox').getByRole('option', { name: make[5]!.code[0]! }).first().click();
  });
  await page.getByRole('textbox', { name: make[6]!.bold[0]!, exact: true }).fill(make[6]!.code[0]!);
  await press(make[6]!.bold[1]!);
  const title = make[6]!.code[0]!;
  await page.waitForURL(/\/charts\/[\w-]{16,}$/);
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Edit' })).toBeVisible();
  const chart = page.url();

  const iframe = guide.steps('Way one: the iframe macro');
  const dialog = page.getByRole('dialog');
  await press(iframe[0]!.bold[0]!);
  await expect(dialog.getByRole('textbox', { name: iframe[0]!.bold[1]! })).toHaveValue(/\/embed\//);
  await dialog.getByRole('button', { name: iframe[0]!.bold[2]!, exact: true }).click();
  const address = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto(wiki);
  await press(iframe[1]!.bold[0]!);
  await press(iframe[1]!.bold[1]!);
  await page.getByRole('textbox', { name: iframe[1]!.bold[2]!, exact: true }).fill(address);
  await press(iframe[1]!.bold[3]!);
  // Somebody else reads the page, who has never been here.
  const another = await browser.newContext();
  const readers = await another.newPage();
  await readers.goto(page.url());
  const frame = new EmbedFrame(readers, readers.locator('[data-macro-name="iframe"] iframe').last().contentFrame());
  await frame.shows('prompt');
  const asking = readers.waitForEvent('popup');
  await frame.inside.getByRole('button', { name: iframe[2]!.bold[0]!, exact: true }).click();
  const second = await asking;
  await new LogInPage(second).choose(JONAS);
  await second.getByRole('button', { name: iframe[3]!.bold[0]!, exact: true }).click();
  await frame.shows('chart');
  await expect(frame.heading).toHaveText(title);
  await readers.reload();
  await frame.shows('chart');
  await expect(frame.foot).toContainText(JONAS);
  await another.close();

  await deploy(stack);
  const app = guide.steps('Way two: the Confluence app');
  await page.goto(wiki);
  await press(app[2]!.bold[0]!);
  const wikiPage = page.url();
  await press(app[2]!.bold[1]!);
  await press(app[2]!.bold[2]!);
  const config = page.locator('iframe').contentFrame();
  await expect(config.getByRole('heading', { name: app[3]!.bold[0]!, exact: true })).toBeVisible();
  await config.getByRole('textbox', { name: app[3]!.bold[1]!, exact: true }).fill(chart);
  const saved = page.waitForResponse((response) => response.request().method() === 'POST' && response.ok());
  await config.getByRole('button', { name: app[3]!.bold[2]!, exact: true }).click();
  await saved;

  const theirs = await browser.newContext();
  const { name, value } = await control.logIn(PRIYA);
  await theirs.addCookies([{ name, value, url: stack.sandbox.host('wiki') }]);
  const reader = await theirs.newPage();
  await reader.goto(wikiPage);
  const inside = reader.locator('.macro iframe').last().contentFrame().locator('iframe').contentFrame();
  await expect(inside.getByRole('button', { name: app[4]!.bold[0]!, exact: true })).toBeVisible();

  await page.goto(chart);
  await inlay.live();
  await press(app[5]!.bold[0]!);
  const owners = page.getByRole('region', { name: app[5]!.bold[1]!, exact: true });
  expect(app[5]!.bold[2]!).toContain(world.siteAt(0).name);
  await owners.getByRole('radio', { name: app[5]!.bold[2]!, exact: true }).check();
  await Promise.all([page.waitForEvent('load'), owners.getByRole('button', { name: app[5]!.bold[3]!, exact: true }).click()]);
  await reader.reload();
  await expect(inside.locator('footer.foot')).toContainText(app[6]!.bold[0]!);
  await expect(inside.getByRole('heading', { level: 1 })).toHaveText(title);
  expect(await inside.locator('body').innerText()).not.toMatch(/SHOP-\d|project =|Lindqvist/);
  await theirs.close();

  await page.goto(chart);
  await inlay.live();
  await press(app[7]!.bold[0]!);
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: app[7]!.bold[1]!, exact: true }).click()]);
  // The wiki as it was.
  await control.charts(65538, []);
  await control.macros([], 65539);
  expect(guide.left, 'bold words of the guide that nothing here looks at').toEqual([]);
});

test('settings, scopes and sentences of the guide are those of the program', async ({ stack, world }) => {
  const { text } = new Guide('confluence.md');
  const help = stack.run(['--help']);
  const settings = [...text.matchAll(/\bINLAY_[A-Z_]+\b/g)].map(([name]) => name);
  expect(settings.length).toBeGreaterThan(5);
  for (const name of new Set(settings)) expect(help, name).toContain(name);

  // What Inlay really asks Atlassian for.
  const answer = await fetch(`${stack.inlay}/oauth/start`, { redirect: 'manual' });
  const asked = new URL(answer.headers.get('location')!).searchParams.get('scope')!.split(' ');
  for (const scope of asked) expect(text, scope).toContain(`\`${scope}\``);
  expect(text).toContain('/oauth/callback');
  expect(new URL(answer.headers.get('location')!).searchParams.get('redirect_uri')).toBe(`${stack.inlay}/oauth/callback`);

  const sources = ['app/src/embed/prompt.rs', 'crates/service/src/failure.rs'].map((file) => readFileSync(join(ROOT, file), 'utf8')).join('');
  const quoted = [...text.matchAll(/^\| "([^"]+)" \|/gm)].map(([, sentence]) => sentence!);
  expect(quoted.length).toBeGreaterThan(1);
  for (const sentence of quoted) expect(sources).toContain(sentence);
  expect(world.people.map(({ name }) => name)).toContain(/Maya \w+/.exec(text)?.[0]);
  // Where the guide sends its readers.
  expect(readFileSync(join(ROOT, 'confluence/README.md'), 'utf8')).toContain('## Deploying it');
});
