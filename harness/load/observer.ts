/**
 * The cloud's side of a run, looked at every second: what its journal tells, its memory, and who takes the processors.
 */
import type { ControlClient } from '../control-client.ts';
import { EventLags } from './event-lags.ts';
import type { LoadTarget } from './load-target.ts';
import { processorTime, sharesOf, type ProcessorTime } from './processor-time.ts';
import { Work } from './work.ts';

export interface Sample {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Bytes of the cloud's resident memory. */
  readonly memory: number | undefined;
  /** Events on their way. */
  readonly pending: number | undefined;
  /** Processors taken since the sample before, by part. */
  readonly cores: ProcessorTime | undefined;
}

const INTERVAL = 1_000;

export class Observer {
  readonly work = new Work();
  readonly lags = new EventLags();
  readonly samples: Sample[] = [];
  readonly #target: LoadTarget;
  readonly #k6: () => number | undefined;
  readonly #onLag: (at: number, milliseconds: number) => void;
  #written = 0;
  #missed = 0;
  #time: { readonly at: number; readonly spent: ProcessorTime | undefined } | undefined;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(target: LoadTarget, k6: () => number | undefined, onLag: (at: number, ms: number) => void) {
    this.#target = target;
    this.#k6 = k6;
    this.#onLag = onLag;
  }

  /** Entries of the journal that were forgotten before they could be read. */
  get missed(): number {
    return this.#missed;
  }

  async start(): Promise<void> {
    const { control, pid } = this.#target;
    if (control !== undefined) this.#written = (await control.written()).written;
    this.#time = { at: performance.now(), spent: processorTime(pid, this.#k6()) };
    this.#timer = setInterval(() => {
      this.#looking = this.#looking.then(() => this.#look());
    }, INTERVAL);
  }

  /** Looks a last time. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
    await this.#look();
  }

  /** A cloud that is too busy to answer, or gone, is not looked at this time: the run itself will tell. */
  async #look(): Promise<void> {
    const { control } = this.#target;
    const cores = this.#cores();
    const status = await control?.status().catch(() => undefined);
    this.samples.push({
      at: Date.now(),
      memory: status?.memory,
      pending: status?.pendingDeliveries,
      cores,
    });
    if (control !== undefined) await this.#read(control).catch(() => undefined);
  }

  async #read(control: ControlClient): Promise<void> {
    const { written, entries } = await control.written(this.#written);
    this.#missed += Math.max(0, written - this.#written - entries.length);
    this.#written = written;
    for (const entry of entries) {
      this.work.hear(entry);
      // Entries bear the cloud's time, which may be another than k6's.
      this.lags.hear(entry, (lag) => this.#onLag(Date.now(), lag));
    }
  }

  #cores(): ProcessorTime | undefined {
    const before = this.#time;
    const spent = processorTime(this.#target.pid, this.#k6());
    this.#time = { at: performance.now(), spent };
    if (before?.spent === undefined || spent === undefined) return undefined;
    return sharesOf(before.spent, spent, (this.#time.at - before.at) / 1_000);
  }
}
