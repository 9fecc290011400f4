/**
 * Collects what one invocation logs. A function that floods its output is cut off, and its log says so: log events are
 * records, and a loop around `console.log` must not fill the store.
 */
import type { Instant } from '../../../kernel/instant.ts';

export interface LogLine {
  readonly at: Instant;
  readonly message: string;
}

const MOST_LINES = 20_000;
const MOST_BYTES = 8 * 1024 * 1024;
/** CloudWatch Logs' largest event, less its overhead. */
const LONGEST_LINE = 262_118;

export class LogSink {
  readonly #now: () => Instant;
  readonly #lines: LogLine[] = [];
  #kept = 0;
  #bytes = 0;
  #dropped = 0;

  constructor(now: () => Instant) {
    this.#now = now;
  }

  /** Takes a line of the function's. */
  add(message: string): void {
    if (this.#kept >= MOST_LINES || this.#bytes >= MOST_BYTES) {
      this.#dropped += 1;
      return;
    }
    const kept = message.length > LONGEST_LINE ? message.slice(0, LONGEST_LINE) : message;
    this.#kept += 1;
    this.#bytes += kept.length;
    this.#lines.push({ at: this.#now(), message: kept });
  }

  /** Takes a line of Lambda's own, which is never cut off. */
  platform(message: string): void {
    if (this.#dropped > 0) {
      const lost = `safelight: ${this.#dropped} more lines of this invocation were not kept.`;
      this.#lines.push({ at: this.#now(), message: lost });
      this.#dropped = 0;
    }
    this.#lines.push({ at: this.#now(), message });
  }

  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  /** The text from START on, for callers that ask for the log's end. */
  get tail(): string {
    const shown = this.#lines.filter(({ message }) => !/^(?:INIT_START|EXTENSION)\s/.test(message));
    return shown.map(({ message }) => `${message}\n`).join('');
  }
}
