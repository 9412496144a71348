// What others may not do: carry a verifier of theirs, frame our pages, write with our cookies.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CHART } from '../fixtures/charts.ts';
import { Client, Verifier } from '../fixtures/client.ts';
import { answered } from '../fixtures/complaints.ts';
import { MAYA } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';

test('a link on another site cannot put my grant into somebody’s frame', async ({ inlay, stack, page, complaints }) => {
  complaints.expect(answered(403));
  await inlay.signIn(MAYA);
  const wiki = `${stack.sandbox.host('wiki')}/wiki`;
  await page.goto(wiki);
  const theirs = new Verifier();
  const address = inlay.url(`/oauth/start?chart=${CHART.status}&frame=${theirs.hash}`);
  await page.evaluate((address) => {
    const link = Object.assign(document.createElement('a'), { href: address, textContent: 'A nice chart' });
    document.body.prepend(link);
  }, address);
  const [answer] = await Promise.all([page.waitForResponse(address), page.getByRole('link', { name: 'A nice chart' }).click()]);
  expect(answer.status()).toBe(403);
  await expect(page.getByText(/This address works only from a chart.s own Load Chart button/)).toBeVisible();
  // Who laid the link asks for what it should have brought.
  const heard = await new Client(stack).handOver(theirs.text);
  expect([heard.status, heard.cookies]).toEqual(['pending', []]);
});

test('nor can a window that another site’s page opens and keeps', async ({ inlay, stack, page, complaints }) => {
  complaints.expect(answered(403));
  await inlay.signIn(MAYA);
  await page.goto(`${stack.sandbox.host('wiki')}/wiki`);
  const theirs = new Verifier();
  const opening = page.waitForEvent('popup');
  await page.evaluate((address) => void window.open(address), inlay.url(`/oauth/start?chart=${CHART.status}&frame=${theirs.hash}`));
  await expect((await opening).getByRole('heading')).toHaveText('Connecting to Jira did not work');
  expect((await new Client(stack).handOver(theirs.text)).status).toBe('pending');
});

test('nor can an address that somebody sent me', async ({ inlay, stack, page, complaints }) => {
  complaints.expect(answered(403));
  await inlay.signIn(MAYA);
  const theirs = new Verifier();
  const answer = await inlay.open(`/oauth/start?chart=${CHART.status}&frame=${theirs.hash}`);
  expect(answer?.status()).toBe(403);
  await expect(page.getByRole('heading')).toHaveText('Connecting to Jira did not work');
  expect((await new Client(stack).handOver(theirs.text)).status).toBe('pending');
});

test('an answer of Atlassian that no window waits for is nobody’s', async ({ inlay, page, control }) => {
  const answer = await inlay.open('/oauth/callback?code=abc&state=xyz');
  expect(answer?.ok()).toBe(true);
  await expect(page.getByText('This window was not waiting for Atlassian')).toBeVisible();
  expect(await control.calls('/oauth/token')).toBe(0);
});

test('no page of ours but the embed lets itself be framed', async ({ inlay, stack, page, complaints }) => {
  complaints.expect(/frame-ancestors/);
  await page.goto(`${stack.sandbox.host('wiki')}/wiki/spaces/TEAM/pages/65538/Team+dashboard?charts=${encodeURIComponent(inlay.url('/'))}`);
  await expect.poll(() => page.frames().some((frame) => frame.url().startsWith('chrome-error:'))).toBe(true);
});

test('a site that the operator did not name cannot frame a chart', async ({ inlay, page, complaints }) => {
  complaints.expect(/frame-ancestors/);
  const elsewhere = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html');
    answer.end(`<iframe src="${inlay.url(`/embed/${CHART.status}`)}"></iframe>`);
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  await page.goto(`http://elsewhere.localhost:${(elsewhere.address() as AddressInfo).port}/`);
  await expect.poll(() => page.frames().some((frame) => frame.url().startsWith('chrome-error:'))).toBe(true);
  elsewhere.close();
});

test('a page of another site cannot write with my cookies', async ({ inlay, stack, page, complaints }) => {
  complaints.allow(/CORS|ERR_FAILED|status of 403/);
  await inlay.signIn(MAYA);
  const id = await inlay.save(inlay.spec('project = SHOP', { title: 'Mine' }));
  await page.goto(`${stack.sandbox.host('wiki')}/wiki`);
  const answer = page.waitForResponse((response) => response.url().endsWith('/api/delete_chart'));
  await page.evaluate(
    ([address, id]) => void fetch(address, { method: 'POST', mode: 'no-cors', credentials: 'include', body: JSON.stringify({ id }) }).catch(() => {}),
    [inlay.url('/api/delete_chart'), id] as const,
  );
  expect((await answer).status()).toBe(403);
  await inlay.open(`/charts/${id}`);
  await expect(page.getByRole('heading', { name: 'Mine' })).toBeVisible();
});
