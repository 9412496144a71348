// The keys that seal tokens: put in another's place, and lost.

import { CHART } from '../fixtures/charts.ts';
import { bytesOf, fileOf, sqlite } from '../fixtures/database.ts';
import { MAYA, PRIYA } from '../fixtures/people.ts';
import { newKey } from '../fixtures/stack.ts';
import { expect, test } from '../fixtures/test.ts';
import { ConsentPage, consentIn } from '../pages/atlassian.ts';

test('inlay keys rotate seals with the new key beside a running server, and the old one may go', async ({ confluence, stack, control }) => {
  const old = stack.env.INLAY_SECRET_KEYS!;
  const fresh = newKey();
  const database = fileOf(stack.env.INLAY_DATABASE_URL!);
  const keysInUse = () => new Set(sqlite(database).run('SELECT access_sealed FROM grants UNION ALL SELECT refresh_sealed FROM grants').map((sealed) => kid(sealed, [old, fresh])));
  const [frame] = await confluence.open([CHART.status]);
  await consentIn(await frame!.load(), MAYA);
  await frame!.shows('chart');
  expect(keysInUse()).toEqual(new Set([old]));
  try {
    const said = stack.run(['keys', 'rotate'], { INLAY_SECRET_KEYS: `${fresh},${old}` });
    expect(said).toMatch(/^\d+ grants are sealed with the first key now\.\n$/);
    expect(keysInUse()).toEqual(new Set([fresh]));
    // Twice does nothing twice.
    expect(stack.run(['keys', 'rotate'], { INLAY_SECRET_KEYS: `${fresh},${old}` })).toContain('0 grants are sealed');
    await confluence.leave();
    await stack.restart({ INLAY_SECRET_KEYS: fresh });
    await confluence.comeBack();
    await frame!.shows('chart');
    expect(await control.calls('/oauth/token'), 'nobody was asked again').toBe(1);
  } finally {
    await confluence.leave();
    stack.run(['keys', 'rotate'], { INLAY_SECRET_KEYS: `${old},${fresh}` });
    await stack.restart();
  }
});

test('a lost key leads to the prompt, a new consent mends it, and the server goes on', async ({ confluence, stack, control }) => {
  const [first] = await confluence.open([CHART.status]);
  await consentIn(await first!.load(), PRIYA);
  await first!.shows('chart');
  const before = stack.log().length;
  try {
    await confluence.leave();
    await stack.restart({ INLAY_SECRET_KEYS: newKey() });
    const process = stack.pid;
    const [frame] = await confluence.open([CHART.status]);
    await frame!.shows('prompt');
    await expect(frame!.heading).toHaveText('Your access to Jira has ended');
    expect(stack.log().slice(before), 'the operator is told why').toContain('the tokens of this grant cannot be read');
    expect((await fetch(`${stack.inlay}/health/ready`)).status).toBe(200);

    await new ConsentPage(await frame!.load()).accept();
    await frame!.shows('chart');
    expect(await control.calls('/oauth/token')).toBe(2);
    expect(stack.pid).toBe(process);
  } finally {
    await confluence.leave();
    await stack.restart();
  }
});

test('no token can be read in the database’s file', async ({ confluence, stack, control }) => {
  const [frame] = await confluence.open([CHART.status]);
  await consentIn(await frame!.load(), MAYA);
  await frame!.shows('chart');
  const given = (await control.secrets()).map(({ secret }) => secret);
  expect(given.length).toBeGreaterThanOrEqual(3);
  const bytes = bytesOf(fileOf(stack.env.INLAY_DATABASE_URL!));
  expect(given.filter((secret) => bytes.includes(secret) || bytes.includes(secret.split('.')[1]!))).toEqual([]);
});

/** Which of the keys a sealed text names. */
function kid(sealed: string, keys: string[]): string {
  return keys.find((key) => sealed.includes(key.split(':')[0]!)) ?? sealed;
}
