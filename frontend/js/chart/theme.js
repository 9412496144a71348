// The page's colours, as the browser computes them at an element.

import { TOKENS } from './roles.js';

/**
 * Role -> colour at `element`. A custom property itself keeps the text `light-dark(…)`, so a probe asks
 * for the colour that comes of it.
 */
export function coloursOf(element, theme = 'auto') {
  const probe = document.createElement('span');
  probe.hidden = true;
  if (theme !== 'auto') probe.style.colorScheme = theme;
  element.append(probe);
  const colours = Object.fromEntries(Object.entries(TOKENS).map(([role, token]) => {
    probe.style.color = `var(${token})`;
    return [role, getComputedStyle(probe).color];
  }));
  probe.remove();
  return colours;
}

/** Calls `changed` when the system's theme or the page's switch changes; returns how to stop. */
export function onThemeChange(changed) {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const page = new MutationObserver(changed);
  system.addEventListener('change', changed);
  page.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => {
    system.removeEventListener('change', changed);
    page.disconnect();
  };
}
