/**
 * Splits an expression into tokens, in one pass and without backtracking.
 *
 * Evidence: names start with a letter and go on with letters, digits and underscores (Expressions.ExpressionAttributeNames
 * of the developer guide; `SET _123` was seen refused with token "_", near "SET _123"); placeholders may go on with
 * anything of these from the start.
 */
import { Refusal } from './refusal.ts';

export interface Token {
  readonly kind: 'name' | 'name-placeholder' | 'value-placeholder' | 'number' | 'symbol' | 'unknown' | 'end';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const TOKEN =
  /\s+|(?<name>[A-Za-z][A-Za-z0-9_]*)|(?<placeholder>[#:][A-Za-z0-9_]+)|(?<number>\d+)|(?<symbol><>|<=|>=|[=<>()[\],.+-])|(?<unknown>[^])/gy;

const MAX_BYTES = 4_096;

export function lex(text: string): readonly Token[] {
  if (text === '') throw new Refusal('The expression can not be empty;');
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BYTES) {
    throw new Refusal(`Expression size has exceeded the maximum allowed size; expression size: ${bytes}`);
  }
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const { name, placeholder, number, symbol, unknown } = match.groups ?? {};
    const at = { start: match.index, end: match.index + match[0].length };
    if (name !== undefined) tokens.push({ kind: 'name', text: name, ...at });
    else if (placeholder !== undefined)
      tokens.push({ kind: placeholderKind(placeholder), text: placeholder, ...at });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number, ...at });
    else if (symbol !== undefined) tokens.push({ kind: 'symbol', text: symbol, ...at });
    else if (unknown !== undefined) tokens.push({ kind: 'unknown', text: unknown, ...at });
  }
  tokens.push({ kind: 'end', text: '<EOF>', start: text.length, end: text.length });
  return tokens;
}

const placeholderKind = (text: string): Token['kind'] =>
  text.startsWith('#') ? 'name-placeholder' : 'value-placeholder';
