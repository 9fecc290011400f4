/**
 * Makes log events of what the function prints: one of each `console` call, in AWS's text or JSON form, and one of each
 * line that it writes to its standard streams. They travel over the socket, in order with the results.
 *
 * Evidence: aws.md section B.3, "Log lines".
 */
import { format } from 'node:util';
import { FRAME } from '../frames.ts';
import { writeFrame } from './channel.ts';
import { emulatedTimestamp } from './emulated-date.ts';

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const;
type Level = (typeof LEVELS)[number];

const METHODS = [
  ['trace', 'TRACE'],
  ['debug', 'DEBUG'],
  ['log', 'INFO'],
  ['info', 'INFO'],
  ['warn', 'WARN'],
  ['error', 'ERROR'],
] as const;

let requestId: string | undefined;
let json = false;

/** The invocation that lines belong to from now on; none while the function initialises. */
export function setRequestId(id: string): void {
  requestId = id;
}

/** @param leastLevel what is less than this is not logged; JSON only */
export function installConsole(logFormat: 'Text' | 'JSON', leastLevel: string): void {
  json = logFormat === 'JSON';
  const least = json ? LEVELS.indexOf(leastLevel as Level) : 0;
  const target: Console = globalThis.console;
  for (const [method, level] of METHODS) {
    const wanted = LEVELS.indexOf(level) >= least;
    target[method] = wanted ? (...values: unknown[]) => log(level, values) : () => undefined;
  }
  for (const name of ['stdout', 'stderr'] as const) captureStream(name);
}

/** Logs an error under a heading, as the runtime does for errors that nobody caught. */
export function logError(heading: string, line: string, error: unknown): void {
  if (json) log('ERROR', [error instanceof Error ? error : new Error(String(error))]);
  else log('ERROR', [heading, line]);
}

function log(level: Level, values: readonly unknown[]): void {
  const timestamp = emulatedTimestamp();
  const text = json
    ? jsonEvent(timestamp, level, values)
    : `${timestamp}\t${String(requestId)}\t${level}\t${format(...values)}`;
  writeFrame(FRAME.log, Buffer.from(text));
}

function jsonEvent(timestamp: string, level: Level, values: readonly unknown[]): string {
  const event: Record<string, unknown> = { timestamp, level, requestId };
  const [only] = values;
  if (values.length === 1) {
    try {
      return JSON.stringify({ ...event, message: only }, (_, value: unknown) => describeError(value));
    } catch {
      return JSON.stringify({ ...event, message: format(only) });
    }
  }
  const error = values.find((value) => value instanceof Error);
  return JSON.stringify({
    ...event,
    message: format(...values),
    ...(error && (describeError(error) as object)),
  });
}

const describeError = (value: unknown): unknown =>
  value instanceof Error
    ? {
        errorType: value.constructor.name,
        errorMessage: value.message,
        stackTrace: value.stack?.split('\n') ?? [],
        ...value,
      }
    : value;

/** Replaces a standard stream's `write` when the stream is first asked for: making it costs a millisecond. */
function captureStream(name: 'stdout' | 'stderr'): void {
  const original = Object.getOwnPropertyDescriptor(process, name)!;
  Object.defineProperty(process, name, {
    configurable: true,
    enumerable: true,
    get() {
      const stream = original.get!.call(process) as NodeJS.WriteStream;
      const lines = new LineBuffer();
      stream.write = (chunk: unknown, ...rest: unknown[]): boolean => {
        const encoding = typeof rest[0] === 'string' ? (rest[0] as BufferEncoding) : undefined;
        lines.add(
          typeof chunk === 'string' ? Buffer.from(chunk, encoding) : Buffer.from(chunk as Uint8Array),
        );
        const done = rest.find((value) => typeof value === 'function') as (() => void) | undefined;
        if (done !== undefined) process.nextTick(done);
        return true;
      };
      buffers.push(lines);
      Object.defineProperty(process, name, { configurable: true, enumerable: true, value: stream });
      return stream;
    },
  });
}

const buffers: LineBuffer[] = [];

/** Sends what was written without a line end. */
export function flushLines(): void {
  for (const lines of buffers) lines.flush();
}

class LineBuffer {
  #rest = '';

  add(chunk: Buffer): void {
    const lines = (this.#rest + chunk.toString()).split('\n');
    this.#rest = lines.pop()!;
    for (const line of lines) writeFrame(FRAME.log, Buffer.from(line));
  }

  flush(): void {
    if (this.#rest !== '') writeFrame(FRAME.log, Buffer.from(this.#rest));
    this.#rest = '';
  }
}
