// Writes js/chart/widths.js: how wide each letter of Arial is, read from two font files with Arial's
// metrics (Liberation Sans or Arimo). QuickJS has no canvas to measure text with; with these numbers
// ECharts lays a chart out on the server as the browser does.
//
//   node measure-font.mjs Regular.ttf Bold.ttf > js/chart/widths.js

import { readFileSync } from 'node:fs';

// Latin with its extensions, Greek and Cyrillic, general punctuation and currency signs.
const RANGES = [[0x20, 0x7e], [0xa0, 0x17f], [0x384, 0x3ce], [0x400, 0x45f], [0x2010, 0x2026], [0x20a0, 0x20af], [0x2122, 0x2122]];

function table(font, tag) {
  for (let at = 12, left = font.readUInt16BE(4); left > 0; at += 16, left -= 1) {
    if (font.toString('latin1', at, at + 4) === tag) return font.subarray(font.readUInt32BE(at + 8));
  }
  throw new Error(`the font has no table ${tag}`);
}

/** The glyph of a character, from the cmap's format 4 (the one for the Basic Multilingual Plane). */
function glyphs(font) {
  const cmap = table(font, 'cmap');
  for (let i = 0; i < cmap.readUInt16BE(2); i += 1) {
    const sub = cmap.subarray(cmap.readUInt32BE(8 + 8 * i));
    if (sub.readUInt16BE(0) !== 4) continue;
    const twice = sub.readUInt16BE(6);
    return (code) => {
      for (let s = 0; s < twice; s += 2) {
        if (code > sub.readUInt16BE(14 + s)) continue;
        const start = sub.readUInt16BE(16 + twice + s);
        if (code < start) return 0;
        const delta = sub.readUInt16BE(16 + 2 * twice + s);
        const offset = sub.readUInt16BE(16 + 3 * twice + s);
        if (offset === 0) return (code + delta) & 0xffff;
        const glyph = sub.readUInt16BE(16 + 3 * twice + s + offset + 2 * (code - start));
        return glyph && ((glyph + delta) & 0xffff);
      }
      return 0;
    };
  }
  throw new Error('the font has no cmap of format 4');
}

function widths(path) {
  const font = readFileSync(path);
  const em = table(font, 'head').readUInt16BE(18);
  const count = table(font, 'hhea').readUInt16BE(34);
  const hmtx = table(font, 'hmtx');
  const glyph = glyphs(font);
  const advance = (code) => {
    const id = glyph(code);
    return id === 0 ? 0 : Math.round((hmtx.readUInt16BE(4 * Math.min(id, count - 1)) * 1000) / em);
  };
  return RANGES.map(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => advance(from + i)));
}

const [regular, bold] = process.argv.slice(2).map(widths);
const line = (list) => list.map((run) => `  [${run.join(',')}],`).join('\n');
console.log(`// Made by measure-font.mjs: widths in thousandths of the font size, 0 where the font has no such letter.
export const RANGES = ${JSON.stringify(RANGES)};
export const REGULAR = [
${line(regular)}
];
export const BOLD = [
${line(bold)}
];`);
