// Two processes of Inlay on one database, an access token that has ended, and everybody at once: Atlassian
// rotates the refresh token at each use, and takes the whole authorization away when an old one comes back late.

import { expect, test } from '@playwright/test';
import { CHART } from '../fixtures/charts.ts';
import { Client, Verifier } from '../fixtures/client.ts';
import { fileOf, postgres, sqlite, withoutPostgres, type Database } from '../fixtures/database.ts';
import { MAYA } from '../fixtures/people.ts';
import type { Program } from '../fixtures/process.ts';
import { Stack } from '../fixtures/stack.ts';

/** Charts with six different queries or groupings that Maya may see. */
const CHARTS = [CHART.status, CHART.priority, CHART.types, CHART.created, CHART.table, CHART.everything];
const TOKEN = '/oauth/token';
/** How long a process may hold the right to refresh (`LEASE` in crates/service/src/tokens.rs). */
const LEASE = 150;

/** How views ended, each end once; what is no chart with its words. */
const ends = (views: { status: string; html: string }[]) => [
  ...new Set(views.map(({ status, html }) => (status === 'chart' ? status : `${status}: ${html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')}`))),
];

for (const kind of ['SQLite', 'PostgreSQL'] as const) {
  test.describe(`on ${kind}`, () => {
    test.skip(kind === 'PostgreSQL' && withoutPostgres, 'INLAY_SKIP_POSTGRES=1');

    let database: Database;
    let stack: Stack;
    let first: Client;
    let second: Client;
    let secondProgram: Program;

    test.beforeAll(async () => {
      test.setTimeout(120_000);
      const server = kind === 'PostgreSQL' ? await postgres() : undefined;
      stack = await Stack.start(server ? { env: { INLAY_DATABASE_URL: server.url } } : {});
      database = server ?? sqlite(fileOf(stack.env.INLAY_DATABASE_URL!));
    });

    test.beforeEach(async () => {
      await stack.control.reset();
      // Nothing is held from the test before.
      await stack.restart();
      const other = await stack.another();
      [first, second, secondProgram] = [new Client(stack), new Client(stack, other.base), other.program];
    });

    test.afterEach(async () => {
      await secondProgram.stop();
      expect(stack.log()).not.toContain('panicked');
    });

    test.afterAll(async () => {
      await stack?.stop();
      await database?.stop();
    });

    /** Somebody whose access token has ended: Inlay knows it, and Jira refuses it. */
    async function withAnEndedToken(): Promise<{ authorization: string }> {
      await stack.control.set({ access_token_seconds: 30 });
      const verifier = new Verifier();
      const { code } = await first.consentFor(verifier, CHART.status, MAYA);
      const { bearer } = await first.handOver(verifier.text, code);
      await stack.control.set({ access_token_seconds: 3600 });
      await stack.control.expire(MAYA);
      await stack.control.noCounters();
      return { authorization: `Bearer ${bearer}` };
    }

    const refreshed = async () => {
      const { refreshes, reuse_events } = await stack.control.counters();
      return { refreshes, reuse_events };
    };

    test('two hundred views at once refresh the token once', async () => {
      const viewer = await withAnEndedToken();
      // Long enough that all of them are there before the answer is.
      await stack.control.fault({ path: TOKEN, delay_ms: 1_000 });
      const views = Array.from({ length: 200 }, (_, nth) => (nth % 2 ? first : second).settled(CHARTS[nth % CHARTS.length]!, viewer));
      expect(ends(await Promise.all(views))).toEqual(['chart']);
      expect(await refreshed()).toEqual({ refreshes: 1, reuse_events: 0 });
    });

    test('a connection that is cut after the rotation costs nobody anything', async () => {
      const viewer = await withAnEndedToken();
      await stack.control.fault({ path: TOKEN, cut: 'after' });
      const views = Array.from({ length: 40 }, (_, nth) => (nth % 2 ? first : second).settled(CHARTS[nth % CHARTS.length]!, viewer));
      expect(ends(await Promise.all(views))).toEqual(['chart']);
      // The rotation that nobody heard of, and the one that was asked for again.
      expect(await refreshed()).toEqual({ refreshes: 2, reuse_events: 0 });
      await andItLasts(viewer);
    });

    test('a process that is killed between Atlassian’s answer and its own write leaves a grant that the other one revives', async () => {
      const viewer = await withAnEndedToken();
      await theSecondDiesRefreshing(viewer);

      // The dead process has the right to refresh until its lease ends. Meanwhile nobody takes the grant for dead.
      const waiting = first.settled(CHART.status, viewer);
      expect((await first.view(CHART.status, viewer)).status).toBe('progress');
      expect(database.run('SELECT count(*) FROM grants WHERE lease_until IS NOT NULL AND dead_since IS NULL')).toEqual(['1']);
      // Time passes: the sandbox's, and for Inlay the lease's.
      await stack.control.advance(LEASE);
      theLeaseEnds();
      expect((await waiting).status).toBe('chart');
      expect(await refreshed()).toEqual({ refreshes: 2, reuse_events: 0 });
      await andItLasts(viewer);
    });

    test('after Atlassian’s ten minutes the lost answer cannot be had again, and the reader is asked anew', async () => {
      const viewer = await withAnEndedToken();
      await theSecondDiesRefreshing(viewer);
      await stack.control.advance(601);
      theLeaseEnds();
      const seen = await first.settled(CHART.status, viewer);
      expect(seen.status).toBe('prompt');
      expect(seen.html).toContain('Your access to Jira has ended');
      expect(await refreshed()).toEqual({ refreshes: 1, reuse_events: 1 });
    });

    /** Atlassian has rotated the token, and the process that asked is gone before it hears of it. */
    async function theSecondDiesRefreshing(viewer: { authorization: string }): Promise<void> {
      await stack.control.fault({ path: TOKEN, hold_ms: 60_000 });
      const lost = second.view(CHART.status, viewer).catch(() => undefined);
      await expect.poll(refreshed).toEqual({ refreshes: 1, reuse_events: 0 });
      await secondProgram.kill();
      await lost;
    }

    /** For Inlay, by its own clock. */
    const theLeaseEnds = () => database.run(`UPDATE grants SET lease_until = lease_until - ${LEASE * 1_000}`);

    /** What was stored is what Atlassian gave last: it can be renewed once more, much later, for a query that is held nowhere. */
    async function andItLasts(viewer: { authorization: string }): Promise<void> {
      await stack.control.advance(3600);
      database.run('UPDATE grants SET access_expires_at = 0');
      const before = (await refreshed()).refreshes;
      expect((await first.settled(CHART.tile, viewer)).status).toBe('chart');
      expect(await refreshed()).toEqual({ refreshes: before + 1, reuse_events: 0 });
    }
  });
}
