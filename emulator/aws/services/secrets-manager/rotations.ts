/**
 * Rotation through a function: a version is announced under AWSPENDING, and the function is invoked with four steps,
 * after the last of which it has moved AWSCURRENT to that version itself. A step that fails ends the attempt.
 *
 * Evidence: Secrets Manager user guide "Lambda rotation functions" (2026-11). Gaps (unverified): there are five attempts,
 * one minute apart and then twice as long each time; a rotation that failed is taken up again on its schedule.
 */
import { minutes } from '../../kernel/instant.ts';
import type { Cause } from '../../kernel/journal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Delivery, DeliveryOutcome } from '../../kernel/outbox.ts';
import type { Principal } from '../../kernel/scope.ts';
import { AwsError } from '../../kernel/aws-error.ts';
import { functionNotPermitted } from './errors.ts';
import { nextRotation } from './rotation-schedule.ts';
import { secretArn, type Secret } from './secret.ts';
import type { Secrets } from './secrets.ts';
import { CURRENT, PENDING, type Versions } from './versions.ts';

const TOPIC = 'secrets-manager.rotation';
const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];
const ATTEMPTS = 5;

interface Rotation {
  readonly secret: number;
  /** The version that the function is to fill. */
  readonly versionId: string;
}

export class Rotations {
  readonly #kernel: Kernel;
  readonly #secrets: Secrets;
  readonly #versions: Versions;

  constructor(kernel: Kernel, secrets: Secrets, versions: Versions) {
    this.#kernel = kernel;
    this.#secrets = secrets;
    this.#versions = versions;
    kernel.outbox.handle<Rotation>(TOPIC, (delivery) => this.#run(delivery));
    for (const secret of secrets.withDeadlines()) this.await(secret);
  }

  /** Whether a rotation was begun and has not moved AWSCURRENT yet. */
  underWay(secret: Secret): boolean {
    const pending = this.#versions.labelled(secret, PENDING);
    return pending !== undefined && !pending.stages.includes(CURRENT);
  }

  /** @throws AwsError AccessDeniedException unless the function lets Secrets Manager invoke it for this secret */
  checkFunction(secret: Secret, functionArn: string): void {
    const functions = this.#kernel.ports.find('functions');
    if (functions?.permits(functionArn, caller(secret)) !== true) throw functionNotPermitted();
  }

  /** Announces the version and queues the function's invocations, in the surrounding transaction. */
  start(secret: Secret, versionId: string, cause: Cause): void {
    this.#versions.put(secret, versionId, {}, this.#kernel.clock.now());
    this.#versions.label(secret, versionId, [PENDING]);
    this.#queue(secret, versionId, cause);
  }

  /** Rotates the secret when its schedule says so. */
  await(secret: Secret): void {
    const { nextRotationAt: at } = secret;
    if (at === undefined) return;
    const { clock, store, ids } = this.#kernel;
    store.afterCommit(() =>
      clock.schedule(at, () => {
        const due = this.#secrets.at(secret.id);
        if (due?.rotationEnabled !== true || due.purgeAt !== undefined || due.nextRotationAt !== at) return;
        store.transact(() => {
          this.#plan(due);
          const begun = this.underWay(due) ? this.#versions.labelled(due, PENDING) : undefined;
          if (begun === undefined) this.start(due, ids.uuid(), 0);
          else this.#queue(due, begun.versionId, 0);
        });
      }),
    );
  }

  #queue(secret: Secret, versionId: string, cause: Cause): void {
    this.#kernel.outbox.add(TOPIC, { secret: secret.id, versionId } satisfies Rotation, { cause });
  }

  #plan(secret: Secret): void {
    const nextRotationAt = nextRotation(secret.rotationRules, this.#kernel.clock.now());
    this.await(this.#secrets.update(secret, { nextRotationAt }));
  }

  async #run({ payload, attempt, cause }: Delivery<Rotation>): Promise<DeliveryOutcome> {
    const secret = this.#secrets.at(payload.secret);
    const pending = secret && this.#versions.labelled(secret, PENDING);
    if (secret?.rotationFunction === undefined || pending?.versionId !== payload.versionId) return;
    const failure = await this.#invoke(secret, secret.rotationFunction, payload.versionId, cause);
    const { clock, journal } = this.#kernel;
    const facts = { type: 'secrets-manager.rotation', cause, secret: secretArn(secret), attempt };
    if (failure !== undefined) {
      journal.append({ ...facts, error: failure });
      return attempt < ATTEMPTS ? { retryAt: clock.now() + minutes(2 ** (attempt - 1)) } : undefined;
    }
    const now = clock.now();
    const changed = this.#secrets.at(secret.id);
    if (changed !== undefined) this.#secrets.update(changed, { rotatedAt: now, changedAt: now });
    journal.append(facts);
  }

  /** Which step failed and how, if one did. */
  async #invoke(
    secret: Secret,
    functionArn: string,
    versionId: string,
    cause: Cause,
  ): Promise<string | undefined> {
    for (const Step of STEPS) {
      const event = { Step, SecretId: secretArn(secret), ClientRequestToken: versionId };
      try {
        const result = await this.#kernel.ports.find('functions')?.invoke({
          functionArn,
          principal: caller(secret),
          payload: JSON.stringify(event),
          cause,
        });
        if (result === undefined || result.error !== undefined) return `${Step}: ${result?.payload ?? ''}`;
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        return `${Step}: ${error.code}: ${error.message}`;
      }
    }
    return this.#versions.find(secret, versionId)?.stages.includes(CURRENT) === true
      ? undefined
      : 'finishSecret: the function did not move AWSCURRENT to the new version';
  }
}

const caller = (secret: Secret): Principal => ({
  kind: 'service',
  service: 'secretsmanager.amazonaws.com',
  sourceArn: secretArn(secret),
  sourceAccount: secret.scope.accountId,
});
