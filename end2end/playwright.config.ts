import { defineConfig } from '@playwright/test';

/** Real issues are there only for those who name their folder: `make real-data`. */
const realData = process.env.INLAY_REAL_DATA;

export default defineConfig({
  outputDir: 'test-results',
  reporter: process.env.CI ? 'line' : 'list',
  // Every worker has a sandbox and an Inlay of its own; inside one worker nothing runs side by side.
  workers: Number(process.env.WORKERS ?? 2),
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // Long enough for a machine that is busy with other things; what fails, fails by its conditions.
  timeout: 90_000,
  expect: { timeout: 10_000 },
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
      args: [
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    },
  },
  projects: [
    { name: 'browser', testDir: 'tests', testIgnore: 'real-data.spec.ts' },
    { name: 'foreign', testDir: 'foreign' },
    ...(process.env.BENCH ? [{ name: 'bench', testDir: 'bench' }] : []),
    ...(realData ? [{ name: 'real-data', testDir: 'tests', testMatch: 'real-data.spec.ts', timeout: 180_000 }] : []),
  ],
});
