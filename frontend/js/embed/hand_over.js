// Waiting for the end of a consent: what the popup posts, or what the server knows under our verifier.

const EVERY = 1500;
// After an end that was no consent: the window offers to try again with the same verifier.
const SELDOM = 4000;
const LONGEST = 10 * 60 * 1000;

/**
 * Resolves to the server's answer once it is "authorized", or to `{status: 'late'}`. Other ends are told to
 * `onEnd`, and the waiting goes on: the person may try again in the same window.
 *
 * One question at a time: the server gives each end away once. What the popup posts only makes the next
 * question come sooner, and adds its code.
 *
 * @param {string} verifier
 * @param {{popup: Window|null, signal: AbortSignal, onEnd: (end: object) => void}} way
 */
export async function follow(verifier, { popup, signal, onEnd }) {
  let code = null;
  let every = EVERY;
  let hurry = false;
  let wake = () => {};
  const heard = ({ origin, source, data }) => {
    // Anybody may post to us: only our own origin counts, and where we hold the popup, only the popup.
    if (origin !== location.origin || data?.type !== 'inlay:handover' || (popup && source !== popup)) return;
    code = data.code ?? null;
    hurry = true;
    wake();
  };
  addEventListener('message', heard, { signal });
  const nap = () => new Promise((resolve) => {
    const timer = setTimeout(resolve, hurry ? 0 : every);
    hurry = false;
    wake = () => { clearTimeout(timer); resolve(); };
  });
  signal.addEventListener('abort', () => wake(), { once: true });
  try {
    for (const started = performance.now(); performance.now() - started < LONGEST;) {
      await nap();
      if (signal.aborted) break;
      const answer = await ask(verifier, code);
      if (answer.status === 'authorized') return answer;
      if (answer.status === 'pending') continue;
      onEnd(answer);
      code = null;
      every = SELDOM;
    }
    return { status: 'late' };
  } finally {
    removeEventListener('message', heard);
  }
}

/** A lost connection is no answer: ask again. */
async function ask(verifier, code) {
  try {
    const response = await fetch('/api/hand_over', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ verifier, code }),
    });
    // Asked too often, or a server that is being updated: no end, ask again.
    return response.ok ? await response.json() : { status: 'pending' };
  } catch {
    return { status: 'pending' };
  }
}
