/** A report as one HTML file that needs nothing else: no script, no font, no image, and a policy that forbids them. */
import { pageHead } from '../../report/page-head.ts';
import type { Block, Page, Table } from './page.ts';
import { escapeHtml, renderChart } from './svg.ts';

const STYLE = `
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 0.5rem 0 1.5rem; }
th, td { padding: 0.2rem 0.7rem; border-bottom: 1px solid #8884; text-align: left; vertical-align: top; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
svg { width: 100%; height: auto; }
svg text { font-size: 11px; fill: currentColor; }
.grid { stroke: #8884; }
`;

export function renderHtml({ title, blocks }: Page): string {
  return `${pageHead(title, STYLE)}<h1>${escapeHtml(title)}</h1>
${blocks.map(blockOf).join('\n')}
</html>
`;
}

function blockOf(block: Block): string {
  if (block.kind === 'text') return `<p>${escapeHtml(block.text)}</p>`;
  const heading = `<h2>${escapeHtml(block.title)}</h2>`;
  return `${heading}\n${block.kind === 'table' ? tableOf(block) : renderChart(block)}`;
}

function tableOf({ head, rows, numeric }: Table): string {
  const line = (tag: 'th' | 'td', cells: readonly string[]): string =>
    `<tr>${cells
      .map((cell, column) => {
        const style = numeric.includes(column) ? ' class="number"' : '';
        return `<${tag}${style}>${escapeHtml(cell)}</${tag}>`;
      })
      .join('')}</tr>`;
  return `<table>\n${[line('th', head), ...rows.map((row) => line('td', row))].join('\n')}\n</table>`;
}
