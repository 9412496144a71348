// The macro on a page: asks Inlay whether this viewer may see the chart, then shows it in a frame.

import { invokeRemote, view } from '@forge/bridge';
import { chartOf } from '../shared/chosen.ts';
import { understood, type State } from './grant.ts';
import { heightIn } from './height.ts';
import { draw } from './page.ts';

const place = document.getElementById('macro') as HTMLElement;
let frame: HTMLIFrameElement | null = null;

function show(state: State): void {
  frame = draw(place, state, () => void load());
}

/**
 * `invokeRemote` and not `requestRemote`: it goes through Atlassian's servers, so Inlay need not answer other
 * origins. What a page says about its viewer counts for nothing; Inlay believes the signed token alone.
 */
async function ask(): Promise<State> {
  const context = await view.getContext();
  const chart = chartOf(context.extension, INLAY_PUBLIC_URL);
  if (!chart) return { kind: 'unchosen' };
  const answer = await invokeRemote({ path: '/forge/grant', method: 'POST', headers: { 'Content-Type': 'application/json' }, body: { chart } });
  return understood(answer, INLAY_PUBLIC_URL);
}

async function load(): Promise<void> {
  show({ kind: 'loading' });
  try {
    show(await ask());
  } catch {
    show({ kind: 'unreachable', host: new URL(INLAY_PUBLIC_URL).host });
  }
}

addEventListener('message', (message) => {
  const height = heightIn(message, frame?.contentWindow ?? null, INLAY_PUBLIC_URL);
  if (frame && height !== null) frame.height = String(height);
});

// Without it the page stays light inside a dark Confluence; the chart matters more.
view.theme.enable().catch(() => undefined);
void load();
