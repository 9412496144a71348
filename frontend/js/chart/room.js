// What an option leaves open and the size of the drawing decides.

import { textWidth } from './metrics.js';

/** Pixels that one step of a scale needs so that its numbers do not touch. */
const STEP = 36;
/** Pixels beside the bars: the numbers of the scale and the margins. */
const BESIDE = 56;
/** Pixels between two names on an axis. */
const GAP = 6;
/** Names with less room than this are turned instead of cut. */
const TELLING = 36;
/** Pixels between two lines of turned names. */
const LINE = 14;

/** A copy of `option` that fits into `height` and `width`: as many steps on its scale, and so much of its names. */
export function inRoom(option, height, width = Infinity) {
  if (!option.yAxis) return option;
  const splitNumber = Math.max(2, Math.min(6, Math.round(height / STEP) - 2));
  const axes = [option.yAxis].flat().map((axis) => (axis.type === 'category' ? axis : { splitNumber, ...axis }));
  return { ...option, yAxis: axes, xAxis: named(option.xAxis, width) };
}

/**
 * An axis each of whose names is to be seen (`interval: 0`) shows each: in two or three lines or cut where there is
 * little room, turned where there is less.
 */
function named(axis, width) {
  const label = axis?.axisLabel;
  if (axis?.type !== 'category' || label?.interval !== 0 || label.rotate || !Number.isFinite(width)) return axis;
  const widest = (texts) => Math.max(0, ...texts.map((text) => textWidth(text, `${label.fontSize ?? 12}px`)));
  const slot = Math.floor((width - BESIDE) / Math.max(1, axis.data.length));
  const room = slot - GAP;
  const [name, word] = [widest(axis.data), widest(axis.data.flatMap((text) => text.split(' ')))];
  if (name <= room) return { ...axis, axisLabel: { ...label, width: undefined, hideOverlap: false } };
  if (room >= TELLING) {
    const overflow = word <= room && name <= 2 * room ? 'break' : 'truncate';
    return { ...axis, axisLabel: { ...label, width: room, overflow, hideOverlap: false } };
  }
  if (slot < LINE) return axis;
  return { ...axis, axisLabel: { ...label, rotate: 40, width: 96, hideOverlap: false } };
}
