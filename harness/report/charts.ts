/** What a run looks like from afar: how its families fared, and what took its time. */
import { formatDuration } from '../duration-text.ts';
import type { Chart } from '../projections/report/page.ts';
import { byFamily, countOf, OUTCOMES, type Report } from './verdict.ts';

export function chartsOf({ target, verdicts }: Report): readonly Chart[] {
  const families = byFamily(verdicts);
  return [
    {
      kind: 'bars',
      title: `${target}: behaviours by family`,
      points: families.map(([family]) => family),
      series: OUTCOMES.map((name) => ({
        name,
        values: families.map(([, members]) => countOf(members, name)),
      })).filter(({ values }) => values.some((value) => value > 0)),
      format: String,
    },
    {
      kind: 'bars',
      title: `${target}: time by family`,
      points: families.map(([family]) => family),
      series: [
        {
          name: 'time',
          values: families.map(([, members]) =>
            members.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
          ),
        },
      ],
      format: formatDuration,
    },
  ];
}
