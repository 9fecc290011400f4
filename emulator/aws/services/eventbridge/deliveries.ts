/**
 * Bringing events to targets. Each match writes one delivery per target into the outbox; the courier of the target's
 * service carries it. Failures that another attempt could mend are tried again with growing pauses for 24 hours and 185
 * times, or as the target's retry policy says; what cannot be delivered goes to the target's dead-letter queue with the
 * reason in its attributes (user guide "Using dead-letter queues", 2026-11).
 *
 * Gaps: AWS does not publish its pauses between attempts; here they start at a second and double up to ten minutes, with
 * seeded jitter.
 */
import type { Target } from '@aws-sdk/client-eventbridge';
import { minutes, seconds, type Duration } from '../../kernel/instant.ts';
import type { Cause } from '../../kernel/journal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { rolePrincipal } from '../../kernel/role-principal.ts';
import type { Delivery, DeliveryOutcome } from '../../kernel/outbox.ts';
import { parseArn, type Principal, type Scope } from '../../kernel/scope.ts';
import type { Arrival } from './event.ts';

/** What a courier carries. */
export interface Parcel {
  readonly target: Target;
  readonly targetArn: string;
  readonly body: string;
  /** Why a dead letter is one. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly ruleArn: string;
  /** Who EventBridge is to the target: itself for the rule, or the target's role. */
  readonly principal: Principal;
  readonly arrival: Arrival;
  readonly cause: Cause;
}

type FailureCode =
  | 'NO_PERMISSIONS'
  | 'NO_RESOURCE'
  | 'ERROR_FROM_TARGET'
  | 'INVALID_PARAMETER'
  | 'THROTTLING';

export type ParcelOutcome =
  | 'delivered'
  | {
      readonly code: FailureCode;
      readonly message: string;
      /** Whether another attempt could end better. */
      readonly retry: boolean;
    };

export type Courier = (parcel: Parcel) => ParcelOutcome | Promise<ParcelOutcome>;

/** What the outbox keeps. */
interface DeliveryRecord {
  readonly scope: Scope;
  readonly ruleArn: string;
  readonly ruleName: string;
  readonly target: Target;
  readonly body: string;
  readonly arrival: Arrival;
}

const TOPIC = 'eventbridge.delivery';
const LONGEST_PAUSE = minutes(10);

