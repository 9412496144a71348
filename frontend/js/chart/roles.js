// Colours by role. The option names text, axes and gaps by these constants (`ink` in the crate `chart`);
// here they become what the theme says. Colours that stand for data are left alone.

/** The font of every chart: the same widths on every system (server, browser, picture). */
export const FONT = 'Arial, "Liberation Sans", Arimo, Helvetica, sans-serif';

/** Role -> the constant that stands for it in an option. */
export const ROLES = { ink: '#172b4d', ink2: '#44546f', ink3: '#626f86', line: '#dfe3e8', surface: '#ffffff' };

/** Role -> the CSS token that holds its colour in a page. */
export const TOKENS = { ink: '--ink', ink2: '--ink-2', ink3: '--ink-3', line: '--line', surface: '--surface' };

const ROLE_OF = new Map(Object.entries(ROLES).map(([role, colour]) => [colour, role]));

// By key, not by value: a label or a data colour that happens to read "#172b4d" stays what it is.
const isColour = (key, parent) => /colou?r$/i.test(key) && !(key === 'color' && (parent === 'itemStyle' || parent === ''));

/** A copy of `option` with the role colours replaced by those of `colours` (role -> CSS colour). */
export function inColours(option, colours) {
  const swap = (value) => (Array.isArray(value) ? value.map(swap) : colours[ROLE_OF.get(String(value).toLowerCase())] ?? value);
  const walk = (value, parent) => {
    if (Array.isArray(value)) return value.map((each) => walk(each, parent));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => {
      if (!isColour(key, parent)) return [key, walk(inner, key)];
      return [key, typeof inner === 'string' || Array.isArray(inner) ? swap(inner) : walk(inner, key)];
    }));
  };
  return walk(option, '');
}

/** What ECharts draws with where the option says nothing. */
export function themeOf(colours) {
  const axis = {
    axisLine: { lineStyle: { color: colours.ink3 } },
    axisTick: { lineStyle: { color: colours.ink3 } },
    axisLabel: { color: colours.ink2 },
    nameTextStyle: { color: colours.ink3 },
    splitLine: { lineStyle: { color: [colours.line] } },
  };
  return {
    textStyle: { fontFamily: FONT },
    title: { textStyle: { color: colours.ink }, subtextStyle: { color: colours.ink3 } },
    legend: { textStyle: { color: colours.ink2 }, inactiveColor: colours.ink3, pageTextStyle: { color: colours.ink2 }, pageIconColor: colours.ink2, pageIconInactiveColor: colours.line },
    tooltip: { backgroundColor: colours.surface, borderColor: colours.line, textStyle: { color: colours.ink } },
    categoryAxis: axis,
    valueAxis: axis,
    timeAxis: axis,
    logAxis: axis,
    pie: { label: { color: colours.ink2 }, itemStyle: { borderColor: colours.surface } },
    funnel: { label: { color: colours.ink2 }, itemStyle: { borderColor: colours.surface } },
  };
}
