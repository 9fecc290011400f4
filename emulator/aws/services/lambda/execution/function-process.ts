/**
 * A function's process: a group of its own, so that what it starts ends with it; nothing of the emulator's environment;
 * watched by the reaper and, where the system tells, for its memory.
 *
 * Gap: resident memory is read from /proc, so on systems without it only V8's own limit holds a function back.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import type { ProcessEnd } from './environment.ts';
import type { Reaper } from './reaper.ts';

export interface ProcessOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Told of every line on standard output and error. */
  readonly onLine: (line: string) => void;
}

const SIGNAL_NAMES: Readonly<Record<string, string>> = {
  SIGABRT: 'aborted (core dumped)',
  SIGBUS: 'bus error (core dumped)',
  SIGFPE: 'floating point exception (core dumped)',
  SIGILL: 'illegal instruction (core dumped)',
  SIGKILL: 'killed',
  SIGSEGV: 'segmentation fault (core dumped)',
  SIGTERM: 'terminated',
};
const LONGEST_LINE = 1024 * 1024;

export class FunctionProcess {
  readonly #child: ChildProcess;
  readonly #reaper: Reaper;
  readonly #lines: readonly LineReader[];
  #end: ProcessEnd | undefined;
  /** Settles when the process has ended and everything it wrote before was read. */
  readonly ended: Promise<ProcessEnd>;

  constructor(options: ProcessOptions, reaper: Reaper) {
    this.#reaper = reaper;
    this.#child = spawn(options.command, options.args, {
      cwd: options.folder,
      env: { ...options.env },
      detached: true,
      // On Windows, a process of its own would have a window of its own.
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    if (this.#child.pid !== undefined) reaper.watch(this.#child.pid);
    this.#lines = [this.#child.stdout!, this.#child.stderr!].map(
      (from) => new LineReader(from, options.onLine),
    );
    this.ended = new Promise((done) => {
      this.#child.once('error', (error) => this.#finish({ description: error.message }, done));
      this.#child.once('exit', (code, signal) => this.#finish({ description: describe(code, signal) }, done));
    });
  }

  /** The socket on descriptor 3. */
  get socket(): NodeJS.ReadWriteStream & { destroy(): void } {
    return this.#child.stdio[3] as unknown as NodeJS.ReadWriteStream & { destroy(): void };
  }

  get alive(): boolean {
    return this.#end === undefined;
  }

  /** Kills the process and all that it started. */
  kill(): void {
    const { pid } = this.#child;
    if (pid === undefined || !this.alive) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      this.#child.kill('SIGKILL');
    }
  }

  /** MiB of resident memory, now and at its most; 0 where the system does not tell. */
  memory(): { readonly now: number; readonly peak: number } {
    let status = '';
    try {
      status = readFileSync(`/proc/${this.#child.pid}/status`, 'latin1');
    } catch {
      // The process has ended, or there is no /proc.
    }
    const mebibytes = (pattern: RegExp): number => Number(pattern.exec(status)?.[1] ?? 0) / 1_024;
    return { now: mebibytes(/^VmRSS:\s+(\d+) kB$/m), peak: mebibytes(/^VmHWM:\s+(\d+) kB$/m) };
  }

  /** Passes on what was written without a line end. */
  flushLines(): void {
    for (const lines of this.#lines) lines.flush();
  }

  #finish(end: ProcessEnd, done: (end: ProcessEnd) => void): void {
    if (this.#end !== undefined) return;
    this.#end = end;
    const { pid } = this.#child;
    if (pid !== undefined) {
      // The group can outlive its leader.
      try {
        process.kill(-pid, 'SIGKILL');
      } catch {
        // Nobody was left.
      }
      this.#reaper.forget(pid);
    }
    // What the process wrote is in its pipes by now; one turn of the loop reads it.
    setImmediate(() => setImmediate(() => done(end)));
  }
}

/** What AWS says of an end: nothing of an exit with status 0. */
function describe(code: number | null, signal: NodeJS.Signals | null): string | undefined {
  if (signal !== null) return `signal: ${SIGNAL_NAMES[signal] ?? signal.toLowerCase()}`;
  return code === 0 ? undefined : `exit status ${code}`;
}

/** Cuts a stream into lines. What has no line end yet is not looked at again with every chunk: output may be endless. */
class LineReader {
  readonly #onLine: (line: string) => void;
  #parts: string[] = [];
  #length = 0;

  constructor(stream: Readable, onLine: (line: string) => void) {
    this.#onLine = onLine;
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => this.#add(chunk));
    stream.on('end', () => this.flush());
  }

  flush(): void {
    if (this.#length > 0) this.#onLine(this.#take());
  }

  #add(chunk: string): void {
    const end = chunk.lastIndexOf('\n');
    if (end >= 0) {
      const whole = this.#take() + chunk.slice(0, end);
      for (const line of whole.split('\n')) this.#onLine(line);
    }
    const rest = chunk.slice(end + 1);
    this.#parts.push(rest);
    this.#length += rest.length;
    if (this.#length > LONGEST_LINE) this.flush();
  }

  #take(): string {
    const text = this.#parts.join('');
    this.#parts = [];
    this.#length = 0;
    return text;
  }
}
