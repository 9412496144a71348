// How long the editor takes to draw again what needs no new data: from the event to the painted frame.

import type { Page } from '@playwright/test';
import { MAYA } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { Editor } from '../pages/editor.ts';

const TURNS = 7;

const median = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;

/** What the page under measurement knows. */
interface Watch {
  /** When the event came; nothing before it. */
  began: number;
  /** When the last frame that something had been drawn in was painted. */
  painted: number;
  /** When something was drawn last. */
  drawn: number;
}

declare global {
  interface Window {
    redraw: Watch;
  }
}

/** Notes when somebody does something, and when a frame is painted in which a canvas or the preview's HTML changed. */
function watch(): void {
  window.redraw = { began: 0, painted: 0, drawn: 0 };
  const drew = () => {
    const { redraw } = window;
    if (!redraw.began) return;
    redraw.drawn = performance.now();
    // A task after the next frame: by then it is painted.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (redraw.painted = performance.now());
      port2.postMessage(undefined);
    });
  };
  const pen = CanvasRenderingContext2D.prototype;
  for (const name of ['fill', 'fillText', 'clearRect'] as const) {
    const draw = pen[name] as (...given: unknown[]) => void;
    Object.assign(pen, {
      [name](this: CanvasRenderingContext2D, ...given: unknown[]) {
        // Letters are measured on a canvas that nobody sees.
        if (this.canvas.isConnected) drew();
        return draw.apply(this, given);
      },
    });
  }
  for (const event of ['input', 'change', 'click']) {
    addEventListener(event, () => (window.redraw.began ||= performance.now()), { capture: true });
  }
}

/** Does something, and waits until nothing is drawn any more; milliseconds from the event to the last painted frame. */
async function measured(page: Page, act: () => Promise<unknown>): Promise<number> {
  const before = await page.locator('.preview .picture canvas').first().evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  await page.evaluate(() => Object.assign(window.redraw, { began: 0, painted: 0, drawn: 0 }));
  const answer = page.waitForResponse((response) => response.url().endsWith('/api/preview_chart'));
  await act();
  await answer;
  await page.waitForFunction(() => {
    const { painted, drawn } = window.redraw;
    return painted >= drawn && drawn > 0 && performance.now() - painted > 300;
  });
  const after = await page.locator('.preview .picture canvas').first().evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  expect(after, 'another drawing').not.toBe(before);
  return page.evaluate(() => window.redraw.painted - window.redraw.began);
}

test('drawing again what is held', async ({ inlay, page }) => {
  test.setTimeout(180_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.addInitScript(watch);
  await inlay.signIn(MAYA);
  const id = await inlay.save(inlay.spec('project is not EMPTY', { title: 'Everything', kind: 'bar', chart_by: { field: 'priority' }, display: { height: 360 } }));
  await inlay.open(`/charts/${id}/edit`);
  const editor = new Editor(page);
  await expect(editor.preview.locator('canvas').first()).toBeVisible();
  await editor.settled();
  const high = editor.value('High');
  const name = high.getByRole('textbox', { name: 'Name of High' });

  /** In turn one thing and another, so that there always is something to draw. */
  const pairs: [string, (turn: number) => Promise<unknown>, 'Chart by' | 'Display'][] = [
    ['colour, from the palette', (turn) => high.getByRole('button', { name: `Paint High ${turn % 2 ? 'pink' : 'sky'}` }).click(), 'Chart by'],
    ['kind', (turn) => editor.kind(turn % 2 ? 'Bar' : 'Donut').click(), 'Chart by'],
    ['order', (turn) => editor.setting('Order').selectOption(turn % 2 ? 'As in Jira' : 'Smallest first'), 'Chart by'],
    ['rename', async (turn) => {
      await name.evaluate((box: HTMLInputElement, text) => {
        box.value = text;
        box.dispatchEvent(new Event('change', { bubbles: true }));
      }, `High ${turn}`);
    }, 'Chart by'],
    ['legend', (turn) => editor.setting('Legend').selectOption(turn % 2 ? 'Line under the chart' : 'None'), 'Display'],
    ['height', async (turn) => {
      await page.getByRole('spinbutton', { name: 'Height' }).evaluate((box: HTMLInputElement, pixels) => {
        box.value = String(pixels);
        box.dispatchEvent(new Event('change', { bubbles: true }));
      }, 360 + 20 * (turn % 2 ? 0 : 1));
    }, 'Display'],
  ];
  const rows: string[] = [];
  // The yardstick: the same question and its answer alone, without a page.
  const question = { spec: inlay.spec('project is not EMPTY', { kind: 'bar', chart_by: { field: 'priority' } }) };
  const answers: number[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    answers.push(await page.evaluate(async (body) => {
      const start = performance.now();
      const answer = await fetch('/api/preview_chart', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
      await answer.text();
      return performance.now() - start;
    }, question));
  }
  const yardstick = median(answers);
  rows.push(`${'the answer alone, from what is held (the yardstick)'.padEnd(56)} ${yardstick.toFixed(0)} ms = 1`);
  for (const [what, act, tab] of pairs) {
    await editor.tab(tab).click();
    if (tab === 'Chart by') await high.getByRole('button', { name: 'More about High' }).click();
    const times: number[] = [];
    for (let turn = 0; turn < TURNS; turn += 1) times.push(await measured(page, () => act(turn)));
    rows.push(`${what.padEnd(56)} ${(median(times) / yardstick).toFixed(2)}  (${median(times).toFixed(0)} ms, worst ${Math.max(...times).toFixed(0)})`);
  }
  console.log(rows.join('\n'));
});
