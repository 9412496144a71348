// A browser that blocks third-party cookies, as many do.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type BrowserContext } from '@playwright/test';
import { CHART } from '../fixtures/charts.ts';
import { MAYA } from '../fixtures/people.ts';
import { expect, test as base } from '../fixtures/test.ts';
import { consentIn } from '../pages/atlassian.ts';

/** The usual context, but of a profile whose settings block third-party cookies. */
const test = base.extend<{ context: BrowserContext }>({
  context: async ({ complaints, launchOptions, viewport, locale, timezoneId }, use, info) => {
    const profile = info.outputPath('profile');
    mkdirSync(join(profile, 'Default'), { recursive: true });
    const settings = { profile: { block_third_party_cookies: true, cookie_controls_mode: 1 } };
    writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(settings));
    const context = await chromium.launchPersistentContext(profile, { ...launchOptions, viewport, locale, timezoneId });
    complaints.listen(context);
    await use(context);
    await context.close();
  },
});

test('with third-party cookies blocked nothing changes: one consent, then charts in the first response', async ({ confluence, page, control }) => {
  const frames = await confluence.open([CHART.status, CHART.priority]);
  await frames[0]!.shows('prompt');
  // The setting works: an ordinary cookie of ours is not kept in this frame.
  const kept = await frames[0]!.inside.locator('body').evaluate(() => {
    document.cookie = 'probe=1; SameSite=None; Secure';
    return document.cookie;
  });
  expect(kept).not.toContain('probe');

  await consentIn(await frames[0]!.load(), MAYA);
  for (const frame of frames) await frame.shows('chart');

  const first = page.waitForResponse((response) => response.url().endsWith(`/embed/${CHART.status}`));
  await page.reload();
  expect(await (await first).text()).toContain('<svg');
  for (const frame of frames) await frame.shows('chart');
  expect(await control.calls('/oauth/token')).toBe(1);
});
