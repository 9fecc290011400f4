import type { CoverageRow } from '#aws';
import { cell } from './reference/markdown.ts';

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The page `docs/coverage.md`: a table of counts, then each service's operations. */
export function coveragePage(rows: readonly CoverageRow[]): string {
  const services = [...Map.groupBy(rows, ({ service }) => service)].toSorted(([a], [b]) => byName(a, b));
  return [
    '# Coverage',
    '',
    "Every operation of each service's model in the official SDK, and what safelight does with it. Written by",
    '`npm run coverage:docs` from the tables that dispatch requests; a test fails when it is out of date.',
    '',
    '- **implemented**: acts as AWS does, but for what its note says.',
    '- **stored**: validated, kept and returned, without effect; its note says which.',
    '- **refused**: answers 501 `NotImplemented` with its name. So does every operation of a service not listed.',
    '',
    '| Service | Operations | Implemented | Stored | Refused |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...services.map(([service, its]) => countsOf(service, its)),
    '',
    ...services.flatMap(([service, its]) => section(service, its)),
  ].join('\n');
}

const inState = (rows: readonly CoverageRow[], state: CoverageRow['state']): CoverageRow[] =>
  rows.filter((row) => row.state === state).toSorted((a, b) => byName(a.operation, b.operation));

const countsOf = (service: string, rows: readonly CoverageRow[]): string =>
  `| [${service}](#${service}) | ${rows.length} | ${(['implemented', 'stored', 'refused'] as const)
    .map((state) => inState(rows, state).length)
    .join(' | ')} |`;

function section(service: string, rows: readonly CoverageRow[]): string[] {
  const acting = [...inState(rows, 'implemented'), ...inState(rows, 'stored')];
  const refused = inState(rows, 'refused').map(({ operation }) => operation);
  return [
    `## ${service}`,
    '',
    ...(acting.length === 0
      ? []
      : [
          '| Operation | State | Note |',
          '| --- | --- | --- |',
          ...acting.map(({ operation, state, note }) => `| ${operation} | ${state} | ${cell(note)} |`),
          '',
        ]),
    ...(refused.length === 0 ? [] : [`Refused: ${refused.join(', ')}.`, '']),
  ];
}
