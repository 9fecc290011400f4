/**
 * Carries out invocations: counts them in, finds an environment or makes one, runs the handler, and puts what happened
 * into the log, the journal, the meter and the metrics.
 *
 * Evidence: aws.md sections B.2 and B.3.
 */
import { rmSync } from 'node:fs';
import { seconds } from '../../../kernel/instant.ts';
import { traceHeader, traceRoot, type Cause } from '../../../kernel/journal.ts';
import { Concurrency } from '../concurrency.ts';
import type { LambdaFunction } from '../functions.ts';
import type { Lambda } from '../lambda.ts';
import { runtimeVersionArn } from '../runtimes.ts';
import type { FunctionVersion } from '../versions.ts';
import { Environments, type NewEnvironment } from './environments.ts';
import { execute } from './execution.ts';
import { ExtendedEnvironment } from './extended-environment.ts';
import { extensionsOf } from './extensions.ts';
import type { Failure } from './failure.ts';
import { folderState } from './hot-folder.ts';
import { strike } from './invocation-faults.ts';
import { recordInjected, recordInvocation, recordThrottle } from './invocation-records.ts';
import { LogSink } from './log-sink.ts';
import { NodeEnvironment } from './node-environment.ts';
import { PlatformLog } from './platform-log.ts';
import { Reaper } from './reaper.ts';
import { RuntimeApiEnvironment } from './runtime-api-environment.ts';
import { StreamedResponse, type ResponseSink } from './streamed-response.ts';
import { specOf } from './specs.ts';

export interface InvocationRequest {
  readonly fn: LambdaFunction;
  readonly version: FunctionVersion;
  /** The ARN as the caller gave it. */
  readonly functionArn: string;
  readonly requestId: string;
  /** JSON text. */
  readonly payload: Uint8Array;
  /** Decoded. */
  readonly clientContext?: unknown;
  /** The root of the trace that the caller is part of: `1-…-…`. */
  readonly traceRoot?: string | undefined;
  readonly kind: 'request' | 'event';
  readonly cause: Cause;
  /** Where a streamed response goes while it is written. */
  readonly sink?: ResponseSink | undefined;
  /** Billed as Lambda@Edge. */
  readonly atEdge?: boolean | undefined;
}

export interface InvocationResult {
  readonly payload: Buffer;
  readonly executedVersion: string;
  /** How the function failed, if it did. */
  readonly failure: Failure | undefined;
  /** What was logged from START to REPORT. */
  readonly log: string;
  readonly seq: Cause;
}

export class Invocations {
  readonly #lambda: Lambda;
  readonly #concurrency: Concurrency;
  readonly #environments: Environments;
  #reaper = new Reaper();

  constructor(lambda: Lambda) {
    this.#lambda = lambda;
    this.#concurrency = new Concurrency(lambda.functions);
    this.#environments = new Environments(lambda.kernel.clock);
  }

