/** The end of a run for a reader: how many held, by family, and what could not be asked, by reason. */
import { printableLines } from '../printable.ts';
import { byFamily, summaryOf, type Report } from './verdict.ts';

export function closingWords({ target, judged, verdicts }: Report): string {
  const families = byFamily(verdicts).map(
    ([family, members]) => `  ${family.padEnd(16)} ${summaryOf(members)}`,
  );
  const unasked = Map.groupBy(
    verdicts.filter(({ outcome }) => outcome === 'not verifiable'),
    ({ reason = '' }) => reason,
  );
  const deviating = verdicts.filter(({ outcome }) => outcome === 'deviates');
  return printableLines(
    [
      `${target} (${judged}): ${summaryOf(verdicts)}`,
      ...families,
      ...[...unasked].map(([reason, members]) => `  not verifiable, ${members.length}: ${reason}`),
      ...deviating.map(({ sentence, reason = '' }) => `  deviates: ${sentence}\n    ${reason}`),
      '',
    ].join('\n'),
  );
}
