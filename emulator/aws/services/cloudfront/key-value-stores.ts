/**
 * Key value stores, which functions read (aws.md section A.17). Pairs come from the object that a store is created from:
 * `{"data": [{"key": "…", "value": "…"}]}`.
 *
 * Gaps: the data plane (PutKey, UpdateKeys and the like), which has an endpoint and a client of its own.
 */
import type { KeyValueStore } from '@aws-sdk/client-cloudfront';
import type { Ids } from '../../kernel/ids.ts';
import { toDate, toIso } from '../../kernel/instant.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { arnOf } from './addressing.ts';
import { invalidArgument, tooLarge } from './errors.ts';
import { KEY_VALUE_STORE } from './resource-kinds.ts';
import { Resources, type Resource } from './resources.ts';
import type { Revision } from './revision.ts';
import type { StoreFacts } from './runtime/function-runtime.ts';

export interface KeyValueStoreConfig {
  readonly comment: string;
}

export interface Pair {
  readonly key: string;
  readonly value: string;
}

const LARGEST_STORE = 5 * 1_024 * 1_024;
const LARGEST_KEY = 512;
const LARGEST_VALUE = 1_024;

export class KeyValueStores {
  readonly resources: Resources<KeyValueStoreConfig>;
  readonly #put: Statement<never>;
  readonly #value: Statement<{ value: string }>;
  readonly #count: Statement<{ n: number }>;
  readonly #empty: Statement<never>;

  constructor(store: Store, ids: Ids, revision: Revision) {
    this.resources = new Resources(store, ids, KEY_VALUE_STORE, revision);
    this.#put = store.statement(
      'INSERT OR REPLACE INTO cloudfront_pairs (store, key, value) VALUES (?, ?, ?)',
    );
    this.#value = store.statement('SELECT value FROM cloudfront_pairs WHERE store = ? AND key = ?');
    this.#count = store.statement('SELECT count(*) AS n FROM cloudfront_pairs WHERE store = ?');
    this.#empty = store.statement('DELETE FROM cloudfront_pairs WHERE store = ?');
  }

  fill(id: string, pairs: readonly Pair[]): void {
    for (const { key, value } of pairs) this.#put.run(id, key, value);
  }

  value(id: string, key: string): string | undefined {
    return this.#value.get(id, key)?.value;
  }

  /** What functions learn of a store. */
  about(id: string): StoreFacts | undefined {
    const found = this.resources.anywhere(id);
    if (found === undefined) return undefined;
    return {
      creationDateTime: toIso(found.created),
      lastUpdatedDateTime: toIso(found.modified),
      keyCount: this.#count.get(id)?.n ?? 0,
    };
  }

  remove(store: Resource<KeyValueStoreConfig>): void {
    this.#empty.run(store.id);
    this.resources.remove(store);
  }
}

/** @throws AwsError InvalidArgument, EntitySizeLimitExceeded */
export function readPairs(text: string): Pair[] {
  const pairs = pairsOf(text);
  if (pairs === undefined) throw invalidArgument('The import source is not a valid JSON document of pairs.');
  const size = pairs.reduce((sum, { key, value }) => sum + Buffer.byteLength(key + value), 0);
  if (size > LARGEST_STORE) {
    throw tooLarge('EntitySizeLimitExceeded', 'The entity size limit has been exceeded.');
  }
  return pairs;
}

function pairsOf(text: string): Pair[] | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  const data = (document as { data?: unknown } | null)?.data;
  if (!Array.isArray(data)) return undefined;
  return data.every(isPair) ? data.map(({ key, value }) => ({ key, value })) : undefined;
}

const isPair = (pair: unknown): pair is Pair => {
  const { key, value } = (pair ?? {}) as Partial<Pair>;
  if (typeof key !== 'string' || typeof value !== 'string' || key === '') return false;
  return Buffer.byteLength(key) <= LARGEST_KEY && Buffer.byteLength(value) <= LARGEST_VALUE;
};

export const keyValueStoreOf = (store: Resource<KeyValueStoreConfig>): KeyValueStore => ({
  Name: store.name,
  Id: store.id,
  Comment: store.config.comment,
  ARN: arnOf(store.account, KEY_VALUE_STORE.path, store.id),
  Status: 'READY',
  LastModifiedTime: toDate(store.modified),
});

/** The id in a store's ARN. */
export const storeIdOf = (storeArn: string): string => storeArn.slice(storeArn.indexOf('/') + 1);
