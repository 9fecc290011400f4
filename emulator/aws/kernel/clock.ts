/**
 * The one clock of a cloud, and the only reader of wall time in the emulator.
 *
 * Emulated time is an anchor plus elapsed wall time times a rate: rate 1 is real time, 0 stands still (manual and
 * frozen clocks), anything else is scaled. `advance` walks from deadline to deadline in order; at each stop it runs
 * what is due and waits until the work so caused has settled, so that a chain of deadlines (retry, dead-letter queue,
 * alarm) happens in the same order as it would by waiting. Work parked on a long poll does not hold time back.
 */
import { performance } from 'node:perf_hooks';
import type { Duration, Instant } from './instant.ts';

/** Takes a scheduled task back; harmless when it has run. */
export type Cancel = () => void;

export type ClockMode = 'real' | 'manual' | { readonly scale: number };

export interface ClockReading {
  readonly now: Instant;
  /** Emulated milliseconds that pass in a wall millisecond: 0 when time stands still. */
  readonly rate: number;
  /** Deadlines to come. */
  readonly pending: number;
  /** Who waits for something else to happen, such as long polls. */
  readonly waits: number;
  readonly nextDeadline: Instant | undefined;
}

interface Deadline {
  readonly at: Instant;
  readonly order: number;
  readonly task: () => void | Promise<void>;
  cancelled: boolean;
}

