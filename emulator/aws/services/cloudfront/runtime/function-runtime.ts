/**
 * The sandbox of CloudFront Functions: QuickJS in WebAssembly, with bounded computing, memory and stack, and nothing of the
 * host but what `prelude.ts` hands in. A function version keeps its runtime between requests; its script runs anew for
 * each, so that no variable survives (aws.md section A.17).
 *
 * Gaps: CPU is counted in the engine's ticks, 36 of which take about the millisecond that AWS grants; what a function does
 * to built-in prototypes lasts until its next version.
 */
import { createHash, createHmac } from 'node:crypto';
import {
  newQuickJSWASMModuleFromVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
  type QuickJSWASMModule,
} from 'quickjs-emscripten-core';
import type { Clock } from '../../../kernel/clock.ts';
import type { Instant } from '../../../kernel/instant.ts';
import { readChoice, type OriginChoice } from './origin-choice.ts';
import { PRELUDE, wrapped } from './prelude.ts';
import { prepared, type FunctionRuntimeName } from './source.ts';

/** What a function may learn of a store. */
export interface StoreFacts {
  readonly keyCount: number;
  /** ISO 8601. */
  readonly creationDateTime: string;
  readonly lastUpdatedDateTime: string;
}

/** What a function may read of key value stores. */
export interface PairSource {
  /** @param id undefined: the one store that the function is associated with */
  value(id: string | undefined, key: string): string | undefined;
  /** Undefined when there is no such store, or the function is not associated with it. */
  about(id: string | undefined): StoreFacts | undefined;
}

export interface FunctionCall {
  /** Tells versions of functions apart. */
  readonly version: string;
  /** UTF-8. */
  readonly code: Uint8Array;
  readonly runtime: FunctionRuntimeName;
  readonly pairs: PairSource;
  readonly event: object;
  readonly now: Instant;
  /** Seeds `Math.random`. */
  readonly seed: number;
}

export interface FunctionOutcome {
  /** What the handler returned, as JSON; empty when it returned nothing. */
  readonly output?: string;
  /** What it threw, or why it was stopped. */
  readonly error?: string;
  readonly logs: readonly string[];
  /** The last choice that it made of the request's origin. */
  readonly origin?: OriginChoice;
  /** From 0 to 100: how much of the permitted computing it took. */
  readonly utilization: number;
}

let loading: Promise<QuickJSWASMModule> | undefined;

/** One engine for all clouds of a process, loaded with the first function. */
const loadEngine = (): Promise<QuickJSWASMModule> =>
  (loading ??= import('@jitl/quickjs-singlefile-mjs-release-sync').then(({ default: variant }) =>
    newQuickJSWASMModuleFromVariant(variant),
  ));

const MOST_TICKS = 100;
/** Wall milliseconds after which even a single long built-in operation is given up. */
const DEADLINE = 250;
/** Two MiB for the function on top of what the engine itself takes. */
const MEMORY = 2 * 1_024 * 1_024;
const STACK = 256 * 1_024;
const MOST_LOG = 10 * 1_024;
const MOST_KEPT = 64;

interface Cell {
  readonly runtime: QuickJSRuntime;
  readonly context: QuickJSContext;
  readonly factory: QuickJSHandle;
  readonly start: QuickJSHandle;
  readonly finish: QuickJSHandle;
}

