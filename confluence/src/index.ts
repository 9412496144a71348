// What runs at Forge itself: a page with the macro is exported to PDF or Word.

import { invokeRemote } from '@forge/api';
import { chartOf, record } from '../static/shared/chosen.ts';
import { chartDocument, sentenceDocument, type Adf, type Exported } from './document.ts';

/** What Confluence hands over: for PDF the configuration is in `extensionPayload`, for Word in `context`. */
export interface ExportPayload {
  exportType?: string;
  extensionPayload?: unknown;
  context?: unknown;
}

/** The macro as a document. It never fails: a page must not lose its export to one chart. */
export async function adfExport(payload: ExportPayload): Promise<Adf> {
  const chart = chartIn(payload);
  if (!chart) return sentenceDocument('No chart was chosen here.');
  const link = `${INLAY_PUBLIC_URL}/charts/${chart}`;
  try {
    const answer = await invokeRemote('charts-remote', {
      path: '/forge/export',
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ chart, exportType: payload.exportType ?? 'other' }),
    });
    const body = await answer.json();
    if (answer.status === 200) return chartDocument(body as Exported);
    const sentence = record(body)['error'];
    return sentenceDocument(typeof sentence === 'string' ? sentence : 'This chart is not part of exports.', link);
  } catch {
    return sentenceDocument('This chart could not be read while the page was exported.', link);
  }
}

function chartIn({ extensionPayload, context }: ExportPayload): string | null {
  for (const place of [extensionPayload, context, record(context)['extension']]) {
    const found = chartOf(place, INLAY_PUBLIC_URL);
    if (found) return found;
  }
  return null;
}