/** Node's timers hold at most a signed 32-bit count of milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

export class Clock {
  #rate: number;
  #anchor: Instant;
  #wallAnchor: number;
  #deadlines: Deadline[] = [];
  /** Ends of waits, for which time does not stop on its way. */
  #waits: Deadline[] = [];
  #order = 0;
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;
  #running = 0;
  #parked = 0;
  #stepping: Promise<void> = Promise.resolve();
  #stepDepth = 0;
  #idle: (() => void)[] = [];
  #closed = false;
  #onDefect: (error: unknown) => void;
  readonly mode: ClockMode;
  /** Is told when somebody has moved time, or changed its pace, before they are. */
  onMove: () => void = () => undefined;

  /**
   * @param mode how time passes; `manual` moves only by `advance` and `set`
   * @param startAt emulated time at the start; the wall clock's when absent
   * @param onDefect told of anything a scheduled task throws
   */
  constructor(mode: ClockMode, startAt: Instant | undefined, onDefect: (error: unknown) => void) {
    this.mode = mode;
    this.#rate = rateOf(mode);
    this.#wallAnchor = Date.now();
    this.#anchor = startAt ?? this.#wallAnchor;
    this.#onDefect = onDefect;
  }

  /** Emulated time. */
  now(): Instant {
    return this.#rate === 0 ? this.#anchor : this.#anchor + (Date.now() - this.#wallAnchor) * this.#rate;
  }

  /** Emulated milliseconds that pass in a wall millisecond: 0 when time stands still. */
  get rate(): number {
    return this.#rate;
  }

  /** The machine's own time: only for judging how far a client's clock can honestly be off. */
  wall(): Instant {
    return Date.now();
  }

  /**
   * Runs the task after so many wall milliseconds, whatever emulated time does: for time limits on processes and
   * sockets, which live in real time.
   */
  wallTimer(duration: Duration, task: () => void): Cancel {
    const timer = setTimeout(task, duration);
    return () => clearTimeout(timer);
  }

  /** Monotonic wall milliseconds with fractions, for measuring how long work really took. */
  stopwatch(): () => number {
    const start = performance.now();
    return () => performance.now() - start;
  }

  reading(): ClockReading {
    const next = this.#peek();
    return {
      now: this.now(),
      rate: this.#rate,
      pending: this.#deadlines.length,
      waits: this.#waits.filter(({ cancelled }) => !cancelled).length,
      nextDeadline: next?.at,
    };
  }

  /** Runs the task when emulated time reaches `at`; soon, in order, when it already has. */
  schedule(at: Instant, task: () => void | Promise<void>): Cancel {
    return this.#add(this.#deadlines, at, task);
  }

  /**
   * Schedules the end of somebody's waiting. It matters to nobody but who waits, so moving time does not stop for it: it
   * runs when time has arrived. Otherwise three months would be half a million polls of every worker that is idle.
   */
  scheduleWait(at: Instant, task: () => void): Cancel {
    return this.#add(this.#waits, at, task);
  }

  /** Work that holds time back until it settles: a request, a delivery, a function's invocation. */
  async run<T>(work: () => T | Promise<T>): Promise<T> {
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
      this.#wakeIdle();
    }
  }

  /**
   * Waits for something that only the passing of time, or another client, can bring. While it waits, the surrounding
   * `run` does not hold time back.
   *
   * @param subscribe is given `resume`, to be called once; what it returns is called when the wait ends
   */
  async park<T>(subscribe: (resume: (value: T) => void) => Cancel | undefined): Promise<T> {
    this.#parked += 1;
    this.#wakeIdle();
    return new Promise<T>((resolve) => {
      let done = false;
      let cleanUp: Cancel | undefined;
      const resume = (value: T): void => {
        if (done) return;
        done = true;
        this.#parked -= 1;
        cleanUp?.();
        resolve(value);
      };
      cleanUp = subscribe(resume);
      // What was waited for may have been there already.
      if (done) cleanUp?.();
    });
  }

  /** Lets emulated time pass within `run`. */
  sleep(duration: Duration): Promise<void> {
    return this.park<void>((resume) => this.schedule(this.now() + duration, () => resume()));
  }

  /** Moves time forward by a duration, running what falls due on the way. */
  advance(duration: Duration): Promise<void> {
    return this.#step(() => this.now() + duration);
  }

  /** Moves time to an instant. Going back changes what `now` reads and runs nothing. */
  set(at: Instant): Promise<void> {
    return this.#step(() => at);
  }

  /** Stops time where it is. */
  freeze(): void {
    this.scale(0);
  }

  /** Lets time pass again, at the clock's own rate (real time for a manual clock). */
  resume(): void {
    this.scale(rateOf(this.mode) || 1);
  }

  /** Sets how many emulated milliseconds pass in a wall millisecond. */
  scale(rate: number): void {
    this.#setRate(rate);
    this.onMove();
  }

  /** Resolves when everything that is due has run and nothing holds time back. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 2;) {
      if (this.#busy()) {
        await new Promise<void>((resolve) => this.#idle.push(resolve));
        quiet = 0;
        continue;
      }
      if (this.#runDue()) {
        quiet = 0;
        continue;
      }
      await new Promise<void>((resolve) => setImmediate(resolve));
      quiet += this.#busy() || this.#hasDue() ? 0 : 1;
    }
  }

  /**
   * Begins anew at an instant, for a cloud that begins anew: nothing that was scheduled will happen. Call it when all
   * has settled; what is parked then stays so for good.
   */
  restart(at: Instant, onDefect: (error: unknown) => void): void {
    this.#forget();
    this.#anchor = at;
    this.#wallAnchor = Date.now();
    this.#onDefect = onDefect;
  }

  close(): void {
    this.#closed = true;
    this.#forget();
    for (const wake of this.#idle.splice(0)) wake();
  }

  #forget(): void {
    this.#deadlines = [];
    this.#waits = [];
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
    this.#timer = undefined;
    this.#immediate = undefined;
  }

  #add(heap: Deadline[], at: Instant, task: () => void | Promise<void>): Cancel {
    const deadline: Deadline = { at, order: this.#order++, task, cancelled: false };
    push(heap, deadline);
    this.#arm();
    return () => {
      deadline.cancelled = true;
    };
  }

  #step(target: () => Instant): Promise<void> {
    const step = this.#stepping.then(() => this.#walk(target()));
    this.#stepping = step.catch(() => undefined);
    return step;
  }

  async #walk(target: Instant): Promise<void> {
    const rate = this.#rate;
    this.#setRate(0);
    this.#stepDepth += 1;
    try {
      await this.settle();
      for (let next = this.#peek(); next && next.at <= target; next = this.#peek()) {
        this.#anchor = Math.max(this.#anchor, next.at);
        this.#runDue();
        await this.settle();
        if (this.#closed) return;
      }
      this.#anchor = target;
    } finally {
      this.#stepDepth -= 1;
      this.#setRate(rate);
    }
    await this.settle();
    if (!this.#closed) this.onMove();
  }

  #setRate(rate: number): void {
    this.#anchor = this.now();
    this.#wallAnchor = Date.now();
    this.#rate = rate;
    this.#arm();
  }

  #busy(): boolean {
    return !this.#closed && this.#running - this.#parked > 0;
  }

  #wakeIdle(): void {
    if (this.#idle.length === 0 || this.#busy()) return;
    for (const wake of this.#idle.splice(0)) wake();
  }

  #peek(): Deadline | undefined {
    return first(this.#deadlines);
  }

  /** The next deadline or, unless time is on its way, end of a wait. */
  #next(): { readonly heap: Deadline[]; readonly deadline: Deadline } | undefined {
    const deadline = this.#peek();
    const wait = this.#stepDepth > 0 ? undefined : first(this.#waits);
    if (wait !== undefined && (deadline === undefined || before(wait, deadline))) {
      return { heap: this.#waits, deadline: wait };
    }
    return deadline === undefined ? undefined : { heap: this.#deadlines, deadline };
  }

  #hasDue(): boolean {
    const next = this.#next();
    return next !== undefined && next.deadline.at <= this.now();
  }

  /** Starts everything due at this instant; true when there was any. */
  #runDue(): boolean {
    let any = false;
    const now = this.now();
    for (let next = this.#next(); next && next.deadline.at <= now; next = this.#next()) {
      pop(next.heap);
      any = true;
      const { task } = next.deadline;
      this.run(async () => task()).catch(this.#onDefect);
    }
    return any;
  }

  #arm(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#closed || this.#stepDepth > 0) return;
    const next = this.#next();
    if (next === undefined) return;
    const wait = next.deadline.at - this.now();
    if (wait <= 0) {
      this.#immediate ??= setImmediate(() => {
        this.#immediate = undefined;
        if (this.#stepDepth === 0) this.#runDue();
        this.#arm();
      });
      return;
    }
    if (this.#rate === 0) return;
    this.#timer = setTimeout(
      () => {
        this.#runDue();
        this.#arm();
      },
      Math.min(Math.ceil(wait / this.#rate), LONGEST_TIMER),
    );
  }
}

