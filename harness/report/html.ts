/** One page that needs nothing else: the capability matrix target × behaviour, with what every cell rests on. */
import { escapeXml as escapeHtml } from './junit.ts';
import { matrixOf, type MatrixRow } from './matrix.ts';
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
.bar { display: flex; height: 10px; border-radius: 5px; overflow: hidden; margin: .2rem 0 1rem }
.bar i { background: currentColor }`;

export function htmlOf(reports: readonly Report[]): string {
  const families = Map.groupBy(matrixOf(reports), ({ family }) => family);
  const columns = reports.map(
    ({ target, at }) => `<th class="cell">${escapeHtml(target)}<br><small>${at.slice(0, 10)}</small></th>`,
  );
  const body = [...families].flatMap(([family, rows]) => [
    `<tr><th colspan="${reports.length + 1}">${escapeHtml(family)}</th></tr>`,
    ...rows.map(rowOf),
  ]);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Scenarios: target × behaviour</title><style>${STYLE}</style></head>
<body><h1>What holds where</h1>
${reports.map(headOf).join('\n')}
<p>${OUTCOMES.map((outcome) => `<span class="${classOf(outcome)}">${SIGNS[outcome]} ${outcome}</span>`).join(' · ')}</p>
<table><thead><tr><th>behaviour</th>${columns.join('')}</tr></thead>
<tbody>
${body.join('\n')}
</tbody></table></body></html>
`;
}

const classOf = (outcome: Outcome): string => outcome.replace(' ', '-');

function headOf({ target, judged, at, verdicts }: Report): string {
  const parts = OUTCOMES.map(
    (outcome) => `<i class="${classOf(outcome)}" style="flex:${countOf(verdicts, outcome)}"></i>`,
  );
  const title = `<b>${escapeHtml(target)}</b> ${escapeHtml(judged)}, ${at}: ${summaryOf(verdicts)}`;
  return `<section>${title}<div class="bar">${parts.join('')}</div></section>`;
}

const rowOf = ({ sentence, source, cells }: MatrixRow): string =>
  `<tr><td>${escapeHtml(sentence)}<div class="source">${linked(source)}</div></td>${cells.map(cellOf).join('')}</tr>`;

function cellOf(verdict: Verdict | undefined): string {
  if (verdict === undefined) return '<td class="cell"></td>';
  const { outcome, reason } = verdict;
  const why =
    reason === undefined ? '' : `<details><summary>why</summary><pre>${escapeHtml(reason)}</pre></details>`;
  return `<td class="cell ${classOf(outcome)}" title="${outcome}">${SIGNS[outcome]}${why}</td>`;
}

const linked = (source: string): string =>
  /^https:\/\/\S+$/.test(source)
    ? `<a href="${escapeHtml(source)}">${escapeHtml(source)}</a>`
    : escapeHtml(source);
