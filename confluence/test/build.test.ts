// The built app: what Forge would take, and what it would refuse.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import manifests from '@forge/manifest';
import { parse } from 'yaml';

const run = promisify(execFile);
const HERE = resolve(import.meta.dirname, '..');
const SETTINGS = { INLAY_PUBLIC_URL: 'https://charts.example.com', INLAY_FORGE_APP_ID: 'ari:cloud:ecosystem::app/11111111-2222-4333-8444-555555555555' };
const out = mkdtempSync(join(tmpdir(), 'inlay-forge-'));

const build = (settings: Record<string, string>, folder = out) =>
  run(process.execPath, ['build.mjs', '--out', folder], { cwd: HERE, env: { PATH: process.env['PATH'] ?? '', ...settings } });
const read = (file: string) => readFileSync(join(out, file), 'utf8');

/** Everything that `forge lint` says about the folder's manifest. */
async function lint(): Promise<string[]> {
  // It looks for the resources' folders from where it runs.
  const from = process.cwd();
  process.chdir(out);
  try {
    const { errors } = await new manifests.FullValidationProcessor({ deprecatedRuntimes: [] }).process('manifest.yml');
    return (errors ?? []).map(({ message }) => message);
  } finally {
    process.chdir(from);
  }
}

before(() => build(SETTINGS));
after(() => rmSync(out, { recursive: true, force: true }));

test('Forge’s own validation has nothing to say about the manifest', async () => {
  assert.deepEqual(await lint(), []);
});

test('that validation does look: a wrong word and a missing page are found', async () => {
  const good = read('manifest.yml');
  try {
    writeFileSync(join(out, 'manifest.yml'), good.replace('category: data-and-charts', 'category: charts'));
    assert.notDeepEqual(await lint(), []);
    writeFileSync(join(out, 'manifest.yml'), good.replace('path: static/main/build', 'path: static/nowhere'));
    assert.notDeepEqual(await lint(), []);
  } finally {
    writeFileSync(join(out, 'manifest.yml'), good);
  }
});

test('the manifest has the operator’s address everywhere, asks for no scope and for no token', () => {
  const manifest = parse(read('manifest.yml'));
  const { external, scopes } = manifest.permissions;
  assert.equal(manifest.app.id, SETTINGS.INLAY_FORGE_APP_ID);
  assert.equal(manifest.remotes[0].baseUrl, SETTINGS.INLAY_PUBLIC_URL);
  assert.deepEqual(external.frames, [{ address: SETTINGS.INLAY_PUBLIC_URL }]);
  assert.deepEqual(scopes, []);
  assert.doesNotMatch(read('manifest.yml'), /\$\{|app(User|System)Token/);
});

test('the macro is configured, converted from pasted links, exported and cleaned up after', () => {
  const { macro, preUninstall, trigger, endpoint } = parse(read('manifest.yml')).modules;
  const paths = Object.fromEntries(endpoint.map(({ key, route }: { key: string; route: { path: string } }) => [key, route.path]));
  assert.equal(macro[0].title, 'Jira chart');
  assert.equal(macro[0].config.resource, 'config');
  assert.deepEqual(macro[0].autoConvert.matchers.map(({ pattern }: { pattern: string }) => pattern), [
    'https://charts.example.com/charts/*',
    'https://charts.example.com/embed/*',
  ]);
  assert.equal(macro[0].adfExport.function, 'export-fn');
  assert.equal(paths[preUninstall[0].endpoint], '/forge/lifecycle');
  assert.equal(paths[trigger[0].endpoint], '/forge/lifecycle');
  assert.deepEqual(trigger[0].events, ['avi:forge:installed:app', 'avi:forge:upgraded:app']);
});

test('the pages hold no inline script or style, which Forge’s policy would drop', () => {
  for (const page of ['main', 'config']) {
    const html = read(`static/${page}/build/index.html`);
    assert.doesNotMatch(html, /<style|style=|<script>|\son\w+=/);
    assert.match(read(`static/${page}/build/${page}.js`), /charts\.example\.com/);
  }
});

test('the function is one file that needs nothing installed', () => {
  const required = [...read('src/index.js').matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name);
  assert.deepEqual(required.filter((name) => !/^(node:)?(fs|path|url|util|os|async_hooks|crypto|stream|buffer|events)$/.test(name ?? '')), []);
});

for (const [name, value, says] of [
  ['INLAY_PUBLIC_URL', '', /INLAY_PUBLIC_URL is not set\. Set it, for example/],
  ['INLAY_PUBLIC_URL', 'http://charts.example.com', /with https and without a path/],
  ['INLAY_PUBLIC_URL', 'https://charts.example.com/inlay', /with https and without a path/],
  ['INLAY_FORGE_APP_ID', '', /INLAY_FORGE_APP_ID is not set/],
  ['INLAY_FORGE_APP_ID', '11111111-2222-4333-8444-555555555555', /forge register/],
] as const) {
  test(`${name}=${value || '(nothing)'} stops the build with a sentence`, async () => {
    await assert.rejects(build({ ...SETTINGS, [name]: value }, join(out, 'other')), ({ stderr }: { stderr: string }) => says.test(stderr) && !/\bat /.test(stderr));
  });
}

test('a local Inlay needs no https', async () => {
  await build({ ...SETTINGS, INLAY_PUBLIC_URL: 'http://localhost:3000' }, join(out, 'local'));
});