const rateOf = (mode: ClockMode): number => (mode === 'real' ? 1 : mode === 'manual' ? 0 : mode.scale);

/** The earliest of a heap; those taken back are forgotten on the way. */
function first(heap: Deadline[]): Deadline | undefined {
  while (heap[0]?.cancelled) pop(heap);
  return heap[0];
}

const before = (a: Deadline, b: Deadline): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** Adds to a binary heap whose root is the earliest deadline. */
function push(heap: Deadline[], deadline: Deadline): void {
  let child = heap.push(deadline) - 1;
  while (child > 0) {
    const parent = (child - 1) >> 1;
    if (!before(heap[child]!, heap[parent]!)) return;
    [heap[child], heap[parent]] = [heap[parent]!, heap[child]!];
    child = parent;
  }
}

/** Removes the root of the heap. */
function pop(heap: Deadline[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  heap[0] = last;
  for (let parent = 0; ;) {
    const left = parent * 2 + 1;
    const right = left + 1;
    let least = parent;
    if (left < heap.length && before(heap[left]!, heap[least]!)) least = left;
    if (right < heap.length && before(heap[right]!, heap[least]!)) least = right;
    if (least === parent) return;
    [heap[parent], heap[least]] = [heap[least]!, heap[parent]!];
    parent = least;
  }
}
