// Which chart a macro shows: what the page's author pasted, turned into a chart's id.

/** What an author's text means. */
export type Chosen = { id: string } | { problem: string };

const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** The id in a chart's address or in the id itself; `base` is Inlay's origin. */
export function chosen(text: string, base: string): Chosen {
  const pasted = text.trim();
  if (pasted === '') return { problem: `Paste the address of a chart, for example ${base}/charts/abc123.` };
  if (ID.test(pasted)) return { id: pasted };
  if (!URL.canParse(pasted)) return { problem: `“${short(pasted)}” is neither a chart’s address nor its id. Open the chart in Inlay and copy the address from the browser.` };
  const address = new URL(pasted);
  if (address.origin !== base) return { problem: `This address belongs to ${address.host || 'another program'}. Paste one that begins with ${base}/.` };
  const [, place, id = '', end = '', ...more] = address.pathname.split('/');
  const ofChart = place === 'charts' || place === 'embed';
  if (!ofChart || !ID.test(id) || id === 'new' || !['', 'edit'].includes(end) || more.length > 0) {
    return { problem: 'This is a page of Inlay, but not a chart. Save the chart, open it, and copy the address from the browser.' };
  }
  return { id };
}

/**
 * The chart of a macro, from what Forge says about it: the saved configuration, or the address that a page's
 * author pasted and Confluence turned into the macro (`autoConvertLink`).
 */
export function chartOf(extension: unknown, base: string): string | null {
  const { config, autoConvertLink } = record(extension);
  for (const text of [record(config)['chartId'], autoConvertLink]) {
    if (typeof text !== 'string') continue;
    const found = chosen(text, base);
    if ('id' in found) return found.id;
  }
  return null;
}

/** A value's own keys, if it is an object at all. */
export function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
