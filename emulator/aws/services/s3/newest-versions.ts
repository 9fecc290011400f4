/**
 * The newest versions of the keys that were read last, which is what reads ask for again and again. Whoever changes a
 * key's versions says so here before anybody can read the key again.
 */
import type { ObjectVersion } from './object.ts';

/** How many are remembered; then the one remembered first goes. */
const REMEMBERED = 4_096;

export class NewestVersions {
  readonly #versions = new Map<string, ObjectVersion>();

  get(bucket: number, key: string): ObjectVersion | undefined {
    return this.#versions.get(slotOf(bucket, key));
  }

  keep(version: ObjectVersion): void {
    if (this.#versions.size >= REMEMBERED) this.#versions.delete(this.#versions.keys().next().value ?? '');
    this.#versions.set(slotOf(version.bucket, version.key), version);
  }

  forget(bucket: number, key: string): void {
    this.#versions.delete(slotOf(bucket, key));
  }
}

const slotOf = (bucket: number, key: string): string => `${bucket}/${key}`;
