/**
 * Throughput on the clock: each table and global index that is provisioned, or on demand up to a maximum, has a bucket
 * for reads and one for writes, refilled by its units every second and holding at most 300 seconds' worth. A request is
 * let in while anything is left and may overdraw, as in AWS. A local index draws on its table.
 *
 * Evidence: aws.md section E.7 and the throttling texts of E.2; developer guide "DynamoDB maximum throughput for
 * on-demand tables" and its page on the exceptions that follow (read 2026-11-29).
 * Gaps: a new table starts with a full bucket; an index that has nothing left for writes does not hold up its table's;
 * the limits of a single partition (3,000 reads, 1,000 writes a second) and the warm throughput of on-demand tables are
 * not enforced.
 */
import type { Instant } from '../../kernel/instant.ts';
import { maximumExceeded, throughputExceeded } from './errors.ts';
import type { Ceiling, Table, Throughput } from './table.ts';
import type { Units } from './units.ts';

const BURST_SECONDS = 300;

export type Direction = 'Read' | 'Write';

interface Bucket {
  tokens: number;
  at: Instant;
}

export class ThroughputLimits {
  readonly #buckets = new Map<string, Bucket>();

  /** @throws AwsError ProvisionedThroughputExceededException or ThrottlingException when nothing is left */
  admit(table: Table, direction: Direction, now: Instant, indexName?: string): void {
    const index = indexName === undefined ? undefined : table.index(indexName);
    const global = index?.global === true ? index : undefined;
    const bucket = this.#bucket(table, direction, now, global?.definition);
    if (bucket === undefined || bucket.tokens > 0) return;
    const part = global === undefined ? 'Table' : 'Index';
    const resource = global === undefined ? table.arn : `${table.arn}/index/${global.name}`;
    if (isProvisioned(table)) {
      throw throughputExceeded(`${part}${direction}ProvisionedThroughputExceeded`, resource);
    }
    throw maximumExceeded(`${part}${direction}MaxOnDemandThroughputExceeded`, resource);
  }

  /** Takes away what a request consumed. */
  charge(table: Table, direction: Direction, units: Units, now: Instant): void {
    let own = units.table;
    for (const [name, amount] of units.indexes) {
      const index = table.index(name);
      if (index?.global === true) take(this.#bucket(table, direction, now, index.definition), amount);
      else own += amount;
    }
    take(this.#bucket(table, direction, now), own);
  }

  /** `undefined` where there is no limit. */
  #bucket(
    table: Table,
    direction: Direction,
    now: Instant,
    owner: Owner = table.definition,
  ): Bucket | undefined {
    const rates = isProvisioned(table) ? owner.throughput : owner.ceiling;
    const rate = direction === 'Read' ? rates?.read : rates?.write;
    if (rate === undefined) return undefined;
    const isTable = owner === table.definition;
    const key = `${table.id}/${isTable ? '' : owner.name}/${direction}`;
    const capacity = rate * BURST_SECONDS;
    const bucket = this.#buckets.get(key) ?? { tokens: capacity, at: now };
    const elapsed = Math.max(0, now - bucket.at) / 1_000;
    bucket.tokens = Math.min(capacity, bucket.tokens + elapsed * rate);
    bucket.at = now;
    this.#buckets.set(key, bucket);
    return bucket;
  }
}

/** A table's or an index's definition. */
interface Owner {
  readonly name?: string;
  readonly throughput: Throughput;
  readonly ceiling?: Ceiling;
}

const isProvisioned = ({ definition }: Table): boolean => definition.billingMode === 'PROVISIONED';

function take(bucket: Bucket | undefined, amount: number): void {
  if (bucket !== undefined) bucket.tokens -= amount;
}
