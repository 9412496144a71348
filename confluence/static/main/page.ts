// Draws a state into the page.

import type { State } from './grant.ts';

/** Replaces what is in `place`; `again` runs when somebody wants another try. Gives the chart's frame, if there is one. */
export function draw(place: HTMLElement, state: State, again: () => void): HTMLIFrameElement | null {
  place.setAttribute('aria-busy', String(state.kind === 'loading'));
  place.dataset['state'] = state.kind;
  switch (state.kind) {
    case 'loading':
      place.replaceChildren(words('p', 'Loading the chart…', 'loading'));
      return null;
    case 'unchosen':
      place.replaceChildren(note('No chart chosen yet', 'Edit this macro and paste the address of a chart.'));
      return null;
    case 'refused':
      place.replaceChildren(note('This chart is not shown', state.sentence));
      return null;
    case 'unreachable': {
      const button = words('button', 'Try again');
      button.addEventListener('click', again);
      place.replaceChildren(note('The chart could not be loaded', `Inlay did not answer at ${state.host}. Try again in a moment; if it stays so, tell whoever runs it.`, button));
      return null;
    }
    case 'chart': {
      const frame = document.createElement('iframe');
      frame.title = state.title;
      frame.src = state.address;
      frame.height = String(state.height);
      frame.referrerPolicy = 'no-referrer';
      place.replaceChildren(frame);
      return frame;
    }
  }
}

function note(heading: string, sentence: string, ...more: HTMLElement[]): HTMLElement {
  const box = document.createElement('div');
  box.className = 'note';
  box.setAttribute('role', 'status');
  box.append(words('h1', heading), words('p', sentence), ...more);
  return box;
}

function words<K extends keyof HTMLElementTagNameMap>(tag: K, text: string, name = ''): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.textContent = text;
  if (name) element.className = name;
  return element;
}
