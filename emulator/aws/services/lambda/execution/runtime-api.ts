/**
 * The HTTP API that custom runtimes and Python's talk to: they ask for the next invocation and post what came of it. Each
 * environment has a listener of its own, because requests do not say which environment they come from.
 *
 * Evidence: aws.md section B.3, "Runtime API"; answers to misuse as in AWS's runtime interface emulator. Gaps: streamed
 * responses are refused; extensions within the runtime's process may register and wait for events, but are not told of
 * any (those of layers are: extensions.ts); telemetry is refused as AWS's own emulator refuses it.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { percentDecode } from '../../../wire/query-string.ts';
import { OK, readBody, refusal, refuseTelemetry, reply } from './api-answers.ts';
import { LARGEST_RESPONSE, type FunctionFailure } from './environment.ts';
import { ProcessServer } from './process-server.ts';

/** What a runtime has to say. */
export type RuntimeMessage =
  | { readonly kind: 'idle' }
  | { readonly kind: 'response'; readonly payload: Buffer }
  | { readonly kind: 'too large'; readonly limit: number }
  | FunctionFailure
  | (Omit<FunctionFailure, 'kind'> & { readonly kind: 'init error' });

export interface RuntimeInvocation {
  readonly requestId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Uint8Array;
}

export interface Registrant {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly handler: string;
  readonly newId: () => string;
}

const RUNTIME = '/2018-06-01/runtime';
const INVOCATION = new RegExp(`^${RUNTIME}/invocation/([^/]+)/(response|error)$`);

export class RuntimeApi {
  readonly #server: ProcessServer;
  readonly #registrant: Registrant;
  readonly #tell: (message: RuntimeMessage) => void;
  #current: RuntimeInvocation | undefined;
  #waiting: ServerResponse | undefined;

  /** @param tell hears what the runtime says */
  constructor(registrant: Registrant, tell: (message: RuntimeMessage) => void) {
    this.#registrant = registrant;
    this.#tell = tell;
    this.#server = new ProcessServer((request, response) => void this.#answer(request, response));
  }

  /** `127.0.0.1:40123` */
  listen(): Promise<string> {
    return this.#server.listen();
  }

  close(): void {
    this.#server.close();
  }

  /** Hands out an invocation to the runtime, which waits for it or will ask for it. */
  offer(invocation: RuntimeInvocation): void {
    this.#current = invocation;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting !== undefined) this.#hand(waiting);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    if (request.method === 'GET' && path === `${RUNTIME}/invocation/next`) return this.#next(response);
    if (request.method === 'GET' && path === '/2020-01-01/extension/event/next') return;
    const body = await readBody(request, LARGEST_RESPONSE);
    if (path === '/2020-01-01/extension/register') return this.#register(response);
    if (refuseTelemetry(path, response)) return;
    if (path === `${RUNTIME}/init/error`) {
      this.#tell({ kind: 'init error', payload: body ?? Buffer.alloc(0), type: errorTypeOf(request) });
      return reply(response, 202, OK);
    }
    const [, id, outcome] = INVOCATION.exec(path) ?? [];
    if (outcome === undefined) return reply(response, 404, refusal('NotFound', `no ${path} here`));
    if (id === undefined || percentDecode(id) !== this.#current?.requestId) {
      return reply(response, 400, refusal('InvalidRequestID', 'Invalid request ID'));
    }
    this.#take(request, response, outcome, body);
  }

  #take(request: IncomingMessage, response: ServerResponse, outcome: string, body: Buffer | undefined): void {
    if (request.headers['lambda-runtime-function-response-mode'] === 'streaming') {
      const text = 'safelight does not implement response streaming';
      return reply(response, 501, refusal('NotImplemented', text));
    }
    this.#current = undefined;
    if (body === undefined) {
      const text = `Exceeded maximum allowed payload size (${LARGEST_RESPONSE} bytes).`;
      reply(response, 413, refusal('RequestEntityTooLarge', text));
      return this.#tell({ kind: 'too large', limit: LARGEST_RESPONSE });
    }
    reply(response, 202, OK);
    if (outcome === 'response') this.#tell({ kind: 'response', payload: body });
    else this.#tell({ kind: 'error', payload: body, type: errorTypeOf(request) });
  }

  #next(response: ServerResponse): void {
    if (this.#current !== undefined) return this.#hand(response);
    this.#waiting = response;
    response.once('close', () => {
      if (this.#waiting === response) this.#waiting = undefined;
    });
    this.#tell({ kind: 'idle' });
  }

  #hand(response: ServerResponse): void {
    const { headers, payload } = this.#current!;
    response.writeHead(200, {
      'content-type': 'application/json',
      ...headers,
      'content-length': payload.length,
    });
    response.end(payload);
  }

  #register(response: ServerResponse): void {
    const { newId, ...answer } = this.#registrant;
    response.setHeader('Lambda-Extension-Identifier', newId());
    reply(response, 200, answer);
  }
}

const errorTypeOf = ({ headers }: IncomingMessage): string =>
  String(headers['lambda-runtime-function-error-type'] ?? 'Runtime.UnknownReason');
