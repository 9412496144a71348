// How high the chart wants to be: it posts `{type: 'inlay:height', height: 412}` to the page that holds it.

import { record } from '../shared/chosen.ts';
import { fitting } from './grant.ts';

/** The little of a `MessageEvent` that counts. */
export interface Message {
  origin: string;
  source: unknown;
  data: unknown;
}

/** The height that our own frame asks for; null for every other message, from wherever it comes. */
export function heightIn(message: Message, frame: unknown, base: string): number | null {
  if (message.origin !== base || frame === null || message.source !== frame) return null;
  const { type, height } = record(message.data);
  return type === 'inlay:height' && typeof height === 'number' && Number.isFinite(height) ? fitting(height) : null;
}
