// Browsers that block third-party cookies, as many do; and such that keep no cookie of a frame at all.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type BrowserContext } from '@playwright/test';
import { CHART } from '../fixtures/charts.ts';
import { MAYA } from '../fixtures/people.ts';
import { expect, test as base } from '../fixtures/test.ts';
import type { EmbedFrame } from '../pages/embed-frame.ts';
import { consentIn } from '../pages/atlassian.ts';

/** What a browser keeps for a frame. */
type Keeps = 'partitioned cookies' | 'nothing';

/** The usual context, but of a profile whose settings say what is kept for frames. */
const test = base.extend<{ keeps: Keeps; context: BrowserContext }>({
  keeps: ['partitioned cookies', { option: true }],
  context: async ({ stack, keeps, complaints, launchOptions, viewport, locale, timezoneId }, use, info) => {
    const profile = info.outputPath('profile');
    mkdirSync(join(profile, 'Default'), { recursive: true });
    // "Inlay's cookies below this wiki: block", as somebody sets it by hand.
    const blocked = { [`${stack.inlay},${stack.sandbox.host('wiki')}`]: { setting: 2 } };
    const settings = {
      profile: {
        block_third_party_cookies: true,
        cookie_controls_mode: 1,
        ...(keeps === 'nothing' && { content_settings: { exceptions: { cookies: blocked } } }),
      },
    };
    writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(settings));
    const context = await chromium.launchPersistentContext(profile, { ...launchOptions, viewport, locale, timezoneId });
    complaints.listen(context);
    await use(context);
    await context.close();
  },
});

/** Whether a cookie that the frame's own script sets is there afterwards. */
const isKept = (frame: EmbedFrame, attributes: string) =>
  frame.inside.locator('body').evaluate((_, attributes) => {
    document.cookie = `probe=1; SameSite=None; Secure; ${attributes}`;
    return document.cookie.includes('probe');
  }, attributes);

for (const keeps of ['partitioned cookies', 'nothing'] as const) {
  test.describe(`a browser that keeps ${keeps} for frames`, () => {
    test.use({ keeps });

    for (const forge of [false, true]) {
      for (const coop of [false, true]) {
        const where = forge ? 'inside Forge’s two frames' : 'in a page';
        test(`${where}, where Atlassian ${coop ? 'cuts' : 'does not cut'} the window off: one consent, and all charts load`, async ({ confluence, page, control }) => {
          await control.set({ coop });
          const frames = await confluence.open([CHART.status, CHART.priority], { forge });
          for (const frame of frames) await frame.shows('prompt');
          // The settings work.
          expect(await isKept(frames[0]!, '')).toBe(false);
          expect(await isKept(frames[0]!, 'Partitioned')).toBe(keeps === 'partitioned cookies');
          for (const frame of frames) await frame.mark();

          await consentIn(await frames[0]!.load(), MAYA);
          for (const frame of frames) await frame.shows('chart');
          for (const frame of frames) expect(await frame.isMarked()).toBe(true);

          const first = page.waitForResponse((response) => response.url().endsWith(`/embed/${CHART.status}`));
          await page.reload();
          const html = await (await first).text();
          if (keeps === 'partitioned cookies') {
            expect(html).toContain('<svg');
          } else {
            // One click, no consent: the window has a session of its own.
            for (const frame of frames) await frame.shows('prompt');
            const window = await frames[1]!.load();
            await expect.poll(() => window.isClosed()).toBe(true);
          }
          for (const frame of frames) await frame.shows('chart');
          expect(await control.calls('/oauth/token')).toBe(1);
        });
      }
    }
  });
}
