/**
 * Two ways into a cloud for tests that ask it thousands of questions: over HTTP by the official clients, and into the
 * same pipeline and operations without the wire, thirty times faster.
 */
import { createCloud } from '../cloud.ts';
import type { Clock } from '../kernel/clock.ts';
import type { ServiceDefinition } from '../kernel/operation.ts';
import { Pipeline } from '../kernel/pipeline.ts';
import { clientConfig } from './client-config.ts';
import { START, startCore } from './core.ts';

/** An answer, or the error in its place. */
export type Outcome = Readonly<Record<string, unknown>>;

export interface Door extends AsyncDisposable {
  readonly clock: Clock;
  /** Calls an operation with the SDK's input; errors become `{ error: code }`. */
  call(operation: string, input: object): Promise<Outcome>;
  /** What the journal holds against the cloud. */
  defects(): readonly unknown[];
}

/** Calls that skip the wire. */
export function inProcess<State>(definition: ServiceDefinition<string, State>, seed = 'door') {
  const core = startCore(seed);
  const state = definition.create(core);
  const unused = (): never => {
    throw new Error('calls in process have no wire');
  };
  const pipeline = new Pipeline({
    kernel: core,
    services: new Map([
      [definition.name, { definition: definition as ServiceDefinition<string, unknown>, state }],
    ]),
    authenticate: unused,
    readBody: unused,
  });
  const principal = {
    kind: 'user',
    accountId: core.home.accountId,
    accessKeyId: 'test',
    arn: 'arn:aws:iam::000000000000:root',
    userId: '000000000000',
  } as const;
  const call = (operation: string, input: object): Promise<object> =>
    pipeline.invoke({ service: definition.name, operation, input, scope: core.home, principal, cause: 0 });
  return { core, state, call };
}

export function doorInProcess<State>(definition: ServiceDefinition<string, State>): Door {
  const { core, call } = inProcess(definition);
  return {
    clock: core.clock,
    call: (operation, input) => outcomeOf(call(operation, input)),
    defects: () => core.journal.entries().filter(({ type }) => type === 'defect'),
    [Symbol.asyncDispose]: async () => core.close(),
  };
}

type Config = ReturnType<typeof clientConfig> & { readonly systemClockOffset: number };

/** A client with a method for each operation, named as the SDK names it. */
type AnyClient = object;

/** @param connect makes a client of the service */
export async function doorOverHttp(connect: (config: Config) => AnyClient): Promise<Door> {
  const cloud = await createCloud({ clock: 'manual', startAt: START });
  const { clock } = cloud;
  const config = clientConfig(cloud);
  const client = connect({ ...config, systemClockOffset: clock.now() - clock.wall() }) as {
    config: { systemClockOffset: number };
  } & Record<string, (input: object) => Promise<object>>;
  return {
    clock,
    call(operation, input) {
      client.config.systemClockOffset = clock.now() - clock.wall();
      return outcomeOf(client[operation.charAt(0).toLowerCase() + operation.slice(1)]!(input));
    },
    defects: () => cloud.journal.entries().filter(({ type }) => type === 'defect'),
    [Symbol.asyncDispose]: () => cloud.close(0),
  };
}

async function outcomeOf(answer: Promise<object>): Promise<Outcome> {
  try {
    return (await answer) as Outcome;
  } catch (error) {
    const { name, code, details, CancellationReasons, $metadata } = error as Error & {
      readonly $metadata?: { readonly httpStatusCode?: number };
      readonly code?: string;
      readonly details?: { readonly CancellationReasons?: unknown };
      readonly CancellationReasons?: unknown;
    };
    const reasons = CancellationReasons ?? details?.CancellationReasons;
    // An answer without a body has no name to give.
    if ($metadata?.httpStatusCode === 304) return { error: 'NotModified' };
    return { error: code ?? name, ...(reasons !== undefined && { reasons }) };
  }
}
