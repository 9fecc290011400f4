/** Tags of distributions. Keys to 128 and values to 256 characters, fifty each (aws.md section A.1). */
import type { Tag } from '@aws-sdk/client-cloudfront';
import type { Statement, Store } from '../../kernel/store.ts';
import { invalid } from './errors.ts';

const MOST = 50;
const TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

export class Tags {
  readonly #put: Statement<never>;
  readonly #take: Statement<never>;
  readonly #of: Statement<{ key: string; value: string }>;
  readonly #forget: Statement<never>;

  constructor(store: Store) {
    this.#put = store.statement('INSERT OR REPLACE INTO cloudfront_tags (arn, key, value) VALUES (?, ?, ?)');
    this.#take = store.statement('DELETE FROM cloudfront_tags WHERE arn = ? AND key = ?');
    this.#of = store.statement('SELECT key, value FROM cloudfront_tags WHERE arn = ? ORDER BY key');
    this.#forget = store.statement('DELETE FROM cloudfront_tags WHERE arn = ?');
  }

  of(arn: string): Tag[] {
    return this.#of.all(arn).map(({ key, value }) => ({ Key: key, Value: value }));
  }

  /** @throws AwsError InvalidTagging */
  put(arn: string, tags: readonly Tag[]): void {
    for (const { Key: key = '', Value: value = '' } of tags) {
      const bad = key === '' || key.length > 128 || value.length > 256 || /^aws:/i.test(key);
      if (bad || !TEXT.test(key) || !TEXT.test(value)) {
        throw invalid('InvalidTagging', 'The tagging specified is not valid.');
      }
    }
    const keys = new Set([...this.of(arn), ...tags].map(({ Key }) => Key));
    if (keys.size > MOST) throw invalid('InvalidTagging', 'The tagging specified is not valid.');
    for (const { Key = '', Value = '' } of tags) this.#put.run(arn, Key, Value);
  }

  take(arn: string, keys: readonly string[]): void {
    for (const key of keys) this.#take.run(arn, key);
  }

  forget(arn: string): void {
    this.#forget.run(arn);
  }
}
