/**
 * What time does to keys: it rotates those with automatic rotation and removes those whose deletion was scheduled. The
 * records hold the deadlines; a restart sets them again from there.
 *
 * Evidence: KMS developer guide "Rotating AWS KMS keys" (2026-11): a disabled key is not rotated, and when it is enabled
 * after its date it is rotated then.
 */
import type { RotationType } from '@aws-sdk/client-kms';
import { days, type Instant } from '../../kernel/instant.ts';
import type { Cause } from '../../kernel/journal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { keyArn, type Key } from './key.ts';
import type { Keys } from './keys.ts';

export class KeyDeadlines {
  readonly #kernel: Kernel;
  readonly #keys: Keys;

  constructor(kernel: Kernel, keys: Keys) {
    this.#kernel = kernel;
    this.#keys = keys;
    for (const key of keys.withDeadlines()) {
      this.#awaitDeletion(key, 0);
      this.#awaitRotation(key, 0);
    }
  }

  scheduleDeletion(key: Key, deleteAt: Instant, windowDays: number, cause: Cause): void {
    this.#keys.update(key, { state: 'PendingDeletion', deleteAt, windowDays });
    this.#awaitDeletion({ ...key, deleteAt }, cause);
  }

  /** Automatic rotation from now on, every so many days. */
  startRotation(key: Key, period: number, now: Instant, cause: Cause): void {
    const rotation = { days: period, nextAt: now + days(period) };
    this.#keys.update(key, { rotation });
    this.#awaitRotation({ ...key, rotation }, cause);
  }

  /** Gives the key a new secret; what the older ones encrypted stays readable. */
  rotate(key: Key, type: RotationType, now: Instant, cause: Cause): void {
    const { ids, store, journal } = this.#kernel;
    const material = { id: ids.hex(64), bytes: ids.bytes(32), since: now, rotation: type };
    store.transact(() => {
      this.#keys.addMaterial(key.id, material);
      if (key.rotation !== undefined) this.startRotation(key, key.rotation.days, now, cause);
      store.afterCommit(() =>
        journal.append({ type: 'kms.rotation', cause, key: keyArn(key), rotation: type }),
      );
    });
  }

  /** Makes up for a rotation that fell due while the key was disabled. */
  catchUp(key: Key, now: Instant, cause: Cause): void {
    if (key.rotation !== undefined && key.rotation.nextAt <= now) this.rotate(key, 'AUTOMATIC', now, cause);
  }

  #awaitDeletion({ id, deleteAt }: Key, cause: Cause): void {
    if (deleteAt === undefined) return;
    this.#at(deleteAt, () => {
      const key = this.#keys.at(id);
      if (key?.state !== 'PendingDeletion' || key.deleteAt !== deleteAt) return;
      this.#keys.remove(key);
      this.#kernel.journal.append({ type: 'kms.deletion', cause, key: keyArn(key) });
    });
  }

  #awaitRotation({ id, rotation }: Key, cause: Cause): void {
    if (rotation === undefined) return;
    this.#at(rotation.nextAt, () => {
      const key = this.#keys.at(id);
      if (key?.state !== 'Enabled' || key.rotation?.nextAt !== rotation.nextAt) return;
      this.rotate(key, 'AUTOMATIC', this.#kernel.clock.now(), cause);
    });
  }

  #at(instant: Instant, task: () => void): void {
    this.#kernel.store.afterCommit(() => this.#kernel.clock.schedule(instant, task));
  }
}
