/**
 * Metrics and the samples kept of them. What clients put is stored at once; what services tell of themselves is gathered
 * in memory for the minute it happens in, so that a busy data path pays for an addition and not for a record, and stored
 * when somebody reads, when the minute is over, or at the end. A killed process loses that minute of the services' own
 * metrics, never a client's.
 */
import type { Clock } from '../../kernel/clock.ts';
import { minutes, seconds, type Duration, type Instant } from '../../kernel/instant.ts';
import type { MetricDatum } from '../../kernel/ports.ts';
import type { Scope } from '../../kernel/scope.ts';
import type { SqlValue, Statement, Store } from '../../kernel/store.ts';
import { dimensionsText, metricKey, orderDimensions, type DimensionPair, type MetricName } from './metric.ts';
import { Sample } from './sample.ts';

export interface Measurement {
  readonly at: Instant;
  readonly unit: string;
  /** True keeps whole seconds apart, false whole minutes. */
  readonly fine: boolean;
  readonly sample: Sample;
}

export interface KeptSample {
  readonly at: Instant;
  readonly unit: string;
  readonly sample: Sample;
}

export interface ListedMetric extends Omit<MetricName, 'scope'> {
  readonly id: number;
}

interface SampleRow {
  readonly at: number;
  readonly unit: string;
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  readonly distribution: string | null;
}

interface MetricRow {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: string;
}

interface Gathering {
  readonly metric: MetricName;
  readonly at: Instant;
  readonly unit: string;
  readonly sample: Sample;
  settled: boolean;
}

/** What a service tells of one metric. */
interface Series {
  readonly metric: MetricName;
  readonly key: string;
  readonly unit: string;
  /** Where its last value went. */
  gathering: Gathering | undefined;
}

const MOST_SERIES = 10_000;

/** Told of a metric's key whenever a stretch of time gets its first value, or a client adds some; `fine` for whole seconds. */
export type DataListener = (key: string, fine: boolean) => void;

export const FINE: Duration = seconds(1);
export const COARSE: Duration = minutes(1);

