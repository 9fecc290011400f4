/**
 * What a service is made of. A service is a state (its nouns over the record store) and a table of operations; an
 * operation is one function from the SDK's input type to the SDK's output type. Who asks, when, and what the wire
 * carried besides is in the call.
 */
import type { Authentication } from '../auth/authentication.ts';
import type { WireRequest, WireResponse } from '../wire/message.ts';
import type { ServiceModel } from '../wire/schema.ts';
import type { AccessRequest } from './access.ts';
import type { Instant } from './instant.ts';
import type { Cause } from './journal.ts';
import type { Kernel } from './kernel.ts';
import type { Principal, Scope } from './scope.ts';

/** What an operation may say about the answer beyond its output. */
export interface Reply {
  /** Replaces the modelled status. */
  status?: number;
  /** Added to the answer; lower-case names. */
  readonly headers: Record<string, string>;
}

export interface Call {
  readonly service: string;
  readonly operation: string;
  readonly requestId: string;
  /** S3's second request id; only its answers carry one. */
  readonly hostId: string | undefined;
  /** Emulated time, read once when the request arrived. */
  readonly now: Instant;
  /** The caller's account and the region that was asked. */
  readonly scope: Scope;
  readonly principal: Principal;
  /** How the request was signed; `undefined` for calls between services. */
  readonly authentication: Authentication | undefined;
  /** The request as sent; `undefined` for calls between services. */
  readonly wire: WireRequest | undefined;
  /** Headers that a calling service stands in for, when there is no wire. */
  readonly sentHeaders?: Readonly<Record<string, string>> | undefined;
  /** Trailing headers of a chunked body, complete once the body has been read to its end; lower-case names. */
  trailers(): Readonly<Record<string, string>>;
  /** This call's own number in the journal: the cause of what follows from it. */
  readonly seq: Cause;
  readonly reply: Reply;
  readonly kernel: Kernel;
  /** Names the bucket, queue, table or function acted upon, for the journal and the meter. */
  touches(resource: string): void;
  /** The usage type this call is counted under, in the place of `Requests`. */
  countsAs(usageType: string): void;
  /** Facts about this call for the journal. */
  note(facts: Readonly<Record<string, unknown>>): void;
  /**
   * Refuses the call unless policies let its principal do this.
   *
   * @throws AwsError AccessDenied, worded as the service words it
   */
  authorize(request: AccessRequest): void;
}

/** A call that has no operation and nobody behind it yet. */
export interface Interception extends Call {
  /** Names what the request turned out to be and who sent it; from then on it is an ordinary call. */
  becomes(operation: string, authentication: Authentication): void;
}

export type Operation<State, Input, Output> = (
  state: State,
  input: Input,
  call: Call,
) => Output | Promise<Output>;

/** Operations by AWS name. `never` accepts operations of every input type; the wire decides what they are given. */
export type Operations<State> = Readonly<Record<string, Operation<State, never, object>>>;

/**
 * What the coverage table says of an operation: where it differs from AWS, or `stored` when it keeps and returns what it
 * is given without acting on it, and what therefore does not happen.
 */
type Note = string | { readonly stored: string };
export type Notes = Readonly<Record<string, Note>>;

export interface SigningDemands {
  readonly region: string | undefined;
  readonly hostBucket: string | undefined;
}

export interface ServiceDefinition<Name extends string, State> {
  /** Its id on the wire (`wire/service-traits.ts`): `s3`, `cloudwatch-logs`, `sfn`. */
  readonly name: Name;
  /** The SDK client whose schemas describe the wire; loaded on the service's first request. */
  readonly model: () => ServiceModel | Promise<ServiceModel>;
  readonly create: (kernel: Kernel) => State;
  readonly operations: Operations<State>;
  /**
   * Answers requests that are no modelled operation (CORS preflights, browser form uploads), before any signature is
   * looked at. `undefined` lets the request go its ordinary way; errors are answered as usual.
   */
  readonly intercept?: (
    state: State,
    request: WireRequest,
    call: Interception,
  ) => WireResponse | undefined | Promise<WireResponse | undefined>;
  /** What the addressed resource demands of a signature: S3 knows its bucket's region, and the bucket the host names. */
  readonly signing?: (state: State, request: WireRequest) => SigningDemands;
  /**
   * Checks the bytes of a document that a request brought, before it is read, and in what it returns again, once it is
   * understood: S3 compares digests.
   */
  readonly verify?: (state: State, call: Call, document: Uint8Array) => (understood: unknown) => void;
  /** Makes of every answer, errors included, what is sent: adds headers of CORS, compresses. */
  readonly finish?: (state: State, request: WireRequest, answer: WireResponse) => WireResponse;
  /** Notes for the generated coverage table, by operation. */
  readonly notes?: Notes;
  /** Begins what goes on by itself, once the cloud can be reached: readers of queues and streams. */
  readonly start?: (state: State) => void;
  /**
   * Takes out of a state that is about to be closed what the state after a restore can go on with, and says how to hand
   * it over: processes that are expensive to start.
   */
  readonly bequeath?: (state: State) => (heir: State) => void;
  /** Ends what the service keeps running outside the records: processes, sockets. */
  readonly close?: (state: State) => void | Promise<void>;
}

/** Keeps the literal name and infers the state. The model is read once, whichever cloud asks first. */
export function defineService<const Name extends string, State>(
  definition: ServiceDefinition<Name, State>,
): ServiceDefinition<Name, State> {
  let model: ServiceModel | Promise<ServiceModel> | undefined;
  const read = async (): Promise<ServiceModel> => (model = await definition.model());
  return { ...definition, model: () => (model ??= read()) };
}
