/** The end of a run for a reader: how many held, by family, and what could not be asked, by reason. */
import { printableLines } from '../printable.ts';
import { storyLines } from './story.ts';
import { byFamily, summaryOf, type Report, type Verdict } from './verdict.ts';

export function closingWords({ target, judged, verdicts }: Report): string {
  const families = byFamily(verdicts).map(
    ([family, members]) => `  ${family.padEnd(16)} ${summaryOf(members)}`,
  );
  const unasked = Map.groupBy(
    verdicts.filter(({ outcome }) => outcome === 'not verifiable'),
    ({ reason = '' }) => reason,
  );
  const filledIn = Map.groupBy(
    verdicts.flatMap((verdict) => verdict.filledIn ?? []),
    (what) => what,
  );
  const failures = verdicts.filter(({ outcome }) => outcome === 'failed');
  const deviating = verdicts.filter(({ outcome }) => outcome === 'deviates');
  return printableLines(
    [
      `${target} (${judged}): ${summaryOf(verdicts)}`,
      ...families,
      ...[...unasked].map(([reason, members]) => `  not verifiable, ${members.length}: ${reason}`),
      ...[...filledIn].map(([what, { length }]) => `  filled in, ${length}: ${what}`),
      ...deviating.map(({ sentence, reason = '' }) => `  deviates: ${sentence}\n    ${reason}`),
      ...failures.flatMap(toldFailure),
      '',
    ].join('\n'),
  );
}

/** What did not hold, and how it came to that. */
const toldFailure = ({ family, sentence, source, reason = '', story }: Verdict): readonly string[] => [
  '',
  `failed: ${sentence} (${family})`,
  `  as written in: ${source}`,
  ...reason.split('\n').map((line) => `  ${line}`),
  ...(story === undefined ? [] : storyLines(story)),
];
