// The frame around one chart inside somebody else's page. Without it the frame works as links and forms;
// with it, Load Chart hands over in place, progress moves, and the picture becomes interactive when touched.

import { begin, prepare } from './embed/consent.js';
import { acts, words } from './embed/filter.js';
import { follow } from './embed/follow.js';
import { Frame } from './embed/frame.js';
import { tellHeight } from './embed/height.js';
import { listen } from './embed/siblings.js';

const element = document.getElementById('frame');
const frame = new Frame(element);
tellHeight(element);
const siblings = listen({
  // What is good for one chart is of no use to others, and must not be lost for theirs.
  bearer: () => (frame.own ? null : frame.bearer),
  onAuthorized(bearer) {
    const waits = frame.state === 'prompt';
    if (bearer && (waits || !frame.own)) adopt(bearer);
    if (waits) frame.load();
  },
});

function adopt(bearer) {
  frame.bearer = bearer;
  frame.own = false;
}

async function onAuthorized(bearer) {
  adopt(bearer);
  siblings.tell(bearer);
  await frame.load();
}

// The page's other charts are narrowed alike, as far as they read the same site.
const others = follow({ site: () => frame.site, words: () => words(frame.words), take: (chosen) => narrow(chosen) });
frame.onShown = others.shown;
const filters = acts(frame, (chosen, open) => {
  const anew = chosen !== words(frame.words);
  narrow(chosen, open);
  if (anew) others.tell(chosen);
});
frame.onKey('Escape', filters.escape);

/** Loaded anew, the frame shows the same. */
function narrow(chosen, open) {
  const address = new URL(location.href);
  for (const name of [...address.searchParams.keys()]) {
    if (/^(filter\.|how\.|text$|open$)/.test(name)) address.searchParams.delete(name);
  }
  for (const [name, word] of new URLSearchParams(chosen)) address.searchParams.append(name, word);
  history.replaceState(null, '', address);
  frame.narrow(chosen, open);
}

frame.onAct({
  load: () => begin(frame, onAuthorized),
  again: () => frame.load(),
  // As a link it would load the frame anew, and a session that lives in here alone would be lost.
  as: (link) => frame.see(link.dataset.as),
  filter: filters.filter,
  clear: filters.clear,
  close: filters.close,
});

others.ask();
// The prompt may also come later, when an authorization ends.
prepare();
if (frame.state === 'prompt') {
  // A frame that comes late (scrolled into view) may find others that have asked already.
  siblings.ask();
} else if (frame.state === 'progress') {
  frame.load();
}