export class Deliveries {
  readonly #kernel: Kernel;
  readonly #couriers = new Map<string, Courier>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    kernel.outbox.handle<DeliveryRecord>(TOPIC, (delivery) => this.#carryOut(delivery));
  }

  /** Names who carries parcels to a service, by the name in its ARNs; once per service. */
  carry(service: string, courier: Courier): void {
    if (this.#couriers.has(service)) throw new Error(`two couriers for ${service}`);
    this.#couriers.set(service, courier);
  }

  /** Whether targets with such ARNs can be reached at all. */
  reaches(service: string): boolean {
    return this.#couriers.has(service);
  }

  /** Adds a delivery to the surrounding transaction. */
  add(record: DeliveryRecord, cause: Cause): void {
    this.#kernel.outbox.add(TOPIC, record, { cause });
  }

  async #carryOut(delivery: Delivery<DeliveryRecord>): Promise<DeliveryOutcome> {
    const { scope, ruleArn, target, body, arrival } = delivery.payload;
    const parcel: Parcel = {
      target,
      targetArn: target.Arn!,
      body,
      attributes: {},
      ruleArn,
      principal: principalFor(this.#kernel, target, ruleArn, scope),
      arrival,
      cause: this.#kernel.journal.reserve(),
    };
    const outcome = await this.#hand(parcel);
    this.#measure(delivery.payload, 'Invocations');
    if (outcome === 'delivered') {
      this.#note(delivery, parcel, { status: 'delivered' });
      return;
    }
    const { code, message } = outcome;
    const exhausted = outcome.retry ? this.#exhausted(delivery) : undefined;
    if (outcome.retry && exhausted === undefined) {
      const retryAt = this.#kernel.clock.now() + this.#pause(delivery.attempt);
      this.#note(delivery, parcel, { status: 'postponed', code, failure: message, retryAt });
      return { retryAt };
    }
    const deadLetterTarget = target.DeadLetterConfig?.Arn;
    this.#measure(delivery.payload, 'FailedInvocations');
    this.#note(delivery, parcel, {
      status: 'failed',
      code,
      failure: message,
      ...(deadLetterTarget && { deadLetterTarget }),
    });
    if (deadLetterTarget !== undefined)
      await this.#bury(delivery, parcel, deadLetterTarget, { code, message, exhausted });
  }

  async #hand(parcel: Parcel): Promise<ParcelOutcome> {
    const service = parseArn(parcel.targetArn)?.service ?? '';
    const courier = this.#couriers.get(service);
    return courier === undefined
      ? { code: 'NO_RESOURCE', message: `nobody delivers to ${parcel.targetArn}`, retry: false }
      : courier(parcel);
  }

  /** Which limit of the retry policy the delivery has come to. */
  #exhausted({ payload, attempt, due }: Delivery<DeliveryRecord>): string | undefined {
    const { MaximumRetryAttempts: attempts = 185, MaximumEventAgeInSeconds: age = 86_400 } =
      payload.target.RetryPolicy ?? {};
    if (attempt > attempts) return 'MaximumRetryAttempts';
    return this.#kernel.clock.now() - due >= seconds(age) ? 'MaximumEventAgeInSeconds' : undefined;
  }

  #pause(attempt: number): Duration {
    const longest = Math.min(seconds(1) * 2 ** Math.min(attempt, 16), LONGEST_PAUSE);
    return Math.ceil(longest / 2 + (longest / 2) * this.#kernel.ids.random());
  }

  async #bury(
    { payload, attempt }: Delivery<DeliveryRecord>,
    parcel: Parcel,
    queueArn: string,
    why: { readonly code: string; readonly message: string; readonly exhausted: string | undefined },
  ): Promise<void> {
    const attributes: Record<string, string> = {
      ERROR_CODE: why.code,
      ERROR_MESSAGE: why.message,
      ...(why.exhausted !== undefined && { EXHAUSTED_RETRY_CONDITION: why.exhausted }),
      RETRY_ATTEMPTS: String(attempt - 1),
      RULE_ARN: payload.ruleArn,
      TARGET_ARN: parcel.targetArn,
    };
    const outcome = await this.#hand({
      ...parcel,
      target: { Id: parcel.target.Id, Arn: queueArn },
      attributes,
      targetArn: queueArn,
      body: JSON.stringify(payload.arrival.event),
      principal: ruleItself(payload.ruleArn, payload.scope),
    });
    if (outcome === 'delivered') return;
    const { ruleArn: rule } = payload;
    const facts = { type: 'eventbridge.lost', cause: parcel.cause, rule, queue: queueArn };
    this.#kernel.journal.append({ ...facts, failure: outcome.message });
  }

  #note(
    { payload, cause, attempt }: Delivery<DeliveryRecord>,
    parcel: Parcel,
    facts: Readonly<Record<string, unknown>>,
  ): void {
    const { ruleArn: rule, arrival } = payload;
    const { targetArn: target } = parcel;
    this.#kernel.journal.append(
      { type: 'eventbridge.delivery', cause, rule, target, event: arrival.event.id, attempt, ...facts },
      parcel.cause,
    );
  }

  #measure({ scope, ruleName }: DeliveryRecord, name: string): void {
    const at = this.#kernel.clock.now();
    const dimensions = { RuleName: ruleName };
    const datum = { namespace: 'AWS/Events', name, dimensions, value: 1, unit: 'Count', at };
    this.#kernel.ports.find('metrics')?.put(scope, [datum]);
  }
}

const ruleItself = (ruleArn: string, { accountId }: Scope): Principal => ({
  kind: 'service',
  service: 'events.amazonaws.com',
  sourceArn: ruleArn,
  sourceAccount: accountId,
});

function principalFor(kernel: Kernel, { RoleArn: role }: Target, ruleArn: string, scope: Scope): Principal {
  if (role === undefined || parseArn(role) === undefined) return ruleItself(ruleArn, scope);
  return rolePrincipal(kernel, role, 'AWSEvents');
}
