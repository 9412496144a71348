// Numbers as text, as `grouped` of the crate `chart` writes them.

const MOST = 9;

/** With thousands separators and at most two decimals; small ones with two digits that say something. */
export function grouped(number) {
  if (!Number.isFinite(number)) return '–';
  const size = Math.abs(number);
  let decimals = 2;
  for (let edge = 0.1; size > 0 && size < edge && decimals < MOST; edge /= 10) decimals += 1;
  const text = new Intl.NumberFormat('en-US', { maximumFractionDigits: decimals }).format(number);
  return text === '-0' ? '0' : text;
}
