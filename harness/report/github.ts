/** What GitHub Actions shows of a run: an annotation per failure, and a page of the job's summary. */
import { byFamily, countOf, OUTCOMES, summaryOf, type Report } from './verdict.ts';

/** https://docs.github.com/actions/reference/workflow-commands-for-github-actions, read 2026-11-20. */
export const annotationsOf = ({ target, verdicts }: Report): string =>
  verdicts
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ sentence, reason = '' }) => {
      const title = escapeProperty(`${target}: ${sentence}`);
      return `::error title=${title}::${escapeData(reason)}\n`;
    })
    .join('');

export function stepSummaryOf({ target, judged, verdicts }: Report): string {
  const rows = byFamily(verdicts).map(
    ([family, members]) =>
      `| ${family} | ${OUTCOMES.map((outcome) => countOf(members, outcome)).join(' | ')} |`,
  );
  return [
    `### Scenarios on ${target} (${judged}): ${summaryOf(verdicts)}`,
    '',
    `| family | ${OUTCOMES.join(' | ')} |`,
    `| --- | ${OUTCOMES.map(() => '---:').join(' | ')} |`,
    ...rows,
    '',
  ].join('\n');
}

const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
