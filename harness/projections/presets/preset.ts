/**
 * The design documents' tables, each figure three times: as printed, as the document's own assumptions give it, and as
 * list prices and physics give it, with the reason where they differ.
 */
import type { PriceBook } from '../price-book.ts';

export interface Figure {
  readonly label: string;
  /** As printed in the document. */
  readonly document: string;
  /** Recomputed from the document's assumptions and printed its way; `undefined` for what it states without deriving. */
  readonly recomputed: string | undefined;
  /** The assumptions that lead to it. */
  readonly by: string;
  /** What list prices or physics give; `undefined` where there is nothing to hold against it. */
  readonly real: string | undefined;
  /** Why the two differ; empty when they agree. */
  readonly why: string;
}

interface FigureTable {
  readonly title: string;
  readonly figures: readonly Figure[];
}

export interface Preset {
  readonly name: string;
  readonly title: string;
  /** The document. */
  readonly source: string;
  readonly tables: (book: PriceBook) => readonly FigureTable[];
}

/** A figure that the document derives. */
export const derived = (
  label: string,
  document: string,
  recomputed: string,
  by: string,
  real?: string,
  why = '',
): Figure => ({ label, document, recomputed, by, real, why });

/** A figure that the document states without saying where it comes from. */
export const stated = (label: string, document: string, real?: string, why = ''): Figure => ({
  label,
  document,
  recomputed: undefined,
  by: 'stated, not derived',
  real,
  why,
});
