// All charts of a page follow what one of them is narrowed by.
//
// Frames of ours find each other through the windows of the page, however deep they stand in it, and speak to
// our own origin alone. A BroadcastChannel would reach the pages of other tabs, too (docs/adr/0010).

import { words as read } from './filter.js';

const DEEPEST = 8;
const MOST = 500;
const LONGEST = 16_000;

/** Every window of the page, from the outermost one. Those of others tell how many frames they have, and no more. */
export function windows(outermost) {
  const found = [];
  const look = (at, depth) => {
    if (found.length >= MOST || depth > DEEPEST) return;
    found.push(at);
    try {
      for (let place = 0; place < at.length; place += 1) look(at[place], depth + 1);
    } catch {
      // A window that goes away while we look.
    }
  };
  look(outermost, 0);
  return found;
}

/** Only what is of our own origin lets us look. Posted to the others, browsers would fill the console with refusals. */
function isOurs(other) {
  try {
    return other.location.origin === location.origin;
  } catch {
    return false;
  }
}

/**
 * Hears what other charts of the page are narrowed by, and tells them what this one is.
 *
 * @param {{site: () => string|null, words: () => string, take: (words: string) => void}} frame
 * @returns {{tell(words: string): void, ask(): void, shown(): void}}
 */
export function follow({ site: shows, words, take }) {
  // By site: a frame that waits for its reader does not know its own yet.
  const heard = new Map();
  // While there is no chart, because of a filter perhaps, it is the one of before.
  let known = null;
  const site = () => { known = shows() ?? known; return known; };

  const post = (message) => {
    for (const other of windows(top)) {
      if (other !== window && isOurs(other)) other.postMessage(message, location.origin);
    }
  };
  const shown = () => {
    const chosen = heard.get(site());
    if (chosen !== undefined && chosen !== words()) take(chosen);
  };

  addEventListener('message', ({ origin, source, data }) => {
    // Anybody may post to us: only what our own frames say counts.
    if (origin !== location.origin || source === window) return;
    if (data?.type === 'inlay:filter' && typeof data.site === 'string' && typeof data.words === 'string' && data.words.length <= LONGEST) {
      heard.set(data.site, read(data.words));
      shown();
    }
    // Only what somebody chose on this page is told: what stands in a frame's own address is that frame's.
    if (data?.type === 'inlay:filter?' && heard.has(site())) {
      source?.postMessage({ type: 'inlay:filter', site: site(), words: heard.get(site()) }, location.origin);
    }
  });

  return {
    tell(chosen) {
      if (!site()) return;
      heard.set(site(), chosen);
      post({ type: 'inlay:filter', site: site(), words: chosen });
    },
    ask: () => post({ type: 'inlay:filter?' }),
    shown,
  };
}
