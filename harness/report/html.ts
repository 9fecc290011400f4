/** One page that needs nothing else: the capability matrix target × behaviour, with what every cell rests on. */
import { escapeXml as escapeHtml } from './junit.ts';
import { pageHead } from './page-head.ts';
import { renderChart } from '../projections/report/svg.ts';
import { chartsOf } from './charts.ts';
import { matrixOf, type MatrixRow } from './matrix.ts';
import { storyLines } from './story.ts';
import { countOf, OUTCOMES, summaryOf, type Outcome, type Report, type Verdict } from './verdict.ts';

const SIGNS: Readonly<Record<Outcome, string>> = {
  passed: '✓',
  failed: '✗',
  deviates: '≠',
  'not verifiable': '–',
};

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --passed: #2a8f4f; --failed: #c8372d; --deviates: #b8860b; --none: #8888 }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .6rem; text-align: left; vertical-align: top }
thead th { position: sticky; top: 0; background: Canvas }
.cell { text-align: center; font-weight: 600; white-space: nowrap }
.passed { color: var(--passed) } .failed { color: var(--failed) } .deviates { color: var(--deviates) }
.not-verifiable { color: var(--none) }
.source, details { font-size: 12px; opacity: .75; overflow-wrap: anywhere }
pre { white-space: pre-wrap; text-align: left; font-weight: 400 }
svg:not(.bar) { width: 100%; height: auto } svg text { font-size: 11px; fill: currentColor } .grid { stroke: var(--line) }
.bar { display: block; width: 100%; height: 10px; border-radius: 5px; margin: .2rem 0 1rem }
.bar rect { fill: currentColor }`;

export function htmlOf(reports: readonly Report[]): string {
  const families = Map.groupBy(matrixOf(reports), ({ family }) => family);
  const columns = reports.map(
    ({ target, at }) =>
      `<th class="cell">${escapeHtml(target)}<br><small>${escapeHtml(at.slice(0, 10))}</small></th>`,
  );
  const body = [...families].flatMap(([family, rows]) => [
    `<tr><th colspan="${reports.length + 1}">${escapeHtml(family)}</th></tr>`,
    ...rows.map(rowOf),
  ]);
  return `${pageHead('Scenarios: target × behaviour', STYLE)}
<h1>What holds where</h1>
${reports.map(headOf).join('\n')}
${reports
  .flatMap(chartsOf)
  .map((chart) => `<h2>${escapeHtml(chart.title)}</h2>\n${renderChart(chart)}`)
  .join('\n')}
<h2>Behaviour by behaviour</h2>
<p>${OUTCOMES.map((outcome) => `<span class="${classOf(outcome)}">${SIGNS[outcome]} ${outcome}</span>`).join(' · ')}</p>
<table><thead><tr><th>behaviour</th>${columns.join('')}</tr></thead>
<tbody>
${body.join('\n')}
</tbody></table>
</html>
`;
}

const classOf = (outcome: Outcome): string => outcome.replace(' ', '-');

function headOf({ target, judged, at, verdicts }: Report): string {
  let from = 0;
  const parts = OUTCOMES.map((outcome) => {
    const count = countOf(verdicts, outcome);
    from += count;
    return `<rect class="${classOf(outcome)}" x="${from - count}" width="${count}" height="1"/>`;
  });
  const title = `<b>${escapeHtml(target)}</b> ${escapeHtml(judged)}, ${escapeHtml(at)}: ${summaryOf(verdicts)}`;
  const bar = `<svg class="bar" viewBox="0 0 ${from} 1" preserveAspectRatio="none">${parts.join('')}</svg>`;
  return `<section>${title}${bar}</section>`;
}

const rowOf = ({ sentence, source, cells }: MatrixRow): string =>
  `<tr><td>${escapeHtml(sentence)}<div class="source">${linked(source)}</div></td>${cells.map(cellOf).join('')}</tr>`;

function cellOf(verdict: Verdict | undefined): string {
  if (verdict === undefined) return '<td class="cell"></td>';
  const outcome = OUTCOMES.find((known) => known === verdict.outcome) ?? 'not verifiable';
  return `<td class="cell ${classOf(outcome)}" title="${outcome}">${SIGNS[outcome]}${why(verdict)}</td>`;
}

/** What stood in for the target; the reason of what did not pass; of a failure also what was asked and answered, and the journal around it. */
function why({ reason, story, filledIn = [] }: Verdict): string {
  const told = [...(reason === undefined ? [] : [reason]), ...(story === undefined ? [] : storyLines(story))];
  return folded('filled in', filledIn) + folded('why', told);
}

const folded = (title: string, lines: readonly string[]): string =>
  lines.length === 0
    ? ''
    : `<details><summary>${title}</summary><pre>${escapeHtml(lines.join('\n'))}</pre></details>`;

const linked = (source: string): string =>
  /^https:\/\/\S+$/.test(source)
    ? `<a href="${escapeHtml(source)}">${escapeHtml(source)}</a>`
    : escapeHtml(source);
