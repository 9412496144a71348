// What an option leaves open and the size of the drawing decides.

import { textWidth } from './metrics.js';

/** Pixels that one step of a scale needs so that its numbers do not touch. */
const STEP = 36;
/** Pixels beside the bars: the numbers of the scale and the margins. */
const BESIDE = 56;
/** How much of its room a bar takes, and in how many pixels a piece with a rim is still seen. */
const BAR = 0.64;
const RIM_FITS = 7;
/** Pixels between two names on an axis. */
const GAP = 6;
/** Names with less room than this are turned instead of cut. */
const TELLING = 36;
/** How long a turned name may be, in pixels. */
const SLANTED = 104;
/** Pixels between two lines of turned names. */
const LINE = 14;
/** Pixels beside a circle for the name of a slice, so that it says something, and for the line that leads to it. */
const NAME = 72;
const LEADER = 30;

/** A copy of `option` that fits into `height` and `width`: as many steps on its scale, and so much of its names. */
export function inRoom(option, height, width = Infinity) {
  if (!option.yAxis) return { ...option, series: [option.series ?? []].flat().map((series) => beside(series, height, width)) };
  const splitNumber = Math.max(2, Math.min(6, Math.round(height / STEP) - 2));
  const axes = [option.yAxis].flat().map((axis) => (axis.type === 'category' ? axis : { splitNumber, ...axis }));
  return { ...option, yAxis: axes, xAxis: named(option.xAxis, width), series: rimless(numbered(option, width), option, width) };
}

/** Numbers over bars and points are all seen, or none is: where one has no room, all are left to the table and the pointer. */
function numbered({ series = [], xAxis, grid }, width) {
  const all = [series].flat();
  const isOver = ({ type, label }) => (type === 'bar' || type === 'line') && label?.show && label.position === 'top';
  const over = all.filter(isOver);
  if (over.length === 0 || !Number.isFinite(width)) return all;
  const bars = all.filter(({ type }) => type === 'bar');
  const columns = new Set(bars.map((bar, at) => bar.stack ?? at)).size;
  const slot = slotOf({ xAxis, grid }, width);
  // Bars side by side have two thirds of it, and a number may be a little wider than its bar.
  const room = columns > 1 ? (slot * 2) / 3 / columns + 4 : slot - 2;
  const fits = ({ label, data }) => {
    const font = `${label.fontWeight ?? ''} ${label.fontSize ?? 12}px`;
    return data.every((item) => textWidth(item?.label?.formatter ?? '', font) <= room);
  };
  if (over.every(fits)) return all;
  return all.map((each) => (isOver(each) ? { ...each, label: { ...each.label, show: false } } : each));
}

/** Narrow bars lose the rims between their pieces, of which little else would be seen. */
function rimless(series, { xAxis, grid }, width) {
  if (BAR * slotOf({ xAxis, grid }, width) >= RIM_FITS) return series;
  const bare = (item) => (item?.itemStyle?.borderWidth ? { ...item, itemStyle: { ...item.itemStyle, borderWidth: 0 } } : item);
  return series.map((each) => (each.type === 'bar' && each.stack ? { ...each, data: each.data.map(bare) } : each));
}

/** Pixels from one row's middle to the next one's. */
function slotOf({ xAxis, grid }, width) {
  return (width - BESIDE - ([grid].flat()[0]?.right ?? 0)) / Math.max(1, xAxis?.data?.length ?? 0);
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
  return { ...axis, axisLabel: { ...label, rotate: 40, width: SLANTED, hideOverlap: false } };
}

/** Slices whose names stand beside them: the circle leaves room for the names, and the names end before the edge. */
function beside(series, height, width) {
  const { label, radius } = series;
  if (series.type !== 'pie' || !label?.width || label.show === false || !Number.isFinite(width)) return series;
  const half = Math.min(width, height - (series.top ?? 0) - (series.bottom ?? 0)) / 2;
  const [inner, outer] = radius.map((share) => (Number.parseFloat(share) / 100) * half);
  const small = Math.min(outer, Math.max(0.6 * outer, width / 2 - LEADER - NAME));
  const room = Math.floor(Math.min(label.width, width / 2 - LEADER - small));
  const names = { ...label, width: Math.max(16, room) };
  return small < outer ? { ...series, label: names, radius: [(inner * small) / outer, small] } : { ...series, label: names };
}
