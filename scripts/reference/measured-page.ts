import { globSync } from 'node:fs';
import { join } from 'node:path';
import { readSource, ROOT } from '../source-tree.ts';
import { table } from './markdown.ts';

/** Where runs on other clouds are kept. */
export const EVIDENCE = 'docs/evidence/targets';

/** What of a JSON report is kept. */
export interface KeptReport {
  /** With its version. */
  readonly judged: string;
  /** ISO 8601. */
  readonly at: string;
  readonly verdicts: readonly {
    readonly family: string;
    readonly sentence: string;
    readonly outcome: 'passed' | 'failed' | 'deviates' | 'not verifiable';
    readonly reason?: string;
    /** What stood in for what the emulator lacks. */
    readonly filledIn?: readonly string[];
  }[];
}

export const readKeptReports = (): readonly KeptReport[] =>
  globSync('*.json', { cwd: join(ROOT, EVIDENCE) })
    .toSorted()
    .map((file) => JSON.parse(readSource(`${EVIDENCE}/${file}`)) as KeptReport);

/** The page `docs/reference/measured.md`: which behaviours other emulators have, as measured. */
export function measuredPage(reports: readonly KeptReport[]): string {
  const families = [...new Set(reports.flatMap(({ verdicts }) => verdicts.map(({ family }) => family)))];
  return [
    '# Other emulators, as measured',
    '',
    'What `safelight test --target endpoint` found out, and `--target localstack` of LocalStack, in the families that these',
    'emulators serve: behaviours that hold, of those that could be asked. What they answer otherwise than AWS is listed below',
    'with the first line of what did not hold, or what is known to happen instead; a behaviour may fail for want of another',
    'one that it rests on. Stars: with what this machine [filled in](../targets.md#what-a-target-lacks). Written from',
    '`docs/evidence/targets`.',
    '',
    ...table(
      ['Family', ...reports.map(({ judged, at }) => `${judged}, ${at.slice(0, 10)}`)],
      families.toSorted().map((family) => [family, ...reports.map((report) => shareOf(report, family))]),
    ),
    ...reports.flatMap(({ judged, verdicts }) => [
      `## ${judged}`,
      '',
      ...table(
        ['Family', 'Behaviour', 'What was seen'],
        verdicts
          .filter(({ outcome }) => outcome === 'failed' || outcome === 'deviates')
          .map(({ family, sentence, outcome, reason = '' }) => [
            family,
            sentence,
            outcome === 'failed' ? code(reason) : reason,
          ]),
      ),
    ]),
  ].join('\n');
}

function shareOf({ verdicts }: KeptReport, family: string): string {
  const asked = verdicts.filter((each) => each.family === family && each.outcome !== 'not verifiable');
  const held = asked.filter(({ outcome }) => outcome === 'passed');
  const star = held.some(({ filledIn }) => filledIn !== undefined) ? ' *' : '';
  return asked.length === 0 ? '–' : `${held.length} of ${asked.length}${star}`;
}

const code = (text: string): string => `\`${text.replaceAll('`', '’')}\``;
