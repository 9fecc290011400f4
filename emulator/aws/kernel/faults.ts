/**
 * Seeded faults on calls and deliveries. A rule names what it strikes, how often and how; with the same seed and the
 * same traffic it strikes the same requests. Each strike is written to the journal by whoever carries it out.
 */
import { AwsError } from './aws-error.ts';
import type { Ids } from './ids.ts';
import type { Duration } from './instant.ts';

export type FaultEffect =
  /** Hold the call or delivery back. */
  | { readonly kind: 'delay'; readonly duration: Duration }
  /** Answer the call with this error, or fail the delivery so that it is tried again. */
  | { readonly kind: 'error'; readonly code: string; readonly status: number; readonly message?: string }
  /** Answer the call as a throttled one. */
  | { readonly kind: 'throttle' }
  /** Deliver twice. */
  | { readonly kind: 'duplicate' }
  /** Deliver after what comes later. */
  | { readonly kind: 'reorder'; readonly within: Duration }
  /** End the function's process in the middle of the invocation. */
  | { readonly kind: 'crash' };

export interface FaultRule {
  readonly id: string;
  /** Calls that clients make, deliveries between services, or function invocations. */
  readonly on: 'call' | 'delivery' | 'invocation';
  /** Our service name for calls, the topic (`s3.event`) for deliveries, the function name for invocations. */
  readonly target?: string;
  /** Only this operation. */
  readonly operation?: string;
  /** From 0 to 1. */
  readonly probability: number;
  /** Ends after so many strikes. */
  readonly times?: number;
  readonly effect: FaultEffect;
}

export class Faults {
  readonly #ids: Ids;
  readonly #rules = new Map<string, { readonly rule: FaultRule; struck: number }>();

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  /** Adds a rule and returns it with its id. */
  add(rule: Omit<FaultRule, 'id'> & { readonly id?: string }): FaultRule {
    const named: FaultRule = { ...rule, id: rule.id ?? `fault-${this.#ids.hex(8)}` };
    this.#rules.set(named.id, { rule: named, struck: 0 });
    return named;
  }

  remove(id: string): boolean {
    return this.#rules.delete(id);
  }

  clear(): void {
    this.#rules.clear();
  }

  list(): readonly (FaultRule & { readonly struck: number })[] {
    return [...this.#rules.values()].map(({ rule, struck }) => ({ ...rule, struck }));
  }

  /** The rules that strike this time. No rule, no cost: no random number is drawn. */
  strike(on: FaultRule['on'], target: string, operation = ''): readonly FaultRule[] {
    if (this.#rules.size === 0) return [];
    const struck: FaultRule[] = [];
    for (const entry of this.#rules.values()) {
      const { rule } = entry;
      if (rule.on !== on || (rule.target ?? target) !== target) continue;
      if ((rule.operation ?? operation) !== operation) continue;
      if (rule.times !== undefined && entry.struck >= rule.times) continue;
      if (this.#ids.random() >= rule.probability) continue;
      entry.struck += 1;
      struck.push(rule);
    }
    return struck;
  }
}

/** The answer of a call struck by an `error` or `throttle` rule, or nothing for the other kinds. */
export function errorOf(effect: FaultEffect, service: string): AwsError | undefined {
  if (effect.kind === 'error') {
    const message = effect.message ?? 'We encountered an internal error. Please try again.';
    return new AwsError({ code: effect.code, status: effect.status, message });
  }
  if (effect.kind !== 'throttle') return undefined;
  return service === 's3'
    ? new AwsError({ code: 'SlowDown', status: 503, message: 'Please reduce your request rate.' })
    : new AwsError({ code: 'ThrottlingException', status: 400, message: 'Rate exceeded' });
}
