/** A report before it has a form: what Markdown, HTML and the terminal are made from. */
export type Block = Text | Table | Chart;

export interface Text {
  readonly kind: 'text';
  readonly text: string;
}

export interface Table {
  readonly kind: 'table';
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns of numbers, aligned to the right. */
  readonly numeric: readonly number[];
}

/** Values of some series over the same points. */
export interface Chart {
  readonly kind: 'bars' | 'lines';
  readonly title: string;
  readonly points: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
  readonly format: (value: number) => string;
}

export interface Page {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export const text = (content: string): Text => ({ kind: 'text', text: content });

export const table = (
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  numeric: readonly number[] = head.map((_, column) => column).slice(1),
): Table => ({ kind: 'table', title, head, rows, numeric });
