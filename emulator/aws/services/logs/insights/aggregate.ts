/** What `stats` computes over events. */
import { notImplemented } from '../../../kernel/aws-error.ts';
import { malformedQuery } from '../errors.ts';
import {
  compareValues,
  numberOf,
  readExpression,
  type Compute,
  type Fields,
  type Value,
} from './expression.ts';
import type { TokenReader } from './tokens.ts';

/** Takes events one by one and tells the result. */
interface Tally {
  add(fields: Fields): void;
  result(): Value;
}

export interface Aggregate {
  readonly name: string;
  readonly start: () => Tally;
}

type Summary = (values: readonly Value[]) => Value;

const numbers = (values: readonly Value[]): readonly number[] =>
  values.map(numberOf).filter((value) => value !== undefined);

const sum = (values: readonly Value[]): number => numbers(values).reduce((total, value) => total + value, 0);

const extreme =
  (sign: 1 | -1): Summary =>
  (values) =>
    values.reduce(
      (best, value) => (best === undefined || compareValues(value, best) * sign > 0 ? value : best),
      undefined,
    );

const SUMMARIES: Readonly<Record<string, Summary>> = {
  count: (values) => values.length,
  count_distinct: (values) => new Set(values).size,
  sum,
  avg: (values) => {
    const counted = numbers(values);
    return counted.length === 0 ? undefined : sum(counted) / counted.length;
  },
  min: extreme(-1),
  max: extreme(1),
  earliest: (values) => values.at(-1),
  latest: (values) => values[0],
};

/** @throws AwsError MalformedQueryException; NotImplemented for functions that are not here */
export function readAggregate(reader: TokenReader): Aggregate {
  const { value: start, written } = reader.record(() => readTally(reader));
  return { start, name: reader.takeIf('as') ? reader.word() : written };
}

function readTally(reader: TokenReader): () => Tally {
  const name = reader.word().toLowerCase();
  reader.expect('(');
  if (name === 'count' && (reader.takeIf('*', ')') || reader.takeIf(')'))) return countAll;
  const compute = readExpression(reader);
  const percentile = name === 'pct' || name === 'percentile' ? readRank(reader) : undefined;
  reader.expect(')');
  const summary = percentile === undefined ? SUMMARIES[name] : rankSummary(percentile);
  if (summary === undefined) throw notImplemented('cloudwatch-logs', `the query function ${name}`);
  return () => tallyOf(compute, summary);
}

function countAll(): Tally {
  let count = 0;
  return { add: () => void (count += 1), result: () => count };
}

function tallyOf(compute: Compute, summary: Summary): Tally {
  const values: Value[] = [];
  return {
    add(fields) {
      const value = compute(fields);
      if (value !== undefined) values.push(value);
    },
    result: () => summary(values),
  };
}

function readRank(reader: TokenReader): number {
  reader.expect(',');
  const token = reader.take();
  if (token.kind !== 'number' || token.value < 0 || token.value > 100) {
    throw malformedQuery(`unexpected symbol found ${token.text}`);
  }
  return token.value;
}

const rankSummary =
  (rank: number): Summary =>
  (values) => {
    const ordered = numbers(values).toSorted((a, b) => a - b);
    return ordered[Math.max(0, Math.ceil((rank / 100) * ordered.length) - 1)];
  };
