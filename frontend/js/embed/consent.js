// Load Chart: a popup asks Atlassian, and what it brings home is traded for a bearer.
//
// The frame makes a verifier and opens the popup with its hash. The popup's last page posts a one-time code;
// the frame trades code and verifier. Atlassian's pages may cut the tie between popup and frame, and
// `popup.closed` then says nothing: so the frame also asks with the verifier alone, every moment, until it is done.

import { follow } from './hand_over.js';

const FEATURES = 'popup,width=560,height=720';
const text = new TextEncoder();

const base64url = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

let ready = null;
let current = null;

/**
 * Makes verifier and hash before the click: hashing is asynchronous, and browsers open a window only from
 * the click itself.
 */
export async function prepare() {
  ready = null;
  if (!globalThis.crypto?.subtle) return;
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const hash = base64url(await crypto.subtle.digest('SHA-256', text.encode(verifier)));
  ready = { verifier, hash };
}

/** Asks. `onAuthorized` gets the bearer; any other end is told in the frame. */
export function begin(frame, onAuthorized) {
  const said = frame.part('said');
  if (!ready) {
    say(said, 'This browser hands charts over only on pages with https.', true);
    return;
  }
  current?.abort();
  current = new AbortController();
  const { signal } = current;
  const { verifier, hash } = ready;
  // Where the grant was just refused, the popup must not hand the same one over once more.
  const again = frame.wantsAnew ? { again: '1' } : {};
  const address = `/oauth/start?${new URLSearchParams({ chart: frame.chart, frame: hash, ...again })}`;
  const popup = window.open(address, `inlay-${frame.chart}`, FEATURES);
  if (popup) say(said, 'Go on in the window that opened. The chart loads here by itself.');
  else sayWithLink(said, address);
  prepare();
  const told = (end) => say(frame.part('said'), sentence(end), true);
  follow(verifier, { popup, signal, onEnd: told }).then((end) => {
    if (signal.aborted) return;
    if (end.status === 'authorized') onAuthorized(end.bearer);
    else told(end);
  });
}

function sentence({ status, chosen, sentence: told }) {
  if (told) return told;
  switch (status) {
    case 'cancelled': return 'You did not authorize Inlay, so nothing was read. Load the chart again to change that.';
    case 'wrong_site': return `You chose ${chosen ? `${chosen}, but this` : 'a site, but this'} chart reads another Jira site, or does not exist. Load it again and choose that site.`;
    case 'late': return 'Nobody answered for ten minutes. Load the chart again when you are ready.';
    default: return 'Connecting to Jira did not work. Load the chart again.';
  }
}

function say(place, words, warning = false) {
  if (!place) return;
  place.textContent = words;
  place.classList.toggle('note', warning);
  place.classList.toggle('warn', warning);
}

/** A link that somebody clicks is never blocked. It keeps the opener, to whom the popup reports. */
function sayWithLink(place, address) {
  if (!place) return;
  const link = document.createElement('a');
  link.href = address;
  link.target = '_blank';
  link.rel = 'opener';
  link.textContent = 'Open Atlassian yourself';
  place.replaceChildren('Your browser blocked the window. ', link);
}
