/**
 * The HTTP API that extensions talk to: each registers for events under its name and asks for the next one, again and
 * again. One that asks is at rest.
 *
 * Evidence: developer guide "Using the Lambda Extensions API to create extensions" (2026-11); answers to misuse as in AWS's
 * runtime interface emulator. Gaps: telemetry is refused, as that emulator refuses it; the runtime's own API is not here.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { OK, readBody, refusal, refuseTelemetry, reply } from './api-answers.ts';
import { ProcessServer } from './process-server.ts';

export type ExtensionEvent =
  | {
      readonly eventType: 'INVOKE';
      /** Epoch milliseconds. */
      readonly deadlineMs: number;
      readonly requestId: string;
      readonly invokedFunctionArn: string;
      readonly tracing: { readonly type: 'X-Amzn-Trace-Id'; readonly value: string };
    }
  | {
      readonly eventType: 'SHUTDOWN';
      readonly shutdownReason: ShutdownReason;
      readonly deadlineMs: number;
    };

export type ShutdownReason = 'spindown' | 'timeout' | 'failure';

/** What an extension has to say. */
export type ExtensionMessage =
  | { readonly kind: 'registered' | 'idle' }
  | { readonly kind: 'init error' | 'exit error'; readonly type: string };

export interface ExtensionApiOptions {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly handler: string;
  readonly accountId: string;
  readonly newId: () => string;
  /** The names of those that were started. */
  readonly names: ReadonlySet<string>;
  readonly tell: (name: string, message: ExtensionMessage) => void;
}

interface Registration {
  readonly name: string;
  readonly id: string;
  readonly events: readonly string[];
  waiting: ServerResponse | undefined;
}

const PREFIX = '/2020-01-01/extension';
const EVENTS: readonly unknown[] = ['INVOKE', 'SHUTDOWN'];
/** Bytes of the longest request that is read. */
const LONGEST_REQUEST = 64 * 1024;

export class ExtensionApi {
  readonly #server: ProcessServer;
  readonly #options: ExtensionApiOptions;
  readonly #byId = new Map<string, Registration>();
  readonly #byName = new Map<string, Registration>();

  constructor(options: ExtensionApiOptions) {
    this.#options = options;
    this.#server = new ProcessServer((request, response) => void this.#answer(request, response));
  }

  /** `127.0.0.1:40123` */
  listen(): Promise<string> {
    return this.#server.listen();
  }

  close(): void {
    this.#server.close();
  }

  /** The events that each extension registered for, by its name. */
  get registrations(): ReadonlyMap<string, readonly string[]> {
    return new Map([...this.#byName].map(([name, { events }]) => [name, events]));
  }

  /** Hands an event to whoever registered for it and asks; returns the names of those. */
  offer(event: ExtensionEvent): readonly string[] {
    const told = [...this.#byName.values()].filter(({ events }) => events.includes(event.eventType));
    for (const registration of told) {
      const { waiting } = registration;
      registration.waiting = undefined;
      waiting?.setHeader('Lambda-Extension-Event-Identifier', this.#options.newId());
      if (waiting !== undefined) reply(waiting, 200, event);
    }
    return told.map(({ name }) => name);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    const body = await readBody(request, LONGEST_REQUEST);
    if (path === `${PREFIX}/register`) return this.#register(request, response, body);
    if (refuseTelemetry(path, response)) return;
    const id = headerOf(request, 'lambda-extension-identifier');
    const registration = this.#byId.get(id);
    if (registration === undefined) return refuseIdentifier(response, id);
    switch (path) {
      case `${PREFIX}/event/next`:
        registration.waiting = response;
        return this.#options.tell(registration.name, { kind: 'idle' });
      case `${PREFIX}/init/error`:
        return this.#fail('init error', registration, request, response);
      case `${PREFIX}/exit/error`:
        return this.#fail('exit error', registration, request, response);
      default:
        return reply(response, 404, refusal('NotFound', `no ${path} here`));
    }
  }

  #register(request: IncomingMessage, response: ServerResponse, body: Buffer | undefined): void {
    const { newId, names, tell, accountId, functionName, functionVersion, handler } = this.#options;
    const name = headerOf(request, 'lambda-extension-name');
    if (name === '') return forbid(response, 'Extension.InvalidExtensionName', 'Empty extension name');
    const events = eventsIn(body);
    if (events === undefined) return forbid(response, 'InvalidRequestFormat', 'Invalid request format');
    const unknown = events.find((event) => !EVENTS.includes(event));
    if (unknown !== undefined) {
      return forbid(response, 'Extension.InvalidEventType', `${JSON.stringify(unknown)}: invalid event type`);
    }
    if (!names.has(name) || this.#byName.has(name)) {
      return forbid(response, 'Extension.RegistrationClosed', 'Extension registration closed already');
    }
    const registration: Registration = {
      name,
      id: newId(),
      events: events as readonly string[],
      waiting: undefined,
    };
    this.#byId.set(registration.id, registration);
    this.#byName.set(name, registration);
    const features = headerOf(request, 'lambda-extension-accept-feature').split(/\s*,\s*/);
    response.setHeader('Lambda-Extension-Identifier', registration.id);
    reply(response, 200, {
      functionName,
      functionVersion,
      handler,
      ...(features.includes('accountId') && { accountId }),
    });
    tell(name, { kind: 'registered' });
  }

  #fail(
    kind: 'init error' | 'exit error',
    { name }: Registration,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const type = headerOf(request, 'lambda-extension-function-error-type');
    if (type === '') {
      const text = 'Missing Lambda-Extension-Function-Error-Type header';
      return forbid(response, 'Extension.MissingHeader', text);
    }
    reply(response, 202, OK);
    this.#options.tell(name, { kind, type });
  }
}

const headerOf = ({ headers }: IncomingMessage, name: string): string => String(headers[name] ?? '');

const forbid = (response: ServerResponse, type: string, message: string): void =>
  reply(response, 403, refusal(type, message));

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function refuseIdentifier(response: ServerResponse, id: string): void {
  if (id === '') {
    const text = 'Missing Lambda-Extension-Identifier header';
    forbid(response, 'Extension.MissingExtensionIdentifier', text);
  } else if (UUID.test(id))
    forbid(response, 'Extension.UnknownExtensionIdentifier', `Unknown extension ${id}`);
  else forbid(response, 'Extension.InvalidExtensionIdentifier', 'Invalid Lambda-Extension-Identifier');
}

/** The events of a registration; nothing of what is none. */
function eventsIn(body: Buffer | undefined): readonly unknown[] | undefined {
  try {
    const { events } = JSON.parse(String(body)) as { readonly events?: unknown };
    return events === undefined ? [] : Array.isArray(events) ? (events as unknown[]) : undefined;
  } catch {
    return undefined;
  }
}
