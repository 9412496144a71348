// `test` with a sandbox alone: no Inlay, no browser.

import { test as base } from '@playwright/test';
import { Sandbox } from '../fixtures/sandbox.ts';

export const test = base.extend<{ sandbox: Sandbox }, { started: Sandbox }>({
  started: [
    async ({}, use) => {
      const sandbox = await Sandbox.start('http://localhost:3000/oauth/callback');
      await use(sandbox);
      await sandbox.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  sandbox: async ({ started }, use) => {
    await started.control.reset();
    await use(started);
  },
});
