/**
 * Secrets Manager: secrets, their versions and labels, rotation through functions, and deletion with a time to repent.
 *
 * Gaps: replicas in other regions and managed external secrets answer 501. Values are not enciphered in the records; who
 * may not use the KMS key is refused as if they were.
 */
import { days, type Instant } from '../../kernel/instant.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Cause } from '../../kernel/journal.ts';
import { Rotations } from './rotations.ts';
import { MIGRATIONS } from './schema.ts';
import { chargeForSecrets } from './secret-charges.ts';
import { secretArn, type Secret } from './secret.ts';
import { Secrets } from './secrets.ts';
import { Versions } from './versions.ts';

export class SecretsManager {
  readonly kernel: Kernel;
  readonly secrets: Secrets;
  readonly versions: Versions;
  readonly rotations: Rotations;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
    kernel.store.define('secrets-manager', MIGRATIONS);
    this.secrets = new Secrets(kernel.store);
    this.versions = new Versions(kernel.store);
    this.rotations = new Rotations(kernel, this.secrets, this.versions);
    chargeForSecrets(kernel);
    for (const secret of this.secrets.withDeadlines()) this.#awaitPurge(secret, 0);
  }

  /** Marks the secret as deleted; it is gone for good when the window is over. */
  scheduleDeletion(secret: Secret, windowDays: number, now: Instant, cause: Cause): Instant {
    const purgeAt = now + days(windowDays);
    this.#awaitPurge(this.secrets.update(secret, { purgeAt }), cause);
    return purgeAt;
  }

  #awaitPurge({ id, purgeAt }: Secret, cause: Cause): void {
    if (purgeAt === undefined) return;
    const { clock, store, journal } = this.kernel;
    store.afterCommit(() =>
      clock.schedule(purgeAt, () => {
        const secret = this.secrets.at(id);
        if (secret?.purgeAt !== purgeAt) return;
        this.secrets.remove(secret);
        journal.append({ type: 'secrets-manager.deletion', cause, secret: secretArn(secret) });
      }),
    );
  }
}
