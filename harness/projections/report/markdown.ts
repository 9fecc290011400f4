/** A report as Markdown, short enough for a comment on a pull request; charts are left to the HTML report. */
import type { Page, Table } from './page.ts';

export function renderMarkdown({ title, blocks }: Page): string {
  const parts = blocks.flatMap((block) => {
    if (block.kind === 'text') return [escape(block.text)];
    return block.kind === 'table' ? [`### ${escape(block.title)}`, tableOf(block)] : [];
  });
  return `${[`## ${escape(title)}`, ...parts].join('\n\n')}\n`;
}

function tableOf({ head, rows, numeric }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escape).join(' | ')} |`;
  const rule = head.map((_, column) => (numeric.includes(column) ? '--:' : '---'));
  return [line(head), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}

const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/([\\|`*_$~])/g, String.raw`\$1`)
    .replaceAll('\n', ' ');
