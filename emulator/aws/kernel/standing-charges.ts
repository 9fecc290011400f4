/**
 * What is billed for being there, asked for or not: keys, secrets, alarms, capacity, bytes at rest. Services say what
 * they hold; at every midnight UTC of emulated time the meter counts the day that ends, 24 hours of each.
 */
import type { Clock } from './clock.ts';
import type { Meter, Usage } from './meter.ts';
import { atMidnights } from './midnights.ts';

const HOURS = 24;

/** Something that stands, with how much of it: keys, bytes, units. */
export type Standing = Omit<Usage, 'service'>;

export class StandingCharges {
  readonly #clock: Clock;
  readonly #meter: Meter;
  readonly #held = new Map<string, (() => Iterable<Standing>)[]>();

  constructor(clock: Clock, meter: Meter) {
    this.#clock = clock;
    this.#meter = meter;
  }

  /** Counts from now on what a service says it holds. */
  keep(service: string, held: () => Iterable<Standing>): void {
    if (this.#held.size === 0) atMidnights(this.#clock, () => this.#count());
    const others = this.#held.get(service);
    if (others === undefined) this.#held.set(service, [held]);
    else others.push(held);
  }

  #count(): void {
    for (const [service, sources] of this.#held) {
      for (const held of sources) {
        for (const { quantity, ...dimension } of held())
          this.#meter.add({ service, ...dimension }, quantity * HOURS);
      }
    }
  }
}
