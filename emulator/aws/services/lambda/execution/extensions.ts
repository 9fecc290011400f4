/**
 * The extensions that a function's layers bring: each executable file in `/opt/extensions` is a process beside the
 * runtime's, started before it and told of invocations and of the end.
 *
 * Evidence: developer guide "Using the Lambda Extensions API to create extensions" (2026-11), the variables that extensions
 * do not see among it. Gaps: an extension's API is not the runtime's, so none can stand between the runtime and Lambda;
 * their memory does not count; the texts of their failures are not from recordings.
 */
import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Duration } from '../../../kernel/instant.ts';
import { ExtensionApi, type ExtensionMessage, type ShutdownReason } from './extension-api.ts';
import { FunctionProcess } from './function-process.ts';
import type { FunctionSpec } from './function-spec.ts';
import type { LogSink } from './log-sink.ts';
import type { EnvironmentHost } from './process-environment.ts';
import { variablesOf } from './variables.ts';

export interface ExtensionHost extends EnvironmentHost {
  readonly newId: () => string;
}

/** How an extension failed the environment. */
export interface ExtensionFailure {
  readonly kind: 'extension';
  /** `Extension.Crash` */
  readonly type: string;
  readonly text: string;
}

interface Member {
  readonly process: FunctionProcess;
  state: 'starting' | 'registered' | 'idle' | 'busy';
}

const HIDDEN = [
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_XRAY_CONTEXT_MISSING',
  'AWS_XRAY_DAEMON_ADDRESS',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
  '_AWS_XRAY_DAEMON_ADDRESS',
  '_AWS_XRAY_DAEMON_PORT',
  '_HANDLER',
];

/** Paths of a function's extensions, in order of their names. */
export function extensionsOf({ layerRoot }: FunctionSpec): readonly string[] {
  if (layerRoot === undefined) return [];
  const folder = join(layerRoot, 'extensions');
  try {
    const names = readdirSync(folder).toSorted();
    return names.map((name) => join(folder, name)).filter(isProgram);
  } catch {
    return [];
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The extensions of one environment, from one start to its end. */
export class Extensions {
  readonly #host: ExtensionHost;
  readonly #spec: FunctionSpec;
  readonly #paths: readonly string[];
  readonly #api: ExtensionApi;
  readonly #members = new Map<string, Member>();
  readonly #failure = Promise.withResolvers<ExtensionFailure>();
  #watchers: (() => void)[] = [];
  #ending = false;
  #sink: LogSink | undefined;

  /** @param paths of their programs, from {@link extensionsOf} */
  constructor(spec: FunctionSpec, paths: readonly string[], host: ExtensionHost) {
    const { id, version, handler } = spec;
    this.#spec = spec;
    this.#paths = paths;
    this.#host = host;
    this.#api = new ExtensionApi({
      functionName: id.name,
      functionVersion: version,
      handler,
      accountId: id.scope.accountId,
      newId: host.newId,
      names: new Set(paths.map(nameOf)),
      tell: (name, message) => this.#hear(name, message),
    });
  }

  /** Settles when the first of them fails. */
  get failed(): Promise<ExtensionFailure> {
    return this.#failure.promise;
  }

  /** The events that each registered for, by its name. */
  get registrations(): ReadonlyMap<string, readonly string[]> {
    return this.#api.registrations;
  }

  logTo(sink: LogSink): void {
    this.#sink = sink;
  }

  async start(): Promise<void> {
    const env = variablesOf(this.#spec, await this.#api.listen());
    for (const name of HIDDEN) delete env[name];
    for (const path of this.#paths) {
      const onLine = (line: string): void => this.#sink?.add(line);
      const options = { command: path, args: [], folder: this.#spec.taskRoot, env, onLine };
      const started = new FunctionProcess(options, this.#host.reaper);
      this.#members.set(nameOf(path), { process: started, state: 'starting' });
      void started.ended.then(({ description = 'exit status 0' }) =>
        this.#fail('Extension.Crash', description),
      );
    }
  }

  /** Settles when all have registered. */
  registered(): Promise<void> {
    return this.#when(({ state }) => state !== 'starting');
  }

  /** Settles when all have asked for what is next. */
  idle(): Promise<void> {
    return this.#when(({ state }) => state === 'idle');
  }

  /** Tells those that want to know of an invocation. */
  invoke(
    invocation: Omit<Parameters<ExtensionApi['offer']>[0] & { eventType: 'INVOKE' }, 'eventType'>,
  ): void {
    for (const name of this.#api.offer({ eventType: 'INVOKE', ...invocation })) {
      const member = this.#members.get(name);
      if (member !== undefined) member.state = 'busy';
    }
  }

  /** Tells them of the end and lets them end by themselves, for so much wall time at most. */
  async shutDown(shutdownReason: ShutdownReason, grace: Duration): Promise<void> {
    const { clock } = this.#host;
    this.#ending = true;
    const living = [...this.#members.values()].filter(({ process: { alive } }) => alive);
    const told = new Set(
      grace === 0
        ? []
        : this.#api.offer({ eventType: 'SHUTDOWN', shutdownReason, deadlineMs: clock.wall() + grace }),
    );
    for (const [name, { process: running }] of this.#members) if (!told.has(name)) running.kill();
    const cancel = clock.wallTimer(grace, () => {
      for (const { process: running } of living) running.kill();
    });
    await Promise.all(living.map(({ process: { ended } }) => ended));
    cancel();
    this.#api.close();
  }

  #hear(name: string, message: ExtensionMessage): void {
    const member = this.#members.get(name);
    if (message.kind === 'init error' || message.kind === 'exit error') {
      const type = message.kind === 'init error' ? 'Extension.InitError' : 'Extension.ExitError';
      this.#fail(type, message.type);
    } else if (member !== undefined) member.state = message.kind;
    for (const look of this.#watchers) look();
  }

  #fail(type: string, text: string): void {
    if (!this.#ending) this.#failure.resolve({ kind: 'extension', type, text });
  }

  #when(holds: (member: Member) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (![...this.#members.values()].every(holds)) return;
        this.#watchers = this.#watchers.filter((watcher) => watcher !== look);
        resolve();
      };
      this.#watchers = [...this.#watchers, look];
      look();
    });
  }
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
