/** The official SDK clients as test peers: what they send is caught instead of sent, and they read what they are given. */
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { WireRequest, WireResponse } from '../message.ts';
import { readModel } from '../schema.ts';
import type { ServiceModel } from '../schema.ts';
import type { ServiceId } from '../service-traits.ts';

/** A client package's exports, of which tests use the client class and the commands by name. */
export type ClientModule = Readonly<Record<string, unknown>>;

const CLIENTS: Readonly<Record<ServiceId, () => Promise<ClientModule>>> = {
  'api-gateway': () => import('@aws-sdk/client-api-gateway'),
  cloudformation: () => import('@aws-sdk/client-cloudformation'),
  cloudfront: () => import('@aws-sdk/client-cloudfront'),
  cloudtrail: () => import('@aws-sdk/client-cloudtrail'),
  cloudwatch: () => import('@aws-sdk/client-cloudwatch'),
  'cloudwatch-logs': () => import('@aws-sdk/client-cloudwatch-logs'),
  dynamodb: () => import('@aws-sdk/client-dynamodb'),
  'dynamodb-streams': () => import('@aws-sdk/client-dynamodb-streams'),
  ecr: () => import('@aws-sdk/client-ecr'),
  eventbridge: () => import('@aws-sdk/client-eventbridge'),
  iam: () => import('@aws-sdk/client-iam'),
  kms: () => import('@aws-sdk/client-kms'),
  lambda: () => import('@aws-sdk/client-lambda'),
  s3: () => import('@aws-sdk/client-s3'),
  'secrets-manager': () => import('@aws-sdk/client-secrets-manager'),
  sfn: () => import('@aws-sdk/client-sfn'),
  sns: () => import('@aws-sdk/client-sns'),
  sqs: () => import('@aws-sdk/client-sqs'),
  ssm: () => import('@aws-sdk/client-ssm'),
  sts: () => import('@aws-sdk/client-sts'),
};

interface Client {
  readonly config: {
    readonly protocol?: unknown;
    readonly protocolSettings: Readonly<Record<string, unknown>>;
  };
  send(command: unknown): Promise<unknown>;
}

/** What the SDK hands to its HTTP handler. */
interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

class Caught extends Error {
  readonly request: WireRequest;

  constructor(request: WireRequest) {
    super('caught');
    this.request = request;
  }
}

export class Peer {
  readonly model: ServiceModel;
  readonly #module: ClientModule;
  readonly #options: object;

  constructor(module: ClientModule, options: object = {}) {
    this.#module = module;
    this.#options = options;
    this.model = readModel(module);
  }

  static async of(service: ServiceId, options: object = {}): Promise<Peer> {
    return new Peer(await CLIENTS[service](), options);
  }

  /** The settings of the protocol that the client speaks by default. */
  get protocolSettings(): Readonly<Record<string, unknown>> {
    return this.#client(() => Promise.reject(new Error('unused'))).config.protocolSettings;
  }

  /** The request that the client would send. */
  async request(operation: string, input: object): Promise<WireRequest> {
    try {
      await this.#send(operation, input, (request) => Promise.reject(new Caught(request)));
    } catch (error) {
      if (error instanceof Caught) return error.request;
      throw error;
    }
    throw new Error(`${operation} was not sent.`);
  }

  /** What the client makes of an answer: its output without metadata, streams as bytes; or the exception it throws. */
  async read(operation: string, input: object, answer: WireResponse): Promise<Record<string, unknown>> {
    const output = await this.#send(operation, input, () => Promise.resolve(answer));
    const { $metadata: _, ...members } = output as Record<string, unknown>;
    for (const [name, value] of Object.entries(members)) {
      if (value instanceof Readable) members[name] = await buffer(value);
    }
    return members;
  }

  /** The class of an exception. */
  exception(name: string): new () => Error {
    return this.#module[name] as new () => Error;
  }

  async #send(
    operation: string,
    input: object,
    handle: (request: WireRequest) => Promise<WireResponse>,
  ): Promise<unknown> {
    const Command = this.#module[`${operation}Command`] as new (input: object) => unknown;
    return await this.#client(handle).send(new Command(input));
  }

  #client(handle: (request: WireRequest) => Promise<WireResponse>): Client {
    const name = Object.keys(this.#module).find(
      (key) => /^[A-Z].*Client$/.test(key) && !key.startsWith('__'),
    );
    const Constructor = this.#module[name ?? ''] as new (options: object) => Client;
    return new Constructor({
      region: 'us-east-1',
      endpoint: 'http://127.0.0.1:4566',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      disableHostPrefix: true,
      maxAttempts: 1,
      ...this.#options,
      requestHandler: {
        handle: async (request: SdkRequest) => ({
          response: sdkResponse(await handle(wireRequest(request))),
        }),
      },
    });
  }
}

function wireRequest({ method, path, query, headers, body }: SdkRequest): WireRequest {
  const whole = typeof body === 'string' || body instanceof Uint8Array ? Buffer.from(body) : undefined;
  return {
    method,
    path,
    query: Object.entries(query)
      .flatMap(([name, value]) => [value ?? ''].flat().map((item) => `${encode(name)}=${encode(item)}`))
      .join('&'),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body:
      whole === undefined && body instanceof Readable
        ? body
        : Readable.from(whole === undefined ? [] : [whole]),
    sourceIp: '127.0.0.1',
    localAddress: '127.0.0.1',
    secure: false,
  };
}

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

function sdkResponse({ status, headers, body }: WireResponse): object {
  const stream =
    body instanceof Readable ? body : Readable.from(body === undefined ? [] : [Buffer.from(body)]);
  return { statusCode: status, headers: { ...headers }, body: stream };
}
