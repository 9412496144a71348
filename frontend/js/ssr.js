// ECharts inside QuickJS: one global function, text in, SVG out. The crate `render` calls it.

import './chart/globals.js';
import { SVGRenderer } from 'echarts/renderers';
import { init, setPlatformAPI, use } from './chart/echarts.js';
import { textWidth } from './chart/metrics.js';
import { inColours, themeOf } from './chart/roles.js';
import { inRoom } from './chart/room.js';
import { toXml } from './chart/xml.js';

use([SVGRenderer]);
setPlatformAPI({ measureText: (text, font) => ({ width: textWidth(text, font ?? '') }) });

/** A drawing does not move and is not pointed at. */
function still(option) {
  const series = [option.series ?? []].flat().map((each) => ({ ...each, silent: true, emphasis: { disabled: true } }));
  return { ...option, animation: false, tooltip: { show: false }, series };
}

/**
 * `optionText` and `coloursText` are JSON: they arrive as strings and are never part of a program.
 * A label cut in the middle of a surrogate pair would not be UTF-8: the half of a letter goes.
 */
globalThis.inlayDraw = (optionText, width, height, coloursText) => {
  const colours = JSON.parse(coloursText);
  const chart = init(null, themeOf(colours), { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(still(inRoom(inColours(JSON.parse(optionText), colours), height, width)));
    const drawing = chart.getZr().painter.renderToVNode({ animation: false, emphasis: false, willUpdate: false, compress: true, useViewBox: true });
    return toXml(drawing).replace(/[\ud800-\udfff]/gu, '');
  } finally {
    chart.dispose();
  }
};
