/**
 * Metric filters: what a group's new events tell metrics. Evidence: API reference "PutMetricFilter" and
 * "MetricTransformation", user guide "Creating metrics from log events using filters", read 2026-11-20.
 *
 * Gaps: a default value is told once for each batch of events in which none matches; AWS tells it once a minute. Filters
 * with selection criteria or system fields are refused by name.
 */
import type { MetricTransformation } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../kernel/aws-error.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { MetricDatum } from '../../kernel/ports.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { metricFilterNotFound, tooManyFilters } from './errors.ts';
import { lookUp, parseObject, readPath } from './filter-json.ts';
import { compileFilter } from './filter-pattern.ts';
import type { NewEvent } from './log-events.ts';
import type { LogGroup } from './log-groups.ts';
import type { Matcher } from './matcher.ts';

export interface MetricFilter {
  readonly name: string;
  readonly pattern: string;
  readonly transformations: readonly MetricTransformation[];
  readonly createdAt: Instant;
}

interface CompiledFilter extends MetricFilter {
  readonly matches: Matcher;
}

interface Row {
  readonly name: string;
  readonly pattern: string;
  readonly transformations: string;
  readonly created_at: number;
}

const MOST_FILTERS = 100;

export class MetricFilters {
  readonly #put: Statement<never>;
  readonly #list: Statement<Row>;
  readonly #remove: Statement<never>;
  /** Asked for with every write, changed by few. */
  readonly #known = new Map<number, readonly CompiledFilter[]>();

  constructor(store: Store) {
    this.#put = store.statement(
      `INSERT INTO logs_metric_filters (group_id, name, pattern, transformations, created_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (group_id, name) DO UPDATE SET pattern = excluded.pattern,
         transformations = excluded.transformations`,
    );
    this.#list = store.statement('SELECT * FROM logs_metric_filters WHERE group_id = ? ORDER BY name');
    this.#remove = store.statement('DELETE FROM logs_metric_filters WHERE group_id = ? AND name = ?');
  }

  /** @throws AwsError LimitExceededException, InvalidParameterException for patterns that are none */
  put(group: LogGroup, filter: Omit<MetricFilter, 'createdAt'>, now: Instant): void {
    compileFilter(filter.pattern);
    const { name, pattern, transformations } = filter;
    const others = this.of(group).filter((other) => other.name !== name);
    if (others.length >= MOST_FILTERS) throw tooManyFilters();
    this.#put.run(group.id, name, pattern, JSON.stringify(transformations), now);
    this.#known.delete(group.id);
  }

  /** In order of name. */
  of(group: LogGroup): readonly MetricFilter[] {
    return this.#compiled(group);
  }

  /** @throws AwsError ResourceNotFoundException */
  remove(group: LogGroup, name: string): void {
    if (this.#remove.run(group.id, name).changes === 0) throw metricFilterNotFound();
    this.#known.delete(group.id);
  }

  /** Forgets a group that is removed. */
  forget(group: LogGroup): void {
    this.#known.delete(group.id);
  }

  /** What a batch of new events tells metrics. */
  dataOf(group: LogGroup, events: readonly NewEvent[]): readonly MetricDatum[] {
    return this.#compiled(group).flatMap(({ matches, transformations }) => {
      const matching = events.filter(({ message }) => matches(message));
      return transformations.flatMap((transformation) => {
        const data = matching
          .map((event) => datumOf(transformation, event))
          .filter((datum) => datum !== undefined);
        return data.length > 0 ? data : defaultOf(transformation, events);
      });
    });
  }

  #compiled(group: LogGroup): readonly CompiledFilter[] {
    const known = this.#known.get(group.id);
    if (known !== undefined) return known;
    const filters = this.#list.all(group.id).map((row): CompiledFilter => ({
      name: row.name,
      pattern: row.pattern,
      transformations: JSON.parse(row.transformations) as MetricTransformation[],
      createdAt: row.created_at,
      matches: orNot(compileFilter(row.pattern)),
    }));
    this.#known.set(group.id, filters);
    return filters;
  }
}

/** An event on which an expression takes too long is written all the same, and counts as no match. */
const orNot =
  (matches: Matcher): Matcher =>
  (message) => {
    try {
      return matches(message);
    } catch (error) {
      if (error instanceof AwsError) return false;
      throw error;
    }
  };

/** Nothing when the event lacks the value, or a dimension. */
function datumOf(transformation: MetricTransformation, { at, message }: NewEvent): MetricDatum | undefined {
  const { metricValue = '', dimensions = {} } = transformation;
  const value = Number(fieldOf(message, metricValue));
  const pairs = Object.entries(dimensions).map(([name, path]) => [name, fieldOf(message, path)] as const);
  if (!Number.isFinite(value) || pairs.some(([, text]) => text === undefined || text === ''))
    return undefined;
  return {
    ...common(transformation),
    dimensions: Object.fromEntries(pairs) as Record<string, string>,
    value,
    at,
  };
}

function defaultOf(
  transformation: MetricTransformation,
  events: readonly NewEvent[],
): readonly MetricDatum[] {
  const [{ at } = { at: undefined }] = events;
  const { defaultValue: value } = transformation;
  return value === undefined || at === undefined
    ? []
    : [{ ...common(transformation), dimensions: {}, value, at }];
}

const common = ({ metricNamespace = '', metricName = '', unit = 'None' }: MetricTransformation) => ({
  namespace: metricNamespace,
  name: metricName,
  unit,
});

/** A constant as it is written, or the JSON field that a path names. */
function fieldOf(message: string, given: string): string | undefined {
  if (!given.startsWith('$')) return given;
  const event = parseObject(message);
  const value = event === undefined ? undefined : lookUp(event, readPath(given));
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
