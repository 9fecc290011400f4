/**
 * Seeded faults on calls and deliveries. A rule names what it strikes, how often and how. Each rule draws from a sequence
 * of its own that follows from the cloud's seed and the rule's id, so whether the hundredth delivery is struck depends on
 * neither other traffic nor other rules: with the same seed a rule strikes the same ones. Each strike is written to the
 * journal by whoever carries it out.
 */
import { AwsError } from './aws-error.ts';
import { Ids } from './ids.ts';
import type { Duration } from './instant.ts';

export type FaultEffect =
  /** Hold the call or delivery back. */
  | { readonly kind: 'delay'; readonly duration: Duration }
  /** Answer the call with this error, or fail the invocation with it. */
  | { readonly kind: 'error'; readonly code: string; readonly status: number; readonly message?: string }
  /** Answer the call as a throttled one. */
  | { readonly kind: 'throttle' }
  /** Lose the first attempt of a delivery; the second comes a second later. */
  | { readonly kind: 'drop' }
  /** Deliver twice. */
  | { readonly kind: 'duplicate' }
  /** Deliver after what comes within this time. */
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

/** A rule that has no id yet gets one. */
export type NewFaultRule = Omit<FaultRule, 'id'> & { readonly id?: string };

interface Entry {
  readonly rule: FaultRule;
  readonly draws: Ids;
  struck: number;
}

export class Faults {
  readonly #seed: string;
  readonly #rules = new Map<string, Entry>();
  #added = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** Adds a rule and returns it with its id; it takes the place of one with the same id. */
  add(rule: NewFaultRule): FaultRule {
    this.#added += 1;
    const named: FaultRule = { ...rule, id: rule.id ?? `fault-${this.#added}` };
    this.#rules.set(named.id, { rule: named, draws: new Ids(`${this.#seed}/${named.id}`), struck: 0 });
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
      if (entry.draws.random() >= rule.probability) continue;
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
