/**
 * An environment of a function that is not Node's: Python's, with a main file of ours under the machine's `python3`, or a
 * custom runtime's `bootstrap`. Both speak to the Runtime API.
 *
 * Python's `time` and `datetime` read emulated time (python/safelight_time.py). A custom runtime's processes read the
 * machine's clock, whatever language they are written in, and are given deadlines by it; the clients in them sign by it,
 * which a cloud with a moved real clock accepts, and the SDKs correct themselves by the `Date` of the first answer.
 *
 * Gap: between invocations such a process waits but is not frozen.
 */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Duration } from '../../../kernel/instant.ts';
import type { Environment, InitOutcome, InvocationInput, InvocationOutcome } from './environment.ts';
import type { FunctionSpec } from './function-spec.ts';
import { ProcessEnvironment, type EnvironmentHost } from './process-environment.ts';
import { RuntimeApi, type Registrant, type RuntimeMessage } from './runtime-api.ts';
import { variablesOf } from './variables.ts';

const PYTHON_BOOTSTRAP = join(fileURLToPath(new URL('./python/', import.meta.url)), 'bootstrap.py');

export class RuntimeApiEnvironment extends ProcessEnvironment<RuntimeMessage> implements Environment {
  readonly #registrant: Registrant;
  #api: RuntimeApi | undefined;

  constructor(spec: FunctionSpec, host: EnvironmentHost & { readonly newId: () => string }) {
    super(spec, host);
    const { id, version, handler } = spec;
    this.#registrant = { functionName: id.name, functionVersion: version, handler, newId: host.newId };
  }

  async start(limit: Duration): Promise<InitOutcome> {
    const entry = entryPoint(this.spec);
    if ('missing' in entry) return { kind: 'no entry point', message: entry.missing };
    this.#api?.close();
    const api = new RuntimeApi(this.#registrant, (message) => {
      // What a process that was given up sent before its end can still be on its way.
      if (this.#api === api) this.tell(message);
    });
    this.#api = api;
    const address = await api.listen();
    const env = { ...variablesOf(this.spec, address), ...this.#timeVariables() };
    this.spawn({ ...entry, folder: this.spec.taskRoot, env });
    const message = await this.listen(limit);
    switch (message.kind) {
      case 'idle':
        return { kind: 'ready' };
      case 'init error':
        await this.stop('kill');
        return { kind: 'error', payload: message.payload, type: message.type };
      case 'exit':
      case 'timeout':
        api.close();
        return message;
      default:
        await this.stop('kill');
        return { kind: 'exit', end: { description: 'signal: killed' } };
    }
  }

  async invoke(input: InvocationInput): Promise<InvocationOutcome> {
    const { clientContext } = input;
    this.#api!.offer({
      requestId: input.requestId,
      payload: input.payload,
      headers: {
        'Lambda-Runtime-Aws-Request-Id': input.requestId,
        'Lambda-Runtime-Deadline-Ms': String(Math.round(this.#runtimeNow() + input.limit)),
        ...(this.#emulatesTime && { 'Safelight-Clock-Offset-Ms': this.#clockOffset() }),
        'Lambda-Runtime-Invoked-Function-Arn': input.functionArn,
        'Lambda-Runtime-Trace-Id': input.traceId,
        ...(clientContext !== undefined && {
          'Lambda-Runtime-Client-Context': asHeader(clientContext),
        }),
      },
    });
    const message = await this.#outcome(input.limit);
    // What the function printed before it answered is in its pipes; one turn of the loop reads it.
    await new Promise((turn) => setImmediate(turn));
    this.process.flushLines();
    this.notePeak(this.process.memory().peak);
    return message;
  }

  override async stop(how?: 'kill'): Promise<void> {
    await super.stop(how);
    this.#api?.close();
  }

  protected override hangUp(): void {
    this.process.kill();
  }

  get #emulatesTime(): boolean {
    return this.spec.family === 'python';
  }

  /** The time that the runtime goes by. */
  #runtimeNow(): number {
    const { clock } = this.host;
    return this.#emulatesTime ? clock.now() : clock.wall();
  }

  /** Milliseconds that emulated time is ahead of the machine's. */
  #clockOffset(): string {
    const { clock } = this.host;
    return String(Math.round(clock.now() - clock.wall()));
  }

  #timeVariables(): Record<string, string> {
    return this.#emulatesTime ? { SAFELIGHT_CLOCK_OFFSET_MS: this.#clockOffset() } : {};
  }

  async #outcome(limit: Duration): Promise<InvocationOutcome> {
    const message = await this.listen(limit);
    switch (message.kind) {
      case 'idle':
        // It asks again without having answered; AWS hands out the same invocation, and so does the API here.
        return this.#outcome(limit);
      case 'init error':
        return { ...message, kind: 'error' };
      default:
        return message;
    }
  }
}

/** JSON within what a header can carry. */
const asHeader = (value: unknown): string =>
  JSON.stringify(value).replaceAll(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

type EntryPoint =
  | { readonly command: string; readonly args: readonly string[] }
  | { readonly missing: string };

function entryPoint({ family, taskRoot, layerRoot, runtime }: FunctionSpec): EntryPoint {
  if (family === 'python') {
    const python = findProgram('python3');
    // Compiled files would be left beside our own sources; a function's folder cannot be written to anyway.
    if (python !== undefined) return { command: python, args: ['-B', PYTHON_BOOTSTRAP] };
    return { missing: `safelight found no python3 on this machine to run a ${runtime} function with` };
  }
  if (family !== 'provided') {
    return {
      missing: `safelight does not run ${runtime} functions: only Node's, Python's and custom runtimes'`,
    };
  }
  const places = [taskRoot, ...(layerRoot === undefined ? [] : [layerRoot])].map((folder) =>
    join(folder, 'bootstrap'),
  );
  const bootstrap = places.find(isExecutable);
  if (bootstrap !== undefined) return { command: bootstrap, args: [] };
  return { missing: "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]" };
}

const findProgram = (name: string): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
