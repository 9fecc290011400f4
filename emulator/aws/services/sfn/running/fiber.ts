/**
 * One strand of an execution: the execution itself, a branch of a Parallel state, an iteration of a Map. It writes its
 * events one after the other, knows its variables, waits on the clock, and can be halted with everything below it.
 *
 * Whatever a strand decides by chance or by the time follows from its events, so that running it again decides the same.
 */
import { createHash } from 'node:crypto';
import type { Clock, Cancel } from '../../../kernel/clock.ts';
import type { Instant } from '../../../kernel/instant.ts';
import type { JsonObject } from '../asl/json.ts';
import type { Source, Variables } from '../asl/query.ts';
import type { History, HistoryEntry } from './history.ts';

/** Thrown through a strand that has been told to stop; nobody catches it but who told it. */
export class Halted extends Error {}

const HALT = Symbol('halt');

interface Ground {
  readonly clock: Clock;
  readonly history: History;
  /** What the randomness of the execution follows from: its ARN. */
  readonly seed: string;
}

export class Fiber implements Source {
  readonly ground: Ground;
  readonly path: string;
  /** The event that the next one follows. */
  previous = 0;
  variables: Variables;
  readonly #children = new Set<Fiber>();
  readonly #wakers = new Set<() => void>();
  #events = 0;
  #draws = 0;
  #now: Instant;
  #halted = false;

  constructor(ground: Ground, path: string, variables: Variables, now: Instant) {
    this.ground = ground;
    this.path = path;
    this.variables = variables;
    this.#now = now;
  }

  /** When the strand's newest event happened. */
  get now(): Instant {
    return this.#now;
  }

  /** A number that is the same when the strand runs again. */
  random(): number {
    return this.#draw().readUIntBE(0, 6) / 2 ** 48;
  }

  uuid(): string {
    const bytes = this.#draw();
    bytes[6] = (bytes[6]! & 0x0f) | 0x40;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
  }

  /** What the strand did next before a restart, if it came so far. */
  get recorded(): HistoryEntry | undefined {
    return this.ground.history.known(this.#key);
  }

  /**
   * Writes an event.
   *
   * @param options `after`: the event it follows, when that is not the strand's last one; `aside`: the strand's next
   *   event does not follow it; `final`: may be one more than executions have
   */
  emit(
    type: string,
    details?: JsonObject,
    options: { readonly after?: number; readonly aside?: boolean; readonly final?: boolean } = {},
  ): HistoryEntry {
    this.check();
    const { after: previous = this.previous, aside = false, final = false } = options;
    const at = this.ground.clock.now();
    const entry = this.ground.history.append(this.#key, { type, previous, at, details }, final);
    this.#events += 1;
    this.#now = entry.at;
    if (!aside) this.previous = entry.id;
    return entry;
  }

  /**
   * Waits for what only time or somebody else can bring; does not hold time back meanwhile.
   *
   * @throws Halted when the strand is told to stop
   */
  async wait<T>(subscribe: (resume: (value: T) => void) => Cancel | undefined): Promise<T> {
    this.check();
    const value = await this.ground.clock.park<T | typeof HALT>((resume) => {
      const wake = (): void => resume(HALT);
      this.#wakers.add(wake);
      const cancel = subscribe(resume);
      return () => {
        this.#wakers.delete(wake);
        cancel?.();
      };
    });
    if (value === HALT) throw new Halted();
    return value;
  }

  async waitUntil(at: Instant): Promise<void> {
    if (at <= this.ground.clock.now()) return this.check();
    await this.wait<void>((resume) => this.ground.clock.schedule(at, () => resume()));
  }

  /** Does work that holds time back, until a deadline: `undefined` when that came first. */
  async before<T extends object>(
    deadline: Instant | undefined,
    work: () => Promise<T>,
  ): Promise<T | undefined> {
    const { clock } = this.ground;
    const settled = await this.wait<{ readonly value?: T; readonly error?: unknown } | undefined>(
      (resume) => {
        void clock.run(work).then(
          (value) => resume({ value }),
          (error: unknown) => resume({ error }),
        );
        return deadline === undefined ? undefined : clock.schedule(deadline, () => resume(undefined));
      },
    );
    if (settled !== undefined && 'error' in settled) throw settled.error;
    return settled?.value;
  }

  /** A strand below this one. */
  branch(name: string, variables: Variables = this.variables): Fiber {
    const child = new Fiber(this.ground, `${this.path}/${this.#events}.${name}`, variables, this.#now);
    child.previous = this.previous;
    this.#children.add(child);
    return child;
  }

  /** Halts another execution's strand together with this one. */
  adopt(fiber: Fiber): Fiber {
    this.#children.add(fiber);
    return fiber;
  }

  /**
   * Runs strands at the same time and waits for all to end. The first to fail halts the others.
   *
   * @throws what failed first
   */
  async together<T>(
    works: readonly { readonly fiber: Fiber; readonly work: () => Promise<T> }[],
  ): Promise<T[]> {
    const { clock } = this.ground;
    const results: T[] = [];
    let failure: { readonly error: unknown } | undefined;
    const strands = works.map(({ fiber, work }, at) =>
      clock.run(async () => {
        try {
          results[at] = await work();
        } catch (error) {
          if (failure === undefined && !(error instanceof Halted)) failure = { error };
          for (const other of works) if (other.fiber !== fiber) other.fiber.halt();
        } finally {
          this.#children.delete(fiber);
        }
      }),
    );
    await clock.park<void>((resume) => {
      void Promise.all(strands).then(() => resume());
      return undefined;
    });
    if (failure !== undefined) throw failure.error;
    this.check();
    return results;
  }

  /** Stops the strand and all below it at the next thing they do, and wakes those that wait. */
  halt(): void {
    this.#halted = true;
    for (const wake of this.#wakers) wake();
    for (const child of this.#children) child.halt();
  }

  /** @throws Halted */
  check(): void {
    if (this.#halted) throw new Halted();
  }

  get #key(): string {
    return `${this.path}#${this.#events}`;
  }

  #draw(): Buffer {
    this.#draws += 1;
    return createHash('sha256').update(`${this.ground.seed} ${this.path} ${this.#draws}`).digest();
  }
}
