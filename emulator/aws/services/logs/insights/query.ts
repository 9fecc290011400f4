/**
 * Logs Insights queries: commands in a row, each working on what the one before it left.
 *
 *   fields @timestamp, level, strlen(@message) as size | filter level = "ERROR" | sort size desc | limit 20
 *   stats count(*) as errors, avg(took) by bin(5m), route
 *
 * Evidence: CloudWatch Logs user guide "CloudWatch Logs Insights QL", read 2026-11-20. Gaps: the commands parse, dedup,
 * unnest, pattern, diff, join and their like, arithmetic and most functions are refused by name, as are SQL and PPL.
 */
import { notImplemented } from '../../../kernel/aws-error.ts';
import { malformedQuery } from '../errors.ts';
import { readAggregate, type Aggregate } from './aggregate.ts';
import { readExpression, type Compute } from './expression.ts';
import { tokenise, TokenReader } from './tokens.ts';

export interface NamedValue {
  readonly name: string;
  readonly compute: Compute;
}

export type Command =
  | { readonly kind: 'fields' | 'display'; readonly values: readonly NamedValue[] }
  | { readonly kind: 'filter'; readonly holds: Compute }
  | {
      readonly kind: 'sort';
      readonly by: readonly { readonly compute: Compute; readonly descending: boolean }[];
    }
  | { readonly kind: 'limit'; readonly most: number }
  | { readonly kind: 'stats'; readonly aggregates: readonly Aggregate[]; readonly by: readonly NamedValue[] };

const UNKNOWN: ReadonlySet<string> = new Set([
  'addtotals',
  'anomaly',
  'dedup',
  'diff',
  'filterindex',
  'join',
  'lookup',
  'parse',
  'pattern',
  'source',
  'subquery',
  'unmask',
  'unnest',
]);

/** @throws AwsError MalformedQueryException; NotImplemented for commands that are not here */
export function parseQuery(text: string): readonly Command[] {
  const reader = new TokenReader(tokenise(text));
  const commands: Command[] = [];
  do commands.push(readCommand(reader));
  while (reader.takeIf('|'));
  if (!reader.atEnd) throw reader.unexpected();
  return commands;
}

function readCommand(reader: TokenReader): Command {
  const name = reader.word().toLowerCase();
  switch (name) {
    case 'fields':
    case 'display':
      return { kind: name, values: readSeveral(reader, () => readNamed(reader)) };
    case 'filter':
      return { kind: 'filter', holds: readExpression(reader) };
    case 'sort':
      return { kind: 'sort', by: readSeveral(reader, () => readSortKey(reader)) };
    case 'limit': {
      const token = reader.take();
      if (token.kind !== 'number') throw malformedQuery(`unexpected symbol found ${token.text}`);
      return { kind: 'limit', most: token.value };
    }
    case 'stats': {
      const aggregates = readSeveral(reader, () => readAggregate(reader));
      const by = reader.takeIf('by') ? readSeveral(reader, () => readNamed(reader)) : [];
      return { kind: 'stats', aggregates, by };
    }
    default:
      if (UNKNOWN.has(name)) throw notImplemented('cloudwatch-logs', `the query command ${name}`);
      throw malformedQuery(`unexpected symbol found ${name}`);
  }
}

function readSeveral<Item>(reader: TokenReader, read: () => Item): readonly Item[] {
  const items = [read()];
  while (reader.takeIf(',')) items.push(read());
  return items;
}

function readSortKey(reader: TokenReader) {
  const compute = readExpression(reader);
  const descending = reader.takeIf('desc');
  if (!descending) reader.takeIf('asc');
  return { compute, descending };
}

/** `took`, or `strlen(@message) as size`; without a name, what was written is the name. */
function readNamed(reader: TokenReader): NamedValue {
  const { value: compute, written } = reader.record(() => readExpression(reader));
  return { compute, name: reader.takeIf('as') ? reader.word() : written };
}
