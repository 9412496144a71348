// docs/guides/first-charts.md, done as it says: where a word on the screen is another one, this fails.

import { readGuide } from '../fixtures/sentences.ts';
import { photographOf } from '../fixtures/photo.ts';
import { alone, expect } from '../fixtures/test.ts';
import { Guided } from '../pages/guided.ts';

// An app that is deployed turns pasted addresses into its own macro.
const test = alone();

const GUIDE = readGuide('first-charts.md');

// Eighty steps, as one person does them.
test.describe.configure({ timeout: 180_000 });

test('the first charts come out as the guide says', async ({ page, context, stack, control, inlay }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await control.charts(65_538, []);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const reader = new Guided(page, (address) => address.replace('http://localhost:3000', inlay.url('')).replace('http://wiki.localhost:4000', stack.sandbox.host('wiki')));
  let charts = 0;
  for (const { title, sentences } of GUIDE) {
    for (const sentence of sentences) {
      await test.step(`${title}: ${sentence.said}`, () => reader.follow(sentence));
      if (!sentence.shape.startsWith('You see the chart')) continue;
      charts += 1;
      await photographOf(reader.chart, `guide-${charts}-1280-light`);
    }
  }
  expect(charts).toBe(5);
});
