/** Which behaviour holds where: the reports of several runs side by side. */
import type { Report, Verdict } from './verdict.ts';

export interface MatrixRow {
  readonly family: string;
  readonly sentence: string;
  readonly source: string;
  /** One per report, in their order; undefined where a run did not have the scenario. */
  readonly cells: readonly (Verdict | undefined)[];
}

/** @returns rows by family, then in the order of the first report that has them */
export function matrixOf(reports: readonly Report[]): readonly MatrixRow[] {
  const rows = new Map<string, { verdict: Verdict; cells: (Verdict | undefined)[] }>();
  for (const [column, { verdicts }] of reports.entries()) {
    for (const verdict of verdicts) {
      const name = `${verdict.family}\n${verdict.sentence}`;
      const row = rows.get(name) ?? { verdict, cells: reports.map(() => undefined) };
      row.cells[column] = verdict;
      rows.set(name, row);
    }
  }
  return [...rows.values()]
    .map(({ verdict: { family, sentence, source }, cells }) => ({ family, sentence, source, cells }))
    .toSorted((one, other) => (one.family === other.family ? 0 : one.family < other.family ? -1 : 1));
}
