/** A document's tables as a page: printed, recomputed, and real. */
import type { PriceBook } from '../price-book.ts';
import type { Preset } from '../presets/preset.ts';
import { table, text, type Page } from './page.ts';

export function presetPage(preset: Preset, book: PriceBook): Page {
  const tables = preset.tables(book);
  const figures = tables.flatMap((each) => each.figures);
  const derived = figures.filter(({ recomputed }) => recomputed !== undefined);
  const agreeing = derived.filter(({ document, recomputed }) => document === recomputed);
  return {
    title: preset.title,
    blocks: [
      text(
        `From ${preset.source}. ${agreeing.length} of ${derived.length} derived figures are recomputed exactly; ${figures.length - derived.length} are stated in the document without a derivation. Beside them stands what list prices (${book.catalogue.meta.compiled}) and physics give.`,
      ),
      ...tables.map(({ title, figures: rows }) =>
        table(
          title,
          ['figure', 'document', 'recomputed', 'assuming', 'list price or physics', 'why they differ'],
          rows.map(({ label, document, recomputed, by, real, why }) => [
            label,
            document,
            recomputed ?? '–',
            by,
            real ?? '–',
            why,
          ]),
          [1, 2, 4],
        ),
      ),
    ],
  };
}
