/**
 * Runs a query over events. Fields are the event's own (`@timestamp`, `@message`, `@logStream`, `@log`,
 * `@ingestionTime`) and, where its message is a JSON object, the object's, with dots between levels.
 */
import { toIso, type Instant } from '../../../kernel/instant.ts';
import { writePosition } from '../event-position.ts';
import type { LogEvent } from '../log-events.ts';
import type { LogGroup } from '../log-groups.ts';
import { compareValues, type Fields, type Value } from './expression.ts';
import type { Command, NamedValue } from './query.ts';

/** Names and values as they are shown. */
type ResultRow = readonly (readonly [field: string, value: string])[];

export interface QueryResults {
  readonly rows: readonly ResultRow[];
  readonly scanned: number;
  readonly matched: number;
  readonly bytes: number;
}

interface Row {
  readonly fields: Fields;
  /** What is shown, in order; the usual fields when nothing was asked for. */
  readonly shown: readonly string[];
}

const USUAL = ['@timestamp', '@message'];
const TIMES: ReadonlySet<string> = new Set(['@timestamp', '@ingestionTime']);

/** @param events newest first */
export function runQuery(
  commands: readonly Command[],
  events: Iterable<{ readonly event: LogEvent; readonly group: LogGroup }>,
  limit: number,
): QueryResults {
  let scanned = 0;
  let bytes = 0;
  const filters = commands.flatMap((command) => (command.kind === 'filter' ? [command] : []));
  const leading = commands.findIndex(({ kind }) => kind !== 'filter');
  const first = filters.slice(0, leading === -1 ? filters.length : leading);
  const found: Row[] = [];
  for (const { event, group } of events) {
    scanned += 1;
    bytes += Buffer.byteLength(event.message);
    const fields = fieldsOf(event, group);
    if (first.every(({ holds }) => holds(fields) === true)) found.push({ fields, shown: USUAL });
  }
  let rows: readonly Row[] = found;
  let matched = found.length;
  for (const command of commands.slice(first.length)) {
    rows = apply(command, rows);
    if (command.kind === 'filter') matched = rows.length;
  }
  const summed = commands.some(({ kind }) => kind === 'stats');
  return { rows: rows.slice(0, limit).map((row) => resultRow(row, summed)), scanned, matched, bytes };
}

function apply(command: Command, rows: readonly Row[]): readonly Row[] {
  switch (command.kind) {
    case 'filter':
      return rows.filter(({ fields }) => command.holds(fields) === true);
    case 'limit':
      return rows.slice(0, command.most);
    case 'fields':
    case 'display':
      return rows.map((row) => withValues(row, command.values, command.kind === 'fields'));
    case 'sort':
      return rows.toSorted((a, b) => {
        for (const { compute, descending } of command.by) {
          const order = compareValues(compute(a.fields), compute(b.fields));
          if (order !== 0) return descending ? -order : order;
        }
        return 0;
      });
    case 'stats':
      return aggregate(command, rows);
  }
}

function withValues(row: Row, values: readonly NamedValue[], adds: boolean): Row {
  const computed = new Map(values.map(({ name, compute }) => [name, compute(row.fields)] as const));
  const names = [...computed.keys()];
  const before = adds && row.shown !== USUAL ? row.shown : [];
  return {
    fields: (name) => (computed.has(name) ? computed.get(name) : row.fields(name)),
    shown: [...new Set([...before, ...names])],
  };
}

function aggregate(
  { aggregates, by }: Extract<Command, { readonly kind: 'stats' }>,
  rows: readonly Row[],
): readonly Row[] {
  const groups = new Map<string, { readonly key: readonly Value[]; readonly rows: Row[] }>();
  if (by.length === 0) groups.set('[]', { key: [], rows: [] });
  for (const row of rows) {
    const key = by.map(({ compute }) => compute(row.fields));
    const text = JSON.stringify(key.map((value) => value ?? null));
    const group = groups.get(text);
    if (group === undefined) groups.set(text, { key, rows: [row] });
    else group.rows.push(row);
  }
  return [...groups.values()].map(({ key, rows: members }) => {
    const values = new Map<string, Value>(by.map(({ name }, index) => [name, key[index]]));
    for (const { name, start } of aggregates) {
      const tally = start();
      for (const { fields } of members) tally.add(fields);
      values.set(name, tally.result());
    }
    return { fields: (name) => values.get(name), shown: [...values.keys()] };
  });
}

function resultRow({ fields, shown }: Row, summed: boolean): ResultRow {
  const names = summed ? shown : [...shown, '@ptr'];
  return names.flatMap((name) => {
    const value = fields(name);
    return value === undefined ? [] : [[name, showValue(name, value)] as const];
  });
}

function showValue(name: string, value: Value): string {
  const isTime = TIMES.has(name) || name.startsWith('bin(');
  return isTime && typeof value === 'number' ? showTime(value) : String(value);
}

/** `2026-11-20 10:11:12.345` */
const showTime = (at: Instant): string => toIso(at).replace('T', ' ').replace('Z', '');

function fieldsOf(event: LogEvent, group: LogGroup): Fields {
  let discovered: ReadonlyMap<string, Value> | undefined;
  return (name) => {
    switch (name) {
      case '@timestamp':
        return event.at;
      case '@ingestionTime':
        return event.ingestedAt;
      case '@message':
        return event.message;
      case '@logStream':
        return event.stream;
      case '@log':
        return `${group.scope.accountId}:${group.name}`;
      case '@ptr':
        return Buffer.from(writePosition(event)).toString('base64');
      default:
        discovered ??= discover(event.message);
        return discovered.get(name);
    }
  };
}

function discover(message: string): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>();
  if (!message.trimStart().startsWith('{')) return found;
  try {
    collect(JSON.parse(message) as object, '', found);
  } catch {
    return found;
  }
  return found;
}

function collect(value: object, prefix: string, into: Map<string, Value>): void {
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    const path = prefix + name;
    if (typeof member === 'object' && member !== null) collect(member, `${path}.`, into);
    else if (typeof member === 'boolean') into.set(path, member ? 1 : 0);
    else if (typeof member === 'string' || typeof member === 'number') into.set(path, member);
  }
}
