/** A report as plain text for a terminal or a pipe. */
import type { Page, Table } from './page.ts';

export function renderPlain({ title, blocks }: Page): string {
  const parts = blocks.flatMap((block) => {
    if (block.kind === 'text') return [block.text];
    return block.kind === 'table' ? [`${block.title}\n${columns(block)}`] : [];
  });
  return `${[title, ...parts].join('\n\n')}\n`;
}

function columns({ head, rows, numeric }: Table): string {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((cells) => (cells[column] ?? '').length)));
  return lines
    .map((cells) =>
      cells
        .map((cell, column) =>
          numeric.includes(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `  ${line}`)
    .join('\n');
}
