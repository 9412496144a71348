// What the macro shows, decided from Inlay's answer to `POST /forge/grant`.

import { record } from '../shared/chosen.ts';

/** Everything the macro can show. */
export type State =
  | { kind: 'loading' }
  | { kind: 'unchosen' }
  | { kind: 'unreachable'; host: string }
  | { kind: 'refused'; sentence: string }
  | { kind: 'chart'; address: string; title: string; height: number };

/** Pixels: what a frame may ask for at least and at most, and what it gets while it says nothing. */
const HEIGHT = { least: 80, most: 2000, usual: 360 };

/** A height in pixels that will do. */
export function fitting(height: unknown): number {
  if (typeof height !== 'number' || !Number.isFinite(height)) return HEIGHT.usual;
  return Math.min(HEIGHT.most, Math.max(HEIGHT.least, Math.ceil(height)));
}

/** An answer as `invokeRemote` hands it on. */
export interface Answer {
  status?: unknown;
  body?: unknown;
}

/** What an answer means; `base` is Inlay's origin. */
export function understood(answer: Answer, base: string): State {
  const unreachable: State = { kind: 'unreachable', host: new URL(base).host };
  const body = record(typeof answer.body === 'string' ? parsed(answer.body) : answer.body);
  if (answer.status === 403 || answer.status === 404) {
    const sentence = typeof body['error'] === 'string' && body['error'] !== '' ? body['error'] : 'You may not see this chart, or it does not exist.';
    return { kind: 'refused', sentence };
  }
  if (answer.status !== 200 || typeof body['embed'] !== 'string' || !URL.canParse(body['embed'], base)) return unreachable;
  const address = new URL(body['embed'], base);
  // The answer came through other hands; whatever it says, only our own frames are shown.
  if (address.origin !== base || !address.pathname.startsWith('/embed/')) return unreachable;
  const title = typeof body['title'] === 'string' && body['title'] !== '' ? body['title'] : 'Jira chart';
  return { kind: 'chart', address: address.href, title, height: fitting(body['height']) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
