/** Pieces of generated pages. */

/** A table; cells cannot end it. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  rows.length === 0
    ? []
    : [row(head), row(head.map(() => '---')), ...rows.map((cells) => row(cells.map(cell))), ''];

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Text that cannot end its table cell. */
export const cell = (text = ''): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

export const list = (items: readonly string[]): string[] => items.map((item) => `- ${item}`);

/** `text` with a capital and a full stop. */
export const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.:`]$/.test(text) ? '' : '.'}`;
