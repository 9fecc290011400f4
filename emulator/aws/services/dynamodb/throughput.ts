/**
 * Provisioned throughput on the clock: each table and global index has a bucket for reads and one for writes, refilled
 * by its units every second and holding at most 300 seconds' worth. A request is let in while anything is left and may
 * overdraw, as in AWS. A local index draws on its table.
 *
 * Evidence: aws.md section E.7 and the throttling texts of E.2.
 * Gaps: a new table starts with a full bucket; the limits of a single partition (3,000 reads, 1,000 writes a second) and
 * the warm throughput of on-demand tables are not enforced.
 */
import type { Instant } from '../../kernel/instant.ts';
import { throughputExceeded } from './errors.ts';
import type { Table, Throughput } from './table.ts';
import type { Units } from './units.ts';

const BURST_SECONDS = 300;

export type Direction = 'Read' | 'Write';

interface Bucket {
  tokens: number;
  at: Instant;
}

export class ThroughputLimits {
  readonly #buckets = new Map<string, Bucket>();

  /** @throws AwsError ProvisionedThroughputExceededException when nothing is left of what is provisioned */
  admit(table: Table, direction: Direction, now: Instant, indexName?: string): void {
    if (table.definition.billingMode !== 'PROVISIONED') return;
    const index = indexName === undefined ? undefined : table.index(indexName);
    const global = index?.global === true ? index : undefined;
    const bucket = this.#bucket(table, direction, now, global?.definition);
    if (bucket.tokens > 0) return;
    const part = global === undefined ? 'Table' : 'Index';
    const resource = global === undefined ? table.arn : `${table.arn}/index/${global.name}`;
    throw throughputExceeded(`${part}${direction}ProvisionedThroughputExceeded`, resource);
  }

  /** Takes away what a request consumed. */
  charge(table: Table, direction: Direction, units: Units, now: Instant): void {
    if (table.definition.billingMode !== 'PROVISIONED') return;
    let own = units.table;
    for (const [name, amount] of units.indexes) {
      const index = table.index(name);
      if (index?.global === true) this.#bucket(table, direction, now, index.definition).tokens -= amount;
      else own += amount;
    }
    this.#bucket(table, direction, now).tokens -= own;
  }

  #bucket(
    table: Table,
    direction: Direction,
    now: Instant,
    owner: { readonly name?: string; readonly throughput: Throughput } = table.definition,
  ): Bucket {
    const isTable = owner === table.definition;
    const key = `${table.id}/${isTable ? '' : owner.name}/${direction}`;
    const rate = direction === 'Read' ? owner.throughput.read : owner.throughput.write;
    const capacity = rate * BURST_SECONDS;
    const bucket = this.#buckets.get(key) ?? { tokens: capacity, at: now };
    const elapsed = Math.max(0, now - bucket.at) / 1_000;
    bucket.tokens = Math.min(capacity, bucket.tokens + elapsed * rate);
    bucket.at = now;
    this.#buckets.set(key, bucket);
    return bucket;
  }
}
