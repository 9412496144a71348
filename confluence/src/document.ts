// A chart as a document of Atlassian's (ADF): what stands in a PDF or Word file in its place.

/** A node of the document. */
export interface Node {
  type: string;
  attrs?: Record<string, unknown>;
  marks?: { type: string; attrs?: Record<string, unknown> }[];
  text?: string;
  content?: Node[];
}

/** The whole of it. */
export interface Adf {
  type: 'doc';
  version: 1;
  content: Node[];
}

/** A row or a column of a chart's table. */
export interface Member {
  label: string;
}

/** The numbers of a chart, as Inlay's `.json` export writes them; what is read of it. */
export interface Table {
  rows: Member[];
  columns: (Member & { key: string })[];
  cells: (number | null)[][];
  row_totals: (number | null)[];
  column_totals: (number | null)[];
  total: number | null;
  /** Whether the numbers of parts add up to those of the whole; older servers do not say. */
  adds_up?: boolean;
  unit: string;
  provenance: { fetched_at: string; complete: boolean; warnings: string[] };
}

/** What Inlay answers to `POST /forge/export`. */
export interface Exported {
  title: string;
  /** A signed address that needs no cookie; null for tables and tiles. */
  image: string | null;
  table: Table;
}

/** Rows of the printed table; a document has no room for more. */
const MOST_ROWS = 200;

/** The chart as title, picture, table and where the numbers come from. */
export function chartDocument(chart: Exported): Adf {
  const { table } = chart;
  const shown = table.rows.slice(0, MOST_ROWS);
  const title = chart.title === '' ? [] : [paragraph(text(chart.title, { type: 'strong' }))];
  const content = [...title, ...picture(chart), tableNode(table, shown.length)];
  if (shown.length < table.rows.length) content.push(paragraph(text(`The first ${shown.length} of ${table.rows.length} rows.`)));
  content.push(paragraph(text(provenance(table))));
  return { type: 'doc', version: 1, content };
}

/** One sentence with a link to the chart, or alone where there is none. */
export function sentenceDocument(sentence: string, link?: string): Adf {
  const content = [text(sentence)];
  if (link) content.push(text(' '), text('Open the chart in Inlay', { type: 'link', attrs: { href: link } }), text('.'));
  return { type: 'doc', version: 1, content: [paragraph(...content)] };
}

function picture({ image, title }: Exported): Node[] {
  if (image === null) return [];
  const media = { type: 'media', attrs: { type: 'external', url: image, alt: title } };
  return [{ type: 'mediaSingle', attrs: { layout: 'center' }, content: [media] }];
}

function tableNode(table: Table, rows: number): Node {
  // One dimension: the single column is called `value`, and what it counts is its heading.
  const single = table.columns.length === 1 && table.columns[0]?.key === 'value';
  // An average over all issues is no total of averages.
  const whole = table.adds_up === false ? 'All issues' : 'Total';
  const headings = single ? [table.unit] : [...table.columns.map((column) => column.label), whole];
  const line = (label: string, cells: (number | null)[], total: number | null | undefined, kind: string): Node => ({
    type: 'tableRow',
    content: [cell('tableHeader', label), ...cells.map((value) => cell(kind, written(value))), ...(single ? [] : [cell(kind, written(total))])],
  });
  return {
    type: 'table',
    content: [
      { type: 'tableRow', content: ['', ...headings].map((heading) => cell('tableHeader', heading)) },
      ...table.rows.slice(0, rows).map((row, at) => line(row.label, table.cells[at] ?? [], table.row_totals[at], 'tableCell')),
      line(whole, single ? [table.total] : table.column_totals, table.total, 'tableHeader'),
    ],
  };
}

function provenance({ provenance: { fetched_at, complete, warnings } }: Table): string {
  const when = `As of ${fetched_at.slice(0, 16).replace('T', ' ')} UTC.`;
  return [when, ...(complete ? [] : ['Not complete.']), ...warnings].join(' ');
}

function cell(type: string, words: string): Node {
  return { type, attrs: {}, content: [words === '' ? { type: 'paragraph', content: [] } : paragraph(text(words))] };
}

function paragraph(...content: Node[]): Node {
  return { type: 'paragraph', content };
}

function text(words: string, ...marks: NonNullable<Node['marks']>): Node {
  return marks.length > 0 ? { type: 'text', text: words, marks } : { type: 'text', text: words };
}

function written(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : value.toLocaleString('en', { maximumFractionDigits: 2 });
}
