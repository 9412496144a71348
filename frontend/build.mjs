// Builds what browsers and QuickJS load into target/site/assets: scripts, styles, and copies of public/.
//
//   npm run build     once, with sizes
//   npm run watch     again on every change

import { build, context } from 'esbuild';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const assets = join(root, 'target', 'site', 'assets');
const watching = process.argv.includes('--watch');

const shared = {
  absWorkingDir: here,
  outdir: assets,
  bundle: true,
  minify: !watching,
  legalComments: 'none',
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': '"production"' },
};

const notice = '/*! Contains Apache ECharts and zrender: see third-party.txt beside this file. */';

const bundles = [
  // QuickJS runs a plain script, not a module; it knows ES2020 whole.
  { ...shared, entryPoints: { 'echarts-ssr': 'js/ssr.js' }, format: 'iife', target: 'es2020', banner: { js: notice } },
  { ...shared, entryPoints: { charts: 'js/charts.js' }, format: 'esm', target: 'es2022', banner: { js: notice } },
  // `./charts.js` stays a file of its own, loaded when a chart is touched.
  { ...shared, entryPoints: { embed: 'js/embed.js', handover: 'js/handover.js' }, format: 'esm', target: 'es2022', external: ['./charts.js'] },
  { ...shared, entryPoints: styles(['main', 'embed']) },
];

/** The stylesheets that exist, by name. */
function styles(names) {
  const files = names.map((name) => [name, join(root, 'style', `${name}.css`)]).filter(([, file]) => existsSync(file));
  return Object.fromEntries(files);
}

/** Licences ask that their texts travel with what they are about. */
async function licences() {
  const files = ['echarts/LICENSE', 'echarts/NOTICE', 'zrender/LICENSE', 'tslib/LICENSE.txt', '@expo-google-fonts/arimo/LICENSE_FONT'];
  const texts = await Promise.all(files.map(async (file) => `== ${file}\n\n${await readFile(join(here, 'node_modules', file), 'utf8')}`));
  await writeFile(join(assets, 'third-party.txt'), texts.join('\n\n'));
}

/** The fonts of pictures: those whose widths `js/chart/widths.js` holds. */
async function fonts() {
  const from = join(here, 'node_modules/@expo-google-fonts/arimo');
  await mkdir(join(assets, 'fonts'), { recursive: true });
  for (const [style, name] of [['400Regular', 'regular'], ['700Bold', 'bold']]) {
    await cp(join(from, style, `Arimo_${style}.ttf`), join(assets, 'fonts', `arimo-${name}.ttf`));
  }
}

async function copies() {
  const from = join(root, 'public');
  if (existsSync(from)) await cp(from, assets, { recursive: true });
}

async function sizes() {
  const names = bundles.flatMap((bundle) => Object.entries(bundle.entryPoints).map(([name, entry]) => name + (entry.endsWith('.css') ? '.css' : '.js')));
  const kb = (bytes) => `${(bytes / 1000).toFixed(1)} KB`.padStart(10);
  console.log(`${'assets'.padEnd(16)}${'plain'.padStart(10)}${'gzip'.padStart(10)}${'brotli'.padStart(10)}`);
  for (const name of names) {
    const bytes = await readFile(join(assets, name));
    console.log(name.padEnd(16) + kb(bytes.length) + kb(gzipSync(bytes).length) + kb(brotliCompressSync(bytes).length));
  }
}

// Nothing is removed first: a server that is running goes on finding its files.
await mkdir(assets, { recursive: true });
await Promise.all([licences(), fonts(), copies()]);
if (watching) {
  for (const bundle of bundles) await (await context({ ...bundle, logLevel: 'info' })).watch();
} else {
  await Promise.all(bundles.map((bundle) => build(bundle)));
  await sizes();
}