export class FunctionRuntime {
  readonly #clock: Clock;
  readonly #cells = new Map<string, Cell>();
  #logs: string[] = [];
  #logged = 0;
  #pairs: PairSource | undefined;
  #origin: OriginChoice | undefined;
  #ticks = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Runs a handler once. Never throws for what a function does. */
  async run(call: FunctionCall): Promise<FunctionOutcome> {
    const engine = await loadEngine();
    this.#logs = [];
    this.#logged = 0;
    this.#pairs = call.pairs;
    this.#origin = undefined;
    this.#ticks = 0;
    const ended = this.#runIn(engine, call);
    const utilization = Math.min(100, Math.ceil((this.#ticks / MOST_TICKS) * 100));
    const origin = this.#origin;
    return {
      ...ended,
      logs: this.#logs,
      ...(origin !== undefined && { origin }),
      utilization: Math.max(utilization, 1),
    };
  }

  close(): void {
    for (const version of this.#cells.keys()) this.#drop(version);
  }

  #runIn(engine: QuickJSWASMModule, call: FunctionCall): { output: string } | { error: string } {
    const elapsed = this.#clock.stopwatch();
    const interrupted = (): boolean => {
      this.#ticks += 1;
      return this.#ticks > MOST_TICKS || elapsed() > DEADLINE;
    };
    const cell = this.#cells.get(call.version) ?? this.#build(engine, call, interrupted);
    if ('error' in cell) return cell;
    this.#cells.delete(call.version);
    this.#cells.set(call.version, cell);
    cell.runtime.setInterruptHandler(interrupted);
    const { context } = cell;
    const { event, now, seed } = call;
    const given = context.newString(JSON.stringify({ event, now, seed }));
    const outcome = completed(cell, given);
    given.dispose();
    if (!('error' in outcome)) return outcome;
    // What was cut off may have left the runtime in any state.
    if (this.#ticks > MOST_TICKS || elapsed() > DEADLINE) {
      this.#drop(call.version);
      return { error: 'The CloudFront function exceeded the permitted compute utilization.' };
    }
    if (/out of memory|stack overflow/.test(outcome.error)) this.#drop(call.version);
    return outcome;
  }

  #build(
    engine: QuickJSWASMModule,
    call: FunctionCall,
    interrupted: () => boolean,
  ): Cell | { error: string } {
    const source = prepared(Buffer.from(call.code).toString('utf8'), call.runtime);
    if ('error' in source) return source;
    const runtime = engine.newRuntime({ maxStackSizeBytes: STACK });
    const context = runtime.newContext();
    const setUp = context.unwrapResult(context.evalCode(PRELUDE));
    const host = this.#host(context, call.runtime === 'cloudfront-js-2.0');
    const api = context.unwrapResult(context.callFunction(setUp, context.undefined, host));
    const start = context.getProp(api, 'start');
    const finish = context.getProp(api, 'finish');
    for (const handle of [setUp, host, api]) handle.dispose();
    runtime.setMemoryLimit(usedBytes(runtime) + MEMORY);
    runtime.setInterruptHandler(interrupted);
    const factory = context.evalCode(wrapped(source.script), `${call.version}.js`);
    if (factory.error !== undefined) {
      const error = describe(context, factory.error);
      for (const handle of [start, finish]) handle.dispose();
      context.dispose();
      runtime.dispose();
      return { error };
    }
    for (const oldest of this.#cells.keys()) {
      if (this.#cells.size < MOST_KEPT) break;
      this.#drop(oldest);
    }
    const cell: Cell = { runtime, context, factory: factory.value, start, finish };
    this.#cells.set(call.version, cell);
    return cell;
  }

  #host(context: QuickJSContext, modern: boolean): QuickJSHandle {
    const host = context.newObject();
    context.setProp(host, 'modern', modern ? context.true : context.false);
    const call = context.newFunction('call', (name, args) => {
      const values = JSON.parse(context.getString(args)) as Arguments;
      const answer = this.#answer(context.getString(name), values);
      return answer === undefined ? context.undefined : context.newString(JSON.stringify(answer));
    });
    call.consume((made) => context.setProp(host, 'call', made));
    return host;
  }

  #answer(name: string, [first, second, third]: Arguments): unknown {
    switch (name) {
      case 'log':
        return this.#log(first ?? '');
      case 'decode':
        return Buffer.from(first ?? '', encodingOf(second ?? '')).toString('latin1');
      case 'encode':
        return Buffer.from(first ?? '', 'latin1').toString(encodingOf(second ?? ''));
      case 'digest':
        return digest(first ?? '', second, third ?? '');
      case 'value':
        return this.#pairs?.value(first ?? undefined, second ?? '');
      case 'store':
        return this.#pairs?.about(first ?? undefined);
      default:
        this.#origin = readChoice(name, first ?? '[]');
        return undefined;
    }
  }

  #log(line: string): void {
    if (this.#logged >= MOST_LOG) return;
    const rest = line.slice(0, MOST_LOG - this.#logged);
    this.#logs.push(rest);
    this.#logged += rest.length;
  }

  #drop(version: string): void {
    const cell = this.#cells.get(version);
    if (cell === undefined) return;
    this.#cells.delete(version);
    for (const handle of [cell.factory, cell.start, cell.finish]) handle.dispose();
    cell.context.dispose();
    cell.runtime.dispose();
  }
}

/** @param given event, time and seed, as JSON in the sandbox */
function completed(cell: Cell, given: QuickJSHandle): { output: string } | { error: string } {
  const { context, runtime, start, finish, factory } = cell;
  const started = context.callFunction(start, context.undefined, factory, given);
  if (started.error !== undefined) return { error: describe(context, started.error) };
  // Handlers that are not async have ended by now.
  if (context.typeof(started.value) === 'string') {
    return { output: started.value.consume((handle) => context.getString(handle)) };
  }
  started.value.dispose();
  const jobs = runtime.executePendingJobs();
  if (jobs.error !== undefined) return { error: describe(context, jobs.error) };
  jobs.dispose();
  const finished = context.callFunction(finish, context.undefined);
  if (finished.error !== undefined) return { error: describe(context, finished.error) };
  const type = context.typeof(finished.value);
  const output = finished.value.consume((handle) => context.getString(handle));
  return type === 'undefined' ? { error: 'The function did not settle its promise.' } : { output };
}

function describe(context: QuickJSContext, thrown: QuickJSHandle): string {
  const value: unknown = thrown.consume((handle) => context.dump(handle));
  if (typeof value !== 'object' || value === null) return String(value);
  const { name = 'Error', message = '' } = value as { name?: string; message?: string };
  return `${name}: ${message}`;
}

function usedBytes(runtime: QuickJSRuntime): number {
  const match = /(\d+)/.exec(/memory used\s+\d+\s+(\d+)/.exec(runtime.dumpMemoryUsage())?.[1] ?? '');
  return match === null ? 0 : Number(match[1]);
}

function digest(algorithm: string, key: string | null | undefined, data: string): string {
  const named = ['md5', 'sha1', 'sha256'].includes(algorithm) ? algorithm : undefined;
  if (named === undefined) throw new TypeError(`not supported algorithm: "${algorithm}"`);
  const bytes = Buffer.from(data, 'latin1');
  const hash =
    key === undefined || key === null ? createHash(named) : createHmac(named, Buffer.from(key, 'latin1'));
  return hash.update(bytes).digest().toString('latin1');
}

/** JSON has no `undefined`. */
type Arguments = readonly (string | null)[];

const ENCODINGS: Readonly<Record<string, BufferEncoding>> = {
  utf8: 'utf8',
  'utf-8': 'utf8',
  hex: 'hex',
  base64: 'base64',
  base64url: 'base64url',
  latin1: 'latin1',
};

function encodingOf(name: string): BufferEncoding {
  const encoding = ENCODINGS[name];
  if (encoding === undefined) throw new TypeError(`"${name}" encoding is not supported`);
  return encoding;
}
