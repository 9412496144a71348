// Makes build/: the app as `forge deploy` takes it, for one operator.
//
//   INLAY_PUBLIC_URL=https://charts.example.com INLAY_FORGE_APP_ID=ari:cloud:ecosystem::app/… npm run build
//   npm run build -- --out FOLDER      somewhere else than build/

import { build } from 'esbuild';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

const EXAMPLES = {
  INLAY_PUBLIC_URL: 'https://charts.example.com',
  INLAY_FORGE_APP_ID: 'ari:cloud:ecosystem::app/11111111-2222-4333-8444-555555555555',
};

/** The two values that differ from operator to operator, or one sentence for what is wrong with them. */
export function settingsFrom(environment) {
  for (const [name, example] of Object.entries(EXAMPLES)) {
    if (!environment[name]) throw new Error(`${name} is not set. Set it, for example ${name}=${example}`);
  }
  const url = URL.canParse(environment.INLAY_PUBLIC_URL) ? new URL(environment.INLAY_PUBLIC_URL) : null;
  const local = url?.protocol === 'http:' && /(^|\.)localhost$/.test(url.hostname);
  if (!url || (url.protocol !== 'https:' && !local) || url.pathname !== '/' || url.search || url.hash || url.username) {
    throw new Error(`INLAY_PUBLIC_URL must be where Inlay is, with https and without a path, for example ${EXAMPLES.INLAY_PUBLIC_URL}`);
  }
  if (!/^ari:cloud:ecosystem::app\/[0-9a-f-]{36}$/.test(environment.INLAY_FORGE_APP_ID)) {
    throw new Error(`INLAY_FORGE_APP_ID must be the id that "forge register" gave, for example ${EXAMPLES.INLAY_FORGE_APP_ID}`);
  }
  return { INLAY_PUBLIC_URL: url.origin, INLAY_FORGE_APP_ID: environment.INLAY_FORGE_APP_ID };
}

/** The manifest with the operator's values. */
export async function manifest(settings) {
  const text = await readFile(join(here, 'manifest.yml'), 'utf8');
  const parts = text.split(/^(?=app:)/m);
  // The comment at its head is about this file, not about the result.
  return parts.at(-1).replace(/\$\{(\w+)\}/g, (whole, name) => settings[name] ?? whole);
}

async function main(out) {
  const settings = settingsFrom(process.env);
  const shared = {
    absWorkingDir: here,
    bundle: true,
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
    define: { INLAY_PUBLIC_URL: JSON.stringify(settings.INLAY_PUBLIC_URL) },
  };
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  for (const name of ['main', 'config']) {
    const outdir = join(out, 'static', name, 'build');
    // Forge's own policy for these pages has no inline script or style.
    await build({ ...shared, outdir, entryPoints: { [name]: `static/${name}/${name}.ts`, style: `static/${name}/style.css` }, format: 'iife', target: 'es2022' });
    await cp(join(here, 'static', name, 'index.html'), join(outdir, 'index.html'));
  }
  // Whole, so that what is deployed needs no `npm install`.
  await build({ ...shared, minify: false, outfile: join(out, 'src', 'index.js'), entryPoints: ['src/index.ts'], platform: 'node', format: 'cjs', target: 'node22' });
  await writeFile(join(out, 'manifest.yml'), await manifest(settings));
  await writeFile(join(out, 'package.json'), `${JSON.stringify({ name: 'inlay-confluence', private: true, license: 'Apache-2.0' }, null, 2)}\n`);
  console.log(`The app for ${settings.INLAY_PUBLIC_URL} is in ${out}.`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const at = process.argv.indexOf('--out');
  const out = at > 0 ? resolve(process.argv[at + 1] ?? 'build') : join(here, 'build');
  main(out).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