export class Metrics {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #ids = new Map<string, number>();
  readonly #listeners: DataListener[] = [];
  readonly #series = new Map<string, Series>();
  #gathering = new Map<string, Gathering>();
  readonly #find: Statement<{ id: number }>;
  readonly #insert: Statement<never>;
  readonly #touch: Statement<never>;
  readonly #sample: Statement<SampleRow>;
  readonly #keep: Statement<never>;
  readonly #samples: Statement<SampleRow>;
  readonly #instants: Statement<{ at: Instant }>;

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
    this.#find = store.statement(
      `SELECT id FROM cloudwatch_metrics
       WHERE account_id = ? AND region = ? AND namespace = ? AND name = ? AND dimensions = ?`,
    );
    this.#insert = store.statement(
      `INSERT INTO cloudwatch_metrics (account_id, region, namespace, name, dimensions, last_at)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.#touch = store.statement('UPDATE cloudwatch_metrics SET last_at = max(last_at, ?) WHERE id = ?');
    this.#sample = store.statement(
      'SELECT * FROM cloudwatch_samples WHERE metric = ? AND at = ? AND resolution = ? AND unit = ?',
    );
    this.#keep = store.statement(
      `INSERT INTO cloudwatch_samples (metric, resolution, at, unit, count, sum, min, max, distribution)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (metric, at, resolution, unit) DO UPDATE SET count = excluded.count, sum = excluded.sum,
         min = excluded.min, max = excluded.max, distribution = excluded.distribution`,
    );
    this.#samples = store.statement(
      `SELECT at, unit, count, sum, min, max, distribution FROM cloudwatch_samples
       WHERE metric = ? AND at >= ? AND at < ? AND resolution <= ? ORDER BY at`,
    );
    this.#instants = store.statement(
      'SELECT DISTINCT at FROM cloudwatch_samples WHERE metric = ? AND at >= ?',
    );
  }

  /** Hears of data as it comes. */
  onData(listener: DataListener): void {
    this.#listeners.push(listener);
  }

  /** Stores measurements in the surrounding transaction. */
  write(metric: MetricName, measurements: readonly Measurement[]): void {
    const key = metricKey(metric);
    const id = this.#require(metric, key);
    for (const { at, unit, fine, sample } of measurements) {
      this.addTo(id, fine ? FINE : COARSE, at, unit, sample);
      this.#touch.run(at, id);
    }
    this.#store.afterCommit(() =>
      this.#tell(
        key,
        measurements.some(({ fine }) => fine),
      ),
    );
  }

  /** Adds a value that a service tells of itself, without touching the records yet. */
  gather(scope: Scope, datum: MetricDatum): void {
    const { value, at, times = 1 } = datum;
    const minute = startOf(at, COARSE);
    const series = this.#seriesOf(scope, datum);
    let { gathering } = series;
    if (gathering?.at !== minute || gathering.settled)
      gathering = series.gathering = this.#gatheringOf(series, minute);
    gathering.sample.add(value, times);
  }

  /** What is told again and again is found by what it is told with. */
  #seriesOf(scope: Scope, { namespace, name, unit, dimensions }: MetricDatum): Series {
    let text = `${scope.accountId}\0${scope.region}\0${namespace}\0${name}\0${unit}`;
    for (const dimension in dimensions) text += `\0${dimension}\0${dimensions[dimension]}`;
    const known = this.#series.get(text);
    if (known !== undefined) return known;
    const pairs = orderDimensions(Object.entries(dimensions));
    const metric = { scope, namespace, name, dimensions: pairs };
    const series: Series = { metric, key: metricKey(metric), unit, gathering: undefined };
    if (this.#series.size >= MOST_SERIES) this.#series.clear();
    this.#series.set(text, series);
    return series;
  }

  #gatheringOf({ metric, key, unit }: Series, minute: Instant): Gathering {
    const slot = `${minute}\0${unit}\0${key}`;
    const known = this.#gathering.get(slot);
    if (known !== undefined) return known;
    if (this.#gathering.size === 0) {
      this.#clock.schedule(startOf(this.#clock.now(), COARSE) + COARSE, () => this.settle());
    }
    const gathering: Gathering = { metric, at: minute, unit, sample: new Sample(), settled: false };
    this.#gathering.set(slot, gathering);
    this.#tell(key, false);
    return gathering;
  }

  /** Stores what has been gathered. */
  settle(): void {
    if (this.#gathering.size === 0) return;
    const gathered = this.#gathering;
    this.#gathering = new Map();
    this.#store.transact(() => {
      for (const gathering of gathered.values()) {
        gathering.settled = true;
        const { metric, at, unit, sample } = gathering;
        const id = this.#require(metric, metricKey(metric));
        this.addTo(id, COARSE, at, unit, sample);
        this.#touch.run(at, id);
      }
    });
  }

  /** Adds a sample to the one kept for its stretch of time. */
  addTo(metric: number, resolution: Duration, at: Instant, unit: string, sample: Sample): void {
    const start = startOf(at, resolution);
    const kept = this.#sample.get(metric, start, resolution, unit);
    const total = kept === undefined ? sample : sampleOf(kept);
    if (kept !== undefined) total.merge(sample);
    const { count, sum, min, max, distribution } = total;
    const text = distribution === undefined ? null : JSON.stringify([...distribution]);
    this.#keep.run(metric, resolution, start, unit, count, sum, min, max, text);
  }

  /** Samples of a metric in order of time, none kept more coarsely than the period. */
  read(metric: MetricName, from: Instant, until: Instant, period: Duration): readonly KeptSample[] {
    this.settle();
    const id = this.#known(metric, metricKey(metric));
    if (id === undefined) return [];
    return this.#samples
      .all(id, from, until, period)
      .map((row) => ({ at: row.at, unit: row.unit, sample: sampleOf(row) }));
  }

  /** The instants of a metric's samples from one on. */
  instants(metric: MetricName, from: Instant): readonly Instant[] {
    this.settle();
    const id = this.#known(metric, metricKey(metric));
    return id === undefined ? [] : this.#instants.all(id, from).map(({ at }) => at);
  }

  /** Metrics that have had data since, in the order in which they first came, after an id. */
  list(
    { accountId, region }: Scope,
    filter: {
      readonly namespace?: string | undefined;
      readonly name?: string | undefined;
      readonly dimensions: readonly (readonly [name: string, value: string | undefined])[];
    },
    since: Instant,
    after: number,
    limit: number,
  ): readonly ListedMetric[] {
    this.settle();
    const conditions = ['account_id = ?', 'region = ?', 'last_at >= ?', 'id > ?'];
    const values: SqlValue[] = [accountId, region, since, after];
    if (filter.namespace !== undefined) {
      conditions.push('namespace = ?');
      values.push(filter.namespace);
    }
    if (filter.name !== undefined) {
      conditions.push('name = ?');
      values.push(filter.name);
    }
    const found: ListedMetric[] = [];
    const rows = this.#store
      .statement<MetricRow>(`SELECT * FROM cloudwatch_metrics WHERE ${conditions.join(' AND ')} ORDER BY id`)
      .iterate(...values);
    for (const { id, namespace, name, dimensions: text } of rows) {
      const dimensions = JSON.parse(text) as readonly DimensionPair[];
      const fits = filter.dimensions.every(([wanted, value]) =>
        dimensions.some(([has, hasValue]) => has === wanted && (value ?? hasValue) === hasValue),
      );
      if (fits) found.push({ id, namespace, name, dimensions });
      if (found.length === limit) break;
    }
    return found;
  }

  /** Forgets ids that retention may have removed. */
  forget(): void {
    this.#ids.clear();
  }

  #tell(key: string, fine: boolean): void {
    for (const listener of this.#listeners) listener(key, fine);
  }

  #known(metric: MetricName, key: string): number | undefined {
    const cached = this.#ids.get(key);
    if (cached !== undefined) return cached;
    const { scope, namespace, name } = metric;
    const id = this.#find.get(scope.accountId, scope.region, namespace, name, dimensionsText(metric))?.id;
    if (id !== undefined) this.#ids.set(key, id);
    return id;
  }

  #require(metric: MetricName, key: string): number {
    const known = this.#known(metric, key);
    if (known !== undefined) return known;
    const { scope, namespace, name } = metric;
    return this.#insert.run(scope.accountId, scope.region, namespace, name, dimensionsText(metric), 0).rowid;
  }
}

/** The beginning of the stretch of time that an instant is in. */
export const startOf = (at: Instant, length: Duration): Instant => Math.floor(at / length) * length;

export function sampleOf(row: Omit<SampleRow, 'at' | 'unit'>): Sample {
  const { distribution: text } = row;
  return Sample.of(row, text === null ? undefined : new Map(JSON.parse(text) as [number, number][]));
}
