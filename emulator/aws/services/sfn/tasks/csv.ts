/** CSV as RFC 4180 writes it; each line becomes an object by the names in the header. */
import type { ItemReader } from '../asl/definition.ts';
import type { Json } from '../asl/json.ts';

const DELIMITERS: Readonly<Record<string, string>> = {
  COMMA: ',',
  PIPE: '|',
  SEMICOLON: ';',
  SPACE: ' ',
  TAB: '\t',
};

export function readCsv(text: string, config: NonNullable<ItemReader['ReaderConfig']>): Json[] {
  const rows = rowsOf(text, DELIMITERS[config.CSVDelimiter ?? 'COMMA'] ?? ',');
  const given = config.CSVHeaderLocation === 'GIVEN';
  const header = given ? (config.CSVHeaders ?? []) : (rows[0] ?? []);
  return rows
    .slice(given ? 0 : 1)
    .map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ''])));
}

function rowsOf(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  const endRow = (): void => {
    row.push(field);
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
    field = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]!;
    if (quoted) {
      if (character !== '"') field += character;
      else if (text[at + 1] === '"') {
        field += '"';
        at += 1;
      } else quoted = false;
    } else if (character === '"' && field === '') quoted = true;
    else if (character === delimiter) {
      row.push(field);
      field = '';
    } else if (character === '\n') endRow();
    else if (character !== '\r' || text[at + 1] !== '\n') field += character;
  }
  endRow();
  return rows;
}
