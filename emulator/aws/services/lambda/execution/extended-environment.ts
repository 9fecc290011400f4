/**
 * An environment with extensions: they are registered before the runtime starts; the environment is ready, and an
 * invocation over, when the runtime and all of them are at rest. What they take counts against the same limits.
 *
 * Evidence: developer guide "Using the Lambda Extensions API to create extensions" (2026-11).
 */
import type { Duration } from '../../../kernel/instant.ts';
import type { Environment, InitOutcome, InvocationInput, InvocationOutcome } from './environment.ts';
import type { ShutdownReason } from './extension-api.ts';
import { Extensions, type ExtensionFailure, type ExtensionHost } from './extensions.ts';
import type { FunctionSpec } from './function-spec.ts';
import type { LogSink } from './log-sink.ts';

/** Wall milliseconds that extensions have to end by themselves. */
const SHUTDOWN_LIMIT = 2_000;

type Waited = 'done' | { readonly kind: 'timeout' } | ExtensionFailure;

export class ExtendedEnvironment implements Environment {
  readonly #inner: Environment;
  readonly #spec: FunctionSpec;
  readonly #paths: readonly string[];
  readonly #host: ExtensionHost;
  #extensions: Extensions | undefined;
  #sink: LogSink | undefined;
  #end: ShutdownReason = 'spindown';

  /** @param paths of the extensions' programs */
  constructor(inner: Environment, spec: FunctionSpec, paths: readonly string[], host: ExtensionHost) {
    this.#inner = inner;
    this.#spec = spec;
    this.#paths = paths;
    this.#host = host;
  }

  get usable(): boolean {
    return this.#end === 'spindown' && this.#inner.usable;
  }

  get peakMemory(): number {
    return this.#inner.peakMemory;
  }

  logTo(sink: LogSink): void {
    this.#sink = sink;
    this.#inner.logTo(sink);
    this.#extensions?.logTo(sink);
  }

  async start(limit: Duration): Promise<InitOutcome> {
    this.#end = 'spindown';
    const elapsed = this.#host.clock.stopwatch();
    const extensions = new Extensions(this.#spec, this.#paths, this.#host);
    this.#extensions = extensions;
    if (this.#sink !== undefined) extensions.logTo(this.#sink);
    await extensions.start();
    const left = (): Duration => Math.max(1, limit - elapsed());
    const registered = await this.#wait(extensions, extensions.registered(), left());
    if (registered !== 'done') return this.#fail(registered);
    const outcome = await this.#orFailure(extensions, this.#inner.start(left()));
    if (outcome.kind !== 'ready') return this.#fail(outcome);
    const idle = await this.#wait(extensions, extensions.idle(), left());
    if (idle !== 'done') return this.#fail(idle);
    this.#logStates(extensions);
    return outcome;
  }

  async invoke(input: InvocationInput): Promise<InvocationOutcome> {
    const extensions = this.#extensions!;
    const { clock } = this.#host;
    const elapsed = clock.stopwatch();
    extensions.invoke({
      deadlineMs: clock.wall() + input.limit,
      requestId: input.requestId,
      invokedFunctionArn: input.functionArn,
      tracing: { type: 'X-Amzn-Trace-Id', value: input.traceId },
    });
    const outcome = await this.#orFailure(extensions, this.#inner.invoke(input));
    if (outcome.kind === 'extension') return this.#fail(outcome);
    if (outcome.kind === 'timeout') this.#end = 'timeout';
    if (!this.#inner.usable) return outcome;
    const idle = await this.#wait(extensions, extensions.idle(), Math.max(1, input.limit - elapsed()));
    return idle === 'done' ? outcome : this.#fail(idle);
  }

  async stop(how?: 'kill'): Promise<void> {
    if (this.#end === 'spindown' && !this.#inner.usable) this.#end = 'failure';
    await this.#inner.stop(how);
    await this.#extensions?.shutDown(this.#end, how === 'kill' ? 0 : SHUTDOWN_LIMIT);
  }

  /** Nothing goes on once a part of it has failed. */
  async #fail<Outcome extends { readonly kind: string }>(outcome: Outcome): Promise<Outcome> {
    this.#end = outcome.kind === 'timeout' ? 'timeout' : 'failure';
    await this.#inner.stop('kill');
    await this.#extensions?.shutDown(this.#end, 0);
    return outcome;
  }

  #orFailure<T>(extensions: Extensions, work: Promise<T>): Promise<T | ExtensionFailure> {
    return Promise.race([work, extensions.failed]);
  }

  async #wait(extensions: Extensions, event: Promise<void>, limit: Duration): Promise<Waited> {
    const timeout = Promise.withResolvers<{ readonly kind: 'timeout' }>();
    const cancel = this.#host.clock.wallTimer(limit, () => timeout.resolve({ kind: 'timeout' }));
    const done = event.then(() => 'done' as const);
    try {
      return await Promise.race([done, extensions.failed, timeout.promise]);
    } finally {
      cancel();
    }
  }

  #logStates({ registrations }: Extensions): void {
    if (this.#spec.logFormat !== 'Text') return;
    for (const [name, events] of registrations) {
      this.#sink?.platform(`EXTENSION\tName: ${name}\tState: Ready\tEvents: [${events.join(',')}]`);
    }
  }
}