  /** @throws AwsError TooManyRequestsException */
  async run(request: InvocationRequest): Promise<InvocationResult> {
    const leave = this.#enter(request);
    try {
      const injected = await strike(this.#lambda.kernel, request);
      if (typeof injected !== 'object') return await this.#run(request, injected === 'crash');
      const seq = recordInjected(this.#lambda.kernel, request, injected);
      const { payload } = injected;
      return { payload, executedVersion: request.version.version, failure: injected, log: '', seq };
    } finally {
      leave();
    }
  }

  /** Runs an invocation whose response goes out while it is written; a refusal is told by its beginning. */
  stream(request: InvocationRequest): {
    readonly response: StreamedResponse;
    readonly ended: Promise<InvocationResult>;
  } {
    const response = new StreamedResponse();
    const ended = this.#lambda.kernel.clock.run(() => this.run({ ...request, sink: response }));
    ended.then(
      ({ failure, payload }) => response.end(failure === undefined ? payload : undefined),
      (error: unknown) => response.refuse(error),
    );
    return { response, ended };
  }

  /** Ends a function's idle environments: its code or configuration changed, or it is gone. */
  retire(fn: LambdaFunction): void {
    this.#environments.retire(fn.id);
  }

  /** Gives away what idles: an environment goes on where the heir would start the same, and ends where not. */
  bequeath(): (heir: Invocations) => void {
    const idle = this.#environments.takeIdle();
    const reaper = this.#reaper;
    this.#reaper = new Reaper();
    return (heir) => {
      heir.#reaper = reaper;
      if (idle.length === 0) return;
      const { functions, versions } = heir.#lambda;
      const places = new Map(
        functions
          .all()
          .flatMap((fn) =>
            versions
              .list(fn)
              .map((version) => [originOf(fn, version), { functionId: fn.id, key: keyOf(version) }] as const),
          ),
      );
      heir.#environments.adopt(idle, (origin) => places.get(origin));
    };
  }

  async close(): Promise<void> {
    await this.#environments.close();
    await this.#reaper.close();
  }

  async #run(request: InvocationRequest, crash: boolean): Promise<InvocationResult> {
    const { kernel } = this.#lambda;
    const { fn, version } = request;
    const { clock, journal, ids } = kernel;
    const seq = journal.reserve();
    const make = (): Promise<NewEnvironment> => this.#make(fn, version);
    const lease = await this.#environments.acquire(fn.id, keyOf(version), make);
    try {
      const { environment, spec, cold } = lease;
      const sink = new LogSink(() => clock.now());
      environment.logTo(sink);
      const root = request.traceRoot ?? traceRoot(clock.now(), ids.hex(24));
      const execution = await execute({
        clock,
        environment,
        cold,
        onStarted: () => lease.started(),
        crash,
        input: {
          requestId: request.requestId,
          functionArn: request.functionArn,
          traceId: traceHeader(root, seq),
          payload: request.payload,
          clientContext: request.clientContext,
          limit: seconds(version.settings.timeout),
          sink: request.sink,
        },
        log: new PlatformLog(spec, sink, request.requestId, () => clock.now()),
        runtimeVersionArn: runtimeVersionArn(fn.scope.region, spec.runtime),
      });
      const running = this.#concurrency.running(fn);
      recordInvocation(kernel, { request, spec, execution, cold, seq, lines: sink.lines, running });
      const { payload, failure } = execution;
      return { payload, executedVersion: version.version, failure, log: sink.tail, seq };
    } finally {
      lease.release();
    }
  }

  #enter(request: InvocationRequest): () => void {
    try {
      return this.#concurrency.enter(request.fn);
    } catch (error) {
      recordThrottle(this.#lambda.kernel, request);
      throw error;
    }
  }

  async #make(fn: LambdaFunction, version: FunctionVersion): Promise<NewEnvironment> {
    const { clock, ids } = this.#lambda.kernel;
    const spec = await specOf(this.#lambda, fn, version);
    const host = { clock, reaper: this.#reaper, newId: () => ids.uuid() };
    const inner =
      spec.family === 'nodejs' ? new NodeEnvironment(spec, host) : new RuntimeApiEnvironment(spec, host);
    const paths = extensionsOf(spec);
    const environment = paths.length === 0 ? inner : new ExtendedEnvironment(inner, spec, paths, host);
    const cleanUp = (): void => rmSync(spec.temporary, { recursive: true, force: true });
    return { environment, spec, origin: originOf(fn, version), cleanUp };
  }
}

const keyOf = ({ id, content, code }: FunctionVersion): string => `${id}/${content}${folderKey(code)}`;

/** Numbers are given out anew after a restore; what a version says of itself is the same wherever it stands. */
const originOf = ({ scope, name }: LambdaFunction, { version, settings, code }: FunctionVersion): string =>
  JSON.stringify([scope, name, version, settings, code.sha256, folderKey(code)]);

const folderKey = ({ folder }: FunctionVersion['code']): string =>
  folder === undefined ? '' : `/${folderState(folder)}`;
