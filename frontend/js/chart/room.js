// What an option leaves open and the size of the drawing decides.

/** Pixels that one step of a scale needs so that its numbers do not touch. */
const STEP = 36;

/** A copy of `option` whose vertical scale has as many steps as fit into `height`. */
export function inRoom(option, height) {
  if (!option.yAxis) return option;
  const splitNumber = Math.max(2, Math.min(6, Math.round(height / STEP) - 2));
  const axes = [option.yAxis].flat().map((axis) => (axis.type === 'category' ? axis : { splitNumber, ...axis }));
  return { ...option, yAxis: axes };
}
