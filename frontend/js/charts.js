// Charts in the browser: `draw(element, option)` puts an interactive ECharts into an element.
// Canvas, not SVG: ECharts' SVG sets `style` attributes, which our Content-Security-Policy drops.

import { CanvasRenderer } from 'echarts/renderers';
import { init, setPlatformAPI, use } from './chart/echarts.js';
import { inColours, themeOf } from './chart/roles.js';
import { textWidth } from './chart/metrics.js';
import { grouped } from './chart/number.js';
import { inRoom } from './chart/room.js';
import { coloursOf, onThemeChange } from './chart/theme.js';

use([CanvasRenderer]);

// ECharts takes the width of a square letter for the height of a line. Where no font has that letter, lines would
// be a third as high as in the server's drawing; so it is as wide as it should be, as `chart/metrics.js` says too.
const SQUARE = '国';
const pen = document.createElement('canvas').getContext('2d');
setPlatformAPI({
  measureText(text, font) {
    if (text === SQUARE) return { width: textWidth(SQUARE, font ?? '') };
    pen.font = font ?? '12px sans-serif';
    return pen.measureText(text);
  },
});

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Tooltips are drawn on the canvas: ECharts' HTML ones need inline styles. */
function live(option, animate) {
  const tooltip = { trigger: 'item', ...option.tooltip, renderMode: 'richText', confine: true, valueFormatter: grouped };
  return { ...option, animation: animate && !calm(), animationDuration: 300, animationDurationUpdate: 300, tooltip };
}

/**
 * Draws `option` (an object or its JSON) into `element` at the element's size and follows size and theme.
 *
 * @param {HTMLElement} element  its CSS gives the size
 * @param {object|string} option
 * @param {{theme?: 'light'|'dark'|'auto', label?: string, animate?: boolean}} [settings]
 *        `label`: what a screen reader says instead of the picture
 * @returns {{update(option: object|string): void, resize(): void, dispose(): void}}
 */
export function draw(element, option, { theme = 'auto', label, animate = true } = {}) {
  const parse = (given) => (typeof given === 'string' ? JSON.parse(given) : given);
  let current = parse(option);
  let colours = coloursOf(element, theme);
  const chart = init(element, themeOf(colours), { renderer: 'canvas' });
  const show = (moving) => chart.setOption(live(inRoom(inColours(current, colours), chart.getHeight(), chart.getWidth()), moving), { notMerge: true });

  if (label) {
    element.setAttribute('role', 'img');
    element.setAttribute('aria-label', label);
  }
  show(animate);

  const forget = onThemeChange(() => {
    colours = coloursOf(element, theme);
    chart.setTheme(themeOf(colours));
    show(false);
  });
  const sizes = new ResizeObserver(() => {
    const { clientWidth, clientHeight } = element;
    if (clientWidth === 0 || clientHeight === 0) return;
    if (clientHeight === chart.getHeight() && clientWidth === chart.getWidth()) return;
    chart.resize();
    show(false);
  });
  sizes.observe(element);

  return {
    update(next) {
      current = parse(next);
      show(animate);
    },
    resize: () => chart.resize(),
    dispose() {
      forget();
      sizes.disconnect();
      chart.dispose();
    },
  };
}

// For the application's wasm, which has no imports of its own.
window.inlayCharts = { draw };
