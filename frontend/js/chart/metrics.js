// Text widths without a canvas: Arial's, from a table. QuickJS measures with this; browsers measure themselves.

import { BOLD, RANGES, REGULAR } from './widths.js';

const EM = 1000;
// Letters outside the table: combining marks add nothing, East Asian ones and emoji are a full square,
// the rest is as wide as a middling Latin letter.
const UNKNOWN = 556;

const isCombining = (code) => (code >= 0x300 && code <= 0x36f) || (code >= 0x200b && code <= 0x200f) || code === 0xfe0f;
const isSquare = (code) => code >= 0x1100 && (code <= 0x115f || (code >= 0x2e80 && code <= 0xd7ff) || (code >= 0xf900 && code <= 0xfaff) || (code >= 0xff00 && code <= 0xff60) || code >= 0x1f000);

function letter(code, weights) {
  for (let i = 0; i < RANGES.length; i += 1) {
    const [from, to] = RANGES[i];
    if (code >= from && code <= to && weights[i][code - from] > 0) return weights[i][code - from];
  }
  if (isCombining(code)) return 0;
  return isSquare(code) ? EM : UNKNOWN;
}

/** The width in pixels of `text` set in the CSS font `font`, for example `bold 12px Arial`. */
export function textWidth(text, font) {
  const size = Number(/(\d*\.?\d+)px/.exec(font)?.[1] ?? 12);
  const weights = /\bbold|\b[6-9]00\b/.test(font) ? BOLD : REGULAR;
  let sum = 0;
  for (const character of text ?? '') sum += letter(character.codePointAt(0), weights);
  return (sum * size) / EM;
}
