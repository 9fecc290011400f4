/**
 * An environment of a function that is not Node's: Python's, with a main file of ours under the machine's `python3`, or a
 * custom runtime's `bootstrap`. Both speak to the Runtime API.
 *
 * Gap: between invocations such a process waits but is not frozen, and its clock is the machine's.
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

const PYTHON_BOOTSTRAP = fileURLToPath(new URL('./python/bootstrap.py', import.meta.url));

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
    const api = new RuntimeApi(this.#registrant, (message) => this.tell(message));
    this.#api = api;
    const address = await api.listen();
    this.spawn({ ...entry, folder: this.spec.taskRoot, env: variablesOf(this.spec, address) });
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
        // The runtime reads the machine's clock.
        'Lambda-Runtime-Deadline-Ms': String(Math.round(this.host.clock.wall() + input.limit)),
        'Lambda-Runtime-Invoked-Function-Arn': input.functionArn,
        'Lambda-Runtime-Trace-Id': input.traceId,
        ...(clientContext !== undefined && {
          'Lambda-Runtime-Client-Context': JSON.stringify(clientContext),
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

type EntryPoint =
  | { readonly command: string; readonly args: readonly string[] }
  | { readonly missing: string };

function entryPoint({ family, taskRoot, layerRoot, runtime }: FunctionSpec): EntryPoint {
  if (family === 'python') {
    const python = findProgram('python3');
    if (python !== undefined) return { command: python, args: [PYTHON_BOOTSTRAP] };
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
