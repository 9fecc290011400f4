/**
 * What every environment does the same way: waits for the process to say something, and not for longer than it may, not
 * with more memory than it may, and not when it has ended.
 */
import type { Clock } from '../../../kernel/clock.ts';
import type { Duration } from '../../../kernel/instant.ts';
import type { ProcessEnd } from './environment.ts';
import { FunctionProcess, type ProcessOptions } from './function-process.ts';
import type { FunctionSpec } from './function-spec.ts';
import type { LogSink } from './log-sink.ts';
import type { Reaper } from './reaper.ts';

export interface EnvironmentHost {
  readonly clock: Clock;
  readonly reaper: Reaper;
}

/** How waiting can end without the process saying anything. */
export type Ending =
  | { readonly kind: 'exit'; readonly end: ProcessEnd }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'out of memory' };

/** Wall milliseconds between two looks at a process's memory. */
const MEMORY_INTERVAL = 10;
/** Wall milliseconds that a process gets to end by itself. */
const GRACE = 500;

export abstract class ProcessEnvironment<Message> {
  protected readonly host: EnvironmentHost;
  protected readonly spec: FunctionSpec;
  #process: FunctionProcess | undefined;
  #sink: LogSink | undefined;
  #settle: ((message: Message | Ending) => void) | undefined;
  #spent = false;
  #peakMemory = 0;

  constructor(spec: FunctionSpec, host: EnvironmentHost) {
    this.spec = spec;
    this.host = host;
  }

  get usable(): boolean {
    return !this.#spent && this.#process?.alive === true;
  }

  get peakMemory(): number {
    return this.#peakMemory;
  }

  logTo(sink: LogSink): void {
    this.#sink = sink;
  }

  protected get process(): FunctionProcess {
    if (this.#process === undefined) throw new Error('the environment was not started');
    return this.#process;
  }

  protected spawn(options: Omit<ProcessOptions, 'onLine'>): FunctionProcess {
    const started = new FunctionProcess({ ...options, onLine: (line) => this.log(line) }, this.host.reaper);
    this.#process = started;
    this.#spent = false;
    void this.#watchEnd(started);
    return started;
  }

  protected log(line: string): void {
    this.#sink?.add(line);
  }

  /** MiB that the process had at its most, for as long as it can tell. */
  protected notePeak(mebibytes: number): void {
    this.#peakMemory = Math.max(this.#peakMemory, mebibytes);
  }

  /** Nothing else is to run here; what runs may finish. */
  protected retire(): void {
    this.#spent = true;
  }

  /** Passes on what the process said to whoever waits for it. */
  protected tell(message: Message | Ending): void {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(message);
  }

  /**
   * Waits for the process to say something.
   *
   * @param limit wall time; a process that takes longer is killed
   */
  protected async listen(limit: Duration): Promise<Message | Ending> {
    if (!this.process.alive) return { kind: 'exit', end: await this.process.ended };
    const message = new Promise<Message | Ending>((settle) => {
      this.#settle = settle;
    });
    const stopClock = this.host.clock.wallTimer(limit, () => this.#abort({ kind: 'timeout' }));
    const stopWatch = this.#watchMemory();
    try {
      return await message;
    } finally {
      stopClock();
      stopWatch();
    }
  }

  async stop(how?: 'kill'): Promise<void> {
    this.#spent = true;
    const stopped = this.#process;
    if (stopped === undefined || !stopped.alive) return;
    if (how === 'kill') stopped.kill();
    else this.hangUp();
    const stopClock = this.host.clock.wallTimer(GRACE, () => stopped.kill());
    await stopped.ended;
    stopClock();
  }

  /** Lets the process know that no further invocation comes. */
  protected abstract hangUp(): void;

  async #watchEnd(started: FunctionProcess): Promise<void> {
    const end = await started.ended;
    // A failed start is tried once more: the end of the first process is not the end of the second.
    if (this.#process !== started) return;
    this.#spent = true;
    this.tell({ kind: 'exit', end });
  }

  #abort(ending: Ending): void {
    this.#spent = true;
    this.process.kill();
    this.tell(ending);
  }

  #watchMemory(): () => void {
    let stop: () => void;
    const look = (): void => {
      const { now, peak } = this.process.memory();
      this.notePeak(peak);
      if (now > this.spec.memorySize) this.#abort({ kind: 'out of memory' });
      else stop = this.host.clock.wallTimer(MEMORY_INTERVAL, look);
    };
    stop = this.host.clock.wallTimer(MEMORY_INTERVAL, look);
    return () => stop();
  }
}
