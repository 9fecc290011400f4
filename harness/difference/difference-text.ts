/** A comparison for a reader. */
import { printableLines } from '../printable.ts';
import type { Report } from '../report/verdict.ts';
import type { Comparison, DifferingScenario } from './compare-runs.ts';

const LONGEST = 160;

export function differenceText(one: Report, other: Report, comparison: Comparison): string {
  const { compared, answers, differing } = comparison;
  const silent = compared === 0 ? ['Neither was asked anything that both can answer.'] : [];
  return printableLines(
    [
      `A: ${one.target} (${one.judged})`,
      `B: ${other.target} (${other.judged})`,
      ...differing.flatMap(scenarioLines),
      '',
      `${differing.length} of ${compared} scenarios differ, over ${answers} answers`,
      ...silent,
      '',
    ].join('\n'),
  );
}

const scenarioLines = ({ family, sentence, outcomes: [mine, theirs], answers }: DifferingScenario) => [
  '',
  `${family}: ${sentence}`,
  ...(mine === theirs ? [] : [`  A ${mine}, B ${theirs}`]),
  ...answers.flatMap(({ request, differences }) => [
    `  ${cut(request)}`,
    ...differences.map(({ place, one = '(nothing)', other = '(nothing)' }) =>
      [`    ${place}`, `      A ${cut(one)}`, `      B ${cut(other)}`].join('\n'),
    ),
  ]),
];

const cut = (text: string): string => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`);
