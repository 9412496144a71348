// What a chart costs, as ratios of one run: `make bench`. Nothing here fails because a machine is slow.

import { readFileSync } from 'node:fs';
import { MAYA } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';

const JQL = 'project is not EMPTY';

/** Finds the same issues, of which nothing is held yet. */
const AGAIN = `${JQL} AND key is not EMPTY`;

interface Answer {
  table: { provenance: { issues: number; calls: number; points: number } };
  svg: string;
}

const median = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;

async function timed<T>(act: () => Promise<T>): Promise<[number, T]> {
  const start = performance.now();
  const got = await act();
  return [performance.now() - start, got];
}

/** The same issues, read by nobody clever: one page after the other, all fields of a chart by status. */
async function pageByPage(api: string, token: string): Promise<number> {
  let read = 0;
  let nextPageToken: string | undefined;
  do {
    const answer = await fetch(`${api}/search/jql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ jql: JQL, maxResults: 100, fields: ['status'], nextPageToken }),
    });
    const page = (await answer.json()) as { issues: unknown[]; nextPageToken?: string };
    read += page.issues.length;
    nextPageToken = page.nextPageToken;
  } while (nextPageToken);
  return read;
}

test('reading, folding again, and a frame', async ({ inlay, stack, control, page }) => {
  test.setTimeout(180_000);
  const site = stack.world.siteAt(0);
  const { access_token: token } = await control.tokens(MAYA);
  const [sequential, read] = await timed(() => pageByPage(`${stack.sandbox.base}/ex/jira/${site.cloud_id}/rest/api/3`, token));

  await inlay.signIn(MAYA);
  // A median cannot be counted by Jira: its issues are read, and held.
  const measure = { type: 'median', of: 'resolution_time' };
  const draw = (field: string) => timed(() => inlay.call<Answer>('preview_chart', { spec: inlay.spec(JQL, { chart_by: { field }, measure }) }));
  const [first, { status, body }] = await draw('status');
  expect(status).toBe(200);
  expect(body.table.provenance.issues).toBe(read);
  const again: number[] = [];
  for (const field of ['priority', 'issuetype', 'assignee', 'labels', 'components', 'status', 'resolution']) again.push((await draw(field))[0]);
  const id = await inlay.save(inlay.spec(JQL));
  const frames: number[] = [];
  for (let turn = 0; turn < 7; turn += 1) frames.push((await timed(() => page.request.get(inlay.url(`/embed/${id}`))))[0]);
  const frame = await (await page.request.get(inlay.url(`/embed/${id}`))).body();
  const saved = await inlay.save(inlay.spec(AGAIN));
  const [counting, counted] = await timed(() => inlay.call<{ drawn: Answer }>('view_chart', { id: saved }));
  const { provenance } = counted.body.drawn.table;
  const memory = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${stack.pid}/status`, 'utf8'))?.[1] ?? '0';

  const rows: [string, string][] = [
    ['issues', String(read)],
    ['calls / points of the first reading', `${body.table.provenance.calls} / ${body.table.provenance.points}`],
    ['page by page, one field (the yardstick)', `${sequential.toFixed(0)} ms = 1`],
    ['first preview: ranges side by side, all fields, drawn', `${(first / sequential).toFixed(2)}`],
    ['another grouping, from what is held', `${(median(again) / sequential).toFixed(3)}  (${median(again).toFixed(0)} ms)`],
    ['a frame with its chart, from what is held', `${(median(frames) / sequential).toFixed(3)}  (${median(frames).toFixed(0)} ms)`],
    ['bytes of that frame', String(frame.length)],
    ['a saved chart of the same issues, counted by Jira', `${(counting / sequential).toFixed(3)}  (${counting.toFixed(0)} ms)`],
    ['calls / points of that counting', `${provenance.calls} / ${provenance.points}`],
    ['memory of inlay', `${Math.round(Number(memory) / 1024)} MiB`],
  ];
  console.log(rows.map(([what, much]) => `${what.padEnd(56)} ${much}`).join('\n'));
});
